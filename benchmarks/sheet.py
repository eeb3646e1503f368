"""One table of all speeds, beside the same work done the way others do it (速度表): `make bench`.

    python -m benchmarks.sheet [--quick] [--only WORD]

Ratios are of two measurements in this run on this machine. A row that cannot run says why, and
the others go on. `--quick` takes few repetitions, to see that each row works.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import asyncio
import importlib
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks import accuracy, drag, latency, paint, speed, terminal
from benchmarks.chromium import ROOT, browser, served
from data.sections import GROUP_SERIES, SECTION_CODES
from data.vintages import as_of
from forecast.evaluation.backtest import FIRST_ORIGIN, backtest
from forecast.fit import fit
from forecast.fit_cache import prepare
from forecast.regions.panel import forecast_panel
from forecast.spec import Spec
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.sensitivity import POINT, sensitivities
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import judge_all
from scenarios.solve.solve import solve
from scenarios.solve.wish import Wish, wished

WHEN = date(2026, 3, 31)


@dataclass(frozen=True)
class Row:
    """A line of the sheet; `other` is how others do it, `ratio` how many times as long."""

    work: str
    figure: str
    other: str = ""
    ratio: str = ""


def arithmetic(quick: bool) -> Iterator[Row]:
    """Simulate, beside copying the draws and beside a loop over them; explain; solve."""
    base = prepare(WHEN)
    moved = speed.scenario(base)
    times = 20 if quick else 200
    copy = speed.median_ms(lambda: (base.current.copy(), base.segments[0].values.copy()), times)
    own = speed.median_ms(lambda: simulate(base, moved), times)
    loop = speed.median_ms(lambda: speed.loop(base, moved), 1)
    yield Row(f"simulate, {base.draws:,} draws", ms(own), "copying the draws", f"{copy / own:.2g}")
    yield Row("", "", f"a loop over draws, {ms(loop)}", f"{loop / own:.0f}")
    outcome = simulate(base, moved)
    told = speed.median_ms(lambda: sensitivities(outcome, "D7"), times // 10)
    anew = speed.median_ms(lambda: each_anew(outcome), 1 if quick else 5)
    other = f"each cell simulated anew, {ms(anew)}"
    yield Row("all sensitivities", ms(told), other, f"{anew / told:.1f}")
    wish = Wish(wished(["share-2027"]), "D6", odds=0.8)
    yield Row("solve, 80% odds by D6", ms(speed.median_ms(lambda: solve(base, wish), times // 10)))


def each_anew(outcome: Outcome) -> None:
    """Move every section's every year by a point, and simulate and judge each time."""
    base, items = outcome.baseline, outcome.scenario.assumptions
    for year in base.years:
        for code in SECTION_CODES:
            one = Assumption(section=code, years=(year,), value=POINT, kind="change")
            rest = tuple(item for item in items if item.section != code or year not in item.years)
            judge_all(simulate(base, Scenario(assumptions=(*rest, one))))


def fits(quick: bool) -> Iterator[Row]:
    """The whole fit; and the six groups forecast, beside statsforecast's four models and mean."""
    spec = Spec(draws=1_000) if quick else Spec()
    yield Row(f"fit, {spec.draws:,} draws", seconds(lambda: fit(as_of(WHEN), spec, seed=1)))
    growth = as_of(WHEN).history("real_growth").loc[2000:]
    levels = {code: np.cumprod(1 + growth[name].dropna()) for code, name in GROUP_SERIES.items()}
    begun = time.process_time()
    forecast_panel({code: np.asarray(one[:-5]) for code, one in levels.items()}, 1, 5)
    own = 1000 * (time.process_time() - begun) / len(levels)
    if not accuracy.PEERS.exists():
        yield Row("… a series, calibrated", ms(own), "statsforecast: run `make peers`")
        return
    theirs = statsforecast(levels)
    yield Row(
        "… a series, calibrated", ms(own), f"statsforecast, {ms(theirs)}", f"{theirs / own:.1f}"
    )


def statsforecast(levels: dict[str, Any]) -> float:
    """Milliseconds a series that the four models of statsforecast take, compiled already."""
    rows = ["unique_id,season_length,t,y,is_test"]
    for code, one in levels.items():
        rows += [
            f"{code},1,{t},{y},{int(t >= len(one) - 5)}" for t, y in enumerate(np.asarray(one))
        ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "groups.csv"
        file.write_text("\n".join(rows), "utf-8")
        script = str(ROOT / "benchmarks" / "peers.py")
        subprocess.run(
            [accuracy.PEERS, script, file, folder], check=True, capture_output=True, cwd=ROOT
        )
        timing = json.loads((Path(folder) / "timing.json").read_text("utf-8"))
    return float(timing["mean of the four"])


def past(quick: bool) -> Iterator[Row]:
    """The rolling backtest of every group."""
    spec, first = (Spec(draws=200), 2023) if quick else (Spec(), FIRST_ORIGIN)
    yield Row(f"backtest, origins from {first}", seconds(lambda: backtest(spec, first=first)))


def first_paint(quick: bool) -> Iterator[Row]:
    """A page asked for until its verdict is seen."""
    with served() as address, browser() as chromium:
        found = paint.measure(chromium, f"{address}/", 1 if quick else 7)
    for kind, runs in found.items():
        verdict = statistics.median(one["verdict"] for one in runs)
        yield Row(f"first paint, {kind} browser", ms(verdict))


def slider(quick: bool) -> Iterator[Row]:
    """A slider released until the server's numbers are painted, beside the whole script rerun."""
    times, _ = latency.measure(3 if quick else 60)
    own, whole = statistics.median(times), whole_script(2 if quick else 10)
    other = f"a whole-script rerun, {ms(whole)} before it is sent"
    yield Row("slider to settled numbers", ms(own), other, f"{whole / own:.1f}")


def whole_script(times: int) -> float:
    """Milliseconds of the page's whole script in its own process: what a plain slider costs."""
    from streamlit.logger import set_log_level
    from streamlit.testing.v1 import AppTest

    set_log_level("error")  # else a line of warning for every widget
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("views/pages/scenario.py").run()
    return speed.median_ms(app.run, times)


def frames(quick: bool) -> Iterator[Row]:
    """While the thumb moves: a pointer event until its frame, and what goes to the server."""
    times, drawn, reruns = drag.measure(20 if quick else 200)
    yield Row(
        "drag, pointer to paint", ms(statistics.median(times)), f"{reruns} messages meanwhile"
    )
    yield Row(
        "… 95th percentile", ms(sorted(times)[int(0.95 * (len(times) - 1))]), f"{drawn} frames"
    )


def crowd(quick: bool) -> Iterator[Row]:
    """Planners at once, each moving a slider every two seconds; memory a session."""
    load = importlib.import_module("benchmarks.load")
    for processes, count in ((1, 2), (2, 2)) if quick else ((1, 50), (2, 50), (2, 100)):
        with load.serving(processes) as server:
            asyncio.run(load.crowd(server, 2 * processes, 4, 0))
            before = server.memory()
            lasting, arrive = (6, 1) if quick else (30, 10)
            times, used = asyncio.run(load.crowd(server, count, lasting, arrive, looks=5))
        who = f"{count} planners, {processes} process{'es' * (processes > 1)}"
        yield Row(f"{who}, p95 of a move", ms(load.at(times.board, 0.95)))
        yield Row("… of a first run", ms(load.at(times.first, 0.95)))
        yield Row("… memory a session", f"{(used - before) / count:.1f} MB")


def commands(quick: bool) -> Iterator[Row]:
    """What commands of the terminal cost, beside loading what they cannot do without."""
    for one in terminal.costs(1 if quick else 5):
        yield Row(one.command, ms(1000 * one.seconds), one.other, f"{one.ratio:.2f}")


def ms(value: float) -> str:
    return f"{value:,.1f} ms" if value < 100 else f"{value:,.0f} ms"


def seconds(work: Callable[[], object]) -> str:
    begun = time.perf_counter()
    work()
    return f"{time.perf_counter() - begun:.1f} s"


PARTS = (arithmetic, fits, past, first_paint, slider, frames, crowd, commands)


def main() -> None:
    """Print the table, whatever fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="", help="parts whose name holds this word")
    asked = parser.parse_args()
    table = Table("work", "here", "the way others do it", "times as long")
    for part in PARTS:
        if asked.only not in part.__name__:
            continue
        try:
            rows = list(part(asked.quick))
        except Exception as error:  # the sheet says so and goes on
            said = str(error).strip().splitlines() or [type(error).__name__]
            rows = [Row(part.__name__.replace("_", " "), "—", f"not run: {said[-1][:70]}")]
        for row in rows:
            table.add_row(row.work, row.figure, row.other, row.ratio)
    load = os.getloadavg()[0]
    Console().print(table, f"{os.cpu_count()} cores, load {load:.1f} when done", sep="\n")


if __name__ == "__main__":
    main()
