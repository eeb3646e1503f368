"""The bridge of services pays where it can be scored, and sees nothing of what came later."""

from dataclasses import replace

import pandas as pd
import pytest

from data.sections import TERTIARY
from data.tables import Tables, read_tables
from forecast.evaluation.quarters.backtest_bridge import bridge_rows, on_usual_days
from forecast.spec import Spec

FEW = Spec(draws=400)
KEY = ["year", "quarter", "before", "measure", "model"]


def until(year: int) -> Tables:
    """The shipped tables, quarters of services up to a year alone: the others are not scored."""
    tables = read_tables()
    rows = tables.quarterly
    late = (rows["series"] == TERTIARY) & (rows["period"].str[:4].astype(int) > year)
    return replace(tables, quarterly=rows[~late].reset_index(drop=True))


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return bridge_rows(FEW)


@pytest.mark.slow
def test_indicators_of_services_pay_on_average(rows: pd.DataFrame) -> None:
    """Else they must be left out of a forecast's information."""
    before = rows[rows["before"] == 1]
    mean = before.assign(mae=before["error"].abs()).groupby(["measure", "model"])["mae"].mean()
    for measure in ("to_date", "year"):
        assert mean[measure, "bridge"] < mean[measure, "annual"]
        assert mean[measure, "bridge"] < mean[measure, "carried"]
    assert before[["year", "quarter"]].drop_duplicates().shape[0] >= 7


@pytest.mark.slow
def test_later_figures_move_no_earlier_score(rows: pd.DataFrame) -> None:
    again = bridge_rows(FEW, tables=until(2022)).set_index(KEY)["error"]
    whole = rows[rows["year"] <= 2022].set_index(KEY)["error"]
    pd.testing.assert_series_equal(again, whole)


def test_an_indicator_counts_from_its_usual_day_and_never_later_than_its_own() -> None:
    tables = read_tables()
    moved = on_usual_days(tables).quarterly
    assert (moved["known_from"] <= tables.quarterly["known_from"]).all()
    august = (moved["series"] == "ind_service_above_scale") & (moved["period"] == "2024M08")
    assert set(moved.loc[august, "known_from"].dt.date.astype(str)) == {"2024-10-05"}
    accounts = moved["measure"] == "real_growth"
    assert (moved["known_from"] == tables.quarterly["known_from"])[accounts].all()
