"""The board of an offline page (离线滑块盘): the draws, how they lie, and the cells that move.

The engine works out there what it does on a page with a server, on the same draws: what the
scenario states beside the sliders goes along as it is.
"""

from dataclasses import dataclass
from typing import Any

from scenarios.assume.cells import keyed
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import carded
from views.board.beyond_sliders import engine_baseline, sliders
from views.board.draws import layout, pack, share_years


@dataclass(frozen=True, eq=False)
class Frozen:
    """Draws, how they are packed, and the cells that stay movable (离线抽样).

    `moved`: section/year → per cent.
    """

    draws: bytes
    layout: dict[str, Any]
    moved: dict[str, float]


def freeze(outcome: Outcome) -> Frozen:
    """Pack an outcome for a page without a server (打包)."""
    drawn, judged = engine_baseline(outcome), share_years(outcome.baseline, outcome.scenario)
    plan = layout(drawn, carded(outcome), judged) | {"baseline": outcome.baseline.id}
    return Frozen(pack(drawn, judged), plan, keyed(sliders(outcome)))
