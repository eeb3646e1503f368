"""Solve for targets (反推): the most plausible scenario that meets those chosen.

Every answer is judged by the full simulation; an impossible wish is answered with a proof in
one sentence and the best that can be had.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from base.digits import exact, percent
from base.notebook_display import Brief
from base.problems import Problems, Text
from data.sections import CODES
from forecast.arrays import Array
from forecast.baseline import Baseline
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.target_response import Condition, measure
from scenarios.outcome.targets import Judgement, Target, judge, scope_of
from scenarios.outcome.verdict_wording import chance, odds_of, said
from scenarios.solve.alternatives import different
from scenarios.solve.least_surprising import Room, cheapest, cost, furthest, room
from scenarios.solve.rounding import MOVES, Grid, tidied
from scenarios.solve.wish import Wish, wish_problems, year_published

SCHEMA: Final = 1


@dataclass(frozen=True, eq=False, repr=False)
class Solution(Brief):
    """A scenario in tenths, and how it does (解): its distance and its targets, fully simulated."""

    name: Text
    scenario: Scenario
    outcome: Outcome
    distance: float
    judgements: tuple[Judgement, ...]

    def _brief(self) -> Mapping[str, object]:
        said = {"name": self.name.en, "distance": f"{self.distance:.2f}"}
        return said | {one.target.id: one.verdict for one in self.judgements}

    def record(self) -> dict[str, Any]:
        """Give it as `--json` output (机器可读)."""
        return {
            "assumptions": [
                {"section": one.section, "year": year, "growth": one.value}
                for one in self.scenario.assumptions
                if one.measure == "real_growth" and one.kind == "level"
                for year in one.years
            ],
            "distance": self.distance,
            "targets": [judgement.record() for judgement in self.judgements],
        }


@dataclass(frozen=True, eq=False, repr=False)
class Answer(Brief):
    """The answer (反推结果): whether it can be had, the scenario, others, and why not.

    When it cannot be had, `best` is the best that can, and `reason` proves it in a sentence.
    """

    feasible: bool
    best: Solution
    alternatives: tuple[Solution, ...] = ()
    reason: Text | None = None

    def _brief(self) -> Mapping[str, object]:
        said = {"feasible": self.feasible, "best": self.best, "others": len(self.alternatives)}
        return said | ({"reason": self.reason.en} if self.reason else {})

    def record(self) -> dict[str, Any]:
        """Give it as `yuce solve --json` prints it (机器可读), schema 1."""
        return {
            "schema": SCHEMA,
            "feasible": self.feasible,
            **self.best.record(),
            "alternatives": [
                {"name": one.name.en, "name_zh": one.name.zh, **one.record()}
                for one in self.alternatives
            ],
            "reason": self.reason.en if self.reason else None,
            "reason_zh": self.reason.zh if self.reason else None,
        }


def solve(baseline: Baseline, wish: Wish) -> Answer:
    """Find the least surprising scenario that meets the targets (反推).

    Raises Problems when the wish does not make sense: odds of 0 or 1, unknown names, bounds
    crossed.

    >>> from datetime import date
    >>> from forecast.fit_cache import prepare
    >>> from scenarios.solve.wish import wished
    >>> wish = Wish(targets=wished(["share-2027"]), scope="D6", odds=0.6)
    >>> solve(prepare(date(2026, 3, 31)), wish).best.judgements[0].verdict
    'met'
    """
    held = wish.held.model_copy(update={"scope": wish.scope, "linkage": "alone"})
    baseline = held.on(baseline)
    problems = [*wish_problems(baseline, wish)]
    if problems:
        raise Problems(problems)
    start = simulate(baseline, held)
    past = [one for one in wish.targets if year_published(one, baseline)]
    missed = [one for one in past if judge(one, start).verdict != "met"]
    ahead = tuple(one for one in wish.targets if one not in past)
    case = _Case(baseline, replace(wish, held=held), start, ahead)
    if missed:
        rest = case.answer(alternatives=False) if ahead else Answer(True, case.untouched())
        reason = _published_reason(missed, start)
        if rest.reason and not rest.feasible:
            reason = Text(f"{reason.zh}；{rest.reason.zh}", f"{reason.en}; {rest.reason.en}")
        return Answer(False, case.rejudged(rest.best), (), reason)
    if not ahead:
        return Answer(True, case.untouched(), (), _PAST)
    return case.answer(alternatives=wish.alternatives > 0)


@dataclass(frozen=True, eq=False)
class _Case:
    """One wish with all that solving it needs."""

    baseline: Baseline
    wish: Wish
    start: Outcome
    ahead: tuple[Target, ...]

    def answer(self, alternatives: bool) -> Answer:
        wish, conditions = self.wish, self.conditions()
        last = max(one.year for one in self.ahead)
        where = room(self.start.checked, last, wish.locks, wish.bounds)
        allowed = np.all((where.low <= 0) & (where.high >= 0))
        if allowed and all(one.slack(where.square(where.fixed)) >= 0 for one in conditions):
            return Answer(True, self.untouched(), (), self.already())
        if not len(where.free) or np.all(where.high - where.low < 1e-12):
            return Answer(False, self.untouched(), (), self.no_freedom(conditions))
        for condition in conditions:
            limit = furthest(where, condition)
            if condition.slack(where.square(limit)) < 0:
                best = self.as_solution(_END, where, Grid.of(where).nearest(limit))
                return Answer(False, best, (), self.out_of_reach(condition.target, best))
        flat = self.solution(where, conditions)
        tidy = None if flat is None else self.tidy(where, conditions, flat)
        if flat is None or tidy is None:
            return self.contradiction(where, conditions)
        best = self.as_solution(_NEAREST, where, tidy)
        if not self.keeps(best):
            return self.contradiction(where, conditions)
        others = self.alternatives(where, conditions, flat) if alternatives else ()
        # Rounding may bring an alternative a hair nearer than the solution it departs from.
        if others and others[0].distance < best.distance:
            best = replace(others[0], name=_NEAREST)
            others = others[1:]
        return Answer(True, best, others)

    def conditions(self) -> list[Condition]:
        """Give the targets that lie ahead as conditions, at the wished odds.

        Shifts hold what is held of real growth, so they are counted from without it.
        """
        rest = tuple(one for one in self.wish.held.assumptions if one.measure != "real_growth")
        bare = simulate(self.baseline, self.wish.held.model_copy(update={"assumptions": rest}))
        return [
            Condition(one, measure(bare, one, self.scope(one)), self.wish.odds)
            for one in self.ahead
        ]

    def keeps(self, solution: Solution) -> bool:
        """Say whether a scenario in tenths, fully simulated, gives what was asked for (复核)."""
        clear = self.wish.odds >= 0.5
        return all(
            one.odds >= self.wish.odds and (one.verdict == "met" or not clear)
            for one in solution.judgements
            if one.target in self.ahead
        )

    def scope(self, target: Target) -> str | None:
        return scope_of(target, self.wish.scope)

    def last_row(self) -> int:
        return self.start.row(max(one.year for one in self.ahead))

    def solution(self, where: Room, conditions: list[Condition]) -> Array | None:
        """Look for the cheapest point, from the baseline and from each target's far end."""
        paid = cost(where, self.last_row())
        starts = [None, *(furthest(where, one) for one in conditions)]
        for start in starts:
            flat = cheapest(where, paid, conditions, start)
            if flat is not None:
                return flat
        return None

    def tidy(
        self, where: Room, conditions: list[Condition], flat: Array, trades: int = MOVES
    ) -> Array | None:
        """Round a solution to tenths (取整)."""
        return tidied(where, cost(where, self.last_row()), conditions, flat, trades)

    def untouched(self) -> Solution:
        return self._judged(Text("现有情景", "As things stand"), self.wish.held, self.start, 0.0)

    def as_solution(self, name: Text, where: Room, tenths: Array) -> Solution:
        """Turn tenths into a scenario and put it through the full simulation."""
        grid = Grid.of(where)
        wide = where.shape[1]
        moved = [
            Assumption(
                section=CODES[cell % wide],
                years=(self.baseline.years[cell // wide],),
                value=round(float(tenth) / 1000, 3) + 0.0,
                reason="yuce solve",
            )
            for cell, tenth, home in zip(where.free.tolist(), tenths, grid.home, strict=True)
            if tenth != home
        ]
        every = sorted(
            [*self.wish.held.assumptions, *moved],
            key=lambda one: (CODES.index(one.section), one.years),
        )
        scenario = self.wish.held.model_copy(
            update={"assumptions": tuple(every), "baseline": self.baseline.id} | self.title(name)
        )
        paid = cost(where, self.last_row())
        distance = paid.of(grid.shifts(tenths)[where.free])
        return self._judged(name, scenario, simulate(self.baseline, scenario), distance)

    def title(self, name: Text) -> dict[str, str]:
        """Name the scenario after what it is for; one that is held keeps its own name."""
        if not self.wish.held.empty:
            return {}
        ids = [re.sub(r"[^\w\-]", "-", one.id) for one in self.ahead]
        listed = Text(
            "、".join(one.zh for one in self.ahead), ", ".join(one.en for one in self.ahead)
        )
        return {
            "name": "-".join(["for", *ids, self.wish.scope])[:80],
            "title_zh": f"{name.zh}：{listed.zh}"[:200],
            "title_en": f"{name.en}: {listed.en}"[:200],
        }

    def rejudged(self, solution: Solution) -> Solution:
        """Judge all wished targets, the published ones too."""
        return self._judged(solution.name, solution.scenario, solution.outcome, solution.distance)

    def _judged(
        self, name: Text, scenario: Scenario, outcome: Outcome, distance: float
    ) -> Solution:
        said = tuple(judge(one, outcome, self.scope(one)) for one in self.wish.targets)
        return Solution(name, scenario, outcome, distance, said)

    def alternatives(
        self, where: Room, conditions: list[Condition], main: Array
    ) -> tuple[Solution, ...]:
        """Give scenarios nearly as plausible that look different (备选)."""
        found: list[Solution] = []
        for theme, flat in different(
            where, conditions, main, self.last_row(), self.wish.alternatives
        ):
            tenths = self.tidy(theme.room, conditions, flat, trades=0)
            if tenths is not None:
                found.append(self.as_solution(theme.name, theme.room, tenths))
        found = [one for one in found if self.keeps(one)]
        return tuple(sorted(found, key=lambda one: one.distance))

    def contradiction(self, where: Room, conditions: list[Condition]) -> Answer:
        """Say how far the last target can go while the others are met (目标冲突)."""
        first, last = conditions[:-1], conditions[-1]
        paid = cost(where, self.last_row())
        low, high, best = -0.5, 0.0, furthest(where, first[0] if first else last)
        for _ in range(12):
            ease = (low + high) / 2
            eased = replace(
                last, target=replace(last.target, threshold=last.target.threshold + ease)
            )
            flat = cheapest(where, paid, [*first, eased], best)
            if flat is None:
                high = ease
            else:
                low, best = ease, flat
        reached = self.as_solution(_END, where, Grid.of(where).nearest(best))
        return Answer(False, reached, (), self.in_conflict(first, last, low))

    def already(self) -> Text:
        odds = f"{self.wish.odds:.0%}"
        return Text(
            f"现有情景的达成概率已不低于 {odds}，无需调整",
            f"the odds are {odds} or more as things stand: nothing needs to change",
        )

    def no_freedom(self, conditions: list[Condition]) -> Text:
        names = Text(*(_listed(conditions, self.wish.scope, k) for k in ("zh", "en")))
        return Text(
            f"到目标年为止的行业都已锁定或没有余地，{names.zh}无从达成；请解除部分锁定或放宽上下限",
            f"every section up to the target year is locked or has no room, so {names.en} cannot "
            "be met: unlock some, or widen the bounds",
        )

    def out_of_reach(self, target: Target, best: Solution) -> Text:
        one = judge(target, best.outcome, self.scope(target))
        own = bool(self.wish.locks or self.wish.bounds or self.wish.held.assumptions)
        what = _named(target, self.wish.scope)
        odds = odds_of(target, one.verdict, one.published)
        limits = Text(
            "给定锁定与上下限之内"
            if own
            else "近十年历史范围内（估算的行业取所属公布行业的范围并放宽）",
            "within the given locks and bounds"
            if own
            else "within its last ten years' range (estimated sections: their group's, widened)",
        )
        return Text(
            f"即使每个行业都取{limits.zh}最有利于目标的增速，{what.zh}的中位数也只有 "
            f"{percent(one.value)}（目标{target.wording_in('zh')}），{odds.zh} "
            f"{chance(one.odds)}，低于要求的 {self.wish.odds:.0%}",
            f"even with every section at its most helpful growth {limits.en}, the median of "
            f"{what.en} is {percent(one.value)} (target: {target.wording_in('en')}) and the "
            f"{odds.en} {chance(one.odds)}, short of the {self.wish.odds:.0%} asked for",
        )

    def in_conflict(self, first: Sequence[Condition], last: Condition, ease: float) -> Text:
        names = Text(*(_listed(first, self.wish.scope, k) for k in ("zh", "en")))
        what = _named(last.target, self.wish.scope)
        reach = last.target.threshold + ease
        if not first:
            return Text(
                f"{what.zh}的要求落在两个可取的增速（精确到 0.1 个百分点）之间",
                f"what {what.en} asks for falls between two growth rates of a tenth of a point",
            )
        return Text(
            f"各目标分别可达，但不能同时达成：满足{names.zh}时，{what.zh}以 "
            f"{self.wish.odds:.0%} 的概率最高只能达到 {percent(reach)}，"
            f"低于 {exact(last.target.threshold, 2)}%",
            f"each target can be met, but not together: with {names.en} met, {what.en} reaches "
            f"{percent(reach)} at most at odds of {self.wish.odds:.0%}, short of "
            f"{exact(last.target.threshold, 2)}%",
        )


_PAST: Final = Text(
    "所选目标的年份均已公布，公布数满足目标，无需推算",
    "the chosen targets' years are published and met: there is nothing to solve",
)
_NEAREST: Final = Text("离基准最近的方案", "Nearest to the baseline")
_END: Final = Text("可达到的最好结果", "The best within reach")


def _published_reason(missed: Sequence[Target], outcome: Outcome) -> Text:
    """Say that the past cannot be solved for."""
    judged = [judge(one, outcome) for one in missed]
    words = [
        (one, said(one.target, one), odds_of(one.target, one.verdict, one.published))
        for one in judged
    ]
    zh = "；".join(
        f"{one.target.zh}：{one.target.year} 年已公布 {percent(one.value)}，{told.phrase.zh}，"
        f"任何假设都改变不了它（{odds.zh} {chance(one.odds)}）"
        for one, told, odds in words
    )
    en = "; ".join(
        f"{one.target.en}: {one.target.year} is published at {percent(one.value)}, "
        f"{told.phrase.en}, and no assumption can move it ({odds.en} {chance(one.odds)})"
        for one, told, odds in words
    )
    return Text(
        f"{zh}；可改用更早的数据版本（如 2025-05-28）回看当时",
        f"{en}; to see it from a day when it lay ahead, choose an earlier vintage "
        "(2025-05-28, say)",
    )


def _named(target: Target, scope: str) -> Text:
    if target.measure == "services_real_growth":
        return Text(f"{target.year} 年服务业增速", f"services growth in {target.year}")
    scope = scope_of(target, scope) or scope
    return Text(
        f"{target.year} 年生产性服务业比重（{scope}）",
        f"the producer share in {target.year} ({scope})",
    )


def _listed(conditions: Sequence[Condition], scope: str, language: str) -> str:
    names = [_named(one.target, scope) for one in conditions]
    return (
        "、".join(one.zh for one in names)
        if language == "zh"
        else ", ".join(one.en for one in names)
    )
