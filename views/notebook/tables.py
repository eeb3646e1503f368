"""An outcome as labelled tables (数据框): rates, shares, odds and gaps are fractions.

Every function takes the language of its labels; English heads are names to index by, the same as
in docs/json.md. Quantiles are columns named by their level, 0.05 to 0.95 unless given.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from base import asked
from base.problems import Language
from data.sections import CODES, COLUMNS
from scenarios.assume.scenario import Scenario
from scenarios.outcome.scope_names import scope_name
from scenarios.outcome.sensitivity import sensitivities as found_sensitivities
from scenarios.outcome.simulate import QUANTILES, Outcome, section_growth
from scenarios.outcome.targets import judge_all, unjudged
from scenarios.outcome.verdict_wording import said
from views.present.names import name
from views.words.words import say, speaking

LANGUAGES: Final = ("en", "zh")
LEVELS: Final = tuple(QUANTILES.values())
MEASURES: Final = ("growth", "share", "total")
FIELDS: Final = ("value", "odds", "verdict")
JUDGED: Final = (
    *("id", "target", "year", "scope", "verdict", "said", "value", "threshold", "gap", "odds"),
    *("within_tolerance", "published", "own", "reason"),
)


def growth(outcome: Outcome, levels: Iterable[float], language: Language) -> pd.DataFrame:
    """Real growth of services (服务业增速): years × quantiles, fractions."""
    at = _levels(levels)
    rows = [[outcome.growth_quantile(year, level) for level in at] for year in outcome.years]
    return pd.DataFrame(rows, _years(outcome, language), _quantiles(at, language))


def share(
    outcome: Outcome, scope: str | None, levels: Iterable[float], language: Language
) -> pd.DataFrame:
    """Producer services over services (比重): years × quantiles by one scope, else by each.

    By each, rows are scope, definition, year. Raises Problems for an unknown scope.
    """
    at = _levels(levels)
    if scope is not None:
        asked.name("scope", scope, outcome.scope_ids)
    chosen = [one for one in outcome.baseline.scopes if scope in (None, one.id)]
    rows = [
        [outcome.share_quantile(one.id, year, level) for level in at]
        for one in chosen
        for year in outcome.years
    ]
    keys = [
        (one.id, scope_name(one, outcome.scenario, language), year)
        for one in chosen
        for year in outcome.years
    ]
    names = _heads(("scope", "definition", "year"), language)
    index = pd.MultiIndex.from_tuples(keys, names=names)
    table = pd.DataFrame(rows, index, _quantiles(at, language))
    return table if scope is None else table.droplevel([0, 1])


def sections(outcome: Outcome, levels: Iterable[float], language: Language) -> pd.DataFrame:
    """Real growth of sections (各行业增速): code, section, year × quantiles, fractions."""
    at = _levels(levels)
    found = section_growth(outcome, list(at))
    keys = [(*named, year) for named in _industries(language) for year in outcome.years]
    index = pd.MultiIndex.from_tuples(keys, names=_heads(("code", "section", "year"), language))
    rows = found.transpose(2, 1, 0).reshape(len(keys), len(at))
    return pd.DataFrame(rows, index, _quantiles(at, language))


def contributions(outcome: Outcome, language: Language) -> pd.DataFrame:
    """Contributions of sections (拉动): years × (code, section), fractions.

    A year's add up to the median growth of services.
    """
    names = _heads(("code", "section"), language)
    columns = pd.MultiIndex.from_tuples(_industries(language), names=names)
    return pd.DataFrame(outcome.contributions.copy(), _years(outcome, language), columns)


def targets(outcome: Outcome, language: Language) -> pd.DataFrame:
    """Every target judged (判定), a share once for each scope; fractions.

    Columns as a row of `targets` in docs/json.md, with `target`, its name, and `said`, the
    verdict in words. One that cannot be judged has its figures missing and the `reason`.
    """
    rows: list[dict[str, Any]] = []
    for one in judge_all(outcome):
        phrase = said(one.target, one).phrase[language]
        told = {"target": one.target.title_in(language), "said": phrase, "reason": ""}
        rows.append(one.record() | told | {"scope": one.scope or ""})
    for other in unjudged(outcome):
        why = {"target": other.target.title_in(language), "reason": other.reason[language]}
        rows.append(other.record() | why | {"said": "", "scope": other.target.scope or ""})
    table = pd.DataFrame(rows, columns=list(JUDGED))
    return table.rename(columns=dict(zip(JUDGED, _heads(JUDGED, language), strict=True)))


def sensitivities(outcome: Outcome, scope: str | None, language: Language) -> pd.DataFrame:
    """What one more point of growth does (敏感性): code, section, year × what it moves.

    Columns: growth of services that year; share by the scope, and odds of each target, with its
    year or id; joint odds. Missing where a later year cannot move an earlier one. `scope` is the
    scenario's unless given. Raises Problems for an unknown scope.
    """
    by = outcome.scenario.scope if scope is None else scope
    asked.name("scope", by, outcome.scope_ids)
    found = found_sensitivities(outcome, by)
    named = {name: _head(name, language) for name in ("growth", "share", "odds")}
    rows = [
        {
            named["growth"]: one.growth,
            **{f"{named['share']} {year}": moved for year, moved in one.share.items()},
            **{f"{named['odds']} {name}": moved for name, moved in one.odds.items()},
            _head("joint_odds", language): one.joint,
        }
        for one in found
    ]
    called = dict(_industries(language))
    keys = [(one.section, called[one.section], one.year) for one in found]
    names = _heads(("code", "section", "year"), language)
    return pd.DataFrame(rows, pd.MultiIndex.from_tuples(keys, names=names))


def draws(outcome: Outcome, measure: str, scope: str | None, language: Language) -> pd.DataFrame:
    """The draws themselves (抽样): draws × years; a draw is one future, the same in every table.

    `measure`: growth (fractions), share (fractions, by `scope`, the scenario's unless given) or
    total (services at current prices, 亿元). Raises Problems for another.
    """
    asked.name("measure", measure, MEASURES)
    by = asked.name("scope", outcome.scenario.scope if scope is None else scope, outcome.scope_ids)
    found = {"growth": outcome.growth, "share": outcome.shares[by], "total": outcome.total}
    index = pd.RangeIndex(outcome.baseline.draws, name=_head("draw", language))
    return pd.DataFrame(found[measure].T, index, _years(outcome, language))


def compared(outcomes: Mapping[str, Outcome], language: Language) -> pd.DataFrame:
    """Outcomes side by side (对比): measure, year, scope × (label, value | odds | verdict).

    `measure` is growth, whose value is the median, or a target's id; fractions. An outcome that
    cannot judge a target has its figures missing.
    """
    parts = {label: _figures(outcome) for label, outcome in outcomes.items()}
    table = pd.concat(parts, axis=1, sort=False)
    fields = dict(zip(FIELDS, _heads(FIELDS, language), strict=True))
    table = table.rename(columns=fields, level=1)
    table.columns = table.columns.set_names(_heads(("scenario", "field"), language))
    return table.rename_axis(index=_heads(("measure", "year", "scope"), language))


def assumed(scenario: Scenario, language: Language) -> pd.DataFrame:
    """Growth that a scenario states as levels (所设增速): (code, section) × years, fractions."""
    called = dict(_industries(language))
    stated = {
        (one.section, called[one.section], year): one.value
        for one in scenario.assumptions
        if one.measure == "real_growth" and one.kind == "level"
        for year in one.years
    }
    names = _heads(("code", "section", "year"), language)
    keys = pd.MultiIndex.from_tuples(list(stated) or [], names=names)
    return pd.Series(list(stated.values()), keys, dtype=float).unstack(names[-1])


def _figures(outcome: Outcome) -> pd.DataFrame:
    """What is compared of one outcome."""
    rows: dict[tuple[str, int, str], tuple[float, float, str]] = {
        ("growth", year, ""): (outcome.growth_quantile(year, 0.5), np.nan, "")
        for year in outcome.years
    }
    for one in judge_all(outcome):
        key = (one.target.id, one.target.year, one.scope or "")
        rows[key] = (one.value, one.odds, one.verdict)
    index = pd.MultiIndex.from_tuples(list(rows))
    return pd.DataFrame(list(rows.values()), index, list(FIELDS))


def _levels(levels: Iterable[float]) -> tuple[float, ...]:
    """Read levels, one or many, numpy's too; raises Problems."""
    at = np.atleast_1d(np.asarray(levels, dtype=object)).tolist()
    for one in at:
        asked.level(one)
    return tuple(map(float, at))


def _quantiles(levels: Sequence[float], language: Language) -> "pd.Index[float]":
    return pd.Index(levels, name=_head("quantile", language))


def _years(outcome: Outcome, language: Language) -> "pd.Index[int]":
    return pd.Index(outcome.years, name=_head("year", language))


def _industries(language: Language) -> list[tuple[str, str]]:
    with speaking(language):
        return list(zip(CODES, map(name, COLUMNS), strict=True))


def _heads(names: Iterable[str], language: Language) -> list[str]:
    return [_head(name, language) for name in names]


def _head(name: str, language: Language) -> str:
    """Name a column; raises Problems for a language that there is not."""
    asked.name("language", language, LANGUAGES)
    return say(language, f"column_{name}")
