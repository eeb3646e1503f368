"""A baseline adds up, reproduces to the byte, and is believed only under its own name."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from base.problems import Problems
from data.sections import CODES, GROUP_SERIES, OTHER, OTHER_CODES, SECTIONS, column
from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.fit import fit
from forecast.fit_cache import prepare
from forecast.made_here import MADE
from forecast.spec import Spec

FEW = Spec(draws=200)


def test_sections_add_up_to_the_published_group_in_the_origin_year(newest: Baseline) -> None:
    levels = as_of(date(2026, 3, 31)).history("value_added").loc[newest.origin]
    for group, series in GROUP_SERIES.items():
        members = [column(one.code) for one in SECTIONS if one.group == group]
        np.testing.assert_allclose(newest.level[members].sum(axis=0), levels[series], rtol=1e-12)
    np.testing.assert_allclose(newest.level.sum(axis=0), levels["tertiary"], rtol=1e-12)


def test_sections_of_other_share_one_group_growth_in_every_draw(newest: Baseline) -> None:
    # Σ level·(1+growth) over the nine sections is the group's, so its growth is their weighted
    # mean; the group's deflator is common to them.
    inside = [column(code) for code in OTHER_CODES]
    real = newest.level[inside] * np.cumprod(1 + newest.growth[:, inside], axis=0)
    totals = np.concatenate([newest.level[inside].sum(axis=0)[None], real.sum(axis=1)])
    growth = totals[1:] / totals[:-1] - 1
    weighted = (newest.growth[0, inside] * newest.level[inside]).sum(axis=0) / totals[0]
    np.testing.assert_allclose(growth[0], weighted, rtol=1e-9)
    assert np.ptp(newest.deflator[:, inside], axis=1).max() == 0


@pytest.mark.parametrize("which", ["newest", "report"])
def test_everything_is_finite_and_plausible(which: str, request: pytest.FixtureRequest) -> None:
    baseline: Baseline = request.getfixturevalue(which)
    for array in (baseline.growth, baseline.deflator, baseline.level, baseline.settled):
        assert np.isfinite(array).all()
    assert (baseline.level > 0).all()
    assert baseline.growth.shape[1] == len(CODES) == 15
    assert baseline.years[-1] == 2030


def test_vintage_decides_the_origin(newest: Baseline, report: Baseline) -> None:
    assert (newest.origin, newest.years[0]) == (2025, 2026)
    assert (report.origin, report.years[0]) == (2024, 2025)
    assert newest.published("tertiary")[2025] == 0.062
    assert 2025 not in report.published("tertiary")


def test_shares_by_scope_are_near_the_known_ones(newest: Baseline) -> None:
    level = newest.level.mean(axis=1)
    share = {s.id: float(np.dot(s.mid, level) / level.sum()) for s in newest.scopes}
    assert share["D1"] == pytest.approx(0.41, abs=0.015)
    assert 0.52 < share["D3"] < 0.55
    assert 0.56 < share["D7"] < 0.59
    assert 0.59 < share["D6"] < 0.62


def test_no_two_groups_share_their_shocks(newest: Baseline) -> None:
    groups = [column(code) for code in ("F", "G", "H", "J", "K")]
    correlation = np.asarray(np.corrcoef(newest.growth[0, groups]))
    assert np.abs(correlation - np.eye(5)).max() < 0.9


@pytest.mark.slow
def test_same_inputs_give_the_same_bytes_and_another_seed_others() -> None:
    vintage = as_of(date(2026, 3, 26))
    first, again, other = (fit(vintage, FEW, seed) for seed in (3, 3, 4))
    assert first.id == again.id != other.id
    assert first.growth.tobytes() == again.growth.tobytes()


@pytest.mark.slow
def test_saved_and_loaded_is_the_same(home: Path) -> None:
    baseline = fit(as_of(date(2026, 3, 26)), FEW, 3)
    baseline.save(home)
    loaded = Baseline.load(baseline.id, home)
    assert loaded.id == baseline.id
    for name, array in baseline.arrays.items():
        assert loaded.arrays[name].tobytes() == array.tobytes()
    assert loaded.scopes == baseline.scopes


@pytest.mark.slow
def test_saving_twice_is_saving_once(home: Path) -> None:
    baseline = fit(as_of(date(2026, 3, 26)), FEW, 3)
    assert baseline.save(home) == baseline.save(home)
    assert {path.name for path in (home / "baselines").iterdir()} == {baseline.id, MADE}


@pytest.mark.slow
@pytest.mark.parametrize("file", ["manifest.json", "draws.parquet"])
def test_a_flipped_bit_is_noticed(home: Path, file: str) -> None:
    baseline = fit(as_of(date(2026, 3, 26)), FEW, 3)
    path = baseline.save(home) / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(Problems) as caught:
        Baseline.load(baseline.id, home)
    assert baseline.id in caught.value.text("zh")


def test_a_missing_baseline_is_named(home: Path) -> None:
    with pytest.raises(Problems, match="no baseline 0123456789abcdef"):
        Baseline.load("0123456789abcdef", home)


@pytest.mark.slow
def test_prepare_fits_once_and_mends_what_was_removed(home: Path) -> None:
    when = date(2026, 3, 26)
    first = prepare(when, FEW, 3, home)
    assert prepare(when, FEW, 3, home).id == first.id
    (home / "baselines" / first.id / "draws.parquet").unlink()
    assert prepare(when, FEW, 3, home).id == first.id
    assert Baseline.load(first.id, home).id == first.id


def test_an_early_vintage_is_refused_with_the_earliest_usable_day() -> None:
    with pytest.raises(Problems) as caught:
        fit(as_of(date(2022, 6, 1)), FEW, 3)
    assert "2024-12-31" in caught.value.text("zh")


def test_other_is_one_of_the_groups() -> None:
    assert {one.group for one in SECTIONS} == set(GROUP_SERIES)
    assert OTHER in GROUP_SERIES
