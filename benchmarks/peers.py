"""The peers of benchmarks/accuracy.py, in an environment of their own (`make peers`).

Runs under statsforecast, which needs pandas < 3, and so imports nothing of this project:
a set goes in as a file, quantiles come out as one.
"""

import argparse
import json
import time
from pathlib import Path

import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import (
    AutoARIMA,
    AutoETS,
    AutoTheta,
    DynamicOptimizedTheta,
    RandomWalkWithDrift,
)

PEERS = {
    "AutoETS": AutoETS,
    "AutoARIMA": AutoARIMA,
    "AutoTheta": AutoTheta,
    "DynamicOptimizedTheta": DynamicOptimizedTheta,
}
MEAN = "mean of the four"
QUANTILES = {"q025": "-lo-95", "q10": "-lo-80", "q50": "", "q90": "-hi-80", "q975": "-hi-95"}


def forecast(model: object, train: pd.DataFrame, horizon: int) -> pd.DataFrame:
    """Columns unique_id, step and the five quantiles; the point forecast is q50."""
    engine = StatsForecast(
        models=[model], freq=1, n_jobs=1, fallback_model=RandomWalkWithDrift(alias="fallback")
    )
    found = engine.forecast(df=train, h=horizon, level=[80, 95]).sort_values(["unique_id", "ds"])
    # A model that fell back keeps its own name in front of every column.
    name = next(column for column in found if column not in ("unique_id", "ds"))
    out = pd.DataFrame({"unique_id": found["unique_id"].to_numpy()})
    out["step"] = out.groupby("unique_id").cumcount() + 1
    for quantile, suffix in QUANTILES.items():
        out[quantile] = found[name + suffix].to_numpy()
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="a set, format of bench/README.md")
    parser.add_argument("out", type=Path, help="folder for forecasts.csv.gz and timing.json")
    asked = parser.parse_args()
    data = pd.read_csv(asked.file)
    train = data[data["is_test"] == 0].rename(columns={"t": "ds"})
    train = train[["unique_id", "ds", "y"]].copy()
    train["ds"] = train.groupby("unique_id").cumcount() + 1
    season = int(data["season_length"].iloc[0])
    horizon = int(data[data["is_test"] == 1].groupby("unique_id").size().max())
    asked.out.mkdir(parents=True, exist_ok=True)
    small = train[train["unique_id"].isin(train["unique_id"].unique()[:2])]
    parts, timing = [], {}
    for name, make in PEERS.items():
        forecast(make(season_length=season, alias=name), small, horizon)  # compile first
        begun = time.process_time()
        found = forecast(make(season_length=season, alias=name), train, horizon)
        timing[name] = 1000 * (time.process_time() - begun) / train["unique_id"].nunique()
        parts.append(found.assign(model=name))
        print(f"{asked.file.name}: {name} {timing[name]:.1f} ms a series", flush=True)
    every = pd.concat(parts)
    mean = every.groupby(["unique_id", "step"], sort=False)[list(QUANTILES)].mean().reset_index()
    timing[MEAN] = sum(timing.values())
    every = pd.concat([every, mean.assign(model=MEAN)])
    every.to_csv(asked.out / "forecasts.csv.gz", index=False)
    (asked.out / "timing.json").write_text(json.dumps(timing), encoding="utf-8")


if __name__ == "__main__":
    main()
