"""What each member adds: the combination without it, on Chongqing and on any sets.

    python -m benchmarks.members --data DIR

Prints a table; every line is the whole, calibrated combination less one member.
"""

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.accuracy import Set, owa, read, scores
from forecast.evaluation.backtest import COMBINATION as WHOLE
from forecast.evaluation.backtest import backtest
from forecast.evaluation.scoreboard import summary
from forecast.models import COMBINATION, QUARTERLY
from forecast.regions.panel import forecast_panel
from forecast.spec import Spec


def on_chongqing(members: tuple[str, ...]) -> list[str]:
    """MAE and CRPS of the groups' and of services' level, real-time backtest."""
    table = summary(backtest(Spec(draws=1_000, models=members)))
    chosen = table[(table["release"] == "latest") & (table["model"] == WHOLE)]
    level = chosen[chosen["measure"] == "level"].set_index("subject")
    found = (level.loc[about, ["mae", "crps"]].astype(float) for about in ("groups", "tertiary"))
    return [f"{one.iloc[0]:.2f} / {one.iloc[1]:.2f}" for one in found]


def on_set(one: Set, members: tuple[str, ...]) -> str:
    """OWA, WQL and coverage of one set; a dash where the member does not belong."""
    horizon = {name: len(outcome) for name, outcome in one.test.items()}
    found = forecast_panel(one.train, one.season, horizon, members=members)
    table = scores(one, {name: forecast.quantiles for name, forecast in found.items()})
    covered = f"{table['cover80'].mean():.0f}/{table['cover95'].mean():.0f}"
    return f"{owa(table):.3f} / {table['wql'].mean():.3f} / {covered}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of sets; Chongqing alone without it")
    asked = parser.parse_args()
    folder = asked.data or Path("/nowhere")
    sets = [read(file) for file in sorted([*folder.glob("*.csv"), *folder.glob("*.csv.gz")])]
    console = Console(width=180)
    names = ["groups MAE / CRPS", "services MAE / CRPS", *(f"{one.name} OWA / WQL" for one in sets)]
    table = Table("without", *names)
    for left_out in ("", *COMBINATION):
        members = tuple(name for name in COMBINATION if name != left_out)
        row = on_chongqing(members)
        for one in sets:
            listed = members if one.season == 1 else tuple(m for m in QUARTERLY if m != left_out)
            row.append(on_set(one, listed))
        table.add_row(left_out or "— (all)", *row)
        console.print(left_out or "all", row)
    console.print(table)


if __name__ == "__main__":
    main()
