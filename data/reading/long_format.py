"""Figures in this project's own long format (长表): a row a figure, columns by their names."""

import re
from typing import Final

from base.problems import Text, one_of
from data.checks.rows import PRINTED_AS
from data.history import SERIES
from data.indicators import indicators
from data.reading.facts import UNIT_NAMES
from data.reading.figures import WITHIN, Figure, Found, not_a_number
from data.reading.sheets.grid import Sheet
from data.reading.sheets.text import flat, missing, number, shown
from data.schema import not_once, not_permitted, place, ragged, unknown_column

NEEDED: Final = ("series", "period", "measure", "value", "unit")
NAME: Final = "name"
"""What a series is called: for who fills a table in, and read for nothing."""

MAY: Final = (
    *("price_basis", "status", "release", "known_from", "note", "source_title", "source_url"),
    *("row", "decimals"),
    NAME,
)
STATUSES: Final = ("", "preliminary", "revised", "final", "unknown")
_PERIOD: Final = re.compile(r"(19[5-9]|20[0-9])\d(Q[1-4]|M(0[1-9]|1[0-2]))?")
_INDICATOR: Final = re.compile(r"ind_[a-z0-9_]{1,40}")
_INDICATOR_MEASURES: Final = ("indicator_level", "indicator_growth")


def is_long(sheet: Sheet) -> bool:
    """Say whether a sheet is in the long format (是否长表): series, period and value by name."""
    head = {flat(cell).lower() for cell in sheet.rows[0]} if sheet.rows else set()
    return len(head & set(NEEDED)) >= 3 and "series" in head


def find_long(sheet: Sheet, file: str) -> Found:
    """Read a sheet in the long format (读长表), naming every cell that is not permitted.

    A row whose value is “—” or the like has no figure.
    """
    where = f"{file}[{shown(sheet.name)}]" if sheet.name else file
    found = Found()
    head = [flat(cell).lower() for cell in sheet.rows[0]]
    for name in NEEDED:
        if head.count(name) != 1:
            found.problems.append(not_once(where, name, name, NEEDED, name in head))
    for name in head:
        if name not in (*NEEDED, *MAY):
            found.problems.append(unknown_column(where, shown(name), (*NEEDED, *MAY)))
    if found.problems:
        return found
    for at, row in enumerate(sheet.rows[1:], start=2):
        if not any(flat(cell) for cell in row):
            continue
        given = dict(zip(head, [*row, *[None] * (len(head) - len(row))], strict=False))
        if len(row) > len(head) and any(flat(cell) for cell in row[len(head) :]):
            found.problems.append(ragged(where, at, len(row), len(head)))
            continue
        text = {name: flat(cell) for name, cell in given.items()}
        if text["value"] and missing(given["value"]):
            continue
        wrong = list(_wrong(text))
        value = number(given["value"])
        measure = text["measure"]
        if value is None:
            found.problems.append(not_a_number(place(where, at, "value"), given["value"]))
        elif measure in WITHIN and not WITHIN[measure][0] < value < WITHIN[measure][1]:
            low, high = WITHIN[measure]
            wrong.append(("value", Text(f"{low} 至 {high}", f"{low} to {high}")))
        for name, expected in wrong:
            cell = shown(given.get(name))
            found.problems.append(not_permitted(place(where, at, name), cell, expected))
        if value is not None and not wrong:
            found.figures.append(
                Figure(
                    *(text["series"], text["period"].upper(), measure, value),
                    *(place(where, at, "value"), at, text["unit"]),
                    text.get("status", ""),
                    shown(given.get("note"), 200),
                )
            )
    return found


def _wrong(text: dict[str, str]) -> list[tuple[str, Text]]:
    """Columns of a row whose text is not permitted, and what is."""
    wrong = []

    def among(name: str, choices: tuple[str, ...]) -> None:
        if text.get(name, "") not in choices:
            wrong.append((name, one_of(choices)))

    measure = text["measure"]
    known = indicators().get(text["series"])
    if known or _INDICATOR.fullmatch(text["series"]):
        if known is None or known.area != "own":
            wrong.append(
                ("series", Text("指标登记表中的标识", "an id of the register of indicators"))
            )
        among("measure", _INDICATOR_MEASURES)
        if known and measure in _INDICATOR_MEASURES:
            among("unit", (known.unit if measure == "indicator_level" else "percent",))
    else:
        among("series", SERIES)
        among("measure", tuple(PRINTED_AS))
        if measure in UNIT_NAMES:
            among("unit", (UNIT_NAMES[measure],))
            if text.get("price_basis"):
                among("price_basis", (PRINTED_AS[measure][1],))
    among("status", STATUSES)
    if not _PERIOD.fullmatch(text["period"].upper()):
        wrong.append(("period", Text("如 2025 或 2026Q3", "such as 2025 or 2026Q3")))
    elif measure == "real_index" and "Q" in text["period"].upper():
        among("measure", ("value_added", "real_growth"))
    return wrong
