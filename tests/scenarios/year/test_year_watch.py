"""The watch as a whole: what sections need, what is unseen, whose target, the references."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from made_up import with_figures

from data.sections import CODES, COLUMNS, GROUP_SERIES, OTHER_CODES, SUPPORT, TERTIARY
from data.tables import Tables, read_tables
from data.vintages import as_of
from forecast.arrays import Array
from forecast.baseline import Baseline
from scenarios.assume.scenario import Assumption, OwnTarget, Scenario
from scenarios.outcome.simulate import Outcome, section_growth, simulate
from scenarios.year import needed
from scenarios.year.lights import ON_PATH
from scenarios.year.needed import SectionPart, SectionParts, part
from scenarios.year.year_watch import reference, unread, year_targets, year_watch
from views.present.watched.watch_tables import indicators_due
from views.words.words import period_name, speaking, word

NOVEMBER = date(2026, 11, 27)


@pytest.fixture(scope="module")
def plain(newest: Baseline) -> Outcome:
    return simulate(newest, Scenario())


def stated(newest: Baseline, *growth: float, moved: float | None = None) -> Outcome:
    """A scenario with own targets of 2026, and finance moved."""
    targets = tuple(
        OwnTarget(
            id=f"own-{n}", measure="services_real_growth", year=2026, threshold=one, title_zh="甲"
        )
        for n, one in enumerate(growth)
    )
    cells = () if moved is None else (Assumption(section="J", years=(2026,), value=moved),)
    return simulate(newest, Scenario(targets=targets, assumptions=cells))


def with_quarters(**growth: float) -> Tables:
    """The tables with made-up growth of the first half of 2026, by series, per cent."""
    tables = read_tables()
    like = tables.quarterly[
        (tables.quarterly["series"] == "finance") & (tables.quarterly["measure"] == "real_growth")
    ].tail(1)
    made = [
        like.assign(series=name, period="2026Q2", value=rate, known_from=pd.Timestamp("2026-07-20"))
        for name, rate in growth.items()
    ]
    return replace(tables, quarterly=pd.concat([tables.quarterly, *made], ignore_index=True))


@pytest.mark.parametrize("goal", [0.02, 0.08])
def test_what_sections_need_makes_up_the_target(plain: Outcome, goal: float) -> None:
    """The moves weighed are the gap; the slow way: each draw's shift along the covariance."""
    parts = SectionParts(plain, 2026, goal)
    gap = goal - plain.growth_quantile(2026, 0.5)
    each = [part(code) for code in CODES]
    moves = [(parts.needed(one) or 0) - parts.median(one) for one in each]
    weighed = sum(parts.weight(one) * move for one, move in zip(each, moves, strict=True))
    assert weighed == pytest.approx(gap, abs=1e-9)
    services = plain.growth[0].astype(float)
    slow = np.array([np.cov(row, services)[0, 1] for row in plain.drawn.growth[0].astype(float)])
    assert moves == pytest.approx(list(slow * moves[0] / slow[0]), abs=1e-9)


def test_groups_and_their_sections_agree(plain: Outcome, newest: Baseline) -> None:
    watch = year_watch(plain, as_of(NOVEMBER), NOVEMBER, stated(newest, 0.08))
    groups = sum(watch.gaps[one] for one in (*GROUP_SERIES.values(), SUPPORT))
    assert groups == pytest.approx(watch.gaps[TERTIARY], abs=2e-4)
    inside = sum(watch.gaps[code] for code in OTHER_CODES)
    assert inside == pytest.approx(watch.gaps["other_services"], abs=2e-4)
    assert [one.series for one in watch.sections] == list(OTHER_CODES)
    added = sum(one.contribution or 0 for one in watch.rows[1:])
    support = plain.contributions[0][CODES.index(SUPPORT)]
    assert added + support == pytest.approx(watch.rows[0].contribution, abs=1e-9)


def test_a_decided_scenario_says_what_sections_need(plain: Outcome, newest: Baseline) -> None:
    decided = stated(newest, 0.08, moved=0.031)
    watch = year_watch(plain, as_of(NOVEMBER), NOVEMBER, decided)
    needed = {one.series: one.needed_year for one in watch.rows}
    assert needed["finance"] == pytest.approx(0.031, abs=1e-6)
    median = section_growth(plain, [0.5])[0, 0]
    assert needed["wholesale_retail"] == pytest.approx(median[CODES.index("F")], abs=1e-6)
    assert watch.decided
    assert watch.gaps == {}
    likely = watch.rows[4].odds_needed
    assert likely == pytest.approx(float(np.mean(plain.drawn.growth[0][4] >= 0.031)), abs=2e-3)


def test_lights_of_sections_go_by_their_own_odds(plain: Outcome, newest: Baseline) -> None:
    watch = year_watch(plain, as_of(NOVEMBER), NOVEMBER, stated(newest, 0.0))
    assert {one.light for one in watch.rows} == {"on_path"}
    assert all((one.odds_needed or 0) >= ON_PATH for one in watch.rows)
    none = year_watch(plain, as_of(NOVEMBER), NOVEMBER)
    assert {one.light for one in (*none.rows, *none.sections)} == {"none"}
    assert (none.paths, none.lights) == ((), ())
    assert none.path.target is None


def test_the_official_target_comes_first_then_the_newest_of_ones_own(
    report: Baseline, newest: Baseline
) -> None:
    own = OwnTarget(id="own-1", measure="services_real_growth", year=2025, threshold=0.05)
    then = simulate(report, Scenario(targets=(own,)))
    assert [one.id for one in year_targets(then, then)] == ["growth-2025", "own-1"]
    later = stated(newest, 0.05, 0.06)
    assert [one.threshold for one in year_targets(later, later)] == [0.06, 0.05]
    watch = year_watch(simulate(newest, Scenario()), as_of(NOVEMBER), NOVEMBER, later)
    assert [one.target and one.target.threshold for one in watch.paths] == [0.06, 0.05]
    assert watch.path == watch.paths[0]
    assert watch.lights[0] == watch.rows[0].light


def test_the_gdp_target_is_a_reference(plain: Outcome) -> None:
    found = reference(as_of(NOVEMBER), 2026)
    assert found is not None
    assert (found.value, found.bound) == (0.05, "以上")
    assert reference(as_of(date(2025, 12, 31)), 2026) is None


def test_every_part_is_seen_by_something_or_unseen(plain: Outcome) -> None:
    weights = {one.code: SectionParts(plain, 2026, None).weight(part(one.code)) for one in COLUMNS}
    nothing = year_watch(plain, as_of(NOVEMBER), NOVEMBER).seen
    assert nothing.accounts == 0
    assert nothing.unseen == pytest.approx(1)
    assert nothing.total is None
    tables = with_quarters(finance=6.1, tertiary=5.5)
    found = year_watch(plain, as_of(NOVEMBER, tables), NOVEMBER).seen
    assert found.accounts == pytest.approx(weights["J"])
    assert found.accounts + found.indicators + found.unseen == pytest.approx(1)
    assert found.total == "2026Q2"
    assert "J" not in found.sections


def test_a_figure_that_the_baseline_has_not_read_is_told(plain: Outcome) -> None:
    """A quarter, an indicator that tells of one, or the country; no other indicator."""
    day = date(2026, 4, 12)  # the country's first quarter came out on the 17th

    def told(*rows: tuple[str, str, str, float, date], on: date = day) -> bool:
        return unread(plain, as_of(on, with_figures(*rows)))

    quarter = "tertiary", "2026Q1", "real_growth", 5.5, day
    watch = year_watch(plain, as_of(day, with_figures(quarter)), day)
    assert watch.unread
    assert watch.path.ytd == pytest.approx(0.055)
    assert not told()
    march = "2026M03", "indicator_growth", 9.0, day
    assert told(("ind_freight_turnover", *march))
    assert not told(("ind_rail_transit_passengers", *march))
    added_late = ("ind_freight_turnover", "2026M02", "indicator_growth", 9.0, date(2026, 3, 20))
    assert told(added_late, on=date(2026, 3, 31))
    assert not told(on=date(2026, 4, 16))
    assert told(on=date(2026, 4, 17))


def test_indicators_overdue_and_due_soon_are_listed_by_name(plain: Outcome) -> None:
    watch = year_watch(plain, as_of(NOVEMBER), NOVEMBER)
    with speaking("en"):
        heads, rows = indicators_due(watch)
        overdue, ahead = word("state_overdue"), word("state_to_come")
        listed = {row[0]: row[1] for row in rows if overdue in row[3]}
        assert listed["Retail sales of consumer goods"] == period_name("2026M10")
    assert {len(row) for row in rows} == {len(heads)}
    assert len(listed) == len(watch.late) > 20
    soon = [row for row in rows if ahead in row[3]]
    assert 0 < len(soon) == sum(one.by <= date(2026, 12, 27) for one in watch.coming)
    assert len(listed) + len(soon) == len(rows)


def test_draws_of_a_section_are_worked_out_once(
    plain: Outcome, newest: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(outcome: Outcome, year: int, one: SectionPart) -> Array:
        asked.append(one.code)
        return grown(outcome, year, one)

    grown = needed._grown
    monkeypatch.setattr(needed, "_grown", counted)
    watch = year_watch(plain, as_of(NOVEMBER), NOVEMBER, stated(newest, 0.08))
    assert watch.gaps
    assert sorted(asked) == sorted({*GROUP_SERIES, *OTHER_CODES, SUPPORT})
