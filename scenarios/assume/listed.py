"""What a planner lists beside the sliders (滑块以外的假设): events, deflators, growth out of reach.

Each is read as a scenario file reads it, and can be switched off and on; `linkage` says what the
other sections do.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from base.problems import Problems
from forecast.baseline import Baseline
from scenarios.assume.carry import carry
from scenarios.assume.cells import Cell, every
from scenarios.assume.checked import check
from scenarios.assume.events import Event
from scenarios.assume.own_scopes import OwnScope
from scenarios.assume.scenario import Assumption, Scenario, parse

ListedItem = Assumption | Event

NOTHING_SAID: Final = Scenario()


class Listed(BaseModel):
    """One of them (一项), and whether it is switched on."""

    model_config = ConfigDict(frozen=True)

    item: ListedItem
    on: bool = True


class Listing(BaseModel):
    """All of them, in order (清单), and the linkage (联动)."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Listed, ...] = ()
    linkage: Literal["alone", "together"] = "alone"

    @property
    def empty(self) -> bool:
        """Whether it says nothing (空清单)."""
        return self == Listing()


def read_item(record: Mapping[str, Any], where: str) -> ListedItem:
    """Read one as a row of a scenario file (读取一项); raises Problems, as the file would."""
    table = "events" if "from" in record else "assumptions"
    found = parse({table: [record]}, where)
    return found.events[0] if found.events else found.assumptions[0]


def split(scenario: Scenario, baseline: Baseline) -> tuple[list[Cell], Listing]:
    """Part a scenario into cells that sliders reach and a list of the rest (拆分情景)."""
    cells = [cell for cell, _ in every(scenario, baseline) if cell.within]
    reached = {cell.key for cell in cells}
    rest: list[ListedItem] = []
    for one in scenario.assumptions:
        years = one.years
        if one.measure == "real_growth":
            years = tuple(year for year in years if f"{one.section}/{year}" not in reached)
        if years:
            rest.append(one.model_copy(update={"years": years}))
    items = tuple(Listed(item=one) for one in (*rest, *scenario.events))
    return cells, Listing(items=items, linkage=scenario.linkage)


def taking_part(
    listing: Listing, baseline: Baseline, scopes: tuple[OwnScope, ...]
) -> tuple[tuple[ListedItem, ...], list[bool]]:
    """Give those that count by a baseline, and for each of the list whether it does (计入的假设).

    One that is off does not, nor one whose years or scope the baseline has not, nor one that
    says again what one before it says.
    """
    kept: tuple[ListedItem, ...] = ()
    part = []
    for one in listing.items:
        inside, _ = carry(in_scenario((one.item,), scopes), baseline)
        items = (*kept, *inside.assumptions, *inside.events)
        fits = one.on and len(items) > len(kept) and not _misfits(items, baseline, scopes)
        kept = items if fits else kept
        part.append(fits)
    return kept, part


def unfit(
    item: ListedItem, others: Iterable[Listed], baseline: Baseline, scopes: tuple[OwnScope, ...]
) -> Problems | None:
    """Say why an item does not count beside others (未计入原因): by itself, else with them."""
    beside, _ = taking_part(Listing(items=tuple(others)), baseline, scopes)
    return _misfits((item,), baseline, scopes) or _misfits((*beside, item), baseline, scopes)


def _misfits(
    items: Iterable[ListedItem], baseline: Baseline, scopes: tuple[OwnScope, ...]
) -> Problems | None:
    """Hold items against a baseline (核对); None where all fit."""
    try:
        check(baseline, in_scenario(tuple(items), scopes))
    except Problems as problems:
        return problems
    return None


def in_scenario(items: tuple[ListedItem, ...], scopes: tuple[OwnScope, ...]) -> Scenario:
    """Make a scenario of items (化为情景); they and the scopes were read before."""
    return NOTHING_SAID.model_copy(
        update={
            "assumptions": tuple(one for one in items if isinstance(one, Assumption)),
            "events": tuple(one for one in items if not isinstance(one, Assumption)),
            "scopes": scopes,
        }
    )
