"""The vintages a reader can choose, and their baselines (可选数据版本)."""

import time
from datetime import date
from typing import Final

import streamlit as st

from data import clock
from data.problems import Problems
from data.tables import TABLES, read
from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.fit import prepare
from scenarios.database import address, exists
from scenarios.ledger import Publication
from scenarios.published import whole
from views import opening

REPORT: Final = date(2025, 5, 28)
"""The day of the report that set the targets: 2025 lay ahead."""


def newest() -> date:
    """Give the day of the newest figure known (最新可知日), releases added here included."""
    return as_of(clock.today()).known_until


def added() -> tuple[date, ...]:
    """Give the days of the releases added here, and of the newest shipped (新增发布各日)."""
    shipped = read(TABLES)
    more = read().releases["known_from"].iloc[len(shipped.releases) :]
    return tuple({_SHIPPED, *(known.date() for known in more)})


_SHIPPED: Final = as_of(clock.today(), read(TABLES)).known_until


def baseline(when: date) -> Baseline:
    """Give the baseline of a vintage, one for all sessions (基准); nobody alters it."""
    return _fitted(when, as_of(when).id)


@st.cache_resource(show_spinner=False, max_entries=8)
def _fitted(when: date, vintage: str) -> Baseline:
    return _ready(prepare(when))


@st.cache_resource(show_spinner=False, max_entries=8)
def named(name: str) -> Baseline:
    """Give a published baseline, one for all sessions (已发布的基准); nobody alters it."""
    return _ready(whole(name))


def _ready(found: Baseline) -> Baseline:
    """Work out once here what would otherwise be worked out in a reader's first rerun."""
    _ = found.id, found.current, found.segments, found.median_growth, found.median_deflator
    return found


FRESH: Final = 3.0
"""Seconds for which what is published is not asked again, by all sessions together."""

_known: dict[str, tuple[float, Publication | None]] = {}


def publication(now: bool = False) -> Publication | None:
    """Give the publication that holds (当前发布), a few seconds old at most, or asked `now`.

    While the store cannot be reached it is the last one known; raises Problems when none is,
    for another baseline in its stead would be another number.
    """
    place = address()
    asked, known = _known.get(place, (float("-inf"), None))
    if not now and time.monotonic() - asked < FRESH:
        return known
    try:
        found = opening.store().current() if known is not None or exists() else None
    except Problems:
        if place not in _known:
            raise
        found = known
    _known[place] = (time.monotonic(), found)
    return found
