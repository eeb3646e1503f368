"""The bridges from indicators to value added, as a table (核算桥表)."""

from html import escape

from data.indicators import indicators
from forecast.quarters.bridged import Tested
from scenarios.year.bridge_lines import SCORED, BridgeLine
from views.present.names import series_name
from views.present.watched.indicator_tables import indicator_name
from views.words.numbers import percent, points
from views.words.words import joined, period_name, word

NAMED = 3
"""Indicators that are named; the others are counted."""

HEADS = ("bridge_of", "bridge_from", "bridge_elasticity", "bridge_tested", "bridge_says")
UNUSED = {"published": "bridge_published", "services": "bridge_services"}
"""Why what a bridge says is not used, by its standing."""

PAST_HEADS = ("bridge_of", "quarter", "bridge_said_then", "bridge_came", "bridge_off")


def bridges(lines: list[BridgeLine]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Lay out what the bridges say (核算桥表): a row for services and for each group."""
    heads = tuple(escape(word(key)) for key in HEADS)
    return heads, [tuple(map(escape, bridge_cells(one))) for one in lines]


def bridge_cells(line: BridgeLine) -> tuple[str, ...]:
    """Give the cells of one bridge as plain text (核算桥一行)."""
    learnt = line.learnt
    elasticity = f"{learnt.elasticity:.2f} ± {learnt.elasticity_error:.2f}"
    if line.missed is None:
        tested = word("bridge_untested")
    else:
        tested = word("bridge_missed", len(line.tested), points(line.missed).lstrip("+"))
    return (series_name(line.series), _from(line), elasticity, tested, _says(line))


def past(lines: list[BridgeLine]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Lay out what the bridges would have said in past quarters, and what came (往期检验)."""
    heads = tuple(escape(word(key)) for key in PAST_HEADS)
    cells = [_past(series_name(line.series), one) for line in lines for one in line.tested]
    return heads, [tuple(map(escape, row)) for row in cells]


def _past(name: str, one: Tested) -> tuple[str, ...]:
    said = f"{percent(one.said)} ± {points(one.spread).lstrip('+')}"
    quarter = period_name(f"{one.year}Q{one.quarter}")
    return (name, quarter, said, percent(one.came), points(one.said - one.came))


def _from(line: BridgeLine) -> str:
    """The indicators that speak, with their growth; else those that would."""
    known = indicators()
    if line.reading is None:
        names = [indicator_name(known[one]) for one in line.members if one in known]
        told = joined(names[:NAMED])
        return word("and_more", told) if len(names) > NAMED else told
    told = joined(
        word("bridge_member", indicator_name(known[one]), period_name(period), percent(growth))
        for one, period, growth in line.reading.seen.members[:NAMED]
    )
    return word("and_more", told) if len(line.reading.seen.members) > NAMED else told


def _says(line: BridgeLine) -> str:
    """What it says of the quarter, and whether that enters the year."""
    if line.reading is None:
        return word("bridge_silent")
    quarter = period_name(f"{line.reading.year}Q{line.reading.seen.quarter}")
    error = points(line.reading.said.spread).lstrip("+")
    said = word("bridge_said", quarter, percent(line.reading.said.value), error)
    if line.untested:
        said += word("bridge_untested_told", SCORED)
    elif line.standing in UNUSED:
        said += word(UNUSED[line.standing])
    return said
