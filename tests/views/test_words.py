"""The words table is complete, and numbers print the way the house prints them."""

import re
from pathlib import Path

import pytest

from base.problems import Text
from forecast.baseline import Baseline
from records.links.pin import pin
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.words.documents import DOCUMENTS
from views.words.numbers import chance, percent, points
from views.words.screen import _TABLES
from views.words.table_heads import TABLES
from views.words.words import WORDS, say

ROOT = Path(__file__).parents[2]


def test_a_word_stands_in_one_table_only() -> None:
    keys = [key for table in (*_TABLES, DOCUMENTS, TABLES) for key in table]
    assert len(keys) == len(set(keys)) == len(WORDS)


def test_no_table_is_longer_than_a_sitting() -> None:
    for path in (ROOT / "views" / "words").rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 250, path


def test_both_languages_take_the_same_values() -> None:
    for key, (zh, en) in WORDS.items():
        assert zh, key
        assert en, key
        fields = [set(re.findall(r"{(\d)[}:]", text)) for text in (zh, en)]
        assert fields[0] == fields[1], key


def test_every_word_is_used_and_every_use_has_a_word() -> None:
    code = " ".join(
        path.read_text(encoding="utf-8")
        for folder in (".", "commands", "views")
        for path in (ROOT / folder).glob("*.py" if folder == "." else "**/*.py")
        if "words" not in path.parts or path.name == "words.py"
    )
    quoted = set(re.findall(r"[\"']([a-z_]+)[\"']", code))
    prefixes = (
        *("series_", "status_", "scale_", "route_", "group_", "info_"),
        *("job_", "step_", "action_", "verified_", "role_", "do_", "deed_"),
        *("cause_", "judge_", "of_", "score_", "test_"),
        *("measure_", "unit_", "read_", "diff_", "kept_", "quarter_", "through_Q"),
        *("fact_", "file_", "key_", "seal_", "detail_", "doer_", "release_already_", "stands_"),
        *("enters_", "deflator_", "break_", "speaks_", "area_", "frequency_"),
        *("dgroup_", "light_", "nature_", "bound_", "state_", "pace_"),
        *("kind_", "line_", "plan_", "six_", "source_", "table_", "column_", "others_"),
    )
    assert [one for one in prefixes if f"{one}{{" not in code] == []
    built = {key for key in WORDS if key.startswith(prefixes)}
    assert set(WORDS) - quoted - built == set()
    used = set(re.findall(r"\bword\(\s*\"([a-z_]+)\"", code))
    assert used - set(WORDS) == set()


@pytest.mark.parametrize(
    ("value", "printed"), [(0.0648, "6.5%"), (-0.00001, "0.0%"), (0.6, "60.0%"), (-0.012, "−1.2%")]
)
def test_per_cent(value: float, printed: str) -> None:
    assert percent(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [(0.0032, "+0.32"), (-0.0032, "−0.32"), (0.00001, "0.00")]
)
def test_points(value: float, printed: str) -> None:
    assert points(value) == printed


@pytest.mark.parametrize(
    ("odds", "printed"), [(0.0, "<1%"), (0.004, "<1%"), (0.5, "50%"), (1.0, ">99%")]
)
def test_odds_are_never_certain(odds: float, printed: str) -> None:
    assert chance(odds) == printed


def test_say() -> None:
    assert say("zh", "moved", 3) == "已调整 3 处"


def test_one_is_no_plural() -> None:
    """Every English word of the table that counts with {n:# noun}, and the counts of messages."""
    for key, (_, en) in WORDS.items():
        for noun in re.findall(r"{\d:# ([a-z ]+)}", en):
            values = [say("en", key, *[number] * 9) for number in (0, 1, 2)]
            assert f"1 {noun}" in values[1], key
            assert f"1 {noun}s" not in values[1], key
            assert f"0 {noun}s" in values[0], key
            assert f"2 {noun}s" in values[2], key
    assert say("en", "review_counts", 1, 0, 1).startswith("Of 1 saved scenario,")


def test_what_the_log_holds_is_told_in_words(tmp_path: Path, newest: Baseline) -> None:
    store = Store(str(tmp_path / "store.db"))
    store.save(pin(simulate(newest, Scenario())), "方案", who="甲")
    store.publish(newest.id, "甲", note=Text("一", "one"), after=0)
    store.log("figures", "q3", {"sha256": "0" * 64, "file": "a.csv", "withdraws": "x", "new": 1})
    told = {key for event in store.audit() for key in event.detail}
    assert {f"detail_{re.sub('_(zh|en)$', '', key)}" for key in told} <= set(WORDS)
    store.close()
