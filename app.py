"""渝策 Yuce: the page list, the language, the vintage. Nothing else (入口)."""

import gc
import sys
from functools import partial

import streamlit as st

from data.problems import Problems
from scenarios.opening import Opened
from views import fields, notice, opening, page, parts, roles, share, state, watch
from views.cards import scope_name
from views.vintages import REPORT
from views.words import aside, language, word


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
watch.start()
roles.gate()
link = opening.read_once()
opened = isinstance(link, Opened)
decided = st.Page("views/decided.py", title=word("decided"), url_path="decided", default=opened)
overview = partial(st.Page, "views/overview.py", title=word("overview"))
by_name = overview(url_path="overview", visibility="visible" if opened else "hidden")
leader = by_name if opened else overview(url_path="first", default=True)  # has no path of its own
planner = st.Page("views/scenario.py", title=word("board"), url_path="scenario")
listed = [
    leader,
    planner,
    st.Page("views/compare.py", title=word("compare"), url_path="compare"),
    st.Page("views/lab.py", title=word("lab"), url_path="model"),
    st.Page("views/evidence.py", title=word("evidence"), url_path="evidence"),
]
if roles.allowed("audit"):
    listed.append(st.Page("views/audit.py", title=word("audit"), url_path="audit"))
pages = st.navigation([decided if opened else by_name, *listed], position="top")
row = st.container(horizontal=True, vertical_alignment="center", key="top")
row.html(parts.STYLE + f'<h1 class="brand">{word("app")} <small>{word("tagline")}</small></h1>')
if opened and opening.unseen() and pages is not decided:  # whatever page its address names
    st.switch_page(decided, query_params=st.query_params.to_dict())
if pages is not decided and not isinstance(
    link, Problems
):  # what a link says depends on no choice: its verdict comes first
    try:
        with st.spinner(word("preparing")):
            days = state.offered()
            first = word("shipped_label" if state.published() is None else "published_label")
            said = dict.fromkeys(days, word("added_label"))
            said |= {REPORT: word("report_day"), days[0]: first}
            labels = {day: day.isoformat() + aside(said[day]) for day in days}
            behind = row.popover(f"{state.scope()} · {state.vintage()}", icon=":material/tune:")
            fields.choose(
                *(behind.selectbox, word("vintage"), days, "vintage", state.vintage()),
                show=labels.__getitem__,
                take=state.choose_vintage,
                help=word("vintage_help"),
            )
            base = state.current_baseline()
    except Problems as problems:
        st.error(problems.text(language()))
        st.stop()
    names = {one.id: scope_name(one) for one in base.scopes}
    fields.choose(
        *(behind.selectbox, word("scope"), list(names), "scope", state.scope()),
        show=names.__getitem__,
        take=state.choose_scope,
    )
    if pages in (leader, by_name, planner):
        with row:
            share.button()
fields.choose(
    *(row.segmented_control, word("language"), ["zh", "en"], "language", language()),
    show={"zh": "中文", "en": "English"}.__getitem__,
    take=state.speak,
    required=True,
    label_visibility="collapsed",
)
page.whole()
if isinstance(link, Problems):  # beside a link that is not believed stands no number
    opening.refusal(link)
else:
    with watch.run("page"):
        pages.run()
    if pages not in (leader, by_name, planner, decided):
        notice.banner()
roles.line()
settle()
