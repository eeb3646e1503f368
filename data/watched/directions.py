"""The plan's directions and what is counted of them (发展方向与小切口统计).

Counts and revenue, never value added: they overlap, and no sum of them is a share of services.
A goal is read as its number; 左右, 以上 and the like are kept beside it as `goal_said`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal

import pandas as pd

from data.indicators import Indicator, indicators
from data.region import region
from data.tables import TABLES, Tables, read_tables
from data.watched.indicator_figures import bound, known

BASE: Final = 2025.0
"""When the base year, 2024, ends: the plan runs from it to the end of 2027."""

ON_PATH: Final = 0.95
AT_RISK: Final = 0.60
"""Parts of the way due by now, on a straight line from the base to the goal, from which an item
is on its path, and at risk; less is off it (cuts as Eurostat's)."""

FIGURE: Final = ["period", "value", "said", "end", "source_title", "known_from"]
"""Columns of the figures that make a `Counted`, in its order."""

Light = Literal["on_path", "at_risk", "off", "none"]


@dataclass(frozen=True)
class Direction:
    """A direction of the plan as the report names it (发展方向), or the whole.

    `group`: create, extend or support; `section`: where most of it lies, our reading.
    """

    id: str
    kind: str
    group: str
    zh: str
    en: str
    section: str
    release: str
    note: str


@dataclass(frozen=True)
class Counted:
    """A figure that was counted (数值): in the indicator's unit, ratios as fractions.

    `said`: words that make it a bound, such as 突破; `end`: when its period ends, in years.
    """

    period: str
    value: float
    said: str
    end: float
    source: str
    known_from: date


@dataclass(frozen=True)
class Goal:
    """What a plan wants of it (目标): the number, its year, its words, its source."""

    year: int
    value: float
    said: str
    source: str


@dataclass(frozen=True)
class DirectionItem:
    """One thing counted of a direction, against one goal (小切口指标).

    `base` is of 2024, `newest` of the last period known, `goal` None where no source has one.
    `needed`: growth a year from the newest whole figure to the goal, a fraction; of a ratio its
    change a year, also as a fraction; None without base or goal.
    """

    indicator: Indicator
    base: Counted | None
    newest: Counted | None
    goal: Goal | None
    needed: float | None
    light: Light

    def record(self) -> dict[str, object]:
        """Give it as a row of `--json` output (机器可读): ratios as fractions, null if unseen."""
        newest, goal = self.newest, self.goal
        return {
            "id": self.indicator.series,
            "period": newest and newest.period,
            "value": newest and newest.value,
            "unit": "fraction" if self.indicator.unit == "percent" else self.indicator.unit,
            "goal": goal and goal.value,
            "needed": self.needed,
            "light": self.light,
        }


@cache
def directions() -> tuple[Direction, ...]:
    """Give the whole and the eighteen directions, in the report's order (发展方向).

    >>> sum(one.kind == "direction" for one in directions())
    18
    """
    columns = ["id", "kind", "group", "zh", "en", "section", "release", "note"]
    rows = read_tables(TABLES).directions[columns].itertuples(index=False, name=None)
    return tuple(Direction(*map(str, row)) for row in rows)


def counted(when: date, tables: Tables | None = None) -> dict[str, tuple[DirectionItem, ...]]:
    """Give what is counted of every direction, as known on a day (各方向小切口统计), by its id.

    An indicator with two goals that disagree is two items. A direction of which nothing is
    counted on record has none.
    """
    tables = read_tables() if tables is None else tables
    figures = known(when, tables)
    figures = figures[figures["measure"] == "indicator_level"]
    goals = _goals(when, tables)
    found: dict[str, tuple[DirectionItem, ...]] = {}
    for one in directions():
        own = [each for each in indicators().values() if each.direction == one.id]
        found[one.id] = tuple(
            item
            for each in own
            for item in _items(
                each, figures[figures["series"] == each.series], goals.get(each.series, [])
            )
        )
    return found


def _items(indicator: Indicator, rows: pd.DataFrame, goals: list[Goal]) -> list[DirectionItem]:
    figures = [
        Counted(period, float(value), said, float(end), source, day.date())
        for period, value, said, end, source, day in rows[FIGURE].itertuples(index=False, name=None)
    ]
    # A part of a year says nothing yet of what is added up over it.
    whole = [one for one in figures if indicator.kind != "flow" or one.end % 1 == 0]
    base = next((one for one in whole if one.end == BASE), None)
    newest = figures[-1] if figures else None
    judged = whole[-1] if whole else None
    wanted: list[Goal | None] = [*goals] or [None]
    return [
        DirectionItem(indicator, base, newest, goal, *pace(indicator, base, judged, goal))
        for goal in wanted
    ]


def pace(
    indicator: Indicator, base: Counted | None, newest: Counted | None, goal: Goal | None
) -> tuple[float | None, Light]:
    """Say what the goal still needs a year, and whether it is on its path (所需进度与信号灯).

    Neither without base and goal; no light while the base is all that is known.
    """
    if base is None or newest is None or goal is None or newest.end < base.end:
        return None, "none"
    end, way = goal.year + 1.0, goal.value - base.value
    reached = newest.value >= goal.value if way >= 0 else newest.value <= goal.value
    needed = _needed(indicator, newest, goal, end)
    if newest.end == base.end:
        return needed, "none"
    if reached:
        return needed, "on_path"
    due = way * (min(newest.end, end) - base.end) / (end - base.end)
    done = (newest.value - base.value) / due
    return needed, "on_path" if done >= ON_PATH else "at_risk" if done >= AT_RISK else "off"


def _needed(indicator: Indicator, newest: Counted, goal: Goal, end: float) -> float | None:
    left = end - newest.end
    if left <= 0 or newest.value <= 0:
        return None
    if indicator.unit == "percent":
        return (goal.value - newest.value) / left
    return float((goal.value / newest.value) ** (1 / left) - 1)


def _goals(when: date, tables: Tables) -> dict[str, list[Goal]]:
    """Goals of the plans known on a day, by indicator, as the table has them."""
    rows = tables.sector_targets
    rows = rows[(rows["item"] != "") & rows["type"].str.startswith("target")]
    rows = rows[rows["region"].isin(region().aliases) & (rows["known_from"] <= pd.Timestamp(when))]
    found: dict[str, list[Goal]] = {}
    columns = ["item", "target_year", "value", "unit", "type", "source_title"]
    for item, year, value, unit, kind, source in rows[columns].itertuples(index=False, name=None):
        number = float(value) / (100 if unit == "%" else 1)
        found.setdefault(item, []).append(Goal(int(year), number, bound(kind), source))
    return found
