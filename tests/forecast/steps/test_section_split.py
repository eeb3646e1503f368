"""Sections inside “other services” add up, follow their evidence, and say how unsure they are."""

from datetime import date

import numpy as np
import pytest

from data.sections import OTHER_CODES
from data.vintages import as_of
from forecast.arrays import Array
from forecast.evaluation.backtest_sections import leave_one_out
from forecast.steps.section_drift import SERIES, national_drift
from forecast.steps.section_evidence import FACT_ERROR, GAP, evidence, gap_spread, section_facts
from forecast.steps.section_split import SectionEvidence, split

VINTAGE = as_of(date(2026, 3, 31))


def one_section(evidence: SectionEvidence, years: list[int], draws: int = 4_000) -> Array:
    """Log share of the first section, known apart from all others."""
    rest = {code: SectionEvidence(levels=[(2002, np.log(0.1), 0.1)]) for code in OTHER_CODES[1:]}
    found = split(rest, {OTHER_CODES[0]: evidence}, years, draws, np.random.default_rng(1))
    return np.asarray(np.log(found[:, 0]))


def test_sections_add_up_in_every_draw() -> None:
    inside, apart = evidence(VINTAGE)
    found = split(inside, apart, [2025, 2026, 2030], 500, np.random.default_rng(1))
    np.testing.assert_allclose(found.sum(axis=1), 1.0, atol=1e-12)
    assert (found > 0).all()


def test_what_is_known_surely_is_met_and_in_between_lies_between() -> None:
    known = SectionEvidence(levels=[(2010, np.log(0.1), 1e-4), (2020, np.log(0.2), 1e-4)])
    path = one_section(known, [2010, 2015, 2020])
    np.testing.assert_allclose(np.median(path[[0, 2]], axis=1), np.log([0.1, 0.2]), atol=0.002)
    assert np.median(path[1]) == pytest.approx(np.log(np.sqrt(0.1 * 0.2)), abs=0.01)
    assert path[1].std() > 5 * path[0].std()


def test_uncertainty_grows_away_from_the_last_benchmark() -> None:
    known = SectionEvidence(levels=[(2010, np.log(0.1), 0.05), (2020, np.log(0.12), 0.05)])
    spreads = one_section(known, [2020, 2023, 2030]).std(axis=1)
    assert (np.diff(spreads) > 0).all()


def test_a_driver_that_explains_the_benchmarks_is_followed() -> None:
    jobs = {year: 0.5 * np.sin(year / 3) for year in range(2002, 2025)}
    years = range(2002, 2025, 2)
    known = [(year, np.log(0.1) + 0.8 * jobs[year], 0.01) for year in years]
    blind, driven = (
        one_section(SectionEvidence(levels=known, driver=driver), [2013])[0]
        for driver in ({}, jobs)
    )
    truth = np.log(0.1) + 0.8 * jobs[2013]
    assert abs(np.median(driven) - truth) < abs(np.median(blind) - truth)
    assert np.median(driven) == pytest.approx(truth, abs=0.03)


def test_published_growth_of_a_section_enters() -> None:
    level = (2023, np.log(0.15), 0.01)
    calm = one_section(SectionEvidence(levels=[level]), [2024])
    grown = one_section(SectionEvidence(levels=[level], changes=[(2024, 0.1, 0.005)]), [2024])
    assert np.median(grown) - np.median(calm) > 0.05


@pytest.mark.slow
def test_benchmarks_left_out_are_predicted_within_their_intervals() -> None:
    table = leave_one_out(VINTAGE)
    assert set(table["year"]) == {2002, 2007, 2012, 2017, 2023}
    plain = table[~table["driver"]]
    assert 0.65 <= plain["covered"].mean() <= 0.95
    assert plain.groupby("year")["weighted"].sum().mean() < 0.25
    for _, part in table.groupby(["year", "driver"]):
        assert part["actual"].sum() == pytest.approx(1.0)


def test_leaving_a_benchmark_out_leaves_it_out() -> None:
    inside, _ = evidence(VINTAGE, without=2017)
    years = {year for one in inside.values() for year, _, _ in one.products}
    assert years == {2002, 2007, 2012, 2023}


def test_tables_tell_levels_and_nothing_of_growth_since() -> None:
    falling, rising = (
        [(year, np.log(0.1) + step * (year - 2002), 0.2) for year in (2002, 2012, 2022)]
        for step in (-0.05, 0.05)
    )
    known = [(2024, np.log(0.1), 0.005)]
    ahead = [
        one_section(
            SectionEvidence(levels=known, products=told, changes=[(2024, 0.01, 0.005)], turn=2023),
            [2024, 2030],
        )
        for told in (falling, rising)
    ]
    gains = [np.median(one[1] - one[0]) for one in ahead]
    assert abs(gains[0] - gains[1]) < 0.01  # 0.6 apart by the tables' own slopes
    grown = one_section(SectionEvidence(levels=known, drift=0.03, turn=2024), [2024, 2030])
    assert np.median(grown[1] - grown[0]) == pytest.approx(0.18, abs=0.01)


def test_the_gap_of_tables_widens_what_only_they_know() -> None:
    told = [(year, np.log(0.1), 0.05) for year in (2012, 2017, 2023)]
    plain, apart = (
        one_section(SectionEvidence(products=told, gap=gap, turn=2023), [2023])
        for gap in (0.0, 0.3)
    )
    assert apart.std() == pytest.approx(np.hypot(plain.std(), 0.3), rel=0.05)
    assert gap_spread(VINTAGE) == pytest.approx(0.29, abs=0.01)  # M -0.39, I +0.14
    assert gap_spread(as_of(date(2025, 5, 28))) == GAP  # no table beside the report's year


def test_published_sections_lie_where_they_were_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    shares, gains = section_facts(VINTAGE)
    for when in (date(2025, 3, 31), date(2026, 3, 31)):
        # I and M of 2024 from what was known before them, and from today's tables without them.
        facts = section_facts(as_of(when))
        for held in ("I", "M"):
            kept = tuple({k: v for k, v in one.items() if k[0] != held} for one in facts)
            monkeypatch.setattr(
                "forecast.steps.section_evidence.section_facts", lambda _vintage, kept=kept: kept
            )
            found = split(*evidence(as_of(when)), [2023, 2024], 4_000, np.random.default_rng(1))
            path = np.log(found[:, OTHER_CODES.index(held)])
            for drawn, came in (
                (path[1], shares[held, 2024][0]),
                (path[1] - path[0], gains[held, 2024][0]),
            ):
                low, high = np.quantile(drawn, (0.1, 0.9))
                assert low < came < high, (when, held)


def test_the_country_is_split_as_chongqing_is() -> None:
    around = as_of(date(2025, 12, 31)).around
    level = {code: around.country(name, "value_added") for code, name in SERIES.items()}
    share = {
        year: {
            c: float(level[c][year]) / sum(float(one[year]) for one in level.values())
            for c in SERIES
        }
        for year in ("2021", "2022", "2023")
    }
    told = {
        code: SectionEvidence(
            levels=[(2021, float(np.log(share["2021"][code])), FACT_ERROR)], turn=2021
        )
        for code in OTHER_CODES
    }
    found = split(told, {}, [2022, 2023], 4_000, np.random.default_rng(1))
    low, middle, high = np.quantile(found, (0.1, 0.5, 0.9), axis=-1)
    came = np.array([[share[year][code] for code in OTHER_CODES] for year in ("2022", "2023")])
    assert ((low < came) & (came < high)).mean() >= 0.8
    assert np.abs(np.log(middle / came)).mean() < 0.04


def test_the_country_tells_where_sections_are_going() -> None:
    drift = national_drift(VINTAGE.around, {2020: 0.2})
    assert drift["I"][0] > drift["L"][0] > 0.01 > 0 > drift["M"][0] > drift["P"][0]
    assert all(mean == 0 for mean, _ in national_drift(as_of(date(2025, 5, 28)).around).values())
    # 2024 by hand: I grew 11.7, the nine together 6.4, weighted by their levels.
    size = np.array([63958, 56941, 232676])
    whole = float(np.array([0.117, 0.111, 0.039]) @ size / size.sum())
    assert np.log1p(0.117) - np.log1p(whole) == pytest.approx(0.048, abs=0.002)
