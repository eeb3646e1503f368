"""The register of indicators: its two dates, its calendar, its figures as known on a day."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.indicators import ends, indicators
from data.reading.words.vocabulary import measured, vocabulary
from data.releases.intake import Reading, Release, add, read_figures
from data.schema import schemas
from data.sections import SECTION_CODES
from data.tables import PACKAGE, read_tables
from data.watched.indicator_figures import at_end, known, prints
from data.watched.overdue import overdue

DAY = date(2026, 8, 31)


def test_every_indicator_on_record_is_registered() -> None:
    tables = read_tables()
    for table in (tables.quarterly, tables.indicator_figures):
        rows = table[table["measure"].str.startswith("indicator")]
        assert set(rows["series"]) <= set(indicators())
    own = [one for one in indicators().values() if one.area == "own"]
    assert len(own) == len({one.zh for one in own}) == len({one.en for one in own})


def test_the_first_set_that_was_asked_for_is_there() -> None:
    named = " ".join(one.zh for one in indicators().values())
    for what in (
        *("规模以上服务业营业收入", "社会消费品零售总额", "批发业商品销售额", "零售业商品销售额"),
        *("住宿业营业额", "餐饮业营业额", "货运量", "货物周转量", "客运量", "港口货物吞吐量"),
        *(
            "机场旅客吞吐量",
            "中欧班列",
            "存款余额",
            "贷款余额",
            "保费",
            "证券交易",
            "商品房销售面积",
        ),
        *("电信业务总量", "邮政业务总量", "软件业务收入", "快递业务量", "研发经费", "技术合同"),
        *("财政八项支出", "服务业生产指数", "居民消费价格"),
    ):
        assert what in named, what
    sections = {one.section for one in indicators().values() if one.measure == "revenue"}
    assert sections >= set(SECTION_CODES) - {"F", "H", "J", "S"}


def test_a_figure_stands_in_the_unit_of_its_indicator() -> None:
    rows = prints(DAY)
    for series, measure, unit in set(rows[["series", "measure", "unit"]].itertuples(index=False)):
        if measure.startswith("indicator_growth"):
            assert unit == "fraction"
        else:
            own = indicators()[series].unit
            assert unit == ("fraction" if own == "percent" else own), series


def test_since_is_the_first_period_on_record() -> None:
    rows = known(date(2200, 1, 1))
    for one in indicators().values():
        periods = rows[rows["series"] == one.series]["period"]
        if one.since and len(periods):
            year, month = ends(one.since)
            first = min(ends(period) for period in periods)
            assert first in ((year, month), (year, 12)), one.series


@pytest.mark.parametrize(
    ("period", "lagged", "plain"),
    [
        ("2024M02", "2024Q1", None),
        ("2024M03", None, "2024Q1"),
        ("2024M05", "2024Q2", None),
        ("2024M08", "2024Q3", None),
        ("2024M11", "2024Q4", None),
        ("2024M12", None, "2024Q4"),
        ("2024Q4", "2024Q4", "2024Q4"),
    ],
)
def test_accounts_take_revenue_above_size_a_month_early(
    period: str, lagged: str | None, plain: str | None
) -> None:
    assert indicators()["ind_service_above_scale"].accounts_through(period) == lagged
    assert indicators()["ind_retail_sales"].accounts_through(period) == plain


def test_the_two_clocks_agree() -> None:
    for one in indicators().values():
        for quarter in ("2025Q1", "2025Q2", "2025Q3", "2025Q4"):
            assert one.accounts_through(one.taken_for(quarter)) == quarter


def test_days_of_release_run_over_the_year() -> None:
    one = indicators()["ind_service_above_scale"]
    assert one.expected("2025M11") == date(2026, 1, 5)
    assert replace(one, release_months=2, release_day=31).expected("2025M12") == date(2026, 2, 28)
    assert replace(one, release_day=None).expected("2025M12") is None


def test_nothing_is_known_before_its_day_and_what_was_known_stays() -> None:
    last = prints(DAY)
    for day in (date(2020, 1, 1), date(2025, 5, 27), date(2026, 3, 25)):
        then = prints(day)
        assert (then["known_from"] <= pd.Timestamp(day)).all()
        assert len(then) == (last["known_from"] <= pd.Timestamp(day)).sum()
    assert len(prints(date(2000, 1, 1))) == 0


def test_the_newest_of_two_prints_counts_and_both_are_shown() -> None:
    key = "series == 'ind_air_passengers' and measure == 'indicator_level'"
    assert list(prints(DAY).query(key)["value"]) == [4631.15, 4631.48]
    assert list(known(date(2026, 3, 25)).query(key)["value"]) == [4631.15]
    assert list(known(DAY).query(key)["value"]) == [4631.48]


def levels_of_2025() -> "pd.Series[float]":
    rows = known(DAY).query("period == '2025Q4' and measure == 'indicator_level'")
    return rows.set_index("series")["value"]


NAMED = [(one.series, word) for one in indicators().values() for word in one.words]


@pytest.mark.parametrize(("series", "word"), NAMED, ids=[word for _, word in NAMED])
def test_an_indicator_is_read_by_each_of_its_names(tmp_path: Path, series: str, word: str) -> None:
    file = tmp_path / "a.csv"
    unit = measured().get((indicators()[series].unit, 0), "亿元")
    file.write_text(
        "重庆市2026年1-6月主要经济指标,,,\n指标,计量单位,1-6月累计,累计同比增长（%）\n"
        f"{word},{unit},100.5,4.2\n",
        "utf-8",
    )
    told = [
        (one.series, one.measure, one.period, float(one.value))
        for one in read_figures(file).figures
    ]
    assert {row[0] for row in told} <= {series}
    if indicators()[series].kind == "flow":
        level = (series, "indicator_level", "2026Q2", 100.5)
        assert told == [level, (series, "indicator_growth", "2026Q2", pytest.approx(4.2))]


def test_airports_are_not_the_air_carriers() -> None:
    """4,631 thousand carried is not 5,113 through airports: a table of the latter is its own."""
    assert vocabulary()["机场旅客吞吐量"].value == "ind_airport_passengers"
    levels = levels_of_2025()
    assert levels["ind_air_passengers"] < levels["ind_airport_passengers"]


def test_modes_add_up_to_their_total() -> None:
    levels = levels_of_2025()
    modes = {
        "ind_freight": ("ind_freight_rail", "ind_freight_road", "ind_water_freight"),
        "ind_passengers": ("ind_passengers_rail", "ind_passengers_road", "ind_passengers_water"),
    }
    more = {"ind_freight": "ind_freight_air", "ind_passengers": "ind_air_passengers"}
    for total, parts in modes.items():
        assert levels[[*parts, more[total]]].sum() == pytest.approx(levels[total], abs=0.02)
    for name in ("ind_freight_turnover", "ind_passenger_turnover"):
        by_mode = [f"{name}_{mode}" for mode in ("rail", "road", "water", "air")]
        assert levels[by_mode].sum() == pytest.approx(levels[name], abs=0.02)


@pytest.mark.slow
def test_a_new_month_comes_through_data_add(tmp_path: Path) -> None:
    file = tmp_path / "八月.csv"
    file.write_text(
        "series,period,measure,value,unit\n"
        "ind_service_above_scale,2026M08,indicator_growth,8.4,percent\n"
        "ind_dir_trains,2026M08,indicator_level,3600,trains\n"
        "mobile_subs,2026M08,indicator_level,4600,10k_accounts\n",
        "utf-8",
    )
    release = Release("monthly-2026-08", "八月月报（虚构）", date(2026, 10, 5))
    added = add(read_figures(file), release, looked=True, home=tmp_path, today=date(2026, 10, 6))
    assert added.stored
    tables = read_tables(home=tmp_path)
    rows = known(date(2026, 10, 5), tables).set_index(["series", "period"])
    assert rows.loc[("ind_service_above_scale", "2026M08"), "value"] == pytest.approx(0.084)
    assert rows.loc[("ind_dir_trains", "2026M08"), "release"] == "monthly-2026-08"
    assert ("mobile_subs", "2026M08") in rows.index
    before = known(date(2026, 10, 4), tables)
    assert "2026M08" not in set(before["period"])
    back = Release("monthly-back", "撤回", date(2026, 10, 6), withdraws=("monthly-2026-08",))
    add(Reading("", ""), back, looked=True, home=tmp_path, today=date(2026, 10, 6))
    tables = read_tables(home=tmp_path)
    assert "2026M08" not in set(known(date(2026, 10, 6), tables)["period"])
    assert "2026M08" in set(known(date(2026, 10, 5), tables)["period"])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("ind_dir_trains,2026M08,indicator_level,3600,100m_cny", "unit"),
        ("ind_retail_sales,2026M08,indicator_growth,3.1,100m_cny", "unit"),
        ("ind_nobody_knows,2026M08,indicator_level,3600,100m_cny", "series"),
        ("service_production_index,2026M08,indicator_growth,5,percent", "series"),
        ("ind_retail_sales,2026M08,value_added,3600,100m_cny", "measure"),
    ],
)
def test_another_unit_or_an_unknown_indicator_is_told(
    tmp_path: Path, row: str, column: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"series,period,measure,value,unit\n{row}\n", "utf-8")
    found = read_figures(file)
    assert not found.figures
    assert any(problem.where.endswith(column) for problem in found.problems)


def test_what_is_overdue_is_told_by_the_calendar_and_from_the_day_after() -> None:
    held = date(2026, 3, 31)
    late = {one.series: one for one in overdue(held, date(2026, 11, 5))}
    assert late["ind_service_above_scale"].period == "2026M08"
    later = {one.series: one for one in overdue(held, date(2026, 11, 6))}
    assert later["ind_service_above_scale"].period == "2026M09"
    assert later["ind_service_above_scale"].by == date(2026, 11, 5)
    assert "ind_wholesale_sales" not in later  # nothing of it is on record
    assert "ind_dir_trains" not in later  # it has no day of release
    february = {one.series: one.period for one in overdue(held, date(2027, 2, 28))}
    assert february["ind_retail_sales"] == "2026M12"  # January alone is not reported


def test_what_is_known_is_never_overdue() -> None:
    ahead = {one.series for one in overdue(date(2026, 3, 31), date(2026, 2, 1))}
    assert "ind_retail_sales" not in ahead


def test_periods_end_when_they_end() -> None:
    assert [at_end(one) for one in ("2025Q1", "2025M03", "2024M12")] == [2025.25, 2025.25, 2025.0]


def test_every_break_and_deflator_of_the_register_is_one_that_is_described() -> None:
    fields = {one.name: one for one in schemas(PACKAGE)["indicators"].fields}
    text = PACKAGE.read_text("utf-8")
    for one in indicators().values():
        assert set(one.breaks) <= set(re.findall(r"([a-z_]+_20\d\d)", text))
        assert one.deflator in ("", *fields["deflator"].enum)
