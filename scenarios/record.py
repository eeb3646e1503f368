"""An outcome as a record: what `--json` prints, the same for CLI, links and files (结果记录).

Schema 1, documented in docs/json.md. Rates are fractions throughout.
"""

from typing import Any

import numpy as np

from data.industries import CODES
from forecast.baseline import Baseline
from scenarios.scenario import Scenario
from scenarios.simulate import QUANTILES, Outcome, simulate
from scenarios.targets import Target, joint_odds, judge_all

SCHEMA = 1


def forecast_record(baseline: Baseline) -> dict[str, Any]:
    """Give the baseline's distribution (基准记录)."""
    return _distribution(simulate(baseline, Scenario()))


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
    record["targets"] = [judgement.record() for judgement in judge_all(outcome, chosen)]
    record["joint_odds"] = joint_odds(outcome, chosen)
    return record


def _distribution(outcome: Outcome) -> dict[str, Any]:
    """Growth of services and sections, and shares by scope, as quantiles by year."""
    baseline = outcome.baseline
    real, _ = outcome.scenario.multipliers(baseline)
    levels = list(QUANTILES.values())
    # A multiplier keeps the order of the draws, so quantiles of a section move with it.
    sections = (1 + np.quantile(baseline.growth, levels, axis=-1)) * real - 1
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
