"""A small strict file of ours, TOML or JSON: read, and what is wrong in it (小文件的读取与校验)."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from base.faults import fault
from base.problems import Problem, Problems, Text, one_of

EXPECTED: Final = {
    "missing": Text("必填，不可缺", "a value: this field may not be left out"),
    "finite_number": Text("有限的数", "a finite number"),
    "float_type": Text("数（不加引号）", "a number, without quotes"),
    "float_parsing": Text("数", "a number"),
    "int_type": Text("整数（不加引号）", "a whole number, without quotes"),
    "int_parsing": Text("整数", "a whole number"),
    "int_from_float": Text("整数", "a whole number"),
    "int_parsing_size": Text("位数较少的整数", "a whole number of fewer digits"),
    "string_type": Text("文字（加引号）", "text, in quotes"),
    "string_unicode": Text("可打印的文字", "text that can be printed"),
    "bool_type": Text("true 或 false", "true or false"),
    "bool_parsing": Text("true 或 false", "true or false"),
    "tuple_type": Text("列表", "a list"),
    **dict.fromkeys(
        ("model_type", "model_attributes_type", "dict_type"),
        Text("一组键值", "a table of keys and values"),
    ),
    "union_tag_not_found": Text("写明 {discriminator} 的一组键值", "a table with {discriminator}"),
    "union_tag_invalid": Text(
        "{discriminator} 为以下之一：{expected_tags}", "{discriminator} one of {expected_tags}"
    ),
    "too_short": Text("至少一项", "at least one item"),
    "too_long": Text("至多 {max_length} 项", "at most {max_length} items"),
    "twice": Text("每项一次", "each item once"),
    "date_from_datetime_parsing": Text("日期，如 2026-03-31", "a date such as 2026-03-31"),
    "date_parsing": Text("日期，如 2026-03-31", "a date such as 2026-03-31"),
    "date_type": Text("日期，如 2026-03-31", "a date such as 2026-03-31"),
    "string_pattern_mismatch": Text("形如 {pattern} 的文字", "text that fits {pattern}"),
    "string_too_long": Text("至多 {max_length} 字", "at most {max_length} characters"),
    "literal_error": Text("以下之一：{expected}", "one of {expected}"),
    "weight": Text(
        "大于 0、至多 1 的权重；年份不能删去",
        "a weight above 0 and at most 1; a year is never deleted",
    ),
    "greater_than": Text("大于 {gt}", "more than {gt}"),
    "greater_than_equal": Text("不小于 {ge}", "at least {ge}"),
    "less_than_equal": Text("不大于 {le}", "at most {le}"),
}
"""Pydantic's kinds of error → what was expected; braces are filled from its context."""

CODES: Final = {
    "missing": "field-missing",
    "extra_forbidden": "field-unknown",
    "twice": "field-twice",
    "weight": "field-weight",
    "string_pattern_mismatch": "field-pattern",
    **dict.fromkeys(
        (
            *("float_type", "float_parsing", "int_type", "int_parsing", "int_from_float"),
            *("string_type", "bool_type", "tuple_type", "finite_number"),
            *("model_type", "model_attributes_type", "dict_type"),
        ),
        "field-type",
    ),
    **dict.fromkeys(("union_tag_not_found", "union_tag_invalid", "literal_error"), "field-choice"),
    **dict.fromkeys(("too_short", "too_long", "string_too_long"), "field-length"),
    **dict.fromkeys(
        ("date_from_datetime_parsing", "date_parsing", "date_type"),
        "field-date",
    ),
    **dict.fromkeys(("greater_than", "greater_than_equal", "less_than_equal"), "field-range"),
}
"""Pydantic's kinds of error → the code of the problem; `field-invalid` for any other."""

LARGEST: Final = 2**20
"""Bytes of a file at most; the longest ledger anybody has written is a hundredth of it."""


def content_of(path: Path, zh: str, en: str) -> object:
    """Read a TOML or JSON file (读取文件); raises Problems, in which it is called `zh` or `en`."""
    try:
        with path.open("rb") as file:
            return _parsed(file.read(LARGEST + 1), path.suffix == ".json")
    except (OSError, ValueError, RecursionError) as error:
        raise Problems([_unread(str(path), zh, en, error)]) from error


def content_from(stream: BinaryIO, zh: str, en: str) -> object:
    """Read TOML or JSON from a stream (读取输入流): JSON where it begins with a brace."""
    try:
        raw = stream.read(LARGEST + 1)
        return _parsed(raw, raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{")
    except (OSError, ValueError, RecursionError) as error:
        raise Problems([_unread("-", zh, en, error)]) from error


def _parsed(raw: bytes, as_json: bool) -> object:
    if len(raw) > LARGEST:
        raise ValueError(f"more than {LARGEST:,} bytes")
    text = raw.decode("utf-8-sig")
    found: object = json.loads(text) if as_json else tomllib.loads(text)
    return found


def _unread(where: str, zh: str, en: str, error: Exception) -> Problem:
    return Problem(
        where=where,
        what=Text(f"无法读取{zh}", f"{en} cannot be read"),
        found=fault(error),
        expected=Text("UTF-8 的 TOML 或 JSON", "TOML or JSON in UTF-8"),
        remedy=Text("更正文件或路径", "correct the file or its path"),
        code="file-unreadable",
    )


def problems_in(
    error: ValidationError,
    where: str,
    whole: type[BaseModel],
    parts: Mapping[str, type[BaseModel]],
    guide: str = "docs/scenario.md",
) -> list[Problem]:
    """Tell every validation error as a problem (逐项说明).

    `whole` is the model of the file, `parts` the models of its lists, by their key: a field
    that does not exist is answered with those that do. `guide` is where to read on.
    """
    return [_problem(detail, where, whole, parts, guide) for detail in error.errors()]


def _problem(
    detail: ErrorDetails,
    where: str,
    whole: type[BaseModel],
    parts: Mapping[str, type[BaseModel]],
    guide: str,
) -> Problem:
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        model = next((kind for name, kind in parts.items() if name in detail["loc"]), whole)
        what = Text("没有这个字段", "there is no such field")
        due = one_of(field.alias or name for name, field in model.model_fields.items())
    else:
        what = Text("取值不合规定", "a value that does not fit")
        due = expected(detail)
    return Problem(
        where=f"{where} {key.lstrip('.')}".rstrip(),
        what=what,
        found=_short(detail),
        expected=due,
        remedy=Text(f"对照 {guide} 更正", f"see {guide}"),
        code=CODES.get(detail["type"], "field-invalid"),
    )


def expected(detail: ErrorDetails) -> Text:
    """Say what pydantic expected (应有取值)."""
    known = EXPECTED.get(detail["type"])
    if known is None:
        return Text("符合规定的取值", detail["msg"])
    context: dict[str, Any] = detail.get("ctx", {})
    return Text(known.zh.format(**context), known.en.format(**context))


def _short(detail: ErrorDetails) -> str:
    return "—" if detail["type"] == "missing" else repr(detail["input"])[:80]
