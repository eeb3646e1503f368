"""Many series forecast apart, their intervals calibrated together (面板预测)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from base.problems import Text
from forecast.arrays import Array
from forecast.evaluation.scores import quantiles_of
from forecast.models import COMBINATION, EITHER, MODELS, QUARTERLY
from forecast.models.base import History, Model, Unfit
from forecast.models.pool import pool
from forecast.steps.calibration import (
    Factors,
    beyond_chance,
    calm,
    factors,
    interval_scores,
    since,
    stretch,
)
from forecast.steps.random_streams import seeds
from forecast.steps.repair import forecast, repaired

LEARNT_FROM = 300
"""Draws of a forecast that only serves to learn how wide intervals have to be."""


@dataclass(frozen=True, eq=False)
class Forecast:
    """One series forecast (单序列预测): `quantiles` (5, horizon) in the order of QUANTILES, the
    median replaced by `point`, the middle of the members' medians; `notes` on what was done."""

    quantiles: Array
    point: Array
    notes: tuple[Text, ...]


def forecast_panel(
    series: Mapping[str, Array],
    season: int,
    horizon: int | Mapping[str, int],
    draws: int = 1_000,
    seed: int = 1,
    progress: Callable[[str, float], None] | None = None,
    members: Sequence[str] | None = None,
) -> dict[str, Forecast]:
    """Forecast every series by the combination (面板预测), or by the `members` named.

    Interval factors are learnt once for all: each series is forecast from `horizon` before
    its end, and the errors pooled, in proportion to how calm the panel has become since.
    Raises Problems for a series of which nothing is known.
    """
    names = members or (COMBINATION if season == 1 else QUARTERLY)
    models, either = _members(names, season)
    spawned = seeds(seed)
    repairs = {name: repaired(name, list(values), season=season) for name, values in series.items()}
    ahead = {name: horizon if isinstance(horizon, int) else horizon[name] for name in series}
    scores, calms, found = [], [], {}
    for place, (name, one) in enumerate(repairs.items()):
        if progress:
            progress(name, place / len(repairs))
        rng = np.random.default_rng(next(spawned))
        pooled, notes = forecast(models, one, ahead[name], draws, rng, either)
        found[name] = (pooled, notes)
        history, cut = one.history, len(one.history) - ahead[name]
        try:
            if cut < 2 * season + 6:
                continue
            past = history.until(cut)
            held = pool(models, past, ahead[name], LEARNT_FROM, rng, either).paths
        except Unfit:
            continue
        logs = history.positive
        scores.append(
            interval_scores(_scaled(held, logs), _scaled(history.level[cut:], logs)),
        )
        calms.append((calm(history, ahead[name]), calm(past, ahead[name])))
    scale = Factors()
    if scores:
        today = np.concatenate(scores) * since(*np.array(calms).T)
        scale = beyond_chance(factors(today, max(ahead.values())))
    return {
        name: _finish(pooled.paths, pooled.point, repairs[name].history, scale, notes)
        for name, (pooled, notes) in found.items()
    }


def _members(names: Sequence[str], season: int) -> tuple[list[Model], tuple[Model, Model] | None]:
    """Part the members into those always in, and the two of which steadiness decides."""
    if season > 1 or not set(EITHER) <= set(names):
        return [MODELS[name] for name in names], None
    return [MODELS[name] for name in names if name not in EITHER], (
        MODELS[EITHER[0]],
        MODELS[EITHER[1]],
    )


def _scaled(values: Array, logs: bool) -> Array:
    return np.log(values) if logs else values


def _finish(
    drawn: Array, point: Array, history: History, scale: Factors, notes: tuple[Text, ...]
) -> Forecast:
    """Calibrate the draws of one series and take their quantiles."""
    logs = history.positive
    calibrated = stretch(_scaled(drawn, logs), scale)
    quantiles = quantiles_of(np.exp(calibrated) if logs else calibrated)
    quantiles[2] = point
    return Forecast(quantiles, point, notes)
