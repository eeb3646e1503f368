"""`yuce judge`: is a fit any good, and why did it move against another (评判)."""

from typing import Annotated, Any

import typer
from rich.table import Table

from commands.terminal import Json, echo, language, out, progress

commands = typer.Typer()


@commands.command()
def judge(
    fit: Annotated[str, typer.Argument(help="A baseline's id 基准标识, as `yuce fit` prints it.")],
    against: Annotated[
        str | None, typer.Option(help="Another fit's id: what moved, and why 与另一次拟合比较.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Judge a fit 评判拟合: scores, coverage, residuals, and what moved against another."""
    from forecast.baseline import Baseline
    from forecast.evaluation.evaluate import judge_fit

    fitted = Baseline.load(fit)
    other = Baseline.load(against) if against else None
    with progress() as tell:
        record = judge_fit(fitted, other, progress=tell)
    if as_json:
        echo(record)
        return
    from views.present.evaluation_tables import SHOWN_SCOPE, findings, news, tables
    from views.words.words import speaking, word

    with speaking(language()):
        for sentence in findings(record):
            out.print(sentence)
        shown = tables(record)
        if against:  # two years of it fit a terminal; the page and --json have them all
            shown["news"] = news(record, SHOWN_SCOPE, until=fitted.years[1])
        for key, table in shown.items():
            _show(word(f"judge_{key}"), table)


def _show(title: str, table: Any) -> None:
    shown = Table(title=title, box=None, padding=(0, 1, 0, 0))
    for column in table:
        right = table[column].dtype.kind in "fi"
        shown.add_column(str(column), justify="right" if right else "left", overflow="fold")
    for row in table.itertuples(index=False):
        shown.add_row(*(_cell(value) for value in row))
    out.print(shown)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return "—" if value != value else f"{value:.2f}"
    return str(value)
