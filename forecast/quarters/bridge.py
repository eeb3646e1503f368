r"""From a group's indicators to its growth (核算桥): a relation believed, and learnt.

Quarterly accounts extrapolate last year's value added by the growth of related indicators times a
relation of the past. Likewise here, of growth from January through a quarter:

.. math:: y = c + a + b\,(x - c) + e

:math:`y`: growth of the group as published; :math:`x`: real growth of its indicators; :math:`c`:
what the group has grown by of late; :math:`b`: the elasticity; :math:`a`: what the indicators
usually leave out. The country's growth and the usual difference to it is no part of this: it comes
into the draws as an observation of its own, and would count twice. Elasticity and wedge
start from a belief and the error's variance likewise, so that the record, however short, is taken
for what it is worth: a conjugate normal model. Errors of one year go together: part of each lasts
all the year, part is averaged to date. Reference: Gelman et al. (2013), Bayesian Data
Analysis, ch. 14.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from forecast.arrays import Array

WEDGE: Final = 0.015
"""Standard error of the belief that indicators leave nothing out."""

LASTING, OWN = 0.4, 0.2
"""Parts of a first quarter's error variance that last all the year, and that are of one quarter's
print alone; what is left is averaged to date. A judgement."""

REACH: Final = 0.15
"""Indicators further from the usual growth than this count as that far: one odd figure, or the
year after a shut-down, must not carry the group away."""

ODD_YEARS: Final = {2020: 5.0, 2021: 5.0}
"""Years that say little of a relation, and by how much their errors' variance is greater."""


@dataclass(frozen=True)
class Belief:
    """What is believed before experience (先验): the elasticity, its error, and the bridge's error
    a year, worth `years` of experience; fractions."""

    elasticity: float
    doubt: float
    error: float
    years: float = 4.0


@dataclass(frozen=True)
class BridgeQuarter:
    """A quarter's growth and what its indicators said (一季): fractions.

    `grown` None where it is not published; `spread`: error of the indicators' own growth.
    """

    year: int
    quarter: int
    usual: float
    indicators: float
    spread: float
    grown: float | None = None


@dataclass(frozen=True)
class LearntRelation:
    """A relation as experience has it (所学关系): estimates and standard errors, fractions.

    `error` is that of a year; `quarters` counts the published ones that it was learnt from.
    """

    elasticity: float
    elasticity_error: float
    wedge: float
    wedge_error: float
    error: float
    quarters: int


def learn(past: tuple[BridgeQuarter, ...], belief: Belief) -> LearntRelation:
    """Learn a relation from published quarters (学习弹性); without any the belief stands."""
    seen = _Seen(past, belief)
    gained = _prior(belief) @ _rows(past).T @ seen.inverse
    centre = np.array([0.0, belief.elasticity]) + gained @ seen.missed
    left = _prior(belief) - gained @ _rows(past) @ _prior(belief)
    wedge_error, elasticity_error = np.sqrt(np.diag(left)) * seen.error
    return LearntRelation(
        *(float(centre[1]), float(elasticity_error), float(centre[0]), float(wedge_error)),
        seen.error,
        len(past),
    )


def told(
    point: BridgeQuarter, past: tuple[BridgeQuarter, ...], belief: Belief
) -> tuple[float, float]:
    """Say what indicators make of a quarter (核算值): growth to date and its standard error.

    `past`: published quarters, those of the same year among them: they tell of its own error.
    """
    seen = _Seen(past, belief)
    row, rows = _rows((point,)), _rows(past)
    across = rows @ _prior(belief) @ row.T + _together(past, (point,))
    own = row @ _prior(belief) @ row.T + _noise((point,), belief)
    value = row @ np.array([0.0, belief.elasticity]) + across.T @ seen.inverse @ seen.missed
    left = own - across.T @ seen.inverse @ across
    return point.usual + float(value[0]), seen.error * float(np.sqrt(left[0, 0]))


class _Seen:
    """Published quarters against the belief, in units of its error (所见与先验之差)."""

    def __init__(self, past: tuple[BridgeQuarter, ...], belief: Belief) -> None:
        rows = _rows(past)
        came = np.array([one.grown for one in past], dtype=float)
        usual = np.array([one.usual for one in past])
        self.inverse = np.linalg.inv(rows @ _prior(belief) @ rows.T + _noise(past, belief))
        self.missed = came - usual - rows @ np.array([0.0, belief.elasticity])
        size = float(self.missed @ self.inverse @ self.missed) / belief.error**2
        scale = (belief.years + size) / (belief.years + len(past))
        self.error = belief.error * float(np.sqrt(scale))


def _rows(points: tuple[BridgeQuarter, ...]) -> Array:
    """What wedge and elasticity are multiplied by, (point, 2)."""
    away = np.array([np.clip(one.indicators - one.usual, -REACH, REACH) for one in points])
    return np.column_stack([np.ones(len(points)), away])


def _prior(belief: Belief) -> Array:
    """Covariance of wedge and elasticity before experience, against that of the error."""
    return np.diag([(WEDGE / belief.error) ** 2, (belief.doubt / belief.error) ** 2])


def _noise(points: tuple[BridgeQuarter, ...], belief: Belief) -> Array:
    """Covariance of the errors, those of the indicators' own growth among them."""
    own = [(belief.elasticity * one.spread / belief.error) ** 2 for one in points]
    return _together(points, points) + np.diag(own)


def _together(points: tuple[BridgeQuarter, ...], others: tuple[BridgeQuarter, ...]) -> Array:
    """Covariance of the bridge's errors: of one year they have in common what lasts."""
    found = np.zeros((len(points), len(others)))
    for place, one in enumerate(points):
        for across, other in enumerate(others):
            if one.year == other.year:
                to_date = (1 - LASTING - OWN) / max(one.quarter, other.quarter)
                own = OWN if one.quarter == other.quarter else 0.0
                found[place, across] = ODD_YEARS.get(one.year, 1.0) * (LASTING + to_date + own)
    return found
