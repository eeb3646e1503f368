"""Calibrate the intervals of shares on past errors (比重区间校准).

Real growth and deflators are drawn apart, though they are two halves of one figure: what the
one misses the other often makes good, and groups that boom together keep their shares. Left
so, shares are drawn too wide. How wide they have to be is learnt by forecasting past shares,
and the deflators are moved to make them so: real growth, and the total, stay as drawn.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from forecast.arrays import Array
from forecast.models.base import History
from forecast.steps.calibration import Factors, calm, factors, interval_scores, since, stretch


def share_factors(
    level: pd.DataFrame, origin: int, real: Mapping[int, Array], price: Mapping[int, Array]
) -> Factors:
    """Give how much wider than drawn log shares of the groups have to be (比重校准系数).

    `level`: current-price value added, years × groups, on one census base; `real`, `price`: as
    `growth_paths.past_paths` gives them. Only outcomes up to `origin` count, each scaled by how
    rough shares have become since.
    """
    known = level.loc[:origin].dropna()
    share = pd.DataFrame(np.log(known.div(known.sum(axis=1), axis=0)))
    horizon = max((one.shape[1] for one in real.values()), default=1)
    now, scores = _calm(share, horizon), []
    for year in sorted(real.keys() & price.keys() & {*share.index}):
        came = share.loc[year + 1 : year + horizon].to_numpy(dtype=float).T
        steps = min(came.shape[1], real[year].shape[1], price[year].shape[1])
        start = share.loc[year].to_numpy(dtype=float)[:, None, None]
        drawn = start + real[year][:, :steps] + price[year][:, :steps]
        drawn = drawn - np.log(np.exp(drawn).sum(axis=0))
        rougher = since(now, _calm(share.loc[:year], horizon))
        scores += [
            rougher * interval_scores(paths, outcome[:steps])
            for paths, outcome in zip(drawn, came, strict=True)
            if steps
        ]
    return factors(np.concatenate(scores), horizon) if scores else Factors()


def only_narrower(scale: Factors) -> Factors:
    """Never widen shares (只收不放): errors of single groups cancel in scopes that add them up.

    Drawn as they are, shares by scope held 99.7% of outcomes in their 80% intervals; widened,
    100%, and scored worse (CRPS 0.46, 0.51 points; docs/method.md).
    """
    return replace(scale, inner=min(scale.inner, 1.0), outer=min(scale.outer, 1.0))


def fit_shares(real: Array, price: Array, level: Array, scale: Factors) -> Array:
    """Move deflators so that shares are as wide as they should be (按比重校准缩减指数).

    `real`, `price` (group, year, draw): yearly growth, fractions; `level` (group,): 亿元 in the
    origin year. Returns deflator growth. Each group's value added is taken apart into what all
    groups share and the rest; the rest is stretched. Medians stay, and so does the total.
    """
    logs = np.log1p(real).cumsum(axis=1)
    value = logs + np.log1p(price).cumsum(axis=1)
    middle = np.median(value, axis=-1, keepdims=True)
    weight = level[:, None, None] * np.exp(middle)
    weight = weight / weight.sum(axis=0)
    away = value - middle
    common = (weight * away).sum(axis=0)
    apart = stretch(away - common, scale)
    apart = apart - (weight * apart).sum(axis=0)
    moved = middle + common + apart - logs
    return np.asarray(np.expm1(np.diff(moved, axis=1, prepend=0.0)))


def _calm(share: pd.DataFrame, horizon: int) -> Array:
    """Say how rough each group's log share is lately, for its past (`calibration.calm`)."""
    return np.array(
        [calm(History.of(np.exp(column)), horizon) for column in share.to_numpy(dtype=float).T]
    )
