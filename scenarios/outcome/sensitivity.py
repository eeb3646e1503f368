"""Sensitivity (敏感性): one more point of growth in every section and year, on every draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.sections import SECTION_CODES
from forecast.arrays import Array, Draws
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.target_response import GrowthResponse, ShareResponse
from scenarios.outcome.targets import Target, chosen_targets, hits, scope_of, within_horizon

POINT = 0.01
"""The move that is tried: one point of growth."""

Hits = NDArray[np.bool_]


@dataclass(frozen=True)
class Sensitivity:
    """What one more point in a section's year does (敏感性); fractions.

    `growth`: to the median of services growth that year; `share`: to the median share by the
    scope, by year; `odds`: to the odds of each target; `joint`: to those of all together.
    """

    section: str
    year: int
    growth: float
    share: dict[int, float]
    odds: dict[str, float]
    joint: float

    def record(self) -> dict[str, Any]:
        """Give it as a row of `--json` output (机器可读)."""
        return {
            "section": self.section,
            "year": self.year,
            "growth": self.growth,
            "share": {str(year): effect for year, effect in self.share.items()},
            "odds": self.odds,
            "joint_odds": self.joint,
        }


def sensitivities(outcome: Outcome, scope: str) -> tuple[Sensitivity, ...]:
    """Try one more point in every section and year (敏感性), by one scope.

    Shares are given for the years of share targets. Every number is that of the full
    simulation: a point multiplies one row of levels, so only that row is worked out again.
    """
    judged = [one for one in chosen_targets(outcome) if within_horizon(one, outcome)]
    named = [(one, scope_of(one, scope)) for one in judged]
    met = {one.id: hits(one, outcome, by) for one, by in named}
    every = _all(list(met.values()), outcome.baseline.draws)
    years = sorted({one.year for one in judged if one.measure == "producer_share"})
    count = len(SECTION_CODES)
    rows = []
    for row, year in enumerate(outcome.years):
        median = outcome.drawn.median_growth[row, :count]
        step = POINT / ((1 + median) * outcome.real[row, :count])
        growth = _growth(outcome, year, row, step)
        moved = _middle(growth) - outcome.growth_quantile(year, 0.5)
        shares = {y: _share(outcome, scope, y, step) for y in years if y >= year}
        share_moves = {
            y: _middle(draws) - outcome.share_quantile(scope, y, 0.5) for y, draws in shares.items()
        }
        after = {}
        for one, by in named:
            if one.year < year or one.year not in outcome.years:
                continue
            if one.measure == "services_real_growth":
                draws = growth if one.year == year else _growth(outcome, one.year, row, step)
            else:
                same = by == scope
                draws = shares[one.year] if same else _share(outcome, str(by), one.year, step)
            after[one.id] = _reached(one, draws)
        odds = {
            name: after[name].mean(axis=1) - now.mean() if name in after else np.zeros(count)
            for name, now in met.items()
        }
        together = _all([after.get(name, now) for name, now in met.items()], len(every))
        joint = np.broadcast_to(together.mean(axis=-1), (count,)) - every.mean()
        for place, code in enumerate(SECTION_CODES):
            rows.append(
                Sensitivity(
                    code,
                    year,
                    float(moved[place]),
                    {y: float(effect[place]) for y, effect in share_moves.items()},
                    {name: float(effect[place]) for name, effect in odds.items()},
                    float(joint[place]),
                )
            )
    return tuple(rows)


def _growth(outcome: Outcome, year: int, row: int, step: Array) -> Draws:
    """Growth of `year` with each section's cell of `row` moved in turn; (section, draw)."""
    at = GrowthResponse.of(outcome, year)
    count = len(step)
    earlier = at.weight_before.astype(np.float32) @ at.before + np.float32(at.added_before)
    later = at.weight_after.astype(np.float32) @ at.after + np.float32(at.added_after)
    more = (step * at.weight_after[:count]).astype(np.float32)[:, None] * at.after[:count]
    more += later
    if row < at.row:
        base = (step * at.weight_before[:count]).astype(np.float32)[:, None] * at.before[:count]
        base += earlier
        more /= base
    else:
        more /= earlier
    more -= 1
    return more


def _share(outcome: Outcome, scope: str, year: int, step: Array) -> Draws:
    """Share of `year` with each section's cell of an earlier or the same year moved in turn."""
    at = ShareResponse.of(outcome, year, scope)
    count = len(step)
    weight = at.weight.astype(np.float32)
    moved = (step * at.weight[:count]).astype(np.float32)[:, None]
    part = moved * at.counted[:count]
    part += weight @ at.counted + np.float32(at.kept.sum())
    whole = moved * at.current[:count]
    whole += weight @ at.current + np.float32(at.added.sum())
    part /= whole
    return part


def _middle(draws: Draws) -> Array:
    """Medians of rows, as `simulate.quantile` gives them."""
    half = draws.shape[1] // 2
    pair = np.partition(draws, (half - 1, half), axis=1)[:, half - 1 : half + 1].astype(float)
    return np.asarray(pair.mean(axis=1) if draws.shape[1] % 2 == 0 else pair[:, 1])


def _reached(target: Target, draws: Draws) -> Hits:
    threshold = np.float32(target.threshold)
    return np.asarray(draws > threshold if target.strict else draws >= threshold)


def _all(met: Sequence[Hits], draws: int) -> Hits:
    """Where all targets are met; rows where one of them has rows."""
    every: Hits = np.ones(draws, dtype=bool)
    for one in met:
        every = every & one
    return every
