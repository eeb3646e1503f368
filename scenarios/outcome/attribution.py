"""Attribution (归因): what each assumption, and each section, adds to the difference from the
baseline.

Every difference is split by Aumann and Shapley's rule: all moves are made together, a little at
a time, and each is credited with its slope along the way. No order is chosen, the parts add up
exactly, and cutting an assumption in two changes nobody else's part. References: Aumann,
Shapley (1974), Values of Non-Atomic Games; Billera, Heath (1982), doi:10.1287/moor.7.1.32.

The way is walked on the mean path; what parts its difference from that of the medians, a few
thousandths of a point, is spread over the parts by their size.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Any, Final

import numpy as np

from base.digits import rounded
from data.sections import CODES, column
from forecast.arrays import Array
from scenarios.assume.events import Effects, Event, effects
from scenarios.assume.linkage import centre_shift
from scenarios.assume.spread import stated
from scenarios.outcome.mean_path import GAUSS, MeanPath, Number, Walk, apart, walked
from scenarios.outcome.simulate import Outcome, undisturbed

DIGITS: Final = 2
"""Points are printed to hundredths, and parts are rounded so that they still add up there."""


@dataclass(frozen=True)
class Part:
    """What one assumption or event did (一项假设的贡献), to one number in one year; fractions.

    `alone` is what it does by itself; `effect` its part of the whole, so that `effect` less
    `alone` is its part in the interaction. `counting` marks a change in what is counted, which
    is a break and no growth.
    """

    kind: str
    number: int
    section: str
    effect: float
    alone: float
    counting: bool = False

    def record(self) -> dict[str, Any]:
        """Give it as a row of `--json` output (机器可读)."""
        return {
            "kind": self.kind,
            "number": self.number,
            "section": self.section,
            "effect": self.effect,
            "alone": self.alone,
            "interaction": self.effect - self.alone,
            "break": self.counting,
        }


@dataclass(frozen=True)
class Split:
    """One number, scenario less baseline (情景与基准之差): parts that add up to it; fractions."""

    measure: str
    scope: str | None
    year: int
    baseline: float
    scenario: float
    parts: tuple[Part, ...]

    @property
    def total(self) -> float:
        """Scenario less baseline (差额)."""
        return self.scenario - self.baseline

    @property
    def interaction(self) -> float:
        """What the parts do together beyond what each does alone (交互作用)."""
        return self.total - fsum(part.alone for part in self.parts)

    def record(self) -> dict[str, Any]:
        """Give it as `--json` output (机器可读)."""
        return {
            "measure": self.measure,
            "scope": self.scope,
            "year": self.year,
            "baseline": self.baseline,
            "scenario": self.scenario,
            "difference": self.total,
            "interaction": self.interaction,
            "parts": [part.record() for part in self.parts],
        }


@dataclass(frozen=True, eq=False)
class _Item:
    """One assumption or event and the way it moves the mean path."""

    kind: str
    number: int
    section: str
    walk: Walk
    counting: bool = False


def growth_split(outcome: Outcome, year: int, plain: Outcome | None = None) -> Split:
    """Split services growth, scenario less baseline, over the assumptions (增速归因)."""
    plain = plain or undisturbed(outcome.baseline)
    parts = _split(outcome, lambda path: path.growth(outcome.row(year)))
    totals = (plain.growth_quantile(year, 0.5), outcome.growth_quantile(year, 0.5))
    return _closed("services_real_growth", None, year, totals, *parts)


def share_split(outcome: Outcome, scope: str, year: int, plain: Outcome | None = None) -> Split:
    """Split a share, scenario less baseline, over the assumptions (比重归因)."""
    plain = plain or undisturbed(outcome.baseline)
    place = outcome.scope_ids.index(scope)
    parts = _split(outcome, lambda path: path.share(outcome.row(year), place))
    totals = (plain.share_quantile(scope, year, 0.5), outcome.share_quantile(scope, year, 0.5))
    return _closed("producer_share", scope, year, totals, *parts)


def _closed(
    measure: str,
    scope: str | None,
    year: int,
    totals: tuple[float, float],
    items: Sequence[_Item],
    together: Array,
    alone: Array,
) -> Split:
    """Spread what the mean path leaves over, so that parts add up to the medians' difference."""
    spread = _spread(together, totals[1] - totals[0])
    parts = tuple(
        Part(one.kind, one.number, one.section, float(whole), float(own), one.counting)
        for one, whole, own in zip(items, spread, alone, strict=True)
    )
    return Split(measure, scope, year, *totals, parts)


def _spread(parts: Array, total: float) -> Array:
    """Make parts add up to a total, moving each in proportion to its size."""
    size = np.abs(parts)
    if len(parts) == 0 or size.sum() < 1e-15:
        return parts + (total / len(parts) if len(parts) and abs(total) > 1e-12 else 0.0)
    return np.asarray(parts + (total - parts.sum()) * size / size.sum())


def _split(
    outcome: Outcome, number: Callable[[MeanPath], Number]
) -> tuple[list[_Item], Array, Array]:
    """Walk from the baseline to the scenario: parts together, and each alone."""
    items = _items(outcome)
    walks = [one.walk for one in items]
    path = MeanPath.of(outcome.baseline)
    if not items:
        return [], np.empty(0), np.empty(0)
    along = number(path)
    return items, walked(along, walks), apart(along, walks, outcome.baseline)


def _items(outcome: Outcome) -> list[_Item]:
    """List assumptions and events with the way each moves the mean path."""
    baseline, scenario = outcome.baseline, outcome.scenario
    real, price = outcome.checked.real, outcome.checked.price
    shape = real.shape
    items: list[_Item] = []
    moved = {"real_growth": _moves(outcome, real, "real_growth")}
    moved["deflator"] = _moves(outcome, price, "deflator")
    for number, one in enumerate(scenario.assumptions):
        move = np.zeros(shape)
        for year in one.years:
            cell = baseline.years.index(year) * shape[1] + column(one.section)
            move += moved[one.measure][cell]
        grows = one.measure == "real_growth"
        nothing = np.zeros(shape)
        walk = Walk.still(baseline)
        walk = replace(walk, real=move if grows else nothing, price=nothing if grows else move)
        items.append(_Item("assumption", number, one.section, walk))
    for number, event in enumerate(scenario.events):
        walk, counting = _event_walk(outcome, event)
        items.append(_Item("event", number, event.section, walk, counting))
    return items


def _moves(outcome: Outcome, multipliers: Array, measure: str) -> dict[int, Array]:
    """What each stated cell does to every cell's centre, in logs; by cell."""
    scenario, baseline = outcome.scenario, outcome.baseline
    cells = stated(baseline, scenario, measure)
    if scenario.linkage == "together" and len(cells):
        layers = centre_shift(baseline, cells, multipliers, measure)
        return dict(zip(cells.tolist(), layers, strict=True))
    found = {}
    for cell in cells.tolist():
        move = np.zeros(multipliers.size)
        move[cell] = np.log(multipliers.ravel()[cell])
        found[cell] = move.reshape(multipliers.shape)
    return found


def _event_walk(outcome: Outcome, event: Event) -> tuple[Walk, bool]:
    """Say how one event moves the mean path, and whether it only changes the count."""
    effect: Effects | None = effects(outcome.baseline, [event])
    assert effect is not None, "an event has effects"
    walk = replace(
        Walk.still(outcome.baseline),
        added=effect.added,
        comparable=effect.comparable,
        revision=np.log(effect.revision),
        counted=effect.coefficients - effect.counted,
    )
    return walk, effect.breaks


def printed(parts: Sequence[float], total: float, digits: int = DIGITS) -> list[float]:
    """Round parts, in points, so that they add up to the total as printed (按打印位数配平).

    Fractions in, points out. The largest remainders are rounded up (Hare's rule), so no part is
    off by more than one last digit.

    >>> printed([0.0133, 0.0133, 0.0134], 0.04, 1)
    [1.3, 1.3, 1.4]
    """
    scale = 10.0**digits
    exact = [100 * scale * part for part in parts]
    down = [int(np.floor(value)) for value in exact]
    missing = round(scale * rounded(total, digits, 2)) - sum(down)
    order = sorted(range(len(parts)), key=lambda place: down[place] - exact[place])
    whole, left = divmod(missing, len(parts)) if parts else (0, 0)
    for rank, place in enumerate(order):
        down[place] += whole + (rank < left)
    return [round(value / scale, digits) for value in down]


@dataclass(frozen=True)
class ShareChange:
    """A change of share, by what grew (比重变动分解): in fractions, by section and cause.

    `producer` is what the growth of producer services did, `rest` what that of the rest did,
    each by column; `counting` what a rescoping or a census revision did, which is no growth.
    All add up to `later` less `earlier`.
    """

    scope: str
    earlier: float
    later: float
    producer: tuple[float, ...]
    rest: tuple[float, ...]
    counting: float

    def record(self) -> dict[str, Any]:
        """Give it as `--json` output (机器可读)."""
        return {
            "scope": self.scope,
            "earlier": self.earlier,
            "later": self.later,
            "difference": self.later - self.earlier,
            "producer_grew": fsum(self.producer),
            "rest_grew": fsum(self.rest),
            "break": self.counting,
            "producer": dict(zip(CODES, self.producer, strict=True)),
            "rest": dict(zip(CODES, self.rest, strict=True)),
        }


def share_over_time(outcome: Outcome, scope: str, year: int) -> ShareChange:
    """Split the change of a share from the origin year to `year` (比重的历年变动)."""
    opened = outcome.baseline.opening
    chosen = outcome.baseline.scopes[outcome.scope_ids.index(scope)]
    counted = opened.counted(0, chosen, np.array(chosen.mid)).sum(axis=0, dtype=float)
    total = opened.values[0, : opened.wide].sum(axis=0, dtype=float)
    start, opening = outcome.baseline.level.mean(axis=-1), float(np.median(counted / total))
    return _share_change(outcome, scope, year, start, opening)


def share_from_baseline(
    outcome: Outcome, scope: str, year: int, plain: Outcome | None = None
) -> ShareChange:
    """Split a share, scenario less baseline, into what grew more or less (比重之差)."""
    plain = plain or undisturbed(outcome.baseline)
    start = plain.mean_level[outcome.row(year)]
    opening = plain.share_quantile(scope, year, 0.5)
    return _share_change(outcome, scope, year, start, opening)


def _share_change(
    outcome: Outcome, scope: str, year: int, start: Array, opening: float
) -> ShareChange:
    """Split on the way from some levels to the scenario's, then to what the scenario counts.

    On the straight way between two levels, a producer's added value raises the share by
    ∫ rest/total² and everybody else's lowers it by ∫ producer/total².
    """
    row, place = outcome.row(year), outcome.scope_ids.index(scope)
    counted = np.array(outcome.baseline.scopes[place].mid, dtype=float)
    now, final = outcome.mean_level[row], counted
    if outcome.events is not None:
        final = outcome.events.coefficients[row, place]
        added = outcome.events.added[row]
        now = (now - added) / outcome.events.revision[row] + added
    grown = now - start
    nodes, weights = GAUSS
    at = start[:, None] + grown[:, None] * (1 + nodes) / 2
    total = at.sum(axis=0)
    part = counted @ at
    helps = float(((total - part) / total**2) @ weights / 2)
    hurts = float((part / total**2) @ weights / 2)
    producer, rest = counted * grown * helps, -(1 - counted) * grown * hurts
    last = outcome.mean_level[row]
    counting = float(final @ last / last.sum() - counted @ now / now.sum())
    later = outcome.share_quantile(scope, year, 0.5)
    parts = _spread(np.concatenate([producer, rest, [counting]]), later - opening)
    wide = len(CODES)
    return ShareChange(
        scope,
        opening,
        later,
        tuple(map(float, parts[:wide])),
        tuple(map(float, parts[wide : 2 * wide])),
        float(parts[-1]),
    )


def breaks(outcome: Outcome) -> dict[str, dict[int, float]]:
    """Tell what of each share is only counted otherwise (口径断点): scope, year, fraction."""
    if outcome.events is None or not outcome.events.breaks:
        return {}
    by_scope: dict[str, dict[int, float]] = {}
    for scope in outcome.scope_ids:
        by_year = {year: share_over_time(outcome, scope, year).counting for year in outcome.years}
        if any(abs(value) > 1e-9 for value in by_year.values()):
            by_scope[scope] = by_year
    return by_scope
