"""The benchmark of regional growth: rivals by hand, and the file cannot teach."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.growth import read
from data.vintages import shipped
from forecast.evaluation import rivals
from forecast.regions import growth_backtest as growth

FEW = {name: rivals.RIVALS[name] for name in ("last value", "AR(1)")}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    table = 100 * (1 + shipped().around.provinces.iloc[:, :3])
    rows = table.reset_index().melt("year", var_name="province", value_name="value")
    rows = rows.assign(series="tertiary", measure="index_prev_year")
    rows.to_csv(tmp_path / "made.csv", index=False)
    return tmp_path / "made.csv"


def test_scores_are_of_every_year_and_later_years_teach_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growth, "RIVALS", FEW)
    rows = growth.growth_backtest(read(file), shipped().around)
    assert rows.groupby(["method", "horizon"]).size().tolist() == [11, 10, 9] * 3
    table = pd.read_csv(file)
    table.loc[table["year"] > 2012, "value"] += 3.0
    table.to_csv(file, index=False)
    again = growth.growth_backtest(read(file), shipped().around)
    early = rows["origin"] + rows["horizon"] <= 2012
    pd.testing.assert_frame_equal(rows[early], again[early])
    found = growth.summary(rows)
    assert {one["best_rival"] for one in found} <= set(FEW)
    ours = next(one for one in found if one["method"] == growth.OURS)
    assert 0 < ours["won"] <= ours["years"] == 11


def test_an_autoregression_recovers_its_slope() -> None:
    series = np.array([0.05 + 0.1 * 0.5**year for year in range(12)])
    found = rivals.autoregression(series[:, None], series)
    assert found[:, 0] == pytest.approx(0.05 + 0.1 * 0.5 ** np.arange(12, 15), abs=1e-6)
