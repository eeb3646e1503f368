"""What should have been published by a day and is not known (应公布而未录入)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from data.indicator_figures import at_end, known
from data.indicators import Indicator, indicators
from data.sections import GROUP_SERIES, TERTIARY
from data.tables import Tables, read_tables
from data.vintages import Vintage

Quarter = tuple[int, int]
"""A year and how many of its quarters figures run through; the whole year is 4."""


@dataclass(frozen=True)
class Due:
    """Figures that should be out (应公布的数据): a year, which of its figures, and by what day.

    `figures` is Q1 … Q4 (year to date; Q4 is the first estimate of the year) or `year`, the
    year by group as the statistical bulletin prints it.
    """

    year: int
    figures: str
    by: date


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
    tables = read_tables() if tables is None else tables
    year, quarter = _newest_year(vintage, GROUP_SERIES.values()), _newest_quarter(vintage)
    found = []
    for one in _scheduled(min(year, quarter[0]), today, tables):
        known = year >= one.year if one.figures == "year" else quarter >= _quarter(one)
        if not known and one.by < today:
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.by))


def upcoming(vintage: Vintage, today: date, tables: Tables | None = None) -> tuple[Due, ...]:
    """Say what comes next of each kind of release (下次发布): not known, and not yet due.

    >>> from data.vintages import as_of
    >>> found = upcoming(as_of(date(2026, 3, 31)), date(2026, 4, 1))
    >>> [(one.year, one.figures) for one in found][:2]
    [(2026, 'Q1'), (2026, 'Q2')]
    """
    tables = read() if tables is None else tables
    since = today.year - 1
    ahead = sorted(_scheduled(since, today, tables), key=lambda one: one.by)
    year, quarter = _newest_year(vintage, GROUP_SERIES.values()), _newest_quarter(vintage)
    found: dict[str, Due] = {}
    for one in ahead:
        known = year >= one.year if one.figures == "year" else quarter >= _quarter(one)
        if not known and one.by >= today:
            found.setdefault(one.figures, one)
    return tuple(sorted(found.values(), key=lambda one: one.by))


@dataclass(frozen=True)
class Late:
    """An indicator's figure that should be out (逾期指标): its newest due period, and its day."""

    series: str
    period: str
    by: date


def overdue(when: date, today: date, tables: Tables | None = None) -> tuple[Late, ...]:
    """Say which indicators' newest due figure is not known on a day (逾期未录的指标).

    By the register's usual days, of indicators with figures on record and a day of release.
    Only the newest period due is named: a year to date holds the months before. January alone
    is not reported. A figure is due from the day after its usual one.

    >>> found = {one.series: one.period for one in overdue(date(2026, 3, 31), date(2026, 11, 27))}
    >>> found["ind_service_above_scale"], found["ind_retail_sales"]
    ('2026M09', '2026M10')
    """
    rows = known(when, tables)
    newest = rows.groupby("series")["end"].max()
    found = []
    for one in indicators().values():
        late = _latest_due(one, today) if one.series in newest else None
        if late and newest[one.series] < at_end(late.period):
            found.append(late)
    return tuple(found)


def _latest_due(one: Indicator, today: date) -> Late | None:
    """The newest period whose usual day has passed."""
    step = {"M": 1, "Q": 3, "Y": 12}[one.frequency]
    for back in range(step * 3 + 24):
        count = 12 * today.year + today.month - 1 - back
        year, month = count // 12, count % 12 + 1
        if month % step or (step == 1 and month == 1):
            continue
        period = f"{year}M{month:02d}" if step == 1 else f"{year}Q{month // 3}"
        by = one.expected(period)
        if by is None:
            return None
        if by < today:
            return Late(one.series, period, by)
    return None


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


def _newest_year(vintage: Vintage, series: Iterable[str]) -> int:
    """The newest year that every one of some series has; the year before the vintage if none."""
    rows = vintage.rows[vintage.rows["series"].isin(list(series))]
    newest = rows.groupby("series")["period"].max()
    return int(newest.min()) if len(newest) else vintage.as_of.year - 1
