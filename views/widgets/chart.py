"""The frame around every chart (图框): its finding as alternative text, table, and files.

Table and buttons are built when the reader opens them, pictures when a button is pressed: a
rerun pays for the chart alone. A chart that fails says so and leaves the page standing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import streamlit as st

from base.digits import minus
from data import clock
from scenarios.outcome.simulate import Outcome
from views.export.csv_tables import table as written
from views.export.pictures.pictures import footing
from views.present import echarts
from views.present.age import data_age
from views.present.charts import Chart, Table, TableCell
from views.session import current, metrics
from views.widgets.after_board import beside
from views.widgets.downloads import handed
from views.widgets.table import plain_table
from views.words.words import labelled, language, speaking, word


@dataclass(frozen=True)
class ChartFiles:
    """What a chart's files are called and say beside the chart (图的文件).

    `foot` stands below pictures, `columns`, heads and cells, beside every row of the table.
    """

    name: str
    foot: list[str]
    columns: tuple[list[str], list[str]]


Source = Callable[[str, str], ChartFiles]
"""Chart's name and a suffix → what its file is called and says."""


def of(outcome: Outcome) -> Source:
    """Name files after the scenario, with who, why and when (情景来源)."""

    def source(name: str, suffix: str) -> ChartFiles:
        contents = handed(outcome)
        columns = contents.facts(linked=False).columns(("link",))
        return ChartFiles(contents.file(name, suffix), footing(contents), columns)

    return source


def published() -> Source:
    """Name files after the vintage (数据来源): a chart of published figures."""
    when = current.vintage().isoformat()
    return lambda name, suffix: of_figures(f"yuce-{name}-{when}.{suffix}", when)


def of_figures(name: str, when: str) -> ChartFiles:
    """Say what figures were known when, and the day they were written out (数据时效)."""
    told = (("fact_data", data_age(when, clock.today())), ("fact_exported", _today()))
    heads = [word(key) for key, _ in told]
    return ChartFiles(name, [labelled(*one) for one in told], (heads, [text for _, text in told]))


def _today() -> str:
    return word("exported_fact", clock.today().isoformat())


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
        metrics.broke("chart", error)
        st.warning(word("chart_failed"))


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
    with behind, beside(key):
        st.caption(chart.finding)
        row = st.container(horizontal=True)
        for suffix, mime in (("png", "image/png"), ("svg", "image/svg+xml"), ("csv", "text/csv")):
            files = source(chart.name, suffix)
            row.download_button(
                suffix.upper(),
                data=writer(chart, suffix, files),
                file_name=files.name,
                mime=mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"{key}-{suffix}",
            )
        plain_table(
            tuple(map(escape, chart.table.heads)),
            [tuple(_printed(cell, chart.table.digits) for cell in row) for row in chart.table.rows],
        )


def writer(chart: Chart, suffix: str, files: ChartFiles) -> Callable[[], bytes]:
    """Write a chart's file when it is asked for (按需写出), in the language of now."""
    tongue = language()

    def write() -> bytes:
        if suffix == "csv":
            return table_csv(chart.table, files.columns)
        from views.export.pictures.echarts_svg import svg
        from views.export.pictures.typesetting import png

        with speaking(tongue):
            drawn = svg(chart.option, chart.title, chart.finding, files.foot)
        return png(drawn) if suffix == "png" else drawn.encode()

    return write


def table_csv(table: Table, columns: tuple[list[str], list[str]] = ([], [])) -> bytes:
    """Write a chart's numbers as CSV (数据表), for a spreadsheet with its Chinese intact."""
    rows = [[_exact(cell) for cell in row] for row in table.rows]
    return written([list(table.heads), *rows], columns)


def _printed(cell: TableCell, digits: int) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return escape(cell)
    return minus(f"{round(cell, digits) + 0.0:.{digits}f}")


def _exact(cell: TableCell) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else f"{round(cell, 4) + 0.0:.4f}"


def draw(
    option: Callable[[], echarts.Option], key: str, finding: str, height: int, title: str = ""
) -> None:
    """Draw an option that brings no table of its own (画图): the table is read off it."""
    from views.present.charts import read_off

    show(lambda: read_off(option(), key, title, finding, height), key, published())
