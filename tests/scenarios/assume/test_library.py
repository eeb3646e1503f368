"""The scenarios we ship, and the report's structure: sourced, bilingual, and they run."""

import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.sections import GROUP_SERIES, OTHER, OTHER_CODES, SECTION_CODES
from data.tables import read_tables
from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.fit import fit
from forecast.spec import Spec
from scenarios.assume.checked import check
from scenarios.assume.clusters import structure
from scenarios.assume.presets import LIBRARY, ORDER, outside, presets
from scenarios.assume.scenario import Scenario
from scenarios.outcome.attribution import breaks
from scenarios.outcome.plausibility import plausibility
from scenarios.outcome.simulate import simulate

NAMES = [path.stem for path in LIBRARY.glob("*.toml")]
AT_2025 = {
    "all-the-plan-hopes": "dda9cf6893b671bc",
    "plan-finance": "5dcc4505b333eb7e",
    "five-clusters": "0cf56d52cb720c42",
    "rebound-2021": "c78f701223ab3772",
    "again-2022": "836d3285d22f80bf",
    "property-falls-on": "4f7b55707090be18",
    "rescoping-example": "e319dda93962720d",
    "spin-off-example": "0a69fa21871df0aa",
}
"""SHA-256 of their records when their files still said plain years, for the origin 2025."""


@pytest.fixture(scope="module")
def later() -> Baseline:
    """2026 published too: INVENTED figures, those of 2025 again and levels 6% higher."""
    tables, day = read_tables(), pd.Timestamp("2027-03-26")
    new: dict[str, Any] = {"release": "invented-2026", "known_from": day}
    rows = tables.annual[tables.annual["release"] == "bulletin-2025"]
    rows = rows[rows["period"] == 2025].assign(period=2026, **new)
    rows["value"] = rows["value"].where(rows["unit"] == "percent", 1.06 * rows["value"])
    release = tables.releases[tables.releases["release"] == "bulletin-2025"].assign(**new)
    both = replace(
        tables,
        annual=pd.concat([tables.annual, rows], ignore_index=True),
        releases=pd.concat([tables.releases, release], ignore_index=True),
    )
    return fit(as_of(day.date(), both), Spec(draws=100), seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_preset_is_told_in_both_languages_and_runs(
    name: str, newest: Baseline, report: Baseline, later: Baseline
) -> None:
    for baseline in (newest, report, later):
        one = presets(baseline)[name]
        assert one.name == name
        assert all((one.title_zh, one.title_en, one.source))
        assert len(one.note_zh) > 60
        assert len(one.note_en) > 150
        outcome = simulate(baseline, one)
        assert np.isfinite(outcome.growth).all()
        assert np.isfinite(outcome.shares).all()
        same = outcome.growth.tobytes() == simulate(baseline, Scenario()).growth.tobytes()
        assert not same or breaks(outcome)


@pytest.mark.parametrize("name", AT_2025)
def test_todays_origin_reads_every_preset_as_plain_years_said_it(
    name: str, newest: Baseline
) -> None:
    text = presets(newest)[name].text()
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == AT_2025[name]
    assert not outside(name, newest)


def test_years_move_with_the_origin_and_those_of_a_plan_stay(later: Baseline) -> None:
    assert (later.origin, later.years[0]) == (2026, 2027)
    found = presets(later)
    assert {year for one in found["again-2022"].assumptions for year in one.years} == {2027}
    assert "这里让2027年" in found["again-2022"].note_zh
    assert found["property-falls-on"].assumptions[0].years == (2027, 2028, 2029)
    assert [one.start for one in found["rescoping-example"].events] == [2028]
    assert "（2026年价）" in found["spin-off-example"].note_zh
    assert found["plan-finance"].assumptions[0].years == (2027,)
    assert outside("plan-finance", later) == (2026,)
    assert not outside("again-2022", later)
    assert not any(re.search(r"\{\+", one.text()) for one in found.values())


def test_the_order_names_what_is_there() -> None:
    assert set(ORDER) <= set(presets())


@pytest.mark.parametrize(("name", "year"), [("rebound-2021", 2021), ("again-2022", 2022)])
def test_a_repeated_year_is_the_published_one(name: str, year: int) -> None:
    growth = as_of(date(2026, 3, 31)).history("real_growth").loc[year]
    for one in presets()[name].assumptions:
        group = OTHER if one.section in OTHER_CODES else one.section
        assert one.value == pytest.approx(growth[GROUP_SERIES[group]]), one.section


def test_hopes_are_the_best_since_2016() -> None:
    growth = as_of(date(2026, 3, 31)).history("real_growth").loc[2016:]
    for one in presets()["all-the-plan-hopes"].assumptions:
        group = OTHER if one.section in OTHER_CODES else one.section
        assert one.value == pytest.approx(growth[GROUP_SERIES[group]].max()), one.section


def test_signs_of_the_presets(newest: Baseline) -> None:
    plain = simulate(newest, Scenario())

    def growth(name: str) -> float:
        moved = simulate(newest, presets()[name])
        return moved.growth_quantile(2026, 0.5) - plain.growth_quantile(2026, 0.5)

    assert growth("rebound-2021") > 0.02
    assert growth("again-2022") < -0.01
    assert growth("property-falls-on") < 0
    assert growth("spin-off-example") > 0
    assert growth("rescoping-example") == 0
    assert plausibility(check(newest, presets()["plan-finance"])).unlikely


def test_clusters_carry_the_reports_figures() -> None:
    found = {one.id: one for one in structure().clusters}
    assert len(found) == 5
    figures = {name: (one.section, one.value_added, one.growth) for name, one in found.items()}
    assert figures == {
        "research": ("M", 760.0, 0.054),
        "design": ("M", None, None),
        "finance": ("J", 2238.0, 0.048),
        "logistics": ("G", 1379.6, 0.047),
        "software": ("I", 1337.6, 0.113),
    }
    vintage = as_of(date(2025, 5, 28))
    levels, growth = vintage.history("value_added"), vintage.history("real_growth")
    for name, series in (("finance", "finance"), ("software", "information_software")):
        assert found[name].value_added == pytest.approx(levels.loc[2024, series], abs=0.5)
        assert found[name].growth == pytest.approx(growth.loc[2024, series])


def test_revenue_stays_apart_from_value_added() -> None:
    for one in structure().clusters:
        for revenue in one.revenue:
            assert revenue.amount != one.value_added
            assert "收入" in revenue.zh or "产值" in revenue.zh


def test_tags_lead_to_sections() -> None:
    known = structure()
    assert known.sections("现代物流") == ("G",)
    assert known.sections("会展") == ("L",)
    assert known.sections("nothing") == ()
    assert all(one.section in SECTION_CODES for one in (*known.clusters, *known.directions))
    assert len(known.directions) == known.directions_total == 18
    assert not {one.zh for one in known.small} & {one.zh for one in known.directions}
