"""An outcome in the long format of the IAMC (IAMC 长表), which pyam and its databases read.

Columns model, scenario, region, variable, unit, year, value. Variables are trees, parts under
wholes. Levels and contributions add up along their tree: levels are means over the draws, and
contributions come from the mean path. Growth and shares are medians, with percentiles one
level down, named as in the IPCC's AR6 database. Reference: Huppmann et al. (2021), pyam,
doi:10.12688/openreseurope.13633.2.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from data.region import region
from data.sections import COLUMNS
from forecast.arrays import Array
from scenarios.assume.scenario_texts import id_label
from scenarios.outcome.simulate import Outcome, section_growth
from scenarios.outcome.targets import judge_all
from views.present.seals import heard
from views.words.words import speaking

COLUMN_NAMES: Final = ("model", "scenario", "region", "variable", "unit", "year", "value")
SERVICES: Final = "Services"
PERCENTILES: Final = (5, 10, 90, 95)

IamcRow = tuple[str, str, int, float]


def iamc(outcome: Outcome) -> pd.DataFrame:
    """Lay an outcome out in the IAMC's long format (IAMC 长表), a row a variable and year.

    Value added in billion CNY a year, at current prices; growth, shares and odds in per cent;
    contributions in percentage points. The model is “Yuce” and the baseline's id.
    """
    scenario = outcome.scenario
    with speaking("en"):
        title = heard(scenario.title_en or scenario.title_zh) or scenario.name
    rows = [*_levels(outcome), *_growth(outcome), *_shares(outcome), *_odds(outcome)]
    table = pd.DataFrame(rows, columns=list(COLUMN_NAMES[3:]))
    table["value"] = table["value"].round(6) + 0.0
    table.insert(0, "region", region().en)
    table.insert(0, "scenario", title)
    table.insert(0, "model", f"Yuce {outcome.baseline.id}")
    return table


def _levels(outcome: Outcome) -> Iterator[IamcRow]:
    """Value added, and contributions to growth: wholes and their parts."""
    for what, unit, parts, scale in (
        ("Value Added", "billion CNY/yr", outcome.mean_level, 0.1),
        ("Contribution to Growth", "percentage points", outcome.contributions, 100.0),
    ):
        for row, year in enumerate(outcome.years):
            yield f"{what}|{SERVICES}", unit, year, scale * float(parts[row].sum())
            for place, section in enumerate(COLUMNS):
                name = f"{what}|{SERVICES}|{section.en}"
                yield name, unit, year, scale * float(parts[row, place])


def _growth(outcome: Outcome) -> Iterator[IamcRow]:
    """Real growth of services and of sections: medians and percentiles."""
    name, unit = f"Growth Rate|Value Added|{SERVICES}", "%/yr"
    levels = [0.5, *(p / 100 for p in PERCENTILES)]
    sections = 100 * section_growth(outcome, levels)
    for row, year in enumerate(outcome.years):
        found = [100 * outcome.growth_quantile(year, level) for level in levels]
        yield from _spread(name, unit, year, np.array(found))
        for place, section in enumerate(COLUMNS):
            yield from _spread(f"{name}|{section.en}", unit, year, sections[:, row, place])


def _shares(outcome: Outcome) -> Iterator[IamcRow]:
    """Producer services over services at current prices, by scope."""
    levels = [0.5, *(p / 100 for p in PERCENTILES)]
    for scope in outcome.baseline.scopes:
        for year in outcome.years:
            found = [100 * outcome.share_quantile(scope.id, year, level) for level in levels]
            name = f"Share|Value Added|Producer Services|{scope.label_in('en')}"
            yield from _spread(name, "%", year, np.array(found))


def _odds(outcome: Outcome) -> Iterator[IamcRow]:
    """Odds of each target in its year, a share's by scope."""
    for one in judge_all(outcome):
        parts = ["Target Probability", id_label("targets", one.target.id, "en")]
        name = "|".join(parts + ([id_label("scopes", one.scope, "en")] if one.scope else []))
        yield name, "%", one.target.year, 100 * one.odds


def _spread(name: str, unit: str, year: int, draws: Array) -> Iterator[IamcRow]:
    """A median under its own name, percentiles one level down."""
    yield name, unit, year, float(draws[0])
    for percentile, value in zip(PERCENTILES, draws[1:], strict=True):
        yield f"{name}|{percentile:.1f}th Percentile", unit, year, float(value)
