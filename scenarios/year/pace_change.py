"""Why the required pace changed since the quarter before (所需增速变动台账), exactly.

Step by step from what was known then to what is known now: how quarters weigh, what was revised
of growth to date, what the new quarter brought. Each step is worked out whole, so the parts add
up to the change whatever their order would make of each.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from scenarios.outcome.quarters import rest_of_year
from scenarios.year.year_path import YearPath

Cause = Literal["weights", "revision", "quarter"]
CAUSES: Final[tuple[Cause, ...]] = ("weights", "revision", "quarter")


@dataclass(frozen=True)
class PaceChange:
    """A change of what the rest of the year must average (所需增速变动), fractions.

    From `earlier`, with `since` quarters out, to `later`, with `known`; `parts` by cause add up
    to the change.
    """

    since: int
    known: int
    earlier: float
    later: float
    parts: dict[Cause, float]


def pace_change(before: YearPath, now: YearPath) -> PaceChange | None:
    """Part the change of the required pace by cause (变动分解); the parts add up exactly.

    `before` and `now` are the year against one target, as known at two vintages. None without a
    target, without a newer quarter, or where the earlier figure or a weight is not known any more.
    """
    target, since = now.target, before.known
    if target is None or now.needed is None or before.needed is None or since >= now.known:
        return None
    steps = [before.needed]
    for weighed, figures in ((now, before), (now, now)):
        found = _needed(target.threshold, since, weighed, figures)
        if found is None:
            return None
        steps.append(found)
    steps.append(now.needed)
    parts = {cause: b - a for cause, (a, b) in zip(CAUSES, pairwise(steps), strict=True)}
    return PaceChange(since, now.known, steps[0], steps[-1], parts)


def _needed(goal: float, quarters: int, weighed: YearPath, figures: YearPath) -> float | None:
    """What was needed after some quarters, by one path's weights and another's figures."""
    if quarters == 0:
        return goal
    weight, growth = weighed.quarters[quarters - 1].weight, figures.quarters[quarters - 1].ytd
    return None if weight is None or growth is None else rest_of_year(goal, growth, weight)
