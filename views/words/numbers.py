"""How numbers print (数字格式): per cent, points, odds."""

from base.texts import minus
from base.texts import percent as percent


def points(fraction: float, digits: int = 2) -> str:
    """Print a difference of fractions in points, with its sign (百分点).

    >>> points(-0.0032)
    '−0.32'
    """
    value = _signed_zero(100 * fraction, digits)
    return minus(f"{value:+.{digits}f}") if value else f"{0:.{digits}f}"


def chance(odds: float) -> str:
    """Print odds without false certainty (概率): never 0% or 100%, which no sample can show.

    >>> chance(0.9999)
    '>99%'
    """
    if odds < 0.01:
        return "<1%"
    return ">99%" if odds > 0.99 else f"{odds:.0%}"


def _signed_zero(value: float, digits: int) -> float:
    """Round, and let −0.0 be 0.0."""
    return round(value, digits) + 0.0
