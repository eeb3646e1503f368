"""A scope of one's own stands wherever the others stand, and travels with the scenario."""

from pathlib import Path

import numpy as np
import pytest
from sliders import every_slider

from base.problems import Problems
from data.sections import CODES, SECTION_CODES
from forecast.baseline import Baseline
from records.links.codec import LONGEST, decode, encode, parse
from records.links.opened import open_pin
from records.links.pin import Pin, pin
from records.store.records import Store
from scenarios.assume.scenario import Scenario, read_scenario
from scenarios.assume.scenario import parse as scenario
from scenarios.assume.toml import to_toml
from scenarios.outcome.as_json import explained_record
from scenarios.outcome.attribution import share_from_baseline, share_split
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import joint_odds, judge_all, targets
from scenarios.solve.solve import solve
from scenarios.solve.wish import Wish
from views.board.offline import freeze

COUNTED = {"J": 0.8, "I": 1, "G": 0.25}
MINE = {"id": "mine", "title_zh": "自定", "coefficients": COUNTED}
STATED = {
    "scope": "mine",
    "scopes": [MINE],
    "assumptions": [{"section": "J", "years": [2026, 2027], "value": 0.09}],
    "targets": [
        {"id": "own", "measure": "producer_share", "scope": "mine", "year": 2028, "threshold": 0.2}
    ],
}


def stated(**change: object) -> Scenario:
    return scenario(STATED | change, "test")


def test_its_share_is_what_its_coefficients_count(newest: Baseline) -> None:
    outcome = simulate(newest, stated())
    weights = np.array([COUNTED.get(code, 0.0) for code in CODES])
    assert newest.misstated is not None
    levels = newest.current[1] * newest.misstated * outcome.nominal[1][:, None]
    by_hand = weights @ levels / levels.sum(axis=0)
    np.testing.assert_allclose(outcome.share("mine", 2027), by_hand, rtol=1e-5)
    assert outcome.baseline.id == newest.id
    assert "mine" not in [one.id for one in newest.scopes]


def test_the_same_coefficients_as_a_shipped_scope_give_its_numbers(newest: Baseline) -> None:
    # D6 counts whole sections, so its coefficients have no range; nor have those of one's own.
    shipped = next(one for one in newest.scopes if one.id == "D6")
    copy = dict(zip(CODES, shipped.mid, strict=True))
    own = {"id": "copy", "coefficients": {code: copy[code] for code in SECTION_CODES}}
    outcome = simulate(newest, stated(scopes=[MINE, own]))
    # On some processors a sum's last digit depends on the row it stands in.
    np.testing.assert_allclose(outcome.share("copy", 2027), outcome.share("D6", 2027), atol=2e-7)
    odds = joint_odds(outcome, targets())
    assert odds["copy"] == odds["D6"]


def test_without_own_scopes_nothing_is_other_than_before(newest: Baseline) -> None:
    assert Scenario().on(newest) is newest
    assert "scopes" not in Scenario().model_dump(mode="json", by_alias=True)
    widened = stated().on(newest)
    assert stated().on(newest) is widened  # one object: caches know it again
    assert widened.id == newest.id


def test_it_travels_in_a_link_and_in_the_store(newest: Baseline, tmp_path: Path) -> None:
    sent = pin(simulate(newest, stated()))
    for found in (decode(parse(encode(sent)).value), _kept(sent, tmp_path)):
        assert found.id == sent.id
        assert found.scenario.scopes == sent.scenario.scopes
        opened = open_pin(found, lambda name: newest)
        assert opened.same, opened.differences
        assert {one.scope for one in found.headline.targets} >= {"mine", "D3"}
    other = pin(simulate(newest, stated(scopes=[MINE | {"coefficients": {"J": 0.81}}])))
    assert other.id != sent.id


def _kept(sent: Pin, folder: Path) -> Pin:
    store = Store(f"sqlite:///{folder / 'store.db'}")
    store.save(sent, "口径")
    return store.get(sent.id)


def test_a_link_has_room_for_it_beside_every_slider(newest: Baseline) -> None:
    wide = every_slider(newest).model_copy(update={"scopes": stated().scopes, "scope": "mine"})
    assert len(encode(pin(simulate(newest, wide)))) <= LONGEST


def test_it_stands_on_another_days_baseline_too(newest: Baseline, report: Baseline) -> None:
    opened = open_pin(pin(simulate(report, stated())), lambda name: report, newest)
    assert opened.today is not None
    assert {one.scope for one in judge_all(opened.today)} >= {"mine"}
    assert {gap.scope for gap in opened.gaps} >= {"mine"}


def test_whys_and_what_it_would_take_know_it(newest: Baseline) -> None:
    outcome = simulate(newest, stated())
    split = share_split(outcome, "mine", 2027)
    assert sum(part.effect for part in split.parts) == pytest.approx(split.total, abs=1e-12)
    change = share_from_baseline(outcome, "mine", 2027)
    parts = sum(change.producer) + sum(change.rest) + change.counting
    assert parts == pytest.approx(change.later - change.earlier, abs=1e-9)
    assert "mine" in explained_record(outcome)["share"]
    assert "mine" in [one["id"] for one in freeze(outcome).layout["scopes"]]
    share = next(one for one in targets() if one.measure == "producer_share")
    answer = solve(newest, Wish(targets=(share,), scope="mine", held=stated(assumptions=[])))
    assert not answer.feasible  # a fifth of services is not going to be three fifths


def test_it_is_written_to_a_file_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(to_toml(stated()), encoding="utf-8")
    assert read_scenario(file) == stated()


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"id": "D3", "coefficients": {"J": 1}}, "已被占用"),
        ({"id": "any", "coefficients": {"J": 1}}, "已被占用"),
        ({"id": "x", "coefficients": {"J": 1.2}}, "不大于 1"),
        ({"id": "x", "coefficients": {"J": float("nan")}}, "有限的数"),
        ({"id": "x", "coefficients": {"Z": 1}}, "Z"),
        ({"id": "x", "coefficients": {}}, "至少一项"),
        ({"id": "x y", "coefficients": {"J": 1}}, "形如"),
    ],
)
def test_what_is_no_scope_is_named(newest: Baseline, own: object, said: str) -> None:
    with pytest.raises(Problems) as told:
        simulate(newest, scenario({"scopes": [own]}, "test"))
    assert said in told.value.text("zh")


def test_one_id_twice_is_named(newest: Baseline) -> None:
    with pytest.raises(Problems) as told:
        simulate(newest, stated(scopes=[MINE, MINE]))
    assert "已被占用" in told.value.text("zh")
