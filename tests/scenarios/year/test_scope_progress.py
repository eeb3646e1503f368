"""Producer services so far: by scope, wide where groups are not known, silent without a quarter."""

from datetime import date

import numpy as np
import pytest
from made_up import with_figures

from data.sections import CODES, GROUP_SERIES
from data.vintages import as_of
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.year.scope_progress import scope_progress

DAY = date(2026, 7, 22)
LEVELS = dict(zip(GROUP_SERIES.values(), (1900, 900, 350, 1500, 1000, 3900), strict=True))
SERVICES = 9600


@pytest.fixture(scope="module")
def outcome(newest: Baseline) -> Outcome:
    return simulate(newest, Scenario())


def test_no_quarter_tells_nothing_of_any_scope(outcome: Outcome) -> None:
    found = scope_progress(outcome, as_of(DAY))
    assert [one.scope for one in found] == list(outcome.scope_ids)
    assert {(one.quarter, one.to_date, one.seen) for one in found} == {(None, None, 0.0)}
    for one in found:
        assert one.last["p10"] <= one.last["median"] <= one.last["p90"]
        assert one.nowcast["median"] == outcome.share_quantile(one.scope, 2026, 0.5)


def test_all_groups_known_make_a_share_by_hand(outcome: Outcome) -> None:
    figures = [(name, "2026Q2", "value_added", value, DAY) for name, value in LEVELS.items()]
    tables = with_figures(*figures, ("tertiary", "2026Q2", "value_added", SERVICES, DAY))
    found = {one.scope: one for one in scope_progress(outcome, as_of(DAY, tables))}
    base = outcome.baseline
    scope = next(one for one in base.scopes if one.id == "D1")  # whole sections, no range
    level, inside = base.level, [CODES.index(code) for code in "ILMNOPQRS"]
    own = np.array(scope.mid)
    other = (own[inside] @ level[inside]) / level[inside].sum(axis=0)
    part = LEVELS["transport_storage_post"] + LEVELS["finance"] + LEVELS["other_services"] * other
    told = found["D1"].to_date
    assert told is not None
    assert found["D1"].quarter == "2026Q2"
    assert told["median"] == pytest.approx(float(np.median(part / SERVICES)), abs=0.01)
    assert told["p10"] < told["median"] < told["p90"]


def test_fewer_groups_are_wider_and_have_no_median(outcome: Outcome) -> None:
    kept = ("finance", "transport_storage_post")
    figures = [(name, "2026Q2", "value_added", LEVELS[name], DAY) for name in kept]
    tables = with_figures(
        *figures,
        ("tertiary", "2026Q2", "value_added", SERVICES, DAY),
        ("finance", "2026Q2", "real_growth", 6.0, DAY),
    )
    whole = [(name, "2026Q2", "value_added", value, DAY) for name, value in LEVELS.items()]
    all_known = with_figures(*whole, ("tertiary", "2026Q2", "value_added", SERVICES, DAY))
    few, every = (scope_progress(outcome, as_of(DAY, one)) for one in (tables, all_known))
    for one, other in zip(few, every, strict=True):
        assert one.to_date is not None
        assert other.to_date is not None
        assert "median" not in one.to_date
        assert one.to_date["p10"] <= other.to_date["p10"]
        assert one.to_date["p90"] >= other.to_date["p90"]
        assert 0 < one.seen < 1


def test_groups_that_come_to_more_than_services_are_not_used(outcome: Outcome) -> None:
    figures = [(name, "2026Q2", "value_added", value, DAY) for name, value in LEVELS.items()]
    tables = with_figures(*figures, ("tertiary", "2026Q2", "value_added", 9000, DAY))
    assert {one.quarter for one in scope_progress(outcome, as_of(DAY, tables))} == {None}
