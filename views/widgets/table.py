"""A table on screen, and the same as a file (表格)."""

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from views.present.safe_cells import csv_bytes, inert_table
from views.words.words import word


def show_table(table: pd.DataFrame, key: str, file: str, digits: int = 2) -> None:
    """Show a table, and give it as CSV that a spreadsheet opens with its Chinese intact (表格)."""
    shown: dict[str, Any] = {
        str(column): st.column_config.NumberColumn(format=f"%.{digits}f")
        for column in table.select_dtypes("number")
    }
    st.dataframe(inert_table(table), hide_index=True, column_config=shown, key=key, placeholder="—")
    st.download_button(
        word("download_csv"),
        data=lambda: csv_bytes(table),
        file_name=f"{file}.csv",
        mime="text/csv",
        key=f"{key}-csv",
        on_click="ignore",
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
