"""How the watch itself did last year (上年回看): what it said on each day, and what came.

Every vintage is read as it stood, so nothing is known in hindsight but the method, which is
today's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data.sections import TERTIARY
from data.vintages import GROUP_YEARS, Vintage
from forecast.evaluation.year_news import odds_of
from forecast.evaluation.year_reading import back_from, looked_at, read_by, read_year
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, targets
from scenarios.year.year_path import LEVELS, QUARTERS, year_at_hand


@dataclass(frozen=True)
class SaidThen:
    """What the watch would have said on a day (当日读数); growth and odds as fractions.

    `quarter`: newest year to date of services then, or None; `odds` of the year's official target
    of services, None where it was not known yet.
    """

    day: date
    quarter: str | None
    nowcast: dict[str, float]
    odds: float | None


@dataclass(frozen=True)
class LastYear:
    """Last year as the watch saw it come (上年回看), the oldest day first.

    `published`: growth of services as known now, a fraction; `missing`: quarters of the year that
    are not on record; `unread`: days of release whose vintage knew too little to be read.
    """

    year: int
    published: float
    target: Target | None
    said: tuple[SaidThen, ...]
    missing: tuple[int, ...]
    unread: int

    @property
    def inside(self) -> int:
        """How many of the 80% intervals hold what was published (区间命中)."""
        held = (one.nowcast["p10"] <= self.published <= one.nowcast["p90"] for one in self.said)
        return sum(held)

    @property
    def missed(self) -> float | None:
        """Mean distance of the medians from what was published (平均误差), a fraction."""
        if not self.said:
            return None
        away = [abs(one.nowcast["median"] - self.published) for one in self.said]
        return sum(away) / len(away)


def last_year(
    outcome: Outcome, vintage: Vintage, earlier: Callable[[date], Vintage]
) -> LastYear | None:
    """Look back at the year before the one at hand (上年回看); None where it is not published.

    A day counts where a figure of that year came in: its quarters, the country's, its targets.
    """
    year = year_at_hand(outcome) - 1
    growth = vintage.history("real_growth")[TERTIARY].dropna()
    if year not in growth.index:
        return None
    target = next(
        (one for one in targets() if (one.measure, one.year) == ("services_real_growth", year)),
        None,
    )
    spec, seed = read_by(outcome.baseline)
    said, unread = [], 0
    for day, then in back_from(vintage, date(year, 1, 1), earlier):
        if not _came(then, day, year):
            continue
        found = read_year(then, year, spec, seed)
        if found is None:  # the year is out by group, or too little is known
            unread += then.group_run() < GROUP_YEARS
            continue
        asked = target is not None and target.release in set(then.releases()["release"])
        odds = odds_of(found, target.threshold, target.strict) if target and asked else None
        nowcast = {key: found.quantile(level) for key, level in LEVELS.items()}
        said.append(SaidThen(day, _quarter(then, year), nowcast, odds))
    out = vintage.quarters(TERTIARY, "real_growth").index
    missing = tuple(q for q in QUARTERS[:3] if f"{year}Q{q}" not in out)
    return LastYear(year, float(growth[year]), target, tuple(said[::-1]), missing, unread)


def _came(then: Vintage, day: date, year: int) -> bool:
    """Whether a figure of the year came in on a day."""
    return any(
        (
            (rows["known_from"].dt.date == day) & (rows["period"].astype(str).str[:4] == str(year))
        ).any()
        for rows in looked_at(then)
    )


def _quarter(then: Vintage, year: int) -> str | None:
    known = then.quarters(TERTIARY, "real_growth").index
    found = [f"{year}Q{q}" for q in QUARTERS if f"{year}Q{q}" in known]
    return found[-1] if found else None
