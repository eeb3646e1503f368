"""渝策 Yuce, the pages' entry (入口): set-up, who may enter, the link, the pages and their head.

Streamlit runs this file at every step of a reader: it checks the settings, asks who the reader
is, reads the link of the address, draws the row of choices above every page, and runs the page.
What the pages show is worked out elsewhere.
"""

import gc
import sys
from functools import partial

import streamlit as st

from base import settings
from base.problems import Problems
from records.links.opened import Opened
from records.store import reachable
from records.store.database import silent
from views.panels import new_baseline, share
from views.present.verdicts import scope_name
from views.session import current, metrics, opened_link, page, roles
from views.session.baselines import REPORT
from views.widgets import fields, pieces
from views.words.words import aside, language, word


@st.cache_resource
def settle() -> None:
    """Set the process up for many readers, once: see docs/operations.md.

    What was loaded at the start is out of the collector's sight, and a rerun keeps the
    interpreter until it is done instead of sharing it out every 5 ms.
    """
    gc.freeze()
    sys.setswitchinterval(0.03)


st.set_page_config(
    page_title="渝策 Yuce",
    page_icon="📈",
    layout="wide",
    menu_items={
        "About": word("about")
    },  # with it, the menu that lets a reader choose light or dark
)
reachable()
try:
    settings.read()
except Problems as wrong:
    st.error(wrong.text(language()))
    st.stop()
metrics.start()
roles.gate()
link = opened_link.read_once(current.standing)
opened = isinstance(link, Opened)
decided = st.Page(
    "views/pages/decided.py", title=word("decided"), url_path="decided", default=opened
)
overview = partial(st.Page, "views/pages/overview.py", title=word("overview"))
by_name = overview(url_path="overview", visibility="visible" if opened else "hidden")
leader = by_name if opened else overview(url_path="first", default=True)  # has no path of its own
planner = st.Page("views/pages/scenario.py", title=word("board"), url_path="scenario")
listed = [
    leader,
    planner,
    st.Page("views/pages/watch.py", title=word("watch"), url_path="watch"),
    st.Page("views/pages/compare.py", title=word("compare"), url_path="compare"),
    st.Page("views/pages/model/page.py", title=word("lab"), url_path="model"),
    st.Page("views/pages/evidence.py", title=word("evidence"), url_path="evidence"),
]
if roles.allowed("audit"):
    listed.append(st.Page("views/pages/audit.py", title=word("audit"), url_path="audit"))
pages = st.navigation([decided if opened else by_name, *listed], position="top")
with_board = pages in (leader, by_name, planner)
row = st.container(horizontal=True, vertical_alignment="center", key="top")
row.html(pieces.STYLE + f'<h1 class="brand">{word("app")} <small>{word("tagline")}</small></h1>')
if opened and opened_link.unseen() and pages is not decided:  # whatever page its address names
    st.switch_page(decided, query_params=st.query_params.to_dict())
if pages is not decided and not isinstance(
    link, Problems
):  # what a link says depends on no choice: its verdict comes first
    try:
        with st.spinner(word("preparing")):
            days = current.offered()
            first = word("shipped_label" if current.published() is None else "published_label")
            said = dict.fromkeys(days, word("added_label"))
            said |= {REPORT: word("report_day"), days[0]: first}
            labels = {day: day.isoformat() + aside(said[day]) for day in days}
            behind = row.popover(f"{current.scope()} · {current.vintage()}", icon=":material/tune:")
            fields.choose(
                *(behind.selectbox, word("vintage"), days, "vintage", current.vintage()),
                show=labels.__getitem__,
                take=current.choose_vintage,
                help=word("vintage_help"),
            )
            base = current.current_baseline()
    except Problems as problems:
        st.error(problems.text(language()))
        st.stop()
    names = {one.id: scope_name(one) for one in base.scopes}
    fields.choose(
        *(behind.selectbox, word("scope"), list(names), "scope", current.scope()),
        show=names.__getitem__,
        take=current.choose_scope,
    )
    if with_board:
        with row:
            share.button()
fields.choose(
    *(row.segmented_control, word("language"), ["zh", "en"], "language", language()),
    show={"zh": "中文", "en": "English"}.__getitem__,
    take=current.speak,
    required=True,
    label_visibility="collapsed",
)
page.whole(with_board)
if silent():
    st.warning(word("store_silent"))
if isinstance(link, Problems):  # beside a link that is not believed stands no number
    opened_link.refusal(link)
else:
    with metrics.run("page"):
        pages.run()
    if pages not in (leader, by_name, planner, decided):
        new_baseline.banner()
roles.line()
settle()
