"""How odds are lit (信号灯), and how a light holds: replayed from vintages, never stored.

A light changes only when the odds pass a threshold by a margin, seen from the light that the
vintage before gave; the first vintage of the year is lit by the thresholds alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

import numpy as np

from data.sections import GROUP_SERIES, OTHER_CODES
from data.vintages import Vintage
from data.watched.directions import Light
from forecast.arrays import Array
from forecast.evaluation.year_news import odds_of
from forecast.evaluation.year_reading import (
    YearReading,
    back_from,
    newest_day,
    read_by,
    read_sections,
    read_year,
)
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target
from scenarios.outcome.thresholds import SLACK
from scenarios.year.needed import moves
from scenarios.year.year_path import year_at_hand

ON_PATH: Final = 0.65
AT_RISK: Final = 0.35
"""Odds of the year's services target from which it is on its path, and at risk; less is off."""

MARGIN: Final = 0.05
"""By how much odds must pass a threshold before a light changes: three times what luck in the
draws of a reading moves them by."""

RANKS: Final[tuple[Light, ...]] = ("off", "at_risk", "on_path")


def light(odds: float | None) -> Light:
    """Say how odds are lit by the thresholds alone (信号灯).

    >>> light(0.65), light(0.5), light(0.1), light(None)
    ('on_path', 'at_risk', 'off', 'none')
    """
    if odds is None:
        return "none"
    return "on_path" if odds >= ON_PATH else "at_risk" if odds >= AT_RISK else "off"


def held(before: Light, odds: float | None) -> Light:
    """Say how odds are lit after another light (保持): it changes past the margin only.

    >>> held("at_risk", 0.69), held("at_risk", 0.70), held("on_path", 0.61), held("on_path", 0.59)
    ('at_risk', 'on_path', 'on_path', 'at_risk')
    """
    if odds is None or before == "none":
        return light(odds)
    least, most = (RANKS.index(light(round(odds + by, 9))) for by in (-MARGIN, MARGIN))
    return RANKS[min(max(RANKS.index(before), least), most)]


def replayed(odds: Iterable[float | None]) -> Light:
    """Give the light after a sequence of odds (重放), the newest first.

    Goes back only as far as it matters: odds far from every threshold have one light, whatever
    was before.
    """
    asked: list[float | None] = []
    for one in odds:
        asked.append(one)
        if one is None or held("off", one) == held("on_path", one):
            break
    found: Light = "none"
    for one in reversed(asked):
        found = held(found, one)
    return found


@dataclass(frozen=True)
class Replay:
    """Odds of earlier vintages of the year at hand (往期概率), the newest first.

    `outcome` is the baseline's own; vintages are those before the figures that it has read, each
    as it stood (`earlier`), read as the baseline was.
    """

    outcome: Outcome
    earlier: Callable[[date], Vintage]

    def services(self, target: Target) -> Iterator[float]:
        """Odds of a target of services growth (目标概率)."""
        for one in self._readings():
            yield odds_of(one, target.threshold, target.strict)

    def group(self, code: str, threshold: float | None, stated: float | None) -> Iterator[float]:
        """Odds that a group grows as services at `threshold` need, or as `stated` (行业概率)."""
        place = list(GROUP_SERIES).index(code)
        for one in self._readings():
            needed = _needed(one, place, threshold) if stated is None else stated
            if needed is None:
                return
            yield float(np.mean(one.growth[place] >= needed - SLACK))

    def section(self, code: str, threshold: float | None, stated: float | None) -> Iterator[float]:
        """Odds of a section of other services, as those of a group (门类概率)."""
        place, (spec, seed) = OTHER_CODES.index(code), read_by(self.outcome.baseline)
        for then, one in self._vintages():
            sections = read_sections(then, one.year, spec, seed)
            assert sections is not None, "its group can be read"
            grown = sections[place]
            needed = _needed_inside(one, grown, threshold) if stated is None else stated
            if needed is None:
                return
            yield float(np.mean(grown >= needed - SLACK))

    def _readings(self) -> Iterator[YearReading]:
        return (one for _, one in self._vintages())

    def _vintages(self) -> Iterator[tuple[Vintage, YearReading]]:
        place = 0
        while True:
            if place == len(self._read):
                found = next(self._further, None)
                if found is None:
                    return
                self._read.append(found)
            yield self._read[place]
            place += 1

    @cached_property
    def _read(self) -> list[tuple[Vintage, YearReading]]:
        """Readings that were asked for: sixteen lights ask for the same."""
        return []

    @cached_property
    def _further(self) -> Iterator[tuple[Vintage, YearReading]]:
        return self._backwards()

    def _backwards(self) -> Iterator[tuple[Vintage, YearReading]]:
        year, (spec, seed) = year_at_hand(self.outcome), read_by(self.outcome.baseline)
        day = newest_day(self.earlier(date.fromisoformat(self.outcome.baseline.as_of)))
        if day is None:
            return
        before = self.earlier(day - timedelta(days=1))
        for _, then in back_from(before, date(year, 1, 1), self.earlier):
            found = read_year(then, year, spec, seed)
            if found is None:
                return
            yield then, found


def _needed_inside(one: YearReading, grown: Array, threshold: float | None) -> float | None:
    """What a target of services needed of a section within its group, as a vintage had it."""
    if threshold is None:
        return None
    gap = threshold - one.quantile(0.5)
    parts = np.vstack([one.growth, grown])
    return float(np.median(grown) + moves(parts, one.services, np.append(one.weight, 0.0), gap)[-1])


def _needed(one: YearReading, place: int, threshold: float | None) -> float | None:
    """What a target of services needed of a group, as a vintage had it."""
    if threshold is None:
        return None
    gap = threshold - one.quantile(0.5)
    moved = moves(one.growth, one.services, one.weight, gap)
    return float(np.median(one.growth[place]) + moved[place])
