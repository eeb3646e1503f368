"""Services: what is told moves them as a filter would, each piece dated, none for certain."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.vintages import as_of
from forecast.models.common_growth import learnt
from forecast.spec import INFORMATION, Spec
from forecast.steps.deflators import centre
from forecast.steps.services import SHOCK_ODDS, Paths, Piece, country, draw_services, move, target

NEWEST = as_of(date(2026, 3, 31))
YEARS = range(2026, 2031)
FEW = Spec(draws=4_000)


def paths(spread: float = 0.02, draws: int = 40_000) -> Paths:
    """Years whose errors last by as much as the provinces teach."""
    drawn = np.random.default_rng(1).standard_normal((3, draws))
    keep = learnt().lasting
    drawn[1:] = keep * drawn[0] + np.sqrt(1 - keep**2) * drawn[1:]
    return Paths(0.06 + spread * drawn, np.zeros((3, draws)))


def told(value: float, spread: float) -> Piece:
    return Piece("quarters", date(2026, 4, 20), value, spread)


def test_a_piece_is_the_textbook_update_and_says_how_far_it_moved() -> None:
    before = paths()
    after, piece = move(before, told(0.04, 0.02), range(2026, 2029), learnt(), _rng())
    variance = 0.02**2
    gain = variance / (variance + 0.02**2)
    assert np.median(after.total[0]) == pytest.approx(0.06 - gain * 0.02, abs=0.0005)
    assert after.total[0].std() == pytest.approx(np.sqrt(variance * (1 - gain)), rel=0.03)
    assert dict(piece.moved)[2026] == pytest.approx(-0.01, abs=0.0005)
    assert dict(piece.moved)[2027] == pytest.approx(-0.01 * learnt().lasting, abs=0.0005)


@pytest.mark.parametrize("value", [-0.05, 0.06, 0.15])
def test_no_piece_however_surprising_widens_the_interval(value: float) -> None:
    before = paths()
    wide = np.subtract(*np.quantile(before.total, (0.9, 0.1), axis=-1))
    for spread in (0.02, 0.012, 0.007):
        after, _ = move(before, told(value, spread), range(2026, 2029), learnt(), _rng())
        now = np.subtract(*np.quantile(after.total, (0.9, 0.1), axis=-1))
        assert (now <= wide * 1.01).all()
        wide = now


def test_a_shock_is_made_good_the_year_after_and_moves_no_middle() -> None:
    drawn = draw_services(NEWEST, YEARS, FEW, _rng()).before
    struck = np.abs(drawn.shock[0]) > 0
    assert struck.mean() == pytest.approx(SHOCK_ODDS, abs=0.02)
    only = struck & (np.abs(drawn.shock[1] + drawn.shock[0]) < 1e-12)
    assert only.sum() > 0.8 * struck.sum()
    moved = np.median(drawn.total, axis=-1) - np.median(drawn.calm, axis=-1)
    assert np.abs(moved).max() < 0.0005
    tails = [np.subtract(*np.quantile(one[0], (0.995, 0.005))) for one in (drawn.total, drawn.calm)]
    assert tails[0] > 1.15 * tails[1]


def test_each_piece_can_be_left_out_and_is_dated() -> None:
    whole = draw_services(as_of(date(2026, 8, 17)), YEARS, FEW, _rng())
    assert [one.source for one in whole.pieces] == ["common", "target", "country"]
    assert all(one.known_from and one.known_from <= date(2026, 8, 17) for one in whole.pieces)
    for left in INFORMATION:
        kept = tuple(one for one in INFORMATION if one != left)
        spec = FEW.model_copy(update={"information": kept})
        found = draw_services(as_of(date(2026, 8, 17)), YEARS, spec, _rng())
        assert left not in [one.source for one in found.pieces]
    alone = draw_services(NEWEST, YEARS, FEW.model_copy(update={"information": ()}), _rng())
    assert alone.pieces == ()


def test_nothing_is_known_before_its_day() -> None:
    sources = {
        day: [one.source for one in draw_services(as_of(day), YEARS, FEW, _rng()).pieces]
        for day in (date(2026, 3, 26), date(2026, 4, 16), date(2026, 4, 17))
    }
    assert "country" not in sources[date(2026, 4, 16)]
    assert "country" in sources[date(2026, 4, 17)]
    assert "target" in sources[date(2026, 3, 26)]


def test_a_target_is_its_usual_excess_above_itself_with_an_error_learnt() -> None:
    own = NEWEST.history("real_growth")["tertiary"]
    goals = NEWEST.around.targets["value"]
    piece = target(NEWEST.around, own, 2026)
    assert piece is not None
    assert piece.value == pytest.approx(0.05 + float((own - goals).dropna().median()))
    assert 0.010 < (piece.spread or 0) < 0.025
    assert target(NEWEST.around, own, 2027) is None
    assert 2015 not in goals.index  # two digits, said the source: no figure
    exact = own.copy()
    exact.loc[goals.index.intersection(own.index)] = goals + 0.01
    surer = target(NEWEST.around, exact.dropna(), 2026)
    assert surer is not None
    assert surer.value == pytest.approx(0.06)
    assert (surer.spread or 1) < (piece.spread or 0)


def test_the_country_s_year_is_read_by_the_usual_difference() -> None:
    around = as_of(date(2026, 8, 17)).around
    years = around.country_yearly("tertiary")
    own = pd.Series(years + 0.01, index=years.index)
    piece = country(around, own, 2026, learnt())
    assert piece is not None
    assert piece.value == pytest.approx(0.052 + 0.01)
    assert piece.known_from == date(2026, 7, 16)


def test_prices_start_from_the_newest_evidence_and_go_back_slowly() -> None:
    found = centre(NEWEST, 2000, 2025, 5)
    assert 0.0 < found[0] < 0.012  # GDP's deflator was 0.0 in 2025, the country's services' 0.2
    assert (np.diff(found) > 0).all()
    assert found[-1] < 0.025


def test_a_spec_of_the_first_schema_is_read_as_one_of_today_s() -> None:
    old = {"schema": 1, "models": ["growth"], "origins": 3, "interventions": {"2020": 0.2}}
    assert Spec.model_validate(old | {"draws": 500}) == Spec(draws=500)
    assert "quarters" not in Spec.model_validate(old | {"nowcast": False}).information


def test_a_later_figure_reaches_no_earlier_origin() -> None:
    rows = NEWEST.rows.copy()
    late = (rows["measure"] == "real_growth") & (rows["period"] > 2015)
    rows.loc[late, "value"] = 0.3
    spec, years = FEW.model_copy(update={"information": ("common",)}), range(2016, 2019)
    changed = draw_services(replace(NEWEST, rows=rows), years, spec, _rng())
    np.testing.assert_array_equal(changed.yearly, draw_services(NEWEST, years, spec, _rng()).yearly)


def _rng() -> np.random.Generator:
    return np.random.default_rng(5)
