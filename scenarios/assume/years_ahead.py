"""Years said by the horizon (随预测期的年份): a scenario file that holds whatever the origin is.

"+1" is the first year after the origin, "+1..+3" the first three, "2026..2027" those of the two
that lie ahead; a text's {+1} is the number of that year. A scenario itself holds plain years:
they are settled before its file is checked, so a link or a record never says a year otherwise.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from data import clock
from data.vintages import as_of
from forecast.spec import Spec

SPAN: Final = re.compile(r"(\+\d{1,2}|\d{4}(?=\.))(?:\.\.(\+\d{1,2}|\d{4}))?", re.ASCII)
NAMED: Final = re.compile(r"\{(\+\d{1,2})\}", re.ASCII)
SAID: Final = {"assumptions": "years", "events": "from"}
"""The tables of a file that speak of years, and the key that does."""


def horizon() -> tuple[int, ...]:
    """Give the years after the newest published one (预测期), where no baseline says its own."""
    first = as_of(clock.today()).newest_year + 1
    return tuple(range(first, max(first, Spec().last_year) + 1))


def settled(content: object, years: Sequence[int] | None = None) -> tuple[object, tuple[int, ...]]:
    """Turn years said by the horizon into plain ones (化为年份), and give those outside it.

    `years` are the horizon's; they follow the newest published one if none are given. An
    assumption or event of which no year is left is dropped. What says its years plainly, and
    what is no scenario at all, is given back as it came.
    """
    if not isinstance(content, dict) or not _speaks(content):
        return content, ()
    years, outside = years or horizon(), set[int]()
    plain: dict[str, Any] = _named(content, years)
    for table, key in SAID.items():
        if isinstance(items := content.get(table), list):
            plain[table] = [*_rows(items, key, years, outside)]
    return plain, tuple(sorted(outside))


def _speaks(content: Mapping[str, Any]) -> bool:
    """Say whether any year of a file is said by the horizon (是否随预测期)."""
    tables = ((content.get(table), key) for table, key in SAID.items())
    rows = ((row, key) for items, key in tables if isinstance(items, list) for row in items)
    return any(isinstance(row, dict) and _span(row.get(key)) for row, key in rows)


def _rows(
    items: Sequence[object], key: str, years: Sequence[int], outside: set[int]
) -> Iterator[object]:
    """Yield assumptions or events with plain years, and note what lies outside the horizon."""
    for item in items:
        span = _span(item.get(key)) if isinstance(item, dict) else None
        if not isinstance(item, dict) or span is None:
            yield item
            continue
        first, last = (_year(end, years) for end in span)
        asked = range(first, last + 1)
        outside.update(year for year in asked if year not in years)
        inside = [year for year in asked if year in years]
        if inside:
            yield _named(item, years) | {key: inside if key == "years" else inside[0]}


def _span(said: object) -> tuple[str, str] | None:
    """Split what is said of years into its two ends; None where it is said plainly."""
    match = SPAN.fullmatch(said) if isinstance(said, str) else None
    return (match[1], match[2] or match[1]) if match else None


def _year(end: str, years: Sequence[int]) -> int:
    return years[0] - 1 + int(end) if end.startswith("+") else int(end)


def _named(row: Mapping[str, Any], years: Sequence[int]) -> dict[str, Any]:
    """Put the number of its year for every {+1} in a row's texts."""

    def text(said: object) -> object:
        if not isinstance(said, str):
            return said
        return NAMED.sub(lambda match: str(_year(match[1], years)), said)

    return {key: text(said) for key, said in row.items()}
