"""The past is forecast as it was known: nothing printed later can reach an earlier origin."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from documented import undocumented

from data.tables import Tables, read_tables
from forecast.evaluation.backtest import backtest, origins, outcomes
from forecast.evaluation.backtest_sections import leave_one_out
from forecast.evaluation.coverage_band import coverage_with_band
from forecast.evaluation.scoreboard import against_drift, record, summary
from forecast.spec import Spec

FEW = Spec(draws=200)


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return backtest(FEW, first=2021)


def later_altered(after: str) -> Tables:
    """The shipped tables, every yearly figure known after a day turned into nonsense."""
    tables = read_tables()
    annual = tables.annual.copy()
    late = annual["known_from"] > pd.Timestamp(after)
    growth = late & annual["measure"].isin(["real_index", "real_growth"])
    annual.loc[growth, "value"] = annual.loc[growth, "value"] * 1.3
    return replace(tables, annual=annual)


def test_changing_a_later_vintage_leaves_earlier_forecasts_identical(rows: pd.DataFrame) -> None:
    changed = backtest(FEW, tables=later_altered("2024-12-31"), first=2021)
    keys = ["origin", "model", "series", "measure", "horizon", "release"]
    before, after = (table.set_index(keys)["point"].sort_index() for table in (rows, changed))
    early = before.index.get_level_values("origin") <= 2023
    annual = before.index.get_level_values("measure") != "nowcast"
    np.testing.assert_array_equal(
        before[early & annual], after.reindex(before.index)[early & annual]
    )
    real = ~early & annual
    assert (before[real].to_numpy() != after.reindex(before.index)[real].to_numpy()).any()


def test_origins_see_no_year_after_their_own() -> None:
    for origin in origins(first=2015):
        assert origin.vintage.newest_year >= origin.year
        if origin.real_time:
            assert origin.vintage.newest_year == origin.year
    assert [one.year for one in origins(first=2015) if one.real_time][:2] == [2023, 2024]


def test_first_and_latest_outcomes_differ_where_figures_were_revised() -> None:
    known = outcomes()
    assert known["first"].loc[2022, "tertiary"] == 0.019
    assert known["latest"].loc[2022, "tertiary"] == 0.031


def test_every_score_is_there_and_means_what_it_says(rows: pd.DataFrame) -> None:
    level = rows[(rows["measure"] == "level") & (rows["series"] != "all")]
    np.testing.assert_allclose(level["error"], level["point"] - level["outcome"])
    assert rows.loc[rows["measure"] == "growth", "log_score"].dropna().size
    for score in ("mase", "smape", "crps", "pinball", "covered80", "covered95"):
        assert level[score].notna().all(), score
    assert rows.loc[rows["series"] == "all", "energy"].notna().all()
    assert set(rows["horizon"]) == {1, 2, 3, 4}  # 2021 to 2025
    assert set(rows.loc[rows["measure"] == "nowcast", "model"]) == {
        *("annual", "carried", "decumulated", "pooled", "nowcast")
    }
    assert {"components", "logit", "pool"} <= set(rows.loc[rows["measure"] == "share", "model"])


def test_the_same_seed_gives_the_same_rows(rows: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(rows, backtest(FEW, first=2021))


def test_means_are_means_and_the_record_is_plain(rows: pd.DataFrame) -> None:
    table = summary(rows).set_index(["release", "subject", "measure", "model"])
    mine = rows[(rows["release"] == "latest") & (rows["measure"] == "level")]
    mine = mine[(mine["model"] == "drift") & (mine["series"] == "tertiary")]
    by_hand = mine["error"].abs().mean()
    assert table.loc[("latest", "tertiary", "level", "drift"), "mae"] == pytest.approx(by_hand)
    from data.vintages import as_of

    left_out = leave_one_out(as_of(pd.Timestamp("2026-03-31").date()), draws=100)
    told = record(rows, left_out, coverage_with_band(rows))
    assert told["schema"] == 1
    assert undocumented("backtest", told) == set()
    assert told["real_time_origins"] == [2023, 2024]
    assert all(value == value for row in told["scores"] for value in row.values())
    assert not against_drift(rows).empty
    ours = told["rivals"]["yuce"]["1"]
    mine = rows[(rows["series"] == "tertiary") & (rows["measure"] == "growth")]
    mine = mine[(mine["model"] == "combination") & (mine["horizon"] == 1)]
    by_hand = mine.loc[mine["release"] == "first", "crps"].mean()
    assert ours["crps_first"] == pytest.approx(by_hand, abs=1e-6)
    assert {"mean of three", "AR(1)", "local level", "target plus excess"} <= set(told["rivals"])
    assert sum(told["pit"]["latest"]["1"]) == ours["n"] == 4
    assert {one["source"] for one in told["information"]} == {"common", "target", "country"}
