"""Draws in mirrored pairs (对偶抽样): what one draw is above its centre, the next is below.

So a median lies where the model says, and not where ten thousand draws happen to fall: centres of
parts and of wholes agree to the digit that is printed. Reference: Hammersley, Morton (1956),
doi:10.1017/S0305004100031455.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from forecast.arrays import Array

T = TypeVar("T", bound=np.generic)


def normals(rng: np.random.Generator, *shape: int) -> Array:
    """Draw standard normals; along the last axis each second one mirrors the one before.

    >>> found = normals(np.random.default_rng(1), 4)
    >>> bool(found[0] == -found[1] and found[2] == -found[3])
    True
    """
    *wide, draws = shape
    half = rng.standard_normal((*wide, -(-draws // 2)))
    return np.stack([half, -half], axis=-1).reshape(*wide, -1)[..., :draws]


def alike(values: NDArray[T], draws: int) -> NDArray[T]:
    """Give both of a pair the same value: what is not mirrored, a variance or a chance."""
    return np.repeat(values, 2, axis=-1)[..., :draws]


def pairs(draws: int) -> int:
    """Count the pairs (对数)."""
    return -(-draws // 2)
