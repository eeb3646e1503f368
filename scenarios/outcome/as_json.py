"""An outcome as a record: what `--json` prints, the same for CLI, links and files (结果记录).

Schema 1, documented in docs/json.md. Rates are fractions throughout.
"""

from typing import Any

import numpy as np

from data.sections import CODES
from forecast.baseline import Baseline
from scenarios.outcome.attribution import (
    breaks,
    growth_split,
    share_from_baseline,
    share_over_time,
    share_split,
)
from scenarios.outcome.later import settled
from scenarios.outcome.plausibility import plausibility, reached
from scenarios.outcome.required_growth import required_all
from scenarios.outcome.sensitivity import POINT, sensitivities
from scenarios.outcome.simulate import QUANTILES, Outcome, section_growth, undisturbed
from scenarios.outcome.targets import Target, correlations, joint_odds, judge_all, unjudged

SCHEMA = 1


def forecast_record(baseline: Baseline) -> dict[str, Any]:
    """Give the baseline's distribution, what it was told, and what makes shares wide (基准记录).

    `information`: how far each piece moved the medians of growth; earlier fits have none.
    """
    record = _distribution(undisturbed(baseline))
    for scope, years in baseline.manifest.get("share_sources", {}).items():
        for year, sources in years.items():
            record["share"][scope][year]["sources"] = dict(sources)
    return record | {
        "information": [
            dict(one) | {"moved": dict(one["moved"])}
            for one in baseline.manifest.get("information", ())
        ],
    }


def outcome_record(outcome: Outcome, chosen: tuple[Target, ...] | None = None) -> dict[str, Any]:
    """Give a scenario's outcome with contributions, targets and joint odds (情景记录).

    `chosen` are the targets of another day; today's unless given.
    """
    record = _distribution(outcome)
    record["scenario"] = outcome.scenario.model_dump(mode="json", by_alias=True)
    record["contributions"] = {
        str(year): dict(zip(CODES, map(float, outcome.contributions[row]), strict=True))
        for row, year in enumerate(outcome.years)
    }
    record["targets"] = [one.record() for one in judge_all(outcome, chosen)]
    record["targets"] += [one.record() for one in unjudged(outcome, chosen)]
    record["joint_odds"] = joint_odds(outcome, chosen)
    return record


def explained_record(outcome: Outcome) -> dict[str, Any]:
    """Give a scenario's outcome and why (情景记录与归因): what `yuce run` prints."""
    record = outcome_record(outcome)
    record["correlation"] = correlations(outcome)
    record["required_growth"] = [
        one.record()
        for scope in outcome.scope_ids
        for one in required_all(outcome, scope)
        if one.scope is not None or scope == outcome.scope_ids[0]
    ]
    plain = undisturbed(outcome.baseline)
    record["plausibility"] = plausibility(outcome.checked).record()
    record["plausibility"]["services"] = [one.record() for one in reached(outcome, plain)]
    record |= _explained(outcome, plain)
    scope = outcome.scenario.scope
    record["sensitivities"] = {
        "scope": scope,
        "point": POINT,
        "rows": [one.record() for one in sensitivities(outcome, scope)],
    }
    return record


def _explained(outcome: Outcome, plain: Outcome) -> dict[str, Any]:
    """Scenario less baseline over assumptions, shares over sections, and breaks."""
    scope, years = outcome.scenario.scope, outcome.years
    return {
        "less_baseline": {
            "growth": [growth_split(outcome, year, plain).record() for year in years],
            "share": [share_split(outcome, scope, year, plain).record() for year in years],
        },
        "share_change": {
            "since_origin": {
                str(year): share_over_time(outcome, scope, year).record() for year in years
            },
            "from_baseline": {
                str(year): share_from_baseline(outcome, scope, year, plain).record()
                for year in years
            },
        },
        "breaks": {
            name: {str(year): value for year, value in by_year.items()}
            for name, by_year in breaks(outcome).items()
        },
    }


def _distribution(outcome: Outcome) -> dict[str, Any]:
    """Growth of services and sections, and shares by scope, as quantiles by year."""
    baseline = outcome.baseline
    levels = list(QUANTILES.values())
    sections = section_growth(outcome, levels)
    return {
        "schema": SCHEMA,
        "baseline": baseline.id,
        "as_of": baseline.as_of,
        "origin": outcome.origin,
        "growth": {
            str(year): {
                name: outcome.growth_quantile(year, level) for name, level in QUANTILES.items()
            }
            for year in outcome.years
        },
        "settled": {
            str(year): dict(
                zip(
                    QUANTILES,
                    np.quantile(settled(baseline, outcome.growth[row], year), levels).tolist(),
                    strict=True,
                )
            )
            for row, year in enumerate(outcome.years)
        },
        "sections": {
            code: {
                str(year): dict(zip(QUANTILES, map(float, sections[:, row, place]), strict=True))
                for row, year in enumerate(outcome.years)
            }
            for place, code in enumerate(CODES)
        },
        "share": {
            scope: {
                str(year): {
                    name: outcome.share_quantile(scope, year, level)
                    for name, level in QUANTILES.items()
                }
                for year in outcome.years
            }
            for scope in outcome.scope_ids
        },
    }
