"""Indicators of the year under way enter the draws, by the accounts' months, until the quarter is
published."""

from datetime import date
from functools import cache

import numpy as np
import pytest
from made_up import with_figures

from data.sections import TERTIARY
from data.tables import TABLES, Tables, read_tables
from data.vintages import Vintage, as_of
from forecast.fit import comparable_levels
from forecast.quarters.bridge_table import designs
from forecast.quarters.bridged import reading, readings, relation
from forecast.quarters.indicator_growth import growth_by_quarter
from forecast.spec import INFORMATION, Spec
from forecast.steps.growth_paths import GrowthDraws, draw_growth

Row = tuple[str, str, float, str]
"""Series, period, growth in per cent, day."""

FREIGHT: Row = ("ind_freight_turnover", "2026M06", 9.0, "2026-07-10")
REVENUE: Row = ("ind_service_above_scale", "2026M05", 9.0, "2026-07-05")
RETAIL: Row = ("ind_retail_sales", "2026M05", 4.0, "2026-06-20")


def told(*rows: Row) -> Tables:
    """The shipped tables and made-up figures of 2026."""
    kinds = {True: "indicator_growth", False: "real_growth"}
    figures = [
        (name, period, kinds[name.startswith("ind_")], value, date.fromisoformat(day))
        for name, period, value, day in rows
    ]
    return with_figures(*figures)


@cache
def known(*rows: Row, day: date = date(2026, 7, 15)) -> Vintage:
    return as_of(day, told(*rows))


def drawn(vintage: Vintage, *left: str, draws: int = 2_000) -> GrowthDraws:
    spec = Spec(information=tuple(one for one in INFORMATION if one not in left), draws=draws)
    weight = comparable_levels(vintage)
    return draw_growth(vintage, range(2026, 2031), spec, weight, np.random.default_rng(1))


def width(found: GrowthDraws) -> float:
    return float(np.subtract(*np.quantile(found.services[0], (0.9, 0.1))))


@pytest.fixture(scope="module")
def freight() -> Vintage:
    return known(FREIGHT)


def test_a_month_speaks_for_the_quarter_that_the_accounts_take_it_for() -> None:
    whole = designs()[TERTIARY][0]
    vintage = known(REVENUE, RETAIL)
    seen = growth_by_quarter(vintage, whole, 2026)
    # Revenue to May is that of the half-year, retail sales to May lack June: half of 4% × 1/6.
    assert list(seen) == [2]
    assert {one[:2] for one in seen[2].members} == {REVENUE[:2], RETAIL[:2]}
    assert seen[2].spread == pytest.approx(np.hypot(0.04 * 0.5 / 6, 0.01))
    june = known(REVENUE, RETAIL, ("ind_retail_sales", "2026M06", 4.0, "2026-07-14"))
    assert growth_by_quarter(june, whole, 2026)[2].spread == pytest.approx(0.01)
    december = known(("ind_service_above_scale", "2026M12", 9.0, "2026-07-05"))
    assert growth_by_quarter(december, whole, 2026) == {}


def test_revenue_is_taken_at_constant_prices() -> None:
    whole = designs()["other"][1]
    plain = growth_by_quarter(known(REVENUE), whole, 2026)[2]
    assert plain.value == pytest.approx(1.09 / 1.01 - 1)
    priced = known(REVENUE, ("ind_cpi", "2026M05", 3.0, "2026-06-10"))
    found = growth_by_quarter(priced, whole, 2026)[2]
    assert [found.value, found.spread] == pytest.approx([1.09 / 1.03 - 1, 0.0])


def test_a_bridge_without_a_record_stands_at_its_belief_and_says_so() -> None:
    found = relation(known(), designs()["F"][0])
    assert (found.learnt.quarters, found.learnt.elasticity, found.tested) == (0, 1.0, ())


def test_the_bridge_of_services_has_been_tested() -> None:
    found = relation(known(), designs()[TERTIARY][0])
    tested = found.tested
    assert len(tested) == found.learnt.quarters >= 14
    calm = [one for one in tested if one.year not in (2020, 2021) and one.quarter < 4]
    assert np.mean([abs(one.said - one.came) for one in calm]) < 0.01
    held = [abs(one.said - one.came) < 1.2816 * one.spread for one in tested]
    assert 0.7 <= np.mean(held) <= 0.9


def test_few_members_do_not_speak_for_a_group() -> None:
    few = known(("ind_telecom_volume", "2026M06", 9.0, "2026-07-10"))
    assert reading(few, "other", 2026) is None


def test_an_indicator_moves_its_group_and_services_and_the_manifest_says_so(
    freight: Vintage,
) -> None:
    plain, moved = drawn(freight, "indicators"), drawn(freight)
    assert [one.source for one in plain.pieces] == ["common", "target", "country"]
    assert [one.source for one in moved.pieces][3:] == ["group_indicators"]
    piece = moved.pieces[-1]
    assert piece.known_from == date(2026, 7, 10)
    by = np.median(moved.services[0]) - np.median(plain.services[0])
    assert dict(piece.moved)[2026] == pytest.approx(by, abs=1e-12)
    transport = np.median(moved.yearly[1, 0]) - np.median(plain.yearly[1, 0])
    assert transport > 0.01
    assert by > 0


def test_groups_without_indicators_follow_by_covariance(freight: Vintage) -> None:
    plain, moved = drawn(freight, "indicators"), drawn(freight)
    catering = np.median(moved.yearly[2, 0]) - np.median(plain.yearly[2, 0])
    transport = np.median(moved.yearly[1, 0]) - np.median(plain.yearly[1, 0])
    assert 0 < catering < transport


def test_a_published_quarter_supersedes_its_bridge() -> None:
    first = ("transport_storage_post", "2026Q2", 5.0, "2026-07-15")
    whole = ("tertiary", "2026Q2", 5.5, "2026-07-15")
    both, alone = known(FREIGHT, REVENUE, RETAIL, first, whole), known(first, whole)
    for of in ("G", TERTIARY):
        found = reading(both, of, 2026)
        assert found is not None
        assert found.published
    same = [drawn(one) for one in (both, alone)]
    assert np.array_equal(same[0].yearly, same[1].yearly)
    assert [one.source for one in same[0].pieces][-2:] == ["quarters", "group_quarters"]


def test_what_a_published_quarter_missed_goes_on() -> None:
    low = ("transport_storage_post", "2026Q1", 6.0, "2026-04-20")
    spring = ("ind_freight_turnover", "2026M03", 9.0, "2026-04-10")
    beside = [
        (name, period, 9.0, "2026-07-01")
        for name in ("ind_passenger_turnover", "ind_sas_revenue_g", "ind_post_volume")
        for period in ("2026M03", "2026M06")
    ]
    every = (FREIGHT, spring, *beside)
    before, after = known(*every), known(*every, low)
    said = [reading(one, "G", 2026) for one in (before, after)]
    assert said[0] is not None
    assert said[1] is not None
    assert said[1].said.value < said[0].said.value - 0.01
    assert said[1].said.spread < said[0].said.spread
    pieces = [one.source for one in drawn(after).pieces]
    assert pieces[-2:] == ["group_quarters", "group_indicators"]


def test_a_figure_speaks_once() -> None:
    """Revenue of all services moves services as a whole, and no group a second time."""
    found = known(REVENUE)
    assert readings(found, 2026) == {}
    assert reading(found, "other", 2026) is not None
    assert [one.source for one in drawn(found).pieces][-1] == "indicators"


def test_every_further_figure_makes_the_year_surer() -> None:
    rows = (RETAIL, ("ind_retail_sales", "2026M06", 4.0, "2026-07-14"), REVENUE, FREIGHT)
    widths = [width(drawn(known(*rows[:count]))) for count in range(len(rows) + 1)]
    # Freight says next to nothing of all services: two hundredths of a point are luck of the draws.
    assert (np.diff(widths) < 2e-4).all(), widths
    assert widths[-1] < 0.95 * widths[0]


def test_where_no_indicator_tells_of_the_year_every_draw_is_as_without() -> None:
    for day in (date(2025, 5, 28), date(2026, 3, 31)):
        vintage = as_of(day, read_tables(TABLES))
        year = vintage.newest_year + 1
        spec = Spec(draws=200)
        plain = spec.model_copy(update={"information": INFORMATION[:-1]})
        weight = comparable_levels(vintage)
        found = [
            draw_growth(vintage, range(year, 2031), one, weight, np.random.default_rng(1))
            for one in (spec, plain)
        ]
        assert np.array_equal(found[0].yearly, found[1].yearly)


def test_a_vintage_is_named_by_the_indicators_that_tell_of_its_year() -> None:
    assert known().id == as_of(date(2026, 7, 15), read_tables(TABLES)).id
    assert known(FREIGHT).id != known().id
