"""Each bridge says whether it was tested, and whether it enters the year."""

from datetime import date

import pytest
from made_up import with_figures

from data.sections import GROUP_SERIES, TERTIARY
from data.vintages import as_of
from scenarios.year.bridge_lines import bridge_lines
from views.present.watched.bridge_tables import bridge_cells, past
from views.words.numbers import percent, points
from views.words.words import speaking

JULY = date(2026, 7, 15)
FIGURES = (
    ("ind_freight_turnover", "2026M06", "indicator_growth", 5.0, JULY),
    ("ind_service_above_scale", "2026M05", "indicator_growth", 8.0, JULY),
    ("ind_catering_revenue", "2026M06", "indicator_growth", 5.0, JULY),
    ("accommodation_catering", "2026Q2", "real_growth", 4.0, JULY),
)


def test_every_group_has_a_line_with_its_standing() -> None:
    lines = {one.series: one for one in bridge_lines(as_of(JULY, with_figures(*FIGURES)), 2026)}
    assert list(lines) == [TERTIARY, *GROUP_SERIES.values()]
    standing = {name: one.standing for name, one in lines.items()}
    assert standing == {
        TERTIARY: "told",
        "wholesale_retail": "silent",
        "transport_storage_post": "told",
        "accommodation_catering": "published",
        "finance": "silent",
        "real_estate": "silent",
        "other_services": "services",
    }


def test_a_bridge_that_enters_on_belief_says_so() -> None:
    lines = {one.series: one for one in bridge_lines(as_of(JULY, with_figures(*FIGURES)), 2026)}
    assert [name for name, one in lines.items() if one.untested] == ["transport_storage_post"]
    with speaking("en"):
        said = {name: bridge_cells(one)[-1] for name, one in lines.items()}
    assert [name for name, one in said.items() if "untested" in one] == ["transport_storage_post"]


def test_what_was_never_tested_says_so() -> None:
    lines = {one.series: one.record() for one in bridge_lines(as_of(JULY, with_figures()), 2026)}
    trade, whole = lines["wholesale_retail"], lines[TERTIARY]
    assert (trade["tested"], trade["missed"], trade["said"]) == ([], None, None)
    assert (trade["elasticity"], trade["elasticity_error"]) == (1.0, 0.3)
    assert len(whole["tested"]) >= 14
    assert 0 < whole["missed"] < 0.015


def test_each_past_quarter_is_listed_with_what_was_published() -> None:
    vintage = as_of(JULY, with_figures())
    lines = bridge_lines(vintage, 2026)
    rows = {one.series: one.record()["tested"] for one in lines}
    printed = vintage.quarters(TERTIARY, "real_growth")
    quarters = [one for one in rows[TERTIARY] if one["quarter"] in printed]
    assert len(quarters) >= 8
    for one in quarters:
        assert one["came"] == pytest.approx(printed[one["quarter"]], abs=1e-9)
    missed = [abs(one["said"] - one["came"]) for one in rows[TERTIARY]]
    assert lines[0].missed == pytest.approx(sum(missed) / len(missed), abs=2e-6)
    with speaking("zh"):
        heads, cells = past(lines)
    assert len(cells) == sum(len(one) for one in rows.values())
    first = rows[TERTIARY][0]
    assert {len(row) for row in cells} == {len(heads)}
    assert cells[0][3] == percent(first["came"])
    assert cells[0][4] == points(first["said"] - first["came"])
