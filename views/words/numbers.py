"""How numbers print (数字格式): per cent, points, odds."""

from base.digits import chance as chance
from base.digits import percent as percent
from base.digits import points as points


def rate(fraction: float | None) -> str:
    """Print a fraction as per cent, a dash where there is none (百分数或“—”).

    >>> rate(0.0618), rate(None)
    ('6.2%', '—')
    """
    return "—" if fraction is None else percent(fraction)
