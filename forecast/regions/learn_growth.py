"""What the provinces teach about growth of services, learnt again (由面板重新学习).

    python -m benchmarks.growth --learn

The 21 provinces of the project's own table judge: no figure of any other region is looked at.
Gains are chosen one after another from a small grid; one moves only if it lowers the mean score
by more than `WORTH`, so that what cannot be told apart stays where it was.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, Final, cast

import numpy as np

from data.around import Around
from data.sections import TERTIARY
from forecast.arrays import Array
from forecast.evaluation.scores import crps
from forecast.models.common_growth import AHEAD, FILE, Common, Learnt, centre, common, years_of

FIRST: Final = 2003
"""First origin whose misses are learnt from: three years of growth come before it."""

SCORED: Final = 2008
"""First origin whose score counts: those before, of the boom, only teach the first spreads."""

WORTH: Final = 0.01
"""Part of the score by which a gain has to lower it before it is moved: less is chance, for 21
provinces are worth about five independent ones (one year's errors go together)."""

BEGUN: Final = Learnt(
    panel_gain=0.9,
    country_gain=0.8,
    gap_gain=0.4,
    own_gain=0.6,
    reach=0.02,
    kept=0.75,
    kept_step=0.05,
    drift_fade=0.6,
    drift_years=1.0,
    drift_damp=0.9,
    spread_fade=0.4,
    freedom=5.0,
    widens=0.1,
    lasting=0.42,
)
"""Where learning begins: round numbers."""

GRID: Final = {
    "panel_gain": (0.7, 0.8, 0.9, 1.0),
    "country_gain": (0.6, 0.7, 0.8, 0.9, 1.0),
    "gap_gain": (0.2, 0.3, 0.4, 0.5, 0.6),
    "own_gain": (0.4, 0.5, 0.6, 0.7, 0.8),
    "reach": (0.015, 0.02, 0.025, 0.03, 1.0),
    "kept": (0.65, 0.7, 0.75, 0.8, 0.9, 1.0),
    "kept_step": (0.0, 0.05, 0.1),
    "drift_fade": (0.5, 0.6, 0.75, 0.85),
    "drift_years": (0.5, 1.0, 1.5, 3.0),
    "drift_damp": (0.8, 0.9, 1.0),
    "spread_fade": (0.3, 0.4, 0.5, 0.6, 0.75),
    "freedom": (4.0, 5.0, 8.0, 30.0),
    "widens": (0.1, 0.15, 0.2),
}

LEVELS: Final = (np.arange(200) + 0.5) / 200


def learn(around: Around) -> Learnt:
    """Learn all parameters from the provinces (学习)."""
    chosen, best = BEGUN, score(BEGUN, around)
    for _ in range(2):
        for name, values in GRID.items():
            for value in values:
                tried = replace(chosen, **cast("dict[str, Any]", {name: value}))
                found = score(tried, around)
                if found < best * (1 - WORTH):
                    chosen, best = tried, found
    found_errors = misses(chosen, around)
    return replace(
        chosen,
        lasting=round(_lasting(found_errors, chosen), 2),
        spread={
            year: round(spread(found_errors, year, chosen), 5)
            for year in range(SCORED - 2, int(around.provinces.index.max()) + 1)
        },
    )


def shared(around: Around, known: Learnt) -> Common:
    """Give the common level of the provinces and the country (共同水平)."""
    return common(around.provinces.mean(axis=1), around.country_yearly(TERTIARY), known)


def misses(known: Learnt, around: Around, horizon: int = AHEAD) -> dict[tuple[int, int], Array]:
    """Give outcome less centre of every past forecast (历史误差): (origin, horizon) → regions."""
    level = shared(around, known)
    table = around.provinces
    own = years_of(table, level.years)
    last = int(table.index.max())
    found = {}
    for origin in range(FIRST, last):
        ahead = min(horizon, last - origin)
        middle = centre(own[: origin - level.years[0] + 1], level, ahead, known)
        for step in range(ahead):
            came = own[origin - level.years[0] + 1 + step]
            found[origin, step + 1] = came - middle[step]
    return found


def spread(errors: dict[tuple[int, int], Array], origin: int, known: Learnt) -> float:
    """Give the scale of a Student t one year ahead (误差尺度), from errors known at an origin.

    Errors further ahead count by how much they widen, older ones less.
    """
    came = {
        key: error / (1 + known.widens * (key[1] - 1))
        for key, error in errors.items()
        if key[0] + key[1] <= origin
    }
    weights = [known.spread_fade ** (origin - key[0] - key[1]) for key in came]
    return student_scale([*came.values()], weights, known.freedom)


def student_scale(errors: Sequence[Array], weights: Sequence[float], freedom: float) -> float:
    """Give the scale of a Student t that errors come from (学生 t 尺度), by maximum likelihood.

    A weight for each array of errors. By EM steps: Lange, Little, Taylor (1989),
    doi:10.1080/01621459.1989.10478852.
    """
    square = np.concatenate(errors) ** 2
    weight = np.repeat(weights, [len(error) for error in errors])
    scale = float(np.average(square, weights=weight))
    for _ in range(50):
        calm = (freedom + 1) / (freedom + square / scale)
        scale = float((weight * calm * square).sum() / weight.sum())
    return float(np.sqrt(scale))


def score(known: Learnt, around: Around) -> float:
    """Give the mean CRPS of the panel's past forecasts (面板得分), horizons alike.

    The spread of each origin is learnt from what came before it.
    """
    from scipy.stats import t as student

    errors = misses(known, around)
    shape = student.ppf(LEVELS, known.freedom)
    by_horizon: dict[int, list[float]] = {ahead: [] for ahead in range(1, AHEAD + 1)}
    for (origin, ahead), error in errors.items():
        if origin >= SCORED:
            wide = spread(errors, origin, known) * (1 + known.widens * (ahead - 1))
            drawn = np.broadcast_to(wide * shape, (*error.shape, len(shape)))
            by_horizon[ahead].append(float(crps(error, drawn).mean()))
    means = [np.mean(scores) for scores in by_horizon.values()]
    return float(np.mean(means / np.array([1 + 0.1 * step for step in range(AHEAD)])))


def _lasting(errors: dict[tuple[int, int], Array], known: Learnt) -> float:
    """Give the part of the first year's variance that stays: covariance of years 1 and 2."""
    pairs = [
        (errors[origin, 1], errors[origin, 2] / (1 + known.widens))
        for origin, ahead in errors
        if ahead == 2 and origin >= SCORED
    ]
    first, second = (np.concatenate(part) for part in zip(*pairs, strict=True))
    return float(np.clip(np.corrcoef(first, second)[0, 1] * (1 + known.widens), 0.05, 0.9))


def write(known: Learnt, around: Around) -> None:
    """Write what was learnt, with how (写下参数)."""
    numbers = [field.name for field in fields(Learnt) if field.name != "spread"]
    panel = around.provinces
    lines = [
        "# What the provinces teach about growth of services; written by",
        "# `python -m benchmarks.growth --learn`, read by common_growth.py.",
        f"# Learnt from {panel.shape[1]} provinces, growth {panel.index.min()}-{panel.index.max()},"
        f" origins from {SCORED}; mean CRPS {100 * score(known, around):.4f} points.",
        "",
        "[parameters]",
        *(f"{name} = {getattr(known, name)}" for name in numbers),
        "",
        "[spread] # by origin, scale of a Student t one year ahead, from errors known by then",
        *(f"{year} = {value}" for year, value in known.spread.items()),
    ]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
