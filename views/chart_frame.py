"""The frame around every chart (图框): its finding as alternative text, table, and files.

Table and buttons are built when the reader opens them, pictures when a button is pressed: a
rerun pays for the chart alone. A chart that fails says so and leaves the page standing.
"""

import csv
import io
from collections.abc import Callable
from html import escape

import streamlit as st

from scenarios.simulate import Outcome
from views import charts, state
from views.cells import inert_rows
from views.plotted import Cell, Chart, Table
from views.report.contents import Contents
from views.report.rows import BOM
from views.tables import plain_table
from views.words import language, speaking, word

Source = Callable[[str, str], tuple[str, str]]
"""Chart's name and a suffix → the file's name, and the line that says what it stands on."""


def of(outcome: Outcome) -> Source:
    """Name files after the scenario, with the line that pins it (情景来源)."""

    def source(name: str, suffix: str) -> tuple[str, str]:
        contents = Contents(outcome, language(), str(st.context.url or ""))
        return contents.file(name, suffix), contents.dated()

    return source


def published() -> Source:
    """Name files after the vintage (数据来源): a chart of published figures."""
    when = state.vintage().isoformat()
    return lambda name, suffix: (f"yuce-{name}-{when}.{suffix}", word("known_then", when))


def show(build: Callable[[], Chart], key: str, source: Source) -> None:
    """Draw a chart with its title, alternative text, table and files (画图)."""
    try:
        chart = build()
        if chart.title:
            st.markdown(f"## {chart.title}")
        alt = f"{chart.title}：{chart.finding}" if language() == "zh" else chart.finding
        st.echarts_chart(chart.option, key=key, height=chart.height, alt=alt, renderer="svg")
        _more(chart, key, source)
    except Exception as error:  # the page must outlive any one chart
        st.warning(word("chart_failed", type(error).__name__))


def _more(chart: Chart, key: str, source: Source) -> None:
    """Offer what lies behind a chart, built when it is opened (数据与下载)."""
    behind = st.popover(
        word("as_table"),
        type="tertiary",
        icon=":material/table_chart:",
        key=f"{key}-more",
        on_change="rerun",
    )
    if not behind.open:
        return
    with behind:
        st.caption(chart.finding)
        row = st.container(horizontal=True)
        for suffix, mime in (("png", "image/png"), ("svg", "image/svg+xml"), ("csv", "text/csv")):
            name, foot = source(chart.name, suffix)
            row.download_button(
                suffix.upper(),
                data=writer(chart, suffix, foot),
                file_name=name,
                mime=mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"{key}-{suffix}",
            )
        plain_table(
            tuple(map(escape, chart.table.heads)),
            [tuple(_printed(cell, chart.table.digits) for cell in row) for row in chart.table.rows],
        )


def writer(chart: Chart, suffix: str, foot: str) -> Callable[[], bytes]:
    """Write a chart's file when it is asked for (按需写出), in the language of now."""
    tongue = language()

    def write() -> bytes:
        if suffix == "csv":
            return table_csv(chart.table)
        from views.report.drawn import svg
        from views.report.raster import png

        with speaking(tongue):
            drawn = svg(chart.option, chart.title, chart.finding, foot)
        return png(drawn) if suffix == "png" else drawn.encode()

    return write


def table_csv(table: Table) -> bytes:
    """Write a chart's numbers as CSV (数据表), for a spreadsheet with its Chinese intact."""
    file = io.StringIO(newline="")
    rows = [[_exact(cell) for cell in row] for row in table.rows]
    csv.writer(file).writerows(inert_rows([list(table.heads), *rows]))
    return (BOM + file.getvalue()).encode()


def _printed(cell: Cell, digits: int) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return escape(cell)
    return f"{round(cell, digits) + 0.0:.{digits}f}".replace("-", "−")


def _exact(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else f"{round(cell, 4) + 0.0:.4f}"


def draw(
    option: Callable[[], charts.Option], key: str, finding: str, height: int, title: str = ""
) -> None:
    """Draw an option that brings no table of its own (画图): the table is read off it."""
    from views.plotted import read_off

    show(lambda: read_off(option(), key, title, finding, height), key, published())
