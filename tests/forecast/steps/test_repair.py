"""Whatever a series looks like: a usable forecast and a note, or an error that says why."""

import numpy as np
import pytest

from base.problems import Problems
from forecast.arrays import Array
from forecast.models import COMBINATION, MODELS
from forecast.models.base import History, Unfit
from forecast.models.pool import pool
from forecast.regions.panel import forecast_panel
from forecast.steps.repair import forecast, repaired

GROWING = list(100 * 1.08 ** np.arange(20) * np.exp(np.random.default_rng(1).normal(0, 0.02, 20)))
NAN = float("nan")

CASES = {
    "three years": (GROWING[:3], "no model can be used"),
    "one year": (GROWING[:1], "no model can be used"),
    "constant": ([7.0] * 15, "constant"),
    "all zero": ([0.0] * 15, "constant"),
    "zeros": ([*GROWING[:10], 0.0, 0.0, *GROWING[12:]], "left out"),
    "negatives": ([x - 200 for x in GROWING], "left out"),
    "gap": ([*GROWING[:8], NAN, NAN, *GROWING[10:]], "2 gaps interpolated"),
    "a gap at the start": ([NAN, *GROWING[1:]], ""),
    "blanks at the end": ([*GROWING[:-2], NAN, NAN], "blanks at the end: 2"),
    "short, with a blank": ([*GROWING[:4], NAN], "blanks at the end: 1"),
    "constant, with a blank": ([*[7.0] * 15, NAN], "blanks at the end: 1"),
    "level shift": ([*GROWING[:12], *(10 * x for x in GROWING[12:])], "jumps"),
}


def drawn(values: list[float]) -> tuple[Array, str]:
    models = [MODELS[name] for name in COMBINATION]
    found, notes = forecast(models, repaired("名称", values), 5, 500, np.random.default_rng(1))
    return found.paths, " ".join(note.en for note in notes)


@pytest.mark.parametrize("case", CASES)
def test_always_a_usable_forecast_and_a_note_that_names_the_series(case: str) -> None:
    values, said = CASES[case]
    paths, notes = drawn(values)
    assert paths.shape == (5, 500)
    assert np.isfinite(paths).all()
    assert np.ptp(np.quantile(paths[0], (0.1, 0.9))) > 0
    assert said in notes
    assert not said or "名称" in notes


def test_a_sound_series_needs_no_note() -> None:
    assert drawn(GROWING)[1] == ""


def test_growth_goes_on_over_a_level_shift_that_was_a_new_unit() -> None:
    paths, _ = drawn(CASES["level shift"][0])
    last = 10 * GROWING[-1]
    assert 0.9 < np.median(paths[0]) / last < 1.25


@pytest.mark.parametrize("blanks", [1, 2, 3])
@pytest.mark.parametrize("season", [1, 4])
def test_the_horizon_counts_from_the_end_as_it_was_given(blanks: int, season: int) -> None:
    known = np.array(GROWING * 2)[:40] * (1 + 0.1 * (np.arange(40) % season))
    given = np.append(known, [NAN] * blanks)
    found = forecast_panel({"x": given}, season, 4)["x"]
    longer = forecast_panel({"x": known}, season, 4 + blanks)["x"]
    np.testing.assert_array_equal(found.point, longer.point[blanks:])
    assert f"blanks at the end: {blanks}" in found.notes[0].en


def test_a_gap_hardly_matters() -> None:
    whole, gappy = (np.median(drawn(one)[0][0]) for one in (GROWING, CASES["gap"][0]))
    assert gappy == pytest.approx(whole, rel=0.03)


@pytest.mark.parametrize("values", [[NAN, NAN], [], [1.0, float("inf")]])
def test_what_cannot_be_mended_says_what_is_missing(values: list[float]) -> None:
    with pytest.raises(Problems) as caught:
        repaired("金融业", values)
    assert "金融业" in caught.value.text("zh")


def test_growth_that_is_steady_and_fast_may_go_on() -> None:
    steps = np.random.default_rng(1).normal(0, 0.02, 15)
    level = np.exp(np.log(1.4) * np.arange(15) + steps)
    models = [MODELS[name] for name in COMBINATION]
    paths = pool(models, History.of(level), 5, 1_000, np.random.default_rng(1)).paths
    assert np.quantile(paths[4], 0.975) > level[-1] * 1.4**5
    # A single jump is no rate: the guard holds at two ranges of the history.
    jump = np.array([1.0, 1.1, 0.9, 1.0, 1.05, 0.95, 1.0, 1.0, 4.0])
    paths = pool(models, History.of(jump), 5, 1_000, np.random.default_rng(1)).paths
    assert paths.max() <= 4.0 + 2 * 3.1 + 1e-9


class Broken:
    name = "broken"

    def simulate(self, history: History, horizon: int, draws: int, rng: object) -> Array:
        return np.full((horizon, draws), np.nan)


def test_a_candidate_that_fails_is_named_and_left_out() -> None:
    history = History.of(np.array(GROWING))
    found = pool([Broken(), MODELS["drift"]], history, 3, 100, np.random.default_rng(1))
    assert list(found.left_out) == ["broken"]
    assert found.paths.shape == (3, 100)
    assert np.isfinite(found.paths).all()
    with pytest.raises(Unfit, match="broken"):
        pool([Broken()], history, 3, 100, np.random.default_rng(1))


@pytest.mark.parametrize("season", [1, 4])
def test_a_panel_holds_all_of_these_at_once(season: int) -> None:
    values = {case: np.repeat(series, season) for case, (series, _) in CASES.items()}
    found = forecast_panel(values, season, 3, draws=200)
    assert set(found) == set(CASES)
    for case, one in found.items():
        assert np.isfinite(one.quantiles).all(), case
        assert (one.quantiles[4] > one.quantiles[0]).all(), case


@pytest.mark.parametrize("at", [0, 1, 7, 18, 19])
@pytest.mark.parametrize("factor", [10.0, 1e4, 1e-4, 1e8])
def test_one_value_in_another_unit_is_an_outlier_and_no_new_level(at: int, factor: float) -> None:
    values: Array = np.linspace(100, 110, 20, dtype=np.float64)
    whole = forecast_panel({"x": values}, 1, 3)["x"].point
    values[at] *= factor
    found = forecast_panel({"x": values}, 1, 3)["x"]
    assert found.point == pytest.approx(whole, rel=0.02)
    assert "another unit" in found.notes[0].en


@pytest.mark.parametrize("at", [0, 9, 22, 23])
@pytest.mark.parametrize("factor", [1e4, 0.01])
def test_a_quarter_in_another_unit_is_an_outlier_among_its_like(at: int, factor: float) -> None:
    """Quarters of themselves differ sixfold: that is a season, and no other unit."""
    steady = np.tile([20.0, 40, 60, 120], 6) * 1.01 ** np.arange(24)
    assert not repaired("客运量", list(steady), season=4).notes
    odd = steady.copy()
    odd[at] *= factor
    found = repaired("客运量", list(odd), season=4)
    assert "another unit" in found.notes[0].en
    assert f"observation {at + 1} " in found.notes[0].en
    assert found.history.level.max() < 1.2 * steady.max()
    assert found.history.level.min() > 0.8 * steady.min()
