"""Together: conditional mean and spread, exact from the draws and recovered from known ones."""

from dataclasses import replace

import numpy as np
import pytest

from data.sections import CODES, column
from forecast.arrays import Array
from forecast.baseline import Baseline
from scenarios.assume.checked import check
from scenarios.assume.linkage import conditioned, gain
from scenarios.assume.scenario import Scenario, parse
from scenarios.assume.spread import metric, stated
from scenarios.outcome.attribution import growth_split
from scenarios.outcome.simulate import simulate

J, L = column("J"), column("L")


def together(*cells: tuple[str, int, float], measure: str = "real_growth") -> Scenario:
    assumptions = [
        {"section": section, "years": [year], "value": value, "measure": measure}
        for section, year, value in cells
    ]
    return parse({"linkage": "together", "assumptions": assumptions}, "test")


def known(baseline: Baseline, rng: np.random.Generator) -> tuple[Baseline, Array, Array]:
    """A baseline whose log growth is normal with a mean and a covariance we chose."""
    cells = baseline.growth[..., 0].size
    mean = rng.normal(0.06, 0.02, cells)
    factor = rng.normal(0, 0.012, (cells, cells // 4))
    covariance = factor @ factor.T + 0.02**2 * np.eye(cells)
    draws = rng.multivariate_normal(mean, covariance, 40_000, method="cholesky").T
    shape = (*baseline.growth.shape[:2], 40_000)
    kept = (baseline.deflator, baseline.level, baseline.comparable)
    deflator, level, comparable = (np.repeat(one[..., :1], 40_000, axis=-1) for one in kept)
    made = replace(
        baseline,
        growth=np.expm1(draws).reshape(shape),
        deflator=deflator,
        level=level,
        comparable=comparable,
        settled=np.zeros(40_000),
    )
    return made, mean, covariance


def test_known_moments_are_recovered(newest: Baseline) -> None:
    """Normal draws: the textbook conditional mean and covariance, within sampling error."""
    made, mean, covariance = known(newest, np.random.default_rng(7))
    cells = np.array([J, 15 + L])
    values = mean[cells] + (0.03, -0.04)
    first, second = map(float, np.expm1(values))
    scenario = together(("J", 2026, first), ("L", 2027, second))
    found = np.log1p(conditioned(check(made, scenario)).growth).reshape(len(mean), -1)
    slope = covariance[:, cells] @ np.linalg.inv(covariance[np.ix_(cells, cells)])
    np.testing.assert_allclose(found.mean(axis=1), mean + slope @ (values - mean[cells]), atol=2e-3)
    left = covariance - slope @ covariance[cells]
    np.testing.assert_allclose(np.cov(found), left, atol=1.5e-4)


def test_moments_of_the_draws_are_exact(report: Baseline) -> None:
    """Whatever the draws' shape: the best linear prediction, to rounding."""
    scenario = together(("J", 2025, 0.12), ("K", 2026, -0.05))
    before = np.log1p(report.growth).reshape(-1, report.draws)
    after = np.log1p(conditioned(check(report, scenario)).growth).reshape(-1, report.draws)
    cells = stated(report, scenario)
    covariance = np.cov(before)
    slope = np.linalg.solve(covariance[np.ix_(cells, cells)], covariance[cells]).T
    values = np.log1p([0.12, -0.05])
    expected = before.mean(axis=1) + slope @ (values - before.mean(axis=1)[cells])
    np.testing.assert_allclose(after.mean(axis=1), expected, atol=1e-8)
    np.testing.assert_allclose(np.cov(after), covariance - slope @ covariance[cells], atol=1e-9)
    np.testing.assert_allclose(gain(report, cells), slope, atol=1e-6)


def test_the_assumed_come_out_as_assumed_and_the_rest_follows(report: Baseline) -> None:
    found = conditioned(check(report, together(("J", 2025, 0.12))))
    np.testing.assert_allclose(found.growth[0, J], 0.12, atol=1e-9)
    moved = found.median_growth - report.median_growth
    correlation = metric(report).plain[J]
    strong = np.abs(correlation) > 0.3 * correlation[J]
    assert np.all(
        np.sign(moved.ravel()[strong]) == np.sign(correlation[strong]) * np.sign(moved[0, J])
    )
    assert np.all(found.growth.std(axis=-1) <= report.growth.std(axis=-1) * 1.05)


def test_alone_moves_only_its_own_cell(report: Baseline) -> None:
    alone = simulate(report, together(("J", 2025, 0.12)).model_copy(update={"linkage": "alone"}))
    assert alone.drawn is report
    assert np.count_nonzero(alone.real != 1) == 1


def test_together_with_nothing_assumed_is_the_baseline(report: Baseline) -> None:
    empty = simulate(report, Scenario())
    linked = simulate(report, Scenario(linkage="together"))
    for name in ("growth", "shares", "total", "contributions"):
        assert getattr(empty, name).tobytes() == getattr(linked, name).tobytes()


def test_deflators_are_linked_with_deflators(report: Baseline) -> None:
    found = conditioned(check(report, together(("J", 2025, 0.05), measure="deflator")))
    assert found.growth is report.growth
    np.testing.assert_allclose(found.deflator[0, J], 0.05, atol=1e-9)
    assert np.any(found.deflator[0, L] != report.deflator[0, L])


def test_parts_add_up_when_linked(report: Baseline) -> None:
    outcome = simulate(report, together(("J", 2025, 0.15), ("F", 2025, 0.02), ("I", 2026, 0.2)))
    for year in report.years:
        split = growth_split(outcome, year)
        assert sum(part.effect for part in split.parts) == pytest.approx(split.total, abs=1e-12)


def test_a_year_set_for_every_section_is_met(report: Baseline) -> None:
    every = together(*((code, 2025, 0.07) for code in CODES))
    outcome = simulate(report, every)
    np.testing.assert_allclose(outcome.growth[0], 0.07, atol=1e-6)
