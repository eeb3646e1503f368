"""Only views/session/choices.py touches the session, only views/widgets/fields.py draws it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWNER, FIELDS = ROOT / "views/session/choices.py", ROOT / "views/widgets/fields.py"
SOURCES = [ROOT / "app.py", *sorted((ROOT / "views").rglob("*.py"))]

KEEPERS = {
    *("audio_input", "camera_input", "chat_input", "checkbox", "color_picker", "data_editor"),
    *("date_input", "datetime_input", "feedback", "file_uploader", "form", "menu_button"),
    *("multiselect", "number_input", "pagination", "pills", "radio", "segmented_control"),
    *("select_slider", "selectbox", "slider", "tabs", "text_area", "text_input", "time_input"),
    "toggle",
}
"""What Streamlit draws and keeps a value for. Buttons happen once; what folds keeps no choice."""

DRAWERS = {"choose", "choose_many", "enter", "edit", "tabs", "upload"}
"""Functions of views/widgets/fields.py that take such a call first, and make it."""

SESSION = {"session_state", "SessionState", "get_session_state", "get_script_run_ctx"}
"""Ways to the session's keys, by whatever name they are taken."""


def to_the_session(tree: ast.AST) -> Iterator[str]:
    """Every place that reaches for the session: as an attribute, an import, a name or a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in SESSION:
            yield f"{node.lineno}: .{node.attr}"
        elif isinstance(node, ast.alias) and set(node.name.split(".")) & SESSION:
            yield f"{node.lineno}: import {node.name}"
        elif isinstance(node, ast.ImportFrom) and "runtime.state" in (node.module or ""):
            yield f"{node.lineno}: from {node.module}"
        elif isinstance(node, ast.Name) and node.id in SESSION:
            yield f"{node.lineno}: {node.id}"
        elif isinstance(node, ast.Constant) and node.value in SESSION:
            yield f"{node.lineno}: {node.value!r}"


def drawn_elsewhere(tree: ast.AST) -> Iterator[str]:
    """Every keeper of a value that is not handed straight to a drawer as its first argument."""
    handed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node.func) in DRAWERS and node.args:
            first = node.args[0]
            while isinstance(first, ast.Starred | ast.Tuple):
                first = first.value if isinstance(first, ast.Starred) else first.elts[0]
            handed.add(id(first))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in KEEPERS and id(node) not in handed:
            if _called(node) in DRAWERS and _owner(node) == "fields":
                continue  # fields.tabs itself
            yield f"{node.lineno}: .{node.attr}"
        elif isinstance(node, ast.alias) and node.name in KEEPERS - DRAWERS:
            yield f"{node.lineno}: import {node.name}"
        elif isinstance(node, ast.Constant) and node.value in KEEPERS - {"form", "tabs"}:
            yield f"{node.lineno}: {node.value!r}"
        elif isinstance(node, ast.Call) and _called(node.func) in KEEPERS - DRAWERS:
            yield f"{node.lineno}: {_called(node.func)}("


def _called(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _owner(node: ast.Attribute) -> str:
    return node.value.id if isinstance(node.value, ast.Name) else ""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_one_file_touches_the_session_and_one_draws_its_fields(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path != OWNER:
        assert list(to_the_session(tree)) == []
    if path not in (OWNER, FIELDS):
        assert list(drawn_elsewhere(tree)) == []


def test_the_owner_itself_keeps_one_key() -> None:
    tree = ast.parse(OWNER.read_text(encoding="utf-8"))
    keys = {
        node.slice.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "session_state"
        and isinstance(node.slice, ast.Constant)
    }
    assert keys == {"session"}


@pytest.mark.parametrize(
    "source",
    [
        "import streamlit as st\nst.session_state['a'] = 1",
        "import streamlit\nheld = streamlit.session_state",
        "from streamlit import session_state as held",
        "import streamlit as st\ngetattr(st, 'session_state')",
        "from streamlit.runtime.state import get_session_state",
        "from streamlit.runtime.state.session_state_proxy import SessionStateProxy",
        "from streamlit.runtime.scriptrunner import get_script_run_ctx",
    ],
)
def test_every_way_to_the_session_is_seen(source: str) -> None:
    assert list(to_the_session(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "import streamlit as st\nst.selectbox('a', [1], key='scope')",
        "import streamlit as st\nask = st.selectbox\nask('a', [1])",
        "from streamlit import selectbox as ask",
        "row.text_input('a')",
        "with row.form('a'):\n    pass",
        "getattr(row, 'text_input')('a')",
        "choose(print, row.text_input)",
        "st.tabs(['a'])",
    ],
)
def test_every_field_drawn_elsewhere_is_seen(source: str) -> None:
    assert list(drawn_elsewhere(ast.parse(source)))


def test_what_the_drawers_are_handed_is_no_offence() -> None:
    source = "choose(*(row.selectbox, 'a', [1], 'n', 1))\nfields.tabs(st.tabs, {}, 'n')"
    assert list(drawn_elsewhere(ast.parse(source))) == []
