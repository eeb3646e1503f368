"""One distribution out of several: the linear pool (组合预测)."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    the mean of the members' medians; `left_out`, member → why it could not be used."""

    paths: Array
    point: Array
    left_out: dict[str, str]


def pool(
    models: Sequence[Model],
    history: History,
    horizon: int,
    draws: int,
    rng: np.random.Generator,
) -> Pooled:
    """Draw from the linear pool of the models, equal weights (线性混合).

    Draws are pooled, not quantiles averaged: the pool keeps the models' disagreement as
    uncertainty. Every model gives its share of the draws and the whole is shuffled. A model
    that fails is left out and named; raises Unfit when none is left. Reference: Stone (1961),
    doi:10.1214/aoms/1177704860.
    """
    left_out: dict[str, str] = {}
    parts: list[Array] = []
    share = -(-draws // len(models))
    for model in models:
        try:
            parts.append(_sound(model.simulate(history, horizon, share, rng), history))
        except (ArithmeticError, LookupError, ValueError) as error:  # Unfit is a ValueError
            left_out[model.name] = str(error)
    if not parts:
        raise Unfit("; ".join(f"{name}: {why}" for name, why in left_out.items()))
    drawn = np.concatenate(parts, axis=1)
    if drawn.shape[1] < draws:  # the others stand in for those left out
        drawn = np.concatenate([drawn] * -(-draws // drawn.shape[1]), axis=1)
    kept = rng.permutation(drawn.shape[1])[:draws]
    point = np.mean([np.median(part, axis=1) for part in parts], axis=0)
    return Pooled(drawn[:, kept], point, left_out)


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
