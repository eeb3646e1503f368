"""What should be out and is not in: told from the calendar and the figures, and from no clock."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from data.due import calendar, due
from data.releases.intake import Release, add, read_figures
from data.tables import Tables, read_tables
from data.vintages import Vintage, as_of, recalled, shipped
from forecast.fit import fit
from forecast.spec import Spec
from scenarios.outcome.required_growth import to_date
from views.present.age import data_age
from views.words.words import speaking

NEWEST = date(2026, 3, 31)


def told(vintage: Vintage, today: date, tables: Tables | None = None) -> list[str]:
    return [f"{one.year} {one.figures}" for one in due(vintage, today, tables)]


def with_quarter(period: str, known_from: str) -> Tables:
    """The shipped tables and one more quarter of services."""
    tables = read_tables()
    row = tables.quarterly[tables.quarterly["series"] == "tertiary"].tail(1)
    more = row.assign(period=period, measure="real_growth", value=6.4, release="")
    more["known_from"] = pd.Timestamp(known_from)
    return replace(tables, quarterly=pd.concat([tables.quarterly, more], ignore_index=True))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 31), []),
        (date(2026, 4, 30), []),
        (date(2026, 5, 1), ["2026 Q1"]),
        (date(2026, 8, 1), ["2026 Q1", "2026 Q2"]),
        (date(2026, 11, 27), ["2026 Q1", "2026 Q2", "2026 Q3"]),
        (date(2026, 12, 31), ["2026 Q1", "2026 Q2", "2026 Q3"]),
        (date(2027, 1, 1), ["2026 Q1", "2026 Q2", "2026 Q3", "2024 yearbook"]),
        (date(2027, 2, 16), ["2026 Q1", "2026 Q2", "2026 Q3", "2024 yearbook", "2026 Q4"]),
        (
            date(2027, 4, 1),
            ["2026 Q1", "2026 Q2", "2026 Q3", "2024 yearbook", "2026 Q4", "2026 year"],
        ),
    ],
)
def test_a_release_is_due_the_day_after_its_usual_span(today: date, expected: list[str]) -> None:
    assert told(as_of(NEWEST), today) == expected


def test_a_later_quarter_holds_the_earlier_ones() -> None:
    tables = with_quarter("2026Q3", "2026-10-22")
    assert told(as_of(date(2026, 10, 22), tables), date(2026, 11, 27), tables) == []
    assert told(as_of(date(2026, 10, 21), tables), date(2026, 11, 27), tables) == [
        "2026 Q1",
        "2026 Q2",
        "2026 Q3",
    ]


def test_the_yearbook_of_the_autumn_stands_in_the_year_s_calendar() -> None:
    """In once the year before last is preliminary no more: 2023 is, of 2024 only the bulletin."""
    for year, day, state in ((2025, date(2026, 3, 1), "in"), (2026, date(2026, 11, 27), "to_come")):
        books = [
            one for one in calendar(as_of(NEWEST), year, day) if one.figures.figures == "yearbook"
        ]
        assert [(one.figures.year, one.figures.by, one.state) for one in books] == [
            (year - 2, date(year, 12, 31), state)
        ]
    verified = read_tables()
    row = verified.annual[
        (verified.annual["series"] == "tertiary") & (verified.annual["period"] == 2024)
    ].tail(1)
    row = row.assign(status="final", known_from=pd.Timestamp("2026-10-30"), release="")
    tables = replace(verified, annual=pd.concat([verified.annual, row], ignore_index=True))
    assert "2024 yearbook" not in told(as_of(date(2026, 10, 30), tables), date(2027, 3, 1), tables)


def test_the_first_estimate_of_a_year_is_not_the_year_by_group() -> None:
    tables = with_quarter("2026Q4", "2027-01-20")
    vintage = as_of(date(2027, 1, 20), tables)
    assert told(vintage, date(2026, 12, 31), tables) == []
    assert told(vintage, date(2027, 3, 1), tables) == ["2024 yearbook"]
    assert told(vintage, date(2027, 4, 1), tables) == ["2024 yearbook", "2026 year"]


@pytest.mark.slow
def test_no_more_is_due_before_than_after_and_what_is_known_is_never_due() -> None:
    tables = read_tables()
    days = sorted(tables.releases["known_from"].dt.date)
    for day in days[::4]:
        vintage = as_of(day)
        before: set[str] = set()
        for months in range(0, 60, 3):
            found = set(told(vintage, day + timedelta(days=30 * months)))
            assert before <= found
            before = found
        periods = vintage.quarters("tertiary", "real_growth").index
        assert not before & {f"{at[:4]} {at[4:]}" for at in periods}


def test_the_calendar_holds_every_day_seen() -> None:
    """Quarters since 2019, and bulletins whose day is known since 2021."""
    tables = read_tables()
    days = tables.release_days.set_index("figures")
    rows = tables.quarterly[tables.quarterly["series"] == "tertiary"]
    seen = list(rows.groupby("period")["known_from"].min()["2019Q2":].items())
    bulletins = tables.releases[tables.releases["release"].str.fullmatch("bulletin-202[2-5]")]
    seen += [("year", day) for day in bulletins["known_from"]]
    for period, day in seen:
        span = days.loc[str(period)[4:] if period != "year" else "year"]
        if not str(period).endswith("Q4"):  # some of them are known from a later document only
            assert span["from_day"] <= f"{day:%m-%d}" <= span["by_day"], period
    assert len(seen) > 20


@pytest.mark.parametrize(
    ("day", "today", "zh", "en"),
    [
        (
            *("2026-03-31", date(2026, 4, 1)),
            "数据截至 2026-03-31；核算所用指标逾期 17 项",
            "Data as of 2026-03-31; 17 indicators overdue",
        ),
        (
            *("2026-03-31", date(2026, 11, 27)),
            "数据截至 2026-03-31；按发布日程，2026 年一季度至三季度应已公布，尚未录入；"
            "核算所用指标逾期 18 项",
            "Data as of 2026-03-31; by the release calendar the first to third quarters of 2026 "
            "should be out, not yet entered here; 18 indicators overdue",
        ),
        (
            *("2026-03-31", date(2026, 5, 1)),
            "数据截至 2026-03-31；按发布日程，2026 年一季度应已公布，尚未录入；"
            "核算所用指标逾期 18 项",
            "Data as of 2026-03-31; by the release calendar the first quarter of 2026 "
            "should be out, not yet entered here; 18 indicators overdue",
        ),
        (
            *("2025-05-28", date(2026, 4, 1)),
            "数据截至 2025-05-28；更新的数据（截至 2026-03-31）已录入，此处未采用；"
            "核算所用指标逾期 17 项",
            "Data as of 2025-05-28; newer figures (as of 2026-03-31) are entered, and not used "
            "here; 17 indicators overdue",
        ),
        (
            *("2026-03-31", date(2027, 5, 1)),
            "数据截至 2026-03-31；按发布日程，2026 年一季度至 2027 年一季度、2026 年统计公报、"
            "2026 年统计年鉴应已公布，尚未录入；核算所用指标逾期 18 项",
            "Data as of 2026-03-31; by the release calendar the first quarter of 2026 to the "
            "first quarter of 2027, the statistical bulletin of 2026, the yearbook of 2026 should "
            "be out, not yet entered here; 18 indicators overdue",
        ),
    ],
)
def test_the_sentence_says_what_is_not_in(day: str, today: date, zh: str, en: str) -> None:
    for language, expected in (("zh", zh), ("en", en)):
        with speaking(language):  # type: ignore[arg-type]
            assert data_age(day, today) == expected


@pytest.mark.slow
def test_what_is_added_under_an_earlier_day_moves_no_baseline_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_HOME", str(tmp_path))
    base = fit(shipped(), Spec(draws=100), 1)
    today, stands = date(2026, 11, 27), (date.fromisoformat(base.as_of), base.vintage)
    before = to_date(recalled(*stands), 2026)
    figures = (
        "series,period,measure,value,unit\ntertiary,2026Q2,real_growth,3.0,percent\n"
        "tertiary,2026Q2,value_added,9900,100m_cny\n"
    )
    file = tmp_path / "q2.csv"
    file.write_text(figures, "utf-8")
    add(read_figures(file), Release("q2", "上半年", date(2026, 7, 20)), looked=True)
    assert as_of(stands[0]).id != base.vintage
    assert to_date(recalled(*stands), 2026) == before
    with speaking("zh"):
        age = data_age(base.as_of, today, base.vintage)
    assert age.startswith("数据截至 2026-03-31（")
    assert "更新的数据（截至 2026-07-20）已录入，此处未采用" in age
    assert recalled(*stands).id == base.vintage
