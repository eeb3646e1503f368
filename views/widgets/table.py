"""A table on screen, and the same as a file (表格)."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from views.present.safe_cells import csv_bytes, inert_table
from views.widgets.fields import choose
from views.words.words import word

PAGE: Final = 50
"""Rows of a long list that a browser is given at a time."""


def show_table(
    table: pd.DataFrame,
    key: str,
    file: str,
    digits: int = 2,
    whole: Callable[[], pd.DataFrame] | None = None,
) -> None:
    """Show a table, and give it as CSV that a spreadsheet opens with its Chinese intact (表格).

    Where a part is shown, `whole` gives all of it for the file.
    """
    shown: dict[str, Any] = {
        str(column): st.column_config.NumberColumn(format=f"%.{digits}f")
        for column in table.select_dtypes("number")
    }
    st.dataframe(inert_table(table), hide_index=True, column_config=shown, key=key, placeholder="—")
    st.download_button(
        word("download_csv"),
        data=lambda: csv_bytes(whole() if whole else table),
        file_name=f"{file}.csv",
        mime="text/csv",
        key=f"{key}-csv",
        on_click="ignore",
    )


def page(name: str, total: int, asked: str = "") -> int:
    """Ask which part of a long list is shown (翻页); gives the place of its first row.

    `asked` is what the list was searched for: each search has its own place.
    """
    if total <= PAGE:
        return 0
    starts = range(0, total, PAGE)
    return choose(
        *(st.selectbox, word("page_of", f"{total:,}"), starts, f"{name}/{asked}", 0),
        show=lambda start: f"{start + 1:,}–{min(start + PAGE, total):,}",
    )


def plain_table(
    head: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    stacked: bool = False,
    beyond: Collection[int] = (),
) -> None:
    """Show a plain table (简表); every cell is escaped already.

    On a phone a `stacked` one shows each row as a list, its heads before its cells; with columns
    `beyond`, which a phone leaves out, each row as a card of two columns, led by its first two
    cells.
    """
    marks = ["" if place not in beyond else ' class="beyond"' for place in range(len(head))]
    body = "".join(f"<tr>{''.join(map(_cell, head, row, marks))}</tr>" for row in rows)
    top = "".join(
        f'<th scope="col"{mark}>{cell}</th>' for cell, mark in zip(head, marks, strict=True)
    )
    table = f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody>"
    kind = "plain" + " stacked" * stacked + " carded" * bool(beyond)
    st.html(f'<div class="scroll" tabindex="0"><table class="{kind}">{table}</table></div>')


def _cell(head: str, cell: str, mark: str) -> str:
    return f'<td data-head="{head}"{mark}>{cell}</td>'
