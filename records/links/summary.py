"""A few lines to paste into a message, with the headline in them (摘要)."""

from collections.abc import Sequence

from base.digits import percent
from base.problems import Language
from base.texts import line
from records.links.pin import Pin, Verdicts
from scenarios.assume.scenario import Scenario
from scenarios.outcome.scope_names import adjusted
from scenarios.outcome.targets import Target
from scenarios.outcome.verdict_wording import chance, odds_of, said


def summary(
    pin: Pin, language: Language, link: str = "", title: str = "", ledger: Sequence[str] = ()
) -> str:
    """Say the scenario's headline in plain text (摘要), the link last.

    Of a share's many scopes only the scenario's own is said, by name. `ledger` are the lines
    of its events, in the language: what no count of assumptions says.
    """
    zh = language == "zh"
    scenario = pin.shown
    own = scenario.title_zh if zh else scenario.title_en
    named = line(title) or own or scenario.title_zh or scenario.title_en
    head = f"【渝策】{named or '情景'}" if zh else f"[Yuce] {named or 'Scenario'}"
    lines = [head + _counted(scenario, zh), *ledger]
    named_so = {one.id: one for one in pin.believed}
    labels = {one.id: one.scope().label_in(language) for one in scenario.scopes}
    scope = labels.get(scenario.scope, scenario.scope)
    scope += adjusted(scenario.scope, scenario, language)
    for digits in pin.headline.targets:
        if digits.scope in (None, scenario.scope):
            lines.append(_line(named_so[digits.target], digits, scope, zh))
    mark = pin.baseline
    lines.append(
        f"基准 {mark.id}（{mark.as_of} 数据），{pin.made} 推演"
        if zh
        else f"Baseline {mark.id} (data as of {mark.as_of}), computed on {pin.made}"
    )
    return "\n".join([*lines, link] if link else lines)


def _counted(scenario: Scenario, zh: bool) -> str:
    """Count what it assumes and its events, as the board counts its cells."""
    cells, events = scenario.cells, len(scenario.events)
    said = []
    if cells:
        said.append(
            f"调整 {cells} 处假设" if zh else f"{cells} assumption{'s' if cells > 1 else ''}"
        )
    if events:
        said.append(f"{events} 项事件" if zh else f"{events} event{'s' if events > 1 else ''}")
    return "".join(f"{'，' if zh else ', '}{one}" for one in said)


def _line(target: Target, one: Verdicts, scope: str, zh: bool) -> str:
    language: Language = "zh" if zh else "en"
    name, value = target.title_in(language), percent(one.value)
    verdict = said(target, one).phrase[language]
    odds = f"{odds_of(target, one.verdict, one.published)[language]} {chance(one.odds)}"
    where = (f"（口径 {scope}）" if zh else f" (scope {scope})") if one.scope else ""
    if zh:
        return f"{name}{where}：{value}，{verdict}，{odds}"
    return f"{name}{where}: {value}, {verdict}, {odds}"
