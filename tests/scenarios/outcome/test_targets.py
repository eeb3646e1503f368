"""Verdicts on unrounded values, odds by counting, and no share without its scope."""

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from base.problems import Problems
from data.sections import TERTIARY
from forecast.baseline import Baseline
from scenarios.assume.scenario import Assumption, OwnTarget, Scenario
from scenarios.outcome.as_json import forecast_record
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import (
    Target,
    hits,
    joint_odds,
    judge,
    judge_all,
    own_targets,
    plain_name,
    targets,
    values,
    verdict,
)

GROWTH, SHARE = targets()


@pytest.mark.parametrize(
    ("gap", "published", "expected"),
    [
        (0.0, True, "met"),
        (-0.003, True, "missed"),
        (-0.0002, False, "too_close"),  # 6.48 prints as 6.5 and is not met
        (0.0002, False, "too_close"),
        (-0.0006, False, "missed"),
        (0.0006, False, "met"),
        (0.065 - 0.065, True, "met"),
        ((0.055 + 0.01) - 0.065, True, "met"),
    ],
)
def test_three_verdicts_on_unrounded_values(gap: float, published: bool, expected: str) -> None:
    assert verdict(gap, strict=False, published=published) == expected


def test_above_sixty_means_above() -> None:
    assert verdict(0.0, strict=True, published=True) == "missed"
    assert verdict(0.001, strict=True, published=True) == "met"


def test_2025_is_an_outcome_at_the_newest_vintage(newest: Baseline) -> None:
    one = judge(GROWTH, simulate(newest, Scenario()))
    assert (one.value, one.verdict, one.published, one.within) == (0.062, "missed", True, True)
    assert one.gap == pytest.approx(-0.003)
    assert 0 < one.odds < 1  # a later revision may cross the line
    assert one.odds == pytest.approx(np.mean(newest.settled >= 0.065))


def test_2025_is_ahead_on_the_day_of_the_report(report: Baseline) -> None:
    raised = Scenario(assumptions=(Assumption(section="F", years=(2025,), value=0.2),))
    base, high = (judge(GROWTH, simulate(report, one)) for one in (Scenario(), raised))
    assert not base.published
    assert high.value > base.value
    assert high.odds > base.odds
    assert high.verdict == "met"


def test_share_is_judged_once_for_every_scope(newest: Baseline) -> None:
    found = judge_all(simulate(newest, Scenario()))
    assert [one.scope for one in found if one.target.id == "share-2027"] == [
        scope.id for scope in newest.scopes
    ]
    assert [one.scope for one in found if one.target.id == "growth-2025"] == [None]
    with pytest.raises(Problems, match="one of D1"):
        judge(SHARE, simulate(newest, Scenario()))


def test_odds_are_counted_in_the_draws(newest: Baseline) -> None:
    outcome = simulate(newest, Scenario())
    for one in judge_all(outcome, (SHARE,)):
        assert one.scope is not None
        assert one.odds == np.mean(outcome.share(one.scope, 2027) > np.float32(0.6))
        low, high = (outcome.share_quantile(one.scope, 2027, q) for q in (0.05, 0.95))
        assert low <= one.value <= high


def test_joint_odds_lie_within_the_bounds_of_frechet(newest: Baseline, report: Baseline) -> None:
    for baseline in (newest, report):
        outcome = simulate(baseline, Scenario())
        growth = float(np.mean(hits(GROWTH, outcome, None)))
        for scope, both in joint_odds(outcome).items():
            share = float(np.mean(hits(SHARE, outcome, scope)))
            assert max(0.0, growth + share - 1) - 1e-9 <= both <= min(growth, share) + 1e-9


def test_thresholds_are_fractions_from_the_table() -> None:
    assert (GROWTH.threshold, GROWTH.tolerance, GROWTH.strict) == (0.065, 0.005, False)
    assert (SHARE.threshold, SHARE.scope, SHARE.strict) == (0.6, "any", True)


@pytest.mark.parametrize("sense", [">", ">="])
@pytest.mark.parametrize("off", [-0.01, -1e-12, 0.0, 1e-12, 0.01])
def test_odds_of_a_settled_year_are_one_or_nothing(
    newest: Baseline, sense: Literal[">", ">="], off: float
) -> None:
    for year, figure in newest.published(TERTIARY).items():
        if year in newest.revised_years:
            continue
        target, outcome = _own(newest, year, figure + off, sense)
        one = judge(target, outcome)
        assert one.odds == (one.verdict == "met")
        assert set(joint_odds(outcome, (target,)).values()) == {one.odds}


def test_a_published_year_has_two_odds_with_their_days(newest: Baseline) -> None:
    outcome = simulate(newest, Scenario())
    one = judge(GROWTH, outcome)
    assert one.later is not None
    final, census = one.later["final"], one.later["census"]
    assert (final.by, census.by) == ("2026-12-31", "2029-12-31")
    assert one.odds == final.odds == pytest.approx(np.mean(newest.settled >= 0.065 - 1e-9))
    assert 0.17 < final.odds < 0.49
    assert 0.17 < census.odds < 0.49
    assert final.within > 0.6 > final.odds  # 6.0 is "about 6.5", and 6.2 stands above it
    # By what is printed: 6.45 is printed as 6.5, so draws are figures of one decimal.
    np.testing.assert_allclose(newest.settled, np.round(newest.settled, 3), atol=1e-12)
    told = one.record()["revision_odds"]
    assert told == {"final": final.record(), "census": census.record()}
    pending, verified = judge(_own(newest, 2024, 0.07, ">=")[0], outcome), 2019
    assert 0 < pending.odds < 0.5  # 2024 is preliminary still
    settled = judge(_own(newest, verified, 0.08, ">=")[0], outcome)
    assert settled.later is not None
    assert {(stage.odds, stage.by) for stage in settled.later.values()} == {(1.0, None)}
    old = replace(newest, misstated=None, position=None, revised=None)
    assert judge(GROWTH, simulate(old, Scenario())).later is None
    assert "revision_odds" not in judge(GROWTH, simulate(old, Scenario())).record()


def test_a_year_ahead_is_judged_by_its_first_print_and_settles_wider(newest: Baseline) -> None:
    record = forecast_record(newest)
    for year in ("2026", "2027"):
        first, later = record["growth"][year], record["settled"][year]
        assert later["median"] == pytest.approx(first["median"], abs=0.002)
        assert later["p90"] - later["p10"] > first["p90"] - first["p10"]
    sources = record["share"]["D7"]["2027"]["sources"]
    assert list(sources) == ["growth", "deflator", "split", "coefficients", "levels"]


@pytest.mark.parametrize("sense", [">", ">="])
@pytest.mark.parametrize("year", [2025, 2027])
def test_verdict_and_hits_agree_draw_by_draw(
    newest: Baseline, sense: Literal[">", ">="], year: int
) -> None:
    drawn = values(_own(newest, year, 0.06, ">")[0], simulate(newest, Scenario()), None)
    for threshold in (0.06, *map(float, drawn[:40])):
        target, outcome = _own(newest, year, threshold, sense)
        gaps = drawn - drawn.dtype.type(threshold)
        said = [verdict(float(gap), target.strict, published=True) == "met" for gap in gaps]
        assert hits(target, outcome, None).tolist() == said


def _own(
    baseline: Baseline, year: int, threshold: float, sense: Literal[">", ">="]
) -> tuple[Target, Outcome]:
    mine = OwnTarget(
        id="mine", measure="services_real_growth", year=year, threshold=threshold, sense=sense
    )
    outcome = simulate(baseline, Scenario(targets=(mine,)))
    return own_targets(outcome.scenario)[0], outcome


def test_a_target_without_a_name_says_once_what_it_asks() -> None:
    named = plain_name("services_real_growth", 2027, False, 0.06)
    own = Target(
        "own-1", named.zh, named.en, "services_real_growth", None, 2027, 0.06, False, 0, "", "", ""
    )
    assert own.title_in("zh") == "自定 2027年服务业可比价增速不低于6%"
    assert own.title_in("en") == "own: services real growth at least 6% in 2027"
