"""Indicators that should be out and are not in (逾期指标), by the register's usual days."""

from dataclasses import dataclass
from datetime import date

from data.indicators import Indicator, indicators
from data.tables import Tables
from data.watched.indicator_figures import at_end, known


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


def expected(when: date, today: date, tables: Tables | None = None) -> tuple[Late, ...]:
    """Say which figure of each indicator comes next (下次发布), the nearest day first.

    Of indicators with figures on record and a day of release; what is already known is left out.

    >>> found = {one.series: one for one in expected(date(2026, 3, 31), date(2026, 11, 27))}
    >>> found["ind_retail_sales"].period
    '2026M11'
    """
    newest = known(when, tables).groupby("series")["end"].max()
    found = []
    for one in indicators().values():
        coming = _next_due(one, today) if one.series in newest else None
        if coming and newest[one.series] < at_end(coming.period):
            found.append(coming)
    return tuple(sorted(found, key=lambda one: one.by))


def _latest_due(one: Indicator, today: date) -> Late | None:
    """The newest period whose usual day has passed."""
    return next((late for late in _backwards(one, today) if late.by < today), None)


def _next_due(one: Indicator, today: date) -> Late | None:
    """The oldest period whose usual day has not passed."""
    ahead = [late for late in _backwards(one, today) if late.by >= today]
    return ahead[-1] if ahead else None


def _backwards(one: Indicator, today: date) -> list[Late]:
    """The periods about a day with their usual days, the newest first; January is not reported."""
    step = {"M": 1, "Q": 3, "Y": 12}[one.frequency]
    found = []
    for back in range(-step, step * 3 + 24):
        count = 12 * today.year + today.month - 1 - back
        year, month = count // 12, count % 12 + 1
        if month % step or (step == 1 and month == 1):
            continue
        period = f"{year}M{month:02d}" if step == 1 else f"{year}Q{month // 3}"
        by = one.expected(period)
        if by is None:
            return []
        found.append(Late(one.series, period, by))
    return found
