"""What the bridges say, group by group, and how far each has been tested (核算桥清单)."""

from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from data.sections import GROUP_SERIES, TERTIARY
from data.vintages import Vintage
from forecast.quarters.bridge import LearntRelation
from forecast.quarters.bridge_table import designs
from forecast.quarters.bridged import BridgeReading, Tested, reading, relation, told_by_services

SCORED: Final = 4
"""Past quarters from which a bridge's misses say something of it."""

BridgeStanding = Literal["told", "published", "services", "silent"]


@dataclass(frozen=True)
class BridgeLine:
    """One bridge of the year at hand (核算桥), fractions.

    `standing`: told, its quarter is not out and it enters a fit's draws; published, its quarter is
    out; services, it stands on figures that services as a whole are told by; silent, too few of
    its indicators have a figure of the year. `members` of the bridge, or series, period and growth
    of those that speak.
    """

    series: str
    standing: BridgeStanding
    members: tuple[str, ...]
    learnt: LearntRelation
    tested: tuple[Tested, ...]
    reading: BridgeReading | None

    @property
    def untested(self) -> bool:
        """Whether it enters a fit's draws on belief (未经检验): tests are too few to score it."""
        return self.standing == "told" and len(self.tested) < SCORED

    @property
    def missed(self) -> float | None:
        """Mean distance from what came (平均误差), None where it was never tested."""
        away = [abs(one.said - one.came) for one in self.tested]
        return float(np.mean(away)) if away else None

    def record(self) -> dict[str, Any]:
        """Give it as a row of `--json` output (机器可读)."""
        found = self.reading
        told = () if found is None else found.seen.members
        return {
            "series": self.series,
            "standing": self.standing,
            "quarter": None if found is None else f"{found.year}Q{found.seen.quarter}",
            "indicators": [{"id": a, "period": b, "growth": round(c, 6)} for a, b, c in told],
            "growth": None if found is None else round(found.seen.value, 6),
            "elasticity": round(self.learnt.elasticity, 6),
            "elasticity_error": round(self.learnt.elasticity_error, 6),
            "wedge": round(self.learnt.wedge, 6),
            "tested": [
                {
                    "quarter": f"{one.year}Q{one.quarter}",
                    "said": round(one.said, 6),
                    "came": round(one.came, 6),
                }
                for one in self.tested
            ],
            "missed": None if self.missed is None else round(self.missed, 6),
            "said": None if found is None else round(found.said.value, 6),
            "said_error": None if found is None else round(found.said.spread, 6),
        }


def bridge_lines(vintage: Vintage, year: int) -> list[BridgeLine]:
    """Give the bridges of services and of every group (核算桥清单), as known at a vintage."""
    return [
        _line(vintage, of, GROUP_SERIES.get(of, of), year)
        for of in (TERTIARY, *GROUP_SERIES)
        if of in designs()
    ]


def _line(vintage: Vintage, of: str, series: str, year: int) -> BridgeLine:
    found = reading(vintage, of, year)
    known = relation(vintage, designs()[of][0]) if found is None else found.relation
    return BridgeLine(
        series=series,
        standing=_standing(found),
        members=tuple(name for name, _ in known.design.members),
        learnt=known.learnt,
        tested=known.tested,
        reading=found,
    )


def _standing(found: BridgeReading | None) -> BridgeStanding:
    if found is None:
        return "silent"
    if found.published:
        return "published"
    return "services" if told_by_services(found.relation.design) else "told"
