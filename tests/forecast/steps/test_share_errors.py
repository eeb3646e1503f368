"""All five sources of a share's error are drawn, told, and as large as shares were revised."""

from datetime import date

import numpy as np
import pytest

from data.scopes import Scope
from data.sections import CODES, COLUMNS, GROUP_SERIES, OTHER_CODES, SUPPORT, column
from data.vintages import Vintage, as_of
from forecast.arrays import Array
from forecast.baseline import Baseline
from forecast.fit import fit
from forecast.spec import Spec
from forecast.steps.section_evidence import evidence
from forecast.steps.section_split import split
from forecast.steps.share_errors import SOURCES, level_variance, share_draws


@pytest.fixture(scope="module")
def census() -> Baseline:
    """The last day before the fifth census was known: 2023 stands on the fourth."""
    return fit(as_of(date(2024, 12, 31)), Spec(draws=2_000), seed=1)


def opening(baseline: Baseline, scopes: Baseline) -> dict[str, Array]:
    """Shares of the origin year by the scopes of another baseline."""
    assert baseline.misstated is not None
    found = share_draws(scopes.scopes, baseline.level[None], baseline.misstated, baseline.position)
    return {name: draws[0] for name, draws in found.items()}


def ahead(baseline: Baseline) -> dict[str, Array]:
    """Shares of the forecast years."""
    value = baseline.current.astype(float)
    return share_draws(baseline.scopes, value, baseline.misstated, baseline.position)


def later(vintage: Vintage, year: int, scopes: tuple[Scope, ...]) -> dict[str, float]:
    """A year's shares as a later vintage has its groups, their sections at their medians."""
    inside = np.median(split(*evidence(vintage), [year], 2_000, np.random.default_rng(1))[0], -1)
    part = dict(zip(OTHER_CODES, inside / inside.sum(), strict=True))
    level = vintage.history("value_added").loc[year]
    value = [
        level[GROUP_SERIES.get(one.group, SUPPORT)] * part.get(one.code, 1.0) for one in COLUMNS
    ]
    return {one.id: float(np.dot(one.mid, value) / sum(value)) for one in scopes}


@pytest.mark.slow
def test_the_same_years_share_lay_inside_its_interval(
    census: Baseline, report: Baseline, newest: Baseline
) -> None:
    now = as_of(date(2026, 3, 31))
    for earlier in (census, report):
        came = later(now, earlier.origin, newest.scopes)
        for scope, draws in opening(earlier, newest).items():
            low, high = np.quantile(draws, (0.1, 0.9))
            assert low < came[scope] < high, (earlier.origin, scope)
    # By one and the same split D1 of 2023 was 43.4% before the fifth census and 41.0% after it.
    low, high = np.quantile(opening(census, newest)["D1"], (0.1, 0.9))
    assert low < 0.410 < 0.434 < high


def test_levels_err_more_the_longer_ago_the_census() -> None:
    before, after = as_of(date(2024, 12, 31)), as_of(date(2026, 3, 31))
    assert level_variance(before, 2023) > 0.009  # five years after the fourth
    assert level_variance(after, 2023) == pytest.approx(0.0)  # the fifth counted it
    assert level_variance(after, 2024) < level_variance(after, 2025) < level_variance(before, 2023)


def test_errors_of_levels_move_shares_and_not_the_total(newest: Baseline) -> None:
    assert newest.misstated is not None
    total = newest.level.sum(axis=0)
    np.testing.assert_allclose((newest.level * newest.misstated).sum(axis=0), total, rtol=1e-12)
    inside = [place for place, code in enumerate(CODES) if code in "ILMNOPQRS"]
    assert np.ptp(newest.misstated[inside], axis=0).max() < 1e-12


def test_coefficients_lie_between_low_and_high_and_their_middle_stays(newest: Baseline) -> None:
    assert newest.position is not None
    assert np.abs(newest.position).max() <= 1
    scope = next(one for one in newest.scopes if one.id == "D4")
    planes = newest.measured
    for code in CODES:
        place = column(code)
        counted = planes.counted(0, scope, np.array(scope.mid))[place]
        value = planes.values[0, place]
        used = counted[value > 0] / value[value > 0]
        assert used.min() >= scope.low[place] - 1e-6
        assert used.max() <= scope.high[place] + 1e-6
        if scope.low[place] < scope.high[place]:
            assert np.median(used) == pytest.approx(scope.mid[place], abs=0.005)
            assert np.ptp(used) > 0.5 * (scope.high[place] - scope.low[place])
    # What a scenario states is taken as stated.
    stated = np.array(scope.mid)
    stated[column("F")] = 0.5
    half = planes.counted(0, scope, stated)[column("F")]
    np.testing.assert_allclose(half, 0.5 * planes.values[0, column("F")], rtol=1e-6)


def test_sources_add_up_to_the_width_of_the_share(newest: Baseline) -> None:
    drawn = ahead(newest)
    for scope, years in newest.manifest["share_sources"].items():
        for row, (year, parts) in enumerate(years.items()):
            assert tuple(parts) == SOURCES
            whole = np.sqrt(sum(part**2 for part in parts.values()))
            assert whole == pytest.approx(drawn[scope][row].std(), rel=0.08), (scope, year)
        ranged = any(
            low < high
            for one in newest.scopes
            if one.id == scope
            for low, high in zip(one.low, one.high, strict=True)
        )
        assert (parts["coefficients"] > 0) == ranged
        assert min(parts["growth"], parts["split"], parts["levels"]) > 0


def test_every_source_widens_the_odds(newest: Baseline) -> None:
    d7 = ahead(newest)["D7"]
    row = newest.years.index(2027)
    assert 0.1 < (d7[row] > 0.6).mean() < 0.35
