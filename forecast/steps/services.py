"""Growth of services as a whole, and each piece of information on it (服务业总增速).

The centre and the spread are those the provinces teach (`forecast.models.common_growth`). Beside
the calm part stands a rare shock that turns back the year after. What is known of the first year
moves the draws as a Kalman filter would, each piece with an error learnt from its own past; the
gain is the same in every draw, so that no further piece can widen the interval. Reference: Evensen
(2003), doi:10.1007/s10236-003-0036-9.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from data.around import Around
from data.sections import TERTIARY
from data.vintages import Vintage
from forecast.arrays import Array
from forecast.models.common_growth import (
    Learnt,
    alone,
    centre,
    common,
    errors,
    follow,
    learnt,
    years_of,
)
from forecast.models.mirrored import alike, normals, pairs
from forecast.quarters.bridged import reading
from forecast.quarters.nowcast import Nowcast, nowcast, quarter_error, with_bridge
from forecast.spec import Spec

SHOCK_ODDS: Final = 0.08
"""Odds that a year brings a shock: two in 26 years of the country's record, the slump of 2008 and
the pandemic of 2020–22. A judgement: the provinces' panel ends before 2020 and holds none."""

SHOCK_SIZE: Final = 0.04
"""Standard deviation of a shock's first year; the year after makes it good, as 2021 did 2020."""

FADE: Final = 0.85
"""Weight of a past error against that of a year later."""

TARGET_ERROR, TARGET_YEARS = 0.015, 8
"""What a year's target misses growth of services by, with its usual excess, before any own
experience (a target is an anchor no better than that), and its weight in years."""

COUNTRY_ERROR, COUNTRY_YEARS = 0.010, 4
"""The same for the country's growth of a year and the usual difference to it."""

LATE: Final = 2
"""Years by which the country's figures may lag before nothing is made of them."""


@dataclass(frozen=True)
class Piece:
    """A piece of information on the first year (一项信息): what it says, and how far it moved.

    `value` and `spread` fractions; `calm`: it was said before any shock could be known, so it
    speaks of the calm part alone. `moved`: year → change of the median, fractions.
    """

    source: str
    known_from: date | None
    value: float | None
    spread: float | None
    calm: bool = False
    moved: tuple[tuple[int, float], ...] = ()

    def record(self) -> dict[str, object]:
        """Give it as plain values (机器可读)."""
        return {
            "source": self.source,
            "known_from": self.known_from and self.known_from.isoformat(),
            "value": self.value if self.value is None else round(self.value, 6),
            "spread": self.spread if self.spread is None else round(self.spread, 6),
            "moved": {str(year): round(by, 6) for year, by in self.moved},
        }


@dataclass(frozen=True, eq=False)
class Paths:
    """Draws of growth (增速路径): the calm part and the shocks, each (year, draw), fractions."""

    calm: Array
    shock: Array

    @property
    def total(self) -> Array:
        """Both together (合计)."""
        return np.asarray(self.calm + self.shock)


@dataclass(frozen=True, eq=False)
class Services:
    """Growth of services (服务业增速): `yearly` (year, draw) as first printed, fractions.

    `before`: the paths before the region's own quarters; `seen`: what those said.
    """

    yearly: Array
    before: Paths
    pieces: tuple[Piece, ...]
    seen: Nowcast | None


def draw_services(vintage: Vintage, years: range, spec: Spec, rng: np.random.Generator) -> Services:
    """Draw growth of services (服务业增速抽样) of `years`, the first the year after the origin.

    Growth up to the origin is looked at, and nothing of the region later than that but what
    `spec.information` names.
    """
    own = vintage.history("real_growth")[TERTIARY].loc[spec.first_year : years[0] - 1]
    known, around = learnt(), vintage.around
    horizon = len(years)
    base = alone(years_of(own, range(spec.first_year, years[0])), horizon, known)
    pieces: list[Piece] = []
    middle = base
    if (
        "common" in spec.information
        and (shared := _country(around, years[0] - 1, spec)) is not None
    ):
        level = common(around.provinces.mean(axis=1).loc[: years[0] - 1], shared, known)
        middle = centre(years_of(own, level.years), level, horizon, known)
        day = around.country_known(TERTIARY, str(int(shared.dropna().index.max())))
        moved = tuple(zip(years, (middle - base).tolist(), strict=True))
        pieces.append(Piece("common", day, None, None, moved=moved))
    scale = known.scale(years[0] - 1, horizon)
    calm = errors(middle, scale, known, spec.draws, rng)
    paths = Paths(calm, _shocks(horizon, spec.draws, rng))
    for piece in _pieces(around, own, years[0], spec, known):
        paths, told = move(paths, piece, years, known, rng)
        pieces.append(told)
    before, (seen, joined) = paths, _quarters(vintage, years[0], paths, spec)
    aside = deepcopy(rng)
    if seen is not None:
        paths, told = _by_quarters(before, "quarters", seen, years, known, rng)
        pieces.append(told)
    if joined is not seen and joined is not None:
        # The quarters alone and with the bridge, of the same luck: the rest is the bridge's.
        after, told = _by_quarters(before, "indicators", joined, years, known, aside)
        pieces.append(replace(told, moved=_moved(paths, after, years)))
        paths = after
        if seen is None:
            rng.bit_generator.state = aside.bit_generator.state
    return Services(paths.total, before, tuple(pieces), seen)


def _quarters(
    vintage: Vintage, year: int, paths: Paths, spec: Spec
) -> tuple[Nowcast | None, Nowcast | None]:
    """Read the region's own quarters, alone and with a later one that indicators tell."""
    annual, seen = float(np.median(paths.total[0])), None
    if with_quarters := "quarters" in spec.information:
        seen = nowcast(vintage, TERTIARY, year, annual)
    told = None
    if "indicators" in spec.information:
        told = reading(vintage, TERTIARY, year, with_quarters)
    if told is None:
        return seen, seen
    return seen, with_bridge(vintage, TERTIARY, year, annual, told.said, seen)


def _by_quarters(
    paths: Paths,
    source: str,
    seen: Nowcast,
    years: range,
    known: Learnt,
    rng: np.random.Generator,
) -> tuple[Paths, Piece]:
    return move(paths, Piece(source, seen.known_from, seen.value, seen.spread), years, known, rng)


def _moved(before: Paths, after: Paths, years: range) -> tuple[tuple[int, float], ...]:
    """How far the medians lie apart."""
    by = np.median(after.total, axis=-1) - np.median(before.total, axis=-1)
    return tuple(zip(years, by.tolist(), strict=True))


def _country(around: Around, last: int, spec: Spec) -> "pd.Series[float] | None":
    """The country's yearly growth up to a year, the last of which may lie ahead of what is known;
    None where too little of it is."""
    yearly = around.country_yearly(TERTIARY).loc[:last]
    known = yearly.reindex(range(spec.first_year, last + 1))
    return known if known.notna().sum() >= len(known) - LATE else None


def _shocks(horizon: int, draws: int, rng: np.random.Generator) -> Array:
    """Draw shocks that turn back the year after: to either side, so that the middle stays."""
    struck = alike(rng.random((horizon, pairs(draws))) < SHOCK_ODDS, draws)
    size = np.where(struck, SHOCK_SIZE * normals(rng, horizon, draws), 0.0)
    size[1:] -= size[:-1].copy()
    return np.asarray(size)


def move(
    paths: Paths, piece: Piece, years: range, known: Learnt, rng: np.random.Generator
) -> tuple[Paths, Piece]:
    """Move the draws by a piece of information (按信息修正), and say how far: by the medians."""
    assert piece.value is not None
    assert piece.spread is not None
    first = paths.calm[0] if piece.calm else paths.total[0]
    gain = _variance(first) / (_variance(first) + piece.spread**2)
    noise = piece.spread * normals(rng, first.shape[0])
    shift = gain * (piece.value + noise - first)
    struck = np.abs(paths.shock[0]) > 0
    calm_part = _variance(paths.calm[0])
    share = 1.0 if piece.calm else calm_part / (calm_part + struck * SHOCK_SIZE**2)
    follows = np.where(np.arange(len(paths.calm)) == 0, 1.0, known.lasting)
    calm = paths.calm + follows[:, None] * (shift * share)
    shock = paths.shock.copy()
    shock[0] += shift * (1 - share)
    shock[1:2] -= shift * (1 - share)
    after = Paths(calm, shock)
    return after, replace(piece, moved=_moved(paths, after, years))


def _variance(draws: Array) -> float:
    """Variance as the 80% interval has it: tails must not decide a gain."""
    low, high = np.quantile(draws, (0.1, 0.9))
    return float(((high - low) / (2 * 1.2816)) ** 2)


def _pieces(
    around: Around, own: "pd.Series[float]", year: int, spec: Spec, known: Learnt
) -> Iterator[Piece]:
    """Give what is known of the year beside the region's own quarters."""
    if "target" in spec.information and (piece := target(around, own, year)) is not None:
        yield piece
    if "country" in spec.information and (piece := country(around, own, year, known)) is not None:
        yield piece


def target(around: Around, own: "pd.Series[float]", year: int) -> Piece | None:
    """Read the official target of a year (年度预期目标): the target and its usual excess.

    `own`: growth of services before the year, as known.
    """
    goals = around.targets
    if year not in goals.index:
        return None
    goal = float(goals["value"][year])
    known_from: date = goals["known_from"][year].date()
    excess = (own - goals["value"]).dropna()
    usual = float(excess.median()) if len(excess) else 0.0
    spread = _learnt_error(excess - usual, year, TARGET_ERROR, TARGET_YEARS)
    return Piece("target", known_from, goal + usual, spread, calm=True)


def country(around: Around, own: "pd.Series[float]", year: int, known: Learnt) -> Piece | None:
    """Read a year from the country's growth of it (全国增速): the year's, else its quarters'."""
    growth = around.country(TERTIARY)
    periods = [name for name in (str(year), *(f"{year}Q{q}" for q in (3, 2, 1))) if name in growth]
    yearly = around.country_yearly(TERTIARY)
    gap = (own - yearly.loc[: year - 1]).dropna()
    if not periods or len(gap) < 2:
        return None
    usual = follow(gap.to_numpy(dtype=float), known.own_gain, known.reach)
    missed = pd.Series(gap.to_numpy(dtype=float)[1:] - usual[:-1], index=gap.index[1:])
    spread = _learnt_error(missed, year, COUNTRY_ERROR, COUNTRY_YEARS)
    if "Q" in periods[0]:
        spread = float(np.hypot(spread, quarter_error(int(periods[0][-1]))))
    value = float(growth[periods[0]]) + float(usual[-1])
    return Piece("country", around.country_known(TERTIARY, periods[0]), value, spread)


def _learnt_error(missed: "pd.Series[float]", year: int, belief: float, weight: float) -> float:
    """Give the standard error that past misses teach, shrunk to a belief.

    A miss further out than three beliefs counts as three: it was a shock, which has its own part.
    """
    age = FADE ** (year - 1 - missed.index.to_numpy(dtype=float))
    size = np.minimum(np.abs(missed.to_numpy(dtype=float)), 3 * belief) ** 2
    return float(np.sqrt(((age * size).sum() + weight * belief**2) / (age.sum() + weight)))


def information(pieces: Sequence[Piece]) -> list[dict[str, object]]:
    """Give the pieces as plain values, in the order they came in (所用信息)."""
    return [piece.record() for piece in pieces]
