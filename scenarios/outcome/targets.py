"""Targets, and whether they are met: verdict, gap, odds (目标与判定)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from base import asked
from base.digits import HALF_A_DIGIT, chance, exact, percent
from base.notebook_display import Brief
from base.problems import Language, Problem, Text
from base.texts import called, own_name
from data import registry
from data.sections import TERTIARY
from data.tables import read_tables
from forecast.arrays import Array, Draws
from forecast.baseline import Baseline, fixed
from scenarios.assume.scenario import Scenario
from scenarios.outcome.later import Stage, revised_growth, stages
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.thresholds import met, within_tolerance

Verdict = Literal["met", "missed", "too_close"]
TargetMeasure = Literal["services_real_growth", "producer_share"]
MEASURES: Final[tuple[TargetMeasure, ...]] = ("services_real_growth", "producer_share")


@dataclass(frozen=True, repr=False)
class Target(Brief):
    """One official target (目标). `threshold` and `tolerance` are fractions.

    `measure` is services_real_growth or producer_share; `scope` is None for the former,
    "any" when the source names none: then every scope is judged apart.
    """

    id: str
    zh: str
    en: str
    measure: TargetMeasure
    scope: str | None
    year: int
    threshold: float
    strict: bool
    tolerance: float
    wording: str
    release: str
    note: str

    def _brief(self) -> Mapping[str, object]:
        return {"id": self.id, "year": self.year, "asks": self._asks}

    @property
    def _asks(self) -> str:
        return f"{'>' if self.strict else '≥'}{exact(self.threshold, 2)}%"

    @property
    def own(self) -> bool:
        """Whether a planner set it (自定): an official one names the release it stands in."""
        return not self.release

    @property
    def about(self) -> bool:
        """Whether its source says about (左右), of which the tolerance is a reading."""
        return "左右" in self.wording

    def title_in(self, language: Language) -> str:
        """Name it (目标名称); one's own is marked so, and says what it asks whatever it is called.

        >>> Target("x", "快", "fast", "services_real_growth", None, 2027, 0.07, False, 0, "", "",
        ...        "").title_in("zh")
        '自定 快（2027 年 ≥7%）'
        """
        title = called(self, language)
        if not self.own:
            return title
        if title == plain_name(self.measure, self.year, self.strict, self.threshold)[language]:
            return own_name(title, language)
        whole = Text(
            f"{title}（{self.year} 年 {self._asks}）", f"{title} ({self.year} {self._asks})"
        )
        return own_name(whole[language], language)

    def wording_in(self, language: Language) -> str:
        """Say the threshold as the source words it (原文表述): 6.5%左右, about 6.5%.

        A target of one's own has no source: its sense is put in words.
        """
        number = f"{exact(self.threshold, 2)}%"
        if language == "zh":
            return self.wording or f"{'超过' if self.strict else '不低于'}{number}"
        if self.about:
            return f"about {number}"
        return f"{'above' if self.strict else 'at least'} {number}"


def plain_name(measure: str, year: int, strict: bool, threshold: float) -> Text:
    """Name a target by what it asks (默认名称), where a planner gave it no name.

    >>> plain_name("services_real_growth", 2027, False, 0.06).zh
    '2027年服务业可比价增速不低于6%'
    """
    growth, number = measure == "services_real_growth", f"{exact(threshold, 2)}%"
    zh = "服务业可比价增速" if growth else "生产性服务业比重"
    en = "services real growth" if growth else "producer services share"
    return Text(
        f"{year}年{zh}{'高于' if strict else '不低于'}{number}",
        f"{en} {'above' if strict else 'at least'} {number} in {year}",
    )


@dataclass(frozen=True, repr=False)
class Judgement(Brief):
    """What became of a target under an outcome (判定); fractions.

    `value` is the published figure of a past year, else the median; `odds` the probability
    that the target is met: by the first print of a year ahead, by final verification of a past
    one; `within` says whether the gap lies inside the target's tolerance (左右). `later`: odds of
    a past year by stage; None ahead, and of baselines that know no stages.
    """

    target: Target
    scope: str | None
    value: float
    gap: float
    odds: float
    verdict: Verdict
    within: bool
    published: bool
    later: Mapping[str, Stage] | None = None

    def _brief(self) -> Mapping[str, object]:
        of = {"target": self.target.id} | ({"scope": self.scope} if self.scope else {})
        return of | {
            "verdict": self.verdict,
            "value": percent(self.value),
            "odds": chance(self.odds),
        }

    def record(self) -> dict[str, object]:
        """Give it as a row of `--json` output (机器可读)."""
        return {
            "id": self.target.id,
            "year": self.target.year,
            "scope": self.scope,
            "verdict": self.verdict,
            "value": self.value,
            "threshold": self.target.threshold,
            "gap": self.gap,
            "odds": self.odds,
            "within_tolerance": self.within,
            "published": self.published,
            "own": self.target.own,
            "reason": None,
            "reason_zh": None,
        } | self._stages()

    def _stages(self) -> dict[str, object]:
        if self.later is None:
            return {}
        return {"revision_odds": {name: stage.record() for name, stage in self.later.items()}}


@dataclass(frozen=True, repr=False)
class Unjudged(Brief):
    """A target that an outcome cannot judge (无法判定), and the reason."""

    target: Target
    reason: Text

    def _brief(self) -> Mapping[str, object]:
        return {"target": self.target.id, "reason": self.reason.en}

    def record(self) -> dict[str, object]:
        """Give it as a row of `--json` output (机器可读), without figures."""
        absent = ("verdict", "value", "gap", "odds", "within_tolerance", "published")
        return {
            "id": self.target.id,
            "year": self.target.year,
            "scope": self.target.scope,
            "threshold": self.target.threshold,
            **dict.fromkeys(absent),
            "own": self.target.own,
            "reason": self.reason.en,
            "reason_zh": self.reason.zh,
        }


@cache
def targets() -> tuple[Target, ...]:
    """Read the target table (目标表)."""
    return tuple(map(_target, read_tables().targets.fillna("").to_dict("records")))


@cache
def shipped() -> tuple[tuple[Target, ...], ...]:
    """Give every official target table that was ever shipped (历次目标表)."""
    return tuple(tuple(map(_target, rows)) for rows in registry.tables("targets"))


def _target(row: registry.RegistryRow) -> Target:
    """Read a row of the target table: per cent become fractions."""
    return Target(
        id=row["id"],
        zh=row["name_zh"],
        en=row["name_en"],
        measure=row["measure"],
        scope=row["scope"] or None,
        year=int(row["year"]),
        threshold=row["threshold"] / 100,
        strict=row["sense"] == ">",
        tolerance=row["tolerance"] / 100,
        wording=row["wording"],
        release=row["release"],
        note=row["note"],
    )


def official(measure: TargetMeasure) -> Target:
    """Give the official target of a measure (官方目标), wherever in the table it stands."""
    return next(one for one in targets() if one.measure == measure)


def judge(target: Target, outcome: Outcome, scope: str | None = None) -> Judgement:
    """Judge a target on unrounded values (判定); a share needs its scope.

    Raises Problems for a measure, year or scope that the outcome has not: `unjudged` says so
    beforehand.
    """
    asked.name(f"{target.id}.measure", target.measure, MEASURES)
    published = _is_published(target, outcome)
    if target.measure == "services_real_growth":
        scope, value = None, outcome.growth_quantile(target.year, 0.5)
    else:
        scope = outcome.scope_ids[asked.name(f"{target.id}.scope", scope, outcome.scope_ids)]
        value = outcome.share_quantile(scope, target.year, 0.5)
    gap = value - target.threshold
    return Judgement(
        target=target,
        scope=scope,
        value=value,
        gap=gap,
        odds=float(np.count_nonzero(hits(target, outcome, scope)) / outcome.baseline.draws),
        verdict=verdict(gap, target.strict, published),
        within=within_tolerance(gap, target.tolerance),
        published=published,
        later=_later(target, outcome.baseline) if published else None,
    )


def _later(target: Target, baseline: Baseline) -> Mapping[str, Stage] | None:
    """Odds of a published year's target by stage."""
    return stages(baseline, target.year, target.threshold, target.tolerance, target.strict)


def _is_published(target: Target, outcome: Outcome) -> bool:
    """Whether services growth of the target's year is out, with its groups or before them."""
    known = outcome.baseline.published(TERTIARY)
    return target.measure == "services_real_growth" and target.year in known


def verdict(gap: float, strict: bool, published: bool) -> Verdict:
    """Say met, missed or too close to call (达成、未达成、难分伯仲).

    A published figure is all there is, and is compared as it stands. A computed one is too
    close to call when it prints as the threshold: 6.48 prints as 6.5 and is not met.

    >>> verdict(-0.0002, strict=False, published=False)
    'too_close'
    >>> verdict(-0.003, strict=False, published=True)
    'missed'
    """
    if not published and abs(gap) < HALF_A_DIGIT:
        return "too_close"
    return "met" if met(gap, strict) else "missed"


def hits(target: Target, outcome: Outcome, scope: str | None) -> NDArray[np.bool_]:
    """Say draw by draw whether the target is met (逐次抽样判定); worked out once an outcome."""
    known = outcome.hits.get((target, scope))
    if known is None:
        known = outcome.hits[target, scope] = fixed(_hits(target, outcome, scope))
    return known


def _hits(target: Target, outcome: Outcome, scope: str | None) -> NDArray[np.bool_]:
    drawn = values(target, outcome, scope)
    return np.asarray(met(drawn - drawn.dtype.type(target.threshold), target.strict))


def chosen_targets(outcome: Outcome) -> tuple[Target, ...]:
    """Give the official targets and the scenario's own (全部目标)."""
    return targets() + own_targets(outcome.scenario)


def own_targets(scenario: Scenario) -> tuple[Target, ...]:
    """Give the targets a planner set (自定目标)."""
    return tuple(
        Target(
            id=one.id,
            zh=one.title_zh or one.title_en or one.id,
            en=one.title_en or one.title_zh or one.id,
            measure=one.measure,
            scope=one.scope,
            year=one.year,
            threshold=one.threshold,
            strict=one.sense == ">",
            tolerance=one.tolerance,
            wording="",
            release="",
            note=one.source,
        )
        for one in scenario.targets
    )


def leading(outcome: Outcome) -> tuple[Target, ...]:
    """Give the target of one's own that leads the cards (首张目标卡), if there is one.

    The newest of services growth in the first year that sliders move.
    """
    return own_of_growth(outcome.scenario, outcome.years[0])[-1:]


def carded(outcome: Outcome) -> tuple[Target, ...]:
    """Give the targets that have a card, in order (目标卡次序).

    One's own that leads, the official ones, then one's own others that can be judged here.
    """
    first, own = leading(outcome), own_targets(outcome.scenario)
    rest = (one for one in own if one not in first and within_horizon(one, outcome))
    return (*first, *targets(), *rest)


def own_of_growth(scenario: Scenario, year: int) -> tuple[Target, ...]:
    """Give one's own targets of services growth in a year (自定增速目标), the newest last."""
    own = own_targets(scenario)
    return tuple(one for one in own if (one.measure, one.year) == ("services_real_growth", year))


def scope_of(target: Target, scope: str) -> str | None:
    """Give the scope a target is judged by (判定口径): its own, else the chosen one."""
    return scope if target.scope == "any" else target.scope


def judge_all(outcome: Outcome, chosen: tuple[Target, ...] | None = None) -> list[Judgement]:
    """Judge every target, a share once for each scope (逐项判定); `unjudged` has the rest."""
    judgements = []
    for target in chosen if chosen is not None else chosen_targets(outcome):
        if not within_horizon(target, outcome):
            continue
        for scope in _scopes(target, outcome):
            judgements.append(judge(target, outcome, scope))
    return judgements


def by_scope(judged: Iterable[Judgement], scope: str) -> list[Judgement]:
    """Keep, of targets judged by every scope, what is judged by the chosen one (当前口径判定)."""
    return [one for one in judged if one.scope == scope_of(one.target, scope)]


def unjudged(outcome: Outcome, chosen: tuple[Target, ...] | None = None) -> list[Unjudged]:
    """Name the targets that cannot be judged (无法判定的目标), each with the reason."""
    wanted = chosen if chosen is not None else chosen_targets(outcome)
    return [
        Unjudged(one, _reason(one, outcome)) for one in wanted if not within_horizon(one, outcome)
    ]


def beyond(outcome: Outcome) -> list[Problem]:
    """Find own targets of a year that no horizon of this baseline reaches (预测期以外的目标).

    Of a file they are mistakes; of an older link or record they stand, and are told unjudged.
    """
    known = (*outcome.baseline.published(TERTIARY), *outcome.years)
    return [
        asked.outside(f"targets[{number}].year", one.year, outcome.years)
        for number, one in enumerate(outcome.scenario.targets)
        if not known[0] <= one.year <= known[-1]
    ]


def _reason(target: Target, outcome: Outcome) -> Text:
    """Say why a target cannot be judged."""
    first, last = outcome.years[0], outcome.years[-1]
    if target.measure == "producer_share" and target.year < first:
        return Text(
            f"{target.year} 年已过，各口径的比重均无公布数，不能判定；预测期为 {first}—{last} 年",
            f"{target.year} is past and no scope's share is published for it: it cannot be judged; "
            f"the horizon is {first} to {last}",
        )
    return Text(
        f"{target.year} 年不在预测期 {first}—{last} 年内，也没有公布数，不能判定",
        f"{target.year} is outside the horizon, {first} to {last}, and not published: "
        "it cannot be judged",
    )


def joint_odds(outcome: Outcome, chosen: tuple[Target, ...] | None = None) -> dict[str, float]:
    """Give the odds that all targets are met together, by scope (联合概率)."""
    table = chosen_targets(outcome) if chosen is None else chosen
    wanted = [t for t in table if within_horizon(t, outcome)]
    odds = {}
    for scope in outcome.scope_ids:
        both = np.ones(outcome.baseline.draws, dtype=bool)
        for target in wanted:
            both &= hits(target, outcome, scope if target.scope == "any" else target.scope)
        odds[scope] = float(np.count_nonzero(both) / len(both))
    return odds


def values(target: Target, outcome: Outcome, scope: str | None) -> Draws | Array:
    """Give a target's measure in every draw (逐次抽样值), fractions; the past as it may settle."""
    if target.measure == "services_real_growth":
        if target.year == outcome.origin:
            return outcome.baseline.settled
        known = outcome.baseline.published(TERTIARY)
        if target.year in known:
            verified = revised_growth(outcome.baseline, target.year)
            if verified is not None:
                return verified
            # Of baselines that know no stages: a year whose groups are not out yet may move as
            # the newest does, one before it is settled.
            moved = outcome.baseline.settled - known[outcome.origin]
            return known[target.year] + moved * (target.year > outcome.origin)
        draws: Draws = outcome.growth[outcome.row(target.year)]
        return draws
    return outcome.share(scope or "", target.year)


def correlations(outcome: Outcome) -> dict[str, dict[str, float | None]]:
    """Give the correlation of every two targets' measures over the draws (目标间相关), by scope.

    None where one of the two does not vary. Keys of the inner table: "id|id".
    """
    wanted = [t for t in chosen_targets(outcome) if within_horizon(t, outcome)]
    by_scope: dict[str, dict[str, float | None]] = {}
    for scope in outcome.scope_ids:
        drawn = [(t.id, values(t, outcome, scope_of(t, scope)).astype(float)) for t in wanted]
        by_scope[scope] = {
            f"{first}|{second}": _correlation(one, other)
            for place, (first, one) in enumerate(drawn)
            for second, other in drawn[place + 1 :]
        }
    return by_scope


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    spread = float(one.std() * other.std())
    if spread < 1e-12:
        return None
    return float(((one - one.mean()) * (other - other.mean())).mean() / spread)


def within_horizon(target: Target, outcome: Outcome) -> bool:
    """Say whether an outcome has anything to say of the target's year (是否可判)."""
    return judgeable(target, outcome.baseline)


def judgeable(target: Target, baseline: Baseline) -> bool:
    """Say whether a baseline has anything to say of the target's year (是否可判)."""
    if target.measure == "producer_share":
        return target.year in baseline.years
    return target.year in baseline.years or target.year in baseline.published(TERTIARY)


def _scopes(target: Target, outcome: Outcome) -> tuple[str | None, ...]:
    if target.scope is None:
        return (None,)
    return outcome.scope_ids if target.scope == "any" else (target.scope,)
