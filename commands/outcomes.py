"""Commands about what lies ahead: forecast, run (预测与情景)."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from commands.terminal import TODAY, AsOf, Json, echo, heads, language, out, plain, prepare
from views.words import chance, percent, points, say

commands = typer.Typer()


@commands.command()
def forecast(when: AsOf = TODAY, as_json: Json = False) -> None:
    """Print the baseline's forecast 预测."""
    from scenarios.record import forecast_record
    from scenarios.scenario import Scenario
    from scenarios.simulate import simulate

    baseline = prepare(when)
    if as_json:
        echo(forecast_record(baseline) | {"as_of": when.isoformat()})
    else:
        show_outcome(simulate(baseline, Scenario()))


@commands.command()
def run(
    file: Annotated[Path, typer.Argument(help="A scenario, TOML or JSON 情景文件.")],
    when: AsOf = TODAY,
    as_json: Json = False,
) -> None:
    """Work a scenario through 情景推演."""
    from forecast.baseline import Baseline
    from scenarios.record import explained_record
    from scenarios.scenario import read
    from scenarios.simulate import simulate

    scenario = read(file)
    baseline = Baseline.load(scenario.baseline) if scenario.baseline else prepare(when)
    outcome = simulate(baseline, scenario)
    if as_json:
        echo(explained_record(outcome) | {"as_of": when.isoformat()})
    else:
        show_outcome(outcome)


def show_outcome(outcome: Any) -> None:
    """Print an outcome as two tables: growth by year, and the targets."""
    from scenarios.targets import judge_all

    tongue = language()
    interval = say(tongue, "interval", "80%")
    title = f"{say(tongue, 'baseline')} {outcome.baseline.id}"
    growth = Table(*heads("year", "growth_chart"), interval, title=title)
    for year in outcome.years:
        low, middle, high = (outcome.growth_quantile(year, q) for q in (0.1, 0.5, 0.9))
        growth.add_row(str(year), percent(middle), f"{percent(low)} – {percent(high)}")
    goals = Table(*heads("target", "scope", "value", "verdict", "gap", "odds"))
    scopes = {one.id: one.label_in(tongue) for one in outcome.baseline.scopes}
    for one in judge_all(outcome):
        name = one.target.title_in(tongue)
        verdict = say(tongue, one.verdict)
        figures = (percent(one.value), verdict, points(one.gap), chance(one.odds))
        goals.add_row(plain(name), scopes.get(one.scope, "—"), *figures)
    out.print(growth)
    out.print(goals)
