"""Old pins, step by step to today's schema (旧版格式升级): explicit, tested, for ever.

A step takes plain JSON values and returns plain JSON values, never today's classes: what an
old link meant must not change because a class gained a field or a default.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from data.problems import Problem, Problems, Text
from scenarios import scenario as files
from scenarios.scenario import Assumption, Scenario

Record = dict[str, Any]

PIN_SCHEMA: Final = 1
"""Schema of the pins that are written today (钉住记录的版本)."""

PIN_STEPS: Final[dict[int, Callable[[Record], Record]]] = {}
"""Step `n` turns a pin of schema n into one of schema n + 1; there is none before schema 1."""

ABSENT: Final[dict[str, dict[str, Any]]] = {
    "scenario": dict(getattr(files, "ADDED", {})),
    "assumption": {},
    "target": {},
}
"""Fields that scenarios and targets gained after links were first written, and what their
absence meant then (缺失字段的原意). Written out here, so that changing a default in the
classes never changes an old link. `test_links.py` fails until a new field is added."""

FIRST_FIELDS: Final = {
    "scenario": "assumptions baseline name note_en note_zh schema scope source title_en title_zh",
    "assumption": "kind measure owner reason review section source value years",
    "target": "en id measure note release scope strict threshold tolerance wording year zh",
}
"""Fields that every pin has held since the first."""


def upgrade(pin: Record, steps: Mapping[int, Callable[[Record], Record]] = PIN_STEPS) -> Record:
    """Bring a pin to today's schema, one explicit step at a time (升级).

    Raises Problems for a schema from the future, or one that no step leads away from.
    """
    schema = pin.get("schema")
    newest = max(steps, default=PIN_SCHEMA - 1) + 1
    while type(schema) is not int or schema != newest:  # True is 1 in Python, not here
        if type(schema) is not int or schema not in steps:
            raise Problems([_unknown(schema, newest)])
        pin = steps[schema](dict(pin))
        schema = pin.get("schema")
    targets = pin.get("targets")
    if isinstance(targets, list):
        rows = [ABSENT["target"] | row if isinstance(row, dict) else row for row in targets]
        pin = pin | {"targets": rows}
    return pin | {"scenario": filled(pin.get("scenario"))}


def filled(scenario: Any) -> Any:
    """Write out what absence meant when the scenario was pinned (补全); raises Problems.

    A field that neither the pin nor the table knows is missing: nothing is left to defaults.
    """
    if not isinstance(scenario, dict) or not isinstance(scenario.get("assumptions"), list):
        return scenario  # the strict classes say what is wrong with it
    whole = ABSENT["scenario"] | scenario
    whole["assumptions"] = [
        ABSENT["assumption"] | item if isinstance(item, dict) else item
        for item in scenario["assumptions"]
    ]
    missing = sorted(fields(Scenario) - whole.keys())
    for number, item in enumerate(whole["assumptions"]):
        if isinstance(item, dict):
            absent = sorted(fields(Assumption) - item.keys())
            missing += [f"assumptions[{number}].{name}" for name in absent]
    if missing:
        raise Problems([_missing(name) for name in missing[:20]])
    return whole


def fields(model: type[Scenario] | type[Assumption]) -> set[str]:
    """Names of a model's fields as they stand in a file (字段名)."""
    return {field.alias or name for name, field in model.model_fields.items()}


def _missing(name: str) -> Problem:
    return Problem(
        where=f"scenario {name}",
        what=Text("缺少字段，链接不以默认值代替", "a missing field, for which no default is taken"),
        found=Text("空", "nothing").en,
        expected=Text("写明的取值", "a value that is written out"),
        remedy=Text("向发送者索取完整链接", "ask the sender for the whole link"),
    )


def _unknown(schema: object, newest: int) -> Problem:
    return Problem(
        where="schema",
        what=Text("无法识别的链接版本", "a link of an unknown schema"),
        found=repr(schema)[:40],
        expected=Text(f"1 至 {newest}", f"1 to {newest}"),
        remedy=Text(
            "若由更新版本的渝策生成，请先升级", "update Yuce if a newer version made the link"
        ),
    )
