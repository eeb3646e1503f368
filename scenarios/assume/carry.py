"""A scenario taken to another baseline (沿用假设): what fits its years, what stays behind."""

from pydantic import BaseModel

from forecast.baseline import Baseline
from scenarios.assume.scenario import Assumption, Scenario


def carry(scenario: Scenario, baseline: Baseline) -> tuple[Scenario, tuple[BaseModel, ...]]:
    """Take a scenario to another baseline (沿用假设).

    Returns it with the assumptions and events whose years lie in the horizon, and those that
    stay behind because their years are past, or not reached.
    """
    kept: list[Assumption] = []
    behind: list[BaseModel] = []
    for item in scenario.assumptions:
        inside = tuple(year for year in item.years if year in baseline.years)
        outside = tuple(year for year in item.years if year not in baseline.years)
        if inside:
            kept.append(item.model_copy(update={"years": inside}))
        if outside:
            behind.append(item.model_copy(update={"years": outside}))
    change: dict[str, object] = {"baseline": baseline.id, "assumptions": tuple(kept)}
    change["events"] = tuple(one for one in scenario.events if one.start in baseline.years)
    behind += [one for one in scenario.events if one.start not in baseline.years]
    return scenario.model_copy(update=change), tuple(behind)
