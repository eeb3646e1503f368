"""Each rule stands where all pass, and what a reader does goes through each room once."""

import ast
import os
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from held import held, hold
from pages import ROOT, opened
from streamlit.testing.v1 import AppTest

from records.publishing.published import in_use
from records.publishing.share import share
from scenarios.assume.own_scopes import OwnScope
from scenarios.assume.scenario import Assumption, OwnTarget, Scenario
from scenarios.outcome.simulate import simulate
from views.session import baselines, opened_link

CALLERS = [
    path
    for folder in ("commands", "views/pages", "views/panels", "views/widgets", "views/session")
    for path in sorted((ROOT / folder).rglob("*.py"))
]

WRITERS = {"save", "archive", "restore", "duplicate", "publish", "log", "mark"}
"""What keeps, publishes, writes down and marks, by its names in the store."""

RESERVED = {
    "records.links.codec": {"encode", "write"},
    "records.links.seal": {"sign", "attest"},
    "records.store.received": {"receive"},
    "records.links.opened": {"open_pin"},
    "data.releases.intake": {"add"},
    "forecast.artefacts": {"shelf"},
}
"""Module → what of it is only for the use cases in records/publishing."""


def around(tree: ast.AST) -> Iterator[str]:
    """Every place that goes around the use cases: by an import, or by a call of a writer."""
    known = {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for module, name in known.values():
        if name in RESERVED.get(module, ()):
            yield f"from {module} import {name}"
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called = node.func.attr
        owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
        module = ".".join(known.get(owner, ()))
        if called in RESERVED.get(module, ()):
            yield f"{node.lineno}: {module}.{called}("
        drawn = any(one.arg == "kind" for one in node.keywords)  # a QR code, into memory
        if called in WRITERS and not module.startswith("records.publishing.") and not drawn:
            yield f"{node.lineno}: .{called}("


@pytest.mark.parametrize("path", CALLERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_and_commands_keep_nothing_by_themselves(path: Path) -> None:
    assert [*around(ast.parse(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    "source",
    [
        "store().save(pin, 'a')",
        "opened_link.store().log('figures', 'q3')",
        "Store().publish(name)",
        "from data.releases.intake import add",
        "from data.releases import intake as adding\nadding.add(reading, release)",
        "from records.links.codec import encode\nencode(pin)",
        "from records.store import records\nrecords.save(pin)",
    ],
)
def test_who_goes_around_is_seen(source: str) -> None:
    assert [*around(ast.parse(source))]


def test_every_stop_of_the_walks_is_there() -> None:
    told = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    stops = re.findall(r"`([\w/]+\.(?:py|js)):(\w+)`", told)
    assert len(stops) > 20
    for file, name in stops:
        source = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^(def|class|function) {name}\b", source, re.MULTILINE), (file, name)


@pytest.mark.parametrize(
    ("page", "heading"),
    [("CONTRIBUTING.md", "Where to change"), ("docs/extending.md", "An event")],
)
def test_every_place_where_to_change_is_there(page: str, heading: str) -> None:
    told = (ROOT / page).read_text(encoding="utf-8")
    table = told.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    places = re.findall(r"`([\w/]+\.(?:py|js)):(\w+)`", table)
    assert len(places) > 9
    for file, name in places:
        source = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^((def|class|const) )?{name}\b", source, re.MULTILINE), (file, name)
    for path in re.findall(r"`([\w/]+/(?:[\w.]+\.(?:csv|toml|js|py))?)`", table):
        assert (ROOT / path).exists(), path


@contextmanager
def counted() -> Iterator[Callable[[str], int]]:
    """Count the calls of our functions: of a name, or of a file and a name."""
    root, calls = f"{os.path.realpath(ROOT)}/", Counter[str]()

    def note(frame: FrameType, event: str, _arg: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(root):
            calls[f"{code.co_filename.removeprefix(root)}:{code.co_qualname}"] += 1

    def told(name: str) -> int:
        return calls[name]

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield told
    finally:
        threading.setprofile(None)
        sys.setprofile(None)


ONCE = (
    "views/session/current.py:scenario",
    "scenarios/assume/scenario.py:_few_cells",  # the scenario's fields
    "scenarios/assume/scenario_texts.py:misnamed",
    "scenarios/assume/scenario_texts.py:neat",
    "scenarios/assume/checked.py:check",
    "scenarios/assume/checked.py:_misfits",
    "scenarios/outcome/simulate.py:work_out",
    "records/links/pin.py:_pinned",
    "records/links/pin.py:headline",
)
"""What a move goes through, once each."""

NEVER = (
    "scenarios/assume/bounds.py:from_history",
    "forecast/manifest.py:scopes",
    "forecast/baseline.py:_widened",
    "data/scopes.py:scopes",
    "records/publishing/share.py:share",
)
"""What a move leaves as it was: bounds, scopes, and links that nobody asked for."""

OWN = OwnScope(id="U1", title_zh="我的口径", coefficients={"J": 0.8, "I": 1.0})


def test_a_move_goes_through_each_room_once() -> None:
    app = opened("views/pages/scenario.py")
    hold(app, own_scopes=(OWN,), scope="U1", moved={"J/2026": 9.0, "K/2027": 3.3})
    app.run()
    hold(app, moved={"J/2026": 9.0, "K/2027": 3.35})
    with counted() as calls:
        app.run()
    assert not app.exception
    worked_out = held(app).worked_out
    assert worked_out is not None
    assert [one.value for one in worked_out[1].scenario.assumptions] == [0.09, 0.0335]
    assert {name: calls(name) for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert calls("scenarios/assume/own_scopes.py:OwnScope.scope") <= 1  # the scenario's own
    assert {name: calls(name) for name in NEVER} == dict.fromkeys(NEVER, 0)
    # for the days on offer, for the board and for the answers beside it, which rerun alone
    assert calls("data/archive.py:names") <= 3
    with counted() as calls:
        app.run()
    assert {name: calls(name) for name in ONCE} == dict.fromkeys(ONCE, 0)


@pytest.mark.slow
def test_an_opened_link_is_taken_apart_once() -> None:
    target = OwnTarget(id="own-1", measure="producer_share", scope="U1", year=2027, threshold=0.6)
    stated = Assumption(section="J", years=(2026,), value=0.0635, reason="在建")
    scenario = Scenario(title_zh="金融", assumptions=(stated,), scopes=(OWN,), targets=(target,))
    made = share(simulate(in_use().baseline, scenario))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["x"] = made.link.removeprefix("?x=")
    once = (
        *("records/links/codec.py:find", "records/links/codec.py:_links"),
        *("records/links/codec.py:unpack", "records/links/codec.py:_inflate"),
        *("records/links/codec.py:_expand", "records/links/pin.py:read_pin"),
        *("records/links/seal.py:attest", "records/links/pin.py:headline"),
    )
    opened_link.load.clear()
    baselines.named.clear()
    with counted() as calls:
        app.run()
    assert not app.exception
    assert {name: calls(name) for name in once} == dict.fromkeys(once, 1)
    assert calls("forecast/baseline.py:Baseline.load") == 1  # its own and today's are one
    assert calls("scenarios/assume/checked.py:_misfits") == 2  # as decided, and today
    with counted() as calls:
        app.run()
    assert {name: calls(name) for name in once} == dict.fromkeys(once, 0)
