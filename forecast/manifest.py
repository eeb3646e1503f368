"""A baseline's manifest, of any schema, as today's code reads it (基准清单).

The manifest on disk is never altered: its bytes are part of the baseline's name. Old ones are
read through explicit steps over plain values, never through today's defaults.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from base.problems import Problems, unknown_version
from data.scopes import Scope

Manifest = dict[str, Any]

SCHEMA: Final = 2
"""Schema of the manifests that are written today (清单版本)."""

STEPS: Final[dict[int, Callable[[Manifest], Manifest]]] = {
    # 2 added checksums of the arrays: of older baselines nobody wrote them down.
    1: lambda manifest: manifest | {"schema": 2, "checksums": {}},
}
"""Step `n` reads a manifest of schema n as one of schema n + 1; there is none before 1."""

SCOPE_FIELDS: Final = (
    "id variant zh en description_zh description_en low mid high release basis known_from"
)
"""Fields of a scope that every manifest has held since the first."""

SCOPE_ABSENT: Final[dict[str, Any]] = {}
"""Fields that scopes gained later, and what their absence means in older manifests (缺失字段的
原意); `test_baseline_artefacts.py` fails until a new field is added here."""


def upgrade(
    manifest: Manifest, steps: Mapping[int, Callable[[Manifest], Manifest]] = STEPS
) -> Manifest:
    """Read a manifest as one of today's schema (升级); raises Problems for an unknown one."""
    newest = max(steps, default=SCHEMA - 1) + 1
    schema = manifest.get("schema")
    while type(schema) is not int or schema != newest:
        if type(schema) is not int or schema not in steps:
            raise Problems(
                [unknown_version("manifest.json", "基准", "baseline", schema, range(1, newest + 1))]
            )
        manifest = steps[schema](dict(manifest))
        schema = manifest.get("schema")
    return manifest


def scopes(manifest: Manifest) -> tuple[Scope, ...]:
    """Read the scope table that a manifest holds (口径表)."""
    return tuple(_scope(SCOPE_ABSENT | row) for row in upgrade(manifest)["scopes"])


def _scope(row: dict[str, Any]) -> Scope:
    """Turn lists into the tuples they were."""
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    return Scope(**plain)
