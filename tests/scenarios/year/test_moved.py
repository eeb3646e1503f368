"""Who moved and because of which figure: parts add up both ways, and follow what came in."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from made_up import with_figures

from data.sections import GROUP_SERIES
from data.tables import Tables
from data.vintages import Vintage, as_of
from forecast.baseline import Baseline
from forecast.evaluation.year_news import YearCause
from forecast.evaluation.year_reading import newest_day, read_by, read_year
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.year.moved import Moved, moved
from scenarios.year.watch import own
from scenarios.year.year_watch import year_watch

OCTOBER = date(2026, 10, 22)


@pytest.fixture(scope="module")
def outcome(newest: Baseline) -> Outcome:
    return simulate(newest, Scenario())


def of(tables: Tables) -> Callable[[date], Vintage]:
    return lambda day: as_of(day, tables)


def after(outcome: Outcome, *figures: tuple[str, str, float], goal: float | None = 0.06) -> Moved:
    tables = with_figures(*((*one[:2], "real_growth", one[2], OCTOBER) for one in figures))
    found = moved(outcome, as_of(OCTOBER, tables), goal, of(tables))
    assert found is not None
    return found


def test_parts_add_up_by_figure_and_by_group(outcome: Outcome) -> None:
    """One release with services and two groups, a fast and a slow one."""
    figures = ("tertiary", "2026Q3", 5.1), ("finance", "2026Q3", 8.5), ("real_estate", "2026Q3", -6)
    found = after(outcome, *figures)
    news = found.news
    assert found.day == OCTOBER
    assert [(one.source, one.series) for one in news.causes] == [
        ("quarter", name) for name, _, _ in figures
    ]
    change = news.after - news.before
    assert news.effects.sum(axis=0) == pytest.approx(change, abs=1e-9)
    assert news.effects.sum() == pytest.approx(change.sum(), abs=1e-9)
    assert news.odds is not None
    assert news.odds_before is not None
    assert news.odds_after is not None
    assert news.odds.sum() == pytest.approx(news.odds_after - news.odds_before, abs=1e-9)
    groups = list(GROUP_SERIES)
    assert change[groups.index("J")] > 0 > change[groups.index("K")]
    assert news.effects[1, groups.index("J")] > abs(news.effects[2, groups.index("J")])


def test_the_ends_are_the_readings_of_the_vintages(outcome: Outcome) -> None:
    tables = with_figures(("finance", "2026Q3", "real_growth", 7.0, OCTOBER))
    found = moved(outcome, as_of(OCTOBER, tables), None, of(tables))
    spec, seed = read_by(outcome.baseline)
    assert found is not None
    for day, parts in ((date(2026, 10, 21), found.news.before), (OCTOBER, found.news.after)):
        reading = read_year(as_of(day, tables), 2026, spec, seed)
        assert reading is not None
        assert parts == pytest.approx(reading.contributions, abs=1e-12)
        assert parts.sum() == pytest.approx(reading.quantile(0.5), abs=1e-9)
    assert (found.news.odds, found.news.odds_before) == (None, None)


def test_a_reading_is_the_fit_s_own_first_step(newest: Baseline) -> None:
    """The slow way: the baseline, fitted whole, has the same draws of the groups."""
    spec, seed = read_by(newest)
    found = read_year(as_of(date(2026, 3, 31)), 2026, spec, seed)
    assert found is not None
    fitted = newest.growth[0][[0, 1, 2, 4, 5]]
    assert found.growth[:5] == pytest.approx(fitted, abs=1e-12)
    plain = simulate(newest, Scenario())
    assert found.quantile(0.5) == pytest.approx(plain.growth_quantile(2026, 0.5), abs=2e-4)


def test_the_newest_release_on_record_is_the_country_s(outcome: Outcome) -> None:
    found = moved(outcome, as_of(date(2026, 11, 27)), None, as_of)
    assert found is not None
    assert found.news.causes == (YearCause("country", "", "2026Q2", None),)
    assert np.abs(found.news.effects).sum() > 0


def test_accounts_of_the_year_before_are_one_figure(outcome: Outcome) -> None:
    """The bulletin of 2025 moves the origin: 2026 was two years ahead, and is one."""
    found = moved(outcome, as_of(date(2026, 3, 26)), 0.06, as_of)
    assert found is not None
    assert [one.source for one in found.news.causes] == ["accounts"]
    change = (found.news.after - found.news.before).sum()
    assert found.news.effects.sum() == pytest.approx(change, abs=1e-9)


def test_nothing_is_told_before_anything_came_in(report: Baseline) -> None:
    plain = simulate(report, Scenario())
    first = as_of(date(2025, 1, 18))
    day = newest_day(first)
    assert day is not None
    assert day.year < 2025
    assert moved(plain, first, None, as_of) is None


def test_an_indicator_is_a_cause_of_its_own(outcome: Outcome) -> None:
    """One that comes before the accounts moves its group; the accounts then take its place."""
    july = date(2026, 7, 10)
    freight = "ind_freight_turnover", "2026M06", "indicator_growth", 9.0, july
    tables = with_figures(freight)
    found = moved(outcome, as_of(july, tables), 0.06, of(tables))
    assert found is not None
    news = found.news
    assert [(one.source, one.series, one.period) for one in news.causes] == [
        ("indicator", "ind_freight_turnover", "2026M06")
    ]
    assert news.causes[0].value == pytest.approx(0.09)
    assert news.effects.sum(axis=0) == pytest.approx(news.after - news.before, abs=1e-9)
    transport = list(GROUP_SERIES).index("G")
    assert news.effects[0, transport] > 0.0005
    assert news.effects[0, transport] == max(news.effects[0])
    day = date(2026, 7, 20)
    accounts = "transport_storage_post", "2026Q2", "real_growth", 5.0, day
    later = with_figures(freight, accounts)
    found = moved(outcome, as_of(day, later), None, of(later))
    assert found is not None
    assert [one.source for one in found.news.causes] == ["quarter"]
    change = found.news.after - found.news.before
    assert found.news.effects.sum(axis=0) == pytest.approx(change, abs=1e-9)
    assert change[transport] < 0


def test_an_indicator_after_a_quarter_joins_the_quarter_s_ledger(outcome: Outcome) -> None:
    """A month later, or once the quarter is corrected, the ledger still begins before it."""
    november = date(2026, 11, 20)
    rows = (
        ("tertiary", "2026Q3", "real_growth", 5.1, OCTOBER),
        ("finance", "2026Q3", "real_growth", 8.5, OCTOBER),
    )
    freight = "ind_freight_turnover", "2026M10", "indicator_growth", 9.0, november
    tables = with_figures(*rows, freight)
    found = moved(outcome, as_of(november, tables), 0.06, of(tables))
    assert found is not None
    assert found.day == OCTOBER
    assert [(one.source, one.series) for one in found.news.causes] == [
        ("quarter", "tertiary"),
        ("quarter", "finance"),
        ("indicator", "ind_freight_turnover"),
    ]
    change = found.news.after - found.news.before
    assert found.news.effects.sum(axis=0) == pytest.approx(change, abs=1e-9)
    assert np.abs(found.news.effects).sum(axis=1).min() > 1e-4
    corrected = with_figures(*rows, ("tertiary", "2026Q3", "real_growth", 5.3, november))
    again = moved(outcome, as_of(november, corrected), None, of(corrected))
    assert again is not None
    assert again.day == OCTOBER
    assert again.news.causes[0].value == pytest.approx(0.053)
    watch = year_watch(
        *(outcome, as_of(november, corrected), november),
        earlier=of(corrected),
        asked=(own(0.06, 2026),),
    )
    assert watch.change is not None
    assert (watch.change.since, watch.change.known) == (0, 3)
