"""`yuce`: the same core from a terminal (命令行).

Exit codes: 0 done, 1 the input is wrong (every problem named), 2 usage.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

import cli_backtest
import cli_export
import cli_links
import cli_takes
from data import tables
from data.history import SERIES
from data.problems import Problem, Problems, Text
from data.vintages import Measure, as_of
from terminal import TODAY, Json, language, out
from terminal import complain as _complain
from terminal import day as _date
from terminal import echo as _print
from terminal import prepare as _prepare
from views.words import chance, percent, points, say

app = typer.Typer(
    help="渝策 Yuce: forecasts and scenarios for the services of Chongqing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
data = typer.Typer(help="The published figures 已公布数据.", no_args_is_help=True)
app.add_typer(data, name="data")
app.add_typer(cli_backtest.commands)
app.add_typer(cli_export.commands)  # export
app.add_typer(cli_links.commands)  # link, open, save, list, compare, …
app.add_typer(cli_takes.commands)  # solve, presets


@data.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="CSV files or a folder.")] = None,
    as_json: Json = False,
) -> None:
    """Check the tables 检查数据: every problem at once, nothing touched."""
    found = [problem for path in paths or [tables.TABLES] for problem in tables.check(path)]
    if as_json:
        _print({"schema": 1, "ok": not found, "problems": [p.record() for p in found]})
    elif found:
        _complain(Problems(found))
    else:
        out.print(say(language(), "in_order"))
    raise typer.Exit(1 if found else 0)


@data.command()
def show(
    series: Annotated[str, typer.Option(help="tertiary, finance, … 序列")] = "tertiary",
    measure: Annotated[
        str, typer.Option(help="value_added, real_growth, deflator")
    ] = "real_growth",
    when: Annotated[date, typer.Option("--as-of", parser=_date)] = TODAY,
    as_json: Json = False,
) -> None:
    """Show one series as known on a day 查看数据."""
    known = {
        "series": (series, [*SERIES, "support"]),
        "measure": (measure, ["value_added", "real_growth", "deflator"]),
    }
    wrong = [
        Problem(
            where=f"--{option}",
            what=Text("未知取值", "an unknown value"),
            found=value,
            expected=Text(f"以下之一：{'、'.join(choices)}", f"one of {', '.join(choices)}"),
            remedy=Text("改用其中之一", "choose one of them"),
        )
        for option, (value, choices) in known.items()
        if value not in choices
    ]
    if wrong:
        raise Problems(wrong)
    kind: Measure = measure  # type: ignore[assignment]
    history = as_of(when).history(kind)
    values = history[series].dropna() if series in history else history.iloc[:0, 0]
    unit = "100m_cny" if measure == "value_added" else "fraction"
    record = {
        "schema": 1,
        "series": series,
        "measure": measure,
        "as_of": when.isoformat(),
        "unit": unit,
        "values": {str(year): round(float(value), 10) for year, value in values.items()},
    }
    if as_json:
        _print(record)
        return
    tongue = language()
    title = say(tongue, "known_on", when)
    table = Table(say(tongue, "year"), f"{series} {measure}", title=title)
    for year, value in record["values"].items():  # type: ignore[attr-defined]
        table.add_row(year, f"{value:,.2f}" if unit == "100m_cny" else f"{value:.1%}")
    out.print(table)


@app.command()
def fit(
    when: Annotated[date, typer.Option("--as-of", parser=_date)] = TODAY,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of the draws 随机种子.")] = None,
    as_json: Json = False,
) -> None:
    """Fit a baseline and save it 拟合基准."""
    from forecast.fit import SEED

    baseline = _prepare(when, SEED if seed is None else seed)
    if as_json:
        _print({"schema": 1, "baseline": baseline.id} | baseline.manifest)
    else:
        out.print(say(language(), "fitted", baseline.id, baseline.as_of, baseline.origin))


@app.command()
def forecast(
    when: Annotated[date, typer.Option("--as-of", parser=_date)] = TODAY, as_json: Json = False
) -> None:
    """Print the baseline's forecast 预测."""
    from scenarios.record import forecast_record
    from scenarios.scenario import Scenario
    from scenarios.simulate import simulate

    baseline = _prepare(when)
    if as_json:
        _print(forecast_record(baseline) | {"as_of": when.isoformat()})
    else:
        _show_outcome(simulate(baseline, Scenario()))


@app.command()
def run(
    file: Annotated[Path, typer.Argument(help="A scenario, TOML or JSON 情景文件.")],
    when: Annotated[date, typer.Option("--as-of", parser=_date)] = TODAY,
    as_json: Json = False,
) -> None:
    """Work a scenario through 情景推演."""
    from forecast.baseline import Baseline
    from scenarios.record import explained_record
    from scenarios.scenario import read
    from scenarios.simulate import simulate

    scenario = read(file)
    baseline = Baseline.load(scenario.baseline) if scenario.baseline else _prepare(when)
    outcome = simulate(baseline, scenario)
    if as_json:
        _print(explained_record(outcome) | {"as_of": when.isoformat()})
    else:
        _show_outcome(outcome)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port of the page 端口.")] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on.")] = "localhost",
) -> None:
    """Prepare the baselines if there are none, then serve the pages 启动页面."""
    from views.vintages import OFFERED

    for when in OFFERED:
        _prepare(when)
    out.print(f"渝策 http://{address}:{port}")
    # One BLAS thread a session: reruns of different readers then share the cores evenly.
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    page = Path(__file__).parent / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(page)]
    options = ["--server.port", str(port), "--server.address", address]
    raise typer.Exit(subprocess.call([*command, *options], env=environment, cwd=page.parent))


def _show_outcome(outcome: Any) -> None:
    """Print an outcome as two tables: growth by year, and the targets."""
    from scenarios.targets import judge_all

    def head(*keys: str) -> list[str]:
        return [say(tongue, key) for key in keys]

    tongue = language()
    interval = say(tongue, "interval", "80%")
    title = f"{say(tongue, 'baseline')} {outcome.baseline.id}"
    growth = Table(*head("year", "growth_chart"), interval, title=title)
    for year in outcome.years:
        low, middle, high = (outcome.growth_quantile(year, q) for q in (0.1, 0.5, 0.9))
        growth.add_row(str(year), percent(middle), f"{percent(low)} – {percent(high)}")
    goals = Table(*head("target", "scope", "value", "verdict", "gap", "odds"))
    for one in judge_all(outcome):
        name = one.target.zh if tongue == "zh" else one.target.en
        verdict = say(tongue, one.verdict)
        figures = (percent(one.value), verdict, points(one.gap), chance(one.odds))
        goals.add_row(name, one.scope or "—", *figures)
    out.print(growth)
    out.print(goals)


def main() -> None:
    """Run the command; every problem in the input is told, and the exit code is 1."""
    try:
        app()  # always ends by SystemExit
    except Problems as problems:
        _complain(problems)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
