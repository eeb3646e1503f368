"""Sections inside “other services” add up, follow their evidence, and say how unsure they are."""

from datetime import date

import numpy as np
import pytest

from data.sections import OTHER_CODES
from data.vintages import as_of
from forecast.evaluation.backtest_sections import leave_one_out
from forecast.models.base import Array
from forecast.steps.section_evidence import evidence
from forecast.steps.sections import Evidence, split

VINTAGE = as_of(date(2026, 3, 31))


def one_section(evidence: Evidence, years: list[int], draws: int = 4_000) -> Array:
    """Log share of the first section, known apart from all others."""
    rest = {code: Evidence(levels=[(2002, np.log(0.1), 0.1)]) for code in OTHER_CODES[1:]}
    found = split(rest, {OTHER_CODES[0]: evidence}, years, draws, np.random.default_rng(1))
    return np.asarray(np.log(found[:, 0]))


def test_sections_add_up_in_every_draw() -> None:
    inside, apart = evidence(VINTAGE)
    found = split(inside, apart, [2025, 2026, 2030], 500, np.random.default_rng(1))
    np.testing.assert_allclose(found.sum(axis=1), 1.0, atol=1e-12)
    assert (found > 0).all()


def test_what_is_known_surely_is_met_and_in_between_lies_between() -> None:
    known = Evidence(levels=[(2010, np.log(0.1), 1e-4), (2020, np.log(0.2), 1e-4)])
    path = one_section(known, [2010, 2015, 2020])
    np.testing.assert_allclose(np.median(path[[0, 2]], axis=1), np.log([0.1, 0.2]), atol=0.002)
    assert np.median(path[1]) == pytest.approx(np.log(np.sqrt(0.1 * 0.2)), abs=0.01)
    assert path[1].std() > 5 * path[0].std()


def test_uncertainty_grows_away_from_the_last_benchmark() -> None:
    known = Evidence(levels=[(2010, np.log(0.1), 0.05), (2020, np.log(0.12), 0.05)])
    spreads = one_section(known, [2020, 2023, 2030]).std(axis=1)
    assert (np.diff(spreads) > 0).all()


def test_a_driver_that_explains_the_benchmarks_is_followed() -> None:
    jobs = {year: 0.5 * np.sin(year / 3) for year in range(2002, 2025)}
    years = range(2002, 2025, 2)
    known = [(year, np.log(0.1) + 0.8 * jobs[year], 0.01) for year in years]
    blind, driven = (
        one_section(Evidence(levels=known, driver=driver), [2013])[0] for driver in ({}, jobs)
    )
    truth = np.log(0.1) + 0.8 * jobs[2013]
    assert abs(np.median(driven) - truth) < abs(np.median(blind) - truth)
    assert np.median(driven) == pytest.approx(truth, abs=0.03)


def test_published_growth_of_a_section_enters() -> None:
    level = (2023, np.log(0.15), 0.01)
    calm = one_section(Evidence(levels=[level]), [2024])
    grown = one_section(Evidence(levels=[level], changes=[(2024, 0.1, 0.005)]), [2024])
    assert np.median(grown) - np.median(calm) > 0.05


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
    years = {year for one in inside.values() for year, _, _ in one.levels}
    assert years == {2002, 2007, 2012, 2023}
