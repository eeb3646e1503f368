"""What a scenario states beside the sliders, as the browser's engine takes it (滑块以外的假设).

Growth that no slider reaches or holds to the last digit, deflators, events and linkage: all are
small, so the draws stay those of the baseline and the sliders stay live beside them.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from forecast.baseline import Baseline
from scenarios.assume.cells import Cell, every
from scenarios.assume.checked import check
from scenarios.assume.linkage import conditioned
from scenarios.assume.scenario import Assumption, Scenario, counted
from scenarios.outcome.simulate import Outcome
from views.board.draws import scope_weights, share_years


def beyond_sliders(outcome: Outcome, moved: Mapping[str, float]) -> dict[str, Any]:
    """Give what the engine adds to the moved cells (滑块以外的假设); fractions and 亿元.

    `held`: cells stated otherwise than by a slider, and `exact`: moved ones that are finer than
    their slider, growth by key; `price` (year, column): multipliers of deflators; `together`:
    whether other sections follow; `events` as `Effects`; `count`: how many assumptions these are.
    """
    growths = dict(every(outcome.scenario, outcome.baseline))
    exact = {cell.key: growth for cell, growth in growths.items() if cell.growth != growth}
    held = {cell.key: growth for cell, growth in growths.items() if cell.key not in moved}
    prices = [one for one in outcome.scenario.assumptions if one.measure == "deflator"]
    return {
        "held": held,
        "exact": {key: growth for key, growth in exact.items() if key in moved},
        "price": outcome.price.tolist() if np.any(outcome.price != 1) else None,
        "together": outcome.scenario.linkage == "together",
        "events": _events(outcome),
        "count": len(held) + counted((*prices, *outcome.scenario.events)),
    }


def sliders(outcome: Outcome) -> list[Cell]:
    """Give the cells of growth that sliders reach (滑块可及的格)."""
    return [cell for cell, _ in every(outcome.scenario, outcome.baseline) if cell.within]


def engine_baseline(outcome: Outcome) -> Baseline:
    """Give the baseline whose draws the engine works on (引擎所用抽样).

    It is the outcome's, unless deflators are assumed that others follow: growth is the engine's.
    """
    scenario = outcome.scenario
    prices = tuple(one for one in scenario.assumptions if one.measure == "deflator")
    if scenario.linkage == "alone" or not prices:
        return outcome.baseline
    return _followed(outcome.baseline, prices)


@lru_cache(maxsize=4)
def _followed(baseline: Baseline, prices: tuple[Assumption, ...]) -> Baseline:
    linked = check(baseline, Scenario(assumptions=prices, linkage="together"))
    return replace(baseline, deflator=conditioned(linked).deflator)


def _events(outcome: Outcome) -> dict[str, Any] | None:
    """Spell out what events do (事件影响), in the years whose shares are judged."""
    found = outcome.events
    if found is None:
        return None
    scopes, added = {}, {}
    for year in share_years(outcome.baseline, outcome.scenario):
        row = outcome.row(year)
        scopes[str(year)] = scope_weights(outcome.baseline, found.coefficients[row])
        by_scope = (found.coefficients[row] @ found.added[row]).tolist()
        added[str(year)] = {
            "total": float(found.added[row].sum()),
            "byScope": dict(zip(outcome.scope_ids, by_scope, strict=True)),
        }
    return {
        "revision": found.revision.tolist(),
        "comparable": [one.tolist() for one in found.comparable],
        "scopes": scopes,
        "added": added,
    }
