"""Since when a year's newest quarter is known (新季度公布日): where what changed since begins."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from data.vintages import Vintage
from forecast.evaluation.year_reading import READ


def quarter_day(
    vintage: Vintage,
    year: int,
    earlier: Callable[[date], Vintage],
    listed: Iterable[str] = READ,
) -> date | None:
    """Give the day on which growth of a year's newest quarter first came out, or None.

    Of any of the series `listed`. A figure that was corrected since counts from its first print,
    which `earlier` vintages have.
    """
    listed = tuple(listed)
    quarters = [one for series in listed for one in _known(vintage, series) if one[:4] == f"{year}"]
    newest, day = max(quarters, default=None), None
    while newest and (out := [one for one in listed if newest in _known(vintage, one)]):
        day = min(vintage.quarter_known(series, newest) for series in out)
        vintage = earlier(day - timedelta(days=1))
    return day


def _known(vintage: Vintage, series: str) -> list[str]:
    return list(vintage.quarters(series, "real_growth").index)
