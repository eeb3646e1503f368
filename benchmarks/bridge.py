"""How well indicators tell of services growth before it is out: `python -m benchmarks.bridge`."""

import pandas as pd

from forecast.evaluation.quarters.backtest_bridge import bridge_rows
from forecast.spec import Spec

ODD = (2020, 2021)
"""Shut-down and rebound, shown apart."""


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Mean scores by measure, days before release and model (核算桥得分), points."""
    rows = rows.assign(mae=rows["error"].abs())
    found = rows.groupby(["measure", "before", "model"]).agg(
        mae=("mae", "mean"),
        bias=("error", "mean"),
        crps=("crps", "mean"),
        covered80=("covered80", "mean"),
        n=("mae", "size"),
    )
    return found.round(2)


def main() -> None:
    """Print all quarters, then the calm years."""
    rows = bridge_rows(Spec(draws=2_000))
    print(table(rows).to_string())
    print(f"\nwithout {ODD[0]} and {ODD[1]}")
    print(table(rows[~rows["year"].isin(ODD)]).to_string())


if __name__ == "__main__":
    main()
