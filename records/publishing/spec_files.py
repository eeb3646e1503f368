"""A spec as a small strict file (设定文件): what a fit is told, in TOML or JSON."""

import json
from pathlib import Path

from pydantic import ValidationError

from base.canonical import digest
from base.problems import Problems
from base.strict_files import content_of, problems_in
from forecast.spec import Spec

GUIDE = "docs/laboratory.md"
"""Where the fields of a spec are described."""


def read_spec(path: Path) -> Spec:
    """Read a spec from a TOML or JSON file (读取设定); raises Problems, all at once."""
    return parse(content_of(path, "设定文件", "the spec file"), path.name)


def parse(content: object, where: str = "spec") -> Spec:
    """Turn a mapping into a spec (解析设定); raises Problems naming every key at fault."""
    try:
        # Through JSON: strict there takes lists for tuples and "2020" for a year, nothing else.
        return Spec.model_validate_json(json.dumps(content, default=str), strict=True)
    except ValidationError as error:
        raise Problems(problems_in(error, where, Spec, {}, GUIDE)) from error


def spec_hash(content: object) -> str:
    """Name a spec by content (设定哈希): a Spec, or the spec of a manifest."""
    plain = content.model_dump(mode="json", by_alias=True) if isinstance(content, Spec) else content
    return digest(plain)
