"""A year and its quarters (年与季的换算): exact arithmetic of growth to date and of quarters alone.

`weights` are the parts of last year's added value earned by the end of each quarter, rising to
1 at the fourth. With W_k the weight and C_k the growth to date, a quarter alone grew by
(W_k·C_k − W_{k−1}·C_{k−1}) / (W_k − W_{k−1}); a year of growth G leaves (G − W_k·C_k) / (1 − W_k).
Growth as fractions throughout.
"""

from base.digits import HALF_A_DIGIT


def single(before: float, weight_before: float, to_date: float, weight: float) -> float:
    """Give growth of one quarter alone (当季增速) from growth to date at its two ends.

    >>> round(single(0.05, 0.24, 0.055, 0.48), 4)
    0.06
    """
    return (weight * to_date - weight_before * before) / (weight - weight_before)


def rest_of_year(whole: float, to_date: float, weight: float) -> float:
    """Give what the rest of a year must average (余下季度所需增速), a fraction.

    `weight` is the part of last year's added value that its first quarters made.

    >>> round(rest_of_year(0.065, 0.05, 0.25), 4)
    0.07
    """
    return ((1 + whole) - weight * (1 + to_date)) / (1 - weight) - 1


def left_open(weight_before: float, weight: float, half: float = HALF_A_DIGIT) -> float:
    """Give how far printed digits leave a quarter alone open, either way (舍入误差), a fraction.

    By the weights at its two ends. Growth to date is printed to 0.1 per cent: of quarters alike,
    0.15 points of the second quarter, 0.25 of the third, 0.35 of the fourth.

    >>> round(100 * left_open(0.5, 0.75), 2)
    0.25
    """
    return half * (weight + weight_before) / (weight - weight_before)
