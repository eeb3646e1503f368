"""New figures laid out for a reader (新数据各表): on screen and in a terminal alike.

Tables of plain values: whatever a file's cells held is text in them, never markup, and no
formula once they are taken into a spreadsheet.
"""

from typing import Final

import pandas as pd

from base.digits import rounded
from data.figure_changes import LEVELS
from data.reading.answers import memory
from data.reading.answers.readback import FACTS, ColumnReading, lines, sources
from data.reading.sheets.grid import Spot
from data.reading.taken import TableReading
from data.region import region
from data.releases.intake import Reading
from views.present.names import series_name
from views.present.safe_cells import inert_table
from views.words.numbers import percent, points
from views.words.words import joined, language, period_name, pick, word


def read_as(reading: Reading) -> pd.DataFrame:
    """Lay out what was taken for what (识别表)."""
    table = reading.columns()
    span = table["first"].where(
        table["first"] == table["last"], table["first"] + "–" + table["last"]
    )
    columns = {
        "read_series": table["series"].map(series_name),
        "read_measure": [word(f"measure_{one}") for one in table["measure"]],
        "read_unit": [word(f"unit_{one}") for one in table["unit"]],
        "read_period": span,
        "read_count": table["count"],
        "read_from": table["from"],
    }
    return inert_table(pd.DataFrame({word(key): values for key, values in columns.items()}))


def read_back(taken: TableReading, known: pd.DataFrame) -> pd.DataFrame:
    """Lay out how a table was read (读法表), a column a row, beside what was known a year before.

    `known`: figures as `data.releases.differences.figures_of` gives them.
    """
    rows = []
    for line in lines(taken):
        names = "、".join(series_name(one) for one in line.series[:4])
        span = line.first_period
        span += f"–{line.last_period}" if line.last_period != span else ""
        facts = [f"{word(f'six_{fact}')} {line.sources[fact] or '—'}" for fact in FACTS]
        rows.append(
            [
                *(line.column, line.header, names + ("…" if len(line.series) > 4 else "")),
                *(word(f"measure_{line.measure}"), word(f"unit_{line.unit}"), span),
                *(f"{line.first:,f}", _year_before(line, known), f"{line.last:,f}"),
                joined(facts),
            ]
        )
    columns = [word(f"line_{one}") for one in LINE]
    return inert_table(pd.DataFrame(rows, columns=columns))


def of_cell(taken: TableReading, spot: Spot) -> str:
    """Say what one figure was read as, and the cell that says each of its facts (一格读法).

    Of a figure that is left out, why.
    """
    facts = taken.figures.get(spot)
    if facts is None:
        out = taken.left.get(spot)
        return "" if out is None else f"{out.text}: {out.why[language()]}"
    place = pick(region().name, region().en)
    kind = (
        "single"
        if facts.measure.endswith("_single")
        else "whole"
        if len(facts.period) == 4
        else "to_date"
    )
    read_as = [
        *(place, series_name(facts.series), word(f"measure_{facts.measure}")),
        *(word(f"unit_{facts.unit}"), period_name(facts.period), word(f"kind_{kind}")),
    ]
    cells = sources(taken, spot)
    told = [
        f"{word(f'six_{fact}')} {value} ({cells[fact] or '—'})".replace("  ", " ")
        for fact, value in zip(FACTS, read_as, strict=True)
    ]
    return joined([f"{taken.values[spot]:,f}", *told])


LINE: Final = (
    *("column", "header", "series", "measure", "unit", "period", "first", "before", "last"),
    "cells",
)


def _year_before(line: ColumnReading, known: pd.DataFrame) -> str:
    """The same series a year before the first figure, as printed; — where it is not known."""
    period = f"{int(line.first_period[:4]) - 1}{line.first_period[4:]}"
    index = line.measure == "real_index"
    measure = "real_growth" if index else line.measure
    same = known["series"].eq(line.series[0]) & known["period"].eq(period)
    found = known.loc[same & known["measure"].eq(measure), "value"]
    if found.empty:
        return "—"
    value = float(found.iloc[-1])
    if line.unit == "percent" or index:
        return percent(value + index)[:-1]
    return f"{rounded(value, 2):,.2f}"


def differs(taken: TableReading) -> list[str]:
    """Tell what a table's layout says that the one remembered does not (版式差异)."""
    more, less = memory.differs(taken)
    told = [word("layout_more", "、".join(more))] if more else []
    return told + ([word("layout_less", "、".join(less))] if less else [])


def left_out(reading: Reading) -> pd.DataFrame:
    """Lay out the rows and columns that were not taken (未采用)."""
    rows = [
        [one.where, one.text, one.why[language()], one.remedy[language()]]
        for one in reading.left_out
    ]
    columns = [word(f"read_{one}") for one in ("where", "said", "why", "remedy")]
    return inert_table(pd.DataFrame(rows, columns=columns))


def differences(table: pd.DataFrame) -> pd.DataFrame:
    """Lay out a comparison (差异表): 亿元 with two digits, growth in per cent, changes in both."""
    level = table["measure"].isin(LEVELS)

    def printed(column: str) -> list[str]:
        both = zip(table[column], level, strict=True)
        return [
            "—" if pd.isna(one) else f"{rounded(one, 2):,.2f}" if money else percent(one)[:-1]
            for one, money in both
        ]

    columns = {
        "diff_series": table["series"].map(series_name),
        "diff_period": table["period"].map(period_name),
        "diff_measure": [word(f"measure_{one}") for one in table["measure"]],
        "diff_before": printed("before"),
        "diff_after": printed("after"),
        "diff_change": ["—" if pd.isna(one) else points(one) for one in table["change"]],
        "diff_kind": [word(f"diff_{one}") for one in table["kind"]],
    }
    return pd.DataFrame({word(key): values for key, values in columns.items()})
