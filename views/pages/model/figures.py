"""New figures in: upload, how it was read, what it changes, then kept as a release (新数据)."""

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

import streamlit as st

from base.problems import Problem, Problems
from data import clock
from data.releases.intake import Addition, Reading, Release, propose, read_figures
from records.publishing.releases import add_release
from views.panels import changed_figures, reading_plan, taking_back
from views.panels.evidence_tables import releases_tab
from views.present import release_tables
from views.present.age import data_age
from views.session import current, opened_link, roles, uploads
from views.session.baselines import newest
from views.session.choices import session
from views.widgets import fields
from views.widgets.fields import enter
from views.words.words import language, word

LISTED = 100
"""Problems told at once."""


def tab() -> None:
    """Take a file, show all that follows from it, and store it when asked (新数据)."""
    _standing()
    st.caption(word("figures_help", uploads.LARGEST // 2**20))
    if not roles.allowed("add_figures"):
        st.info(word("figures_none"))
    held = session()
    kept, held.release_kept = held.release_kept, None
    if kept:
        st.success(word(*kept))
    st.html(f'<style>:root {{ --choose-file: "{word("figures_choose")}"; }}</style>')
    upload = fields.upload(
        st.file_uploader,
        word("figures_file"),
        "figures_file",
        type=["xlsx", "xls", "csv", "txt", "html", "htm", "xlsm"],  # macros are told why not
        max_upload_size=uploads.LARGEST // 2**20,
    )
    if upload is None:
        reading_plan.forget()
        taking_back.offer_template()
        st.markdown(f"## {word('releases_here')}")
        releases_tab(clock.today())
        taking_back.withdrawal()
        return
    reading = _read(upload.file_id, upload.name, upload)
    told = st.container()  # what is wrong comes first, though it is known last
    reading_plan.panel(reading)
    if not reading.figures:
        with told:
            _list("problems_title", reading.problems)
        _show_left_out(reading)
        return
    _show_reading(reading)
    changed = st.container()
    release = _ask()
    found = propose(reading, release)
    with told:
        _list("problems_title", _mend(found, release))
        _list("doubts_title", found.doubts)
    with changed:
        st.markdown(f"##### {word('diff_title')}")
        changed_figures.panel(found, "differences")
    _offer(reading, release, found)


def _standing() -> None:
    """Say what is in use, how old the newest figures are, and what comes next (现状)."""
    standing, known = current.standing(), newest()
    used = date.fromisoformat(standing.as_of)
    st.markdown(word("standing_now", standing.id, used, known, (clock.today() - known).days))
    st.markdown(word("next_fit" if known > used else "next_figures"))
    st.markdown(data_age(used, clock.today(), standing.vintage))


def _read(key: str, name: str, upload: object) -> Reading:
    """Read an upload once for each plan: reruns of this session meet what was read."""
    held = session()
    if held.reading and held.reading[0] != key:
        reading_plan.forget()  # another file took its place
    plan = reading_plan.plan()
    asked = plan.model_dump_json() if plan else ""
    if held.reading is None or held.reading[:2] != (key, asked):
        content = upload.getvalue()  # type: ignore[attr-defined]
        held.reading = (key, asked, read_figures(Path(name), content, plan))
    return held.reading[2]


def _show_reading(reading: Reading) -> None:
    st.markdown(f"##### {word('read_title')}")
    st.dataframe(release_tables.read_as(reading), hide_index=True, key="read_as")
    _show_left_out(reading)


def _show_left_out(reading: Reading) -> None:
    if reading.left_out:
        with st.expander(f"{word('read_left_out')} · {len(reading.left_out)}"):
            st.dataframe(release_tables.left_out(reading), hide_index=True, key="left_out")


def _list(key: str, problems: Sequence[Problem]) -> None:
    """Tell all that is wrong, a line each; what cells said stays text."""
    if not problems:
        return
    show = st.error if key == "problems_title" else st.warning
    show(word(key, len(problems)))
    lines = [f"<li>{escape(one.text(language()))}</li>" for one in problems[:LISTED]]
    st.html(f"<ul>{''.join(lines)}{'<li>…</li>' if len(problems) > LISTED else ''}</ul>")


def _ask() -> Release:
    """Ask what the release is called, and when it was published."""
    left, right = st.columns(2)
    name = enter(
        left.text_input, word("release_id"), "release_id", "", help=word("release_id_help")
    )
    today = clock.today()
    published = enter(
        right.date_input, word("release_published"), "release_published", today, max_value=today
    )
    title = enter(left.text_input, word("release_title"), "release_title", "", max_chars=200)
    url = enter(right.text_input, word("release_url"), "release_url", "", max_chars=500)
    return Release(name.strip(), title.strip(), published, url.strip())


def _mend(addition: Addition, release: Release) -> list[Problem]:
    """List what to correct; a name that is not typed yet is no mistake."""
    empty = {key for key, said in (("id", release.id), ("title", release.title)) if not said}
    return [one for one in addition.problems if one.where not in empty]


def _offer(reading: Reading, release: Release, addition: Addition) -> None:
    """Offer to store it, once nothing is wrong and what is doubtful was looked up."""
    looked = bool(addition.doubts) and enter(
        st.checkbox, word("release_looked"), "release_looked", False
    )
    ready = not addition.problems and (looked or not addition.doubts)
    if st.button(word("release_store"), type="primary", disabled=not ready, key="release_store"):
        _store(reading, release, looked)


def _store(reading: Reading, release: Release, looked: bool) -> None:
    """Store the release, if this reader may: the server asks, whatever the page showed."""
    try:
        roles.demand("add_figures")
        add_release(
            *(reading, release, opened_link.store, roles.who()),
            looked=looked,
            plan=reading_plan.plan(),
        )
    except Problems as wrong:  # somebody was first, or the disk is full
        _list("problems_title", wrong.problems)
        return
    for name in ("figures_file", "release_id", "release_title", "release_url", "release_looked"):
        session().forget(name)
    session().release_kept = ("release_chosen", release.id, release.published.isoformat())
    st.rerun()
