"""What sections, series and sources are called (名称), in the reader's language."""

import re
from functools import cache
from typing import Final

from base.texts import called
from data import tables
from data.indicators import indicators
from data.sections import COLUMNS, Industry, industry
from scenarios.outcome.attribution import Part
from scenarios.outcome.simulate import Outcome
from views.words.words import WORDS, language, word

ID: Final = re.compile(r"(?<![\w.-])[a-z_]+(?:\.csv|-[a-z0-9-]*\d)(?![\w.-])")
"""What may be the id of a release, or the file of a table, in a source that somebody wrote."""

EVENTS: Final = {
    "project": "event_project",
    "spin_off": "event_spin_off",
    "rescoping": "event_rescoping",
    "census": "event_census",
}
"""Words for the kinds of events."""


def name(one: Industry) -> str:
    """Name of a section in the reader's language (行业名称)."""
    return called(one, language())


def part_name(outcome: Outcome, part: Part) -> str:
    """Name an assumption or an event that did something: its section, years, and what it is."""
    section = name(industry(part.section))
    if part.kind == "assumption":
        years = outcome.scenario.assumptions[part.number].years
        when = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        return f"{section} {when}"
    event = outcome.scenario.events[part.number]
    return f"{section} {event.start} {word(EVENTS[event.kind])}"


def series_name(series: str) -> str:
    """Name a series of the tables in the reader's language (序列名称)."""
    indicator = indicators().get(series)
    if indicator:
        return called(indicator, language())
    for section in COLUMNS:
        if section.series == series:
            return name(section)
    return word(f"series_{series}") if f"series_{series}" in WORDS else series


def cited(source: str) -> str:
    """Give a source with the titles of releases and tables for their ids (来源名称).

    >>> cited("report-2025-05，第3页").endswith("关于现代生产性服务业发展情况的报告，第3页")
    True
    """
    return ID.sub(lambda found: _titled(found.group()), source)


def _titled(source: str) -> str:
    """Name a release by its title, a table by what it holds; anything else by itself."""
    table = f"table_{source.removesuffix('.csv')}"
    return word(table) if table in WORDS else _titles().get(source, source)


@cache
def _titles() -> dict[str, str]:
    """Titles of the releases that came with the software, by id."""
    known = tables.read_tables(tables.TABLES).releases
    return dict(zip(known["release"], known["title"], strict=True))
