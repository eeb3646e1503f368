"""What each member of the pool for other series adds: the pool without it, on any sets.

    python -m benchmarks.members --data DIR

Prints a table; every line is the whole, calibrated pool less one member.
"""

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.accuracy import Set, owa, read, scores
from forecast.models import COMBINATION, QUARTERLY
from forecast.regions.panel import forecast_panel


def on_set(one: Set, members: tuple[str, ...]) -> str:
    """OWA, WQL and coverage of one set; a dash where the member does not belong."""
    horizon = {name: len(outcome) for name, outcome in one.test.items()}
    found = forecast_panel(one.train, one.season, horizon, members=members)
    table = scores(one, {name: forecast.quantiles for name, forecast in found.items()})
    covered = f"{table['cover80'].mean():.0f}/{table['cover95'].mean():.0f}"
    return f"{owa(table):.3f} / {table['wql'].mean():.3f} / {covered}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of sets")
    folder = parser.parse_args().data
    sets = [read(file) for file in sorted([*folder.glob("*.csv"), *folder.glob("*.csv.gz")])]
    console = Console(width=180)
    names = [f"{one.name} OWA / WQL" for one in sets]
    table = Table("without", *names)
    for left_out in ("", *COMBINATION):
        members = tuple(name for name in COMBINATION if name != left_out)
        row = []
        for one in sets:
            listed = members if one.season == 1 else tuple(m for m in QUARTERLY if m != left_out)
            row.append(on_set(one, listed))
        table.add_row(left_out or "— (all)", *row)
        console.print(left_out or "all", row)
    console.print(table)


if __name__ == "__main__":
    main()
