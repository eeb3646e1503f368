"""The year at hand: what is known of it, what is needed, which light."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.sections import CODES, GROUP_SERIES, OTHER_CODES, TERTIARY
from data.tables import read_tables
from data.vintages import as_of
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario
from scenarios.outcome.quarters import rest_of_year
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import judge
from scenarios.year.lights import AT_RISK, MARGIN, ON_PATH, light
from scenarios.year.watch import own, watched, year_target
from scenarios.year.year_path import year_at_hand


def test_2025_has_an_official_target_and_2026_none(newest: Baseline, report: Baseline) -> None:
    then, now = (simulate(one, Scenario()) for one in (report, newest))
    assert (year_at_hand(then), year_at_hand(now)) == (2025, 2026)
    assert year_target(now) is None
    found = year_target(then)
    assert found is not None
    assert found.threshold == 0.065
    rows = watched(now, as_of(date(2026, 8, 31)), None)
    assert [(one.ytd, one.needed, one.odds, one.light) for one in rows] == [
        (None, None, None, "none")
    ] * 7


def test_the_first_quarter_of_2025_asks_more_of_the_rest(report: Baseline) -> None:
    outcome = simulate(report, Scenario())
    target = year_target(outcome)
    assert target is not None
    services, *groups = watched(outcome, as_of(date(2025, 5, 28)), target)
    assert (services.series, services.quarter, services.ytd) == (TERTIARY, "2025Q1", 0.048)
    shares = (0.2366, 0.2406, 0.2458)  # the first quarter's, 2021 to 2023
    assert services.needed is not None
    assert min(rest_of_year(0.065, 0.048, one) for one in shares) - 1e-3 < services.needed
    assert services.needed > 0.07
    assert services.odds == judge(target, outcome).odds
    assert (services.light, light(services.odds)) == ("at_risk", "off")  # held since January
    assert [one.series for one in groups] == list(GROUP_SERIES.values())
    near = [min(abs((one.odds_needed or 0) - at) for at in (AT_RISK, ON_PATH)) for one in groups]
    settled = [one for one, far in zip(groups, near, strict=True) if far > MARGIN]
    assert settled
    assert all(one.light == light(one.odds_needed) for one in settled)


def test_an_own_target_is_asked_and_no_quarter_means_the_whole_year(newest: Baseline) -> None:
    outcome = simulate(newest, Scenario())
    low, high = (
        watched(outcome, as_of(date(2026, 8, 31)), own(one, 2026))[0] for one in (0.0, 0.2)
    )
    assert (low.needed, low.light) == (0.0, "on_path")
    assert (high.needed, high.light) == (0.2, "off")


def test_the_nowcast_is_that_of_the_draws(newest: Baseline) -> None:
    outcome = simulate(newest, Scenario())
    rows = {one.series: one.nowcast for one in watched(outcome, as_of(date(2026, 8, 31)), None)}
    finance = np.sort(newest.growth[0, CODES.index("J")])
    assert rows["finance"]["median"] == pytest.approx(float(np.median(finance)), abs=1e-6)
    assert rows[TERTIARY]["p10"] == outcome.growth_quantile(2026, 0.1)
    parts = [float(np.median(newest.growth[0, CODES.index(code)])) for code in OTHER_CODES]
    assert min(parts) < rows["other_services"]["median"] < max(parts)
    assert all(one["p10"] < one["median"] < one["p90"] for one in rows.values())


def test_a_quarter_of_a_group_is_read_when_it_comes(newest: Baseline) -> None:
    tables = read_tables()
    row = tables.quarterly[
        (tables.quarterly["series"] == "finance") & (tables.quarterly["measure"] == "real_growth")
    ].tail(1)
    more = row.assign(period="2026Q3", value=6.1, known_from=pd.Timestamp("2026-10-22"))
    grown = replace(tables, quarterly=pd.concat([tables.quarterly, more], ignore_index=True))
    outcome = simulate(newest, Scenario())
    for day, known in ((date(2026, 10, 21), None), (date(2026, 10, 22), 0.061)):
        rows = {one.series: one for one in watched(outcome, as_of(day, grown), None)}
        assert rows["finance"].ytd == (pytest.approx(known) if known else None)


@pytest.mark.parametrize(
    ("odds", "lit"),
    [(1.0, "on_path"), (ON_PATH, "on_path"), (ON_PATH - 1e-9, "at_risk"), (AT_RISK, "at_risk")],
)
def test_lights_change_at_their_thresholds(odds: float, lit: str) -> None:
    assert light(odds) == lit
    assert light(AT_RISK - 1e-9) == "off"
