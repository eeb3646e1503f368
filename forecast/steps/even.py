"""Parts leant so that their centres add up to the whole's (中心可加)."""

from collections.abc import Callable
from typing import Final

import numpy as np

from forecast.arrays import Array

LEAN: Final = 5.0
"""The most that steps are leant: a step of 10% to a half less."""

NEAR: Final = (0.5 / LEAN) ** 2
"""Square of the step up to which they are leant: further out the order would turn round."""

TRIES: Final = 4
"""Secant steps; three bring the miss below a thousandth of a point."""


def bent(far: Array, lean: float) -> Array:
    """Lean distances from a median, each less than it was, in their order (倾斜)."""
    return far - lean * np.minimum(far**2, NEAR)


def even(leant: Callable[[float], Array], counted: Array) -> tuple[Array, Array]:
    """Tilt the parts' growth factors of a year until their centres add up to the whole's (倾斜).

    A part that has grown weighs more and, in the same draws, may go on growing; so if all parts had
    one median, that of the whole would lie above it. `leant` gives the factors
    (part, draw) for a tilt: it takes more from the distances above their medians than from those
    below. `counted` (part, draw): the parts' weights if each has grown by its median so far.
    Returns the factors and the next year's `counted`.
    """
    leans = [0.0, 1.0]
    misses: list[float] = []
    for _ in range(TRIES):
        factor = leant(leans[len(misses)])
        alike = factor / np.median(factor, axis=-1, keepdims=True)
        whole = (counted * alike).sum(axis=0) / counted.sum(axis=0)
        misses.append(float(np.median(whole)) - 1)
        if len(misses) > 1:
            slope = (misses[-1] - misses[-2]) / ((leans[-1] - leans[-2]) or 1.0)
            leans.append(float(np.clip(leans[-1] - misses[-1] / (slope or 1.0), -LEAN, LEAN)))
    return factor, counted * alike
