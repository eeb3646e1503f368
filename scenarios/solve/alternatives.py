"""Other ways to the same targets (备选思路): nearly as plausible, and not the same picture."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from base.problems import Text
from data.sections import column
from forecast.arrays import Array
from scenarios.assume.spread import metric
from scenarios.outcome.target_response import Condition
from scenarios.solve.least_surprising import Room, cheapest, cost

NOT_SLOWED: Final = Text("各行业都不放慢", "No section slows")
"""The way in which no section grows more slowly than the baseline has it."""

MOVERS: Final = (
    (Text("主要调整信息服务", "Mostly information"), "I"),
    (Text("主要调整金融与物流", "Mostly finance and logistics"), "JG"),
    (Text("主要调整科研与商务", "Mostly research and business services"), "ML"),
    (Text("主要调整商贸", "Mostly trade and catering"), "FH"),
    (Text("主要调整生活服务", "Mostly services to people"), "OPQR"),
)
"""Sections that an alternative moves before others, faster or slower: where slower growth of
services at large lifts the share, they may slow."""

RELUCTANCE: Final = 4.0
"""How much dearer the other sections are made, in their own variances."""

FARTHER: Final = 1.6
"""An alternative may lie this many times as far out as the least surprising solution."""

ALIKE: Final = 0.92
"""Cosine of two solutions, in spreads of the cells, from which they look the same."""


@dataclass(frozen=True, eq=False)
class Theme:
    """One way to go about it (思路), and where it lets the cells move."""

    name: Text
    room: Room
    penalty: Array | None = None


def themes(where: Room) -> list[Theme]:
    """List the ways to try (思路清单): nobody slows, then each set that moves most."""
    floor = np.clip(0.0, where.low, where.high)
    held = replace(where, low=floor, tenths=(_home(where), where.tenths[1]))
    ways = [Theme(NOT_SLOWED, held)]
    wide = where.shape[1]
    for name, codes in MOVERS:
        leads = np.isin(where.free % wide, [column(code) for code in codes])
        if leads.any() and not leads.all():
            ways.append(Theme(name, where, np.where(leads, 0.0, RELUCTANCE)))
    return ways


def different(
    where: Room, conditions: list[Condition], main: Array, last_row: int, count: int
) -> list[tuple[Theme, Array]]:
    """Pick up to `count` ways that look different, the most plausible first (备选)."""
    plain = cost(where, last_row)
    spread = np.sqrt(np.diag(metric(where.baseline).covariance))[where.free]
    nearest = plain.of(main[where.free])
    tried: list[tuple[float, Theme, Array]] = []
    for theme in themes(where):
        paid = cost(theme.room, last_row, theme.penalty)
        flat = cheapest(theme.room, paid, conditions, main, settled=1e-4)
        if flat is not None and plain.of(flat[where.free]) <= FARTHER * nearest:
            tried.append((plain.of(flat[where.free]), theme, flat))
    seen = [main[where.free] / spread]
    picked: list[tuple[Theme, Array]] = []
    for _, theme, flat in sorted(tried, key=lambda one: one[0]):
        look = flat[where.free] / spread
        if all(_cosine(look, other) < ALIKE for other in seen) and len(picked) < count:
            seen.append(look)
            picked.append((theme, flat))
    return picked


def _home(where: Room) -> Array:
    """Tenths that print as the baseline's median: the least a section may grow here."""
    median = where.baseline.median_growth.ravel()[where.free]
    low, high = where.tenths
    return np.asarray(np.clip(np.round(1000 * median), low, high))


def _cosine(one: Array, other: Array) -> float:
    lengths = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
    return float(one @ other) / max(lengths, 1e-12)
