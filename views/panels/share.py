"""Share and save (分享与保存): a link that pins the numbers, a QR code, a text to paste."""

from base64 import b64encode
from html import escape
from urllib.parse import urlsplit, urlunsplit

import pandas as pd
import streamlit as st

from base.problems import Problems
from data import clock
from data.sections import column, industry
from forecast.baseline import Baseline
from records.links.codec import here_only
from records.links.pin import Pin, pin
from records.links.seal import UNSIGNED
from records.links.summary import summary
from records.publishing.saving import save_seen
from records.publishing.share import share
from records.store.records import Entry
from scenarios.assume.cells import key_of
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.export.pictures.qr import qr_svg
from views.present.ledger import event_lines
from views.present.names import name
from views.present.seals import own, saver
from views.session import current, opened_link, roles
from views.session.choices import LedgerEntry, choices, session
from views.session.continue_from_link import make_own
from views.widgets import fields
from views.widgets.after_board import beside, follow
from views.widgets.fields import enter
from views.words.words import language, word

LEDGER = ("reason", "source", "owner", "review")


def address(link: str) -> str:
    """Give the whole address of a link on this server (完整网址), in the language chosen."""
    here = urlsplit(st.context.url or "")
    chosen = choices().language or st.query_params.get("lang")
    query = link.lstrip("?") + (f"&lang={chosen}" if chosen in ("zh", "en") else "")
    return urlunsplit((here.scheme, here.netloc, "/", query, ""))


def qr(text: str, alt: str) -> str:
    """Draw a QR code as an image (二维码), light enough for a phone at arm's length."""
    drawn = b64encode(qr_svg(text, light="#fff", border=3).encode()).decode()
    source = f"data:image/svg+xml;base64,{drawn}"
    style = "width:min(100%,22rem);image-rendering:pixelated"
    return f'<img alt="{escape(alt)}" style="{style}" src="{source}">'


def button() -> None:
    """Offer to share the board's scenario (分享按钮)."""
    if st.button(word("share_button"), icon=":material/share:", key="share"):
        session().saved = None
        st.dialog(word("share_button"), width="large")(dialog)()


def dialog() -> None:
    """Ask for the ledger, offer the link, and save (分享对话框); it follows a move under way."""
    follow("follow-share")
    with beside("share"):
        _dialog()


def _dialog() -> None:
    st.caption(word("share_help"))
    try:
        outcome = current.outcome()
        _ledger(outcome.scenario)
        _offer(_save(pin(outcome), outcome.baseline))
    except Problems as problems:
        st.error(word("bad_input"))
        st.code(problems.text(language()), language=None, wrap_lines=True)


def _ledger(scenario: Scenario) -> None:
    """Let the planner say why, section by section, or year by year where years differ.

    What is listed beside the sliders has its reasons there.
    """
    kept, on_board = choices().ledger, current.moved()
    keys = ((one.section, key_of(one.section, one.years[0])) for one in scenario.assumptions)
    cells = (cell for cell in keys if cell[1] in on_board)
    moved = sorted({cell if cell in kept else section for section, cell in cells}, key=_order)
    if not moved:
        return
    rows = [{"code": key} | kept.get(key, LedgerEntry()).model_dump() for key in moved]
    table = pd.DataFrame(rows, columns=["code", *LEDGER]).set_index("code")
    table.insert(0, "section", [_named(key) for key in moved])
    table["review"] = pd.to_datetime(table["review"]).dt.date
    names = {key: st.column_config.TextColumn(word(key)) for key in ("section", *LEDGER[:3])}
    fields.edit(
        *(st.data_editor, table, "ledger", _note_down),
        hide_index=True,
        disabled=["section"],
        column_config={**names, "review": st.column_config.DateColumn(word("review"))},
        placeholder="—",  # an empty day would say None
    )


def _order(key: str) -> tuple[int, str]:
    return column(key.partition("/")[0]), key


def _named(key: str) -> str:
    """Name a section, with its year where there is one: "J" or "J/2026"."""
    code, _, year = key.partition("/")
    return f"{name(industry(code))} {year}".strip()


def _note_down(table: pd.DataFrame) -> None:
    """Keep what was said of each section (记下)."""
    for code, row in table.to_dict("index").items():
        said = {key: str(row[key] or "") for key in LEDGER[:3]}
        review = None if pd.isna(row["review"]) else pd.Timestamp(row["review"]).date()
        choices().ledger[str(code)] = LedgerEntry(**said, review=review)


def _save(pinned: Pin, base: Baseline) -> Pin:
    """Save under a title, with note, who and why, for those who may; gives what is then held.

    Who saves under a name makes the words that came as somebody's claims his own.
    """
    if not roles.allowed("save"):
        st.caption(roles.refusal("save").text(language()))
        return pinned
    title, who = st.columns([3, 2])
    said = {
        "title": enter(title.text_input, word("scenario_title"), "save_title", "", max_chars=200),
        "who": fields.person(who, word("who"), "save_who"),
        "note": enter(st.text_area, word("note"), "save_note", "", max_chars=10_000, height=68),
        "why": enter(st.text_input, word("why"), "save_why", "", max_chars=2_000),
    }
    if st.button(word("save"), type="primary", key="save"):
        said["who"] = roles.who(said["who"])
        mine = own(pinned.scenario) if said["who"] != UNSIGNED else pinned.scenario
        if mine != pinned.scenario:
            pinned = pin(simulate(base, mine))
        try:
            _keep(pinned, said)
        except Problems as problems:  # the link below stands whatever became of saving
            st.error(word("not_saved"))
            st.code(problems.text(language()), language=None, wrap_lines=True)
        if _saved(pinned) and said["who"] != UNSIGNED:
            make_own()
    if saved := _saved(pinned):
        st.success(word("saved", saved.number))
    return pinned


def _keep(pinned: Pin, said: dict[str, str]) -> None:
    """Save; but if a version came between that this session has not seen, tell of it first."""
    roles.demand("save")
    done = save_seen(opened_link.store(), pinned, seen=session().seen, by=roles.vouched(), **said)
    entry = done.entry
    if done.between:
        told = (
            entry.title,
            f"v{entry.number}",
            saver(entry, opened_link.weighed([entry])[0]),
            clock.shown(entry.at),
            entry.why,
            entry.note,
        )
        st.warning(word("came_between"))
        st.code(" · ".join(filter(None, told)), language=None, wrap_lines=True)
    else:
        session().saved = entry


def _saved(pinned: Pin) -> Entry | None:
    """Give the version under which this very pin was saved last, in this session."""
    entry = session().saved
    return entry if entry and entry.record == pinned.own_id else None


def _offer(pinned: Pin) -> None:
    """Show the link, its QR code and a text to paste."""
    saved = _saved(pinned)
    made = share(pinned, roles.vouched(), opened_link.store)
    link = address(saved.link if saved else made.link)
    left, right = st.columns([3, 2])
    left.markdown(f"**{word('link')}**")
    left.code(link, language=None, wrap_lines=True)
    left.markdown(f"**{word('paste')}**")
    text = summary(
        *(pinned, language(), link, saved.title if saved else ""),
        ledger=event_lines(pinned.shown),
    )
    left.code(text, language=None, wrap_lines=True)
    if made.unsealed and not saved:
        left.caption(word("link_unsealed"), help=Problems(made.unsealed).text(language()))
    if made.unmarked:
        left.caption(Problems(made.unmarked).text(language()))
    right.html(qr(link, word("qr")))
    here = here_only(link)
    right.caption(word("qr_here" if here else "qr"))
