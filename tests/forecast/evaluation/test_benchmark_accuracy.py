"""The benchmark on a tiny made-up set: what it reads, and every score re-derived by hand."""

from pathlib import Path

import numpy as np
import pytest

from base.problems import Problems
from benchmarks.accuracy import Set, differences, owa, read, scores
from forecast.evaluation.scores import naive_scale
from forecast.regions.panel import forecast_panel

HEAD = "unique_id,season_length,t,y,is_test\n"
ROWS = """a,1,1,10,0
a,1,3,11,0
a,1,2,12,0
a,1,4,14,0
a,1,5,15,1
a,1,6,10,1
b,1,1,5,0
b,1,2,7,0
b,1,3,8,1
c,1,1,3,0
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Set:
    file = tmp_path / "tiny.csv"
    file.write_text(HEAD + ROWS, encoding="utf-8")
    return read(file)


def test_a_set_is_read_in_order_and_series_without_a_test_are_left_out(tiny: Set) -> None:
    assert (tiny.name, tiny.season) == ("tiny", 1)
    assert {name: list(past) for name, past in tiny.train.items()} == {
        "a": [10, 12, 11, 14],
        "b": [5, 7],
    }
    assert {name: list(came) for name, came in tiny.test.items()} == {"a": [15, 10], "b": [8]}


def test_scores_by_hand(tiny: Set) -> None:
    a = np.array([[11.0, 10], [12, 12], [14, 13], [16, 14], [17, 16]])
    found = scores(tiny, {"a": a, "b": np.array([[6.0], [7], [9], [10], [11]])})
    row = found.loc["a"]
    scale = (2 + 1 + 3) / 3
    assert row["mase"] == pytest.approx((1 + 3) / 2 / scale)
    assert row["smape"] == pytest.approx((200 * 1 / 29 + 200 * 3 / 23) / 2)
    assert row["naive_mase"] == pytest.approx((1 + 4) / 2 / scale)
    assert row["naive_smape"] == pytest.approx((200 * 1 / 29 + 200 * 4 / 24) / 2)
    # 15 is inside both intervals; 10 below the 80% one, and on the edge of the 95% one.
    assert (row["cover80"], row["cover95"]) == (50, 100)
    assert row["msis"] == pytest.approx((6 + 6) / 2 / scale)
    first = 0.025 * 4 + 0.1 * 3 + 0.5 * 1 + 0.1 * 1 + 0.025 * 2
    second = 0 + 0.9 * 2 + 0.5 * 3 + 0.1 * 4 + 0.025 * 6
    assert row["wql"] == pytest.approx(2 * (first + second) / 5 / 2 / scale)
    assert row["log_error"] == pytest.approx(100 * (np.log(15 / 14) + np.log(13 / 10)) / 2)
    assert found.loc["b", "mase"] == pytest.approx(1 / 2)
    # b: forecast 9, naive 7, came 8; the means are over both series.
    mase = (row["mase"] + 1 / 2) / (row["naive_mase"] + 1 / 2)
    relative = (row["smape"] + 200 / 17) / (row["naive_smape"] + 200 / 15)
    assert owa(found) == pytest.approx((mase + relative) / 2)
    assert differences(found, found)["wql"] == pytest.approx((0, 0, 0))


def test_an_outcome_that_is_missing_is_left_out(tiny: Set) -> None:
    tiny.test["a"][1] = np.nan
    quantiles = {name: np.full((5, len(came)), 14.0) for name, came in tiny.test.items()}
    assert scores(tiny, quantiles).loc["a", "mase"] == pytest.approx(1 / 2)


def test_a_series_of_unknown_outcomes_is_no_miss(tiny: Set) -> None:
    quantiles = {name: np.full((5, len(came)), 14.0) for name, came in tiny.test.items()}
    both = scores(tiny, quantiles)
    tiny.test["b"][:] = np.nan
    alone = scores(tiny, quantiles)
    assert list(alone.index) == ["a"]
    assert alone.to_dict("index")["a"] == both.to_dict("index")["a"]


@pytest.mark.parametrize(
    "blanks", [[23], [22, 23], [9], [0]], ids=["end", "two", "inside", "start"]
)
def test_blanks_keep_the_calendar_and_change_no_scale(blanks: list[int]) -> None:
    """A year that repeats for ever: Naive2 is right to the digit, whatever is blank."""
    year = np.array([80.0, 100, 120, 160])
    past, came = np.tile(year, 6), year.copy()
    past[blanks] = np.nan
    held = Set("q", Path("q.csv"), 4, {"a": past}, {"a": came})
    row = scores(held, {"a": np.tile(came, (5, 1))}).loc["a"]
    if blanks != [9]:  # one inside is interpolated, and no longer exact
        assert row["naive_smape"] == pytest.approx(0, abs=1e-9)
    assert row["naive_smape"] < 5
    trend = 100 + np.arange(24.0)
    trend[blanks] = np.nan
    assert naive_scale(trend, 4) == 4


def test_one_value_in_another_unit_moves_no_forecast() -> None:
    """A series of 100…110: its median went to 37, 14, 13 when one value was in another unit."""
    steady = np.linspace(100, 110, 11)
    series = {f"{at} {unit:g}": steady.copy() for at in (0, 5, 10) for unit in (1e4, 0.01)}
    for name, values in series.items():
        at, unit = name.split()
        values[int(at)] *= float(unit)
    for name, found in forecast_panel(series, 1, 3, draws=100).items():
        assert all(105 < point < 118 for point in found.point), name
        assert "另一单位" in found.notes[0].zh


@pytest.mark.parametrize(
    "text", ["unique_id,t,y\na,1,1\n", HEAD + "a,12,1,1,0\na,12,2,1,1\n"], ids=["column", "season"]
)
def test_another_format_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "odd.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match="format"):
        read(file)
