"""How a file's tables were read, shown and corrected (读表方案): the table's picture, coloured by
what its cells were taken for, and a plan in the reader's own words."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from data.add import Reading
from data.differences import figures_of
from data.problems import Problems
from data.reading.plan import SEPARATOR, Plan, plan_of
from data.reading.readback import area, drafted
from data.reading.roles import Role, roles
from data.reading.taken import Taken
from data.reading.text import shown
from views import new_figures
from views.cells import inert
from views.words import language, word

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
KEY: Final = "figures_plan"


def plan() -> Plan | None:
    """Give the plan made on this page so far (当前方案)."""
    said: dict[str, dict[str, Any]] = st.session_state.get(KEY, {})
    tables = [{"layout": layout, **own} for layout, own in said.items()]
    return plan_of({"schema": 1, "tables": tables}, word("plan_title")) if tables else None


def forget() -> None:
    """Begin another file without a plan (重新开始)."""
    st.session_state.pop(KEY, None)


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
    from views.vintages import newest

    return newest().isoformat()


def _picture(at: int, own: list[Taken]) -> None:
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
        st.dataframe(styled, key=f"picture{at}", height=min(420, 36 * (len(rows) + 1) + 3))


def _legend() -> str:
    """Name every role in its colour (图例)."""
    return " ".join(
        f'<span style="background:{colour};padding:2px 8px;white-space:nowrap">'
        f"{word(f'role_{kind}')}</span>"
        for kind, colour in COLOURS.items()
    )


def _painted(table: pd.DataFrame, told: dict[tuple[int, int], Role]) -> pd.DataFrame:
    colours = [
        [_colour(told.get((at, column))) for column in range(table.shape[1])]
        for at in range(len(table))
    ]
    return pd.DataFrame(colours, index=table.index, columns=table.columns)


def _colour(role: Role | None) -> str:
    return f"background-color: {COLOURS[role.kind]}" if role else ""


def _letters(column: int) -> str:
    from data.reading.grid import letters

    return letters(column + 1)


def _table(key: str, taken: Taken, known: pd.DataFrame) -> None:
    """Show one table's columns, and offer to correct one, to add to the title, or to drop it."""
    st.markdown(f"**{word('read_table', taken.where, area(taken), taken.layout)}**")
    if taken.figures:
        st.dataframe(new_figures.read_back(taken, known), hide_index=True, key=f"lines{key}")
    for line in new_figures.differs(taken):
        st.caption(line)
    with st.popover(word("plan_correct"), key=f"correct{key}"):
        _correct(key, taken)


def _correct(key: str, taken: Taken) -> None:
    names = [
        SEPARATOR.join(taken.block.texts[at][one] for at, one in taken.block.path(column))
        for column in taken.block.labels
    ]
    rows = [taken.block.texts[at][one] for at in taken.block.body for one in taken.block.named]
    with st.form(f"plan{key}", border=False):
        column = st.selectbox(
            word("plan_column"), [*dict.fromkeys(filter(None, names))], None, key=f"column{key}"
        )
        means = st.text_input(word("plan_means"), key=f"means{key}", help=word("plan_means_help"))
        row = st.selectbox(
            word("plan_row"), [*dict.fromkeys(filter(None, rows))][:500], None, key=f"row{key}"
        )
        row_means = st.text_input(word("plan_row_means"), key=f"row_means{key}")
        says = st.text_input(word("plan_says"), key=f"says{key}", help=word("plan_says_help"))
        drop = st.checkbox(word("plan_drop"), key=f"drop{key}")
        if st.form_submit_button(word("plan_apply")):
            _keep(taken.layout, column, means, row, row_means, says, drop)


def _keep(
    layout: str,
    column: str | None,
    means: str,
    row: str | None,
    row_means: str,
    says: str,
    drop: bool,
) -> None:
    """Put an answer into the plan, if the words of it are understood."""
    said: dict[str, dict[str, Any]] = {**st.session_state.get(KEY, {})}
    own = {**said.get(layout, {})}
    if column is not None:
        own["columns"] = {**own.get("columns", {}), column: means}
    if row is not None:
        own["rows"] = {**own.get("rows", {}), row: row_means}
    own |= {"says": says} if says else {}
    own |= {"drop": drop}
    said[layout] = own
    try:
        plan_of({"schema": 1, "tables": [{"layout": layout, **own}]}, word("plan_title"))
    except Problems as wrong:
        for one in wrong.problems:
            st.error(one.text(language()))
        return
    st.session_state[KEY] = said
    st.rerun()
