"""Each bridge says whether it was tested, and whether it enters the year."""

from datetime import date

from made_up import with_figures

from data.sections import GROUP_SERIES, TERTIARY
from data.vintages import as_of
from scenarios.year.bridge_lines import bridge_lines

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


def test_what_was_never_tested_says_so() -> None:
    lines = {one.series: one.record() for one in bridge_lines(as_of(JULY, with_figures()), 2026)}
    trade, whole = lines["wholesale_retail"], lines[TERTIARY]
    assert (trade["tested"], trade["missed"], trade["said"]) == (0, None, None)
    assert (trade["elasticity"], trade["elasticity_error"]) == (1.0, 0.3)
    assert whole["tested"] >= 14
    assert 0 < whole["missed"] < 0.015
