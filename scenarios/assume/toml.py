"""A scenario as a TOML file (写出情景): what `read` reads, and nothing it does not need."""

import json
from typing import Any

from scenarios.assume.scenario import Scenario


def to_toml(scenario: Scenario) -> str:
    """Write a scenario as TOML (写出 TOML); reading it gives the same scenario.

    >>> print(to_toml(Scenario(name="empty")), end="")
    schema = 1
    name = "empty"
    scope = "D3"
    """
    record = scenario.model_dump(mode="json", by_alias=True)
    tables = {key: record.pop(key, []) for key in ("assumptions", "events", "targets", "scopes")}
    lines = _lines(record)
    for name, rows in tables.items():
        for row in rows:
            lines += ["", f"[[{name}]]", *_lines(row)]
    return "\n".join(lines) + "\n"


def _lines(record: dict[str, Any]) -> list[str]:
    """One line a key; what is empty is left out, for that is what absent means."""
    return [f"{key} = {_value(value)}" for key, value in record.items() if value not in ("", None)]


def _value(value: Any) -> str:
    """Write one value; JSON's strings are TOML's, but for the delete character."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(one)}' for key, one in value.items())} }}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
