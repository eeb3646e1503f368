"""What a year's target needs of each section (各行业所需增速).

Of all ways in which services come to the target, the least surprising under the draws: least
Mahalanobis distance from the medians, with the sections' weights at the origin. With one
condition it has a closed form: a section moves by its covariance with services, so that those
move most that usually swing with them. Weighed, the moves add up to the gap exactly.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from data.sections import CODES, COLUMNS, OTHER
from forecast.arrays import Array
from scenarios.outcome.simulate import Outcome


@dataclass(frozen=True)
class SectionPart:
    """A group or a section (一组或一门类): its code, and its places among the 15 columns."""

    code: str
    places: tuple[int, ...]


def part(code: str) -> SectionPart:
    """Give the columns of a group or a section (所含门类).

    >>> part("J").places, len(part("other").places)
    ((4,), 9)
    """
    if code == OTHER:
        inside = (place for place, one in enumerate(COLUMNS) if one.group == OTHER)
        return SectionPart(code, tuple(inside))
    return SectionPart(code, (CODES.index(code),))


def decided_in(decided: Outcome | None, year: int) -> Outcome | None:
    """Give an outcome back if its scenario assumes real growth in a year (已定情景), or None."""
    if decided is None:
        return None
    stated = (
        year in one.years
        for one in decided.scenario.assumptions
        if one.measure == "real_growth" and year in decided.years
    )
    return decided if any(stated) else None


@dataclass(frozen=True)
class SectionParts:
    """Services in parts, in one forecast year (分行业): what is drawn, and what is needed.

    `threshold` is growth of services that is asked for, a fraction, or None; `decided` an
    outcome whose growth is what is needed, whatever is asked for.
    """

    outcome: Outcome
    year: int
    threshold: float | None
    decided: Outcome | None = None

    def growth(self, one: SectionPart) -> Array:
        """Give draws of real growth (增速抽样), fractions; of several sections by their levels."""
        if one.code not in self._drawn:
            self._drawn[one.code] = _grown(self.outcome, self.year, one)
        return self._drawn[one.code]

    def median(self, one: SectionPart) -> float:
        """Give the median of the same (增速中位数)."""
        return float(np.median(self.growth(one)))

    def past(self, one: SectionPart) -> list[float]:
        """Give published growth, the oldest first (历年增速); nothing of an estimated section."""
        estimated = one.code != OTHER and COLUMNS[one.places[0]].estimated
        return [] if estimated else list(self.outcome.baseline.published(one.code).values())

    def weight(self, one: SectionPart) -> float:
        """Give the part of services in the year before (上年比重), at comparable prices."""
        return float(self._weights[list(one.places)].sum())

    def contribution(self, one: SectionPart) -> float:
        """Give the contribution to services growth (拉动), as everywhere else; a fraction."""
        parts = self.outcome.contributions[self.outcome.row(self.year)]
        return float(parts[list(one.places)].sum())

    def needed(self, one: SectionPart) -> float | None:
        """Give the growth that the year needs of it (所需增速), or None where nothing is asked."""
        if self.decided is not None:
            return float(np.median(_grown(self.decided, self.year, one)))
        if self.threshold is None:
            return None
        places = list(one.places)
        weights = self._weights[places]
        moved = float(weights @ self._moves[places] / weights.sum())
        return self.median(one) + moved

    @cached_property
    def _weights(self) -> Array:
        segment = self.outcome.drawn.segments[0]
        level = segment.means[self.outcome.row(self.year)]
        found: Array = level / level.sum()
        return found

    @cached_property
    def _moves(self) -> Array:
        """Move of every column from its median that brings services to what is asked."""
        assert self.threshold is not None, "something is asked for"
        row = self.outcome.row(self.year)
        gap = self.threshold - self.outcome.growth_quantile(self.year, 0.5)
        return moves(self.outcome.drawn.growth[row], self.outcome.growth[row], self._weights, gap)

    @cached_property
    def _drawn(self) -> dict[str, Array]:
        """Draws of the parts that were asked for: a page asks three times."""
        return {}


def moves(growth: Array, services: Array, weight: Array, gap: float) -> Array:
    """Move parts so that services move by a gap (最不意外的走法), (part,), fractions.

    `growth` (part, draw), `services` (draw,), `weight` (part,): each by its covariance with
    services; weighed, they add up to the gap.
    """
    drawn, whole = growth.astype(float), services.astype(float)
    off = whole - whole.mean()
    together = (drawn - drawn.mean(axis=1, keepdims=True)) @ off
    found: Array = together * gap / (weight @ together)
    return found


def _grown(outcome: Outcome, year: int, one: SectionPart) -> Array:
    """Draws of growth of some columns together, as assumed in the scenario."""
    row, places = outcome.row(year), list(one.places)
    factor = (1 + outcome.drawn.growth[row, places].astype(float)) * outcome.real[row, places][
        :, None
    ]
    before = outcome.drawn.segments[0].values[row][places].astype(float)
    found: Array = (before * factor).sum(axis=0) / before.sum(axis=0) - 1
    return found
