"""Two routes to a share of services, and their pool (比重的两条路径).

By components: the share of draws of value added. By its logit: the share itself as a series.
Neither wins everywhere — docs/method.md has the backtest by scope —
so both are shown, and their equal pool beside them.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from data.history import wide
from data.scopes import Scope
from data.sections import CODES, GROUP_SERIES, GROUPS, OTHER, OTHER_CODES, SUPPORT
from data.vintages import Vintage
from forecast.arrays import Array
from forecast.models.base import History
from forecast.models.ets import DAMPED
from forecast.models.smoothing import paths, smooth


def logit_route(share: Array, horizon: int, draws: int, rng: np.random.Generator) -> Array:
    """Draw a share's future from its own past (logit 路径), shape (horizon, draws).

    `share` are yearly fractions, oldest first. A damped trend of the logit, averaged over its
    grid.
    """
    history = History.of(np.log(share / (1 - share)))
    found = smooth(DAMPED, history.level, np.ones(len(history)), history.weight, 1)
    return np.asarray(1 / (1 + np.exp(-paths(found, horizon, draws, rng))))


def component_route(level: Array, growth: Array, coefficient: Array) -> Array:
    """Give the share of draws of value added (分项路径), shape (year, draws).

    `level` (part,), 亿元 in the origin year; `growth` (part, year, draw): nominal growth,
    fractions; `coefficient` (part,): the scope.
    """
    value = level[:, None, None] * np.cumprod(1 + growth, axis=1)
    return np.asarray(np.tensordot(coefficient, value, axes=1) / value.sum(axis=0))


def pooled(components: Array, logit: Array, rng: np.random.Generator) -> Array:
    """Pool the two routes with equal weights (两路径等权混合), shape (year, draws)."""
    draws = min(components.shape[-1], logit.shape[-1])
    half = draws // 2
    both = np.concatenate([components[:, :half], logit[:, : draws - half]], axis=1)
    return np.asarray(rng.permutation(both, axis=1))


def routes(
    vintage: Vintage,
    chosen: Sequence[Scope],
    shares: Mapping[str, Array],
    rng: np.random.Generator,
) -> dict[str, dict[str, dict[str, list[float]]]]:
    """Lay both routes and their pool side by side (两路径并列), scope → route → year.

    `shares`: scope → (year, draw), by components, the origin year first. Each year has its 10%,
    50% and 90% quantiles, fractions. The logit route runs on the published groups, on one census
    base, and is brought to the level of the sections at the origin.
    """
    origin = vintage.newest_year
    levels = vintage.history("value_added")[list(GROUP_SERIES.values())]
    base = wide(vintage.rows, "value_added", "census_base")[list(GROUP_SERIES.values())]
    same = (base == base.loc[origin].iloc[0]).all(axis=1) & (levels.index >= FIRST)
    past = levels[same & (levels.index <= origin)].dropna()
    found = {}
    for name, coefficient in on_groups(vintage, chosen).items():
        value = shares[name]
        told = {"components": value[1:]}
        if len(past) >= SHORTEST:
            history = (past @ coefficient / past.sum(axis=1)).to_numpy(dtype=float)
            ahead = logit_route(history, len(value) - 1, value.shape[1], rng)
            shift = _logit(value[0]) - _logit(history[-1:])
            told["logit"] = 1 / (1 + np.exp(-_logit(ahead) - shift))
            told["pool"] = pooled(told["components"], told["logit"], rng)
        found[name] = {
            route: {
                str(origin + 1 + step): np.quantile(draws, (0.1, 0.5, 0.9)).round(6).tolist()
                for step, draws in enumerate(drawn)
            }
            for route, drawn in told.items()
        }
    return found


FIRST = 2000
SHORTEST = 8
"""Years of shares on one census base below which their logit is not forecast."""


def _logit(share: Array) -> Array:
    return np.asarray(np.log(share / (1 - share)))


def on_groups(vintage: Vintage, chosen: Sequence[Scope]) -> dict[str, Array]:
    """Bring scopes to the six groups (分组口径系数): scope → (group,).

    The coefficient of “other” is that of its sections in the newest input–output table.
    """
    table = vintage.benchmarks()[list(OTHER_CODES)].dropna()
    inside = (table.iloc[-1] / table.iloc[-1].sum()).to_numpy(dtype=float)
    groups = [group for group in GROUPS if group != SUPPORT]
    found = {}
    for scope in chosen:
        by_code = dict(zip(CODES, scope.mid, strict=True))
        other = float(np.dot(inside, [by_code[code] for code in OTHER_CODES]))
        found[scope.id] = np.array([other if g == OTHER else by_code[g] for g in groups])
    return found
