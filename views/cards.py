"""The verdict in words: the leading sentence, and a card a target (结论与目标卡)."""

from collections.abc import Iterable
from html import escape

from data.scopes import Scope
from forecast.baseline import Baseline
from scenarios.simulate import Outcome
from scenarios.targets import Judgement, Target, judge, official, targets
from views.words import chance, language, percent, points, word

SIGNS = {"met": "✓", "missed": "✕", "too_close": "≈"}


def judged(outcome: Outcome, scope: str) -> list[Judgement]:
    """Judge every target, a share by the scope that is chosen (当前口径判定)."""
    return [judge(t, outcome, None if t.scope is None else scope) for t in targets()]


def scope_name(scope: Scope) -> str:
    """Name a scope in the reader's language, its id first (口径名称)."""
    return scope.name_in(language())


def scope_label(scope: str, base: Baseline) -> str:
    """Give a scope's id (口径编号), one's own marked as own."""
    return next(one for one in base.scopes if one.id == scope).label_in(language())


def target_title(target: Target, scope: str | None, base: Baseline) -> str:
    """Name a target, with the scope it is judged by where it has one (目标名称)."""
    title = target.title_in(language())
    if scope is None:
        return title
    return f"{title} · {scope_name(next(one for one in base.scopes if one.id == scope))}"


def pin_line(base: Baseline) -> str:
    """Say which baseline numbers stand on (基准标识)."""
    return word("pinned", base.id, base.as_of, base.origin, f"{base.draws:,}")


def card_texts(one: Judgement) -> dict[str, str]:
    """Print a judgement: number, verdict, and gap with odds (卡片文字)."""
    odds = word("odds_revised" if one.published else "odds_met")
    details = [f"{word('gap')} {points(one.gap)}", f"{odds} {chance(one.odds)}"]
    details.append(word("published" if one.published else "median"))
    if one.verdict != "met" and one.within and one.target.tolerance:
        details.append(word("within", f"{100 * one.target.tolerance:g}"))
    texts = {"number": percent(one.value), "verdict": one.verdict}
    return texts | {"detail": " · ".join(details)}


def cards_html(judged: Iterable[tuple[str, Judgement]]) -> str:
    """Lay judgements out as cards, each under its title (目标卡)."""
    blocks = []
    for title, one in judged:
        texts = card_texts(one)
        blocks.append(
            f'<div class="card {one.verdict}" role="group">'
            f'<div class="what">{escape(title)}</div>'
            f'<span class="number">{texts["number"]}</span>'
            f'<span class="verdict">{SIGNS[one.verdict]} {word(one.verdict)}</span>'
            f'<div class="detail">{escape(texts["detail"])}</div></div>'
        )
    return f'<div class="cards">{"".join(blocks)}</div>'


def lead(outcome: Outcome, scope: str) -> str:
    """Say the verdicts in plain words (结论): growth, then the share by the chosen scope."""
    growth, share = official("services_real_growth"), official("producer_share")
    first = judge(growth, outcome)
    key = f"growth_{'' if first.published else 'ahead_'}{first.verdict}"
    short = points(abs(first.gap)).removeprefix("+")
    said = word(
        *(key, growth.year, percent(first.value), growth.wording_in(language())),
        *(short, chance(first.odds)),
    )
    each = [judge(share, outcome, one.id) for one in outcome.baseline.scopes]
    chosen = next(one for one in each if one.scope == scope)
    likely = sum(one.odds > 0.5 for one in each)
    limit = percent(share.threshold, 0)
    return f"{said} " + word(
        f"share_{chosen.verdict}",
        *(share.year, len(each), likely, limit, scope_label(scope, outcome.baseline)),
        *(percent(chosen.value), chance(chosen.odds)),
    )
