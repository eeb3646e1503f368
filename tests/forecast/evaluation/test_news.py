"""A change of forecast is shared out exactly, and to the figure that made it alone."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import permutations
from math import factorial

import numpy as np
import pandas as pd
import pytest
from conftest import NEWEST, REPORT

from data.vintages import Vintage, as_of
from forecast.evaluation.changes import REST, Between, expectations, expected
from forecast.evaluation.news import SPEC, TIME, news
from forecast.evaluation.shapley import shapley
from forecast.fit import fit
from forecast.spec import Spec

LONG = bool(os.environ.get("YUCE_LONG"))
FEW = Spec(draws=200)
SERVICES, FINANCE = ("services", "", 2026), ("section", "J", 2026)


def worth(inside: frozenset[int]) -> np.ndarray:
    """A game with interactions, a dummy (3) and twins (1, 2)."""
    pair = 2.0 if {1, 2} <= inside else 0.0
    return np.array([(0 in inside) * 1.0 + pair, (0 in inside) * len(inside - {3})])


def test_shares_are_means_over_all_orders() -> None:
    by_hand = np.zeros((4, 2))
    for order in permutations(range(4)):
        for place, cause in enumerate(order):
            before = frozenset(order[:place])
            by_hand[cause] += (worth(before | {cause}) - worth(before)) / factorial(4)
    exact, error = shapley(worth, 4)
    np.testing.assert_allclose(exact, by_hand, atol=1e-12)
    assert not error.any()
    np.testing.assert_array_equal(exact[3], 0)
    np.testing.assert_allclose(exact[1], exact[2])


def test_drawn_orders_add_up_too_and_come_near() -> None:
    drawn, error = shapley(worth, 4, orders=2)
    np.testing.assert_allclose(drawn.sum(axis=0), worth(frozenset(range(4))) - worth(frozenset()))
    assert np.isnan(error).all()  # one pair of orders says nothing of its own error
    wide: Callable[[frozenset[int]], np.ndarray] = lambda inside: worth(inside & {0, 1, 2, 3})  # noqa: E731
    many, error = shapley(wide, 12, orders=200)
    exact, _ = shapley(worth, 4)
    assert (np.abs(many[:4] - exact) <= 4 * error[:4] + 1e-9).all()
    np.testing.assert_array_equal(many[4:], 0)


def revised(vintage: Vintage, *changes: tuple[str, int, float]) -> Vintage:
    """The same vintage with some growth figures revised, by so many points."""
    rows = vintage.rows.copy()
    for series, year, points in changes:
        here = (rows["series"] == series) & (rows["period"] == year)
        here &= rows["measure"] == "real_growth"
        assert here.sum() == 1
        rows.loc[here, "value"] += points / 100
    return replace(vintage, rows=rows)


def test_one_revision_takes_all_of_the_change() -> None:
    old = as_of(NEWEST)
    new = revised(old, ("finance", 2024, 3.0), ("secondary", 2024, 3.0))
    told = news(old, new, FEW)
    assert list(told.effects.index) == [SPEC, TIME, "finance/2024", REST]
    total = told.after - told.before
    # Services are forecast from their own growth: one group's leaves them where they were.
    assert abs(total[FINANCE]) > 1e-3
    assert abs(total[SERVICES]) < 1e-4
    np.testing.assert_allclose(told.effects.loc["finance/2024"], total, atol=1e-15)
    np.testing.assert_array_equal(told.effects.loc[[SPEC, TIME, REST]], 0.0)
    years = range(2026, 2031)
    direct = expectations(fit(new, FEW, 1), years) - expectations(fit(old, FEW, 1), years)
    np.testing.assert_allclose(total, direct, atol=1e-15)
    figure = told.figures.set_index("cause").loc["finance/2024"]
    assert figure["after"] - figure["before"] == pytest.approx(0.03)


def test_two_revisions_share_their_change_exactly() -> None:
    old = as_of(NEWEST)
    new = revised(old, ("finance", 2024, 3.0), ("real_estate", 2023, -4.0))
    told = news(old, new, FEW)
    parts = told.effects.loc[["finance/2024", "real_estate/2023"]]
    np.testing.assert_allclose(parts.sum(), told.after - told.before, atol=1e-15)
    # Each moves its own section most, and the others only so that all add up to services.
    finance, estate = parts["section", "J", 2026].abs()
    assert finance > max(1e-3, 10 * estate)
    finance, estate = parts["section", "K", 2026].abs()
    assert estate > max(1e-3, 4 * finance)


def test_a_year_that_came_as_expected_is_no_news() -> None:
    """The new year's figures are what the earlier fit expected: all is the passing of time."""
    old = as_of(REPORT)
    first = fit(old, FEW, 1)
    rows = pd.concat([old.rows, expected(old, first, 2025)], ignore_index=True)
    told = news(old, replace(old, rows=rows), FEW)
    total = told.after - told.before
    assert (total.abs() > 0).all()
    np.testing.assert_allclose(told.effects.loc[TIME], total, atol=1e-15)
    assert list(told.effects.index) == [SPEC, TIME, REST]


def test_the_newest_release_adds_up() -> None:
    """Against the year before; YUCE_LONG=1 asks it against the report, twice as many causes."""
    old, new = as_of(REPORT if LONG else date(2025, 12, 31)), as_of(NEWEST)
    told = news(
        old, new, FEW, orders=1, old_spec=FEW.model_copy(update={"information": ("common",)})
    )
    np.testing.assert_allclose(told.before + told.effects.sum(), told.after, atol=1e-15)
    direct = expectations(fit(new, FEW, 1), range(2026, 2031))
    np.testing.assert_allclose(told.after, direct, atol=1e-15)
    assert told.effects.loc[SPEC].abs().max() > 1e-4
    finance = "finance/new" if LONG else "finance/2025"
    assert {finance, "levels"} <= set(told.effects.index)
    came = told.figures[told.figures["cause"] == finance]
    assert came["after"].tolist() == [0.059]


def test_blends_are_the_vintages_at_both_ends() -> None:
    old, new = as_of(REPORT), as_of(NEWEST)
    between = Between(old, new, expected(old, fit(old, FEW, 1), 2025))
    assert {"finance/new", "other_services/revised", "levels", "input_output"} <= set(
        between.causes
    )
    assert between.blend(between.causes) is new
    start = between.blend([])
    known = start.rows[start.rows["period"] <= 2024].reset_index(drop=True)
    pd.testing.assert_frame_equal(known, old.rows)
    half = between.blend(["finance/new"])
    growth = half.history("real_growth").loc[2025]
    assert growth["finance"] == 0.059
    assert growth["real_estate"] == start.history("real_growth").loc[2025, "real_estate"] != -0.01
