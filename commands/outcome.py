"""The commands forecast and run (预测与情景)."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from commands.chosen_baseline import stand, work
from commands.terminal import IN_USE, Json, OtherDay, echo, heads, language, out, plain
from views.words.numbers import chance, percent
from views.words.words import say, speaking, word

commands = typer.Typer()


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
    from scenarios.outcome.verdicts import gap_said, said
    from views.present.verdicts import groups_lacking, unjudged_said

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
            out.print(plain(said_of))
