"""Events: by hand, draw by draw, and at their ends; a break is never growth."""

import math
from typing import Any

import numpy as np
import pytest

from base.problems import Problems
from data.sections import CODES, column
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario, parse
from scenarios.assume.toml import to_toml
from scenarios.outcome.as_json import explained_record
from scenarios.outcome.attribution import breaks, growth_split, share_from_baseline, share_split
from scenarios.outcome.simulate import Outcome, simulate

M, L, K = column("M"), column("L"), column("K")


def event(kind: str, section: str, start: int, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "section": section, "from": start, **more}


def with_events(*events: dict[str, Any], **more: Any) -> Scenario:
    return parse({"events": list(events), **more}, "test")


PROJECT = event("project", "M", 2026, amount=120.0, ramp=3)
CENSUS = event("census", "L", 2027, shift=0.25)
RESCOPED = event("rescoping", "K", 2027, scope="D3", coefficient=0.5)


def test_a_project_by_hand(report: Baseline) -> None:
    """Draw by draw: 40, 80, then 120 亿元 a year at origin prices, carried to each base's."""
    outcome = simulate(report, with_events(PROJECT))
    volume = np.array([0, 40, 80, 120, 120, 120])[: len(report.years)]
    price = np.cumprod(1 + report.median_deflator[:, M])
    for draw in (0, 99):
        current = report.level[:, draw] * np.cumprod(
            (1 + report.growth[..., draw]) * (1 + report.deflator[..., draw]), axis=0
        )
        total = current.sum(axis=1) + volume * price
        np.testing.assert_allclose(outcome.total[:, draw], total, rtol=1e-6)
        scope = next(one for one in report.scopes if one.id == "D1")
        assert report.misstated is not None
        counted = current * report.misstated[:, draw]  # D1 counts whole sections: no range
        whole = counted.sum(axis=1) + volume * price
        share = (counted @ np.array(scope.mid) + volume * price) / whole
        np.testing.assert_allclose(outcome.share("D1", 2027)[draw], share[2], rtol=1e-6)
        # 2026 is measured at the prices of 2025, whose current levels open the new base.
        before = current[0]
        after = before * (1 + report.growth[1, :, draw])
        growth = (after.sum() + 40 * price[0]) / before.sum() - 1
        assert outcome.growth[1, draw] == pytest.approx(growth, abs=2e-6)


def test_a_project_grows_while_it_ramps_up_and_not_after(report: Baseline) -> None:
    plain, outcome = simulate(report, Scenario()), simulate(report, with_events(PROJECT))
    gain = [outcome.growth_quantile(y, 0.5) - plain.growth_quantile(y, 0.5) for y in report.years]
    assert gain[0] == 0.0
    assert all(one > 1e-3 for one in gain[1:4])
    assert all(one < 0 for one in gain[4:])


def test_a_spin_off_moves_growth_and_share(report: Baseline) -> None:
    plain = simulate(report, Scenario())
    spun = simulate(report, with_events(event("spin_off", "L", 2026, amount=80.0)))
    assert spun.growth_quantile(2026, 0.5) > plain.growth_quantile(2026, 0.5)
    for scope in ("D1", "D7"):
        assert spun.share_quantile(scope, 2026, 0.5) > plain.share_quantile(scope, 2026, 0.5)


def test_a_rescoping_is_a_break_and_no_growth(report: Baseline) -> None:
    plain, outcome = simulate(report, Scenario()), simulate(report, with_events(RESCOPED))
    assert outcome.growth.tobytes() == plain.growth.tobytes()
    for year in report.years:
        change = outcome.share_quantile("D3", year, 0.5) - plain.share_quantile("D3", year, 0.5)
        assert (change > 0) == (year >= 2027)
        split = share_from_baseline(outcome, "D3", year, plain)
        assert split.counting == pytest.approx(change, abs=1e-12)
        assert sum(split.producer) + sum(split.rest) == pytest.approx(0.0, abs=1e-12)
    assert outcome.shares[1:2].tobytes() == plain.shares[1:2].tobytes()  # D2 is as it was
    told = breaks(outcome)
    assert list(told) == ["D3"]
    assert told["D3"][2026] == 0.0
    assert told["D3"][2027] > 0.02


def test_a_census_shifts_levels_and_leaves_a_sections_growth(report: Baseline) -> None:
    plain, outcome = simulate(report, Scenario()), simulate(report, with_events(CENSUS))
    row = outcome.row(2027)
    assert outcome.mean_level[row, L] == pytest.approx(1.25 * plain.mean_level[row, L])
    record, old = explained_record(outcome), explained_record(plain)
    assert record["sections"]["L"] == old["sections"]["L"]
    # Services growth moves only by L's greater weight: a fraction of a point, not 25 per cent.
    for year in report.years:
        moved = abs(outcome.growth_quantile(year, 0.5) - plain.growth_quantile(year, 0.5))
        assert moved < 0.004
        assert year >= 2027 or moved == 0.0
    for draw in (0, 50):
        values = report.segments[1].values[..., draw].astype(float)
        factor = np.where(np.arange(len(CODES)) == L, 1.25, 1.0)
        growth = (values[2] @ factor) / (values[1] @ factor) - 1
        assert outcome.growth[2, draw] == pytest.approx(growth, abs=2e-6)
    change = share_from_baseline(outcome, "D1", 2027, plain)
    assert change.counting == pytest.approx(change.later - change.earlier, abs=1e-6)


def finite(outcome: Outcome) -> bool:
    parts = (outcome.growth, outcome.shares, outcome.total, outcome.contributions)
    return all(bool(np.isfinite(one).all()) for one in parts)


@pytest.mark.parametrize(
    "events",
    [
        [event("project", "H", 2030, amount=0.01, ramp=20)],
        [event("project", "M", 2025, amount=100_000.0)],
        [event("spin_off", "support", 2025, amount=1.0)],
        [event("census", "S", 2025, shift=-0.9), event("census", "S", 2026, shift=9.0)],
        [event("rescoping", "J", 2025, scope="D1", coefficient=0.0)],
        [PROJECT, CENSUS, RESCOPED, PROJECT],
    ],
)
@pytest.mark.parametrize("linkage", ["alone", "together"])
def test_extremes_are_finite_and_add_up(
    report: Baseline, events: list[dict[str, Any]], linkage: str
) -> None:
    moved = [{"section": "J", "years": [2025, 2026], "value": 0.1}]
    scenario = with_events(*events, assumptions=moved, linkage=linkage)
    outcome = simulate(report, scenario)
    assert finite(outcome)
    for year in report.years:
        median = outcome.growth_quantile(year, 0.5)
        assert outcome.contributions[outcome.row(year)].sum() == pytest.approx(median, abs=1e-9)
        for split in (growth_split(outcome, year), share_split(outcome, "D3", year)):
            assert sum(part.effect for part in split.parts) == pytest.approx(split.total, abs=1e-9)
            assert all(math.isfinite(part.alone) for part in split.parts)


def test_events_round_trip_and_old_scenarios_keep_their_bytes(tmp_path: Any) -> None:
    scenario = with_events(PROJECT, CENSUS, RESCOPED, linkage="together")
    record = scenario.model_dump(mode="json", by_alias=True)
    assert parse(record, "again") == scenario
    file = tmp_path / "events.toml"
    file.write_text(to_toml(scenario), encoding="utf-8")
    from scenarios.assume.scenario import read_scenario

    assert read_scenario(file) == scenario
    assert set(Scenario().model_dump(mode="json", by_alias=True)) == {
        *("schema", "name", "title_zh", "title_en", "note_zh", "note_en"),
        *("source", "baseline", "scope", "assumptions"),
    }


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (event("project", "Z", 2026, amount=1.0), "events[0].section"),
        (event("project", "M", 2050, amount=1.0), "events[0].from"),
        (event("rescoping", "M", 2026, scope="D99", coefficient=0.5), "events[0].scope"),
        (event("project", "M", 2026, amount=-1.0), "amount"),
        (event("project", "M", 2026, amount=1.0, ramp=0), "ramp"),
        (event("census", "M", 2026, shift=float("nan")), "shift"),
        (event("rescoping", "M", 2026, scope="D1", coefficient=1.5), "coefficient"),
        (event("project", "M", 2026, amount=1.0, colour="red"), "colour"),
        (event("miracle", "M", 2026), "events"),
    ],
)
def test_a_wrong_event_is_named(report: Baseline, wrong: dict[str, Any], where: str) -> None:
    with pytest.raises(Problems) as told:
        simulate(report, with_events(wrong))
    assert where in told.value.text("zh")


def test_the_same_rescoping_twice_is_refused(report: Baseline) -> None:
    with pytest.raises(Problems, match="an event is set twice"):
        simulate(report, with_events(RESCOPED, RESCOPED))
