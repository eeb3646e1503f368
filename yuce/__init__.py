"""Yuce in Python (渝策): forecasts and scenarios for the services of a region.

>>> import yuce
>>> baseline = yuce.prepare("2026-03-31")
>>> faster = yuce.Scenario(assumptions=[yuce.Assumption(section="J", years=2027, value=0.07)])
>>> outcome = yuce.simulate(baseline, faster)
>>> outcome.growth(levels=[0.1, 0.5, 0.9]).shape
(5, 3)

    Figures and fits    as_of, check, in_use, prepare, fit, fits, judge_fit, backtest,
                        review, publish, watch
    Scenarios           Scenario, Assumption, OwnTarget, read_scenario, presets,
                        simulate, compare, solve
    What follows        outcome.growth() .share() .sections() .contributions() .targets()
                        .sensitivities() .draws() .plot_fan(); judge_targets, targets, iamc
    Sent and handed on  pin, share, encode, decode, open_link, export

Rates, shares, odds and gaps are fractions, money is 亿元 (100 million yuan). What does not fit
raises Problems: each says what, where, what was found, what is expected, with the choices there
are. Paths may be texts, years and levels numpy's. Read on in docs/python.md; each name is
documented where it lives, as in help(yuce.simulate).
"""

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from yuce._rooms import ROOMS, enter

enter(ROOMS, Path(__file__).resolve().parents[1])

import pandas as pd

from base import asked
from base.problems import Language, Problem, Problems, Text
from base.settings import Home
from data import clock
from data.scopes import usual
from data.tables import check
from data.vintages import Vintage
from data.vintages import as_of as _as_of
from forecast.baseline import PREPARED, Baseline
from forecast.fit import SEED, Progress
from forecast.fit import fit as _fit
from forecast.fit_cache import prepare as _prepare
from forecast.spec import Spec
from records.links.codec import decode
from records.links.pin import SOFTWARE, Pin
from records.links.pin import pin as _pin
from records.links.seal import UNSIGNED
from records.publishing import gate
from records.publishing.fits import Fit
from records.publishing.fits import fits as _fits
from records.publishing.gate import Review
from records.publishing.opening import open_link as _open
from records.publishing.published import in_use as _in_use
from records.publishing.published import whole
from records.publishing.release_note import explain
from records.publishing.share import Shared, unsealed
from records.publishing.share import share as _share
from records.store import reachable
from records.store.audit_log import Publication
from records.store.database import exists
from records.store.records import Store
from scenarios.assume.bounds import LockKey, keys, limits
from scenarios.assume.presets import presets
from scenarios.assume.scenario import Assumption, OwnTarget, Scenario, read_scenario
from scenarios.assume.scenario_texts import shown_scenario
from scenarios.outcome.simulate import Outcome as WorkedOut
from scenarios.outcome.simulate import simulate as _simulate
from scenarios.outcome.targets import Judgement, Target, Unjudged, own_targets, targets, unjudged
from scenarios.outcome.targets import judge_all as _judge_targets
from scenarios.solve.solve import solve as _solve
from scenarios.solve.wish import Wish, wished
from views.export.handing import hand_on
from views.export.iamc import iamc as _iamc
from views.notebook import tables
from views.notebook.answers import Answer, Opened, Solution
from views.notebook.outcome import Outcome
from views.notebook.picture import Picture
from yuce._arguments import (
    OUTCOME,
    REVIEW,
    SCENARIO,
    VINTAGE,
    AnySpec,
    Day,
    spec_of,
)

reachable()

__version__ = SOFTWARE

Lock = str | LockKey
Sent = Outcome | WorkedOut | Pin

__all__ = [
    "Answer",
    "Assumption",
    "Baseline",
    "Judgement",
    "Opened",
    "Outcome",
    "OwnTarget",
    "Picture",
    "Pin",
    "Problems",
    "Publication",
    "Review",
    "Scenario",
    "Solution",
    "Spec",
    "Text",
    "Unjudged",
    "Vintage",
    "__version__",
    "as_of",
    "backtest",
    "check",
    "compare",
    "decode",
    "encode",
    "export",
    "fit",
    "fits",
    "iamc",
    "in_use",
    "judge",
    "judge_all",
    "judge_fit",
    "judge_targets",
    "open_link",
    "pin",
    "prepare",
    "presets",
    "publish",
    "read",
    "read_scenario",
    "review",
    "share",
    "simulate",
    "solve",
    "targets",
    "watch",
]


def as_of(when: Day) -> Vintage:
    """Give the figures as known on a day (某日可知数据), a date or "2025-05-28".

    Of a time with a zone it is the region's day.

    >>> as_of("2025-05-28").newest_year
    2024
    """
    return _as_of(clock.read_day(when))


def in_use(home: Home = None) -> Baseline:
    """Give the baseline that the pages and commands stand on (现用基准): the published one.

    >>> in_use().years[-1]
    2030
    """
    return _in_use(home=home).baseline


def fit(
    vintage: Vintage,
    spec: AnySpec = None,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Baseline:
    """Fit a baseline to a vintage (拟合基准), with the default spec and seed as `prepare`.

    A spec may be a mapping of the fields that differ from the default, or the path of a file.
    """
    asked.kind("vintage", vintage, Vintage, VINTAGE)
    return _fit(vintage, spec_of(spec), seed, progress)


def prepare(
    when: Day,
    spec: AnySpec = None,
    seed: int = SEED,
    home: Home = None,
) -> Baseline:
    """Give the baseline of a day, fitting it if there is none yet (准备基准).

    >>> prepare("2025-05-28").years
    (2025, 2026, 2027, 2028, 2029, 2030)
    """
    return _prepare(clock.read_day(when), spec_of(spec), seed, home)


def simulate(baseline: Baseline, scenario: Scenario) -> Outcome:
    """Work a scenario through every draw of a baseline (情景推演).

    An empty scenario is the baseline to the last bit. Raises Problems when the scenario does not
    fit the baseline: every assumption, year, scope and target that does not.

    >>> simulate(prepare("2026-03-31"), Scenario()).contributions().shape
    (5, 15)
    """
    asked.kind("baseline", baseline, Baseline, PREPARED)
    asked.kind("scenario", scenario, Scenario, SCENARIO)
    return Outcome(_simulate(baseline, shown_scenario(scenario)))


def compare(
    which: Mapping[str, Outcome | Scenario],
    baseline: Baseline | None = None,
    language: Language = "en",
) -> pd.DataFrame:
    """Set scenarios or outcomes side by side (对比), by a label each.

    Rows: measure (growth, or a target's id), year, scope; columns: label × value (medians or
    published figures), odds, verdict; fractions. A scenario stands on `baseline`, else on the one
    it pins, else on the one in use. Raises Problems for nothing to compare.

    >>> base = prepare("2026-03-31")
    >>> table = compare({"plain": Scenario(), "again": simulate(base, Scenario())}, base)
    >>> bool((table["plain"]["value"] == table["again"]["value"]).all())
    True
    """
    asked.kind("which", which, Mapping, '{"a": scenario, "b": outcome}')
    if not which:
        what = Text("没有可对比的情景", "nothing to compare")
        listed = Text("以标签为键的情景或结果", "scenarios or outcomes by a label each")
        remedy = Text('如 {"a": 情景}', 'such as {"a": scenario}')
        raise Problems([Problem("compare", what, "", listed, remedy, code="compare-none")])
    if baseline is not None:
        asked.kind("baseline", baseline, Baseline, PREPARED)
    outcomes = {label: _of(one, baseline) for label, one in which.items()}
    return tables.compared(outcomes, language)


def pin(outcome: Outcome | WorkedOut) -> Pin:
    """Pin an outcome (钉住): its scenario, what it stood on, and its digits.

    >>> len(pin(simulate(prepare("2026-03-31"), Scenario())).id)
    16
    """
    return _pin(_worked(outcome))


def encode(sent: Sent) -> str:
    """Write an outcome, or its pin, as a link without a seal (自含链接).

    >>> decode(encode(simulate(prepare("2026-03-31"), Scenario()))).scenario.name
    'scenario'
    """
    return unsealed(_pinned(sent))


def share(sent: Sent, by: str = UNSIGNED, home: Home = None) -> Shared:
    """Hand out a sealed link to an outcome, or to its pin (分享); its text is `.link`.

    >>> share(simulate(prepare("2026-03-31"), Scenario())).link[:3]
    '?x='
    """
    return _share(_pinned(sent), asked.text("by", by), home=home)


def open_link(address: str, home: Home = None) -> Opened:
    """Open a link (打开链接): as decided on its day, and what the same gives today.

    `address` is either form of link, or a text around one; `.decided` and `.today` are outcomes.
    Today stands on the baseline in use. Raises Problems for what is no link, or a damaged one.

    >>> sent = encode(simulate(prepare("2026-03-31"), Scenario()))
    >>> open_link(sent).believed
    True
    """
    asked.text("address", address)
    return Opened(
        _open(address, _store, lambda name: Baseline.load(name, home), lambda: in_use(home))
    )


def export(
    outcome: Outcome | WorkedOut,
    to: Path | str,
    form: str = "all",
    language: Language = "zh",
    address: str = "",
    who: str | None = None,
    unit: str = "",
    why: str = "",
) -> list[Path]:
    """Write an outcome out (导出), as `yuce export` does; gives the files.

    `form`: xlsx, docx, pdf, png, svg, csv, html, iamc or all. `address` is the app's, for link
    and code; `who`, `unit` and `why` are stated on every page. Raises Problems for an unknown
    form, and where nothing can be written.
    """
    asked.name("language", language, tables.LANGUAGES)
    texts = {"address": address, "who": who or "", "unit": unit, "why": why}
    for name, given in texts.items():
        asked.text(name, given)
    said = (address, who, unit, why)
    return [*hand_on(_worked(outcome), asked.path("to", to), form, language, _store, *said).files]


def iamc(outcome: Outcome | WorkedOut) -> pd.DataFrame:
    """Lay an outcome out in the IAMC's long format (IAMC 长表), as pyam reads it.

    Value added in billion CNY a year at current prices; growth, shares and odds in per cent,
    contributions in percentage points.

    >>> iamc(simulate(prepare("2026-03-31"), Scenario())).columns.tolist()
    ['model', 'scenario', 'region', 'variable', 'unit', 'year', 'value']
    """
    return _iamc(_worked(outcome))


def judge_targets(outcome: Outcome | WorkedOut) -> list[Judgement | Unjudged]:
    """Judge every target, a share once for each scope (逐项判定); `outcome.targets()` is a table.

    A target that cannot be judged has a row that says why.

    >>> late = OwnTarget(id="late", measure="services_real_growth", year=2035, threshold=0.06)
    >>> outcome = simulate(prepare("2026-03-31"), Scenario(targets=(late,)))
    >>> judge_targets(outcome)[-1].reason.en
    '2035 is outside the horizon, 2026 to 2030, and not published: it cannot be judged'
    """
    worked_out = _worked(outcome)
    return [*_judge_targets(worked_out), *unjudged(worked_out)]


def solve(
    baseline: Baseline,
    *target: str | Target | OwnTarget,
    scope: str | None = None,
    odds: float = 0.5,
    lock: Lock | Iterable[Lock] = (),
    bound: Mapping[Lock, tuple[float, float]] | None = None,
    scenario: Scenario | None = None,
) -> Answer:
    """Say what it would take to meet targets (反推), named by their ids or given themselves.

    `lock` names what stays at the baseline, "J" or "J:2026"; `bound` gives (low, high) by such
    a name, fractions.

    >>> answer = solve(prepare("2026-03-31"), "share-2027", scope="D6")
    >>> answer.feasible, answer.best.judgements[0].verdict
    (True, 'met')
    """
    asked.kind("baseline", baseline, Baseline, PREPARED)
    held = Scenario() if scenario is None else scenario
    asked.kind("scenario", held, Scenario, SCENARIO)
    held = shown_scenario(held)
    judged_by = usual(baseline.scopes) if scope is None else scope
    ids = [getattr(one, "id", one) for one in target]
    chosen = wished(ids, own_targets(held))
    wish = Wish(chosen, judged_by, odds, keys(lock), limits(bound or {}), held)
    return Answer(_solve(baseline, wish))


def fits(home: Home = None) -> pd.DataFrame:
    """List the fits that are kept (拟合清单), the newest first.

    Columns as a row of `yuce fits --json`: id, as_of, vintage, origin, spec, seed, versions,
    who, why, at, published, current.
    """
    found = _fits(_store() if exists() else None, home)
    return pd.DataFrame([one.record() for one in found], columns=[one.name for one in fields(Fit)])


def backtest(progress: Progress | None = None) -> dict[str, pd.DataFrame]:
    """Forecast the past as it was known, and score it (滚动回测); takes minutes.

    Tables by name as `yuce backtest --json` has them: scores, by_horizon, shares_by_scope,
    coverage, dependence, diebold_mariano, leave_one_benchmark_out.
    """
    from forecast.evaluation.backtest import backtest as tried
    from forecast.evaluation.backtest_sections import leave_one_out
    from forecast.evaluation.coverage_band import coverage_with_band
    from forecast.evaluation.scoreboard import record

    rows = tried(progress=progress)
    found = record(rows, leave_one_out(_as_of(clock.today())), coverage_with_band(rows))
    return {
        name: pd.DataFrame(table)
        for name, table in found.items()
        if name not in ("schema", "origins", "real_time_origins")
    }


def watch(
    baseline: Baseline, when: Day | None = None, threshold: float | None = None
) -> pd.DataFrame:
    """Watch the year under way (季度监测), a row for services and for every group; fractions.

    Columns as a row of `yuce watch --json` (docs/json.md), p10, median and p90 of what is drawn
    among them; known on a day, today unless given. `threshold` is a target of one's own for
    services, in place of the year's official one.

    >>> float(watch(prepare("2026-03-31"), "2026-03-31", threshold=0.06).loc["tertiary", "needed"])
    0.06
    """
    from scenarios.year.watch import own, watched, year_target
    from scenarios.year.year_path import year_at_hand

    asked.kind("baseline", baseline, Baseline, PREPARED)
    outcome = _simulate(baseline, Scenario())
    official = year_target(outcome)
    target = (
        official
        if threshold is None
        else own(asked.fraction("threshold", threshold), year_at_hand(outcome))
    )
    rows = [
        one.record()
        for one in watched(outcome, as_of(clock.today() if when is None else when), target)
    ]
    flat = [row | row.pop("nowcast") for row in rows]
    table = pd.DataFrame(flat).set_index("series")
    return table.astype(dict.fromkeys(table.columns.drop(["quarter", "light"]), float))


def judge_fit(
    baseline: Baseline,
    against: Baseline | None = None,
    home: Home = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Judge a fit by the past, and set it against another (评判拟合): scores, coverage, news.

    Plain values, as `yuce judge --json` prints them (docs/json.md). The first time takes a
    minute, and as much again for another fit's news. Raises Problems when the tables no longer
    give what the fit saw.
    """
    from forecast.evaluation.evaluate import judge_fit as found

    asked.kind("baseline", baseline, Baseline, PREPARED)
    if against is not None:
        asked.kind("against", against, Baseline, PREPARED)
    return found(baseline, against, home, progress)


def review(fit: Baseline | str, home: Home = None) -> Review:
    """Say what publishing a fit would change (发布复核): every saved scenario on old and new.

    `fit` is a baseline or its id; `.rows` what flips or moves, `.hash` what to acknowledge.
    """
    name = fit.id if isinstance(fit, Baseline) else fit
    return gate.review(_store(), whole(name, home), home=home)


def publish(
    found: Review,
    acknowledge: str,
    note: Text | None = None,
    who: str | None = None,
    why: str = "",
) -> Publication:
    """Publish what was reviewed (发布): all or nothing; old links do not move.

    `acknowledge` is the review's hash, `note` in both languages, drafted unless given. Raises
    Problems when something else was acknowledged, or anything has moved since the review.
    """
    asked.kind("found", found, Review, REVIEW)
    return gate.publish(
        _store(), found, asked.text("acknowledge", acknowledge), note or explain(found), who, why
    )


def judge(baseline: Baseline, *said: Any, **named: Any) -> dict[str, Any]:
    """Old name of `judge_fit`, until version 0.3."""
    _old("judge", "judge_fit, or judge_targets for an outcome")
    return judge_fit(baseline, *said, **named)


def read(path: Path | str) -> Scenario:
    """Old name of `read_scenario`, until version 0.3."""
    _old("read", "read_scenario")
    return read_scenario(path)


def judge_all(outcome: Outcome | WorkedOut) -> list[Judgement | Unjudged]:
    """Old name of `judge_targets`, until version 0.3."""
    _old("judge_all", "judge_targets, or outcome.targets() for a table")
    return judge_targets(outcome)


def _old(name: str, new: str) -> None:
    text = f"yuce.{name} goes with version 0.3: use yuce.{new}"
    warnings.warn(text, DeprecationWarning, stacklevel=3)


def _store() -> Store:
    return Store()


def _worked(outcome: Outcome | WorkedOut) -> WorkedOut:
    asked.kind("outcome", outcome, (Outcome, WorkedOut), OUTCOME)
    return outcome.worked_out if isinstance(outcome, Outcome) else outcome


def _pinned(sent: Sent) -> Pin:
    return sent if isinstance(sent, Pin) else pin(sent)


def _of(one: Outcome | Scenario, baseline: Baseline | None) -> WorkedOut:
    """Work a scenario through where it is one."""
    if not isinstance(one, Scenario):
        return _worked(one)
    if baseline is None:
        baseline = Baseline.load(one.baseline) if one.baseline else in_use()
    return _simulate(baseline, shown_scenario(one))
