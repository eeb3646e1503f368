"""The vintages a reader can choose, and their baselines (可选数据版本)."""

import time
from datetime import date
from typing import Final

import streamlit as st

from base.problems import Problems
from data import clock
from data.tables import TABLES, read_tables
from data.vintages import Vintage, as_of, shipped, shipped_on
from forecast.baseline import Baseline
from forecast.fit import SEED
from forecast.fit_cache import made
from forecast.spec import Spec
from records.publishing.published import first_fit, standing, whole
from records.store.audit_log import Publication
from records.store.database import address
from views.session import opened_link

REPORT: Final = date(2025, 5, 28)
"""The day of the report that set the targets: 2025 lay ahead."""


def newest() -> date:
    """Give the day of the newest figure known (最新可知日), releases added here included."""
    return as_of(clock.today()).known_until


def added() -> tuple[date, ...]:
    """Give the days of the releases added here, and of the newest shipped (新增发布各日)."""
    more = read_tables().releases["known_from"].iloc[len(read_tables(TABLES).releases) :]
    return tuple({shipped().known_until, *(known.date() for known in more)})


def baseline(when: date) -> Baseline:
    """Give the baseline of a vintage, one for all sessions (基准); nobody alters it.

    The report's day is every reader's, so it is by the figures shipped: one that is added under
    an earlier day passes no gate.
    """
    found = shipped_on(when) if when == REPORT else as_of(when)
    return _fitted(found, when, found.id)


@st.cache_resource(show_spinner=False, max_entries=8)
def _fitted(_found: Vintage, when: date, vintage: str) -> Baseline:
    return _ready(made(_found, Spec(), SEED))


@st.cache_resource(show_spinner=False, max_entries=8)
def named(name: str) -> Baseline:
    """Give a published baseline, one for all sessions (已发布的基准); nobody alters it."""
    return _ready(whole(name))


@st.cache_resource(show_spinner=False)
def stand_in() -> Baseline:
    """Give the shipped figures' fit (随附数据的拟合), for a store that cannot be written."""
    return _ready(first_fit())


def _ready(baseline: Baseline) -> Baseline:
    """Work out once here what would otherwise be worked out in a reader's first rerun."""
    _ = (
        baseline.id,
        baseline.current,
        baseline.segments,
        baseline.median_growth,
        baseline.median_deflator,
    )
    return baseline


FRESH: Final = 3.0
"""Seconds for which what is published is not asked again, by all sessions together."""

_known: dict[str, tuple[float, Publication | Problems]] = {}


def publication(now: bool = False) -> Publication | None:
    """Give the publication that holds (当前发布), the first one made at the first start.

    None only where the store cannot be written and holds none: `unpublished` then says why.
    """
    found = _standing(now)
    return None if isinstance(found, Problems) else found


def unpublished() -> Problems | None:
    """Say why nothing is published (未发布的原因); None where something is."""
    found = _standing(now=False)
    return found if isinstance(found, Problems) else None


def _standing(now: bool) -> Publication | Problems:
    """Ask the store what is published, unless it was asked a few seconds ago, or asked `now`.

    While the store cannot be reached it is the last one known; raises Problems when none is,
    for another baseline in its stead would be another number.
    """
    place = address()
    asked, known = _known.get(place, (float("-inf"), None))
    if known is not None and not now and time.monotonic() - asked < FRESH:
        return known
    try:
        found = standing(opened_link.store)
    except Problems:
        if known is None:
            raise
        found = known
    _known[place] = (time.monotonic(), found)
    return found


def in_use() -> Baseline:
    """Give the baseline in use (现用基准), one for all sessions."""
    found = publication()
    return stand_in() if found is None else named(found.baseline)
