"""What is asked of the solver (反推要求), and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from numbers import Real

from base.problems import Problem, Problems, Text, named, not_among
from forecast.baseline import Baseline
from scenarios.assume.bounds import LockKey, misfits
from scenarios.assume.scenario import Scenario
from scenarios.outcome.targets import Target, targets


@dataclass(frozen=True)
class Wish:
    """What is asked for (反推要求): targets, by a scope, each at the odds.

    `locks` are sections or their years that stay at the baseline, `bounds` growth limits as
    fractions in place of history's; what `held` assumes stays as it is.
    """

    targets: tuple[Target, ...]
    scope: str
    odds: float = 0.5
    locks: tuple[LockKey, ...] = ()
    bounds: Mapping[LockKey, tuple[float, float]] = field(default_factory=dict)
    held: Scenario = field(default_factory=Scenario)
    alternatives: int = 3


def wished(names: Iterable[object], own: Iterable[Target] = ()) -> tuple[Target, ...]:
    """Look targets up by id (按名取目标); raises Problems naming every unknown one."""
    known = {one.id: one for one in (*targets(), *own)}
    asked = list(names)
    unknown = [
        not_among(
            *("target", "未知目标", "an unknown target", name, known),
            code="target-unknown",
            arguments=("target",),
        )
        for name in asked
        if not named(name, known)
    ]
    if unknown:
        raise Problems(unknown)
    return tuple(known[name] for name in dict.fromkeys(map(str, asked)))


def unread_bounds(where: str, read: Mapping[str, object | None]) -> Iterable[Problem]:
    """Yield what could not be read of locks or bounds (无法读取的写法)."""
    for text, value in read.items():
        if value is None:
            pattern = "J, J:2026" if where == "lock" else "J=0.02..0.12, J:2026=0.02..0.12"
            yield Problem(
                where=where,
                what=Text("写法不对", "not written as it should be"),
                found=text,
                expected=Text(pattern, pattern),
                remedy=Text("按示例改写", "write it like the examples"),
                code="bounds-unread",
                arguments=(where,),
            )


def wish_problems(baseline: Baseline, wish: Wish) -> Iterable[Problem]:
    """Yield what is wrong with a wish: no targets, scope, odds, years, locks, bounds."""
    scopes = [one.id for one in baseline.scopes]
    if not named(wish.scope, scopes):
        yield not_among(
            *("scope", "未知口径", "an unknown scope", str(wish.scope), scopes),
            code="scope-unknown",
            arguments=("scope",),
        )
    if not (isinstance(wish.odds, Real) and 0 < float(wish.odds) < 1):
        yield Problem(
            where="odds",
            what=Text("概率须在 0 与 1 之间，不含两端", "odds must lie between 0 and 1"),
            found=f"{wish.odds}",
            expected=Text("如 0.5 或 0.8", "0.5 or 0.8, say"),
            remedy=Text(
                "没有哪个情景必成或必败，请改用两端之间的数",
                "no scenario is certain either way: choose a number in between",
            ),
            code="odds-range",
            arguments=("odds",),
        )
    if not wish.targets:
        yield Problem(
            where="target",
            what=Text("没有选择目标", "no target is chosen"),
            found="0",
            expected=Text("至少一个", "one or more"),
            remedy=Text("用 target 选择", "choose with target"),
            code="target-none",
            arguments=("target",),
        )
    years = (baseline.years[0], baseline.years[-1])
    for one in wish.targets:
        if not year_published(one, baseline) and not years[0] <= one.year <= years[1]:
            yield Problem(
                where=f"target {one.id}",
                what=Text("目标年份不在预测期内", "the target's year is outside the horizon"),
                found=str(one.year),
                expected=Text(f"{years[0]} 至 {years[1]}", f"{years[0]} to {years[1]}"),
                remedy=Text("改用其他数据版本", "choose another vintage"),
                code="target-year",
                arguments=("target",),
            )
    yield from misfits(baseline, wish.locks, wish.bounds)


def year_published(target: Target, baseline: Baseline) -> bool:
    """Say whether a target's year is published, so that no assumption moves it (已公布)."""
    return target.measure == "services_real_growth" and target.year <= baseline.origin
