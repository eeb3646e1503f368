"""What follows the board on a page (盘旁内容): marked as out of date until it is redrawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from html import escape
from pathlib import Path

import streamlit as st

from base.canonical import digest
from views.board import payload
from views.session import current
from views.session.choices import choices
from views.words.words import word

HERE = Path(__file__).parent

_follow = st.components.v2.component(
    "yuce_follow",
    js=payload.board_file("rest.js") + (HERE / "follow.js").read_text(encoding="utf-8"),
)
_beside = st.components.v2.component(
    "yuce_beside", js=(HERE / "after_board.js").read_text(encoding="utf-8")
)


def stands() -> str:
    """Spell what numbers stand on, moved cells apart (所据): baseline, own scopes, scope, list."""
    base, listing = current.current_baseline(), choices().listing
    own = digest([asdict(one) for one in base.own]) if base.own else ""
    listed = "" if listing.empty else digest(listing.model_dump(mode="json"))
    return f"{base.id} {own} {current.scope()} {listed}"


def follow(name: str = "follow") -> None:
    """Rerun the fragment that calls this once the full result of a release is shown (随后更新)."""
    _follow(key=name, on_settled_change=lambda: None)


@contextmanager
def beside(name: str) -> Iterator[None]:
    """Hold what is worked out of the cells that the server knows (盘旁内容).

    Until it is known to be of those that the board shows, it is dimmed and none of its buttons
    acts; while the board shows others it says so. What tells of which cells it is comes last,
    after all of it is on screen.
    """
    with st.container(key=f"beside-{name}"):
        st.html(f'<div class="waits">{escape(word("not_yet"))}</div>')
        yield
        told = {"stands": stands(), "moved": current.moved()}
        _beside(data=told, key=f"of-beside-{name}")
