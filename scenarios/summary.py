"""A few lines to paste into a message, with the headline in them (摘要)."""

from data.problems import Language
from scenarios.pins import Pin, Verdicts
from scenarios.targets import Target
from scenarios.verdicts import chance, odds_of, said


def summary(pin: Pin, language: Language, link: str = "", title: str = "") -> str:
    """Say the scenario's headline in plain text (摘要), the link last.

    Of a share's many scopes only the scenario's own is said, by name.
    """
    zh = language == "zh"
    own = pin.scenario.title_zh if zh else pin.scenario.title_en
    named = title or own or pin.scenario.title_zh or pin.scenario.title_en
    count = len(pin.scenario.assumptions)
    head = f"【渝策】{named or '情景'}" if zh else f"[Yuce] {named or 'Scenario'}"
    moved = f"，调整 {count} 处假设" if zh else f", {count} assumption{'s' if count > 1 else ''}"
    lines = [head + (moved if count else "")]
    names = {target.id: target for target in pin.target_table}
    for one in pin.headline.targets:
        if one.scope in (None, pin.scenario.scope):
            target = names[one.target]
            lines.append(_line(target, one, zh))
    mark = pin.baseline
    lines.append(
        f"基准 {mark.id}（{mark.as_of} 数据），{pin.made} 推演"
        if zh
        else f"Baseline {mark.id} (data as of {mark.as_of}), worked out on {pin.made}"
    )
    return "\n".join([*lines, link] if link else lines)


def _line(target: Target, one: Verdicts, zh: bool) -> str:
    language: Language = "zh" if zh else "en"
    value, verdict = f"{100 * one.value:.1f}%", said(target, one).phrase[language]
    odds = f"{odds_of(one.verdict, one.published)[language]} {chance(one.odds)}"
    where = (f"（口径 {one.scope}）" if zh else f" (scope {one.scope})") if one.scope else ""
    if zh:
        return f"{target.zh}{where}：{value}，{verdict}，{odds}"
    return f"{target.en}{where}: {value}, {verdict}, {odds}"
