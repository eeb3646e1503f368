"""Tables, draws and picture of an outcome say what the outcome says, in two languages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import yuce
from base.problems import Problems
from forecast.baseline import Baseline

FRENCH: Any = "fr"
TABLES = ("growth", "share", "sections", "contributions", "targets", "sensitivities", "draws")


@pytest.fixture(scope="module")
def outcome(newest: Baseline) -> yuce.Outcome:
    late = yuce.OwnTarget(id="late", measure="services_real_growth", year=2035, threshold=0.06)
    assumed = _assumed({2026: 0.09, 2027: 0.09})
    return yuce.simulate(newest, yuce.Scenario(**assumed, targets=(late,)))


@pytest.mark.parametrize("levels", [(0.1, 0.5, 0.9), np.array([0.1, 0.5, 0.9]), 0.5])
def test_quantiles_are_those_of_the_draws(outcome: yuce.Outcome, levels: Any) -> None:
    found = outcome.growth(levels)
    drawn = outcome.draws("growth").astype(float)
    by_hand = drawn.quantile(np.atleast_1d(levels)).T
    np.testing.assert_allclose(found, by_hand, atol=1e-9)
    assert [*found.index] == [*outcome.years]
    shares = outcome.share("D6", levels=levels)
    by_hand = outcome.draws("share", "D6").astype(float).quantile(np.atleast_1d(levels)).T
    np.testing.assert_allclose(shares, by_hand, atol=1e-9)
    np.testing.assert_array_equal(outcome.share(levels=levels).loc["D6"], shares)


def test_what_is_assumed_is_the_sections_median(outcome: yuce.Outcome) -> None:
    found: Any = outcome.sections([0.5])
    assert found.loc[("J", "Finance", 2027), 0.5] == pytest.approx(0.09, abs=1e-9)
    assert len(found) == 15 * len(outcome.years)


def test_contributions_add_up_to_the_median(outcome: yuce.Outcome) -> None:
    whole = outcome.contributions().sum(axis=1)
    np.testing.assert_allclose(whole, outcome.growth([0.5])[0.5], atol=1e-12)
    table = outcome.contributions()
    table.iloc[:] = 0  # a copy: the outcome stays
    assert outcome.contributions().abs().to_numpy().sum() > 0


def test_targets_are_those_that_are_judged(outcome: yuce.Outcome) -> None:
    table = outcome.targets()
    told = yuce.judge_targets(outcome)
    assert len(table) == len(told)
    for row, one in zip(table.to_dict("records"), told, strict=True):
        record = one.record()
        for key in ("id", "year", "verdict", "value", "gap", "odds", "published", "own"):
            assert row[key] == record[key] or (pd.isna(row[key]) and record[key] is None)
    last = table.iloc[-1]
    assert (last["id"], last["said"], pd.isna(last["odds"])) == ("late", "", True)
    assert "2035" in last["reason"]
    assert "2035" in outcome.targets("zh").iloc[-1]["说明"]


def test_a_point_more_moves_what_the_table_says(outcome: yuce.Outcome, newest: Baseline) -> None:
    table: Any = outcome.sensitivities("D6")
    moved = yuce.simulate(newest, yuce.Scenario(**_assumed({2026: 0.09, 2027: 0.10})))
    row = table.loc[("J", "Finance", 2027)]
    gained = moved.growth_quantile(2027, 0.5) - outcome.growth_quantile(2027, 0.5)
    assert row["growth"] == pytest.approx(gained, abs=1e-6)
    gained = moved.share_quantile("D6", 2027, 0.5) - outcome.share_quantile("D6", 2027, 0.5)
    assert row["share 2027"] == pytest.approx(gained, abs=1e-6)


@pytest.mark.parametrize("name", TABLES)
def test_labels_are_in_either_language_and_figures_the_same(
    outcome: yuce.Outcome, name: str
) -> None:
    english, chinese = (getattr(outcome, name)(language=one) for one in ("en", "zh"))
    for table, letters in ((english, r"[a-z]"), (chinese, r"[\u4e00-\u9fff]")):
        heads = [*table.index.names, *table.columns.names]
        heads = [one for one in heads if one] or [*table.columns]
        assert all(pd.Series(heads).str.contains(letters)), heads
    figures = english.select_dtypes("number")
    np.testing.assert_array_equal(figures, chinese.select_dtypes("number"))


def test_outcomes_side_by_side(outcome: yuce.Outcome, newest: Baseline) -> None:
    table: Any = yuce.compare({"now": yuce.Scenario(), "faster": outcome}, newest)
    plain = yuce.simulate(newest, yuce.Scenario())
    np.testing.assert_array_equal(
        table.loc["growth", ("faster", "value")], outcome.growth([0.5])[0.5]
    )
    np.testing.assert_array_equal(table.loc["growth", ("now", "value")], plain.growth([0.5])[0.5])
    judged = table.loc[("share-2027", 2027, "D6")]
    assert judged["now", "verdict"] in ("met", "missed", "too_close")
    assert yuce.compare({"只此": outcome}, language="zh").index.names == ["指标", "年份", "口径"]


def test_outcomes_of_different_horizons_side_by_side(newest: Baseline, report: Baseline) -> None:
    both: dict[str, Any] = {"then": yuce.simulate(report, yuce.Scenario()), "now": yuce.Scenario()}
    table: Any = yuce.compare(both, newest).loc["growth"]
    assert pd.isna(table.loc[(2025, ""), ("now", "value")])
    assert not pd.isna(table.loc[(2025, ""), ("then", "value")])


def test_a_scenario_stands_on_the_baseline_it_pins(newest: Baseline, tmp_path: Path) -> None:
    with pytest.raises(Problems, match="0000000000000000"):
        yuce.compare({"a": yuce.Scenario(baseline="0" * 16)})
    with pytest.raises(Problems, match="another baseline"):
        yuce.compare({"a": yuce.Scenario(baseline="0" * 16)}, newest)


def test_the_fan_is_the_picture_of_the_pages(outcome: yuce.Outcome, tmp_path: Path) -> None:
    picture = outcome.plot_fan()
    drawn = picture._repr_svg_()
    assert drawn.startswith("<svg")
    assert "Services growth" in drawn
    assert "2030" in drawn
    assert "服务业" in outcome.plot_fan("zh").svg
    assert picture.save(str(tmp_path / "fan.svg")).read_text("utf-8") == drawn
    with pytest.raises(Problems, match=r"\.svg, \.png"):
        picture.save(tmp_path / "fan.pdf")
    assert len(repr(picture)) < 60


def test_an_answer_gives_the_growth_it_takes(newest: Baseline) -> None:
    goal = yuce.OwnTarget(id="x", measure="services_real_growth", year=2027, threshold=0.08)
    answer = yuce.solve(newest, "x", scenario=yuce.Scenario(targets=(goal,)))
    assert answer.feasible
    found: Any = answer.best.growth()
    assert [*found.columns] == [2026, 2027]
    rows = answer.record()["assumptions"]
    stated = {(one["section"], one["year"]): one["growth"] for one in rows}
    assert found.loc[("J", "Finance"), 2027] == stated["J", 2027]
    again = yuce.simulate(newest, answer.best.scenario)
    assert again.growth_quantile(2027, 0.5) == answer.best.outcome.growth_quantile(2027, 0.5)
    assert again.growth_quantile(2027, 0.5) >= 0.08


@pytest.mark.parametrize(
    ("asked", "choices"),
    [
        (lambda o: o.growth(levels=[0.5, 2]), "0 to 1"),
        (lambda o: o.growth(language="fr"), "en, zh"),
        (lambda o: o.targets(language=None), "en, zh"),
        (lambda o: o.contributions(3), "en, zh"),
        (lambda o: o.plot_fan("fr"), "en, zh"),
        (lambda o: o.share("D99"), "D1, D2"),
        (lambda o: o.sensitivities("D99"), "D1, D2"),
        (lambda o: o.draws("levels"), "growth, share, total"),
        (lambda o: o.draws("share", "D99"), "D1, D2"),
        (lambda o: yuce.compare({}), "by a label each"),
        (lambda o: yuce.export(o, "x", language=FRENCH), "en, zh"),
        (lambda o: yuce.export(o, "x", form="doc"), "xlsx, docx"),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(
    outcome: yuce.Outcome, asked: Callable[[yuce.Outcome], object], choices: str
) -> None:
    with pytest.raises(Problems, match=choices):
        asked(outcome)


def _assumed(growth: dict[int, float]) -> dict[str, Any]:
    """Growth of finance by year, as a scenario's field."""
    every = growth.items()
    told = [yuce.Assumption(section="J", years=(year,), value=value) for year, value in every]
    return {"assumptions": tuple(told)}
