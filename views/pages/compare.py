"""对比: two to six scenarios side by side: what they assume, what follows, and the verdicts."""

from html import escape
from typing import Final

import streamlit as st

from base.problems import Problems
from data.sections import industry
from records.publishing.opening import work_out_kept
from records.store.database import exists
from records.store.records import Entry
from scenarios.outcome.compare import FEWEST, MOST, compare
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, judge_all
from views.panels import back_check, saved
from views.present.ledger import event_lines
from views.present.names import name
from views.present.verdict_cards import scope_label, verdict_text
from views.session import current as state
from views.session import opened_link
from views.session.choices import session
from views.widgets import pieces
from views.widgets.fields import choose_many
from views.widgets.table import plain_table
from views.words.numbers import rate
from views.words.words import language, word

BOARD: Final = "board"
"""The board's own scenario, among the saved ones."""


def chosen(listed: list[Entry]) -> dict[str, Outcome]:
    """Let the reader choose among the scenarios listed above, and the board (选择情景).

    What was chosen before stays, whatever is listed now.
    """
    if not exists() or not opened_link.store().size():
        st.info(word("no_saved"))
    found = {_id(one): one for one in listed}
    found |= _kept([one for one in session().fields.get("compared", []) if one not in found])
    labels = {BOARD: word("current")}
    labels |= {key: f"{one.title} · v{one.number}" for key, one in found.items()}
    wanted = choose_many(
        *(st.multiselect, word("choose"), list(labels), "compared", list(labels)[:2]),
        show=labels.__getitem__,
        max_selections=MOST,
    )
    outcomes = {}
    for one in wanted:
        try:
            outcomes[labels[one]] = state.outcome() if one == BOARD else _outcome(found[one].record)
        except Problems as problems:
            st.error(word("bad_link"))
            st.code(problems.text(language()), language=None, wrap_lines=True)
    return outcomes


def _kept(ids: list[str]) -> dict[str, Entry]:
    """Look up versions that were chosen before and are not listed now (已选版本)."""
    titles = {one.partition("/")[2] for one in ids if one != BOARD}
    versions = [one for title in titles for one in opened_link.store().history(title)]
    return {_id(one): one for one in versions if _id(one) in ids}


def _id(entry: Entry) -> str:
    """Tell one version of one title from every other (版本标识)."""
    return f"{entry.number}/{entry.title}"


def _outcome(record: str) -> Outcome:
    return work_out_kept(opened_link.store().get(record), opened_link.load)


def verdicts(outcomes: dict[str, Outcome], scope: str) -> None:
    """Show each target's value, verdict and odds for every scenario (判定表)."""
    st.markdown(f"## {word('outcomes')}")
    for label, outcome in outcomes.items():
        if (under := outcome.scenario.scope) != scope:
            st.caption(word("saved_under", label, scope_label(under, outcome), scope))
    rows: dict[tuple[Target, str], dict[str, str]] = {}  # own ones of one id may be two things
    for label, outcome in outcomes.items():
        for one in judge_all(outcome):
            if one.target.scope == "any" and one.scope != scope:
                continue
            title = one.target.title_in(language())
            title += f" · {scope_label(one.scope, outcome)}" if one.scope else ""
            cells = rows.setdefault((one.target, title), {})
            cells[label] = escape(verdict_text(one.target, one))
    _table(
        word("target"),
        outcomes,
        [
            (escape(title), *(cells.get(label, "—") for label in outcomes))
            for (_, title), cells in rows.items()
        ],
    )


def assumptions(outcomes: dict[str, Outcome]) -> None:
    """Show the assumptions in which they differ (不同的假设); the baseline's own in grey."""
    st.markdown(f"## {word('differ')}")
    record = compare(outcomes)
    if record["baselines_differ"]:
        st.caption(word("baselines_differ"))
    for label, outcome in outcomes.items():
        for line in event_lines(outcome.scenario):
            st.html(f'<div class="pin">{escape(f"{label} · {line}")}</div>')
    if not record["assumptions"]:
        if len({outcome.scenario.events for outcome in outcomes.values()}) == 1:
            st.caption(word("alike"))
        return
    rows = []
    for row in record["assumptions"]:
        section = name(industry(row["section"]))
        cells = [f"{section} · {word(row['measure'])} · {row['year']}"]
        for label in outcomes:
            value, moved = row["values"][label], row["moved"][label]
            shown = rate(value)
            cells.append(f"<b>{shown}</b>" if moved else f'<span class="pin">{shown}</span>')
        rows.append(tuple(cells))
    _table(word("assumption"), outcomes, rows)


def small_multiples(outcomes: dict[str, Outcome]) -> None:
    """Draw the same chart for each (小图并列)."""
    items = list(outcomes.items())
    for start in range(0, len(items), 3):
        for place, (label, outcome) in zip(st.columns(3), items[start : start + 3], strict=False):
            with place:
                st.text(label)
                pieces.growth_chart(outcome, f"compare-{start}-{label}")


def _table(first: str, outcomes: dict[str, Outcome], rows: list[tuple[str, ...]]) -> None:
    plain_table((first, *map(escape, outcomes)), rows, stacked=True)


listed = saved.listing()
back_check.panel()
found = chosen(listed)
if FEWEST <= len(found) <= MOST:
    pieces.aged(*(outcome.baseline for outcome in found.values()))
    verdicts(found, state.scope())
    assumptions(found)
    small_multiples(found)
