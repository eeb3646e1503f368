"""`yuce watch`: the year at hand on one screen (季度监测)."""

from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from commands.chosen_baseline import stand
from commands.terminal import IN_USE, Json, OtherDay, echo, heads, out, plain, spoken
from data import clock
from views.words.numbers import chance, percent

commands = typer.Typer()


@commands.command()
def watch(
    when: OtherDay = IN_USE,
    target: Annotated[
        float | None,
        typer.Option(
            min=-20, max=30, help="Own target of services growth, per cent 自定当年目标（%）."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Watch the year at hand 季度监测: to date, needed, nowcast, light; what is due.

    Without --target the year's official target of services is asked; where there is none,
    nothing is needed and no light is lit.
    """
    from scenarios.assume.scenario import Scenario
    from scenarios.outcome.simulate import simulate
    from scenarios.outcome.watch import own, watched, year_at_hand, year_target

    standing = stand(when)
    outcome = simulate(standing.baseline, Scenario())
    day = when or clock.today()
    asked = year_target(outcome) if target is None else own(target / 100, year_at_hand(outcome))
    vintage = _vintage(day)
    rows = watched(outcome, vintage, asked)
    if as_json:
        echo(
            {
                "schema": 1,
                "as_of": day.isoformat(),
                "year": year_at_hand(outcome),
                "rows": [row.record() for row in rows],
                "due": _due(vintage, day),
                "indicators": _indicators(day),
                "directions": _directions(day),
            }
        )
        return
    standing.show()
    _show(rows, year_at_hand(outcome))
    for one in _due(vintage, day):
        if one["overdue"]:
            out.print(spoken("watch_overdue", one["release"], one["period"], one["expected"]))


def _vintage(day: date) -> Any:
    from data.vintages import as_of

    return as_of(day)


def _due(vintage: Any, day: date) -> list[dict[str, Any]]:
    """Releases of the accounts, overdue and next, then indicators that are overdue."""
    from data.due import due, overdue, upcoming

    accounts = [(one, True) for one in due(vintage, day)]
    accounts += [(one, False) for one in upcoming(vintage, day)]
    rows: list[dict[str, Any]] = [
        {
            "release": "bulletin" if one.figures == "year" else "accounts",
            "period": str(one.year) if one.figures == "year" else f"{one.year}{one.figures}",
            "expected": one.by.isoformat(),
            "overdue": late,
        }
        for one, late in accounts
    ]
    rows += [
        {
            "release": one.series,
            "period": one.period,
            "expected": one.by.isoformat(),
            "overdue": True,
        }
        for one in overdue(day, day)
    ]
    return rows


def _indicators(day: date) -> list[dict[str, Any]]:
    """The newest level and growth of every indicator, counts of the directions apart."""
    from data.indicator_figures import known
    from data.indicators import indicators

    rows = known(day)
    rows = rows[~rows["series"].str.startswith("ind_dir_")]
    rows = rows.drop_duplicates(["series", "measure"], keep="last")
    return [
        {
            "id": one.series,
            "period": one.period,
            "value": round(float(one.value), 10),
            "unit": one.unit,
            "section": indicators()[str(one.series)].section,
        }
        for one in rows.itertuples()
    ]


def _directions(day: date) -> list[dict[str, Any]]:
    from data.directions import counted, directions

    found = counted(day)
    return [
        {"id": one.id, "name": one.zh, "items": [item.record() for item in found[one.id]]}
        for one in directions()
        if one.kind == "direction"
    ]


def _show(rows: list[Any], year: int) -> None:
    """Print the watch as a table."""
    from commands.terminal import language
    from views.present.names import series_name
    from views.words.words import period_name, speaking

    with speaking(language()):
        table = Table(
            *heads("series", "newest_period", "ytd_growth", "rest_needed"),
            *heads("nowcast_of", "interval_eighty", "odds", "light_of"),
            title=spoken("watch_of", year),
        )
        for one in rows:
            low, high = one.nowcast["p10"], one.nowcast["p90"]
            table.add_row(
                plain(series_name(one.series)),
                period_name(one.quarter) if one.quarter else "—",
                _rate(one.ytd),
                _rate(one.needed),
                percent(one.nowcast["median"]),
                f"{percent(low)} – {percent(high)}",
                "—" if one.odds is None else chance(one.odds),
                spoken(f"light_{one.light}"),
            )
        out.print(table)
        out.print(spoken("watch_bridges"))


def _rate(value: float | None) -> str:
    return "—" if value is None else percent(value)
