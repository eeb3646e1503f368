"""Going on from an opened scenario (沿用): what the board can hold of it, and what it cannot."""

from collections.abc import Sequence
from typing import Final

from base.problems import Language
from forecast.baseline import Baseline
from records.links.opened import Opened
from records.links.seal import UNSIGNED
from scenarios.assume.cells import key_of, keyed
from scenarios.assume.listed import Listing, split
from scenarios.assume.scenario import Scenario, counted
from views.present.provenance import NOBODY, Provenance
from views.present.seals import (
    WORDS,
    as_claim,
    as_claims,
    bare,
    heard,
    known_as,
    own,
    retold,
    unmarked,
)
from views.session import opened_link
from views.session.choices import LedgerEntry, Taken, choices
from views.words.words import aside, pick, say, word

TITLES: Final[tuple[tuple[Language, str], ...]] = (("zh", "title_zh"), ("en", "title_en"))


def left_behind(opened: Opened) -> list[str]:
    """Name what is past by now of an opened scenario (不能带入的内容)."""
    if opened.today is None or not opened.happened:
        return []
    return [word("past_items", counted(opened.happened))]


def behind_said(opened: Opened) -> str:
    """Say what comes along and what does not (带入说明), before anybody goes on."""
    behind = left_behind(opened)
    if opened.today is None or not behind:
        return word("all_taken")
    key = "none_taken" if opened.today.scenario.empty else "left_behind"
    return word(key, word("stop").join(behind))


def carried_on() -> str:
    """Say from which scenario the board goes on, and what of it was dropped (沿用说明)."""
    taken, told = choices().taken, origin()
    if taken is None or not told or not taken.dropped:
        return ""
    return word("carried_on", told, word("stop").join(taken.dropped))


def take_over(opened: Opened) -> None:
    """Put on the board all that it can hold (沿用): growth, scope, own scopes, targets, words.

    Words that nobody vouches for come along as claims, unless somebody here saved them under
    a name.
    """
    if opened.today is None or not opened.believed:
        return
    scenario = opened.today.scenario
    first = opened_link.savings(opened.pin.own_id)[:1] if opened.short else []
    kept = Provenance(saved=first[0][0], attested=first[0][1]) if first else NOBODY
    if not (opened.seal.vouched or named(kept)):
        scenario = as_claims(scenario)
    held = choices()
    held.vintage = None  # today is by the baseline in use
    held.own_scopes, held.own_targets = scenario.scopes, scenario.targets
    go_on(scenario, opened.today.baseline, known_as(opened.pin), kept, left_behind(opened))
    held.start, held.listings["start"] = dict(held.moved), held.listing


def named(kept: Provenance) -> bool:
    """Say whether somebody here kept it under a name (有名有姓存档)."""
    return kept.saved is not None and kept.saved.who not in ("", UNSIGNED)


def make_own() -> None:
    """Let the board's words be those of who saved them under a name here (认作己有)."""
    held = choices()
    mine = own(Scenario(scopes=held.own_scopes, targets=held.own_targets))
    held.own_scopes, held.own_targets = mine.scopes, mine.targets
    held.ledger = {
        key: LedgerEntry(**retold(one.model_dump(), bare)) for key, one in held.ledger.items()
    }
    held.listing = Listing.model_validate(retold(held.listing.model_dump(by_alias=True), bare))
    if held.taken is not None:
        held.taken = Taken(**retold(held.taken.model_dump(by_alias=True), bare))


def go_on(
    scenario: Scenario,
    baseline: Baseline,
    name: str = "",
    kept: Provenance = NOBODY,
    dropped: Sequence[str] = (),
) -> None:
    """Put a scenario on the page, with its scope, title, note and reasons (沿用).

    What sliders reach goes there, all else into the list beside them; `dropped` names what of it
    is past.
    """
    cells, listing = split(scenario, baseline)
    moved = keyed(cells)
    said = {key: getattr(scenario, key) for key in WORDS}
    entry = kept.saved
    if entry is not None:
        said |= {"title_zh": entry.title, "title_en": entry.title}
        if not (scenario.note_zh or scenario.note_en):
            said["note_zh"] = entry.note
    taken = Taken(
        **said, id=name, kept=kept.kept(), dropped=list(dropped), cells=moved, listing=listing
    )
    held = choices()
    held.put(moved, taken)
    held.put_listing(listing)
    held.ledger, held.scope = ledger(scenario), scenario.scope


def ledger(scenario: Scenario) -> dict[str, LedgerEntry]:
    """Give what was said of each section, as the share dialog keeps it (台账).

    By section where all its years say the same, else by section and year.
    """
    said: dict[str, dict[str, LedgerEntry]] = {}
    for item in scenario.assumptions:
        one = LedgerEntry(**item.model_dump(include=set(LedgerEntry.model_fields)))
        if item.measure == "real_growth" and one != LedgerEntry():
            keys = (key_of(item.section, year) for year in item.years)
            said.setdefault(item.section, {}).update(dict.fromkeys(keys, one))
    found: dict[str, LedgerEntry] = {}
    for section, by_year in said.items():
        first, *others = by_year.values()
        alike = all(one == first for one in others)
        found |= {section: first} if alike else by_year
    return found


def worded() -> dict[str, str]:
    """Give title, note and source of what the board goes on from (沿用的文字).

    A title says that something was changed, where it was.
    """
    held = choices()
    if held.taken is None or not held.taken.stands(held.moved, held.listing):
        return {}
    said = held.taken.model_dump(include=set(WORDS))
    if held.taken.dropped or held.taken.differs(held.moved, held.listing):
        for tongue, key in TITLES:
            title = unmarked(said[key])
            changed = say(tongue, "moved_title", title[:180]) if title else ""
            said[key] = as_claim(changed, tongue) if title != said[key] else changed
    return said


def origin() -> str:
    """Say what the board goes on from, who kept it, and what was changed since (沿用自)."""
    held = choices()
    if held.taken is None:
        return ""
    taken, number = held.taken, held.taken.differs(held.moved, held.listing)
    if not (taken.nothing or taken.stands(held.moved, held.listing)):
        return ""
    state = word("went_on_moved", number) if number else word("went_on_same")
    if taken.nothing:
        state = word("went_on_nothing")
    elif taken.dropped:
        state += word("went_on_partial")
    title = heard(pick(taken.title_zh, taken.title_en)) or word("unnamed")
    known = " · ".join(filter(None, (heard(taken.id), taken.kept)))
    return word("went_on", title, aside(known) if known else "", state)
