"""What a pin states, held against what is worked out here (核验).

Digits that follow from a scenario are compared one to one, in the order in which they were
written: rows missing, doubled or unknown are damage. What no number follows from is checked
where it can be: the baseline's mark, official targets and scopes, and days.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from base.problems import Problem, Problems, Text
from data import clock, registry
from forecast.baseline import Baseline
from records.links import refusals
from records.links.pin import Headline, Pin, headline, mark, scope_table, standing
from records.links.seal import UNSEALED, Attested
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import Target, judgeable

NEAR: Final = {"value": 1.5e-6, "odds": 5e-4}
"""How far recomputed figures may lie from those in the link and still be the same, fractions.

Values are kept to six places and draws are single precision, whose sums differ in the last
digit from one processor to another; odds move in steps of one draw. Both are far below what
is printed (0.1 point, 1 per cent).
"""


TODAY: Final = Text("不晚于今天", "no later than today")

TargetKey = tuple[str, ...]
"""A row's target, and its scope where it has one."""


@dataclass(frozen=True)
class Difference:
    """One digit that is not what it was (差异): where, then, now; None where there is none."""

    where: str
    then: float | str | None
    now: float | str | None


def worked_out(pin: Pin, baseline: Baseline) -> tuple[Outcome, tuple[Difference, ...]]:
    """Work a pin out on its own baseline (重新推算), as it is shown; and say what differs.

    With targets that were made up nothing is compared: their digits follow from nothing.
    Raises Problems when the baseline is not as the pin marks it, the scenario does not fit
    it, or the rows of the headline are not those that follow.
    """
    if pin.baseline != mark(baseline):
        raise Problems([refusals.another_mark(pin, baseline)])
    if not pin.made_up:  # before anything costs much
        demand_rows(pin, baseline)
    outcome = _simulated(baseline, pin.scenario)
    found = () if pin.made_up else tuple(_differences(pin, baseline, outcome))
    if pin.shown is not pin.scenario:
        del outcome  # one at a time
        outcome = simulate(baseline, pin.shown)
    return outcome, found


def demand_rows(pin: Pin, baseline: Baseline) -> None:
    """Raise Problems unless the headline has the rows that follow, one to one (行核对).

    Only the baseline's years, scopes and published years are looked at.
    """
    then, scopes = pin.headline, _scopes(baseline, pin.scenario)
    stated: dict[str, list[TargetKey]] = {
        "targets": [_key(one.target, one.scope) for one in then.targets],
        "growth": [(year,) for year in sorted(then.growth)],
        "joint": [(scope,) for scope in sorted(then.joint)],
    }
    due: dict[str, list[TargetKey]] = {
        "targets": _rows(pin.target_table, baseline, scopes),
        "growth": [(str(year),) for year in baseline.years],
        "joint": [(scope,) for scope in sorted(scopes)],
    }
    problems = [
        refusals.other_rows(f"headline.{name}", stated[name], due[name])
        for name in due
        if stated[name] != due[name]
    ]
    if problems:
        raise Problems(problems)


def _differences(pin: Pin, baseline: Baseline, outcome: Outcome) -> Iterable[Difference]:
    """Yield every digit that is not what was worked out, rows called as they are shown."""
    scopes = _scopes(baseline, pin.shown)
    names = [".".join(("targets", *row)) for row in _rows(pin.believed, baseline, scopes)]
    now = headline(outcome, pin.target_table)
    yield from headline_differences(pin.headline, now, names, scopes)
    table = scope_table(baseline)
    if table != pin.scopes:
        yield Difference("scopes", pin.scopes, table)
    if pin.standing != standing(baseline):
        yield Difference("standing", None, None)


def headline_differences(
    then: Headline, now: Headline, rows: Iterable[str], scopes: Iterable[str]
) -> Iterable[Difference]:
    """Hold the digits of two headlines with the same rows against each other (逐项比对).

    `rows` and `scopes` are what rows and scopes are called, in the order of `now`.
    """
    for year, value in now.growth.items():
        yield from _difference(f"growth.{year}", then.growth[year], value, NEAR["value"])
    for name, (scope, odds) in zip(scopes, now.joint.items(), strict=True):
        yield from _difference(f"joint_odds.{name}", then.joint[scope], odds, NEAR["odds"])
    for where, first, second in zip(rows, then.targets, now.targets, strict=True):
        for field, near in NEAR.items():
            yield from _difference(
                f"{where}.{field}", getattr(first, field), getattr(second, field), near
            )
        if first.verdict != second.verdict:
            yield Difference(f"{where}.verdict", first.verdict, second.verdict)
        if first.published != second.published:
            yield Difference(f"{where}.published", str(first.published), str(second.published))


def doubts(pin: Pin, baseline: Baseline | None, seal: Attested = UNSEALED) -> Iterable[Problem]:
    """Yield what a pin and its seal state that nobody should believe (不可采信之处)."""
    for target in pin.made_up:
        yield refusals.made_up_target(target.id, target.year, target.threshold)
    if baseline is not None:
        strange = [one.id for one in baseline.scopes if not registry.known(one)]
        if strange:
            yield refusals.made_up_scopes(baseline.id, strange)
    tomorrow = clock.today() + timedelta(days=1)
    if seal.at is not None and date.fromisoformat(seal.at[:10]) > tomorrow:
        yield refusals.impossible_day("seal", seal.at, TODAY)
    if date.fromisoformat(pin.made) > tomorrow:
        yield refusals.impossible_day("made", pin.made, TODAY)
    elif pin.made < pin.baseline.as_of:
        after = Text(
            f"不早于数据日期 {pin.baseline.as_of}",
            f"no earlier than its data, {pin.baseline.as_of}",
        )
        yield refusals.impossible_day("made", pin.made, after)


def _simulated(baseline: Baseline, scenario: Scenario) -> Outcome:
    """Work a scenario out; what does not fit its own baseline was never pinned to it."""
    try:
        return simulate(baseline, scenario)
    except Problems as error:
        told = error.problems[:20]
        misfits = (replace(one, code="link-misfit") for one in told)
        raise Problems(misfits) from error


def _key(target: str, scope: str | None) -> TargetKey:
    return (target,) if scope is None else (target, scope)


def _scopes(baseline: Baseline, scenario: Scenario) -> list[str]:
    """Name the scopes that stand side by side: the baseline's, then the scenario's own."""
    return [one.id for one in baseline.scopes] + [one.id for one in scenario.scopes]


def _rows(table: tuple[Target, ...], baseline: Baseline, scopes: list[str]) -> list[TargetKey]:
    """Name the rows that a table of targets gives, in their order."""
    return [
        _key(one.id, scope)
        for one in table
        if judgeable(one, baseline)
        for scope in (scopes if one.scope == "any" else [one.scope])
    ]


def _difference(where: str, then: float, now: float, near: float) -> Iterable[Difference]:
    if abs(then - now) > near:
        yield Difference(where, then, now)
