"""The nearest point that meets linear conditions (最近点): least ‖x‖ with G x ≥ h.

Least-distance programming by non-negative least squares, and with it a quadratic programme of
a few dozen variables in a millisecond. References: Lawson, Hanson (1974), Solving Least Squares
Problems, ch. 23; Bro, de Jong (1997), A fast non-negativity-constrained least squares algorithm.
"""

import numpy as np
from numpy.typing import NDArray

from forecast.arrays import Array

FARTHEST = 1e6
"""A point further off than this does not count as one."""


def nearest(conditions: Array, limits: Array) -> Array | None:
    """Give the x of least length with conditions @ x ≥ limits (最近点); None when there is none.

    >>> nearest(np.array([[1.0, 1.0]]), np.array([2.0])).round(9).tolist()
    [1.0, 1.0]
    """
    if np.all(limits <= 0):
        return np.zeros(conditions.shape[1])
    # Rows of one length: the same conditions, better conditioned.
    length = np.linalg.norm(conditions, axis=1)
    empty = length < 1e-12
    if np.any(limits[empty] > 0):
        return None
    rows, least = (side[~empty] / length[~empty, None] for side in (conditions, limits[:, None]))
    least = least[:, 0]
    weight = nonnegative(rows @ rows.T + np.outer(least, least), least)
    rest = 1.0 - least @ weight
    if rest < 1 / FARTHEST**2:
        return None
    return np.asarray(rows.T @ weight / rest)


def nonnegative(gram: Array, right: Array) -> Array:
    """Minimise ½u'Gu − r'u over u ≥ 0 (非负最小二乘), by active sets; G = E'E, r = E'f."""
    count = len(right)
    weight, free = np.zeros(count), np.zeros(count, dtype=bool)
    tolerance = 1e-10 * max(float(np.abs(right).max()), 1e-12)
    slope = right.copy()
    for _ in range(6 * count):
        wanted = np.where(free, -np.inf, slope)
        enter = int(np.argmax(wanted))
        if wanted[enter] <= tolerance:
            break
        free[enter] = True
        while True:
            trial = _solved(gram, right, free)
            if trial[free].min() > 0:
                break
            blocked = free & (trial <= 0)
            step = np.min(weight[blocked] / np.maximum(weight[blocked] - trial[blocked], 1e-300))
            weight = weight + step * (trial - weight)
            free &= weight > 1e-14
            weight[~free] = 0.0
            if not free.any():
                trial = np.zeros(count)
                break
        weight = trial
        slope = right - gram @ weight
    return weight


def _solved(gram: Array, right: Array, free: NDArray[np.bool_]) -> Array:
    """Solve without the bounds on the free places; 0 elsewhere."""
    inside = np.flatnonzero(free)
    part = gram[np.ix_(inside, inside)]
    part = part + 1e-13 * np.trace(part) / len(inside) * np.eye(len(inside))
    trial = np.zeros(len(right))
    trial[inside] = np.linalg.solve(part, right[inside])
    return trial
