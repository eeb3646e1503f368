"""Yuce in Python (渝策): the verbs of the command line, from one place.

>>> import yuce
>>> baseline = yuce.prepare("2026-03-31")
>>> scenario = yuce.Scenario(assumptions=[yuce.Assumption(section="J", years=2027, value=0.07)])
>>> outcome = yuce.simulate(baseline, scenario)
>>> 0.05 < outcome.growth_quantile(2027, 0.5) < 0.08
True

Each name is documented where it lives: `help(yuce.simulate)`.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from base.problems import Problem, Problems, Text
from data.tables import check
from data.vintages import Vintage
from data.vintages import as_of as _as_of
from forecast.baseline import HOME, Baseline
from forecast.evaluation.evaluate import judge
from forecast.fit import SEED, fit
from forecast.fit_cache import prepare as _prepare
from forecast.spec import Spec
from records.links.codec import decode, encode
from records.publishing.published import in_use as _in_use
from records.publishing.share import share
from records.store import reachable
from scenarios.assume.bounds import Key
from scenarios.assume.scenario import Assumption, OwnTarget, Scenario, read
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import Judgement, Unjudged, own_targets, targets, unjudged
from scenarios.outcome.targets import judge_all as _judge_all
from scenarios.solve.solve import Answer, Wish, wished
from scenarios.solve.solve import solve as _solve
from views.export.iamc import iamc

reachable()

__all__ = [
    "Answer",
    "Assumption",
    "Baseline",
    "Judgement",
    "Outcome",
    "OwnTarget",
    "Scenario",
    "Spec",
    "Unjudged",
    "Vintage",
    "as_of",
    "check",
    "decode",
    "encode",
    "fit",
    "iamc",
    "in_use",
    "judge",
    "judge_all",
    "prepare",
    "read",
    "share",
    "simulate",
    "solve",
    "targets",
]


def as_of(when: date | str) -> Vintage:
    """Give the figures as known on a day (某日可知数据), a date or "2025-05-28".

    >>> as_of("2025-05-28").newest_year
    2024
    """
    return _as_of(_day(when))


def in_use(home: Path = HOME) -> Baseline:
    """Give the baseline that the pages and commands stand on (现用基准): the published one.

    >>> in_use().years[-1]
    2030
    """
    return _in_use(home=home).baseline


def prepare(
    when: date | str, spec: Spec | None = None, seed: int = SEED, home: Path = HOME
) -> Baseline:
    """Give the baseline of a day, fitting it if there is none yet (准备基准).

    >>> prepare("2025-05-28").years
    (2025, 2026, 2027, 2028, 2029, 2030)
    """
    return _prepare(_day(when), spec, seed, home)


def judge_all(outcome: Outcome) -> list[Judgement | Unjudged]:
    """Judge every target, a share once for each scope (逐项判定).

    A target that cannot be judged has a row that says why.

    >>> late = OwnTarget(id="late", measure="services_real_growth", year=2035, threshold=0.06)
    >>> outcome = simulate(prepare("2026-03-31"), Scenario(targets=(late,)))
    >>> judge_all(outcome)[-1].reason.en
    '2035 is outside the horizon, 2026 to 2030, and not published: it cannot be judged'
    """
    return [*_judge_all(outcome), *unjudged(outcome)]


def solve(
    baseline: Baseline,
    *target: str,
    scope: str = "D3",
    odds: float = 0.5,
    lock: tuple[Key, ...] = (),
    bound: Mapping[Key, tuple[float, float]] | None = None,
    scenario: Scenario | None = None,
) -> Answer:
    """Say what it would take to meet targets (反推), named by their ids.

    >>> answer = solve(prepare("2026-03-31"), "share-2027", scope="D6")
    >>> answer.feasible, answer.best.judgements[0].verdict
    (True, 'met')
    """
    held = scenario or Scenario()
    chosen = wished(list(target), own_targets(held))
    return _solve(baseline, Wish(chosen, scope, odds, lock, bound or {}, held))


def _day(when: date | str) -> date:
    """Read a day; raises Problems."""
    if isinstance(when, date):
        return date(when.year, when.month, when.day)  # of a time, its day
    try:
        return date.fromisoformat(when)
    except (TypeError, ValueError):
        raise Problems([_no_day(when)]) from None


def _no_day(found: object) -> Problem:
    return Problem(
        where="when",
        what=Text("不是日期", "not a day"),
        found=repr(found)[:60],
        expected=Text("YYYY-MM-DD", "YYYY-MM-DD"),
        remedy=Text("如 2025-05-28", "2025-05-28, say"),
    )
