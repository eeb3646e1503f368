"""The draws of an offline page (离线抽样): its sliders start from the outcome as exported.

The browser's engine knows cells of growth, and nothing else. All else that a scenario says
(linkage, deflators, growth finer than a cell holds, events) is worked into the draws that are
packed, so that at rest the page shows the outcome's own numbers.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from data.sections import CODES, column
from forecast.arrays import Array, Draws
from forecast.baseline import Baseline
from scenarios.assume.cells import Cell, every, keyed
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import leading
from views.board.draws import layout, pack, scope_weights, share_years


@dataclass(frozen=True, eq=False)
class Frozen:
    """Draws, how they are packed, and the cells that stay movable (离线抽样).

    `moved`: section/year → per cent; `drawn` is what the medians are of; `baked` says whether
    anything else was worked into the draws.
    """

    draws: bytes
    layout: dict[str, Any]
    moved: dict[str, float]
    drawn: Baseline
    baked: bool


def freeze(outcome: Outcome) -> Frozen:
    """Pack an outcome for a page without a server (打包)."""
    moved = _movable(outcome)
    real = outcome.real.copy()
    for cell in moved:
        real[outcome.row(cell.year), column(cell.section)] = 1.0
    drawn = outcome.drawn
    if np.any(real != 1) or np.any(outcome.price != 1):
        drawn = replace(
            drawn,
            growth=(1 + drawn.growth) * real[..., None] - 1,
            deflator=(1 + drawn.deflator) * outcome.price[..., None] - 1,
        )
    baked = drawn is not outcome.baseline or outcome.events is not None
    if outcome.events is None:
        draws, plan = pack(drawn), layout(drawn, leading(outcome))
    else:
        draws, plan = _with_events(outcome, drawn)
    return Frozen(draws, plan | {"baseline": outcome.baseline.id}, keyed(moved), drawn, baked)


def _movable(outcome: Outcome) -> list[Cell]:
    """Growth assumed that a cell holds exactly, where nothing else hangs on it."""
    if outcome.scenario.linkage == "together":
        return []
    found = every(outcome.scenario, outcome.baseline)
    return [cell for cell, growth in found if cell.growth == growth]


def _with_events(outcome: Outcome, drawn: Baseline) -> tuple[bytes, dict[str, Any]]:
    """Lay out draws with events: what is added stands in columns of its own, which never grow.

    A census revision counts last year as this year does, so every year becomes a segment.
    """
    events = outcome.events
    assert events is not None
    touched = events.added.any(axis=0)
    extra = [f"{CODES[place]}+" for place in np.flatnonzero(touched)]
    plan = layout(drawn, leading(outcome))
    wide = (len(CODES) + len(extra)) * drawn.draws
    planes: list[Draws] = []
    segments: list[dict[str, Any]] = []
    for number, segment in enumerate(drawn.segments):
        for step, row in enumerate(range(segment.start, segment.stop)):
            opened = {"start": row, "stop": row + 1, "openedBy": row - 1 if row else None}
            segments.append({**opened, "offset": len(planes) * wide, "means": []})
            for at in (step, step + 1):
                added = events.comparable[number][at, touched]
                means = segment.means[at] * events.revision[row]
                segments[-1]["means"].append([*means.tolist(), *added.tolist()])
                planes.append(_plane(segment.values[at], events.revision[row], added))
    shares = {}
    measured, offset = drawn.measured, len(planes) * wide
    for year in share_years(drawn):
        row = outcome.row(year)
        shares[str(year)] = {"offset": offset}
        added, revision = events.added[row, touched], events.revision[row]
        levels, beyond = np.split(measured.values[row], [measured.wide])
        spread = beyond * revision[measured.columns[measured.wide :], None]
        planes += [_plane(levels, revision, added), spread]
        offset += wide + spread.size
    settled = offset
    row = outcome.row(share_years(drawn)[0]) if share_years(drawn) else 0
    counted = events.coefficients[row]
    medians = np.hstack([drawn.median_growth, np.zeros((len(outcome.years), len(extra)))])
    values = np.concatenate([*(plane.ravel() for plane in planes), drawn.settled])
    return values.astype("<f4").tobytes(), plan | {
        "codes": [*CODES, *extra],
        "segments": segments,
        "shares": shares,
        "settled": settled,
        "medians": medians.tolist(),
        "scopes": scope_weights(drawn, counted, counted[:, touched]),
    }


def _plane(values: Draws, revision: Array, added: Array) -> Draws:
    """One year's levels, revised, and what is added, the same in every draw."""
    levels = values * revision[:, None]
    return np.vstack([levels, np.repeat(added[:, None], values.shape[1], axis=1)])
