"""What it would take: against brute force, against scipy, and at the ends of every wish."""

import itertools
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import quadprog
from numpy.typing import NDArray
from scipy.optimize import minimize

from base.problems import Problems
from data.sections import CODES, SECTION_CODES, column
from forecast.baseline import Baseline
from scenarios.assume.bounds import bound, from_history, key
from scenarios.assume.checked import check
from scenarios.assume.scenario import Assumption, Scenario, read_scenario
from scenarios.assume.spread import metric
from scenarios.assume.toml import to_toml
from scenarios.outcome.simulate import simulate
from scenarios.outcome.target_response import (
    Condition,
    GrowthResponse,
    Response,
    ShareResponse,
    measure,
)
from scenarios.outcome.targets import Target, judge, targets
from scenarios.solve.least_distance import nearest
from scenarios.solve.least_surprising import cheapest, cost, room
from scenarios.solve.solve import Answer, solve
from scenarios.solve.wish import Wish, wished

GROWTH, SHARE = "growth-2025", "share-2027"


def own(name: str, measure: str, year: int, threshold: float, scope: str | None = None) -> Target:
    kind: Literal["services_real_growth", "producer_share"] = (
        "services_real_growth" if measure == "growth" else "producer_share"
    )
    return Target(name, name, name, kind, scope, year, threshold, False, 0.0, "", "", "")


def a_share(baseline: Baseline, scope: str, more: float, odds: float = 0.5) -> Target:
    """A share target a little above what the baseline reaches at these odds."""
    draws = simulate(baseline, Scenario()).share(scope, 2027)
    return own("near", "share", 2027, float(np.quantile(draws, 1 - odds)) + more, scope)


def assert_holds(baseline: Baseline, wish: Wish, answer: Answer) -> None:
    """The rounded scenario, simulated anew, meets every target at the odds, in bounds."""
    assert answer.feasible
    low, high = from_history(baseline)
    for found in (answer.best, *answer.alternatives):
        again = simulate(baseline, found.scenario)
        for target in wish.targets:
            said = judge(target, again, target.scope if target.scope != "any" else wish.scope)
            assert said.odds >= wish.odds
            assert wish.odds < 0.5 or said.verdict == "met"
        for one in found.scenario.assumptions:
            row, place = baseline.years.index(one.years[0]), column(one.section)
            assert one.value == round(one.value, 3)
            assert low[row, place] - 1e-9 <= one.value <= high[row, place] + 1e-9


def test_the_nearest_point_is_quadprogs() -> None:
    """Against the dual method of Goldfarb and Idnani (1983), which is exact."""
    rng = np.random.default_rng(5)
    for _ in range(40):
        count = int(rng.integers(2, 12))
        rows, inside = rng.normal(size=(count + 3, count)), rng.normal(size=count)
        limits = rows @ inside - rng.exponential(0.3, size=count + 3)
        found = nearest(rows, limits)
        assert found is not None
        assert np.all(rows @ found >= limits - 1e-7)
        theirs = quadprog.solve_qp(2 * np.eye(count), np.zeros(count), rows.T, limits)[0]
        np.testing.assert_allclose(found, theirs, atol=1e-9)


def test_no_point_is_told() -> None:
    assert nearest(np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([1.0, 0.5])) is None
    assert nearest(np.array([[0.0, 0.0]]), np.array([1.0])) is None


@pytest.mark.parametrize("scope", ["D1", "D3", "D7"])
def test_slopes_are_those_of_the_simulation(report: Baseline, scope: str) -> None:
    """A small step in one cell moves the mean of the draws by the slope."""
    outcome = simulate(report, Scenario())
    every = np.arange(report.draws)
    measures: list[Response] = [
        GrowthResponse.of(outcome, 2025),
        GrowthResponse.of(outcome, 2027),
        ShareResponse.of(outcome, 2027, scope),
    ]
    still = np.zeros_like(report.median_growth)
    for one in measures:
        slopes = one.slopes(still, every)
        for row, code in itertools.product(range(3), "FJL"):
            step = still.copy()
            step[row, column(code)] = 1e-2
            up, down = (one.values(side * step).astype(float).mean() for side in (1, -1))
            assert (up - down) / 2e-2 == pytest.approx(slopes[row, column(code)], abs=3e-4)


def test_the_optimum_is_brute_forces(report: Baseline) -> None:
    """Two free cells: every pair of tenths within reach, judged on the draws."""
    outcome = simulate(report, Scenario())
    target = own("g", "growth", 2025, outcome.growth_quantile(2025, 0.5) + 0.005)
    locks = tuple((code, None) for code in SECTION_CODES if code not in "FJ")
    wish = Wish((target,), "D3", locks=locks, alternatives=0)
    answer = solve(report, wish)
    assert_holds(report, wish, answer)
    condition = Condition(target, measure(outcome, target, None), 0.5)
    where = room(check(report, Scenario()), 2025, locks)
    paid = cost(where, 0)
    low, high = from_history(report)
    best = math.inf
    ranges = []
    for code in "FJ":
        place = column(code)
        median = report.median_growth[0, place]
        tenths = np.arange(math.ceil(1000 * low[0, place]), math.floor(1000 * high[0, place]) + 1)
        shifts = np.log1p(tenths / 1000) - np.log1p(median)
        ranges.append([*shifts[tenths != np.round(1000 * median)], 0.0])
    for pair in itertools.product(*ranges):
        distance = paid.of(np.array(pair))
        if distance < best:
            square = np.zeros_like(report.median_growth)
            square[0, column("F")], square[0, column("J")] = pair
            if condition.slack(square) >= 0:
                best = distance
    assert answer.best.distance == pytest.approx(best, rel=1e-9)


@pytest.mark.parametrize("odds", [0.3, 0.5, 0.8])
def test_the_optimum_is_scipys(report: Baseline, odds: float) -> None:
    """All sections, three years, two targets: no worse than SLSQP on the same problem."""
    outcome = simulate(report, Scenario())
    quantile = float(np.quantile(outcome.growth[0], 1 - odds))
    chosen = (a_share(report, "D7", 0.01, odds), own("g", "growth", 2025, quantile + 0.004))
    conditions = [Condition(one, measure(outcome, one, one.scope), odds) for one in chosen]
    where = room(check(report, Scenario()), 2027)
    paid = cost(where, 2)
    flat = cheapest(where, paid, conditions)
    assert flat is not None

    def slack(free: NDArray[np.float64]) -> list[float]:
        full = where.fixed.copy()
        full[where.free] = free
        return [1000 * one.slack(where.square(full)) for one in conditions]

    def slopes(free: NDArray[np.float64]) -> NDArray[np.float64]:
        full = where.fixed.copy()
        full[where.free] = free
        found = [one.slope(where.square(full))[1].ravel()[where.free] for one in conditions]
        return 1000 * np.array(found)

    theirs = minimize(
        lambda z: z @ paid.precision @ z,
        flat[where.free] * 1.3,
        jac=lambda z: 2 * paid.precision @ z,
        method="SLSQP",
        bounds=list(zip(where.low, where.high, strict=True)),
        constraints={"type": "ineq", "fun": slack, "jac": slopes},
        options={"maxiter": 300, "ftol": 1e-10},
    )
    reached = math.sqrt(theirs.fun) if min(slack(theirs.x)) > -0.02 else math.inf
    assert min(slack(flat[where.free])) > -0.03
    assert paid.of(flat[where.free]) <= reached * 1.002 + 1e-6


@pytest.mark.parametrize("odds", [0.1, 0.5, 0.9, 0.99])
def test_answers_hold_in_full_simulation(report: Baseline, odds: float) -> None:
    for more in (0.004, 0.012):
        wish = Wish((a_share(report, "D3", more, odds),), "D3", odds=odds)
        assert_holds(report, wish, solve(report, wish))


def test_both_targets_at_once(report: Baseline) -> None:
    growth = own(
        "g", "growth", 2025, simulate(report, Scenario()).growth_quantile(2025, 0.5) + 0.01
    )
    wish = Wish((growth, a_share(report, "D7", 0.01)), "D7")
    answer = solve(report, wish)
    assert_holds(report, wish, answer)
    assert all(one.distance >= answer.best.distance for one in answer.alternatives)


def test_higher_odds_are_less_plausible(report: Baseline) -> None:
    target = a_share(report, "D7", 0.005)
    found = [
        solve(report, Wish((target,), "D7", odds=odds, alternatives=0)).best.distance
        for odds in (0.5, 0.6, 0.7, 0.8, 0.9)
    ]
    assert found == sorted(found)


def test_locks_and_held_cells_stay(report: Baseline) -> None:
    held = Scenario(assumptions=(Assumption(section="K", years=(2026,), value=0.03),))
    wish = Wish((a_share(report, "D7", 0.008),), "D7", locks=(("L", None), ("I", 2026)), held=held)
    answer = solve(report, wish)
    assert_holds(report, wish, answer)
    for found in (answer.best, *answer.alternatives):
        cells = {(one.section, one.years[0]): one.value for one in found.scenario.assumptions}
        assert cells["K", 2026] == 0.03
        assert not any(
            section == "L" or cell == ("I", 2026) for cell in cells for section in cell[:1]
        )
    assert answer.best.distance >= solve(report, Wish(wish.targets, "D7")).best.distance - 0.02


@pytest.mark.parametrize("growth", [0.02, 0.05, 0.12])
@pytest.mark.parametrize("name", ["growth", "share"])
def test_what_is_held_counts_once(report: Baseline, name: str, growth: float) -> None:
    held = Scenario(
        assumptions=(
            Assumption(section="J", years=(2026, 2027), value=growth),
            Assumption(section="K", years=(2026,), measure="deflator", value=0.03),
        )
    )
    target = own("near", name, 2027, 0.065, "D7" if name == "share" else None)
    start = simulate(report, held)
    before = judge(target, start, target.scope).value
    wish = Wish((replace(target, threshold=before + 0.004),), "D7", held=held)
    answer = solve(report, wish)
    assert answer.feasible
    for found in (answer.best, *answer.alternatives):
        assert judge(wish.targets[0], simulate(report, found.scenario), "D7").verdict == "met"
    assert answer.best.judgements[0].gap < 0.0012  # no more than was asked for


def test_published_targets_that_are_met_ask_for_nothing(newest: Baseline) -> None:
    answer = solve(newest, Wish((own("met", "growth", 2025, 0.05),), "D3"))
    assert answer.feasible
    assert answer.reason is not None
    assert "公布数满足目标" in answer.reason.zh
    assert answer.record()["assumptions"] == []


def test_bounds_are_kept(report: Baseline) -> None:
    place = column("L")
    least = float(report.median_growth[:, place].max()) + 0.02
    bounds: dict[tuple[str, int | None], tuple[float, float]] = {("L", None): (least, least + 0.03)}
    answer = solve(report, Wish((a_share(report, "D7", 0.01),), "D7", bounds=bounds))
    assert answer.feasible
    cells = {
        one.years[0]: one.value for one in answer.best.scenario.assumptions if one.section == "L"
    }
    assert set(cells) == {2025, 2026, 2027}
    assert all(least - 1e-3 <= value <= least + 0.031 for value in cells.values())


def test_alternatives_look_different(report: Baseline) -> None:
    answer = solve(report, Wish((a_share(report, "D7", 0.015),), "D7"))
    assert 2 <= len(answer.alternatives) <= 3
    looks = []
    for found in (answer.best, *answer.alternatives):
        real = np.log(check(report, found.scenario).real).ravel()
        looks.append(real / np.sqrt(np.diag(metric(report).covariance)))
    for one, other in itertools.combinations(looks, 2):
        assert one @ other / np.linalg.norm(one) / np.linalg.norm(other) < 0.96


def test_a_published_target_cannot_be_solved_for(newest: Baseline) -> None:
    answer = solve(newest, Wish(wished([GROWTH]), "D3"))
    assert not answer.feasible
    assert answer.reason is not None
    assert "已公布" in answer.reason.zh
    assert "published" in answer.reason.en
    assert answer.record()["assumptions"] == []
    both = solve(newest, Wish((*wished([GROWTH]), a_share(newest, "D7", 0.004)), "D7"))
    assert not both.feasible
    assert [one.published for one in both.best.judgements] == [True, False]
    assert both.best.judgements[1].verdict == "met"


def test_the_impossible_is_proved(report: Baseline) -> None:
    """No vertex of the bounds reaches it: the share's every draw is best at this one."""
    target = own("far", "share", 2027, 0.9, "D1")
    answer = solve(report, Wish((target,), "D1"))
    assert not answer.feasible
    assert answer.reason is not None
    best = answer.best.judgements[0]
    assert f"{best.value:.1%}" in answer.reason.zh
    low, high = from_history(report)
    counted = next(scope for scope in report.scopes if scope.id == "D1").mid
    rng = np.random.default_rng(2)
    for _ in range(30):
        ends = np.where(
            rng.random(low.shape) < 0.7, np.array(counted) > 0.5, rng.random(low.shape) < 0.5
        )
        some = tuple(
            Assumption(
                section=code,
                years=(year,),
                value=float((high if ends[row, place] else low)[row, place]),
            )
            for row, year in enumerate((2025, 2026, 2027))
            for place, code in enumerate(CODES[:-1])
        )
        tried = simulate(report, Scenario(scope="D1", assumptions=some))
        assert tried.share_quantile("D1", 2027, 0.5) <= best.value + 1e-3


def test_conflicts_are_named(report: Baseline) -> None:
    every = tuple((code, None) for code in SECTION_CODES)
    locked = solve(report, Wish((a_share(report, "D7", 0.01),), "D7", locks=every))
    assert not locked.feasible
    assert locked.reason is not None
    assert "锁定" in locked.reason.zh
    outcome = simulate(report, Scenario())
    top = solve(report, Wish((own("x", "share", 2027, 0.95, "D1"),), "D1")).best.judgements[0].value
    fast = solve(report, Wish((own("x", "growth", 2025, 0.4),), "D1")).best.judgements[0].value
    assert fast > outcome.growth_quantile(2025, 0.5)
    both = (
        own("fast", "growth", 2025, fast - 0.001),
        own("share", "share", 2027, top - 0.004, "D1"),
    )
    answer = solve(report, Wish(both, "D1"))
    assert not answer.feasible
    assert answer.reason is not None
    assert "不能同时" in answer.reason.zh
    assert answer.best.judgements[0].verdict != "missed"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"odds": 0.0}, "odds"),
        ({"odds": 1.0}, "odds"),
        ({"odds": float("nan")}, "odds"),
        ({"scope": "D99"}, "scope"),
        ({"targets": ()}, "target"),
        ({"locks": (("Z", None), ("J", 1999))}, "lock"),
        ({"bounds": {("J", None): (0.1, 0.05)}}, "下限高于上限"),
        ({"bounds": {("J", None): (0.02, 6.0)}}, "超出范围"),
        ({"targets": (own("late", "share", 2050, 0.6, "D1"),)}, "2050"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(
    report: Baseline, change: dict[str, object], words: str
) -> None:
    plain: dict[str, object] = {"targets": wished([SHARE]), "scope": "D7"}
    with pytest.raises(Problems) as told:
        solve(report, Wish(**{**plain, **change}))  # type: ignore[arg-type]
    assert words in told.value.text("zh")


def test_every_problem_is_told_at_once(report: Baseline) -> None:
    wish = Wish((), "D99", odds=2.0, locks=(("Z", None),), bounds={("J", 2026): (0.2, 0.1)})
    with pytest.raises(Problems) as told:
        solve(report, wish)
    assert len(told.value.problems) == 5
    with pytest.raises(Problems, match="an unknown target"):
        wished(["nothing"])


def test_already_met_asks_for_nothing(report: Baseline) -> None:
    answer = solve(report, Wish((a_share(report, "D7", -0.02),), "D7"))
    assert answer.feasible
    assert answer.record()["assumptions"] == []
    assert answer.best.distance == 0.0


def test_the_record_is_as_documented(report: Baseline) -> None:
    record = solve(report, Wish((a_share(report, "D7", 0.01),), "D7")).record()
    assert list(record) == [
        *("schema", "feasible", "assumptions", "distance", "targets"),
        *("alternatives", "reason", "reason_zh"),
    ]
    assert record["schema"] == 1
    assert set(record["assumptions"][0]) == {"section", "year", "growth"}
    assert json.loads(json.dumps(record, allow_nan=False)) == record


def test_the_file_written_reads_back_and_meets_it(report: Baseline, tmp_path: Path) -> None:
    answer = solve(report, Wish((a_share(report, "D7", 0.01),), "D7"))
    file = tmp_path / "takes.toml"
    file.write_text(to_toml(answer.best.scenario), encoding="utf-8")
    assert read_scenario(file) == answer.best.scenario


def test_bounds_hold_the_baseline_and_are_tenths(newest: Baseline) -> None:
    low, high = from_history(newest)
    assert np.all(low <= newest.median_growth)
    assert np.all(newest.median_growth <= high)
    finance = newest.published("J")
    recent = [growth for year, growth in finance.items() if year > newest.origin - 10]
    place = column("J")
    assert low[0, place] == pytest.approx(min(*recent, newest.median_growth[0, place]), abs=1e-3)
    assert high[0, place] == pytest.approx(max(*recent, newest.median_growth[0, place]), abs=1e-3)


def test_locks_and_bounds_are_read() -> None:
    assert key("j:2026") == ("J", 2026)
    assert key("J2026") is None
    assert bound("J=0.02..0.12") == (("J", None), (0.02, 0.12))
    assert bound("J=-0.02..0.1") == (("J", None), (-0.02, 0.1))
    assert bound("J=0.1") is None
    assert bound("J=nan..0.1") is None


def test_the_official_targets_are_known() -> None:
    assert [one.id for one in wished([SHARE, GROWTH, SHARE])] == [SHARE, GROWTH]
    assert {one.id for one in targets()} >= {SHARE, GROWTH}
