"""How numbers print (数字格式): per cent, points, odds."""

from base.digits import chance as chance
from base.digits import minus, rounded
from base.digits import percent as percent


def rate(fraction: float | None) -> str:
    """Print a fraction as per cent, a dash where there is none (百分数或“—”).

    >>> rate(0.0618), rate(None)
    ('6.2%', '—')
    """
    return "—" if fraction is None else percent(fraction)


def points(fraction: float, digits: int = 2) -> str:
    """Print a difference of fractions in points, with its sign (百分点).

    >>> points(-0.0032)
    '−0.32'
    """
    value = rounded(fraction, digits, 2)
    return minus(f"{value:+.{digits}f}") if value else f"{0:.{digits}f}"
