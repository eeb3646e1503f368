"""How a file's tables were read, shown and corrected (读表方案): the table's picture, coloured by
what its cells were taken for, and a plan in the reader's own words."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from base.problems import Problems
from data.reading.answers.readback import area, drafted
from data.reading.answers.roles import CellRole, roles
from data.reading.plan import SEPARATOR, Plan, plan_of
from data.reading.sheets.text import shown
from data.reading.taken import TableReading
from data.releases.differences import figures_of
from data.releases.intake import Reading
from views.present import release_tables
from views.present.safe_cells import inert
from views.session.choices import session
from views.widgets.fields import choose, enter
from views.words.words import language, word

CELLS: Final = 5_000
"""Cells of a sheet that are drawn; larger sheets are drawn down to here."""

COLOURS: Final = {
    "value": "rgba(46, 160, 67, 0.25)",
    "header": "rgba(56, 139, 253, 0.22)",
    "unit": "rgba(163, 113, 247, 0.25)",
    "title": "rgba(56, 139, 253, 0.10)",
    "note": "rgba(140, 140, 140, 0.18)",
    "ruler": "rgba(140, 140, 140, 0.10)",
    "excluded": "rgba(219, 109, 40, 0.25)",
}
OFFERED: Final = 500
"""Columns or rows of a table that can be chosen."""

ASKED: Final = ("column", "column_means", "row", "row_means", "says", "drop")
"""What is asked of a table, a field each."""


def plan() -> Plan | None:
    """Give the plan made on this page so far (当前方案)."""
    tables = [{"layout": layout, **own} for layout, own in session().plan.items()]
    return plan_of({"schema": 1, "tables": tables}, word("plan_title")) if tables else None


def forget() -> None:
    """Begin another file without a plan (重新开始)."""
    held = session()
    held.plan.clear()
    for name in [one for one in held.fields if one.startswith("plan_")]:
        held.forget(name)


def panel(reading: Reading) -> None:
    """Show how each table was read, and take corrections (读法与更正)."""
    st.markdown(f"##### {word('plan_title')}")
    known = figures_of(max_day())
    for at, sheet in enumerate(reading.sheets):
        own = [one for one in reading.tables if one.block.sheet is sheet]
        if own:
            _picture(at, own)
        for number, taken in enumerate(own):
            _table(f"{at}-{number}", taken, known)
    if reading.tables:
        st.download_button(
            word("plan_draft"), drafted(reading.tables), "plan.toml", key="plan_draft"
        )


def max_day() -> str:
    """The day of the newest figures, beside which new ones are shown."""
    from views.session.baselines import newest

    return newest().isoformat()


def _picture(at: int, own: list[TableReading]) -> None:
    """Draw a sheet, every cell in the colour of what it was taken for."""
    sheet = own[0].block.sheet
    told = roles(sheet, own)
    width = max(map(len, sheet.rows), default=0)
    rows = sheet.rows[: max(1, CELLS // max(width, 1))]
    table = pd.DataFrame(
        [[inert(shown(cell)) for cell in row] + [""] * (width - len(row)) for row in rows],
        columns=[_letters(column) for column in range(width)],
        index=range(1, len(rows) + 1),
    )
    with st.expander(word("plan_picture", shown(sheet.name) or "1"), expanded=at == 0):
        st.html(f"<p>{_legend()}</p>")
        styled = table.style.apply(lambda _: _painted(table, told), axis=None)
        drawn = st.dataframe(
            styled,
            key=f"picture{at}",
            height=min(420, 36 * (len(rows) + 1) + 3),
            on_select="rerun",
            selection_mode="single-cell",
        )
        _chosen(table, own, drawn.selection.cells)


def _chosen(table: pd.DataFrame, own: list[TableReading], cells: list[tuple[int, str]]) -> None:
    """Say of the cell that was clicked what it was read as, and which cells say so."""
    for row, column in cells:
        spot = (row, list(table.columns).index(column))
        told = filter(None, (release_tables.of_cell(one, spot) for one in own))
        st.caption(f"{column}{row + 1}: {next(told, word('no_figure'))}")


def _legend() -> str:
    """Name every role in its colour (图例)."""
    return " ".join(
        f'<span style="background:{colour};padding:2px 8px;white-space:nowrap">'
        f"{word(f'role_{kind}')}</span>"
        for kind, colour in COLOURS.items()
    )


def _painted(table: pd.DataFrame, told: dict[tuple[int, int], CellRole]) -> pd.DataFrame:
    colours = [
        [_colour(told.get((at, column))) for column in range(table.shape[1])]
        for at in range(len(table))
    ]
    return pd.DataFrame(colours, index=table.index, columns=table.columns)


def _colour(role: CellRole | None) -> str:
    return f"background-color: {COLOURS[role.kind]}" if role else ""


def _letters(column: int) -> str:
    from data.reading.sheets.grid import letters

    return letters(column + 1)


def _table(key: str, taken: TableReading, known: pd.DataFrame) -> None:
    """Show one table's columns, and offer to correct one, to add to the title, or to drop it."""
    st.markdown(f"**{word('read_table', taken.where, area(taken), taken.layout)}**")
    if taken.figures:
        st.dataframe(release_tables.read_back(taken, known), hide_index=True, key=f"lines{key}")
    for line in release_tables.differs(taken):
        st.caption(line)
    with st.popover(word("plan_correct"), key=f"correct{key}"):
        _correct(key, taken)


def _correct(key: str, taken: TableReading) -> None:
    """Ask what a column, a row or the whole table means; what was asked is empty afterwards."""
    names = [
        SEPARATOR.join(taken.block.texts[at][one] for at, one in taken.block.path(column))
        for column in taken.block.labels
    ]
    rows = [taken.block.texts[at][one] for at in taken.block.body for one in taken.block.named]
    said = {
        "columns": _meaning("column", key, names),
        "rows": _meaning("row", key, rows),
        "says": enter(
            *(st.text_input, word("plan_says"), f"plan_says{key}", ""), help=word("plan_says_help")
        ),
        "drop": enter(st.checkbox, word("plan_drop"), f"plan_drop{key}", False),
    }
    if st.button(word("plan_apply"), key=f"plan_apply{key}"):
        _keep(key, taken.layout, said)


def _meaning(kind: str, key: str, names: list[str]) -> dict[str, str]:
    """Ask for one of the columns or rows, and what it means."""
    options = ["", *dict.fromkeys(filter(None, names))][: OFFERED + 1]
    name = choose(
        *(st.selectbox, word(f"plan_{kind}"), options, f"plan_{kind}{key}", ""),
        show=lambda one: one or "—",
    )
    means = enter(
        *(st.text_input, word(f"plan_{kind}_means"), f"plan_{kind}_means{key}", ""),
        help=word("plan_means_help"),
    )
    return {name: means} if name else {}


def _keep(key: str, layout: str, said: dict[str, Any]) -> None:
    """Put an answer into the plan, if the words of it are understood."""
    held = session()
    before = held.plan.get(layout, {})
    own = {**before, "drop": said["drop"]}
    own |= {"says": said["says"]} if said["says"] else {}
    own |= {
        kind: {**before.get(kind, {}), **said[kind]} for kind in ("columns", "rows") if said[kind]
    }
    try:
        plan_of({"schema": 1, "tables": [{"layout": layout, **own}]}, word("plan_title"))
    except Problems as wrong:
        for one in wrong.problems:
            st.error(one.text(language()))
        return
    held.plan[layout] = own
    for fact in ASKED:
        held.forget(f"plan_{fact}{key}")
    st.rerun()
