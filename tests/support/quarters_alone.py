"""A year of quarters by their levels, the slow way, for tests of growth to date."""

from collections.abc import Sequence
from itertools import pairwise


def from_singles(growth: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Growth to date by every quarter, from that of quarters alone; `ends` as in `quarters`."""
    before = [b - a for a, b in pairwise([0.0, *ends])]
    after = [level * (1 + rate) for level, rate in zip(before, growth, strict=False)]
    return [sum(after[:q]) / sum(before[:q]) - 1 for q in range(1, len(growth) + 1)]
