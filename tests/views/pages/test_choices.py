"""What a session holds: the way back, what a reload keeps, what is offered no more."""

import json
import random
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import pytest
from held import field, held, hold
from hypothesis import given
from hypothesis import strategies as st
from pages import opened
from streamlit.testing.v1 import AppTest

from scenarios.assume.own_scopes import OwnScope
from scenarios.assume.scenario import OwnTarget
from views.session.choices import STEPS, Cells, Choices, LedgerEntry, Session
from views.widgets import fields

KEYS = st.builds("{}/{}".format, st.sampled_from("FGHIJ"), st.integers(2026, 2030))
CELLS = st.dictionaries(KEYS, st.floats(-10, 25).map(lambda one: round(one, 1)), max_size=8)


@given(st.lists(CELLS, max_size=12))
def test_every_step_put_on_the_board_can_be_taken_back(steps: list[Cells]) -> None:
    found = Choices()
    way = [found.moved]
    for cells in steps:
        found.put(cells)
        if cells != way[-1]:
            way.append(cells)
        assert [*found.done, found.moved] == way
        assert found.undone == []
    assert found.version == len(steps)


def test_the_way_back_has_an_end() -> None:
    found = Choices()
    for step in range(STEPS + 5):
        found.put({"J/2026": float(step)})
    assert len(found.done) == STEPS


def test_what_a_reload_keeps_comes_back_as_it_was() -> None:
    found = Choices(
        language="en",
        vintage=date(2025, 5, 28),
        scope="U1",
        own_scopes=(OwnScope(id="U1", title_zh="甲\u2028乙", coefficients={"J": 0.5}),),
        own_targets=(
            OwnTarget(id="own-1", measure="services_real_growth", year=2027, threshold=0.07),
        ),
        moved={"J/2026": 9.0},
        done=[{}, {"J/2026": 8.0}],
        start={"J/2026": 9.0},
        ledger={"J": LedgerEntry(reason="利差", review=date(2027, 1, 1))},
    )
    assert Choices.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    "kept",
    ["", "null", "[]", '{"scope": 5}', '{"moved": {"J/2026": 1e999}}', '{"moved": {"<b>": 1}}'],
)
def test_what_is_strange_is_not_taken_back(kept: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Choices.model_validate_json(kept)


def test_a_field_keeps_its_widget_until_something_else_changes_it() -> None:
    session, alive = Session(), Session()
    first = session.show("scope", "D3", ["a"])
    first.says = "D6"  # the hand chose
    assert session.show("scope", "D6", ["a"]) is first
    other = session.show("scope", "U1", ["a"])  # a button chose
    assert other.key != first.key
    english = session.show("scope", "U1", ["b"])  # its words are others
    assert english.key not in (first.key, other.key)
    assert alive.show("scope", "D3", ["a"]).key == "scope"


@pytest.mark.parametrize(
    "page", ["views/pages/overview.py", "views/pages/scenario.py", "views/pages/evidence.py"]
)
def test_a_choice_that_is_offered_no_more_falls_back_and_the_page_stands(page: str) -> None:
    app = opened(page)
    for scope, day in (("D99", date(1999, 1, 1)), ("D1 五个整门类", date(2026, 1, 1))):
        hold(app, scope=scope, vintage=day, contribution_year=1999, takes_panel="nothing")
        app.run()
        assert not app.exception
        assert not app.error
        assert field(app.selectbox, "scope").value == "D3"
        assert str(field(app.selectbox, "vintage").value) == "2026-08-17"


def test_what_a_widget_says_counts_only_if_it_is_offered() -> None:
    def script() -> None:
        import streamlit as st

        from views.widgets.fields import choose, choose_many, enter

        offered = ["a", "b"]
        st.text(choose(st.selectbox, "one", offered, "one", "b", show=str.upper))
        st.text(choose_many(st.multiselect, "some", offered, "some", ["a", "c"]))
        st.text(enter(st.number_input, "number", "number", 2.5))
        st.text(enter(st.text_input, "text", "text", ""))

    app = AppTest.from_function(script).run()
    assert [one.value for one in app.text] == ["b", "['a']", "2.5", ""]
    hold(app, one="zzz", some=["zzz", "b"])
    app.run()
    assert [one.value for one in app.text][:2] == ["b", "['b']"]
    field(app.selectbox, "one").set_value("a")
    field(app.text_input, "text").set_value("x").run()
    assert [one.value for one in app.text] == ["a", "['b']", "2.5", "x"]
    assert held(app).fields["one"] == "a"


def test_what_is_off_screen_is_held() -> None:
    app = opened("views/pages/model/page.py")
    field(app.text_input, "fit_why").set_value("季度例行").run()
    rng = random.Random(1)
    for page in rng.sample(
        ["views/pages/scenario.py", "views/pages/evidence.py", "views/pages/compare.py"], 3
    ):
        app.switch_page(page).run()
        assert not app.exception
    app.switch_page("views/pages/model/page.py").run()
    assert field(app.text_input, "fit_why").value == "季度例行"


def test_the_browser_is_told_all_that_a_reload_keeps() -> None:
    app = opened("views/pages/overview.py")
    hold(app, scope="D6", moved={"J/2026": 9.0})
    app.run()
    (page,) = (
        json.loads(one.proto.json)
        for one in app.get("bidi_component")
        if "yuce_page" in one.proto.component_name
    )
    kept = Choices.model_validate_json(page["choices"])
    assert (kept.scope, kept.moved) == ("D6", {"J/2026": 9.0})
    assert page["session"] == held(app).id


def test_a_table_keeps_what_is_edited_and_shows_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, pd.DataFrame]] = []
    told: dict[str, Any] = {}
    kept = {"table": pd.DataFrame({"said": ["", ""], "day": pd.Series([None, None], dtype=object)})}

    def editor(table: pd.DataFrame, **given: Any) -> None:
        shown.append((given["key"], table))
        told.update(given)

    def edit(rows: dict[int, dict[str, Any]]) -> None:
        monkeypatch.setattr(fields, "sent", lambda key, name: {"edited_rows": rows}[name])
        told["on_change"](*told["args"])

    session = Session()
    monkeypatch.setattr(fields, "session", lambda: session)
    monkeypatch.setattr("views.session.choices.st.session_state", {"ledger": {}})
    take = partial(kept.__setitem__, "table")
    fields.edit(editor, kept["table"], "ledger", take)
    edit({1: {"said": "a", "day": "2026-12-01"}})
    edited = [{"said": "", "day": None}, {"said": "a", "day": date(2026, 12, 1)}]
    fields.edit(editor, pd.DataFrame(edited), "ledger", take)
    assert shown[0][0] == shown[1][0] == "ledger"  # the same widget, from where it began
    assert list(shown[1][1]["said"]) == ["", ""]
    edit({1: {"said": "b", "day": "2026-12-01"}})
    assert list(kept["table"]["said"]) == ["", "b"]
    monkeypatch.setattr("views.session.choices.st.session_state", {})  # it was off screen
    fields.edit(editor, kept["table"], "ledger", take)
    assert list(shown[2][1]["said"]) == ["", "b"]
    fields.edit(editor, kept["table"].assign(said=["c", "d"]), "ledger", take)
    assert shown[3][0] != "ledger"  # something else changed it
