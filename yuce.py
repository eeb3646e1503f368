"""Yuce in Python (渝策): the verbs of the command line, from one place.

>>> import yuce
>>> baseline = yuce.prepare("2026-03-31")
>>> scenario = yuce.Scenario(assumptions=[yuce.Assumption(section="J", years=2027, value=0.07)])
>>> outcome = yuce.simulate(baseline, scenario)
>>> 0.05 < outcome.growth_quantile(2027, 0.5) < 0.08
True

Each name is documented where it lives: `help(yuce.simulate)`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from base.problems import Problem, Problems, Text
from base.settings import Home
from data import clock
from data.scopes import usual
from data.tables import check
from data.vintages import Vintage
from data.vintages import as_of as _as_of
from forecast.baseline import Baseline
from forecast.evaluation.evaluate import judge
from forecast.fit import SEED, Progress
from forecast.fit import fit as _fit
from forecast.fit_cache import prepare as _prepare
from forecast.spec import Spec
from records.links.codec import decode
from records.links.pin import Pin, pin
from records.links.seal import UNSIGNED
from records.publishing.published import in_use as _in_use
from records.publishing.share import Shared, unsealed
from records.publishing.share import share as _share
from records.publishing.spec_files import parse as parse_spec
from records.store import reachable
from scenarios.assume.bounds import Key, keys, limits
from scenarios.assume.scenario import Assumption, OwnTarget, Scenario, read
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import Judgement, Unjudged, own_targets, targets, unjudged
from scenarios.outcome.targets import judge_all as _judge_all
from scenarios.solve.solve import Answer, Wish, wished
from scenarios.solve.solve import solve as _solve
from views.export.iamc import iamc

reachable()

Day = date | np.datetime64 | str
Lock = str | Key

__all__ = [
    "Answer",
    "Assumption",
    "Baseline",
    "Judgement",
    "Outcome",
    "OwnTarget",
    "Pin",
    "Problems",
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
    "pin",
    "prepare",
    "read",
    "share",
    "simulate",
    "solve",
    "targets",
]


def as_of(when: Day) -> Vintage:
    """Give the figures as known on a day (某日可知数据), a date or "2025-05-28".

    Of a time with a zone it is the region's day.

    >>> as_of("2025-05-28").newest_year
    2024
    """
    return _as_of(_day(when))


def in_use(home: Home = None) -> Baseline:
    """Give the baseline that the pages and commands stand on (现用基准): the published one.

    >>> in_use().years[-1]
    2030
    """
    return _in_use(home=home).baseline


def fit(
    vintage: Vintage,
    spec: Spec | Mapping[str, Any] | None = None,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Baseline:
    """Fit a baseline to a vintage (拟合基准), with the default spec and seed as `prepare`.

    A spec may be a mapping of the fields that differ from the default.
    """
    return _fit(vintage, _spec(spec), seed, progress)


def prepare(
    when: Day,
    spec: Spec | Mapping[str, Any] | None = None,
    seed: int = SEED,
    home: Home = None,
) -> Baseline:
    """Give the baseline of a day, fitting it if there is none yet (准备基准).

    >>> prepare("2025-05-28").years
    (2025, 2026, 2027, 2028, 2029, 2030)
    """
    return _prepare(_day(when), _spec(spec), seed, home)


def encode(sent: Outcome | Pin) -> str:
    """Write an outcome, or its pin, as a link without a seal (自含链接).

    >>> decode(encode(simulate(prepare("2026-03-31"), Scenario()))).scenario.name
    'scenario'
    """
    return unsealed(sent)


def share(sent: Outcome | Pin, by: str = UNSIGNED, home: Home = None) -> Shared:
    """Hand out a sealed link to an outcome, or to its pin (分享); its text is `.link`.

    >>> share(simulate(prepare("2026-03-31"), Scenario())).link[:3]
    '?x='
    """
    return _share(sent, by, home=home)


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
    scope: str | None = None,
    odds: float = 0.5,
    lock: Lock | Iterable[Lock] = (),
    bound: Mapping[Lock, tuple[float, float]] | None = None,
    scenario: Scenario | None = None,
) -> Answer:
    """Say what it would take to meet targets (反推), named by their ids.

    `lock` names what stays at the baseline, "J" or "J:2026"; `bound` gives (low, high) by such
    a name, fractions.

    >>> answer = solve(prepare("2026-03-31"), "share-2027", scope="D6")
    >>> answer.feasible, answer.best.judgements[0].verdict
    (True, 'met')
    """
    held = scenario or Scenario()
    chosen = wished(list(target), own_targets(held))
    judged_by = usual(baseline.scopes) if scope is None else scope
    wish = Wish(chosen, judged_by, odds, keys(lock), limits(bound or {}), held)
    return _solve(baseline, wish)


def _spec(said: Spec | Mapping[str, Any] | None) -> Spec:
    """Give a spec; raises Problems for a mapping with wrong keys or values."""
    if said is None:
        return Spec()
    return said if isinstance(said, Spec) else parse_spec(said)


def _day(when: Any) -> date:
    """Read a day; raises Problems."""
    try:
        if isinstance(when, np.datetime64):
            when = pd.Timestamp(when)
        if when is pd.NaT:
            raise ValueError
        if isinstance(when, datetime):
            return clock.local(when).date()
        if isinstance(when, date):
            return when
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
        code="day-unread",
    )
