"""Six groups drawn together, whatever one of them looks like, and what was said about it."""

import numpy as np
import pandas as pd
import pytest

from base.problems import Problems
from data.sections import GROUP_SERIES
from forecast.models import MODELS
from forecast.models.base import Array, History
from forecast.spec import Spec
from forecast.steps.groups import draw_groups
from forecast.steps.random_streams import seeds

FEW = Spec(draws=200, origins=3)
NAMES = list(GROUP_SERIES.values())
BAD = NAMES[3]


def table(years: int = 18, last: int = 2023) -> pd.DataFrame:
    growth = np.random.default_rng(1).normal(0.08, 0.02, (years, len(NAMES)))
    return pd.DataFrame(growth, index=range(last - years + 1, last + 1), columns=NAMES)


def with_bad(values: dict[int, float]) -> pd.DataFrame:
    """The table with the growth of one group replaced in some years."""
    made = table()
    for year, value in values.items():
        made.loc[year, BAD] = value
    return made


CASES = {
    "constant": (dict.fromkeys(range(2006, 2024), 0.0), "constant"),
    "falls to nothing": ({2015: -1.0}, "1 gaps interpolated"),
    "below nothing": ({2015: -1.5}, "1 gaps interpolated"),
    "gap": ({2014: float("nan"), 2015: float("nan")}, "2 gaps interpolated"),
    "tenfold": ({2015: 9.0}, "jumps"),
}


@pytest.mark.parametrize("case", CASES)
def test_one_bad_group_is_named_and_all_are_drawn(case: str) -> None:
    values, said = CASES[case]
    drawn = draw_groups(with_bad(values), range(2024, 2029), FEW, seeds(1))
    assert drawn.yearly.shape == (6, 5, 200)
    assert np.isfinite(drawn.yearly).all()
    assert (np.ptp(drawn.yearly, axis=-1) > 0).all()
    notes = " ".join(note.en for note in drawn.notes)
    assert BAD in notes
    assert said in notes
    assert not any(name in notes for name in NAMES if name != BAD)


def test_few_years_give_wide_intervals_and_say_so() -> None:
    drawn = draw_groups(table(years=4), range(2024, 2026), FEW, seeds(1))
    assert np.isfinite(drawn.yearly).all()
    assert (np.ptp(np.quantile(drawn.yearly[:, 0], (0.1, 0.9), axis=-1), axis=0) > 0.05).all()
    assert {name for note in drawn.notes for name in NAMES if name in note.en} == set(NAMES)


@pytest.mark.parametrize("value", [float("inf"), float("nan"), -2.0])
def test_what_cannot_be_mended_is_an_error_that_names_the_group(value: float) -> None:
    made = table()
    made[BAD] = value
    with pytest.raises(Problems, match=BAD):
        draw_groups(made, range(2024, 2026), FEW, seeds(1))


def test_a_gap_hardly_moves_the_forecast() -> None:
    gap = with_bad({2014: float("nan"), 2015: float("nan")})
    whole, gappy = (
        float(np.median(draw_groups(one, range(2024, 2025), FEW, seeds(1)).yearly[3, 0]))
        for one in (table(), gap)
    )
    assert gappy == pytest.approx(whole, abs=0.01)


class Broken:
    name = "growth"

    def simulate(self, history: History, horizon: int, draws: int, rng: object) -> Array:
        raise ZeroDivisionError("made to fail")


def test_a_candidate_that_fails_is_left_out_of_every_group(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(MODELS, "growth", Broken())
    drawn = draw_groups(table(), range(2024, 2026), FEW, seeds(1))
    assert np.isfinite(drawn.yearly).all()
    assert all("growth left out: made to fail" in note.en for note in drawn.notes)
    assert len(drawn.notes) == len(NAMES)


def test_the_past_was_drawn_from_what_was_known_then() -> None:
    made, changed = table(), table()
    changed.loc[2022:] *= 3.0
    before, after = (
        draw_groups(one, range(2024, 2026), FEW.model_copy(update={"origins": 6}), seeds(1))
        for one in (made, changed)
    )
    assert set(before.past) == set(range(2017, 2023))
    for year, paths in before.past.items():
        middle, changed_middle = (np.median(one, axis=-1) for one in (paths, after.past[year]))
        same = np.allclose(middle, changed_middle, atol=1e-12)
        assert same == (year < 2022), year
