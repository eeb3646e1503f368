"""The verdict in words: the leading sentence, and a card a target (结论与目标卡)."""

from collections.abc import Iterable, Mapping
from html import escape

import numpy as np

from base.digits import HALF_A_DIGIT
from data.scopes import Scope
from data.sections import TERTIARY
from forecast.baseline import Baseline
from forecast.steps.share_errors import SOURCES
from scenarios.assume.scenario import Scenario
from scenarios.outcome import scope_names
from scenarios.outcome.later import stages
from scenarios.outcome.scope_names import BASELINE
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import (
    Judgement,
    Target,
    Verdict,
    carded,
    chosen_targets,
    judge,
    judgeable,
    official,
    scope_of,
    unjudged,
    within_horizon,
)
from scenarios.outcome.verdict_wording import Judged, asked, gap_said, odds_of, said, tolerance_said
from views.words.numbers import chance, percent, points
from views.words.words import growing, joined, language, running, word


def judged(outcome: Outcome, scope: str) -> list[Judgement]:
    """Judge what has a card (目标卡判定); a share by its own scope, else by the chosen one."""
    return [judge(one, outcome, scope_of(one, scope)) for one in carded(outcome)]


def groups_lacking(base: Baseline) -> list[str]:
    """Say of each year whose services are published and whose groups are not (分行业未公布)."""
    return [
        word("groups_lacking", year, percent(rate), base.origin)
        for year, rate in base.published(TERTIARY).items()
        if year > base.origin
    ]


def scope_name(scope: Scope, scenario: Scenario = BASELINE) -> str:
    """Name a scope in the reader's language, its id first (口径名称), as the scenario counts it."""
    return scope_names.scope_name(scope, scenario, language())


def scope_label(scope: str, outcome: Outcome) -> str:
    """Give a scope's id (口径编号), one's own marked as own, as the outcome counts it."""
    found = next(one for one in outcome.baseline.scopes if one.id == scope)
    return scope_names.scope_label(found, outcome.scenario, language())


def scope_called(scope: str, base: Baseline, scenario: Scenario) -> str:
    """Name a scope by its id, as a baseline and a scenario have it (口径名称)."""
    return scope_name(next(one for one in base.scopes if one.id == scope), scenario)


def target_title(
    target: Target, scope: str | None, base: Baseline, scenario: Scenario = BASELINE
) -> str:
    """Name a target, with the scope it is judged by where it has one (目标名称)."""
    title = target.title_in(language())
    if scope is None:
        return title
    return f"{title} · {scope_called(scope, base, scenario)}"


def unjudged_said(outcome: Outcome, chosen: tuple[Target, ...] | None = None) -> list[str]:
    """Say which targets cannot be judged, and why (无法判定的目标), a line each."""
    tongue = language()
    return [
        f"{one.target.title_in(tongue)}{word('colon')}{one.reason[tongue]}"
        for one in unjudged(outcome, chosen)
    ]


def pin_line(base: Baseline) -> str:
    """Say which baseline numbers stand on (基准标识)."""
    return word("pinned", base.id, base.as_of, base.origin, f"{base.draws:,}")


def card_texts(target: Target, one: Judged, note: str = "") -> dict[str, str]:
    """Print a judgement (卡片文字): number, verdict and its colour, and gap with odds.

    `note` is what `note_text` says of its odds.
    """
    told, gap = said(target, one), one.value - target.threshold
    kind = "published" if one.published else "median"
    details = [gap_said(gap)[language()], odds_text(target, one), word(kind)]
    if told.tolerated:
        details.append(tolerance_said(target)[language()])
    if note:
        details.append(note)
    return {
        "number": percent(one.value),
        "tone": told.tone,
        "verdict": told.marked(language()),
        "detail": " · ".join(details),
    }


def odds_text(target: Target, one: Judged) -> str:
    """Print the odds with what they are of (概率)."""
    return f"{odds_of(target, one.verdict, one.published)[language()]} {chance(one.odds)}"


def odds_count(outcome: Outcome) -> str:
    """Say which figures the odds beside each other count (概率所计), single ones and joint."""
    tongue = language()
    chosen = [one for one in chosen_targets(outcome) if within_horizon(one, outcome)]
    listed = joined([word("asked_in", one.year, asked(one)[tongue]) for one in chosen])
    return word("odds_count", listed)


def note_text(target: Target, scope: str | None, base: Baseline) -> str:
    """Say what a target's odds are about and what they hold (概率说明); "" where it is not known.

    A published year: by when each stage will be known, and its odds. A year ahead: that the first
    print is meant, and how far it may yet be moved. A share: how wide each source makes it.
    """
    if target.measure == "producer_share":
        return _sources(str(scope), target.year, base)
    if base.revised is None or not judgeable(target, base):
        return ""
    if target.year not in base.published(TERTIARY):
        added = base.revised[-1, base.revised_years.index(target.year)]
        low, high = (points(float(value), 1) for value in np.quantile(added, (0.1, 0.9)))
        return word("about_first", low, high)
    told = stages(base, target.year, target.threshold, target.tolerance, target.strict) or {}
    if any(one.by is None for one in told.values()):
        return ""
    odds = [part for one in told.values() for part in (str(one.by)[:4], chance(one.odds))]
    printed = percent(target.threshold - HALF_A_DIGIT, 2), percent(target.threshold)
    said = word("by_stage", *odds, *printed)
    if target.tolerance:
        within = [chance(one.within) for one in told.values()]
        said += word("by_stage_within", percent(target.threshold - target.tolerance), *within)
    return said


def _sources(scope: str, year: int, base: Baseline) -> str:
    """How wide each source makes a share, points; or that its odds leave two of them out."""
    found = base.manifest.get("share_sources", {}).get(scope, {}).get(str(year))
    if found is None:
        return word("odds_without") if base.misstated is None else ""
    parts = (word("source_part", word(f"source_{n}"), percent(found[n])[:-1]) for n in SOURCES)
    return word("odds_include", joined(parts))


def verdict_text(target: Target, one: Judged) -> str:
    """Print number, verdict and odds in one line (一行判定)."""
    return f"{percent(one.value)} {said(target, one).marked(language())} · {odds_text(target, one)}"


def cards_html(judged: Iterable[tuple[str, Judgement]]) -> str:
    """Lay judgements out as cards, each under its title (目标卡)."""
    return side_by_side(card_html(title, **card_texts(one.target, one)) for title, one in judged)


def card_html(what: str, number: str, tone: str, verdict: str, detail: str) -> str:
    """Lay out one card (目标卡)."""
    return (
        f'<div class="card {tone}" role="group">'
        f'<div class="what">{escape(what)}</div>'
        f'<span class="number">{escape(number)}</span>'
        f'<span class="verdict">{escape(verdict)}</span>'
        f'<div class="detail">{escape(detail)}</div></div>'
    )


def side_by_side(blocks: Iterable[str]) -> str:
    """Put cards beside each other (并列)."""
    return f'<div class="cards">{"".join(blocks)}</div>'


def lead(outcome: Outcome, scope: str) -> str:
    """Say the verdicts in plain words (结论): growth, then the share by the chosen scope.

    What lies ahead is said of the baseline or of a scenario, by name; of a share also which
    scopes are expected to pass. views/board/picture.js fills in the same sentences.
    """
    growth, share = official("services_real_growth"), official("producer_share")
    first = judge(growth, outcome)
    whose = word("of_baseline" if outcome.scenario.empty else "of_scenario")
    grown = growing(first.value, ahead=not first.published)
    key = "lead_past" if first.published else "lead_ahead"
    each = [judge(share, outcome, one.id) for one in outcome.baseline.scopes]
    chosen = next(one for one in each if one.scope == scope)
    labels = {one.id: scope_label(one.id, outcome) for one in outcome.baseline.scopes}
    passed = passing({labels[str(one.scope)]: one.verdict for one in each})
    share_words = (share.year, percent(chosen.value), *_told(chosen), whose, labels[scope], passed)
    return running(
        word(key, growth.year, grown, *_told(first), whose), word("lead_share", *share_words)
    )


def _told(one: Judgement) -> tuple[str, str, str, str]:
    """Threshold in words, verdict, what the odds are of, and the odds."""
    tongue, target = language(), one.target
    phrase = said(target, one).phrase[tongue]
    return (
        target.wording_in(tongue),
        phrase,
        odds_of(target, one.verdict, one.published)[tongue],
        chance(one.odds),
    )


def passing(verdicts: Mapping[str, Verdict]) -> str:
    """Name the scopes that are expected to pass, and those too close to call (过线口径)."""
    met, close = (
        [scope for scope, verdict in verdicts.items() if verdict == wanted]
        for wanted in ("met", "too_close")
    )
    if len(met) == len(verdicts):
        return word("passing_all")
    named = word("passing", joined(met)) if met else word("passing_none")
    return named + (word("passing_close", joined(close)) if close else "")
