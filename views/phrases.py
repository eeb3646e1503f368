"""What pages and documents both say of an outcome, in a given language (语句).

Imports no Streamlit: the command line writes the same sentences.
"""

from collections.abc import Sequence
from typing import Final

from data.industries import SECTIONS, Industry
from data.problems import Language
from data.scopes import Scope
from scenarios.simulate import Outcome
from scenarios.targets import Judgement, judge, targets
from views.words import chance, percent, points, say

SIGNS: Final = {"met": "✓", "missed": "✕", "too_close": "≈"}
"""A sign for each verdict, so that colour never says it alone."""


def lead(tongue: Language, outcome: Outcome, scope: str) -> str:
    """Say the verdicts in plain words (结论)."""
    growth, share = targets()
    first = judge(growth, outcome)
    key = f"growth_{'' if first.published else 'ahead_'}{first.verdict}"
    short = points(abs(first.gap)).lstrip("+")
    said = say(
        *(tongue, key, growth.year, percent(first.value), growth.wording_in(tongue)),
        *(short, chance(first.odds)),
    )
    each = [judge(share, outcome, one.id) for one in outcome.baseline.scopes]
    chosen = next(one for one in each if one.scope == scope)
    likely = sum(one.odds > 0.5 for one in each)
    limit = percent(share.threshold, 0)
    tail = say(
        *(tongue, "share_lead", share.year, len(each), likely, limit, scope),
        *(percent(chosen.value), chance(chosen.odds)),
    )
    return f"{said} {tail}"


def judged(outcome: Outcome, scope: str) -> list[Judgement]:
    """Judge every official target, a share by the scope that is chosen (当前口径判定)."""
    return [judge(t, outcome, None if t.scope is None else scope) for t in targets()]


def scope_name(tongue: Language, scope: Scope) -> str:
    """Name a scope, its id first (口径名称)."""
    return f"{scope.id} {scope.zh if tongue == 'zh' else scope.en}"


def target_title(tongue: Language, one: Judgement, outcome: Outcome) -> str:
    """Name a target, with its scope where it has one (目标名称)."""
    title = one.target.zh if tongue == "zh" else one.target.en
    if one.scope is None:
        return title
    scope = next(scope for scope in outcome.baseline.scopes if scope.id == one.scope)
    return f"{title} · {scope_name(tongue, scope)}"


def card_texts(tongue: Language, one: Judgement) -> dict[str, str]:
    """Print a judgement: number, verdict, and gap with odds (卡片文字)."""
    odds = say(tongue, "odds_revised" if one.published else "odds_met")
    detail = f"{say(tongue, 'gap')} {points(one.gap)} · {odds} {chance(one.odds)}"
    return {"number": percent(one.value), "verdict": one.verdict, "detail": detail}


def section_name(tongue: Language, industry: Industry) -> str:
    """Name a section (行业名称)."""
    return industry.zh if tongue == "zh" else industry.en


def leading(tongue: Language, outcome: Outcome, year: int, count: int = 3) -> Sequence[str]:
    """Name the sections that contribute most in a year, with their points (拉动最大的行业)."""
    parts = outcome.contributions[outcome.row(year)]
    order = sorted(range(len(SECTIONS)), key=lambda place: -parts[place])[:count]
    return [f"{section_name(tongue, SECTIONS[p])} {points(float(parts[p]))}" for p in order]
