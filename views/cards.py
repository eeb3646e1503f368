"""The target card: verdict, number, gap and odds, in words (目标卡)."""

from html import escape

import streamlit as st

from data.scopes import Scope
from scenarios.simulate import Outcome
from scenarios.targets import Judgement, judge, targets
from views.words import chance, language, percent, points, word

SIGNS = {"met": "✓", "missed": "✕", "too_close": "≈"}


def judged(outcome: Outcome, scope: str) -> list[Judgement]:
    """Judge every target, a share by the scope that is chosen (当前口径判定)."""
    return [judge(t, outcome, None if t.scope is None else scope) for t in targets()]


def scope_name(scope: Scope) -> str:
    """Name a scope in the reader's language, its id first (口径名称)."""
    return f"{scope.id} {scope.zh if language() == 'zh' else scope.en}"


def target_title(one: Judgement, outcome: Outcome) -> str:
    """Name a target, with its scope where it has one (目标名称)."""
    title = one.target.zh if language() == "zh" else one.target.en
    if one.scope is None:
        return title
    scope = next(scope for scope in outcome.baseline.scopes if scope.id == one.scope)
    return f"{title} · {scope_name(scope)}"


def card_texts(one: Judgement) -> dict[str, str]:
    """Print a judgement: number, verdict, and gap with odds (卡片文字)."""
    odds = word("odds_revised" if one.published else "odds_met")
    detail = f"{word('gap')} {points(one.gap)} · {odds} {chance(one.odds)}"
    return {"number": percent(one.value), "verdict": one.verdict, "detail": detail}


def cards(outcome: Outcome, scope: str) -> None:
    """Show the cards of all targets (目标卡)."""
    blocks = []
    for one in judged(outcome, scope):
        texts = card_texts(one)
        details = [texts["detail"], word("published" if one.published else "median")]
        if one.verdict != "met" and one.within and one.target.tolerance:
            details.append(word("within", f"{100 * one.target.tolerance:g}"))
        blocks.append(
            f'<div class="card {one.verdict}" role="group" data-target="{escape(one.target.id)}">'
            f'<div class="what">{escape(target_title(one, outcome))}</div>'
            f'<span class="number">{texts["number"]}</span>'
            f'<span class="verdict">{SIGNS[one.verdict]} {word(one.verdict)}</span>'
            f'<div class="detail">{escape(" · ".join(details))}</div></div>'
        )
    st.html(f'<div class="cards">{"".join(blocks)}</div>')
