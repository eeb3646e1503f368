"""The vintages a reader can choose, and their baselines (可选数据版本)."""

from datetime import date
from typing import Final

import streamlit as st

from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.fit import prepare

REPORT: Final = date(2025, 5, 28)
"""The day of the report that set the targets: 2025 lay ahead."""

NEWEST: Final = as_of(date.today()).known_until
"""The day of the newest figure in the tables."""

OFFERED: Final = (NEWEST, REPORT)


@st.cache_resource(show_spinner=False)
def baseline(when: date) -> Baseline:
    """Give the baseline of a vintage, one for all sessions (基准); nobody alters it."""
    found = prepare(when)
    # Worked out once here rather than in a reader's first rerun.
    _ = found.id, found.current, found.segments, found.median_growth, found.median_deflator
    return found
