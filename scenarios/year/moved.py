"""Who moved since last quarter, and because of which figure (变动台账), exactly.

Both ends are vintages as they stood, read with the baseline's own spec and seed: the newest one,
and that of the day before the newest quarter came out, so that a figure that came later joins the
quarter's; before any quarter, that of the day before a figure last came in. See
`forecast.evaluation.year_news`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from data.vintages import Vintage
from forecast.evaluation.year_news import YearNews, year_news
from forecast.evaluation.year_reading import newest_day, read_by
from scenarios.outcome.simulate import Outcome
from scenarios.year.quarter_day import quarter_day
from scenarios.year.year_path import year_at_hand


@dataclass(frozen=True)
class Moved:
    """A change of the year's nowcast (变动): since which day figures count, and what they did."""

    day: date
    news: YearNews


def moved(
    outcome: Outcome,
    vintage: Vintage,
    threshold: float | None,
    earlier: Callable[[date], Vintage],
) -> Moved | None:
    """Share out what came in since last quarter, for the year at hand (变动分解).

    `threshold`: growth of services whose odds are shared out too, or None. None where nothing
    came in this year or the year cannot be read: see `read_year`.
    """
    year = year_at_hand(outcome)
    day = quarter_day(vintage, year, earlier) or newest_day(vintage)
    if day is None or day.year < year:
        return None
    spec, seed = read_by(outcome.baseline)
    before = earlier(day - timedelta(days=1))
    found = year_news(before, vintage, year, spec, seed, threshold)
    return None if found is None else Moved(day, found)
