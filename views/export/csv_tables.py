"""The table of assumptions as CSV (假设表): every section and year, moved or not, in one order.

Rows never come or go, so that two scenarios lie side by side in a spreadsheet line by line.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from base.digits import rounded
from data.sections import COLUMNS, OTHER, SUPPORT, Industry
from scenarios.assume.scenario import Assumption
from scenarios.assume.scenario_texts import id_label
from scenarios.outcome.deterministic_path import inputs, stated
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, judge_all
from scenarios.outcome.verdict_wording import odds_of, said
from views.present.contents import Contents
from views.present.ledger import said_of
from views.present.names import name
from views.present.provenance import LEDGER
from views.present.safe_cells import inert_rows
from views.present.verdict_cards import scope_name, target_title
from views.words.words import language, speaking, word

BOM: Final = "\ufeff"
"""Excel takes a file for UTF-8 only by it."""

HEADS: Final = (
    *("code", "section", "measure", "year", "unit_head", "baseline_median", "scenario", "is_moved"),
    *("past_low", "past_high", "reason", "source", "owner", "review"),
)


def assumptions(contents: Contents) -> bytes:
    """Write growth and deflator of every section and year (假设表), per cent."""
    with speaking(contents.tongue):
        outcome = contents.outcome
        given, moved, base = inputs(outcome), stated(outcome), outcome.baseline
        said: dict[tuple[str, str, int], Assumption] = {
            (item.measure, item.section, year): item
            for item in outcome.scenario.assumptions
            for year in item.years
        }
        rows: list[list[str]] = []
        for measure, medians, values in (
            ("real_growth", base.median_growth, given.growth),
            ("deflator", base.median_deflator, given.deflator),
        ):
            for place, section in enumerate(COLUMNS):
                past = _past(contents, section) if measure == "real_growth" else ("", "")
                for row, year in enumerate(outcome.years):
                    key = (measure, section.code, year)
                    item = said.get(key)
                    ledger = ("", "", "", "")
                    if item is not None:
                        review = item.review.isoformat() if item.review else ""
                        ledger = (*said_of(item), review)
                    rows.append(
                        [
                            *(section.code, name(section), word(measure), str(year), "%"),
                            *(_number(medians[row, place]), _number(values[row, place])),
                            word("yes" if key in moved else "no"),
                            *past,
                            *ledger,
                        ]
                    )
        return table([[word(key) for key in HEADS], *rows], contents.facts().columns(LEDGER))


def results(contents: Contents) -> bytes:
    """Write what follows (结果表): growth, shares by year as quantiles, then odds and verdicts."""
    with speaking(contents.tongue):
        return table(result_rows(contents.outcome), contents.facts().columns())


def result_rows(outcome: Outcome, chosen: tuple[Target, ...] | None = None) -> list[list[str]]:
    """List what follows, heads first (结果逐行), in the language spoken, by its targets or others.

    Growth and shares by year as quantiles, contributions, then odds and verdicts; per cent.
    """
    tongue = language()
    levels = {"P5": 0.05, "P10": 0.1, "P50": 0.5, "P90": 0.9, "P95": 0.95}
    heads = [word(key) for key in ("measure", "scope", "year", "unit_head")]
    rows = [[*heads, *levels, word("verdict")]]
    for year in outcome.years:
        values = [_number(outcome.growth_quantile(year, level)) for level in levels.values()]
        rows.append([word("growth_chart"), "", str(year), "%", *values])
    for scope in outcome.baseline.scopes:
        for year in outcome.years:
            values = [
                _number(outcome.share_quantile(scope.id, year, level)) for level in levels.values()
            ]
            rows.append(
                [
                    word("producer_share"),
                    scope_name(scope, outcome.scenario),
                    str(year),
                    "%",
                    *values,
                ]
            )
    for place, section in enumerate(COLUMNS):
        for row, year in enumerate(outcome.years):
            part = _number(outcome.contributions[row, place])
            cells = [word("contributions"), name(section), str(year), word("points_unit")]
            rows.append([*cells, "", "", part, "", ""])
    for one in judge_all(outcome, chosen):
        kind = odds_of(one.target, one.verdict, one.published)[tongue]
        named = target_title(one.target, one.scope, outcome.baseline, outcome.scenario)
        title = f"{kind} · {named}"
        counted = id_label("scopes", one.scope, tongue) if one.scope else ""
        cells = [title, counted, str(one.target.year), "%"]
        phrase = said(one.target, one).phrase[tongue]
        rows.append([*cells, "", "", _number(one.odds), "", "", phrase])
    return [[*row, *[""] * (len(rows[0]) - len(row))] for row in rows]


def _past(contents: Contents, section: Industry) -> tuple[str, str]:
    """Lowest and highest published growth of the section's group."""
    group = OTHER if section.group == SUPPORT else section.group
    past = contents.outcome.baseline.published(group).values()
    return _number(min(past)), _number(max(past))


def _number(fraction: float) -> str:
    """Print a fraction as per cent, to four digits; −0 is 0."""
    return f"{rounded(float(fraction), 4, 2):.4f}"


def table(rows: Iterable[Sequence[str]], facts: tuple[list[str], list[str]]) -> bytes:
    """Write a table, heads first, with the facts as further columns of every row (写出 CSV).

    Whatever rows are cut out or put under another scenario's, each still says whose it is.
    """
    heads, cells = facts
    wide = [[*row, *(cells if number else heads)] for number, row in enumerate(rows)]
    file = io.StringIO(newline="")
    csv.writer(file).writerows(inert_rows(wide))
    return (BOM + file.getvalue()).encode("utf-8")
