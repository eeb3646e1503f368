"""What a release changes, a row a figure (数字变动): asked before it is stored or taken back."""

import streamlit as st

from data.releases.differences import counts
from data.releases.intake import Addition
from views.present import release_tables
from views.words.words import word


def panel(addition: Addition, key: str) -> None:
    """Show what becomes of every figure that a release touches (变动表)."""
    if addition.differences.empty:
        st.caption(word("diff_none"))
        return
    number = counts(addition.differences)
    told = " · ".join(f"{word(f'diff_{kind}')} {number[kind]}" for kind in number if number[kind])
    st.caption(told)
    right = st.column_config.TextColumn(alignment="right")
    st.dataframe(
        release_tables.differences(addition.differences),
        hide_index=True,
        key=key,
        column_config={word(f"diff_{one}"): right for one in ("before", "after", "change")},
    )
