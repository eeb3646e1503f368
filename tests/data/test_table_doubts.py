"""Cells of the tables that were doubted: settled, and derived again where they can be."""

from datetime import date, timedelta

import pytest

from data.tables import TABLES, Tables, read_tables
from data.vintages import as_of, shipped

PARTS = ("primary", "secondary", "tertiary")


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(TABLES)


def test_the_share_target_was_known_before_the_report(tables: Tables) -> None:
    released = tables.releases.set_index("release")
    target = tables.targets.set_index("id").loc["share-2027"]
    assert str(released.loc[target["release"], "known_from"].date()) == "2024-12-31"


def test_the_report_has_the_day_it_was_delivered_and_the_day_it_was_put_on_line(
    tables: Tables,
) -> None:
    report = tables.releases.set_index("release").loc["report-2025-05"]
    assert (str(report["known_from"].date()), str(report["online"].date())) == (
        "2025-05-28",
        "2025-08-21",
    )


def test_mirrors_are_marked_and_offices_are_not(tables: Tables) -> None:
    for table in (tables.producer_facts, tables.sector_targets):
        mirror = table["quality"] == "mirror"
        assert mirror.sum() >= 20
        assert not table.loc[mirror, "source_url"].str.contains("gov.cn").any()


def test_what_was_rounded_is_the_difference_of_what_was_printed(tables: Tables) -> None:
    quarterly = tables.quarterly[tables.quarterly["measure"] == "value_added"]
    row = quarterly.query("series == 'tertiary' and period == '2018Q4'").iloc[0]
    assert pytest.approx(10656.13) == 20363.19 - 1378.27 - 8328.79
    assert row["value"] == pytest.approx(10656.13, rel=1e-3)
    assert "10656.13" in row["note"]


def test_years_whose_parts_do_not_make_the_whole_say_so(tables: Tables) -> None:
    notes = tables.annual[tables.annual["note"].str.startswith("doubtful")]
    assert set(notes["period"]) == {1990, 2010}


def test_estimates_and_suspects_are_seen_and_in_no_fit() -> None:
    vintage = shipped()
    columns = ["series", "period", "measure", "value", "status"]
    rows = vintage.figures()[columns].itertuples(index=False, name=None)
    figures = {
        (series, period, measure): (value, status)
        for series, period, measure, value, status in rows
    }
    growth = vintage.quarters("tertiary", "real_growth")
    for period, status in (("2019Q4", "estimate"), ("2012Q2", "suspect")):
        assert figures["tertiary", period, "real_growth"][1] == status
        assert period not in growth
    # 4.7, 15.7 and 16.2, by the weights of the year, make 15.3 and not the 14.0 that is printed
    level = [figures[one, "2012Q2", "value_added"][0] for one in PARTS]
    parts = [figures[one, "2012Q2", "real_growth"][0] for one in PARTS]
    made = sum(a * b for a, b in zip(level, parts, strict=True)) / sum(level)
    assert made - figures["gdp", "2012Q2", "real_growth"][0] > 0.012


def test_loans_are_told_by_currency(tables: Tables) -> None:
    loans = tables.quarterly[tables.quarterly["series"].str.startswith("ind_loans")]
    rounded = loans.query("series == 'ind_loans_all' and measure == 'indicator_level'")
    assert rounded["value"].iloc[0] == pytest.approx(64205.65 / 1.068, rel=0.003)
    assert set(loans.loc[loans["series"] == "ind_loans_balance", "period"]) == {"2025Q1", "2025Q2"}


def test_the_sections_make_what_is_called_tertiary(tables: Tables) -> None:
    people = tables.drivers[tables.drivers["series"] == "emp_all_yearend"]
    wide = people.pivot(index="period", columns="section", values="value")
    made = wide[list("FGHIJKLMNOPQRS")].sum(axis=1)
    assert made.to_numpy() == pytest.approx(wide["TERTIARY"].to_numpy(), abs=0.11)


def test_telecom_volume_is_of_one_price_base_a_series(tables: Tables) -> None:
    names = tables.drivers.loc[tables.drivers["series"].str.startswith("telecom_volume"), "series"]
    assert names.nunique() == 5
    for name in set(names):
        own = tables.drivers[tables.drivers["series"] == name].set_index("period")["value"]
        assert own.sort_index().pct_change().dropna().gt(-0.1).all(), name


def test_a_bulletin_puts_right_what_a_newspaper_said() -> None:
    air = as_of(date(2026, 3, 25)).quarters("ind_air_passengers", "indicator_level")
    assert air["2025Q4"] == 4631.15
    air = as_of(date(2026, 3, 26)).quarters("ind_air_passengers", "indicator_level")
    assert air["2025Q4"] == 4631.48


@pytest.mark.parametrize(
    ("period", "day"),
    [("2024Q4", "2025-01-21"), ("2023Q4", "2024-01-22"), ("2021Q4", "2022-01-18")],
)
def test_growth_is_known_from_the_first_day_it_was_shown(period: str, day: str) -> None:
    first = date.fromisoformat(day)
    assert period in as_of(first).quarters("gdp", "real_growth")
    assert period not in as_of(first - timedelta(days=1)).quarters("gdp", "real_growth")


def test_a_table_that_could_not_be_had_is_listed_without_cells(tables: Tables) -> None:
    listed = tables.releases.set_index("release").loc["io-2020"]
    assert str(listed["known_from"].date()) == "2023-11-03"
    assert "no figure" in listed["note"]
    assert "io-2020" not in set(tables.input_output["release"])


def test_what_else_was_doubted_stands_as_it_was_settled(tables: Tables) -> None:
    annual, quarterly = tables.annual, tables.quarterly
    told = annual.query("release == 'bulletin-2012' and series == 'gdp'")
    days = told.set_index("measure")["known_from"].dt.strftime("%Y-%m-%d").to_dict()
    assert days == {"real_growth": "2013-01-23", "value_added": "2013-03-18"}
    half = quarterly.query("series == 'gdp' and period == '2023Q2' and measure == 'real_growth'")
    assert str(half["known_from"].iloc[0].date()) == "2024-02-26"
    speech = quarterly.query("series == 'gdp' and period == '2019Q4' and value == 6.3")
    assert speech.sort_values("known_from")["status"].iloc[0] == "estimate"
    sic = quarterly.query("series == 'secondary' and period == '2017Q2' and value == 10.75")
    assert set(sic["status"]) == {"suspect"}
    loans = tables.drivers[tables.drivers["series"].str.startswith("loans_outstanding")]
    assert "TABLE_TOTAL" in set(loans["section"])  # of the table, and of no more
    assert "TOTAL" not in set(loans["section"])
    assert 1649.81 not in set(tables.drivers["value"])  # subscribers by another definition
    goals = tables.sector_targets.query("type == 'actual' and target_year == '2024'")
    assert {"软件主营业务收入", "市级工业设计中心"} <= set(goals["name"])
    assert not tables.producer_facts["note"].str.contains("1000字").any()
