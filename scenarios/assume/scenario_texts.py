"""A scenario's texts and ids, fit to be hashed and to be shown (情景文字与编号的规整).

New scenarios are made neat before anything is hashed, and their ids are plain and nobody
else's. Old ones keep their bytes, and every screen, file and terminal shows them through
`shown`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from base.problems import Problem, Text
from base.texts import Language, line, lines, own_name, skeleton
from data import registry

if TYPE_CHECKING:  # a scenario that is read is made neat there
    from scenarios.assume.scenario import Scenario

PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+")
"""Ids of one's own targets and scopes."""

NOTES: Final = ("note_zh", "note_en")
"""Texts that may have lines; all others are one line."""

MOST_TARGETS: Final = 20
"""Own targets that one scenario may state: a link has room for their digits."""

RESERVED: Final = re.compile(r"(growth|share)[2l][0-9ol]{3}|d[0-9ol]{1,2}")
"""How official ids are formed, of years and tables yet to come, in the spelling of `skeleton`."""

LETTERS: Final[dict[registry.Kind, str]] = {"targets": "own-", "scopes": "U"}
"""How own targets and scopes are called that need another id."""


def neat(scenario: "Scenario") -> "Scenario":
    """Give a scenario with texts that hide nothing and lines that are lines (规整文字)."""
    return _rewritten(scenario, _neat(_content(scenario)))


def shown_scenario(scenario: "Scenario") -> "Scenario":
    """Give an old scenario as it is shown (显示用): neat, and under ids of its own.

    Nothing that a number follows from changes, only what it is called.
    """
    content = _content(scenario)
    _rename(content, "scopes")
    _rename(content, "targets")
    return _rewritten(scenario, _neat(content))


def misnamed(scenario: "Scenario") -> Iterable[Problem]:
    """Yield own targets and scopes of a new scenario whose ids are not allowed (编号问题)."""
    owns: dict[registry.Kind, list[str]] = {
        "targets": [one.id for one in scenario.targets],
        "scopes": [one.id for one in scenario.scopes],
    }
    for kind, names in owns.items():
        count = Counter(names)
        for number, name in enumerate(names):
            where = f"{kind}[{number}].id"
            if not PLAIN.fullmatch(name):
                yield _letters(where, name)
            elif official(kind, name):
                yield _taken(where, name)
            elif count[name] > 1:
                yield _twice(where, name)
    if len(scenario.targets) > MOST_TARGETS:
        yield _too_many(len(scenario.targets))


def official(kind: registry.Kind, name: str) -> bool:
    """Say whether a name is an official id of any time, may become one, or looks like either
    (是否形似官方编号).
    """
    form = skeleton(name)
    return form in _official(kind) or RESERVED.fullmatch(form) is not None


def id_label(kind: registry.Kind, name: str, language: Language) -> str:
    """Give an id as a column of ids has it (编号列): one that is not official, as own."""
    return name if official(kind, name) else own_name(name, language)


@cache
def _official(kind: registry.Kind) -> frozenset[str]:
    rows = [row for table in registry.tables(kind) for row in table]
    names = {row[key] for row in rows for key in ("id", "variant") if key in row}
    return frozenset(map(skeleton, names | {"any"}))


def _rename(content: dict[str, Any], kind: registry.Kind) -> None:
    """Give own targets or scopes another id where theirs is not plain, official or taken."""
    own = content.get(kind, ())
    taken = {one["id"] for one in own}
    free = (f"{LETTERS[kind]}{number}" for number in range(1, 1_000))
    seen: set[str] = set()
    for one in own:
        name = one["id"]
        if name in seen or not PLAIN.fullmatch(name) or official(kind, name):
            one["id"] = next(found for found in free if found not in taken)
            if not (one["title_zh"] or one["title_en"] or official(kind, name)):
                one["title_zh"] = name
            if kind == "scopes":
                _point(content, name, one["id"])
        seen.add(name)


def _point(content: dict[str, Any], old: str, new: str) -> None:
    """Let all that names a scope name it by its new id."""
    for one in (content, *content.get("targets", ()), *content.get("events", ())):
        if one.get("scope") == old:
            one["scope"] = new


def _content(scenario: "Scenario") -> dict[str, Any]:
    return scenario.model_dump(by_alias=True)


def _rewritten(scenario: "Scenario", content: dict[str, Any]) -> "Scenario":
    """Read what was rewritten; the very same scenario where nothing was."""
    return scenario if content == _content(scenario) else type(scenario).model_validate(content)


def _neat(item: Any, key: str = "") -> Any:
    """Rewrite every text within; none becomes longer."""
    if isinstance(item, dict):
        return {name: _neat(value, name) for name, value in item.items()}
    if isinstance(item, list | tuple):
        return tuple(_neat(one) for one in item)
    if not isinstance(item, str):
        return item
    text = (lines if key in NOTES else line)(item)[: len(item)]
    return text or "scenario" if key == "name" else text


def _letters(where: str, found: str) -> Problem:
    return Problem(
        where=where,
        what=Text("编号含有其他字符", "an id with other signs"),
        found=found,
        expected=Text("英文字母、数字、- 和 _", "English letters, digits, - and _"),
        remedy=Text(
            "改写编号，名称写入 title_zh", "use only these; the title may hold other signs"
        ),
        code="id-letters",
    )


def _taken(where: str, found: str) -> Problem:
    return Problem(
        where=where,
        what=Text(
            "编号已被占用：与官方编号相同或形似", "the id is taken: official, or it looks so"
        ),
        found=found,
        expected=Text("自己的编号", "an id of your own"),
        remedy=Text("换一个编号", "choose another id"),
        code="id-official",
    )


def _twice(where: str, found: str) -> Problem:
    return Problem(
        where=where,
        what=Text("编号已被占用：用了两次", "the id is taken: given twice"),
        found=found,
        expected=Text("各不相同的编号", "ids that differ"),
        remedy=Text("换一个编号", "choose another id"),
        code="id-twice",
    )


def _too_many(found: int) -> Problem:
    return Problem(
        where="targets",
        what=Text("自定目标过多", "too many targets of one's own"),
        found=str(found),
        expected=Text(f"至多 {MOST_TARGETS} 个", f"at most {MOST_TARGETS}"),
        remedy=Text("分为几个情景", "split the scenario"),
        code="too-many-targets",
    )
