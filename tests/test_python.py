"""`import yuce` alone: what people hand it, and what they are told."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import yuce
from base.problems import Problems
from forecast.baseline import Baseline

SMALL = {"draws": 100, "origins": 0, "models": ["drift"]}
J27 = {"section": "J", "value": 0.07}


@pytest.mark.parametrize(
    "years",
    [2027, np.int64(2027), [2027], np.array([2027]), pd.Index([2027]), (np.int32(2027),)],
)
def test_years_of_any_kind_are_years(years: Any) -> None:
    one = yuce.Assumption(section="J", years=years, value=np.float32(0.5))  # type: ignore[arg-type]
    assert one.years == (2027,)
    assert {type(year) for year in one.years} == {int}
    assert yuce.Assumption(section="J", years=range(2026, 2028), value=0.0).years == (2026, 2027)  # type: ignore[arg-type]
    own = yuce.OwnTarget(id="x", measure="services_real_growth", year=np.int64(2027), threshold=0.1)  # type: ignore[arg-type]
    assert type(own.year) is int


@pytest.mark.parametrize(
    "when",
    [
        date(2025, 5, 28),
        "2025-05-28",
        np.datetime64("2025-05-28"),
        pd.Timestamp("2025-05-28"),
        datetime(2025, 5, 27, 16, tzinfo=UTC),  # midnight in Chongqing
        datetime(2025, 5, 28, 15, 59, tzinfo=UTC),
    ],
)
def test_a_day_of_any_kind_is_chongqings_day(when: Any) -> None:
    assert yuce.as_of(when).as_of == date(2025, 5, 28)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda _: yuce.as_of(pd.NaT),  # type: ignore[arg-type]
        lambda _: yuce.as_of(np.datetime64("NaT")),
        lambda _: yuce.as_of(20250528),  # type: ignore[arg-type]
        lambda _: yuce.prepare("2025-05-28", seed=-1),
        lambda _: yuce.prepare("2025-05-28", seed="7"),  # type: ignore[arg-type]
        lambda _: yuce.fit(yuce.as_of("2025-05-28"), seed=0.5),  # type: ignore[arg-type]
        lambda _: yuce.fit(yuce.as_of("2025-05-28"), {"drawz": 1}),
        lambda _: yuce.fit(yuce.as_of("2025-05-28"), 3),  # type: ignore[arg-type]
        lambda _: yuce.decode(None),  # type: ignore[arg-type]
        lambda _: yuce.decode(b"?x=1"),  # type: ignore[arg-type]
        lambda base: yuce.solve(base, "share-2027", lock=(3,)),  # type: ignore[arg-type]
        lambda base: yuce.solve(base, "share-2027", lock="Z"),
        lambda base: yuce.solve(base, "share-2027", lock=(("J", 2026, 1),)),  # type: ignore[arg-type]
        lambda base: yuce.solve(base, "share-2027", bound={"J": 0.1}),  # type: ignore[dict-item]
        lambda base: yuce.solve(base, "share-2027", bound=[("J", 0, 1)]),  # type: ignore[arg-type]
        lambda _: yuce.Assumption(section="J", years=2027, value="x"),  # type: ignore[arg-type]
        lambda _: yuce.Scenario(targets=(_own("growth-2025"),)),
        lambda _: yuce.Scenario(targets=(_own("Growth_2O25"),)),
        lambda _: yuce.Scenario(targets=(_own("mine"), _own("mine"))),
        lambda _: yuce.read("no-such-file.toml"),
        lambda _: yuce.Baseline.load(None),  # type: ignore[arg-type]
        lambda _: yuce.Baseline.load("../../etc"),
        lambda base: _plain(base).growth_quantile(2031, 0.5),
        lambda base: _plain(base).growth_quantile(1950, 0.5),
        lambda base: _plain(base).growth_quantile(-1, 0.5),
        lambda base: _plain(base).growth_quantile(2027, -0.1),
        lambda base: _plain(base).growth_quantile(2027, float("nan")),
        lambda base: _plain(base).growth_quantile(2027, [0.1, 0.9]),  # type: ignore[arg-type]
        lambda base: _plain(base).share_quantile("D3", 2025, 0.5),
        lambda base: _plain(base).share_quantile("D9", 2027, 0.5),
        lambda base: _plain(base).share("D3", -1),
        lambda base: base.published("J_"),
        lambda base: yuce.simulate(base, yuce.Scenario(baseline="0" * 16)),
        lambda base: yuce.solve(base, "share-2027", scenario=yuce.Scenario(baseline="0" * 16)),
        lambda base: yuce.simulate(base, yuce.Scenario(scope="D9")),
        lambda base: yuce.simulate(base, _assumed("Z", 2027)),
        lambda base: yuce.simulate(base, _assumed("J", 2025)),
    ],
)
def test_what_does_not_fit_is_told_as_problems(wrong: Any, newest: Baseline) -> None:
    with pytest.raises(Problems) as told:
        wrong(newest)
    assert all(one.expected.zh and one.expected.en for one in told.value.problems)


def test_a_published_year_answers_with_what_is_published(newest: Baseline) -> None:
    outcome = _plain(newest)
    known = newest.published("tertiary")
    for year, value in ((2025, known[2025]), (np.int64(2024), known[2024])):
        for level in (0, 0.1, np.float32(0.5), 1):
            assert outcome.growth_quantile(year, level) == value  # type: ignore[arg-type]


def test_what_a_baseline_holds_nobody_alters(newest: Baseline) -> None:
    """Its arrays and its manifest are read by all, and its name was made from them."""
    arrays = ("growth", "deflator", "level", "comparable", "settled", "median_growth", "current")
    for name in arrays:
        with pytest.raises(ValueError, match="read-only"):
            getattr(newest, name)[...] = 0
    alterations: tuple[Callable[[Any], Any], ...] = (
        lambda found: found.update(seed=2),
        lambda found: found["spec"].__setitem__("draws", 2),
        lambda found: found["scopes"].append({}),
        lambda found: found["scopes"][0]["mid"].__setitem__(0, 1.0),
        lambda found: found["published"]["tertiary"].pop("2025"),
    )
    for alter in alterations:
        with pytest.raises(TypeError, match="read-only"):
            alter(newest.manifest)
    spec = copy.deepcopy(newest.manifest)["spec"]
    spec["draws"] = 2
    assert type(newest.manifest | {}) is type(spec) is dict
    assert json.loads(json.dumps(newest.manifest)) == newest.manifest


def _plain(base: Baseline) -> yuce.Outcome:
    return yuce.simulate(base, yuce.Scenario())


def _assumed(section: str, year: int) -> yuce.Scenario:
    one = yuce.Assumption(section=section, years=year, value=0.05)  # type: ignore[arg-type]
    return yuce.Scenario(assumptions=(one,))


def test_locks_and_bounds_are_read_in_every_shape(newest: Baseline) -> None:
    asked: tuple[Any, ...] = ("J:2026", ["J:2026"], ("J", 2026), (("J", np.int64(2026)),))
    answers = [yuce.solve(newest, "share-2027", scope="D6", lock=one).record() for one in asked]
    assert all(one == answers[0] for one in answers)
    pairs: tuple[Any, ...] = ({"J": (0.02, 0.06)}, {("J", None): [0.02, np.float64(0.06)]})
    bounded = [yuce.solve(newest, "share-2027", scope="D6", bound=one).record() for one in pairs]
    assert bounded[0] == bounded[1]


def test_fit_has_the_defaults_of_prepare(tmp_path: Path) -> None:
    vintage = yuce.as_of("2025-05-28")
    fits = [yuce.fit(vintage, SMALL), yuce.fit(vintage, yuce.Spec(**SMALL))]  # type: ignore[arg-type]
    made = yuce.prepare("2025-05-28", SMALL, np.int64(20250528), str(tmp_path))  # type: ignore[arg-type]
    assert {one.id for one in fits} == {made.id}
    assert Baseline.load(made.id, str(tmp_path)).id == made.id


def test_a_link_is_made_from_here_alone(newest: Baseline, tmp_path: Path) -> None:
    outcome = yuce.simulate(newest, yuce.Scenario(assumptions=[yuce.Assumption(years=2027, **J27)]))  # type: ignore[arg-type]
    pin = yuce.pin(outcome)
    assert yuce.decode(yuce.encode(outcome)).id == yuce.decode(yuce.encode(pin)).id == pin.id
    assert yuce.decode(yuce.share(outcome, home=str(tmp_path)).link).id == pin.id


def test_paths_may_be_texts(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    file.write_text(yuce.Scenario().text(), "utf-8")
    assert yuce.read(str(file)) == yuce.read(file)
    assert yuce.check(str(tmp_path / "none.csv")) == yuce.check(tmp_path / "none.csv")


def _own(name: str) -> yuce.OwnTarget:
    return yuce.OwnTarget(id=name, measure="services_real_growth", year=2027, threshold=0.06)
