"""What later stages may make of growth (日后修订): of a published year's verdict, and ahead.

Growth is first printed, verified a year on and counted anew by a census. A verdict ahead is on
the first print; a published year's has two odds, each with the day by which it will be known.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from base.digits import PRINTED
from data.sections import TERTIARY
from forecast.arrays import Array
from forecast.baseline import Baseline
from forecast.steps.revisions import STAGES, stage_days
from scenarios.outcome.thresholds import met


@dataclass(frozen=True)
class Stage:
    """What one stage may bring (阶段概率): odds that the target is met by what is printed then.

    `within`: odds that it is met or missed by no more than its tolerance; `by`: ISO day, None
    where the stage is over.
    """

    odds: float
    within: float
    by: str | None

    def record(self) -> dict[str, object]:
        """Give it as `--json` prints it (机器可读)."""
        return {"odds": self.odds, "within": self.within, "by": self.by}


def revised_growth(baseline: Baseline, year: int, stage: int = 0) -> Array | None:
    """Draw a published year's growth as it will be printed after a stage (修订后增速), fractions.

    None of a year that no stage moves any more, and of baselines that know no stages.
    """
    known = baseline.published(TERTIARY)
    if baseline.revised is None or year not in baseline.revised_years or year not in known:
        return None
    added = baseline.revised[stage, baseline.revised_years.index(year)]
    return np.asarray(np.round(known[year] + added, PRINTED))


def stages(
    baseline: Baseline, year: int, threshold: float, tolerance: float, strict: bool
) -> Mapping[str, Stage] | None:
    """Give the odds of a published year's target by stage (分阶段概率); None where unknown.

    A year that no stage moves any more is met or not, for good.
    """
    if baseline.revised is None:
        return None
    known = baseline.published(TERTIARY)[year]
    days = stage_days(year, int(baseline.as_of[:4]))
    found = {}
    for number, name in enumerate(STAGES):
        drawn = revised_growth(baseline, year, number)
        growth = np.array([known]) if drawn is None else drawn
        odds, within = (
            float(np.mean(met(gap, strict)))
            for gap in (growth - threshold, growth - threshold + tolerance)
        )
        found[name] = Stage(odds, within, None if drawn is None else days[name])
    return found


def settled(baseline: Baseline, growth: Array, year: int) -> Array:
    """Draw a coming year's growth once all stages are through (定案增速), fractions.

    `growth`: its first print, draw by draw.
    """
    if baseline.revised is None:
        return growth
    return np.asarray(growth + baseline.revised[-1, baseline.revised_years.index(year)])
