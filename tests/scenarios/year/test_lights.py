"""Lights that hold: they change past the margin only, and replay gives the same from scratch."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.sections import CODES, GROUP_SERIES, OTHER_CODES
from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.evaluation.year_news import odds_of
from forecast.evaluation.year_reading import (
    back_from,
    newest_day,
    read_by,
    read_sections,
    read_year,
)
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.year.lights import AT_RISK, MARGIN, ON_PATH, Replay, held, light, replayed
from scenarios.year.watch import own, section_parts, watched, watched_sections

AROUND = [0.62, 0.66, 0.64, 0.69, 0.71, 0.64, 0.66, 0.61, 0.59, 0.36, 0.31, 0.29, 0.38, 0.41]
LIT = ["at_risk"] * 4 + ["on_path"] * 4 + ["at_risk"] * 3 + ["off"] * 2 + ["at_risk"]


@pytest.fixture(scope="module")
def outcome(report: Baseline) -> Outcome:
    return simulate(report, Scenario())


def test_a_sequence_around_a_threshold() -> None:
    lights = [replayed(AROUND[: count + 1][::-1]) for count in range(len(AROUND))]
    assert lights == LIT
    plain = [light(one) for one in AROUND]
    changes = [sum(a != b for a, b in pairwise(one)) for one in (plain, lights)]
    assert changes == [8, 4]


@pytest.mark.parametrize("threshold", [ON_PATH, AT_RISK])
def test_the_margin_itself_is_passed(threshold: float) -> None:
    below, above = light(threshold - 1e-6), light(threshold)
    assert held(below, threshold + MARGIN) == above
    assert held(below, threshold + MARGIN - 1e-6) == below
    assert held(above, threshold - MARGIN) == above
    assert held(above, threshold - MARGIN - 1e-6) == below


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_replay_from_scratch_gives_the_same(odds: list[float]) -> None:
    """The slow way: every vintage from the first, whether it matters or not."""
    slow = light(odds[0])
    for one in odds[1:]:
        slow = held(slow, one)
    assert replayed(reversed(odds)) == slow
    if len(odds) > 1:  # step by step, from the light of the day before
        assert held(replayed(odds[-2::-1]), odds[-1]) == slow


def test_odds_far_from_a_threshold_ask_for_no_vintage() -> None:
    def told() -> Iterator[float]:
        yield 0.5
        raise AssertionError("one vintage further back is asked for")

    assert replayed(told()) == "at_risk"
    assert (replayed([]), replayed([None, 0.9])) == ("none", "none")


def test_earlier_odds_are_those_of_the_vintages(outcome: Outcome) -> None:
    """2025 as known on the day of the report: back to the new year, day by day, by hand."""
    target = own(0.06, 2025)
    spec, seed = read_by(outcome.baseline)
    first = newest_day(as_of(date(2025, 5, 28)))
    assert first is not None
    days = back_from(as_of(first - timedelta(days=1)), date(2025, 1, 1), as_of)
    by_hand = []
    for day, _ in days:
        found = read_year(as_of(day), 2025, spec, seed)
        assert found is not None
        by_hand.append(odds_of(found, 0.06))
    for _ in range(2):  # the second time from what was kept
        assert list(Replay(outcome, as_of).services(target)) == by_hand
    assert len(by_hand) >= 3


def test_a_group_s_odds_are_of_what_it_needed_then(outcome: Outcome) -> None:
    replay = Replay(outcome, as_of)
    needed = [list(islice(replay.group(code, 0.065, None), 2)) for code in GROUP_SERIES]
    assert all(0 < one < 1 for group in needed for one in group)
    stated = list(islice(replay.group("J", 0.065, 0.0), 1))
    assert stated[0] > needed[3][0]
    assert list(replay.group("J", None, None)) == []


def test_lights_of_the_watch_are_replayed(outcome: Outcome) -> None:
    """A goal whose odds now lie within the margin above the threshold: it hangs on the past."""
    drawn = np.sort(outcome.growth[0].astype(float))
    goal = float(drawn[round((1 - ON_PATH - MARGIN / 2) * len(drawn))])
    target = own(goal, 2025)
    row = watched(outcome, as_of(date(2025, 5, 28)), target)[0]
    assert row.odds is not None
    assert light(row.odds) == "on_path"
    earlier = list(Replay(outcome, as_of).services(target))
    assert row.light == replayed([row.odds, *earlier])
    again = watched(outcome, as_of(date(2025, 5, 28)), target)[0]
    assert again == row


def test_a_section_s_reading_is_the_fit_s_own(outcome: Outcome) -> None:
    """The slow way: the baseline, fitted whole, has sections of the same middle and spread."""
    spec, seed = read_by(outcome.baseline)
    found = read_sections(as_of(date(2025, 5, 28)), 2025, spec, seed)
    assert found is not None
    fitted = outcome.baseline.growth[0][[CODES.index(code) for code in OTHER_CODES]]
    quantiles = [np.quantile(one, (0.1, 0.5, 0.9), axis=-1) for one in (found, fitted)]
    assert quantiles[0] == pytest.approx(quantiles[1], abs=0.006)


def test_lights_of_sections_are_replayed(outcome: Outcome) -> None:
    vintage, target = as_of(date(2025, 5, 28)), own(0.065, 2025)
    parts, replay = section_parts(outcome, target, None), Replay(outcome, as_of)
    rows = watched_sections(vintage, parts, replay)
    assert [one.series for one in rows] == list(OTHER_CODES)
    for row in rows:
        earlier = list(replay.section(row.series, 0.065, None))
        assert all(0 < one < 1 for one in earlier)
        assert row.light == replayed([row.odds_needed, *earlier])
    assert len(earlier) >= 3


def test_a_section_holds_its_light_within_the_margin(outcome: Outcome) -> None:
    """A growth asked of L whose odds now lie just above the threshold: the past decides."""
    place = CODES.index("L")
    drawn = np.sort(outcome.baseline.growth[0][place])
    stated = float(drawn[round((1 - ON_PATH - MARGIN / 2) * len(drawn))])
    now = float(np.mean(drawn >= stated))
    earlier = list(Replay(outcome, as_of).section("L", None, stated))
    assert light(now) == "on_path"
    assert replayed([now, *earlier]) == held(replayed(earlier), now)
    assert list(Replay(outcome, as_of).section("L", None, None)) == []
