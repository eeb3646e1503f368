"""What a judgement is called: every combination of verdict, tense, tolerance and revision."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np
import pytest
from playwright.sync_api import Page
from visits import Visits

from base.problems import Language
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import Target, Verdict, judge, official, verdict
from scenarios.outcome.thresholds import SLACK
from scenarios.outcome.verdict_wording import called, gap_said, odds_of, said
from views.board import payload
from views.present.verdict_cards import card_texts
from views.words.words import speaking

ROOT = Path(__file__).parents[3]
ABOUT = replace(official("services_real_growth"), year=2025)
PLAIN = replace(ABOUT, id="plain", tolerance=0.0, wording="")
STRICT = replace(PLAIN, id="strict", strict=True)
OWN = replace(ABOUT, id="own", wording="", strict=True)

# verdict, tense, within the tolerance, revisions may turn it | mark, colour | 中文 | English
EVERY = """
met       ahead - -  | ✓ met    | 预计达到 | expected to meet it
met       ahead - t  | ✓ met    | 预计达到 | expected to meet it
met       ahead w -  | ✓ met    | 预计达到 | expected to meet it
met       ahead w t  | ✓ met    | 预计达到 | expected to meet it
missed    ahead - -  | ✕ missed | 预计达不到 | expected to miss it
missed    ahead - t  | ✕ missed | 预计达不到 | expected to miss it
missed    ahead w -  | ≈ near   | 预计低于6.5%，在“左右”范围内 | expected below 6.5%, within "about"
missed    ahead w t  | ≈ near   | 预计低于6.5%，在“左右”范围内 | expected below 6.5%, within "about"
too_close ahead - -  | ≈ near   | 难分 | too close to call
too_close ahead - t  | ≈ near   | 难分 | too close to call
too_close ahead w -  | ≈ near   | 难分，在“左右”范围内 | too close to call, within "about"
too_close ahead w t  | ≈ near   | 难分，在“左右”范围内 | too close to call, within "about"
met       past  - -  | ✓ met    | 已达成 | met
met       past  - t  | ✓ met    | 已达成，修订可能改变 | met, revisions may change it
met       past  w -  | ✓ met    | 已达成 | met
met       past  w t  | ✓ met    | 已达成，修订可能改变 | met, revisions may change it
missed    past  - -  | ✕ missed | 未达成 | missed
missed    past  - t  | ✕ missed | 未达成，修订可能改变 | missed, revisions may change it
missed    past  w -  | ≈ near   | 低于6.5%，在“左右”范围内 | below 6.5%, within "about"
missed    past  w t  | ≈ near   | 低于6.5%，在“左右”范围内，修订可能改变 | below 6.5%, within "about", revisions may change it
too_close past  - -  | ≈ near   | 修订可能改变 | revisions may change it
too_close past  - t  | ≈ near   | 修订可能改变 | revisions may change it
too_close past  w -  | ≈ near   | 修订可能改变，在“左右”范围内 | revisions may change it, within "about"
too_close past  w t  | ≈ near   | 修订可能改变，在“左右”范围内 | revisions may change it, within "about"
"""  # noqa: E501
ROWS = [re.split(r"\s*\|\s*", line) for line in EVERY.strip().splitlines()]


@dataclass(frozen=True)
class Digits:
    """What a link carries of a judgement."""

    value: float
    odds: float
    verdict: Verdict
    published: bool


def test_the_table_has_every_combination() -> None:
    wanted = itertools.product(get_args(Verdict), ("ahead", "past"), ("-", "w"), ("-", "t"))
    assert sorted(tuple(row[0].split()) for row in ROWS) == sorted(wanted)


@pytest.mark.parametrize(("flags", "look", "zh", "en"), ROWS)
def test_every_combination_is_called_what_it_is(flags: str, look: str, zh: str, en: str) -> None:
    kind, tense, within, turns = flags.split()
    one = called(
        *(ABOUT, cast(Verdict, kind)),
        published=tense == "past",
        within=within == "w",
        may_turn=turns == "t",
    )
    assert (f"{one.mark} {one.tone}", one.phrase.zh, one.phrase.en) == (look, zh, en)


@pytest.mark.parametrize(
    ("target", "value", "odds", "published", "zh"),
    [
        (ABOUT, 0.062, 0.48, True, "低于6.5%，在“左右”范围内，修订可能改变"),
        (ABOUT, 0.062, 0.10, True, "低于6.5%，在“左右”范围内"),
        (ABOUT, 0.062, 0.48, False, "预计低于6.5%，在“左右”范围内"),
        (ABOUT, 0.060, 0.10, True, "低于6.5%，在“左右”范围内"),
        (ABOUT, 0.0599, 0.10, True, "未达成"),
        (ABOUT, 0.0599, 0.10, False, "预计达不到"),
        (ABOUT, 0.0648, 0.48, False, "难分，在“左右”范围内"),
        (ABOUT, 0.0648, 0.10, True, "低于6.5%，在“左右”范围内"),
        (ABOUT, 0.065, 0.90, True, "已达成"),
        (ABOUT, 0.065, 0.50, True, "已达成，修订可能改变"),
        (ABOUT, 0.072, 0.90, False, "预计达到"),
        (PLAIN, 0.062, 0.30, True, "未达成，修订可能改变"),
        (PLAIN, 0.0648, 0.48, False, "难分"),
        (STRICT, 0.065, 0.20, True, "未达成"),
        (STRICT, 0.065, 0.48, False, "难分"),
        (STRICT, 0.066, 0.80, True, "已达成"),
        (OWN, 0.065, 0.20, True, "未超过6.5%，在容差范围内"),
        (OWN, 0.064, 0.20, True, "低于6.5%，在容差范围内"),
    ],
)
def test_values_and_odds_lead_to_words(
    target: Target, value: float, odds: float, published: bool, zh: str
) -> None:
    found = verdict(value - target.threshold, target.strict, published)
    assert said(target, Digits(value, odds, found, published)).phrase.zh == zh


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_gap_is_never_a_bare_sign(language: Language) -> None:
    assert (
        gap_said(0.0101)[language]
        == {
            "zh": "高出目标 1.01 个百分点",
            "en": "1.01 points above the target",
        }[language]
    )
    for gap in np.linspace(-0.03, 0.03, 301):
        for short in (False, True):
            assert not re.search("[-+−]", gap_said(float(gap), short=short)[language])
    assert gap_said(-0.00001).zh == gap_said(0.00001).zh == "与目标持平"


def test_odds_are_of_what_lies_ahead() -> None:
    share = official("producer_share")
    assert odds_of(ABOUT, "missed", published=False).zh == "达到6.5%及以上的概率"
    assert odds_of(ABOUT, "missed", published=True).zh == "日后修订达到6.5%及以上的概率"
    assert odds_of(ABOUT, "met", published=True).zh == "日后修订仍在6.5%及以上的概率"
    assert odds_of(share, "missed", published=False).zh == "超过60%的概率"
    assert odds_of(share, "met", published=True).en == "odds that revisions leave it above 60%"


def test_the_odds_count_the_figures_they_name(newest: Baseline) -> None:
    settled = newest.settled
    assert np.count_nonzero((settled >= 0.06) & (settled < 0.065))  # within 左右, and not counted
    one = judge(official("services_real_growth"), simulate(newest, Scenario()))
    assert one.odds == np.count_nonzero(settled >= 0.065 - SLACK) / newest.draws


# ---- the browser says the same -----------------------------------------------------------------


@pytest.fixture(scope="module")
def engine(chromium: Visits) -> Iterator[Page]:
    page = chromium.new_page()
    for part in ("cells.js", "engine.js"):
        page.add_script_tag(content=(payload.HERE / part).read_text(encoding="utf-8"))
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("target", [ABOUT, PLAIN, STRICT, OWN], ids=lambda one: one.id)
def test_the_browser_names_every_judgement_as_python_does(
    engine: Page, target: Target, language: Language
) -> None:
    """Over the line and around it, each value ahead and published, at odds of every kind."""
    values = [target.threshold + step / 1e5 for step in range(-800, 801, 7)]
    values += [target.threshold + step for step in (-0.005, -0.0005, -0.0004, 0.0, 0.0005, 0.3)]
    grid = list(itertools.product(values, (0.0, 0.24, 0.25, 0.5, 0.75, 0.76, 1.0), (False, True)))
    with speaking(language):
        told, expected = [], []
        for value, odds, published in grid:
            found = verdict(value - target.threshold, target.strict, published)
            expected.append(card_texts(target, Digits(value, odds, found, published)))
            told.append({"value": value, "odds": odds, "published": value if published else None})
        spelt = {
            str(published): payload._target_words(target, target.threshold if published else None)
            for published in (False, True)
        }
        level = payload._target_words(target, target.threshold)
        words = _words()
    plain = {"threshold": target.threshold, "strict": target.strict, "tolerance": target.tolerance}
    away = _away(target, language)
    answer: list[dict[str, Any]] = engine.evaluate(
        """([grid, plain, spelt, level, away, words]) => grid.map((one) => {
          const exact = Math.abs(one.value - plain.threshold) < 1e-9;
          const own = one.published === null ? spelt.False : exact ? level : away;
          const target = { ...plain, ...own, published: one.published };
          const said = saidOf(target, one);
          const kind = one.published === null ? words.median : words.published;
          const detail = [gapText(said.gap, words), `${said.odds} ${chanceText(one.odds)}`, kind];
          if (said.tolerated) detail.push(said.tolerated);
          return { tone: said.tone, verdict: said.verdict, detail: detail.join(" · ") };
        })""",
        [told, plain, spelt, level, away, words],
    )
    for one, two in zip(answer, expected, strict=True):
        assert one == {key: two[key] for key in one}


def _away(target: Target, language: Language) -> dict[str, Any]:
    """The words of a published figure that is not the threshold itself."""
    with speaking(language):
        return payload._target_words(target, target.threshold - 0.001)


def _words() -> dict[str, str]:
    from scenarios.outcome.verdict_wording import GAPS
    from views.words.words import language, word

    gaps = {f"gap_{side}": text[language()] for side, text in GAPS.items()}
    return gaps | {key: word(key) for key in ("published", "median")}


# ---- nothing else words a verdict --------------------------------------------------------------

WORDED = re.compile(
    r"未达成|已达成|预计达不到|难分|word\((one|row|live|drawn)\.verdict|say\(tongue, (one|v|row)"
    r"|\"(Met|Missed|Too close to call)\"|[✓✕≈]"
)
ALLOWED = {
    "scenarios/outcome/verdict_wording.py",
    "views/words/screen/overview.py",
    "commands/terminal.py",
}
"""The one place, the words of the sentence that lists scopes, and what a terminal that lacks a
sign prints for it."""


@pytest.mark.slow
def test_no_other_file_words_a_verdict() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in ("scenarios", "views", "commands", "data", "forecast")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".js", ".typ"} and str(path.relative_to(ROOT)) not in ALLOWED
        for line in path.read_text(encoding="utf-8").splitlines()
        if WORDED.search(line) and '"""' not in line
    }
    assert found == set()
