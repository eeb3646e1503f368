"""Going on from an opened scenario (沿用): what the board can hold of it, and what it cannot."""

from data.industries import column, industry
from scenarios.opening import Opened
from scenarios.scenario import Assumption, Scenario, assumed
from scenarios.simulate import Outcome
from views.board_data import HIGHEST, LOWEST
from views.choices import Said, choices
from views.words import name, word


def cells(outcome: Outcome) -> tuple[dict[str, float], list[str]]:
    """Turn growth assumed into the board's cells, per cent; and name what finds no slider."""
    median = outcome.baseline.median_growth
    moved: dict[str, float] = {}
    beyond: list[str] = []
    for item in outcome.scenario.assumptions:
        for year in item.years:
            where = f"{name(industry(item.section))} {year}"
            if item.measure == "deflator":
                beyond.append(f"{where} {word('deflator')}")
                continue
            base = float(median[outcome.row(year), column(item.section)])
            value = round(100 * assumed(item, outcome.baseline, base), 4)
            if LOWEST <= value <= HIGHEST:
                moved[f"{item.section}/{year}"] = value
            else:
                beyond.append(f"{where} {value:.1f}%")
    return moved, beyond


def left_behind(found: Opened) -> list[str]:
    """Name what the board cannot hold of an opened scenario (不能带入的内容)."""
    if found.today is None:
        return []
    scenario = found.today.scenario
    _, beyond = cells(found.today)
    if scenario.linkage == "together":
        beyond.append(word("linkage"))
    beyond += [
        f"{name(industry(event.section))} {event.start} {word(f'event_{event.kind}')}"
        for event in scenario.events
    ]
    if found.happened:
        beyond.append(word("past_items", len(found.happened)))
    return beyond


def take_over(found: Opened) -> None:
    """Put on the board all that it can hold (沿用): growth, scope, own scopes, targets, ledger."""
    if found.today is None:
        return
    scenario = found.today.scenario
    moved, _ = cells(found.today)
    held = choices()
    held.put(moved)
    held.start = dict(moved)
    held.vintage = None  # today is by the baseline in use
    held.own_scopes, held.own_targets = scenario.scopes, scenario.targets
    held.scope = scenario.scope
    held.ledger = ledger(scenario)


def ledger(scenario: Scenario) -> dict[str, Said]:
    """Give what was said of each section, as the share dialog keeps it (台账)."""
    said: dict[str, Assumption] = {}
    for item in scenario.assumptions:
        if item.measure == "real_growth" and (item.reason or item.source or item.owner):
            said.setdefault(item.section, item)
    return {
        section: Said(reason=item.reason, source=item.source, owner=item.owner, review=item.review)
        for section, item in said.items()
    }
