"""Bad input of indicators: each is told through `data add`, and nothing is silently used."""

from datetime import date
from pathlib import Path

import pytest

from base.problems import Problems
from data.checks.known_figures import Beside
from data.checks.monthly import disagreeing, made_by_levels, missing_months
from data.indicators import indicators
from data.releases.intake import Release, add, propose, read_figures
from data.tables import read_tables
from data.watched.indicator_figures import known

TODAY = date(2026, 11, 20)
NOVEMBER = Release("monthly-2026-10", "十月月报（虚构）", date(2026, 11, 18))


def told(folder: Path, *rows: str) -> dict[str, str]:
    """What is doubted of a file, by code, in English; and that it is kept once looked at."""
    file = folder / "month.csv"
    file.write_text("\n".join(["series,period,measure,value,unit", *rows]) + "\n", "utf-8")
    reading = read_figures(file)
    assert reading.figures
    with pytest.raises(Problems) as refused:
        add(reading, NOVEMBER, home=folder, today=TODAY)
    assert add(reading, NOVEMBER, looked=True, home=folder, today=TODAY).stored
    return {
        one.code: f"{one.what.en} {one.found} {one.expected.en}" for one in refused.value.problems
    }


def on_record(series: str, period: str) -> float:
    rows = known(date(2026, 3, 31)).query("measure == 'indicator_level'")
    found = rows[(rows["series"] == series) & (rows["period"] == period)]
    return float(found["value"].iloc[0])


@pytest.mark.parametrize("series", ["ind_retail_sales", "ind_freight", "ind_deposits_all"])
def test_a_level_in_another_unit_is_told_whatever_table_holds_the_past(
    tmp_path: Path, series: str
) -> None:
    """A thousand times last year's: the past of most indicators lies in a table of its own."""
    value = 1_000 * on_record(series, "2025Q4")
    unit = indicators()[series].unit
    found = told(tmp_path, f"{series},2026M10,indicator_level,{value},{unit}")
    assert "another unit" in found["figure-wrong-unit"]


def test_growth_that_its_levels_contradict_is_told(tmp_path: Path) -> None:
    rows = (
        "ind_express,2025M10,indicator_level,100000,10k_items",
        "ind_express,2026M10,indicator_level,112000,10k_items",
        "ind_express,2026M10,indicator_growth,5.0,percent",
    )
    found = told(tmp_path, *rows)
    assert "growth of Parcels sent 2026M10 is not what its levels make" in found["figure-levels"]
    assert "5.0% levels make 12.0%" in found["figure-levels"]


def test_growth_of_a_new_base_is_told_by_levels_on_record(tmp_path: Path) -> None:
    """A sample that changed: the level of the year is on record, growth says otherwise."""
    value = 1.2 * on_record("ind_freight", "2025Q4")
    rows = (
        f"ind_freight,2026Q4,indicator_level,{value},10k_tons",
        "ind_freight,2026Q4,indicator_growth,6.0,percent",
    )
    file = tmp_path / "a.csv"
    file.write_text("\n".join(["series,period,measure,value,unit", *rows]), "utf-8")
    later = Release("monthly-2026-12", "年报（虚构）", date(2027, 1, 25))
    with pytest.raises(Problems) as refused:
        add(read_figures(file), later, home=tmp_path, today=date(2027, 1, 26))
    assert "figure-levels" in {one.code for one in refused.value.problems}


def test_months_lost_in_the_middle_are_told(tmp_path: Path) -> None:
    rows = [f"ind_express,2026M{m:02d},indicator_growth,5,percent" for m in (2, 3, 4, 7, 10)]
    found = told(tmp_path, *rows)
    assert "Parcels sent lacks months within 2026 5, 6, 8, 9" in found["figure-months-missing"]


def test_an_index_taken_for_growth_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, "ind_express,2026M10,indicator_growth,99.8,percent")
    assert "index" in found["figure-wild"]


def test_a_revised_back_series_is_told(tmp_path: Path) -> None:
    value = 1.3 * on_record("ind_freight", "2025Q4")
    found = told(tmp_path, f"ind_freight,2025Q4,indicator_level,{value},10k_tons")
    assert "revised by much" in found["figure-revised-much"]


def test_indicators_are_called_by_their_names(tmp_path: Path) -> None:
    rows = [f"ind_express,2026M{m:02d},indicator_growth,5,percent" for m in (2, 3, 4, 7, 10)]
    rows += ["ind_retail_sales,2026M10,indicator_level,900000000,100m_cny"]
    file = tmp_path / "a.csv"
    file.write_text("\n".join(["series,period,measure,value,unit", *rows]), "utf-8")
    found = propose(read_figures(file), NOVEMBER, today=TODAY)
    said = " ".join(one.text("zh") for one in (*found.problems, *found.doubts))
    assert "快递业务量 2026 年中间缺月" in said
    assert "社会消费品零售总额 2026M10 像是换了单位" in said
    assert "ind_" not in said


def test_figures_that_agree_are_kept_without_a_word(tmp_path: Path) -> None:
    rows = [
        f"ind_express,{year}M{month:02d},indicator_level,{level * month},10k_items"
        for year, level in ((2025, 10_000), (2026, 10_500))
        for month in range(2, 11)
    ]
    rows += [f"ind_express,2026M{m:02d},indicator_growth,5.0,percent" for m in range(2, 11)]
    file = tmp_path / "month.csv"
    file.write_text("\n".join(["series,period,measure,value,unit", *rows]) + "\n", "utf-8")
    assert add(read_figures(file), NOVEMBER, home=tmp_path, today=TODAY).stored
    assert "2026M10" in set(known(TODAY, read_tables(home=tmp_path))["period"])


def test_quarters_and_january_are_no_gap() -> None:
    assert missing_months(["2026M03", "2026M06", "2026M09"]) == {}
    assert missing_months(["2026Q1", "2026M04", "2026M06"]) == {"2026": [5]}
    assert missing_months(["2026M01", "2026M03"]) == {}
    assert missing_months(["2026M02", "2026M03", "2025"]) == {}


def test_what_has_no_pair_is_not_judged() -> None:
    figures = {("ind_express", "2026M10", "indicator_level"): 5.0}
    assert made_by_levels(figures, "ind_express", "2026M10") is None
    assert list(disagreeing(figures, {}, Beside(known={}))) == []
