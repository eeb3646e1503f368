"""`yuce data check` and `show`: the published figures (数据); add and diff are in releases.py."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from base.problems import Problems, not_among
from commands import releases
from commands.terminal import TODAY, AsOf, Json, complain, echo, heads, out, problem_rows, spoken

commands = typer.Typer(help="The published figures 已公布数据.", no_args_is_help=True)
commands.add_typer(releases.commands)


@commands.command()
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="CSV files or a folder 数据文件或目录.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check the tables 检查数据: every problem at once, nothing touched."""
    from data import tables

    found = [problem for path in paths or [tables.TABLES] for problem in tables.check(path)]
    if as_json:
        echo({"schema": 1, "ok": not found, "problems": problem_rows(found)})
    elif not found:
        out.print(spoken("in_order"))
    if found:
        complain(Problems(found))
    raise typer.Exit(1 if found else 0)


@commands.command()
def show(
    series: Annotated[str, typer.Option(help="tertiary, finance, … 序列")] = "tertiary",
    measure: Annotated[
        str, typer.Option(help="Measure 指标: value_added, real_growth, deflator.")
    ] = "real_growth",
    when: AsOf = TODAY,
    as_json: Json = False,
) -> None:
    """Show one series as known on a day 查看数据."""
    from data.history import SERIES
    from data.vintages import as_of
    from views.words.numbers import percent

    known = {
        "series": (series, [*SERIES, "support"]),
        "measure": (measure, ["value_added", "real_growth", "deflator"]),
    }
    wrong = [
        not_among(
            f"--{option}", "未知取值", "an unknown value", value, choices, code="option-unknown"
        )
        for option, (value, choices) in known.items()
        if value not in choices
    ]
    if wrong:
        raise Problems(wrong)
    history = as_of(when).history(measure)  # type: ignore[arg-type]
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
        echo(record)
        return
    table = Table(*heads("year"), f"{series} {measure}", title=spoken("known_on", when))
    for year, value in record["values"].items():  # type: ignore[attr-defined]
        table.add_row(year, f"{value:,.2f}" if unit == "100m_cny" else percent(value))
    out.print(table)
