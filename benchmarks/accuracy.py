"""Accuracy on any set in the format of ../shared/bench/README.md, beside the peers.

    python benchmarks/accuracy.py --data DIR [--only NAME]

Prints a table a set and their mean, and saves all of it, with every forecast's scores, under
artefacts/benchmarks/. Peers need `make peers` once; without it they are left out.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from base import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread: times are times of one core

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from base.problems import Problem, Problems, Text
from forecast.arrays import Array
from forecast.evaluation import scores as accuracy
from forecast.regions.panel import forecast_panel

ROOT = Path(__file__).parent.parent
HOME = settings.home() / "benchmarks"
PEERS = ROOT / ".peers" / "bin" / "python"
COLUMNS = ("unique_id", "season_length", "t", "y", "is_test")
OURS = "yuce"
SHOWN = ("owa", "mase", "smape", "wql", "cover80", "cover95", "msis", "log_error", "ms")


@dataclass(frozen=True)
class Set:
    """One set: what to forecast from, and what came."""

    name: str
    file: Path
    season: int
    train: dict[str, Array]
    test: dict[str, Array]


def read(file: Path) -> Set:
    """Read one set; raises Problems when it is not in the format."""
    data = pd.read_csv(file)
    missing = [column for column in COLUMNS if column not in data]
    if missing:
        raise Problems([_format_problem(file, f"no {', '.join(missing)}")])
    seasons = data["season_length"].unique()
    if len(seasons) != 1 or seasons[0] not in (1, 4):
        raise Problems([_format_problem(file, f"season_length {list(seasons)}")])
    data = data.sort_values(["unique_id", "t"], kind="stable")
    parts = {
        kind: {
            str(name): part["y"].to_numpy(dtype=float)
            for name, part in data[data["is_test"] == kind].groupby("unique_id", sort=False)
        }
        for kind in (0, 1)
    }
    test = {name: parts[1][name] for name in parts[0] if name in parts[1]}
    train = {name: parts[0][name] for name in test}
    return Set(file.name.split(".")[0], file, int(seasons[0]), train, test)


def scores(one: Set, quantiles: dict[str, Array]) -> pd.DataFrame:
    """Score a model series by series; NaN in the outcome is left out, and so is a series of it."""
    rows = []
    for name, outcome in one.test.items():
        known = ~np.isnan(outcome)
        if not known.any():
            continue
        came, found = outcome[known], quantiles[name][:, : len(outcome)][:, known]
        scale = accuracy.naive_scale(one.train[name], one.season)
        naive = naive2(one.train[name], len(outcome), one.season)[known]
        point = found[2]
        positive = (came > 0).all() and (point > 0).all()
        rows.append(
            {
                "unique_id": name,
                "mase": accuracy.absolute_error(came, point, scale).mean(),
                "smape": accuracy.smape(came, point).mean(),
                "naive_mase": accuracy.absolute_error(came, naive, scale).mean(),
                "naive_smape": accuracy.smape(came, naive).mean(),
                "wql": accuracy.pinball(came, found, scale).mean(),
                "cover80": 100 * accuracy.covered(came, found, 0.8).mean(),
                "cover95": 100 * accuracy.covered(came, found, 0.95).mean(),
                "msis": accuracy.interval_score(came, found, 0.95, scale).mean(),
                "log_error": 100 * np.abs(np.log(came / point)).mean() if positive else np.nan,
            }
        )
    return pd.DataFrame(rows).set_index("unique_id")


def naive2(past: Array, horizon: int, season: int) -> Array:
    """Give Naive2 of a series with blanks: each quarter keeps its place, those at the end too."""
    known = np.flatnonzero(~np.isnan(past))
    first, last = known[0], known[-1]
    filled = np.interp(np.arange(first, last + 1), known, past[known])
    behind = len(past) - 1 - last
    return accuracy.naive2(filled, behind + horizon, season)[behind:]


def owa(table: pd.DataFrame) -> float:
    """Overall weighted average of MASE and sMAPE, each relative to Naive2's."""
    mean = table.mean()
    ratio = mean["mase"] / mean["naive_mase"] + mean["smape"] / mean["naive_smape"]
    return float(ratio / 2)


def ours(one: Set) -> tuple[dict[str, Array], float]:
    """Forecast by the combination: quantiles, and milliseconds a series, all included."""
    begun = time.process_time()
    horizon = {name: len(outcome) for name, outcome in one.test.items()}
    found = forecast_panel(one.train, one.season, horizon)
    spent = 1000 * (time.process_time() - begun) / len(found)
    return {name: forecast.quantiles for name, forecast in found.items()}, spent


def peers(one: Set) -> tuple[dict[str, dict[str, Array]], dict[str, float]]:
    """Forecast by the peers in their own environment, kept by the content of the set."""
    script = Path(__file__).parent / "peers.py"
    key = hashlib.sha256(one.file.read_bytes() + script.read_bytes()).hexdigest()[:16]
    folder = HOME / "peers" / key
    if not (folder / "timing.json").exists():
        command = [str(PEERS), str(script), str(one.file), str(folder)]
        threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
        subprocess.run(command, check=True, env=os.environ | threads, stdout=sys.stderr)
    table = pd.read_csv(folder / "forecasts.csv.gz", dtype={"unique_id": str})
    columns = ["q025", "q10", "q50", "q90", "q975"]
    found = {
        str(model): {
            str(name): rows[columns].to_numpy().T for name, rows in part.groupby("unique_id")
        }
        for model, part in table.groupby("model", sort=False)
    }
    return found, json.loads((folder / "timing.json").read_text(encoding="utf-8"))


def differences(
    mine: pd.DataFrame, theirs: pd.DataFrame, rounds: int = 1_000
) -> dict[str, tuple[float, float, float]]:
    """Paired bootstrap over series of our score relative to theirs, per cent, with 95% range.

    Provinces share national shocks: their range is too sure of itself.
    """
    rng = np.random.default_rng(1)
    theirs = theirs.loc[mine.index]
    picks = rng.integers(len(mine), size=(rounds, len(mine)))
    found = {}
    for score in ("mase", "smape", "wql", "msis"):
        a, b = mine[score].to_numpy(), theirs[score].to_numpy()
        ratio = 100 * (a[picks].mean(axis=1) / b[picks].mean(axis=1) - 1)
        low, high = np.quantile(ratio, (0.025, 0.975))
        found[score] = (float(100 * (a.mean() / b.mean() - 1)), float(low), float(high))
    relative = [
        (table["mase"].to_numpy(), table["smape"].to_numpy(), table) for table in (mine, theirs)
    ]
    base = mine["naive_mase"].to_numpy(), mine["naive_smape"].to_numpy()

    def both(mase: Array, smape: Array, pick: Any) -> Array:
        parts = (
            mase[pick].mean(axis=-1) / base[0][pick].mean(axis=-1),
            smape[pick].mean(axis=-1) / base[1][pick].mean(axis=-1),
        )
        return np.asarray((parts[0] + parts[1]) / 2)

    every = np.arange(len(mine))
    sampled = [both(mase, smape, picks) for mase, smape, _ in relative]
    ratio = 100 * (sampled[0] / sampled[1] - 1)
    point = [float(both(mase, smape, every)) for mase, smape, _ in relative]
    low, high = np.quantile(ratio, (0.025, 0.975))
    found["owa"] = (100 * (point[0] / point[1] - 1), float(low), float(high))
    return found


def run(one: Set) -> dict[str, Any]:
    """Measure one set: every model's scores, and ours less theirs."""
    quantiles, spent = ours(one)
    tables, timing = {OURS: scores(one, quantiles)}, {OURS: spent}
    if PEERS.exists():
        try:
            others, times = peers(one)
        except subprocess.CalledProcessError as error:
            print(f"{one.name}: no peers, theirs failed: {error}", file=sys.stderr)
        else:
            tables |= {name: scores(one, found) for name, found in others.items()}
            timing |= times
    means = {
        name: {"owa": owa(table), "ms": timing[name]} | table.mean().to_dict()
        for name, table in tables.items()
    }
    against = {
        name: differences(tables[OURS], table) for name, table in tables.items() if name != OURS
    }
    return {
        "set": one.name,
        "series": len(one.test),
        "season": one.season,
        "means": means,
        "against": against,
    }


def show(results: list[dict[str, Any]], console: Console) -> None:
    """Print a table a set, then the mean of OWA and WQL over the sets."""
    for result in results:
        title = f"{result['set']}: {result['series']} series"
        table = Table("model", *SHOWN, "our OWA against it %", "our WQL %", title=title)
        for name, mean in result["means"].items():
            figures = [_digits(key, mean[key]) for key in SHOWN]
            gaps = result["against"].get(name, {})
            spans = [
                "{:+.1f} [{:+.1f}, {:+.1f}]".format(*gaps[key]) if gaps else ""
                for key in ("owa", "wql")
            ]
            table.add_row(name, *figures, *spans)
        console.print(table)
    names = [name for name in results[0]["means"] if all(name in r["means"] for r in results)]
    table = Table("model", "mean OWA", "mean WQL", title=f"{len(results)} sets")
    for name in names:
        means = [np.mean([r["means"][name][key] for r in results]) for key in ("owa", "wql")]
        table.add_row(name, *(f"{value:.3f}" for value in means))
    console.print(table)


def _digits(key: str, value: float) -> str:
    whole = {"cover80", "cover95"}
    return f"{value:.0f}" if key in whole else f"{value:.{3 if key in ('owa', 'wql') else 2}f}"


def _format_problem(file: Path, found: str) -> Problem:
    expected = Text("列：" + "、".join(COLUMNS), "columns " + ", ".join(COLUMNS))
    return Problem(
        str(file),
        Text("不是评测集的格式", "not in the format of a set"),
        found,
        expected,
        Text("对照 bench/README.md 更正", "see bench/README.md"),
        code="set-format",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of sets")
    parser.add_argument("--only", help="the set of this name alone, such as m1_yearly")
    asked = parser.parse_args()
    files = sorted([*asked.data.glob("*.csv"), *asked.data.glob("*.csv.gz")])
    chosen = [file for file in files if asked.only in (None, file.name.split(".")[0], file.name)]
    if not chosen:
        names = ", ".join(file.name.split(".")[0] for file in files) or "none"
        sys.exit(f"{asked.data}: no set {asked.only or ''}; there are: {names}")
    console = Console(width=int(os.environ.get("COLUMNS", "180")))
    if not PEERS.exists():
        print("peers left out: run `make peers` once", file=sys.stderr)
    results = []
    try:
        for file in chosen:
            print(f"{file.name} …", file=sys.stderr)
            results.append(run(read(file)))
    except Problems as problems:
        sys.exit(problems.text("en"))
    show(results, console)
    HOME.mkdir(parents=True, exist_ok=True)
    saved = HOME / f"accuracy{'-' + asked.only if asked.only else ''}.json"
    saved.write_text(json.dumps(results, indent=1), encoding="utf-8")
    print(f"saved {saved}", file=sys.stderr)


if __name__ == "__main__":
    main()
