"""A scenario that fits a baseline (已核对的情景): checked once, and then trusted.

A scenario is words until it is held against a baseline: its sections, years, scopes and values
may be none of that baseline's. `check` stands at the border; behind it the arithmetic takes
`Checked` and asks no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from base.asked import outside
from base.problems import Problem, Problems, Text, not_among
from data.sections import CODES, column
from forecast.arrays import Array
from forecast.baseline import Baseline, fixed
from scenarios.assume.events import Rescoping
from scenarios.assume.scenario import LINKAGES, MEASURES, Assumption, OwnTarget, Scenario, assumed

LIMITS = {"level": (-0.5, 0.5), "change": (-0.5, 0.5), "percentile": (0.0, 1.0)}
"""Bounds of an assumption's value, fractions: beyond ±50% a year a unit is mistaken."""


@dataclass(frozen=True, eq=False)
class Checked:
    """A scenario and a baseline that it fits (已核对的情景); only `check` makes one.

    `baseline` has the scenario's own scopes beside its. `real` and `price` (year, column) are
    multipliers of growth factors of volumes and of deflators: (1 + assumed)/(1 + median) where
    something is assumed, else exactly 1. Arrays are read-only.
    """

    baseline: Baseline
    scenario: Scenario
    real: Array = field(repr=False)
    price: Array = field(repr=False)


def check(baseline: Baseline, scenario: Scenario) -> Checked:
    """Hold a scenario against a baseline (核对情景); raises Problems, every one that there is.

    >>> from datetime import date
    >>> from forecast.fit_cache import prepare
    >>> faster = Scenario(assumptions=[Assumption(section="J", years=2027, value=0.09)])
    >>> bool(check(prepare(date(2026, 3, 31)), faster).real.max() > 1)
    True
    """
    baseline = scenario.on(baseline)
    scenario = scenario.judged_on(baseline)
    problems = [*_misfits(baseline, scenario)]
    if problems:
        raise Problems(problems)
    real, price = np.ones_like(baseline.median_growth), np.ones_like(baseline.median_growth)
    for one in scenario.assumptions:
        grows = one.measure == "real_growth"
        median = baseline.median_growth if grows else baseline.median_deflator
        place = column(one.section)
        for year in one.years:
            row = baseline.years.index(year)
            target = assumed(one, baseline, float(median[row, place]))
            (real if grows else price)[row, place] = (1 + target) / (1 + median[row, place])
    return Checked(baseline, scenario, fixed(real), fixed(price))


def _misfits(baseline: Baseline, scenario: Scenario) -> Iterable[Problem]:
    """Yield what does not fit this baseline: sections, years, values, a cell set twice."""
    if scenario.baseline not in (None, baseline.id):
        yield _other_baseline(str(scenario.baseline), baseline.id)
    if scenario.linkage not in LINKAGES:
        what = "未知联动方式", "an unknown linkage"
        yield not_among("linkage", *what, str(scenario.linkage), LINKAGES, code="linkage-unknown")
    first, last = baseline.years[0], baseline.years[-1]
    known = [scope.id for scope in baseline.scopes]
    if scenario.scope not in known:
        yield not_among(
            "scope", "未知口径", "an unknown scope", scenario.scope, known, code="scope-unknown"
        )
    for number, own in enumerate(scenario.scopes):
        if known.count(own.id) > 1 or own.id == "any":
            yield _taken(f"scopes[{number}].id", own.id, known)
    yield from _misfit_events(baseline, scenario, known)
    for number, target in enumerate(scenario.targets):
        yield from _misfit_target(f"targets[{number}]", target, known)
    seen: set[tuple[str, str, int]] = set()
    for number, item in enumerate(scenario.assumptions):
        where = f"assumptions[{number}]"
        yield from _unknown_section(where, item.section)
        yield from _misfit_kinds(where, item)
        low, high = LIMITS.get(item.kind, (-np.inf, np.inf))
        if not low <= item.value <= high:
            yield Problem(
                where=f"{where}.value",
                what=Text("数值超出范围", "a value out of bounds"),
                found=f"{item.value:g}",
                expected=Text(f"{low:g} 至 {high:g}（小数）", f"{low:g} to {high:g}, a fraction"),
                remedy=Text("6% 在文件中写作 0.06", "in a file, write 6% as 0.06"),
                code="assumption-range",
            )
        strange = [year for year in item.years if not first <= year <= last]
        if strange:
            yield outside(f"{where}.years", _listed(strange), baseline.years)
        cells = {(item.section, item.measure, year) for year in item.years}
        if cells & seen:
            yield Problem(
                where=where,
                what=Text("同一门类同一年份设定了两次", "a section's year is set twice"),
                found=f"{item.section} {_listed(sorted(cell[2] for cell in cells & seen))}",
                expected=Text("每年一次", "once a year"),
                remedy=Text("删去其中一条", "remove one of the two"),
                code="assumption-twice",
            )
        seen |= cells


def _unknown_section(where: str, section: str) -> Iterable[Problem]:
    """Yield the problem of an unknown section."""
    if section not in CODES:
        what = "未知门类", "an unknown section"
        yield not_among(f"{where}.section", *what, section, CODES, code="section-unknown")


def _misfit_events(baseline: Baseline, scenario: Scenario, known: list[str]) -> Iterable[Problem]:
    """Yield what of the events does not fit: sections, scopes, years, an event set twice."""
    seen: set[tuple[str, ...]] = set()
    for number, event in enumerate(scenario.events):
        where = f"events[{number}]"
        yield from _unknown_section(where, event.section)
        if isinstance(event, Rescoping) and event.scope not in known:
            yield not_among(
                f"{where}.scope",
                "未知口径",
                "an unknown scope",
                event.scope,
                known,
                code="scope-unknown",
            )
        if event.start not in baseline.years:
            yield outside(f"{where}.from", event.start, baseline.years)
        key = event.key()
        if key is not None and key in seen:
            yield Problem(
                where=where,
                what=Text("同一事件设定了两次", "an event is set twice"),
                found=" ".join(key),
                expected=Text("一次", "once"),
                remedy=Text("删去其中一条", "remove one of the two"),
                code="event-twice",
            )
        if key is not None:
            seen.add(key)


def _misfit_target(where: str, target: OwnTarget, known: list[str]) -> Iterable[Problem]:
    """Yield what is wrong with an own target: a share without scope, growth with one."""
    share = target.measure == "producer_share"
    if share and target.scope not in (*known, "any"):
        yield not_among(
            f"{where}.scope",
            "比重目标须注明口径",
            "a share needs a scope",
            str(target.scope),
            [*known, "any"],
            code="target-scope-missing",
        )
    if not share and target.scope is not None:
        yield Problem(
            where=f"{where}.scope",
            what=Text("增速目标没有口径", "a growth target has no scope"),
            found=target.scope,
            expected=Text("不填", "nothing"),
            remedy=Text("删去口径", "remove the scope"),
            code="target-scope-needless",
        )


def _misfit_kinds(where: str, item: Assumption) -> Iterable[Problem]:
    """Yield a measure or kind that there is not: copies are made without a check."""
    for name, found, choices in (
        ("measure", item.measure, MEASURES),
        ("kind", item.kind, tuple(LIMITS)),
    ):
        if found not in choices:
            yield not_among(
                f"{where}.{name}",
                "未知取值",
                "an unknown value",
                found,
                choices,
                code="assumption-kind",
            )


def _listed(years: list[int]) -> str:
    """Name years in a message, the first few of many."""
    return ", ".join(map(str, years[:8])) + (" …" if len(years) > 8 else "")


def _other_baseline(pinned: str, given: str) -> Problem:
    return Problem(
        where="baseline",
        what=Text("情景固定的是另一个基准", "the scenario pins another baseline"),
        found=given,
        expected=Text(pinned, pinned),
        remedy=Text(
            "改用该基准（Baseline.load），或删去情景的 baseline",
            "use the one it pins (Baseline.load), or leave the scenario's `baseline` out",
        ),
        code="scenario-other-baseline",
    )


def _taken(where: str, found: str, known: list[str]) -> Problem:
    listed = ", ".join(dict.fromkeys([*known, "any"]))
    return Problem(
        where=where,
        what=Text("口径编号已被占用", "the id of a scope is taken"),
        found=found,
        expected=Text(f"不同于：{listed}", f"none of {listed}"),
        remedy=Text("换一个编号", "choose another id"),
        code="id-taken",
    )
