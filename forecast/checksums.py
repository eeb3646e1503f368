"""What a fit says, to a hundredth of a point (校验和): the same on every machine.

The content hash is of every bit; another processor may differ in the last. Checksums are of
rounded quantiles, so that two machines can tell the same fit from another one.
"""

import hashlib

import numpy as np

from forecast.arrays import Array

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Quantiles over the draws that are held against each other (比对分位)."""

DECIMALS = {"level": 3, "comparable": 3}
"""Decimals kept of 亿元, one more than is published so that no figure lies on an edge; of
fractions it is four, a hundredth of a point."""

ARRAYS = (
    *("growth", "deflator", "level", "comparable", "settled"),
    *("misstated", "position", "revised"),
)
"""The arrays of a baseline, draws along the last axis; older ones lack the second row."""


def rounded(name: str, values: Array) -> Array:
    """Give an array's quantiles over the draws, rounded (分位取整); shape (7, …)."""
    found = np.quantile(values, LEVELS, axis=-1).round(DECIMALS.get(name, 4))
    return np.asarray(found + 0.0)  # −0.0 becomes 0.0


def checksum(name: str, values: Array) -> str:
    """Name an array by what it says (校验和): 16 hex digits of SHA-256."""
    return hashlib.sha256(rounded(name, values).astype("<f8").tobytes()).hexdigest()[:16]
