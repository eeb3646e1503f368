"""Cells of the tables that were doubted: settled, and derived again where they can be."""

import pytest

from data.tables import TABLES, Tables, read


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read(TABLES)


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
    assert 20363.19 - 1378.27 - 8328.79 == pytest.approx(10656.13)
    assert row["value"] == pytest.approx(10656.13, rel=1e-3)
    assert "10656.13" in row["note"]


def test_years_whose_parts_do_not_make_the_whole_say_so(tables: Tables) -> None:
    notes = tables.annual[tables.annual["note"].str.startswith("doubtful")]
    assert set(notes["period"]) == {1990, 2010}
