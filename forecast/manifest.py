"""A baseline's manifest, of any schema, as today's code reads it (基准清单).

The manifest on disk is never altered: its bytes are part of the baseline's name. Old ones are
read through explicit steps over plain values, never through today's defaults.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from base.canonical import canonical
from base.problems import Problems, unknown_version
from data.scopes import Scope
from data.sections import CODES, GROUP_SERIES, TERTIARY

Manifest = dict[str, Any]

SCHEMA: Final = 2
"""Schema of the manifests that are written today (清单版本)."""

STEPS: Final[dict[int, Callable[[Manifest], Manifest]]] = {
    # 2 added checksums of the arrays: of older baselines nobody wrote them down.
    1: lambda manifest: manifest | {"schema": 2, "checksums": {}},
}
"""Step `n` reads a manifest of schema n as one of schema n + 1; there is none before 1."""

SCOPES: Final = TypeAdapter(tuple[Scope, ...])
"""How scopes are written into a manifest; `scopes` reads them back."""

SCOPE_FIELDS: Final = (
    "id variant zh en description_zh description_en low mid high release basis known_from"
)
"""Fields of a scope that every manifest has held since the first."""

SCOPE_ABSENT: Final[dict[str, Any]] = {}
"""Fields that scopes gained later, and what their absence means in older manifests (缺失字段的
原意); `test_baseline_artefacts.py` fails until a new field is added here."""


class _Shape(BaseModel):
    """What every manifest has held since the first, and of what kind."""

    model_config = ConfigDict(strict=True, allow_inf_nan=False)

    schema_: int = Field(alias="schema")
    as_of: Annotated[str, AfterValidator(date.fromisoformat)]
    vintage: str
    origin: int = Field(ge=1978, le=2200)
    seed: int
    spec: dict[str, Any]
    versions: dict[str, str]
    published: dict[str, dict[Annotated[str, Field(pattern=r"^[0-9]{4}$")], float]]
    scopes: list[dict[str, Any]] = Field(min_length=1)


def parsed(content: bytes) -> Manifest:
    """Read a manifest's bytes (读取清单); raises ValueError for what no fit ever wrote."""
    try:
        manifest: Manifest = json.loads(content.decode("utf-8"))
        _Shape.model_validate(upgrade(manifest))
        for series in (TERTIARY, *GROUP_SERIES):
            manifest["published"][series][str(manifest["origin"])]
        tables = SCOPES.validate_python(manifest["scopes"]), scopes(manifest)
        if tables[0] != tables[1] or any(len(one.mid) != len(CODES) for one in tables[1]):
            raise ValueError("scopes are not as they are written")
        canonical(manifest)
    except (TypeError, LookupError, RecursionError, AttributeError) as error:
        raise ValueError(type(error).__name__) from error
    return manifest


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
