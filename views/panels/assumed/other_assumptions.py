"""What is assumed beside the sliders (其他假设): listed, switched on and off, changed, undone."""

from html import escape

import streamlit as st

from scenarios.assume.listed import Listed, in_scenario, taking_part, unfit
from views.panels.assumed import assumption_form
from views.present.ledger import ledger
from views.session import current, metrics
from views.session.choices import choices, session
from views.widgets.fields import enter
from views.words.words import labelled, word


@st.fragment
@metrics.run("others")
def panel() -> None:
    """Show the list and what can be done with it, and the form (其他假设)."""
    held = choices()
    if session().listing_shown != held.listing:  # a switch of the list moved the board too
        st.rerun()
    st.markdown(f"## {word('others_title')}")
    st.caption(word("others_help"))
    _tools()
    _, part = taking_part(held.listing, current.current_baseline(), current.own_scopes())
    for number, (one, counts) in enumerate(zip(held.listing.items, part, strict=True)):
        _row(number, one, counts)
    assumption_form.add_or_change()


def _tools() -> None:
    """Linkage, and the way back and forward (联动、撤销、重做)."""
    held = choices()
    with st.container(horizontal=True, vertical_alignment="center", key="others-tools"):
        enter(
            *(
                st.toggle,
                word("others_linked"),
                "others_linked",
                held.listing.linkage == "together",
            ),
            take=_link,
            help=word("others_linked_help"),
        )
        undo = st.button(word("others_undo"), key="others-undo", disabled=not held.listed_before)
        redo = st.button(word("others_redo"), key="others-redo", disabled=not held.listed_after)
    if undo or redo:
        (held.listing_back if undo else held.listing_again)()
        st.rerun()


def _row(number: int, one: Listed, counts: bool) -> None:
    """One of them: what it says, whether it counts, and its buttons."""
    (line, *_) = ledger(in_scenario((one.item,), current.own_scopes()))
    what = line.assumed if line.measure == word("event") else f"{line.measure} {line.assumed}"
    with st.container(horizontal=True, vertical_alignment="center", key=f"others-row-{number}"):
        enter(
            *(st.toggle, f"{line.section} · {line.years} · {what}", f"others_on/{number}", one.on),
            take=lambda on: _replace(number, Listed(item=one.item, on=on)),
        )
        begin, key = assumption_form.edit, f"others-edit-{number}"
        st.button(word("others_edit"), key=key, on_click=begin, args=(number, one.item))
        if st.button(word("others_remove"), key=f"others-remove-{number}", type="tertiary"):
            _replace(number, None)
            st.rerun()
    said = {key: getattr(line, key) for key in ("reason", "source", "owner")}
    if why := [labelled(key, text) for key, text in said.items() if text]:
        st.html(f'<div class="pin">{escape(word("stop").join(why))}</div>')
    if one.on and not counts:
        st.warning(word("others_waits", _why(number)))


def _why(number: int) -> str:
    """Say why one that is switched on does not count (未计入原因)."""
    items, base, scopes = choices().listing.items, current.current_baseline(), current.own_scopes()
    found = unfit(items[number].item, items[:number], base, scopes)
    return "" if found is None else word("stop").join(map(assumption_form.told, found.problems))


def _link(on: bool) -> None:
    held = choices()
    linkage = "together" if on else "alone"
    held.put_listing(held.listing.model_copy(update={"linkage": linkage}))


def _replace(number: int, one: Listed | None) -> None:
    """Put another in the place of one, or none."""
    held = choices()
    items = [*held.listing.items]
    items[number : number + 1] = [] if one is None else [one]
    held.put_listing(held.listing.model_copy(update={"items": tuple(items)}))
