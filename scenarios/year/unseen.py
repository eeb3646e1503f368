"""How much of services no figure of the year has seen yet (未见份额)."""

from dataclasses import dataclass
from datetime import date

from data.indicators import indicators
from data.sections import COLUMNS, GROUP_SERIES, OTHER, TERTIARY
from data.vintages import Vintage
from data.watched.indicator_figures import known
from scenarios.outcome.simulate import Outcome
from scenarios.year.needed import SectionParts, part
from scenarios.year.watch import newest
from scenarios.year.year_path import year_at_hand


@dataclass(frozen=True)
class Coverage:
    """Parts of services by what is known of them this year (已见与未见), fractions of 1.

    `accounts`: growth by group, or of the section, is out; `indicators`: of the rest, an
    indicator that speaks for the section is; `unseen`: nothing is. `total` is the newest year to
    date of all services, which tells of no section by itself.
    """

    accounts: float
    indicators: float
    unseen: float
    total: str | None
    sections: tuple[str, ...]


def seen(outcome: Outcome, vintage: Vintage, day: date) -> Coverage:
    """Weigh what is known of the year at hand by sections (已见份额), by last year's weights.

    `sections` are the codes of those that nothing is known of.
    """
    year = year_at_hand(outcome)
    parts = SectionParts(outcome, year, None)
    told = _spoken_for(day, year)
    found = {"accounts": 0.0, "indicators": 0.0, "unseen": 0.0}
    left = []
    for one in COLUMNS:
        group = GROUP_SERIES.get(one.group)
        out = any(newest(vintage, series, year)[0] for series in (group, one.series) if series)
        kind = "accounts" if out else "indicators" if told & {one.code, one.group} else "unseen"
        found[kind] += parts.weight(part(one.code))
        if kind == "unseen":
            left.append(one.code)
    return Coverage(**found, total=newest(vintage, TERTIARY, year)[0], sections=tuple(left))


def _spoken_for(day: date, year: int) -> set[str]:
    """Sections and groups of which an indicator of the region has a figure of the year."""
    rows = known(day)
    listed = set(rows.loc[rows["period"].str[:4] == str(year), "series"])
    own = (one for name, one in indicators().items() if name in listed and one.area == "own")
    return {OTHER if one.section == "other" else one.section for one in own if not one.direction}
