"""The region that the tables are of (本地区): one record beside them, which all else asks.

Another region, or the country, is another folder of tables with its own `region.toml`; code
names no region.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from base.problems import Problem, Problems, Text

TABLES: Final = Path(__file__).parent / "tables"
FILE: Final = "region.toml"

TEXTS: Final = ("name", "en", "code", "bureau", "zone")
LISTS: Final = ("aliases", "relative", "districts", "areas", "country", "provinces", "cities")


@dataclass(frozen=True)
class Region:
    """Whose figures the tables hold (地区).

    `name` and `en`: in Chinese and English; `code`: six digits of GB/T 2260; `aliases`: how else
    it is written, its own name without 市 among them; `relative`: those of them that
    every place calls itself, as 全市; `districts`: its parts, and `areas`
    groups of them, whose figures are not its own; `country` and wider, `provinces` and `cities`:
    others; `bureau`: who publishes; `zone`: of its days; `tables`: the folder of its tables.
    """

    name: str
    en: str
    code: str
    bureau: str
    zone: ZoneInfo
    aliases: tuple[str, ...]
    relative: tuple[str, ...]
    districts: tuple[str, ...]
    areas: tuple[str, ...]
    country: tuple[str, ...]
    provinces: tuple[str, ...]
    cities: tuple[str, ...]
    tables: Path


@cache
def region(tables: Path = TABLES) -> Region:
    """Read the region of a folder of tables (读取地区); raises Problems, every one at once.

    >>> len(region().code), region().name in region().districts
    (6, False)
    """
    try:
        said = tomllib.loads((tables / FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Problems([_problem("", str(error)[:120])]) from error
    if problems := [*_problems(said)]:
        raise Problems(problems)
    record: dict[str, Any] = {key: said[key] for key in TEXTS}
    record |= {key: tuple(said[key]) for key in LISTS}
    return Region(**record | {"zone": ZoneInfo(said["zone"]), "tables": tables})


def _problems(said: dict[str, Any]) -> list[Problem]:
    found = [key for key in TEXTS if not (isinstance(said.get(key), str) and said[key])]
    found += [key for key in LISTS if not _texts(said.get(key))]
    if "zone" not in found and said["zone"] not in available_timezones():
        found.append("zone")
    code = said.get("code")
    if "code" not in found and not (str(code).isdecimal() and len(str(code)) == 6):
        found.append("code")
    return [_problem(key, str(said.get(key, ""))[:60]) for key in sorted(found)]


def _texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _problem(key: str, found: str) -> Problem:
    return Problem(
        f"{FILE}:{key}" if key else FILE,
        Text("地区资料不完整或有误", "the record of the region is incomplete or wrong"),
        found,
        Text(
            "名称、代码（六位）、发布机构、时区、别名、所辖区县和其他地区",
            "its name, six-digit code, bureau, time zone, aliases, parts and others",
        ),
        Text(f"补全或更正 {FILE}", f"complete or correct {FILE}"),
        code="region-record",
    )
