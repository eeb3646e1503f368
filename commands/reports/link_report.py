"""What `yuce open` tells of a link (打开结果): as decided, and what the same gives today."""

from typing import Final

from commands.terminal import Hanging, heads, language, out, plain, spoken, store, wrapping
from records.links.opened import Opened
from records.publishing.opening import savings
from scenarios.outcome.scope_names import scope_label
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import judge_all
from scenarios.outcome.verdict_wording import said
from views.present.ledger import ledger, left_behind, told
from views.present.link_differences import checked, differences
from views.present.seals import LISTED, claims, kept, sealed
from views.present.verdict_cards import unjudged_said
from views.words.numbers import percent, points
from views.words.words import labelled, pick, speaking, word

NAMED: Final = ("reason", "source", "owner", "review")
"""What is said of a line of the ledger, beside the line itself."""


def show_opened(opened: Opened) -> None:
    """Say first whether these are the same numbers, then what they are, then and today."""
    with speaking(language()):
        out.print(Hanging(sealed(opened.seal)))
        _show_said(opened)
        if said_first := checked(opened):
            out.print(Hanging(said_first))
        rows = differences(opened)
    for where, then, now in rows:
        stated, here = spoken("stated"), spoken("worked_out")
        out.print(Hanging(f"{where}: {stated} {then}, {here} {now}", 2))
    _show_verdicts(opened)
    _show_ledger(opened)


def _show_said(opened: Opened) -> None:
    """Say its title, note and source as claims unless they are vouched for, and who saved it."""
    scenario = opened.pin.shown
    title = pick(scenario.title_zh, scenario.title_en)
    said = ({"scenario_title": title} if title else {}) | told(scenario)
    for line in claims(said, opened.seal):
        out.print(Hanging(line, 2))
    for number, (entry, seal) in enumerate(savings(opened.pin.own_id, store)[:LISTED]):
        out.print(Hanging(kept(entry, seal, "kept_also" if number else "kept_here")))


def _show_ledger(opened: Opened) -> None:
    """List what differs from the baseline, events first; and what the link had no room for."""
    with speaking(language()):
        entries = ledger(opened.pin.shown)
        if entries and not opened.seal.vouched:
            out.print(word("ledger_claimed"))
        for one in entries:
            lines = [f"{one.section} {one.years} {one.measure}{word('colon')}{one.assumed}"]
            lines += [labelled(key, said) for key in NAMED if (said := getattr(one, key))]
            out.print(Hanging(word("stop").join(lines), 2))
        if gone := left_behind(opened.pin, opened.seal):
            out.print(Hanging(gone))


def _show_verdicts(opened: Opened) -> None:
    """Show each target then and now, and why they differ where it was worked out."""
    today = {} if opened.today is None else _judged(opened.today)
    split = ("by_model", "by_data", "by_scope") if opened.newer else ()
    table = wrapping(*heads("target", "scope", "then", "verdict", "now", *split))
    gaps = {(gap.target, gap.scope): gap for gap in opened.gaps}
    for one in opened.judged():
        key = (one.target.id, one.scope)
        gap = gaps.get(key)
        parts = (gap.model, gap.data, gap.rescoped) if gap else (None, None, None)
        now = percent(today[key]) if key in today else "—"
        moved = ("—" if part is None else points(part) for part in parts[: len(split)])
        verdict = said(one.target, one).marked(language())
        called = (one.target.title_in(language()), named(opened.decided, one.scope))
        table.add_row(*map(plain, (*called, percent(one.value), verdict, now, *moved)))
    out.print(table)
    if opened.decided is not None:
        with speaking(language()):
            for line_of in unjudged_said(opened.decided, opened.pin.believed):
                out.print(Hanging(line_of, 2))


def named(outcome: Outcome | None, scope: str | None) -> str:
    """Name a scope as the outcome counts it, one's own marked as own."""
    if outcome is None:
        return "—"
    known = (one for one in outcome.baseline.scopes if one.id == scope)
    return next((scope_label(one, outcome.scenario, language()) for one in known), "—")


def _judged(outcome: Outcome) -> dict[tuple[str, str | None], float]:
    return {(one.target.id, one.scope): one.value for one in judge_all(outcome)}
