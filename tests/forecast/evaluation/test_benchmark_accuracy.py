"""The benchmark on a tiny made-up set: what it reads, and every score re-derived by hand."""

from pathlib import Path

import numpy as np
import pytest

from base.problems import Problems
from benchmarks.accuracy import Set, differences, owa, read, scores

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


@pytest.mark.parametrize(
    "text", ["unique_id,t,y\na,1,1\n", HEAD + "a,12,1,1,0\na,12,2,1,1\n"], ids=["column", "season"]
)
def test_another_format_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "odd.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problems, match="format"):
        read(file)
