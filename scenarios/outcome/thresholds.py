"""A figure held against a threshold (与目标值比较): one rule for verdicts, odds, words and exports.

In the browser `views/board/engine.js` is the same, in the workbook the formulas of
`views/export/workbook/workbook_words.py`; tests hold the three together.
"""

from typing import Any, Final

SLACK: Final = 1e-9
"""Nearer than this a figure equals its threshold: 0.065 − 0.065 in binary must not be a miss."""


def met(gap: Any, strict: bool) -> Any:
    """Say where a gap, a figure or an array of them, meets a target (是否达成).

    A figure that equals its threshold meets a target of at least that, and misses one of more.

    >>> met(0.0, strict=False), met(0.0, strict=True)
    (True, False)
    """
    return gap > SLACK if strict else gap >= -SLACK


def on_threshold(gap: float) -> bool:
    """Say whether a figure equals its threshold (与目标持平)."""
    return abs(gap) <= SLACK


def within_tolerance(gap: float, tolerance: float) -> bool:
    """Say whether a figure is no further from its threshold than the tolerance (左右、容差之内).

    >>> within_tolerance(0.062 - 0.065, 0.003), within_tolerance(0.062 - 0.065, 0.002)
    (True, False)
    """
    return abs(gap) <= tolerance + 1e-12
