"""Who the reader is, and what they may do (当前角色): asked on the server in every action."""

import time
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from base import settings as environment
from base.problems import Problem, Problems, Text
from records.links.seal import UNSIGNED
from views.session import metrics, permissions
from views.session.permissions import NEEDS, AccessSettings, Action, Role
from views.words.words import language, say, word

_keeper = st.components.v2.component(
    "yuce_return",
    js=(Path(__file__).parent / "return.js").read_text(encoding="utf-8"),
)
"""Keeps the link a reader came by while they sign in elsewhere, and leads back to it."""


def settings() -> AccessSettings:
    """Give the settings of this server (当前设定); raises Problems, and then nothing is open."""
    named = environment.read().settings
    files = [*st.get_option("secrets.files"), *([named] if named else [])]
    return permissions.settings(tuple(map(str, files)))


def signed_in() -> Mapping[str, Any] | None:
    """Give the claims of who signed in, while they count (登录声明)."""
    return permissions.counting(st.user.to_dict(), settings(), time.time())


def role() -> Role | None:
    """Give the reader's role (当前角色); None may not even read."""
    return permissions.granted(settings(), signed_in(), opened_here)


def opened_here() -> bool:
    """Say whether the page is open because it is this machine's own (本机开放)."""
    known = settings()
    return not known.auth and known.roles.anonymous is None and permissions.local(*connection())


def connection() -> tuple[str | None, Mapping[str, str]]:
    """Give the reader's address, None on this machine, and headers (连接来源).

    Both are empty for a reader who has just gone, however far away: see `claims.local`.
    """
    return st.context.ip_address, st.context.headers.to_dict()


def allowed(action: Action) -> bool:
    """Say whether the reader may do this (是否可为)."""
    return permissions.may(role(), action)


def demand(action: Action) -> None:
    """Let only those pass who may do this (核验权限); raises Problems.

    Called by every action on the server, whatever the page did or did not show.
    """
    if not permissions.may(role(), action):
        metrics.refused(action)
        raise Problems([refusal(action)])
    metrics.acted(action)


def refusal(action: Action) -> Problem:
    """Say that an action needs another role (无权说明)."""
    needed, held = NEEDS[action], role()
    return Problem(
        where=word(f"do_{action}"),
        what=Text("没有这项权限", "your role does not allow this"),
        found=Text(say("zh", f"role_{held}"), say("en", f"role_{held}")) if held else "—",
        expected=Text(
            f"{say('zh', f'role_{needed}')}或更高", f"{say('en', f'role_{needed}')} or higher"
        ),
        remedy=Text("请管理员授予角色，然后重新登录", "ask an administrator, then sign in again"),
        code="role-lacking",
    )


def tell_if_refused(action: Action) -> None:
    """Say above what does an action that this reader may not (无权提示).

    The button stands there live: Streamlit drops presses of a greyed one unseen, and so a press
    without the role, by hand or forged, meets `demand`, is told and is counted.
    """
    if not allowed(action):
        st.caption(refusal(action).text(language()))


def who(typed: str = "") -> str:
    """Name who acts (操作人): who signed in; only where nobody does, what was typed.

    Nothing typed is nobody's name: never that of the account that serves the pages.
    """
    found = signed_in()
    return permissions.whose(found) if found is not None else typed.strip() or UNSIGNED


def vouched() -> str:
    """Name who signed in, for a seal (可信签名); a name that was typed vouches for nobody."""
    return who()


def line() -> None:
    """Say who is signed in and may do what, or that this machine is open (登录状态)."""
    found = signed_in()
    if found is not None:
        _keeper(data={"keep": False}, key="back_to_link")
        held = role()
        said, leave = st.columns([6, 1], vertical_alignment="center")
        named = (
            f"{permissions.whose(found)} · {word(f'role_{held}') if held else word('role_none')}"
        )
        said.html(f'<div class="pin">{escape(word("signed_in", named))}</div>')
        leave.button(word("sign_out"), on_click=st.logout, type="tertiary", key="sign_out")
    elif settings().auth:
        st.button(word("sign_in"), on_click=st.login, type="tertiary", key="sign_in")
    elif opened_here():
        st.html(f'<div class="pin">{escape(word("open_here"))}</div>')


def gate() -> None:
    """Stop the page for those who may not read (登录页), and for all while settings are bad."""
    try:
        if allowed("read"):
            return
    except Problems as problems:
        st.error(problems.text(language()))
        st.stop()
    _keeper(data={"keep": True}, key="keep_link")
    st.title(word("app"))
    st.markdown(word("no_role") if signed_in() is not None else word("please_sign_in"))
    line()
    st.stop()
