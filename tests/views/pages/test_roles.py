"""Roles: claims decide them, and the server asks in every action (角色)."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from terminal import yuce

from base.problems import Problems
from records.links.seal import UNSIGNED
from views.session import opened_link, permissions, roles
from views.session.permissions import NEEDS, ROLES, Rules, local, may, values_of, whose

ROOT = Path(__file__).parents[3]

RULES = """
[auth]
redirect_uri = "https://yuce.example.org/oauth2callback"
cookie_secret = "a secret of the tests' own, long enough"
client_id = "yuce"
client_secret = "known to nobody"
server_metadata_url = "https://login.example.org/.well-known/openid-configuration"

[roles]
hours = 8
[roles.planner]
groups = ["planning"]
[roles.economist]
"realm_access.roles" = ["statistics"]
[roles.admin]
email = ["root@example.org"]
"""


def read(tmp_path: Path, text: str) -> permissions.AccessSettings:
    file = tmp_path / f"{abs(hash(text))}.toml"
    file.write_text(text, encoding="utf-8")
    return permissions.settings((str(tmp_path / "none.toml"), str(file)))


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ({}, "viewer"),
        ({"groups": ["planning", "canteen"]}, "planner"),
        ({"groups": "planning"}, "planner"),
        ({"groups": ["Planning"]}, "viewer"),
        ({"groups": {"planning": True}}, "viewer"),
        ({"realm_access": {"roles": ["statistics"]}, "groups": ["planning"]}, "economist"),
        ({"realm_access.roles": ["statistics"]}, "economist"),
        ({"realm_access": "statistics"}, "viewer"),
        ({"email": "root@example.org", "email_verified": True}, "admin"),
        ({"email": "root@example.org", "email_verified": False}, "viewer"),
        ({"name": "root@example.org"}, "viewer"),
    ],
)
def test_claims_give_the_highest_role_they_match(
    tmp_path: Path, said: dict[str, object], role: str
) -> None:
    assert read(tmp_path, RULES).roles.role(said) == role


def test_every_action_has_its_least_role() -> None:
    for action, least in NEEDS.items():
        for place, role in enumerate(ROLES):
            assert may(role, action) == (place >= ROLES.index(least))
        assert not may(None, action)
    assert NEEDS["save"] == NEEDS["archive"] == NEEDS["duplicate"] == "planner"
    assert NEEDS["add_figures"] == NEEDS["fit"] == NEEDS["publish"] == "economist"


@pytest.mark.parametrize(
    "text",
    [
        *("[roles", '[roles]\nanonymous = "king"', "[roles]\nhours = 0", "[roles.boss]\na = ['b']"),
        *("[rolls]", "[role.admin]\nemail = ['a@b']", "secret = 1", "[auth]", "auth = {}"),
        RULES.replace("client_id", "client"),
        RULES.replace('client_secret = "known to nobody"', 'client_secret = ""'),
        RULES.replace("/oauth2callback", ""),
    ],
)
def test_settings_that_cannot_be_read_open_nothing(tmp_path: Path, text: str) -> None:
    with pytest.raises(Problems) as raised:
        read(tmp_path, text)
    assert "operations.md" in str(raised.value)
    for secret in ("known to nobody", "long enough"):
        assert secret not in str(raised.value)


@pytest.mark.parametrize("text", [None, "[rolls]", "[auth]", "[roles.planner]\ngroups = 1"])
def test_no_server_starts_on_settings_it_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    file = tmp_path / "settings.toml"
    if text is None:
        file.mkdir()
    else:
        file.write_text(text, encoding="utf-8")
    for setting in (str(file), os.path.relpath(file), f"{file}.misspelt", " "):
        monkeypatch.setenv("YUCE_SETTINGS", setting)
        assert "http://" not in yuce("serve", "--port", "1", code=1)


def test_a_server_says_first_to_whom_it_is_open(tmp_path: Path) -> None:
    for text, said in (
        ("", ("open_here", None)),
        ('[roles]\nanonymous = "planner"', ("open_all", "planner")),
        (RULES, ("open_signed_in", None)),
    ):
        assert permissions.open_to(read(tmp_path, text)) == said


def test_no_settings_no_rules(tmp_path: Path) -> None:
    found = permissions.settings((str(tmp_path / "absent.toml"),))
    assert not found.auth
    assert found.roles == Rules()


@pytest.mark.parametrize(
    ("peer", "headers", "here"),
    [
        (None, {"Host": "localhost:8501"}, True),
        (None, {"Host": "127.0.0.1"}, True),
        (None, {"Host": "[::1]:8501"}, True),
        ("10.0.0.7", {"Host": "localhost:8501"}, False),
        (None, {"Host": "localhost:8501", "X-Forwarded-For": "10.0.0.7"}, False),
        (None, {"Host": "localhost", "X-Real-IP": "10.0.0.7"}, False),
        (None, {"Host": "localhost", "Forwarded": "for=10.0.0.7"}, False),
        *(
            (None, {"host": "localhost", name: value}, False)
            for name in ("X-Real-Ip", "x-forwarded-for", "VIA", "True-Client-IP", "Remote-Addr")
            for value in ("10.0.0.7", "")
        ),
        (None, {"host": "localhost:8501", "origin": "http://localhost:8501"}, True),
        (None, {"Host": "localhost:8501", "Origin": "http://localhost:9999"}, False),
        (None, {"Host": "localhost:8501", "Origin": "null"}, False),
        (None, {"Host": "localhost:8501", "Origin": "https://evil.example"}, False),
        (None, {"Host": "evil.example:8501"}, False),
        (None, {"Host": "localhost.evil.example"}, False),
        (None, {}, False),  # gone before anybody asked
    ],
)
def test_only_this_machine_itself_is_local(
    peer: str | None, headers: dict[str, str], here: bool
) -> None:
    assert local(peer, headers) is here


def test_a_person_is_named_by_what_the_provider_vouches_for() -> None:
    assert whose({"name": "王某", "email": "w@example.org", "sub": "1"}) == "王某 · w@example.org"
    assert whose({"sub": "wang"}) == "wang"
    assert values_of({"a": {"b": ["c"]}}, "a.b") == {"c"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    opened_link.store.clear()
    yield
    opened_link.store.clear()


def dialog(held: str, shown: bool, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Open the share dialog as somebody; `shown` shows the form to those who may not, too."""
    monkeypatch.setattr(roles, "role", lambda: held)
    if shown:
        monkeypatch.setattr(roles, "allowed", lambda action: True)
    app = AppTest.from_string("from views.panels import share\nshare.dialog()", default_timeout=120)
    app.run()
    assert not app.exception
    return app


@pytest.mark.usefixtures("store")
def test_a_viewer_sees_no_form_and_is_refused_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = dialog("viewer", False, monkeypatch)
    assert not any(one.label == "标题" for one in app.text_input)
    assert any("没有这项权限" in one.value for one in app.caption)
    app = dialog("viewer", True, monkeypatch)
    next(one for one in app.text_input if one.label == "标题").set_value("偷存")
    next(one for one in app.button if one.label == "保存").click().run()
    assert any("没有这项权限" in one.value for one in app.code)
    assert opened_link.store().history() == []
    app = dialog("planner", True, monkeypatch)
    next(one for one in app.text_input if one.label == "标题").set_value("可存")
    next(one for one in app.button if one.label == "保存").click().run()
    assert [entry.title for entry in opened_link.store().history()] == ["可存"]


def test_open_on_this_machine_and_says_so() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.run()
    assert any("单机使用" in str(getattr(one, "body", "")) for one in app.get("html"))


@pytest.mark.usefixtures("store")
def test_the_audit_page_is_for_economists(monkeypatch: pytest.MonkeyPatch) -> None:
    for held, refused in (("planner", True), ("economist", False), ("admin", False)):
        monkeypatch.setattr(roles, "role", lambda held=held: held)
        app = AppTest.from_file(str(ROOT / "views/pages/audit.py"), default_timeout=60).run()
        assert not app.exception
        assert bool(app.error) == refused
        assert bool(app.info) != refused


def test_a_sign_in_counts_for_its_hours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known = read(tmp_path, RULES)
    monkeypatch.setattr(roles, "settings", lambda: known)

    class User:
        age = 0.0

        def to_dict(self) -> dict[str, object]:
            issued = time.time() - 3600 * self.age
            return {"is_logged_in": True, "iat": issued, "groups": ["planning"]}

    user = User()
    monkeypatch.setattr("streamlit.user", user)
    assert roles.role() == "planner"
    user.age = 8.1
    assert roles.role() is None
    assert roles.who("谁") == "谁"
    assert roles.who("") == roles.who(" ") == UNSIGNED  # never the account that serves the pages
