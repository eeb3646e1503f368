"""A scenario that moves every slider."""

import random
from typing import Any

from data.sections import SECTION_CODES
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario


def scenario(items: list[dict[str, Any]], **more: Any) -> Scenario:
    return Scenario.model_validate({"assumptions": items, **more})


def every_slider(baseline: Baseline, seed: int = 1) -> Scenario:
    rng = random.Random(seed)
    return scenario(
        [
            {"section": code, "years": [year], "value": rng.randrange(-100, 201) / 1000}
            for code in SECTION_CODES
            for year in baseline.years
        ]
    )
