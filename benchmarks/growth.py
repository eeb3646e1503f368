"""Growth of services in every province of a file, one to three years ahead, beside its rivals.

    python -m benchmarks.growth --data FILE [--json OUT]
    python -m benchmarks.growth --learn          # learn the parameters from the panel again

FILE: province, series, year, measure, value (index, previous year = 100, of `tertiary`). All
parameters are fixed before it is read.
"""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from data.sections import TERTIARY
from data.vintages import as_of
from forecast.regions.growth_backtest import growth_backtest, summary
from forecast.regions.learn_growth import learn, write


def read(file: Path) -> pd.DataFrame:
    """Read services growth, years × provinces, fractions."""
    table = pd.read_csv(file)
    mine = table["measure"].isin(["index_prev_year", "real_index"])
    rows = table[(table["series"] == TERTIARY) & mine].rename(columns={"period": "year"})
    return rows.pivot(index="year", columns="province", values="value") / 100 - 1


def show(found: list[dict[str, Any]]) -> None:
    """Print the table."""
    table = Table(box=None)
    heads = "years ahead|method|CRPS|to best rival|p|years won|log score|bias|80|95|80% width, calm"
    for head in heads.split("|"):
        table.add_column(head)
    for one in found:
        table.add_row(
            *(str(one["horizon"]), one["method"], f"{one['crps']:.3f}", f"{one['ratio']:.3f}"),
            *(f"{one['p']:.3f}", f"{one['won']}/{one['years']} ({one['against']})"),
            *(f"{one['log_score']:.3f}", f"{one['bias']:+.2f}"),
            *(f"{100 * one['cover80']:.0f}", f"{100 * one['cover95']:.0f}"),
            f"{one['width80_calm']:.1f}",
        )
    Console(width=140).print(table)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--learn", action="store_true")
    asked = parser.parse_args()
    around = as_of(date.max).around
    if asked.learn:
        write(learn(around), around)
    if asked.data:
        given = read(asked.data)
        found = summary(growth_backtest(given, around))
        show(found)
        if asked.json:
            record = {"schema": 1, "provinces": int(given.shape[1]), "scores": found}
            asked.json.write_text(json.dumps(record, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
