"""What a pin states, held against what is worked out here (核验).

Digits that follow from a scenario are compared one to one, in the order in which they were
written: rows missing, doubled or unknown are damage. What no number follows from is checked
where it can be: the baseline's mark, official targets and scopes, and days.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from data import clock, registry
from data.problems import Problem, Problems, Text
from forecast.baseline import Baseline
from scenarios.pins import (
    BaselineMark,
    Headline,
    Pin,
    headline,
    mark,
    scope_table,
    standing,
    verdicts,
)
from scenarios.scenario import Scenario
from scenarios.simulate import Outcome, simulate
from scenarios.targets import judgeable

NEAR: Final = {"value": 1.5e-6, "odds": 5e-4}
"""How far recomputed figures may lie from those in the link and still be the same, fractions.

Values are kept to six places and draws are single precision, whose sums differ in the last
digit from one processor to another; odds move in steps of one draw. Both are far below what
is printed (0.1 point, 1 per cent).
"""

ASK: Final = Text("向发送者索取原链接", "ask the sender for the link again")

Key = tuple[str, ...]
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
        raise Problems([_another_mark(pin, baseline)])
    if not pin.made_up:  # before anything costs much
        _demand_rows(pin, baseline)
    plain = _simulated(baseline, pin.scenario)
    shown = plain if pin.shown is pin.scenario else simulate(baseline, pin.shown)
    if pin.made_up:
        return shown, ()
    found = [*compare(pin.headline, headline(plain, pin.target_table), *_labels(pin, shown))]
    table = scope_table(baseline)
    if table != pin.scopes:
        found.append(Difference("scopes", pin.scopes, table))
    if pin.standing != standing(baseline):
        found.append(Difference("standing", None, None))
    return shown, tuple(found)


def compare(
    then: Headline, now: Headline, rows: Iterable[str], scopes: Iterable[str]
) -> Iterable[Difference]:
    """Hold the digits of two headlines with the same rows against each other (逐项比对).

    `rows` and `scopes` are what rows and scopes are called, in the order of `now`.
    """
    for year, value in now.growth.items():
        yield from _compare(f"growth.{year}", then.growth[year], value, NEAR["value"])
    for name, (scope, odds) in zip(scopes, now.joint.items(), strict=True):
        yield from _compare(f"joint_odds.{name}", then.joint[scope], odds, NEAR["odds"])
    for where, first, second in zip(rows, then.targets, now.targets, strict=True):
        for field, near in NEAR.items():
            yield from _compare(
                f"{where}.{field}", getattr(first, field), getattr(second, field), near
            )
        if first.verdict != second.verdict:
            yield Difference(f"{where}.verdict", first.verdict, second.verdict)
        if first.published != second.published:
            yield Difference(f"{where}.published", str(first.published), str(second.published))


def doubts(pin: Pin, baseline: Baseline | None) -> Iterable[Problem]:
    """Yield what a pin states that nobody should believe (不可采信之处)."""
    for target in pin.made_up:
        yield _made_up_target(target.id, target.year, target.threshold)
    if baseline is not None:
        strange = [one.id for one in baseline.scopes if not registry.known(one)]
        if strange:
            yield _made_up_scopes(baseline.id, strange)
    tomorrow = clock.today() + timedelta(days=1)
    if date.fromisoformat(pin.made) > tomorrow:
        yield _impossible_day("made", pin.made, Text("不晚于今天", "no later than today"))
    elif pin.made < pin.baseline.as_of:
        after = Text(
            f"不早于数据日期 {pin.baseline.as_of}",
            f"no earlier than its data, {pin.baseline.as_of}",
        )
        yield _impossible_day("made", pin.made, after)


def _simulated(baseline: Baseline, scenario: Scenario) -> Outcome:
    """Work a scenario out; what does not fit its own baseline was never pinned to it."""
    try:
        return simulate(baseline, scenario)
    except Problems as error:
        misfits = (replace(one, code=one.code or "link-misfit") for one in error.problems)
        raise Problems(misfits) from error


def _demand_rows(pin: Pin, baseline: Baseline) -> None:
    """Raise Problems unless the headline has the rows that follow, one to one."""
    then = pin.headline
    scopes = [one.id for one in baseline.scopes] + [one.id for one in pin.scenario.scopes]
    stated: dict[str, list[Key]] = {
        "targets": [_key(one.target, one.scope) for one in then.targets],
        "growth": [(year,) for year in sorted(then.growth)],
        "joint": [(scope,) for scope in sorted(then.joint)],
    }
    due: dict[str, list[Key]] = {
        "targets": [
            _key(one.id, scope)
            for one in pin.target_table
            if judgeable(one, baseline)
            for scope in (scopes if one.scope == "any" else [one.scope])
        ],
        "growth": [(str(year),) for year in baseline.years],
        "joint": [(scope,) for scope in sorted(scopes)],
    }
    problems = [
        _other_rows(f"headline.{name}", stated[name], due[name])
        for name in due
        if stated[name] != due[name]
    ]
    if problems:
        raise Problems(problems)


def _key(target: str, scope: str | None) -> Key:
    return (target,) if scope is None else (target, scope)


def _labels(pin: Pin, shown: Outcome) -> tuple[list[str], tuple[str, ...]]:
    """Name rows and scopes as they are shown."""
    rows = verdicts(shown, pin.believed)
    return [".".join(("targets", *_key(one.target, one.scope))) for one in rows], shown.scope_ids


def _compare(where: str, then: float, now: float, near: float) -> Iterable[Difference]:
    if abs(then - now) > near:
        yield Difference(where, then, now)


def _other_rows(where: str, found: list[Key], due: list[Key]) -> Problem:
    """Name the first row that is not the one that follows."""
    rows = [".".join(one) for one in found], [".".join(one) for one in due]
    place = next(
        (n for n, (one, other) in enumerate(zip(*rows, strict=False)) if one != other),
        min(map(len, rows)),
    )
    first, second = (",".join(one[place : place + 1]) for one in rows)
    return Problem(
        where=f"{where}[{place}]",
        what=Text(
            "链接中的数字缺行、重行或有未知的行",
            "rows of digits in the link are missing, doubled or unknown",
        ),
        found=first[:60],
        expected=Text(second or "到此为止", second or "no more rows"),
        remedy=ASK,
        code="link-rows",
    )


def _another_mark(pin: Pin, baseline: Baseline) -> Problem:
    def told(one: BaselineMark) -> str:
        return f"{one.as_of}, {one.origin}, {one.years}, {one.draws:,}"

    held = told(mark(baseline))
    return Problem(
        where=f"baseline {baseline.id}",
        what=Text(
            "链接所写的数据日期、起点、年数或抽样数不是该基准的",
            "data day, origin, years or draws are not those of this baseline",
        ),
        found=told(pin.baseline),
        expected=Text(held, held),
        remedy=ASK,
        code="link-baseline",
    )


def _made_up_target(name: str, year: int, threshold: float) -> Problem:
    return Problem(
        where=f"targets {name[:60]}",
        what=Text(
            "链接称之为官方目标，但与历次官方目标表均不符，不予判定",
            "the link calls it an official target, but no official table ever held it: not judged",
        ),
        found=f"{year}, {100 * threshold:g}%",
        expected=Text("官方目标表中的一行", "a row of an official table"),
        remedy=Text(
            "向发送者核对；若由更新版本生成，请升级渝策",
            "ask the sender; update Yuce if a newer one made the link",
        ),
        code="link-forged-target",
    )


def _made_up_scopes(name: str, scopes: list[str]) -> Problem:
    return Problem(
        where=f"baseline {name}",
        what=Text(
            "该基准的口径与历次口径表均不符，不予采信",
            "scopes of this baseline are in no table ever shipped: not believed",
        ),
        found=", ".join(scopes)[:60],
        expected=Text("口径表中的口径", "scopes of an official table"),
        remedy=Text(
            "向提供该基准者核对；若由更新版本生成，请升级渝策",
            "ask whoever gave you the baseline; update Yuce if a newer one made it",
        ),
        code="link-forged-scope",
    )


def _impossible_day(where: str, found: str, expected: Text) -> Problem:
    return Problem(
        where=where,
        what=Text("链接所写的日期不可信", "a day in the link that cannot be"),
        found=found,
        expected=expected,
        remedy=Text(
            "向发送者核对，并检查本机时钟", "ask the sender, and check this computer's clock"
        ),
        code="link-date",
    )
