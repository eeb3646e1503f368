"""The plan's directions and what is counted of them, as tables (小切口表)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from base.digits import exact
from base.texts import called
from data.sections import industry
from data.tables import read_tables
from data.watched.directions import Counted, Direction, DirectionItem, counted, directions
from data.watched.indicator_figures import bound
from scenarios.assume.clusters import structure
from views.present.names import cited, name
from views.present.watched.indicator_tables import indicator_name
from views.words.words import aside, language, period_name, word


def clusters() -> pd.DataFrame:
    """Lay out the five clusters: value added of the whole section, apart from revenue (集群)."""
    rows = [
        {
            word("cluster_of"): called(one, language()),
            word("whole_section"): name(industry(one.section)),
            word("value_added"): one.value_added,
            word("growth_percent"): None if one.growth is None else 100 * one.growth,
            word("year"): str(one.year),
            word("release"): cited(one.source),
        }
        for one in structure().clusters
    ]
    return pd.DataFrame(rows)


def items(when: date) -> pd.DataFrame:
    """Lay out every direction and what is counted of it, as known on a day (各方向统计)."""
    found = counted(when)
    rows = [_row(one, item) for one in directions() for item in found[one.id] or (None,)]
    return pd.DataFrame(rows)


def _row(one: Direction, item: DirectionItem | None) -> dict[str, Any]:
    unseen = word("not_seen")
    head = {word("direction_of"): called(one, language()), word("group_of"): _group(one)}
    if item is None:
        empty = ("counted_what", "base_year_of", "newest_figure", "goal_of")
        cells: dict[str, Any] = {word(key): unseen for key in empty}
        return head | cells | {word("light_of"): word("light_none")}
    unit, goal = item.indicator.unit, item.goal
    return head | {
        word("counted_what"): indicator_name(item.indicator),
        word("unit_head"): word(f"unit_{unit}"),
        word("base_year_of"): _figure(item.base, unit),
        word("newest_figure"): _figure(item.newest, unit),
        word("newest_period"): period_name(item.newest.period) if item.newest else unseen,
        word("goal_of"): _number(goal.value, unit) if goal else unseen,
        word("goal_year"): str(goal.year) if goal else "—",
        word("goal_words"): (goal.said or "—") if goal else "—",
        word("needed_yearly"): None if item.needed is None else 100 * item.needed,
        word("light_of"): word(f"light_{item.light}"),
        word("known_from"): item.newest.known_from.isoformat() if item.newest else "—",
        word("source"): item.newest.source if item.newest else (goal.source if goal else "—"),
    }


def _group(one: Direction) -> str:
    return word(f"dgroup_{one.group}")


def _figure(figure: Counted | None, unit: str) -> str:
    """Spell a figure, with the words that make it a bound; nobody fills in what is not there."""
    if figure is None:
        return word("not_seen")
    return _number(figure.value, unit) + (aside(figure.said) if figure.said else "")


def _number(value: float, unit: str) -> str:
    return f"{exact(value, 2)}%" if unit == "percent" else exact(value, grouped=True)


def _nature(told: str) -> str:
    """Say what a row of a source is, `target(超过)`: its kind in words, then the source's own."""
    said = bound(told)
    return word(f"nature_{told.partition('(')[0]}") + (aside(said) if said else "")


def _apart(rows: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Lay out columns of a table by their heads, a row's nature in words."""
    rows = rows.assign(nature=rows[columns["nature_of"]].map(_nature))
    shown = {**columns, "nature_of": "nature"}
    return pd.DataFrame({word(head): rows[column].to_numpy() for head, column in shown.items()})


def goals_apart() -> pd.DataFrame:
    """Lay out the goals and figures of plans that no direction's item takes (其他目标)."""
    rows = read_tables().sector_targets
    rows = rows[(rows["item"] == "") & (rows["value"] != "")]
    return _apart(
        rows,
        {
            "region_of": "region",
            "section": "sector",
            "title": "name",
            "year": "target_year",
            "value": "value",
            "unit_head": "unit",
            "nature_of": "type",
            "source": "source_title",
        },
    )


def facts_apart() -> pd.DataFrame:
    """Lay out published levels, shares and definitions, here and elsewhere (已公布事实)."""
    return _apart(
        read_tables().producer_facts,
        {
            "region_of": "region",
            "title": "indicator",
            "period": "period",
            "value": "value",
            "unit_head": "unit",
            "nature_of": "status",
            "quote_of": "quote_zh",
            "source": "source_title",
        },
    )
