"""One distribution out of several: the linear pool (组合预测)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from forecast.arrays import Array
from forecast.models.base import History, Model, Unfit

REACH = 2.0
"""How far a path may go above the last value: in ranges of the history, or at times its usual
rate of growth, whichever is more. Beyond both an exponential is no forecast: it is a fat tail
of one member that would own every mean."""

FLOOR = 0.01
"""How near to zero a path of a positive series may come, in parts of its least value."""


@dataclass(frozen=True, eq=False)
class Pooled:
    """Draws of the pool (组合抽样): `paths` (horizon, draws) of the level; `point` (horizon,),
    the middle of the members' medians; `left_out`, member → why it could not be used."""

    paths: Array
    point: Array
    left_out: dict[str, str]


STEADY = 1.5
"""Growth so many times its own deviation counts as half steady; chosen over sets of yearly series,
one left out (docs/method.md)."""

FEW = 50
"""Draws below which a median is chance."""


def pool(
    models: Sequence[Model],
    history: History,
    horizon: int,
    draws: int,
    rng: np.random.Generator,
    either: tuple[Model, Model] | None = None,
) -> Pooled:
    """Draw from the linear pool of the models, equal weights (线性混合).

    Draws are pooled, not quantiles averaged: the pool keeps the models' disagreement as
    uncertainty. Every model gives its share of the draws and the whole is shuffled. Of `either`
    the first counts in so far as growth is steady, the second for the rest; the point is then
    the median of the members' medians, with the one and with the other, and else their mean. A
    model that fails is left out and named; raises Unfit when none is left. Reference: Stone
    (1961), doi:10.1214/aoms/1177704860.
    """
    steady = steadiness(history)
    sides = [(1.0, [*models])]
    if either:
        sides = [(steady, [*models, either[0]]), (1 - steady, [*models, either[1]])]
    left_out: dict[str, str] = {}
    parts: list[Array] = []
    medians: dict[str, Array] = {}
    for model in dict.fromkeys(one for _, members in sides for one in members):
        weight = fsum(part for part, members in sides if model in members)
        share = int(np.ceil(draws * weight / len(sides[0][1])))
        try:
            found = _sound(model.simulate(history, horizon, max(share, FEW), rng), history)
        except (ArithmeticError, LookupError, ValueError) as error:  # Unfit is a ValueError
            left_out[model.name] = str(error)
            continue
        parts.append(found[:, :share])
        medians[model.name] = np.median(found, axis=1)
    if not parts:
        raise Unfit("; ".join(f"{name}: {why}" for name, why in left_out.items()))
    drawn = np.concatenate(parts, axis=1)
    if drawn.shape[1] < draws:  # the others stand in for those left out
        drawn = np.concatenate([drawn] * -(-draws // drawn.shape[1]), axis=1)
    kept = rng.permutation(drawn.shape[1])[:draws]
    middle = np.median if either else np.mean
    points, weights = [], []
    for weight, members in sides:
        if there := [medians[one.name] for one in members if one.name in medians]:
            points.append(middle(there, axis=0))
            weights.append(weight)
    return Pooled(drawn[:, kept], np.average(points, axis=0, weights=weights), left_out)


def steadiness(history: History) -> float:
    """Say how steady growth has been (增长稳定度), between 0 and 1: its mean to its deviation.

    >>> steadiness(History.of(1.08 ** np.arange(20.0))) > 0.99
    True
    """
    values = history.log_level if history.positive else history.level
    change = values[history.season :] - values[: -history.season]
    if len(change) < 3:
        return 0.5
    mean, deviation = abs(float(change.mean())), float(change.std(ddof=1))
    share = mean**4 / max(mean**4 + (STEADY * deviation) ** 4, 1e-300)
    return float(np.clip(share, 0.001, 0.999))


def _sound(drawn: Array, history: History) -> Array:
    """Keep paths within reach of the history; raises Unfit when they are not numbers."""
    if np.isnan(drawn).any():
        raise Unfit("its draws are not numbers")
    last = float(history.level[-1])
    spread = float(np.ptp(history.level)) or abs(last)
    top = np.full((len(drawn), 1), last + REACH * spread)
    bottom = -np.inf
    if history.positive:
        bottom = FLOOR * float(history.level.min())
        season = history.season
        yearly = history.log_level[season:] - history.log_level[:-season]
        rate = max(0.0, float(np.median(yearly)) / season) if len(yearly) else 0.0
        far = np.minimum(REACH * rate * np.arange(1, len(drawn) + 1), 50.0)
        top = np.maximum(top, last * np.exp(far)[:, None])
    kept = np.clip(drawn, bottom, top)
    if np.isinf(kept).any():
        raise Unfit("its draws are infinite")
    return kept
