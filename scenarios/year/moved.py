"""Who moved since the newest release, and because of which figure (变动台账), exactly.

Both ends are vintages as they stood, read with the baseline's own spec and seed: the newest one,
and that of the day before a figure last came in. See `forecast.evaluation.year_news`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from data.vintages import Vintage
from forecast.evaluation.year_news import YearNews, year_news
from forecast.evaluation.year_reading import newest_day, read_by
from scenarios.outcome.simulate import Outcome
from scenarios.year.year_path import year_at_hand


@dataclass(frozen=True)
class Moved:
    """A change of the year's nowcast (变动): the day of the newest release, and what it did."""

    day: date
    news: YearNews


def moved(
    outcome: Outcome,
    vintage: Vintage,
    threshold: float | None,
    earlier: Callable[[date], Vintage],
) -> Moved | None:
    """Share out what the newest release did to the year at hand (变动分解).

    `threshold`: growth of services whose odds are shared out too, or None. None where nothing
    came in this year or the year cannot be read: see `read_year`.
    """
    year, day = year_at_hand(outcome), newest_day(vintage)
    if day is None or day.year < year:
        return None
    spec, seed = read_by(outcome.baseline)
    before = earlier(day - timedelta(days=1))
    found = year_news(before, vintage, year, spec, seed, threshold)
    return None if found is None else Moved(day, found)
