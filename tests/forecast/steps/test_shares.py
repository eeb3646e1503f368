"""Two routes to a share: both start where the share is, and the pool lies between."""

from datetime import date

import numpy as np
import pytest

from data.scopes import scopes
from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.steps.share_errors import share_draws
from forecast.steps.shares import component_route, logit_route, on_groups, pooled


def test_components_are_the_arithmetic_of_shares() -> None:
    growth = np.array([[[0.10, 0.0]], [[0.0, 0.10]]])
    found = component_route(np.array([50.0, 50.0]), growth, np.array([1.0, 0.0]))
    np.testing.assert_allclose(found, [[55 / 105, 50 / 105]])


def test_the_logit_route_stays_inside_and_starts_where_the_share_is() -> None:
    share = np.linspace(0.40, 0.48, 15)
    found = logit_route(share, 5, 2_000, np.random.default_rng(1))
    assert ((found > 0) & (found < 1)).all()
    assert np.median(found[0]) == pytest.approx(0.485, abs=0.01)
    assert (np.diff(found.std(axis=1)) > 0).all()


def test_the_pool_lies_between_its_members() -> None:
    low, high = np.full((2, 100), 0.4), np.full((2, 100), 0.5)
    found = pooled(low, high, np.random.default_rng(1))
    assert set(found.ravel()) == {0.4, 0.5}
    assert found.mean() == pytest.approx(0.45)


def test_scopes_on_groups_keep_their_bounds() -> None:
    vintage = as_of(date(2026, 3, 31))
    for coefficient in on_groups(vintage, scopes(vintage)).values():
        assert ((coefficient >= 0) & (coefficient <= 1)).all()


def test_the_baseline_shows_both_routes_by_scope(newest: Baseline) -> None:
    for scope, routes in newest.manifest["share_routes"].items():
        assert set(routes) == {"components", "logit", "pool"}, scope
        for year in map(str, newest.years):
            low, middle, high = routes["pool"][year]
            assert 0 < low < middle < high < 1
            medians = sorted(routes[route][year][1] for route in ("components", "logit"))
            assert medians[0] - 0.005 <= middle <= medians[1] + 0.005


def test_components_agree_with_the_draws(newest: Baseline) -> None:
    scope = newest.scopes[0]
    errors = newest.misstated, newest.position
    share = share_draws(newest.scopes, newest.current.astype(float), *errors)[scope.id]
    told = newest.manifest["share_routes"][scope.id]["components"]["2027"]
    place = newest.years.index(2027)
    np.testing.assert_allclose(np.quantile(share[place], (0.1, 0.5, 0.9)), told, atol=1e-4)
