"""Every assumption is entered on 情景: listed, switched on and off, changed, undone, handed on."""

import math
from pathlib import Path
from typing import Any

import pytest
from held import field, held
from pages import board, opened, text
from streamlit.testing.v1 import AppTest

from forecast.fit_cache import prepare
from scenarios.assume.presets import presets
from scenarios.assume.scenario import read_scenario
from scenarios.assume.toml import to_toml
from scenarios.outcome.simulate import simulate
from views.session.baselines import newest

PAGE = "views/pages/scenario.py"

ROWS: dict[str, dict[str, Any]] = {
    "project": {"section": "I", "from": 2027, "amount": "１２０.5", "ramp": "3"},
    "spin_off": {"section": "L", "from": 2026, "amount": "60", "ramp": "2"},
    "rescoping": {"section": "F", "from": 2027, "scope": "D3", "coefficient": "0.53"},
    "census": {"section": "M", "from": 2027, "shift": "-8"},
    "deflator": {"section": "I", "years": [2027, 2028], "value": "3%"},
    "real_growth": {"section": "J", "years": [2026], "value": "27"},
}
"""A row of the form for each kind, numbers as people type them."""


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))


def fill(app: AppTest, kind: str, **said: Any) -> AppTest:
    """Fill the form, and press its button."""
    held(app).fields |= {f"other/{key}": value for key, value in (said | {"kind": kind}).items()}
    return press(app.run(), "others-put")


def press(app: AppTest, key: str) -> AppTest:
    next(one for one in app.button if one.key == key).click().run()
    assert not app.exception
    return app


def entered(*kinds: str) -> AppTest:
    app = opened(PAGE)
    for kind in kinds or ROWS:
        fill(app, kind, **ROWS[kind], reason=f"理由{kind}", source="某处测算")
        assert not app.error
    return app


def assumed(app: AppTest) -> Any:
    """The scenario of the page."""
    found = held(app).worked_out
    assert found is not None
    return found[1].scenario


def test_every_kind_is_entered_and_gives_the_digits_of_its_file(tmp_path: Path) -> None:
    app = entered()
    scenario, base = assumed(app), prepare(newest())
    assert [one.kind for one in scenario.events] == ["project", "spin_off", "rescoping", "census"]
    assert scenario.events[0].amount == 120.5
    assert scenario.events[3].shift == -0.08
    assert [(one.measure, one.years, one.value) for one in scenario.assumptions] == [
        ("deflator", (2027, 2028), 0.03),
        ("real_growth", (2026,), 0.27),
    ]
    assert {one.source for one in (*scenario.events, *scenario.assumptions)} == {"某处测算"}
    file = tmp_path / "scenario.toml"
    file.write_text(to_toml(scenario), encoding="utf-8")
    read = simulate(base, read_scenario(file))
    page = held(app).worked_out
    assert page is not None
    assert (read.growth == page[1].growth).all()
    assert (read.shares == page[1].shares).all()
    shown = board(app)
    assert shown["stated"]["held"] == {"J/2026": 0.27}
    assert shown["stated"]["count"] == 7


def test_a_row_is_switched_off_and_on_changed_removed_and_undone() -> None:
    app = entered("spin_off", "census")
    before = text(app)
    field(app.toggle, "others_on/1").set_value(False).run()
    assert [one.kind for one in assumed(app).events] == ["spin_off"]
    field(app.toggle, "others_on/1").set_value(True).run()
    assert text(app) == before
    press(app, "others-edit-0")
    assert field(app.text_input, "other/amount").value == "60"
    field(app.text_input, "other/amount").set_value("75").run()
    press(app, "others-put")
    assert [one.amount for one in assumed(app).events[:1]] == [75]
    press(app, "others-remove-0")
    assert [one.kind for one in assumed(app).events] == ["census"]
    for amount in (75, 60):
        press(app, "others-undo")
        assert assumed(app).events[0].amount == amount
    press(app, "others-redo")
    assert assumed(app).events[0].amount == 75


@pytest.mark.parametrize("preset", list(presets()))
def test_every_preset_loads_whole(preset: str) -> None:
    app = opened(PAGE)
    held(app).fields |= {"takes_panel": "presets", "takes_preset": preset}
    press(app.run(), "takes_load")
    ours, base = assumed(app), prepare(newest())
    theirs = simulate(base, presets(base)[preset])
    page = held(app).worked_out
    assert page is not None
    assert abs(page[1].growth - theirs.growth).max() < 1e-6
    assert (ours.linkage, len(ours.events)) == (
        theirs.scenario.linkage,
        len(theirs.scenario.events),
    )
    assert ours.title_zh == theirs.scenario.title_zh


def test_sections_move_together_beside_live_sliders() -> None:
    app = opened(PAGE)
    held(app).choices.moved = {"J/2026": 9.0}
    app.run()
    alone = board(app)
    field(app.toggle, "others_linked").set_value(True).run()
    linked = board(app)
    assert assumed(app).linkage == "together"
    assert (alone["stated"]["together"], linked["stated"]["together"]) == (False, True)
    assert alone["result"]["figures"] != linked["result"]["figures"]
    assert alone["source"] == linked["source"]  # the browser follows on the same draws


WRONG = {
    ("project", "amount", "很多"): "field-type",
    ("project", "amount", ""): "field-missing",
    ("project", "amount", "-5"): "field-range",
    ("spin_off", "ramp", "2.5"): "field-type",
    ("rescoping", "coefficient", "1.2"): "field-range",
    ("census", "shift", "-95"): "field-range",
    ("deflator", "value", "60"): "assumption-range",
    ("deflator", "years", ()): "field-length",
}


@pytest.mark.parametrize(
    ("kind", "key", "typed", "code"), [(*one, code) for one, code in WRONG.items()]
)
def test_what_is_wrong_is_told_with_the_files_code_and_nothing_is_lost(
    kind: str, key: str, typed: Any, code: str
) -> None:
    app = opened(PAGE)
    row = ROWS[kind] | {key: list(typed) if key == "years" else typed}
    fill(app, kind, **row, reason="在建")
    assert any(f"[{code}]" in one.value for one in app.code)
    assert field(app.text_input, "other/reason").value == "在建"
    assert not held(app).choices.listing.items
    good = ROWS[kind][key]
    widget = app.multiselect if key == "years" else app.text_input
    field(widget, f"other/{key}").set_value(good).run()
    press(app, "others-put")
    assert len(held(app).choices.listing.items) == 1


def test_what_says_again_what_is_listed_is_told_and_waits() -> None:
    app = entered("census")
    fill(app, "census", **ROWS["census"])
    assert any("[event-twice]" in one.value for one in app.code)
    assert len(held(app).choices.listing.items) == 1


def test_a_listed_assumption_outside_the_horizon_waits_and_says_so() -> None:
    app = entered("project")
    items = held(app).choices.listing.items
    gone = items[0].model_copy(update={"item": items[0].item.model_copy(update={"start": 2020})})
    held(app).choices.listing = held(app).choices.listing.model_copy(update={"items": (gone,)})
    app.run()
    assert not assumed(app).events
    assert any("2020" in one.value for one in app.warning)


def test_a_reload_keeps_the_list() -> None:
    from views.session.choices import Choices

    kept = held(entered("deflator", "census")).choices
    again = Choices.model_validate_json(kept.model_dump_json())
    assert again == kept
    assert math.isclose(again.listing.items[1].item.shift, -0.08)  # type: ignore[union-attr]
