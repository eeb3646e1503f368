"""发出时与今日: what a believed link says, as of the day it was sent and as of today."""

from collections.abc import Sequence
from dataclasses import astuple
from html import escape

import streamlit as st

from records.links.opened import Opened
from scenarios.assume.scenario import counted
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Judgement, by_scope, judge_all, scope_of
from views.present.ledger import HEADS, ledger, left_behind, told
from views.present.link_differences import checked, differences
from views.present.seals import claimed, claims, kept_said, known_as, sealed, title_of
from views.present.verdict_cards import cards_html, target_title, unjudged_said
from views.session import current, opened_link
from views.session.continue_from_link import behind_said, take_over
from views.widgets.pieces import aged, plain_table
from views.words.numbers import points
from views.words.words import language, word


def verdict_line(opened: Opened) -> None:
    """Say first whether these are the numbers that were sent (核验结论)."""
    if opened.elsewhere or opened.same:
        st.success(checked(opened), icon=":material/verified:")
    elif opened.differences:
        st.warning(checked(opened), icon=":material/error:")
        rows = [tuple(map(escape, row)) for row in differences(opened)]
        _table(("where", "stated", "worked_out"), rows)


def cards(outcome: Outcome, judged: list[Judgement]) -> str:
    """Print judgements as cards (目标卡), a share by its own scope or the scenario's."""
    return cards_html(
        (target_title(one.target, one.scope, outcome.baseline, outcome.scenario), one)
        for one in by_scope(judged, outcome.scenario.scope)
    )


def two_clocks(opened: Opened) -> None:
    """Show the cards of then beside those of today (今昔并列)."""
    then, now = st.columns(2, gap="large")
    then.markdown(f"## {word('as_decided')}")
    assert opened.decided is not None  # it is believed
    then.html(cards(opened.decided, opened.judged()))
    for line in unjudged_said(opened.decided, opened.pin.believed):
        then.html(f'<div class="pin">{escape(line)}</div>')
    now.markdown(f"## {word('today')}")
    if opened.today is None:
        now.info(word("today_none"))
        return
    now.html(cards(opened.today, judge_all(opened.today)))
    if not opened.newer:
        now.caption(word("today_same"))
    if opened.happened:
        now.caption(word("past_years", counted(opened.happened)))


def age(opened: Opened) -> None:
    """Say how old the figures are that each of the two stands on (数据时效)."""
    aged(*(one.baseline for one in (opened.decided, opened.today) if one is not None))


def gap_table(opened: Opened) -> None:
    """Split the way from then to today into model, data and scope (今昔之差)."""
    if not opened.newer:
        return
    st.markdown(f"## {word('gap_title')}")
    with st.spinner(word("splitting")):
        scope, named = opened.pin.shown.scope, {one.id: one for one in opened.pin.believed}
        gaps = [one for one in opened.gaps if one.scope == scope_of(named[one.target], scope)]
    rows = []
    for gap in gaps:
        parts = (gap.model, gap.data, gap.rescoped)
        shown = ("—" if part is None else points(part) for part in parts)
        title = named[gap.target].title_in(language())
        rows.append((escape(title), *shown, points(gap.now - gap.then)))
    _table(("target", "by_model", "by_data", "by_scope", "in_all"), rows)
    if any(gap.model is None for gap in gaps):
        st.caption(word("not_split"))


def ledger_table(opened: Opened) -> None:
    """List what differs from the baseline, events first, and who said so (台账)."""
    entries = ledger(opened.pin.shown)
    if entries:
        st.markdown(f"## {word('ledger')}")
        _table(HEADS, [tuple(map(escape, astuple(one))) for one in entries])
        if not opened.seal.vouched:
            st.caption(word("ledger_claimed"))
    if gone := left_behind(opened.pin, opened.seal):
        st.caption(gone)


def _table(keys: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    plain_table(tuple(word(key) for key in keys), rows, stacked=True)


def heading(opened: Opened) -> None:
    """Say what it is called, and who saved it, when and why (标题与保存人).

    What this store calls a self-contained link is said beside its own words.
    """
    scenario, savings = opened.pin.shown, opened_link.savings(opened.pin.own_id)
    if title := title_of(opened, savings):
        st.html(f'<p class="lead">{escape(title)}</p>')
    for line in kept_said(opened, savings):
        st.html(f'<div class="pin">{escape(line)}</div>')
    for line in claims(told(scenario), opened.seal):
        st.html(f'<div class="said">{escape(line)}</div>')


def seal_line(opened: Opened) -> None:
    """Say which of its seals it has: who and when, never that numbers are right (签章)."""
    st.html(f'<div class="pin">{escape(sealed(opened.seal))}</div>')


def page(opened: Opened) -> None:
    """One screen, the verdict first (一屏)."""
    mark = opened.pin.baseline
    heading(opened)
    seal_line(opened)
    verdict_line(opened)
    two_clocks(opened)
    age(opened)
    gap_table(opened)
    ledger_table(opened)
    if opened.today is not None:
        if st.button(word("take_over"), on_click=take_over, args=(opened,)):
            st.switch_page("views/pages/scenario.py")
        st.html(f'<div class="pin">{escape(behind_said(opened))}</div>')
    software = claimed(opened.pin.software, opened.seal)
    line = word("pin_line", known_as(opened.pin), mark.id, mark.as_of, software)
    st.html(f'<div class="pin">{escape(line)}</div>')


opened = opened_link.read_once(current.standing)
if isinstance(opened, Opened):
    page(opened)
