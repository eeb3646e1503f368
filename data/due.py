"""What should have been published by a day and is not known (应公布而未录入)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from data.sections import GROUP_SERIES, TERTIARY
from data.tables import Tables, read_tables
from data.vintages import Vintage

YEARBOOK_AFTER: Final = 2
"""Years from a year to the yearbook that has it finally verified."""

Quarter = tuple[int, int]
"""A year and how many of its quarters figures run through; the whole year is 4."""


@dataclass(frozen=True)
class Due:
    """Figures that should be out (应公布的数据): a year, which of its figures, and by what day.

    `figures` is Q1 … Q4 (year to date; Q4 is the first estimate of the year), `year`, the
    year by group as the statistical bulletin prints it, or `yearbook`, the year finally verified.
    """

    year: int
    figures: str
    by: date


ReleaseState = Literal["in", "overdue", "to_come"]
"""Whether figures are known, should be, or are not out yet (状态)."""


@dataclass(frozen=True)
class Scheduled:
    """A release of the accounts (日程): its figures, their usual span, and how it stands."""

    figures: Due
    since: date
    state: ReleaseState


def calendar(
    vintage: Vintage, year: int, today: date, tables: Tables | None = None
) -> tuple[Scheduled, ...]:
    """Lay out the releases of the accounts of a year, by day (发布日程): quarters, then bulletin.

    The yearbook is the one that comes out in the year. A later year to date holds those before
    it: once the first half is known, the first quarter is in.

    >>> from data.vintages import as_of
    >>> found = calendar(as_of(date(2025, 5, 28)), 2025, date(2025, 8, 1))
    >>> [(one.figures.figures, one.state) for one in found][:3]
    [('Q1', 'in'), ('Q2', 'overdue'), ('Q3', 'to_come')]
    """
    tables = read_tables() if tables is None else tables
    missing = set(_unknown(vintage, date(max(year, today.year), 12, 31), tables))
    days = dict(zip(tables.release_days["figures"], tables.release_days["from_day"], strict=True))
    found = []
    scheduled = (
        one
        for one in _scheduled(year - YEARBOOK_AFTER, date(year, 1, 1), tables)
        if (one.by.year if one.figures == "yearbook" else one.year) == year
    )
    for one in sorted(scheduled, key=lambda one: one.by):
        since = date(one.by.year, *map(int, days[one.figures].split("-")))
        late: ReleaseState = "overdue" if one.by < today else "to_come"
        found.append(Scheduled(one, since, late if one in missing else "in"))
    return tuple(found)


def due(vintage: Vintage, today: date, tables: Tables | None = None) -> tuple[Due, ...]:
    """Say what should be out by a day and is not in a vintage (应公布而未录入), oldest first.

    By the table of release days; `today` is the region's day. Only figures newer than the newest
    known count: the first three quarters, once known, hold the first two. Nothing on the very
    last day of a release's usual span: it is due from the day after.

    >>> from data.vintages import as_of
    >>> found = due(as_of(date(2026, 3, 31)), date(2026, 11, 27))
    >>> [(one.year, one.figures) for one in found]
    [(2026, 'Q1'), (2026, 'Q2'), (2026, 'Q3')]
    """
    return tuple(one for one in _unknown(vintage, today, tables) if one.by < today)


def upcoming(vintage: Vintage, today: date, tables: Tables | None = None) -> tuple[Due, ...]:
    """Say what comes next of each kind of release (下次发布): not known, and not yet due.

    >>> from data.vintages import as_of
    >>> found = upcoming(as_of(date(2026, 3, 31)), date(2026, 4, 1))
    >>> [(one.year, one.figures) for one in found][:2]
    [(2026, 'Q1'), (2026, 'Q2')]
    """
    found: dict[str, Due] = {}
    for one in _unknown(vintage, today, tables):
        if one.by >= today:
            found.setdefault(one.figures, one)
    return tuple(found.values())


def _unknown(vintage: Vintage, today: date, tables: Tables | None) -> list[Due]:
    """Releases of the years up to today's that a vintage has not, by their days."""
    tables = read_tables() if tables is None else tables
    year, quarter = _newest_year(vintage, GROUP_SERIES.values()), _newest_quarter(vintage)
    known = {"year": year, "yearbook": _newest_verified(vintage, year)}
    scheduled = _scheduled(min(quarter[0], *known.values()), today, tables)
    missing = (
        one
        for one in scheduled
        if (known[one.figures] < one.year if one.figures in known else quarter < _quarter(one))
    )
    return sorted(missing, key=lambda one: one.by)


def _scheduled(since: int, today: date, tables: Tables) -> Iterator[Due]:
    """Every release of the years from one on, whether out or not."""
    for row in tables.release_days.itertuples():
        month, day = map(int, str(row.by_day).split("-"))
        for year in range(since, today.year + 1):
            yield Due(year, str(row.figures), date(year + int(str(row.years_after)), month, day))


def _quarter(one: Due) -> Quarter:
    return one.year, int(one.figures[1])


def _newest_quarter(vintage: Vintage) -> Quarter:
    """The newest year to date of services known; a year's own figure is its fourth quarter."""
    known = [(_newest_year(vintage, [TERTIARY]), 4)]
    for measure in ("value_added", "real_growth"):
        periods = vintage.quarters(TERTIARY, measure).index
        known += [(int(at[:4]), int(at[5])) for at in periods if at[4] == "Q"]
    return max(known)


def _newest_verified(vintage: Vintage, otherwise: int) -> int:
    """The newest year of services that is not preliminary any more."""
    rows = vintage.rows[vintage.rows["series"] == TERTIARY]
    rows = rows[rows["status"].isin(["final", "revised"])]
    return int(rows["period"].max()) if len(rows) else otherwise


def _newest_year(vintage: Vintage, series: Iterable[str]) -> int:
    """The newest year that every one of some series has; the year before the vintage if none."""
    rows = vintage.rows[vintage.rows["series"].isin(list(series))]
    newest = rows.groupby("series")["period"].max()
    return int(newest.min()) if len(newest) else vintage.as_of.year - 1
