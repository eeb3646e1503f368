"""A first release is not the last word, and the odds say so, stage by stage."""

from datetime import date

import numpy as np
import pytest

from data.vintages import as_of
from forecast.arrays import Array
from forecast.steps.revisions import next_census, revised, stage_days

VINTAGE = as_of(date(2026, 3, 31))


def drawn(when: date, draws: int = 20_000) -> tuple[range, Array]:
    return revised(as_of(when), "tertiary", 2030, draws, np.random.default_rng(1))


def test_every_year_since_the_census_may_move_and_none_before() -> None:
    years, found = drawn(date(2026, 3, 31))
    assert (years[0], years[-1]) == (2024, 2030)
    assert found.shape == (2, 7, 20_000)
    earlier, _ = drawn(date(2024, 12, 31), 100)  # the fifth census is not in yet
    assert earlier[0] == 2019


def test_a_sign_is_not_learnt_from_one_census() -> None:
    _, found = drawn(date(2026, 3, 31))
    assert np.abs(np.median(found, axis=-1)).max() < 2e-4


def test_the_odds_of_2025_lie_where_defensible_treatments_put_them() -> None:
    years, found = drawn(date(2026, 3, 31))
    final, census = np.round(0.062 + found[:, years.index(2025)], 3)
    odds = [(one >= 0.065 - 1e-9).mean() for one in (final, census)]
    assert 0.17 < odds[0] < odds[1] < 0.49
    wide = np.std(found, axis=-1)
    assert (wide[1] > 1.2 * wide[0]).all()  # a census on top of the verification
    assert 0.003 < wide[0].min() < wide[1].max() < 0.013


def test_the_years_of_one_census_share_its_shock() -> None:
    years, found = drawn(date(2026, 3, 31))
    census = found[1] - found[0]
    near, far = (
        np.corrcoef(census[years.index(2025)], census[years.index(year)])[0, 1]
        for year in (2028, 2029)
    )
    assert next_census(2028) == 2028 < next_census(2029) == 2033
    assert near > 0.2 > 0.05 > abs(far)


def test_only_revisions_known_then_are_used() -> None:
    years, early = drawn(date(2025, 5, 28))
    later_years, late = drawn(date(2026, 3, 31))
    # The fifth census's years before 2023 were not out in May 2025.
    widths = (
        np.std(found[1, span.index(2026)]) for span, found in ((years, early), (later_years, late))
    )
    assert next(widths) < next(widths)


def test_a_verified_year_waits_for_the_census_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "forecast.steps.revisions._settled", lambda _vintage, _series, year: year == 2024
    )
    years, found = drawn(date(2026, 3, 31), 1_000)
    assert not found[0, years.index(2024)].any()
    assert found[1, years.index(2024)].any()


def test_stages_have_their_days() -> None:
    assert stage_days(2025, 2026) == {"final": "2026-12-31", "census": "2029-12-31"}
    assert stage_days(2024, 2026)["final"] == "2026-12-31"  # late, and not yet verified
