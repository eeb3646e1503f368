"""Old pins, step by step to today's schema (旧版格式升级): explicit, tested, for ever.

A step takes plain JSON values and returns plain JSON values, never today's classes: what an
old link meant must not change because a class gained a field or a default.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import BaseModel

from base.json_types import Record
from base.problems import Problem, Problems, Text, unknown_version
from scenarios.assume.scenario import ADDED, PARTS, Scenario

PIN_SCHEMA: Final = 1
"""Schema of the pins that are written today (固定记录的版本)."""

PIN_STEPS: Final[dict[int, Callable[[Record], Record]]] = {}
"""Step `n` turns a pin of schema n into one of schema n + 1; there is none before schema 1."""

ABSENT: Final[dict[str, dict[str, Any]]] = {"scenario": ADDED}
"""Fields that a part of a pin gained after links were first written, and what their absence
meant then (缺失字段的原意). Written out, so that changing a default in the classes never
changes an old link. `test_links.py` fails until a new field is added."""

FIRST_FIELDS: Final = {
    "scenario": "assumptions baseline name note_en note_zh schema scope source title_en title_zh",
    "assumptions": "kind measure owner reason review section source value years",
    "targets": "id measure scope sense source threshold title_en title_zh tolerance year",
    "scopes": "coefficients id source title_en title_zh",
    "project": "amount from kind owner ramp reason section source title_en title_zh",
    "spin_off": "amount from kind owner ramp reason section source title_en title_zh",
    "rescoping": "coefficient from kind owner reason scope section source title_en title_zh",
    "census": "from kind owner reason section shift source title_en title_zh",
    "target": "en id measure note release scope strict threshold tolerance wording year zh",
}
"""Fields that each part has held since it was first written to a link: the scenario, its
assumptions, own targets and scopes, and events (by kind), and a row of the target table."""


def upgrade(pin: Record, steps: Mapping[int, Callable[[Record], Record]] = PIN_STEPS) -> Record:
    """Bring a pin to today's schema, one explicit step at a time (升级).

    Raises Problems for a schema from the future, or one that no step leads away from.
    """
    schema = pin.get("schema")
    newest = max(steps, default=PIN_SCHEMA - 1) + 1
    while type(schema) is not int or schema != newest:  # True is 1 in Python, not here
        if type(schema) is not int or schema not in steps:
            raise Problems(
                [unknown_version("schema", "链接", "link", schema, range(1, newest + 1))]
            )
        pin = steps[schema](dict(pin))
        schema = pin.get("schema")
    targets = pin.get("targets")
    if isinstance(targets, list):
        rows = [ABSENT.get("target", {}) | row if isinstance(row, dict) else row for row in targets]
        pin = pin | {"targets": rows}
    return pin | {"scenario": filled(pin.get("scenario"))}


def filled(scenario: Any) -> Any:
    """Write out what absence meant when the scenario was pinned (补全); raises Problems.

    A field that neither the pin nor the table knows is missing: nothing is left to defaults.
    """
    if not isinstance(scenario, dict):
        return scenario  # the strict classes say what is wrong with it
    whole = ABSENT["scenario"] | scenario
    missing = sorted(fields(Scenario) - whole.keys())
    for key in ("assumptions", "targets", "scopes", "events"):
        if isinstance(whole.get(key), list):
            whole[key] = [_filled_part(key, item) for item in whole[key]]
            for number, item in enumerate(whole[key]):
                model = _part(key, item)
                absent = sorted(fields(model) - item.keys()) if model else []
                missing += [f"{key}[{number}].{name}" for name in absent]
    if missing:
        raise Problems([_missing(name) for name in missing[:20]])
    return whole


def _filled_part(key: str, item: Any) -> Any:
    """Write out what absence meant in one assumption, target or event."""
    if not isinstance(item, dict):
        return item
    return ABSENT.get(str(item.get("kind")) if key == "events" else key, {}) | item


def _part(key: str, item: Any) -> type[BaseModel] | None:
    """Give the class of one assumption, target or event; None for what is none of them."""
    if not isinstance(item, dict):
        return None
    return PARTS.get(str(item.get("kind")) if key == "events" else key)


def fields(model: type[BaseModel]) -> set[str]:
    """Names of a model's fields as they stand in a file (字段名)."""
    return {field.alias or name for name, field in model.model_fields.items()}


def _missing(name: str) -> Problem:
    return Problem(
        where=f"scenario {name}",
        what=Text("缺少字段，链接不以默认值代替", "a missing field, for which no default is taken"),
        found="",
        expected=Text("写明的取值", "a stated value"),
        remedy=Text("向发送者索取完整链接", "ask the sender for the whole link"),
        code="link-content",
    )
