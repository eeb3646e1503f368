"""How numbers print (数字格式): per cent, points, odds."""

from base.texts import chance as chance
from base.texts import minus, rounded
from base.texts import percent as percent


def points(fraction: float, digits: int = 2) -> str:
    """Print a difference of fractions in points, with its sign (百分点).

    >>> points(-0.0032)
    '−0.32'
    """
    value = rounded(fraction, digits, 2)
    return minus(f"{value:+.{digits}f}") if value else f"{0:.{digits}f}"
