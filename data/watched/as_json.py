"""The watch's calendar, indicators and directions as `--json` gives them (监测数据)."""

from datetime import date
from typing import Any, Final

from data.due import due, upcoming
from data.indicators import indicators
from data.vintages import Vintage
from data.watched.directions import counted, directions
from data.watched.indicator_figures import known
from data.watched.overdue import overdue

NAMED: Final = {"year": "bulletin", "yearbook": "yearbook"}
"""Releases of whole years, by what they hold."""


def due_rows(vintage: Vintage, day: date) -> list[dict[str, Any]]:
    """Give releases of the accounts, overdue and next, then overdue indicators (应公布清单)."""
    accounts = [(one, True) for one in due(vintage, day)]
    accounts += [(one, False) for one in upcoming(vintage, day)]
    rows: list[dict[str, Any]] = [
        {
            "release": NAMED.get(one.figures, "accounts"),
            "period": str(one.year) if one.figures in NAMED else f"{one.year}{one.figures}",
            "expected": one.by.isoformat(),
            "overdue": late,
        }
        for one, late in accounts
    ]
    rows += [
        {
            "release": one.series,
            "period": one.period,
            "expected": one.by.isoformat(),
            "overdue": True,
        }
        for one in overdue(day, day)
    ]
    return rows


def indicator_rows(day: date) -> list[dict[str, Any]]:
    """Give every indicator's newest level and growth (指标), the directions' counts apart."""
    rows = known(day)
    rows = rows[~rows["series"].str.startswith("ind_dir_")]
    rows = rows.drop_duplicates(["series", "measure"], keep="last")
    columns = ["series", "period", "value", "unit"]
    return [
        {
            "id": series,
            "period": period,
            "value": round(value, 10),
            "unit": unit,
            "section": indicators()[series].section,
        }
        for series, period, value, unit in rows[columns].itertuples(index=False, name=None)
    ]


def direction_rows(day: date) -> list[dict[str, Any]]:
    """Give the eighteen directions with what is counted of each (小切口)."""
    found = counted(day)
    return [
        {"id": one.id, "name": one.zh, "items": [item.record() for item in found[one.id]]}
        for one in directions()
        if one.kind == "direction"
    ]
