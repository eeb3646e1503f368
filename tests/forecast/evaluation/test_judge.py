"""A judgement is made once, from what the fit saw; members are worth what leaving them out does."""

import json
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import NEWEST, REPORT
from documented import undocumented
from held import hold
from streamlit.testing.v1 import AppTest
from terminal import printed, yuce

from base.problems import Problems
from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.evaluation import evaluate as judging
from forecast.evaluation.backtest import backtest
from forecast.evaluation.evaluate import judge_fit, judged, known_by, seen_by
from forecast.evaluation.news import news
from forecast.evaluation.weights import leave_one_out, past_score
from forecast.fit import fit
from forecast.spec import Spec
from views.present.evaluation_tables import findings, tables
from views.words.words import speaking

FEW = Spec(draws=100, information=("common", "target"))


@pytest.fixture(scope="module")
def pair() -> tuple[Baseline, Baseline]:
    """Two specs on the same figures: test_news.py has different figures."""
    alone = FEW.model_copy(update={"information": ("common",)})
    return fit(as_of(NEWEST), alone, 1), fit(as_of(NEWEST), FEW, 1)


@pytest.fixture(scope="module")
def record(pair: tuple[Baseline, Baseline]) -> dict[str, Any]:
    """Kept in the tests' home, so that the command finds it made."""
    old, new = pair
    for one in pair:
        one.save()
    with pytest.MonkeyPatch.context() as patch:  # the last origins are enough here
        for name in ("backtest", "leave_one_out"):
            whole = getattr(judging, name)
            patch.setattr(judging, name, partial(whole, first=2024))
        patch.setattr(judging, "news", partial(news, orders=1))
        said: list[tuple[str, float]] = []
        found = judge_fit(new, old, progress=lambda what, done: said.append((what, done)))
        assert said
        assert all(0 <= done <= 1 for _, done in said)
        assert [done for _, done in said] == sorted(done for _, done in said)
    return found


def test_a_piece_left_out_of_two_leaves_the_other() -> None:
    vintage = as_of(NEWEST)
    table = leave_one_out(vintage, FEW, first=2024).set_index("member")
    whole = past_score(FEW, first=2024)
    for piece, other in (("common", "target"), ("target", "common")):
        alone = past_score(FEW.model_copy(update={"information": (other,)}), first=2024)
        assert table["crps"].to_dict()[piece] == alone
        assert table["worth"].to_dict()[piece] == pytest.approx(100 * (alone / whole - 1))
    assert leave_one_out(vintage, FEW.model_copy(update={"information": ()}), first=2024).empty


def test_it_is_kept_and_read_back(
    record: dict[str, Any], pair: tuple[Baseline, Baseline], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = pair
    assert judged(new, old) == json.loads(json.dumps(record)) == record
    assert judged(old) is not None  # the other was judged, too
    monkeypatch.setattr(judging, "backtest", None)
    assert judge_fit(new, old) == record  # nothing is worked out twice
    monkeypatch.setattr(judging, "code", lambda: "edited")
    assert judged(new, old) is None


def test_every_field_of_it_is_documented(record: dict[str, Any]) -> None:
    assert undocumented("judge", record) == set()


def test_what_moved_adds_up_to_the_printed_change(record: dict[str, Any]) -> None:
    medians = {
        (one["what"], one["name"], one["year"]): one["after"] - one["before"]
        for one in record["against"]["medians"]
    }
    total = dict.fromkeys(medians, 0.0)
    for cause in record["against"]["news"]:
        for one in cause["effects"]:
            total[one["what"], one["name"], one["year"]] += one["effect"]
    assert total == pytest.approx(medians, abs=3e-5)  # each printed to a millionth
    assert record["against"]["news"][-1]["cause"] == "remainder"


def test_a_fit_is_judged_on_what_it_could_know(record: dict[str, Any]) -> None:
    then = known_by(REPORT)
    assert then.annual["known_from"].max().date() <= REPORT
    assert max(row["year"] for row in record["stability"]) == 2025
    earlier = backtest(FEW, tables=then, first=2023)
    assert set(earlier["year"]) == {2024}


def test_other_figures_than_the_fit_saw_are_refused(newest: Baseline) -> None:
    assert seen_by(newest).newest_year == 2025
    changed = replace(newest, manifest=newest.manifest | {"vintage": "0" * 16})
    with pytest.raises(Problems, match="not those that the fit saw"):
        judge_fit(changed, home=Path("/nowhere"))


def test_the_command_prints_the_same(
    record: dict[str, Any], pair: tuple[Baseline, Baseline]
) -> None:
    old, new = pair
    assert printed("judge", new.id, "--against", old.id) == record
    said = yuce("judge", new.id, "--against", old.id)
    for part in ("CRPS", "当年政府预期目标", "设定不同", "余项"):
        assert part in said
    assert "没有基准" in yuce("judge", "0" * 16, code=1)


def test_tables_speak_both_languages_and_hold_numbers(record: dict[str, Any]) -> None:
    for tongue in ("zh", "en"):
        with speaking(tongue):
            shown = tables(record)
            assert len(findings(record)) == 4
        assert list(shown) == ["weights", "scores", "coverage", "tests", "side", "moved", "news"]
        assert not any(table.empty for table in shown.values())
    moved = shown["moved"].set_index("Item")
    by_hand = next(
        one for one in record["against"]["medians"] if (one["name"], one["year"]) == ("J", 2026)
    )
    assert moved.loc["Finance", "2026"] == pytest.approx(
        100 * (by_hand["after"] - by_hand["before"])
    )
    assert np.isfinite(shown["news"].select_dtypes("number").to_numpy()).all()
    assert date.fromisoformat(record["as_of"]) == NEWEST


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_page_draws_every_chart_and_table(tongue: str, record: dict[str, Any]) -> None:
    def page(record: dict) -> None:  # type: ignore[type-arg]  # runs in a script of its own
        from views.pages.model import evaluation

        for part in (evaluation._compared, evaluation._members, evaluation._covered):
            part(record)
        evaluation._residuals(record)

    app = AppTest.from_function(page, args=(record,), default_timeout=120)
    hold(app, language=tongue)
    app.run()
    assert not app.exception
    assert [one.value for one in app.warning] == []  # a chart that fails says so there
    assert len(app.dataframe) == 7
