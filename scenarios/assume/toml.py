"""A scenario as a TOML file (写出情景): what `read_scenario` reads, and no more."""

from typing import Any

import tomli_w

from scenarios.assume.scenario import Scenario

TABLES = ("assumptions", "events", "targets", "scopes")


def to_toml(scenario: Scenario) -> str:
    """Write a scenario as TOML (写出 TOML); reading it gives the same scenario.

    >>> print(to_toml(Scenario(name="empty")), end="")
    schema = 1
    name = "empty"
    scope = "D3"
    """
    record = _said(scenario.model_dump(mode="json", by_alias=True))
    tables = {key: rows for key in TABLES if (rows := record.pop(key, []))}
    return tomli_w.dumps(record | {key: [*map(_said, rows)] for key, rows in tables.items()})


def _said(record: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty, for that is what absent means."""
    return {key: value for key, value in record.items() if value not in ("", None)}
