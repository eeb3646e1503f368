"""What was known when: worked by hand from the releases, and blind to what came later."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.problems import Problems
from data import vintages
from data.newest import census_base, newest
from data.revised import by_stage, census_moves, first_prints, revisions, triangle
from data.sections import GROUP_SERIES, SECTION_CODES
from data.tables import TABLES, Tables, read_tables
from data.vintages import as_of, earliest_usable

REPORT, BULLETIN = date(2025, 5, 28), date(2026, 3, 26)
GROUPS = list(GROUP_SERIES.values())


@pytest.mark.parametrize(
    ("when", "year", "growth"),
    [
        (REPORT, 2024, 0.068),
        (BULLETIN, 2025, 0.062),
        (BULLETIN, 2024, 0.068),
        (date(2023, 3, 16), 2021, 0.090),
        (date(2023, 3, 17), 2022, 0.019),
        (date(2025, 1, 1), 2022, 0.029),
        (BULLETIN, 2022, 0.031),
        (date(2024, 2, 1), 2023, 0.059),
        (BULLETIN, 2023, 0.067),
        (date(2022, 1, 1), 2019, 0.064),
        (BULLETIN, 2019, 0.088),
    ],
)
def test_tertiary_growth_as_known(when: date, year: int, growth: float) -> None:
    assert as_of(when).history("real_growth").loc[year, "tertiary"] == growth


def test_a_release_is_known_on_its_day_and_not_before() -> None:
    day = BULLETIN - timedelta(days=1)
    assert as_of(day).newest_year == 2024
    assert 2025 not in as_of(day).history("real_growth").index
    assert as_of(BULLETIN).newest_year == 2025
    assert as_of(REPORT).newest_year == 2024


@pytest.mark.parametrize("when", [REPORT, BULLETIN])
def test_histories_run_from_1978_without_a_gap(when: date) -> None:
    vintage = as_of(when)
    for measure in ("value_added", "real_growth", "deflator"):
        table = vintage.history(measure)
        assert table.index.tolist() == list(range(1978, vintage.newest_year + 1))
        assert not np.isinf(table.to_numpy()).any()
    assert vintage.history("value_added")[[*GROUPS, "tertiary", "support"]].notna().all(axis=None)
    assert vintage.history("real_growth")[[*GROUPS, "tertiary"]].notna().all(axis=None)


def test_one_row_for_each_figure_known_by_then() -> None:
    for when in (date(2012, 6, 1), REPORT, BULLETIN):
        rows = as_of(when).rows
        assert not rows.duplicated(["series", "period", "measure"]).any()
        assert (rows["known_from"] <= pd.Timestamp(when)).all()
        assert set(rows["measure"]) == {"value_added", "real_growth"}


def test_a_report_that_drops_decimals_does_not_replace_the_bulletin() -> None:
    levels = as_of(REPORT).history("value_added").loc[2024]
    assert (levels["finance"], levels["transport_storage_post"]) == (2238.02, 1379.59)
    assert (levels["information_software"], levels["research_technical"]) == (1337.6, 760.0)


def figure(
    value: float, decimals: int, known: str, status: str = "preliminary"
) -> dict[str, object]:
    at = pd.Timestamp(known)
    return {
        "key": "k",
        "value": value,
        "decimals": decimals,
        "known_from": at,
        "status": status,
        "release": "r",
    }


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        (figure(2238, 0, "2025-02-01"), 2238.02),
        (figure(2238.0, 1, "2025-02-01", "final"), 2238.0),
        (figure(2239, 0, "2025-02-01"), 2239),
        (figure(2238.03, 2, "2025-02-01"), 2238.03),
        (figure(2230.021, 3, "2024-12-01"), 2238.02),
        (figure(2238.021, 3, "2024-12-01"), 2238.021),
        (figure(2240.00, 2, "2025-01-01", "final"), 2240.00),
    ],
)
def test_the_newest_figure_is_kept(second: dict[str, object], kept: float) -> None:
    first = figure(2238.02, 2, "2025-01-01")
    releases = pd.DataFrame(
        {"census_basis": ["post-5th"], "support_services": [""]}, index=pd.Index(["r"])
    )
    for rows in ([first, second], [second, first]):
        (found,) = newest(pd.DataFrame(rows), releases, ["key"])["value"]
        assert found == kept


@pytest.mark.parametrize(
    ("described", "base"), [("pre-1st", 0), ("post-2nd", 2), ("pre-3rd", 2), ("pre-5th", 4)]
)
def test_before_a_census_is_after_the_one_before(described: str, base: int) -> None:
    assert census_base(described) == base


def test_no_deflator_across_the_census() -> None:
    then, now = as_of(REPORT).history("deflator"), as_of(BULLETIN).history("deflator")
    assert then.loc[2024].isna().all()
    assert then.loc[2023, [*GROUPS, "tertiary"]].notna().all()
    assert now.loc[2024, [*GROUPS, "tertiary"]].notna().all()
    # Preliminary 2024 against preliminary 2025 is no growth rate; GDP's 2024 is final.
    assert now.loc[2025, [*GROUPS, "tertiary"]].isna().all()
    assert now.loc[2025, "gdp"] == pytest.approx(33757.93 / 32046.73 / 1.053 - 1)


def test_a_deflator_worked_by_hand() -> None:
    found = as_of(BULLETIN).history("deflator").loc[2024, "finance"]
    assert found == pytest.approx(2238.02 / 2117.79 / 1.048 - 1)


def test_the_splices_are_left_visible() -> None:
    deflators = as_of(BULLETIN).history("deflator").round(2)
    assert deflators.loc[2011, "finance"] == 0.35
    assert deflators.loc[2012, "real_estate"] == 0.26
    assert deflators.loc[[2008, 2013], "other_services"].tolist() == [0.23, -0.09]


def test_other_services_of_two_definitions_are_not_divided() -> None:
    tables = read_tables()
    releases = tables.releases.copy()
    # Were the census not in the way, the definition still would be.
    releases["census_basis"] = "post-5th"
    rows = tables.annual.copy()
    rows.loc[rows["release"] == "yearbook-2024", "status"] = "final"
    deflators = as_of(REPORT, replace(tables, releases=releases, annual=rows)).history("deflator")
    assert np.isnan(deflators["other_services"][2024])
    assert not np.isnan(deflators["finance"][2024])


def test_support_is_nothing_where_other_services_hold_it() -> None:
    support = as_of(REPORT).history("value_added")["support"]
    assert support.loc[:2023].eq(0).all()
    assert support.loc[2024] == pytest.approx(82.10)


def test_benchmarks_appear_as_their_tables_do() -> None:
    assert as_of(REPORT).benchmarks().index.tolist() == [2002, 2007, 2012, 2017]
    now = as_of(BULLETIN).benchmarks()
    assert now.index.tolist() == [2002, 2007, 2012, 2017, 2023]
    assert now.columns.tolist() == list(SECTION_CODES)
    assert now.loc[2023, "M"] == pytest.approx(366.576 + 735.573)
    assert as_of(date(2000, 1, 1)).benchmarks().empty


def test_2002_is_mapped_by_what_its_sectors_are() -> None:
    table = as_of(BULLETIN).benchmarks().loc[2002]
    assert table["L"] == pytest.approx(39.148 + 22.427)
    assert table["M"] == pytest.approx(2.889 + 15.617)
    assert table["O"] == 36.363
    assert np.isnan(table["N"])


def test_section_facts_come_from_the_report() -> None:
    facts = as_of(REPORT).section_facts().set_index(["section", "year", "quarter"])
    assert facts.T["I", 2024, 4].tolist() == [1337.6, 0.113]
    assert facts.T["M", 2024, 4].tolist() == [760.0, 0.054]
    assert facts.loc[("L", 2024, 2), "real_growth"] == 0.108
    assert (as_of(date(2025, 5, 27)).section_facts()["quarter"] == 4).sum() == 0


def test_quarters_run_from_january_in_order_of_time() -> None:
    growth = as_of(REPORT).quarters("tertiary", "real_growth")
    assert growth.index[-1] == "2025Q1"
    assert growth.loc["2024Q4"] == 0.068
    assert growth.index.is_unique
    assert growth.index.tolist() == sorted(growth.index)
    mixed = as_of(BULLETIN).quarters("ind_service_above_scale", "indicator_growth").index
    assert mixed.tolist() == sorted(
        mixed, key=lambda p: (p[:4], int(p[5:]) * (3 if "Q" in p else 1))
    )


def test_drivers_and_releases_are_those_of_their_day() -> None:
    then, now = as_of(REPORT), as_of(BULLETIN)
    assert then.drivers()["known_from"].max() <= pd.Timestamp(REPORT)
    assert "emp_all_yearend" not in set(then.drivers()["series"])
    assert now.drivers().query("series == 'emp_all_yearend' and section == 'I'").shape[0] == 26
    assert "bulletin-2025" not in set(then.releases()["release"])
    assert now.releases()["release"].iloc[-1] == "bulletin-2025"


@pytest.mark.slow
def test_a_vintage_without_groups_says_from_when_there_are() -> None:
    early = as_of(date(2022, 3, 1))
    assert early.history("real_growth").loc[2021, "tertiary"] == 0.090
    with pytest.raises(Problems, match="use 2024-12-31, the earliest"):
        early.require_groups()
    with pytest.raises(Problems, match="use 2024-12-31, the earliest"):
        _ = early.newest_year
    usable = earliest_usable()
    assert usable is not None
    as_of(usable).require_groups()


def test_a_vintage_before_any_figure_is_empty_and_says_so() -> None:
    nothing = as_of(date(1990, 1, 1))
    for measure in ("value_added", "real_growth", "deflator"):
        assert nothing.history(measure).empty
    with pytest.raises(Problems):
        nothing.require_groups()


def test_the_id_is_that_of_the_figures() -> None:
    assert as_of(REPORT).id == as_of(REPORT + timedelta(days=1)).id
    assert as_of(REPORT).id != as_of(BULLETIN).id
    assert len(as_of(REPORT).id) == 16
    assert int(as_of(REPORT).id, 16) > 0
    table = read_tables().annual.copy()
    table.loc[table["release"] == "yearbook-2024", "value"] *= 1.001
    assert as_of(REPORT, replace(read_tables(), annual=table)).id != as_of(REPORT).id


def only_until(when: date, garble: bool) -> Tables:
    """The tables with everything known later removed, or turned into nonsense."""
    tables, day = read_tables(), pd.Timestamp(when)
    changed = {}
    for name in ("annual", "quarterly", "drivers"):
        table = getattr(tables, name)
        later = table["known_from"] > day
        changed[name] = (
            table.assign(value=table["value"].mask(later, -1.0)) if garble else table[~later]
        )
    late = tables.releases.loc[tables.releases["known_from"] > day, "release"]
    for name in ("input_output", "scopes"):
        table = getattr(tables, name)
        kept = ~table["release"].isin(late)
        changed[name] = table if garble else table[kept]
    if not garble:
        # A figure printed before its yearbook is read by what the yearbook says of itself.
        named = changed["annual"]["release"]
        kept = ~tables.releases["release"].isin(late) | tables.releases["release"].isin(named)
        changed["releases"] = tables.releases[kept]
    return replace(tables, **changed)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.dates(date(2009, 1, 1), date(2026, 6, 1)), st.booleans())
def test_later_releases_change_nothing_earlier(when: date, garble: bool) -> None:
    seen, blind = as_of(when), as_of(when, only_until(when, garble))
    pd.testing.assert_frame_equal(
        seen.history("value_added"), blind.history("value_added"), check_exact=True
    )
    pd.testing.assert_frame_equal(seen.history("real_growth"), blind.history("real_growth"))
    pd.testing.assert_frame_equal(seen.benchmarks(), blind.benchmarks())
    pd.testing.assert_frame_equal(seen.drivers(), blind.drivers())


@pytest.mark.parametrize("when", [REPORT, date(2025, 12, 31)])
def test_the_figures_and_id_are_blind_to_the_future(when: date) -> None:
    garbled = only_until(when, garble=True)
    assert as_of(when, garbled).id == as_of(when).id
    pd.testing.assert_frame_equal(as_of(when, garbled).rows, as_of(when).rows)


def test_revisions_as_the_record_has_them() -> None:
    table = revisions().set_index("year")
    known = {2018: (0.091, 0.086), 2021: (0.090, 0.103), 2022: (0.019, 0.031), 2023: (0.059, 0.067)}
    for year, (first, latest) in known.items():
        assert (table.loc[year, "first"], table.loc[year, "latest"]) == (first, latest)
        assert table.loc[year, "revision"] == pytest.approx(latest - first)
    assert 2024 not in table.index  # repeated since, never revised
    assert 2019 not in table.index  # an estimate, then a download of 2021: no first print
    assert (table["first_release"] != table["latest_release"]).all()


def test_a_first_print_is_no_estimate_and_no_later_figure() -> None:
    first = first_prints()
    assert {2008, 2012, 2016, 2017, 2018, 2020, 2021, 2022, 2023, 2024, 2025} <= {*first.index}
    assert 2019 not in first.index  # 6.1% was said before the release, 6.4% is of 2021
    assert first[2017] == 0.099  # printed with the four quarters alone
    assert first_prints(until=date(2024, 1, 30)).index.max() == 2022


def test_revisions_are_told_by_stage_and_add_up() -> None:
    table = by_stage().set_index("year")
    whole = revisions().set_index("year")["revision"]
    for year in (2020, 2021, 2022):
        assert table.loc[year, "number"] == 5
        assert table.loc[year, ["final", "census"]].sum() == pytest.approx(whole[year])
    assert table.loc[2019, "census"] == pytest.approx(0.024)  # 6.4 to 8.8: no first print needed
    assert table.loc[[2016, 2017, 2018], "census"].abs().max() <= 0.001  # the fourth, not the fifth
    early = by_stage("tertiary", as_of(REPORT)).set_index("year")
    assert early.loc[early["number"] == 5, "census"].isna().all()  # not out yet


def test_a_census_moves_groups_only_once_it_is_known() -> None:
    assert census_moves(as_of(date(2024, 12, 31))).empty
    moves = census_moves(as_of(date(2025, 12, 31)))
    assert moves.index.tolist() == [5]
    assert moves.loc[5, "J"] == pytest.approx(np.log(2117.79 / 17381.55 * 16371.97 / 2590.89))
    share = {"F": 3073.81, "G": 1191.07, "H": 635.06, "J": 2590.89, "K": 1605.48}
    before = pd.Series(share) / 16371.97
    before["other"] = 1 - before.sum()
    assert (before * np.exp(moves.loc[5])).sum() == pytest.approx(1.0)


def test_revisions_as_known_at_a_vintage() -> None:
    table = revisions("tertiary", as_of(REPORT)).set_index("year")
    assert (table.loc[2022, "first"], table.loc[2022, "latest"]) == (0.019, 0.029)
    assert 2023 not in table.index
    assert revisions("tertiary", as_of(date(2000, 1, 1))).empty


def test_the_triangle_holds_every_step() -> None:
    table = triangle().T
    assert table[2022].dropna().tolist() == [0.019, 0.029, 0.031]
    assert table[2021].dropna().tolist() == [0.090, 0.095, 0.103]
    assert table[2023].dropna().drop_duplicates().tolist() == [0.059, 0.067]
    assert table.index[-1] == "bulletin-2025"


def test_what_a_vintage_gives_is_the_readers_to_change() -> None:
    vintage = as_of(BULLETIN)
    before = vintage.id
    for table in (
        vintage.history("value_added"),
        vintage.benchmarks(),
        vintage.drivers(),
        vintage.releases(),
        vintage.scope_rows(),
    ):
        table.iloc[0, -1] = None
    assert vintage.id == as_of(BULLETIN, read_tables()).id == before
    assert vintage.scope_rows()["known_from"].notna().all()


def test_a_release_added_under_an_earlier_day_moves_no_shipped_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day, held = date(2025, 5, 28), read_tables(TABLES)
    moved = replace(held, annual=held.annual.assign(value=held.annual["value"] * 1.01))
    monkeypatch.setattr(
        vintages, "read_tables", lambda where=None: moved if where is None else held
    )
    assert vintages.shipped_on(day).id == as_of(day, held).id
    assert vintages.shipped_on(day).id != as_of(day, moved).id


def test_a_series_or_measure_that_there_is_not_has_no_empty_answer() -> None:
    known = as_of(date(2025, 5, 28))
    assert known.quarters("ind_express", "indicator_growth").empty  # kept, and not known by then
    for series, measure in (("tertiry", "real_growth"), ("tertiary", "growth"), (None, 1)):
        with pytest.raises(Problems, match="an unknown value"):
            known.quarters(series, measure)  # type: ignore[arg-type]
    with pytest.raises(Problems, match="an unknown value"):
        known.first_prints("misspelt")
