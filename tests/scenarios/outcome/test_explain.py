"""Attribution, sensitivity, uncertainty: parts that add up, slopes that are simulated."""

import itertools
import math
import os
from datetime import date
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from base.digits import rounded
from data.sections import CODES, SECTION_CODES, TERTIARY, column
from data.vintages import as_of
from forecast.baseline import Baseline
from scenarios.assume.checked import check
from scenarios.assume.presets import presets
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.assume.spread import metric, stated
from scenarios.outcome.as_json import explained_record
from scenarios.outcome.attribution import (
    growth_split,
    printed,
    share_from_baseline,
    share_over_time,
    share_split,
)
from scenarios.outcome.mean_path import MeanPath, Walk, apart, walked
from scenarios.outcome.plausibility import percentile, plausibility, reached
from scenarios.outcome.quarters import rest_of_year
from scenarios.outcome.required_growth import required, required_all, to_date
from scenarios.outcome.sensitivity import sensitivities
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import correlations, judge, official, scope_of, targets, values


def some(rng: np.random.Generator, years: tuple[int, ...], count: int) -> Scenario:
    """A scenario with `count` assumptions anywhere in the limits, of either measure."""
    cells = rng.choice(len(CODES) * len(years) * 2, size=count, replace=False)
    found = []
    for cell in cells.tolist():
        row, place = divmod(cell // 2, len(CODES))
        found.append(
            Assumption(
                section=CODES[place],
                years=(years[row],),
                measure="deflator" if cell % 2 else "real_growth",
                value=float(np.round(rng.uniform(-0.3, 0.4), 3)),
            )
        )
    linkage: Literal["alone", "together"] = "together" if rng.random() < 0.1 else "alone"
    return Scenario(assumptions=tuple(found), linkage=linkage)


@pytest.fixture(scope="module")
def small(report: Baseline) -> Baseline:
    """The same baseline with few draws: what must hold in every scenario is tried often."""
    few = slice(0, 101)
    return Baseline(
        report.manifest,
        report.growth[..., few],
        report.deflator[..., few],
        report.level[:, few],
        report.comparable[:, few],
        report.settled[few],
    )


def test_scenarios_add_up(small: Baseline) -> None:
    """Contributions sum to growth, parts to the difference, share causes to the change.

    A thousand scenarios; YUCE_LONG=1 tries ten thousand.
    """
    rng = np.random.default_rng(20250528)
    plain = simulate(small, Scenario())
    for number in range(10_000 if os.environ.get("YUCE_LONG") else 1_000):
        outcome = simulate(small, some(rng, small.years, int(rng.integers(1, 9))))
        year = int(rng.choice(small.years))
        median = outcome.growth_quantile(year, 0.5)
        contributions = outcome.contributions[outcome.row(year)]
        assert math.isfinite(median)
        assert contributions.sum() == pytest.approx(median, abs=1e-12)
        shown = printed(contributions.tolist(), median)
        assert round(sum(shown), 2) == round(100 * median, 2)
        if number % 40 == 0:
            for split in (
                growth_split(outcome, year, plain),
                share_split(outcome, "D3", year, plain),
            ):
                assert sum(one.effect for one in split.parts) == pytest.approx(
                    split.total, abs=1e-12
                )
            for change in (
                share_over_time(outcome, "D7", year),
                share_from_baseline(outcome, "D7", year, plain),
            ):
                whole = sum(change.producer) + sum(change.rest) + change.counting
                assert whole == pytest.approx(change.later - change.earlier, abs=1e-12)
                assert change.counting == pytest.approx(0.0, abs=1e-12)


def by_hand(baseline: Baseline, multipliers: NDArray[np.float64], row: int) -> float:
    """Growth of the mean path from first principles, within the first price base."""
    segment = baseline.segments[0]
    chain = np.cumprod(np.vstack([np.ones(len(CODES)), multipliers]), axis=0)
    levels = chain[: len(segment.means)] * segment.means
    return float(levels[row + 1].sum() / levels[row].sum() - 1)


def test_the_walk_is_the_integral_of_slopes(newest: Baseline) -> None:
    """Against a thousand small steps, each split by its own finite differences."""
    moves = {("J", 0): 0.3, ("K", 1): -0.4, ("I", 2): 0.25}
    logs = [np.zeros_like(newest.median_growth) for _ in moves]
    for log, ((code, row), move) in zip(logs, moves.items(), strict=True):
        log[row, column(code)] = move
    walks = [Walk(**{**vars(Walk.still(newest)), "real": log}) for log in logs]
    found = walked(MeanPath.of(newest).growth(2), walks)
    slow, steps = np.zeros(len(moves)), 400
    for step in range(steps):
        at = sum(logs) * (step + 0.5) / steps
        for item, log in enumerate(logs):
            ends = [by_hand(newest, np.exp(at + side * log / steps / 2), 2) for side in (1, -1)]
            slow[item] += ends[0] - ends[1]
    np.testing.assert_allclose(found, slow, atol=1e-7)
    whole = by_hand(newest, np.exp(sum(logs)), 2) - by_hand(newest, np.exp(0 * logs[0]), 2)
    assert found.sum() == pytest.approx(whole, abs=1e-12)
    single = [by_hand(newest, np.exp(log), 2) - by_hand(newest, np.exp(0 * log), 2) for log in logs]
    np.testing.assert_allclose(
        apart(MeanPath.of(newest).growth(2), walks, newest), single, atol=1e-12
    )


def test_the_walk_is_near_shapley(newest: Baseline) -> None:
    """The average over all orders differs only in how a small interaction is shared."""
    moves = {("J", 0): 0.05, ("K", 0): -0.08, ("F", 0): 0.04, ("L", 0): 0.06}
    logs = []
    for (code, row), move in moves.items():
        logs.append(np.zeros_like(newest.median_growth))
        logs[-1][row, column(code)] = move
    walks = [Walk(**{**vars(Walk.still(newest)), "real": log}) for log in logs]
    found = walked(MeanPath.of(newest).growth(1), walks)
    shapley = np.zeros(len(logs))
    orders = list(itertools.permutations(range(len(logs))))
    for order in orders:
        at = np.zeros_like(logs[0])
        for item in order:
            before = by_hand(newest, np.exp(at), 1)
            at = at + logs[item]
            shapley[item] += (by_hand(newest, np.exp(at), 1) - before) / len(orders)
    np.testing.assert_allclose(found, shapley, atol=2e-6)


def test_cutting_an_assumption_in_two_changes_nobody_else(report: Baseline) -> None:
    both = Assumption(section="J", years=(2025, 2026), value=0.15)
    other = Assumption(section="K", years=(2026,), value=-0.1)
    cut = tuple(Assumption(section="J", years=(year,), value=0.15) for year in (2025, 2026))
    one = growth_split(simulate(report, Scenario(assumptions=(both, other))), 2026)
    two = growth_split(simulate(report, Scenario(assumptions=(*cut, other))), 2026)
    assert one.parts[1].effect == pytest.approx(two.parts[2].effect, abs=1e-5)
    assert one.parts[0].effect == pytest.approx(two.parts[0].effect + two.parts[1].effect, abs=1e-5)


def test_order_does_not_matter(report: Baseline) -> None:
    parts = [
        Assumption(section=code, years=(2025,), value=value)
        for code, value in (("J", 0.2), ("I", 0.3), ("F", -0.05))
    ]
    one = share_split(simulate(report, Scenario(assumptions=tuple(parts))), "D7", 2027)
    two = share_split(simulate(report, Scenario(assumptions=tuple(parts[::-1]))), "D7", 2027)
    ends = [part.effect for part in two.parts][::-1]
    assert [part.effect for part in one.parts] == pytest.approx(ends, abs=1e-12)


def test_signs_of_a_share_change(report: Baseline) -> None:
    faster = Assumption(section="L", years=(2025,), value=0.3)
    change = share_from_baseline(simulate(report, Scenario(assumptions=(faster,))), "D1", 2027)
    assert sum(change.producer) > 0
    assert sum(change.rest) == pytest.approx(0, abs=1e-5)
    slower = Assumption(section="K", years=(2025,), value=-0.2)
    change = share_from_baseline(simulate(report, Scenario(assumptions=(slower,))), "D1", 2027)
    assert sum(change.rest) > 0


def test_an_empty_scenario_has_nothing_to_explain(newest: Baseline) -> None:
    outcome = simulate(newest, Scenario())
    for year in newest.years:
        split = growth_split(outcome, year)
        assert (split.parts, split.total, split.interaction) == ((), 0.0, 0.0)
    assert plausibility(check(newest, Scenario())).distance == 0.0


@given(st.lists(st.floats(-0.2, 0.2, allow_nan=False), min_size=1, max_size=20), st.integers(0, 3))
@settings(max_examples=300, deadline=None)
def test_printed_parts_add_up_and_stay_close(parts: list[float], digits: int) -> None:
    shown = printed(parts, sum(parts), digits)
    assert sum(shown) == pytest.approx(rounded(sum(parts), digits, 2), abs=1e-9)
    for part, one in zip(parts, shown, strict=True):
        assert abs(100 * part - one) <= 1.01 * 10**-digits


@pytest.mark.parametrize(
    "scenario",
    [Scenario(), Scenario(assumptions=(Assumption(section="J", years=(2026,), value=0.12),))],
)
def test_sensitivities_are_the_simulation(report: Baseline, scenario: Scenario) -> None:
    """One more point in a cell, simulated whole, gives what the table says."""
    outcome = simulate(report, scenario)
    table = {(one.section, one.year): one for one in sensitivities(outcome, "D7")}
    assert len(table) == len(SECTION_CODES) * len(report.years)
    for (code, year), one in list(table.items())[::5]:
        row, place = outcome.row(year), column(code)
        now = (1 + report.median_growth[row, place]) * outcome.real[row, place] - 1
        kept = tuple(a for a in scenario.assumptions if (a.section, a.years) != (code, (year,)))
        more = Assumption(section=code, years=(year,), value=float(now) + 0.01)
        moved = simulate(report, Scenario(assumptions=(*kept, more)))
        told = moved.growth_quantile(year, 0.5) - outcome.growth_quantile(year, 0.5)
        assert one.growth == pytest.approx(told, abs=1e-6)
        share = moved.share_quantile("D7", 2027, 0.5) - outcome.share_quantile("D7", 2027, 0.5)
        assert one.share.get(2027, 0.0) == pytest.approx(share, abs=1e-6)
        for target in targets():
            odds = [judge(target, o, scope_of(target, "D7")).odds for o in (outcome, moved)]
            assert one.odds[target.id] == pytest.approx(odds[1] - odds[0], abs=2.1 / report.draws)


def test_a_producer_section_never_lowers_the_share(report: Baseline) -> None:
    """Under a scope that counts it fully; and no section lowers growth in its own year."""
    for scenario in (
        Scenario(),
        Scenario(assumptions=(Assumption(section="L", years=(2025,), value=0.4),)),
    ):
        outcome = simulate(report, scenario)
        for scope in report.scopes:
            for one in sensitivities(outcome, scope.id):
                assert one.growth > 0
                counted = scope.mid[column(one.section)]
                if one.year <= 2027 and counted in (0.0, 1.0):
                    assert (one.share[2027] > 0) == (counted == 1.0)


def test_required_growth_by_hand() -> None:
    assert rest_of_year(0.065, 0.065, 0.3) == pytest.approx(0.065)
    base, quarters = 1000.0, 240.0
    rest = rest_of_year(0.065, 0.048, quarters / base)
    assert quarters * 1.048 + (base - quarters) * (1 + rest) == pytest.approx(base * 1.065)


def test_the_first_quarter_of_2025_raises_the_bar(report: Baseline) -> None:
    """Known on the day of the report: 4.8% in the first quarter, so the rest must make up."""
    known = to_date(as_of(date(2025, 5, 28)), 2025)
    assert known is not None
    assert (known.quarters, known.growth) == (1, 0.048)
    assert known.weight == pytest.approx(4023.96 / 16371.97)
    target = official("services_real_growth")
    asked = required(target, simulate(report, Scenario()))
    assert asked is not None
    whole = known.weight * (1 + known.growth) + (1 - known.weight) * (1 + asked.average) - 1
    assert whole == pytest.approx(target.threshold)
    assert asked.average > target.threshold


def test_an_official_target_is_known_by_its_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = targets()[::-1]
    monkeypatch.setattr("scenarios.outcome.targets.targets", lambda: turned)
    assert official("services_real_growth").id == "growth-2025"
    assert official("producer_share").id == "share-2027"


def test_nothing_is_required_of_a_published_year(newest: Baseline) -> None:
    outcome = simulate(newest, Scenario())
    assert required(official("services_real_growth"), outcome) is None
    assert [one.target.id for one in required_all(outcome, "D7")] == ["share-2027"]


def test_plausibility_knows_the_middle_and_the_ends(report: Baseline) -> None:
    median = float(report.median_growth[0, column("J")])
    calm = plausibility(
        check(report, Scenario(assumptions=(Assumption(section="J", years=(2025,), value=median),)))
    )
    assert calm.distance == pytest.approx(0, abs=1e-9)
    assert calm.further_out == 1.0
    assert calm.standings[0].draws == pytest.approx(0.5, abs=0.01)
    wild = plausibility(
        check(report, Scenario(assumptions=(Assumption(section="J", years=(2025,), value=0.45),)))
    )
    assert wild.unlikely
    assert (wild.standings[0].draws, wild.standings[0].history) == (1.0, 1.0)
    spread = report.growth[0, column("J")].std()
    one = plausibility(
        check(
            report,
            Scenario(assumptions=(Assumption(section="J", years=(2025,), value=median + spread),)),
        )
    )
    assert 0.6 < one.distance < 1.5


def test_further_out_counts_the_draws(report: Baseline) -> None:
    """For a draw taken as the scenario, the part of draws further out, counted the slow way."""
    places = [column("J"), column("L")]
    for draw in (3, 77):
        chosen = Scenario(
            assumptions=tuple(
                Assumption(
                    section=CODES[place], years=(2026,), value=float(report.growth[1, place, draw])
                )
                for place in places
            )
        )
        found = plausibility(check(report, chosen))
        known = metric(report)
        cells = stated(report, chosen)
        inverse = np.linalg.inv(known.covariance[np.ix_(cells, cells)])
        far = [float(x @ inverse @ x) for x in known.logs[cells].T]
        own = sum(1 for x in far if x > far[draw] + 1e-9) / len(far)
        assert found.further_out == pytest.approx(own, abs=2 / len(far))


def test_an_extreme_of_many_sections_reads_as_one(newest: Baseline) -> None:
    """2022 again moves 14 sections: most draws lie further out in one or another of them."""
    plain = simulate(newest, Scenario())
    outcome = simulate(newest, presets()["again-2022"])
    found, (come,) = plausibility(outcome.checked), reached(outcome, plain)
    assert found.further_out > 0.5  # so many cells that this says nothing
    row, past = plain.row(2026), newest.published(TERTIARY).values()
    assert come.value == outcome.growth_quantile(2026, 0.5)
    assert come.draws == pytest.approx(np.mean(plain.growth[row] < come.value), abs=1e-3)
    assert come.history == np.mean([one < come.value for one in past])
    assert max(come.draws, come.history) < 0.12
    assert reached(plain, plain) == ()
    assert explained_record(outcome)["plausibility"]["services"] == [come.record()]


def test_percentile_of_nothing() -> None:
    assert percentile([], 0.1) is None
    assert percentile([0.1, 0.1], 0.1) == 0.5


def test_correlation_of_targets_is_numpys(report: Baseline) -> None:
    outcome = simulate(report, Scenario())
    growth, share = targets()
    for scope, found in correlations(outcome).items():
        one, other = values(growth, outcome, None), values(share, outcome, scope)
        expected = np.corrcoef(one.astype(float), other.astype(float))[0, 1]
        assert found["growth-2025|share-2027"] == pytest.approx(expected, abs=1e-9)


def test_the_record_is_whole_and_finite(report: Baseline) -> None:
    import json

    scenario = some(np.random.default_rng(1), report.years, 12)
    record = explained_record(simulate(report, scenario))
    json.dumps(record, allow_nan=False)
    assert set(record) >= {
        *("correlation", "required_growth", "plausibility", "less_baseline"),
        *("share_change", "breaks", "sensitivities"),
    }
    assert len(record["plausibility"]["assumptions"]) == 12


def extremes(baseline: Baseline) -> list[Outcome]:
    ends = []
    for value in (-0.5, 0.0, 0.5):
        for codes in (SECTION_CODES, ("J",), ("support",)):
            some = tuple(
                Assumption(section=code, years=baseline.years, value=value) for code in codes
            )
            ends.append(simulate(baseline, Scenario(assumptions=some)))
    return ends


def test_everything_is_finite_at_every_extreme(newest: Baseline) -> None:
    for outcome in extremes(newest):
        for year in newest.years:
            split = growth_split(outcome, year)
            assert all(math.isfinite(part.effect) for part in split.parts)
            assert sum(p.effect for p in split.parts) == pytest.approx(split.total, abs=1e-12)
        assert all(math.isfinite(one.growth + one.joint) for one in sensitivities(outcome, "D3"))
        assert math.isfinite(plausibility(check(newest, outcome.scenario)).distance)
        assert all(math.isfinite(one.average) for one in required_all(outcome, "D1"))
