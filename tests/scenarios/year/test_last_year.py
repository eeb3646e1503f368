"""How the watch did last year: each day as it stood, and nothing known in hindsight."""

from datetime import date

import pytest
from made_up import with_figures

from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.evaluation.year_reading import read_by, read_year
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.year.last_year import last_year

NOVEMBER = date(2026, 11, 27)


@pytest.fixture(scope="module")
def outcome(newest: Baseline) -> Outcome:
    return simulate(newest, Scenario())


def test_each_day_of_2025_is_read_as_it_stood(outcome: Outcome) -> None:
    found = last_year(outcome, as_of(NOVEMBER), as_of)
    assert found is not None
    assert (found.year, found.published, found.missing) == (2025, 0.062, (3,))
    quarters = {one.day: one.quarter for one in found.said}
    assert quarters[date(2025, 4, 25)] == "2025Q1"
    assert quarters[date(2025, 7, 23)] == "2025Q2"
    assert list(quarters) == sorted(quarters)
    assert max(quarters) < date(2026, 3, 26)  # the day on which 2025 came out by group
    spec, seed = read_by(outcome.baseline)
    for one in found.said:
        reading = read_year(as_of(one.day), 2025, spec, seed)
        assert reading is not None
        for key, level in (("p10", 0.1), ("median", 0.5), ("p90", 0.9)):
            assert one.nowcast[key] == reading.quantile(level)
        assert (one.odds is None) == (one.day < date(2025, 5, 28))  # the target was not known
    away = [abs(one.nowcast["median"] - 0.062) for one in found.said]
    assert found.missed == pytest.approx(sum(away) / len(away))
    assert 0 <= found.inside <= len(found.said)


def test_what_came_later_changes_no_day_but_its_own(outcome: Outcome) -> None:
    plain = last_year(outcome, as_of(NOVEMBER), as_of)
    told = with_figures(("tertiary", "2025Q3", "real_growth", 9.9, date(2025, 10, 24)))
    found = last_year(outcome, as_of(NOVEMBER, told), lambda day: as_of(day, told))
    assert plain is not None
    assert found is not None
    assert found.missing == ()
    before = [one for one in plain.said if one.day < date(2025, 10, 24)]
    assert list(found.said[: len(before)]) == before
    assert found.said[len(before)].day == date(2025, 10, 24)
    assert found.said[-1].nowcast["median"] > plain.said[-1].nowcast["median"]


def test_a_year_that_nobody_could_read_says_so(report: Baseline) -> None:
    """In 2024 the tables knew too little by group until its last day."""
    plain = simulate(report, Scenario())
    found = last_year(plain, as_of(date(2025, 5, 28)), as_of)
    assert found is not None
    assert found.year == 2024
    assert found.unread > 0
    assert all(one.day >= date(2024, 12, 31) for one in found.said)
