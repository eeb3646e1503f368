"""The commands forecast, run and watch (预测、情景与监测)."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from base.places import put_told
from base.problems import Text
from commands.chosen_baseline import stand, work
from commands.terminal import (
    IN_USE,
    Hanging,
    Json,
    OtherDay,
    echo,
    heads,
    language,
    out,
    plain,
    spoken,
    wrapping,
)
from commands.usage import misused
from data import clock
from views.words.numbers import chance, percent, rate
from views.words.words import say, speaking, word

commands = typer.Typer()

BRIEFS = (".docx", ".pdf")
"""Endings of the files that a quarterly brief is written to."""


@commands.command()
def forecast(when: OtherDay = IN_USE, as_json: Json = False) -> None:
    """Print the baseline's forecast 预测."""
    from scenarios.assume.scenario import Scenario
    from scenarios.outcome.as_json import forecast_record
    from scenarios.outcome.simulate import simulate

    standing = stand(when)
    if as_json:
        echo(forecast_record(standing.baseline) | standing.record())
    else:
        standing.show()
        show_outcome(simulate(standing.baseline, Scenario()))


@commands.command()
def run(
    file: Annotated[
        Path,
        typer.Argument(
            help="A scenario, TOML or JSON; - for what is piped in 情景文件，- 为标准输入."
        ),
    ],
    when: OtherDay = IN_USE,
    as_json: Json = False,
) -> None:
    """Work a scenario through 情景推演."""
    from scenarios.outcome.as_json import explained_record

    outcome, standing = work(file, when)
    if as_json:
        echo(explained_record(outcome) | standing.record())
    else:
        standing.show()
        show_outcome(outcome)


def show_outcome(outcome: Any) -> None:
    """Print an outcome as two tables: growth by year, and the targets."""
    from scenarios.outcome.scope_names import scope_label
    from scenarios.outcome.targets import judge_all
    from scenarios.outcome.verdict_wording import gap_said, said
    from views.present.verdict_cards import groups_lacking, unjudged_said

    tongue = language()
    interval = say(tongue, "interval", "80%")
    with speaking(tongue):
        of = "growth_of_baseline" if outcome.scenario.empty else "growth_of_scenario"
        title = word(of, outcome.baseline.id)
    growth = Table(*heads("year", "growth_chart"), interval, title=title)
    for year in outcome.years:
        low, middle, high = (outcome.growth_quantile(year, q) for q in (0.1, 0.5, 0.9))
        growth.add_row(str(year), percent(middle), f"{percent(low)} – {percent(high)}")
    goals = Table(*heads("target", "scope", "value", "verdict", "gap", "odds"))
    scopes = {one.id: scope_label(one, outcome.scenario, tongue) for one in outcome.baseline.scopes}
    for one in judge_all(outcome):
        name = one.target.title_in(tongue)
        verdict = said(one.target, one).marked(tongue)
        gap = gap_said(one.gap, short=True)[tongue]
        figures = (percent(one.value), verdict, gap, chance(one.odds))
        goals.add_row(plain(name), plain(scopes.get(one.scope, "—")), *figures)
    out.print(growth)
    out.print(goals)
    with speaking(tongue):
        for said_of in (*groups_lacking(outcome.baseline), *unjudged_said(outcome)):
            out.print(Hanging(said_of, 2))


@commands.command()
def watch(
    when: OtherDay = IN_USE,
    target: Annotated[
        float | None,
        typer.Option(
            min=-20, max=30, help="Own target of services growth, per cent 自定当年目标（%）."
        ),
    ] = None,
    brief: Annotated[
        Path | None,
        typer.Option(
            help="Write the quarterly brief 季度简报, .docx or .pdf; the page gives the same.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Watch the year at hand 季度监测: to date, needed, nowcast, light; what is due.

    Without --target the year's official target of services is asked; where there is none,
    nothing is needed and no light is lit.
    """
    if brief is not None and brief.suffix.lower() not in BRIEFS:
        raise misused("--brief", str(brief), Text(*[" / ".join(BRIEFS)] * 2))
    from data.vintages import as_of
    from data.watched import as_json as records
    from scenarios.assume.scenario import Scenario
    from scenarios.outcome.simulate import simulate
    from scenarios.year.bridge_lines import bridge_lines
    from scenarios.year.watch import own, watched, year_target
    from scenarios.year.year_path import year_at_hand
    from scenarios.year.year_watch import year_watch

    standing = stand(when)
    outcome = simulate(standing.baseline, Scenario())
    day = when or max(clock.today(), date.fromisoformat(standing.as_of))
    vintage, year = as_of(day), year_at_hand(outcome)
    asked = year_target(outcome) if target is None else own(target / 100, year)
    rows = watched(outcome, vintage, asked)
    files = []
    if brief is not None:
        mine = None if target is None or asked is None else (asked,)
        files = [_write_brief(brief, year_watch(outcome, vintage, day, asked=mine))]
    if as_json:
        echo(
            {
                "schema": 1,
                "as_of": day.isoformat(),
                "year": year,
                "rows": [row.record() for row in rows],
                "bridges": [one.record() for one in bridge_lines(vintage, year)],
                "due": records.due_rows(vintage, day),
                "indicators": records.indicator_rows(day),
                "directions": records.direction_rows(day),
                "files": [{"path": str(one), "bytes": one.stat().st_size} for one in files],
            }
        )
        return
    standing.show()
    if files:
        typer.echo(str(files[0]))
        return
    _show_watch(rows, year)
    _show_bridges(bridge_lines(vintage, year))
    for one in records.due_rows(vintage, day):
        if one["overdue"]:
            out.print(spoken("watch_overdue", one["release"], one["period"], one["expected"]))


def _show_bridges(lines: list[Any]) -> None:
    """Print what the bridges from indicators say, a row a group."""
    from views.present.watched.bridge_tables import HEADS, bridge_cells
    from views.words.words import speaking

    with speaking(language()):
        table = wrapping(*heads(*HEADS))
        table.title = spoken("bridge_head")
        for one in lines:
            table.add_row(*map(plain, bridge_cells(one)))
        out.print(table)
        out.print(spoken("watch_bridges"))


def _write_brief(file: Path, watched: Any) -> Path:
    """Write the quarterly brief, as the page does."""
    from views.export.brief.year_brief import year_brief_file

    content = year_brief_file(watched, file.suffix.lower().removeprefix("."), language())
    return put_told(file, content, "无法写入", "it cannot be written")


def _show_watch(rows: list[Any], year: int) -> None:
    """Print the watch as a table."""
    from views.present.names import series_name
    from views.words.words import period_name, speaking

    with speaking(language()):
        table = wrapping(
            *heads("series", "newest_period", "ytd_growth", "rest_needed"),
            *heads("nowcast_of", "interval_eighty", "needed_year", "odds_reach", "light_of"),
        )
        table.title = spoken("watch_of", year)
        for one in rows:
            low, high = one.nowcast["p10"], one.nowcast["p90"]
            table.add_row(
                plain(series_name(one.series)),
                period_name(one.quarter) if one.quarter else "—",
                rate(one.ytd),
                rate(one.needed),
                percent(one.nowcast["median"]),
                f"{percent(low)} – {percent(high)}",
                rate(one.needed_year),
                "—" if one.odds_needed is None else chance(one.odds_needed),
                spoken(f"light_{one.light}"),
            )
        out.print(table)
