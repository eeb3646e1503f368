"""A year and its quarters (年与季的换算): exact arithmetic of growth to date and of quarters alone.

`weights` are the parts of last year's added value earned by the end of each quarter, rising to
1 at the fourth. With W_k the weight and C_k the growth to date, a quarter alone grew by
(W_k·C_k − W_{k−1}·C_{k−1}) / (W_k − W_{k−1}); a year of growth G leaves (G − W_k·C_k) / (1 − W_k).
Growth as fractions throughout.
"""

from collections.abc import Sequence
from itertools import pairwise

from base.problems import Problem, Problems, Text

HALF_A_DIGIT = 0.0005
"""Half a unit of the last digit in which growth is printed, 0.1 per cent, as a fraction."""


def singles(to_date: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Give growth of every quarter alone (当季增速) from growth to date; raises Problems.

    >>> [round(one, 4) for one in singles([0.05, 0.055], [0.24, 0.48, 0.73, 1.0])]
    [0.05, 0.06]
    """
    _hold(to_date, weights)
    ends = [(0.0, 0.0), *zip(to_date, weights, strict=False)]
    return [single(*before, *now) for before, now in pairwise(ends)]


def single(before: float, weight_before: float, to_date: float, weight: float) -> float:
    """Give growth of one quarter alone (当季增速) from growth to date at its two ends.

    >>> round(single(0.05, 0.24, 0.055, 0.48), 4)
    0.06
    """
    return (weight * to_date - weight_before * before) / (weight - weight_before)


def from_singles(alone: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Give growth to date by every quarter (累计增速) from that of quarters alone; raises Problems.

    The way back of `singles`.

    >>> [round(one, 4) for one in from_singles([0.05, 0.06], [0.24, 0.48, 0.73, 1.0])]
    [0.05, 0.055]
    """
    _hold(alone, weights)
    found, earned, before = [], 0.0, 0.0
    for growth, weight in zip(alone, weights, strict=False):
        earned, before = earned + growth * (weight - before), weight
        found.append(earned / weight)
    return found


def rest_of_year(whole: float, to_date: float, weight: float) -> float:
    """Give what the rest of a year must average (余下季度所需增速), a fraction.

    `weight` is the part of last year's added value that its first quarters made.

    >>> round(rest_of_year(0.065, 0.05, 0.25), 4)
    0.07
    """
    return ((1 + whole) - weight * (1 + to_date)) / (1 - weight) - 1


def needed_alone(whole: float, known: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Give what every quarter to come must grow by, alone, each alike (余下各季所需当季增速).

    `whole` is the year's target, `known` growth to date by the quarters that are out. Nothing
    once all four are. Raises Problems.

    >>> round(needed_alone(0.065, [0.05], [0.25, 0.5, 0.75, 1.0])[0], 4)
    0.07
    """
    _hold(known, weights, at_least=0)
    if len(known) == 4:
        return []
    growth, weight = (known[-1], weights[len(known) - 1]) if known else (0.0, 0.0)
    return [rest_of_year(whole, growth, weight)] * (4 - len(known))


def rounding(weights: Sequence[float], quarter: int, half: float = HALF_A_DIGIT) -> float:
    """Give how far printed digits leave a quarter alone open, either way (舍入误差), a fraction.

    Growth to date is printed to 0.1 per cent: of quarters alike, 0.15 points of the second
    quarter, 0.25 of the third, 0.35 of the fourth.

    >>> [round(100 * rounding([0.25, 0.5, 0.75, 1.0], q), 2) for q in (1, 2, 3, 4)]
    [0.05, 0.15, 0.25, 0.35]
    """
    _hold([0.0] * quarter, weights)
    return left_open(weights[quarter - 2] if quarter > 1 else 0.0, weights[quarter - 1], half)


def left_open(weight_before: float, weight: float, half: float = HALF_A_DIGIT) -> float:
    """Give the same of one quarter (单季舍入误差), by the weights at its two ends.

    >>> round(100 * left_open(0.5, 0.75), 2)
    0.25
    """
    return half * (weight + weight_before) / (weight - weight_before)


def _hold(growth: Sequence[float], weights: Sequence[float], at_least: int = 1) -> None:
    """Raise Problems unless the weights rise to 1 over four quarters, and growth fits them."""
    rising = all(a < b for a, b in pairwise([0.0, *weights]))
    whole = len(weights) == 4 and rising and abs(weights[-1] - 1) < 1e-9
    if whole and at_least <= len(growth) <= 4:
        return
    raise Problems(
        [
            Problem(
                "quarters",
                Text("各季权重或期数有误", "weights or number of quarters are wrong"),
                f"{list(weights)}, {len(growth)}",
                Text("四个递增至 1 的累计权重，至多四季", "four weights rising to 1, four at most"),
                Text("请核对上年各季累计占全年的比重", "check last year's cumulative shares"),
                code="quarter-weights",
            )
        ]
    )
