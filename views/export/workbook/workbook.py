"""The workbook (工作簿): assumption cells, and everything that follows as live formulas.

Each formula also holds its value, so that a viewer that does not calculate shows the same.
"""

import io
from dataclasses import astuple
from typing import Any

import numpy as np
from xlsxwriter import Workbook

from scenarios.assume.scenario_texts import id_label
from scenarios.outcome.deterministic_path import AccountPath, Alignment, inputs, judged, walk
from scenarios.outcome.simulate import QUANTILES, Outcome
from scenarios.outcome.targets import Judgement, judge_all
from scenarios.outcome.verdict_wording import said
from views.export.workbook.excel_sheets import ODDS, PERCENT, Book, ExcelSheet
from views.export.workbook.live_sheets import Results, write_inputs, write_path, write_scopes
from views.export.workbook.workbook_words import (
    COLUMNS,
    Line,
    aligned_note,
    cell,
    gap_format,
    sentence,
)
from views.present.contents import Contents
from views.present.ledger import HEADS
from views.present.provenance import LEDGER
from views.present.verdict_cards import scope_name, target_title
from views.words.words import speaking, word


def workbook(contents: Contents) -> bytes:
    """Write the workbook (工作簿)."""
    file = io.BytesIO()
    # Text stays text, whatever it starts with: what people wrote is never a formula.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with speaking(contents.tongue), Workbook(file, options) as made:
        made.set_calc_mode("auto")
        made.set_properties({"title": contents.title(), "comments": contents.dated()})
        book, outcome = Book(made), contents.outcome
        path, alignment = walk(inputs(outcome)), Alignment.of(outcome)
        front = book.sheet(word("sheet_verdict"), contents.title(), outcome.years)
        _about(book, contents)
        cells = write_inputs(book, outcome, path.inputs)
        growth, current = write_path(book, outcome, path, cells)
        results = write_scopes(book, outcome, path, alignment, growth, current)
        _verdict(front, contents, path, alignment, results)
        _ledger(book, contents)
        _draws(book, contents)
        front.page.activate()
    return file.getvalue()


def _verdict(
    sheet: ExcelSheet, contents: Contents, path: AccountPath, alignment: Alignment, results: Results
) -> None:
    """Write the verdicts: live from the cells, and as the draws had them at export."""
    outcome, facts = contents.outcome, contents.facts()
    sheet.widen(*COLUMNS.values())
    sheet.letters = 140
    if facts.note:
        sheet.note(facts.note)
    top = sheet.row
    stands = facts.lines(("title", "note", "source", "origin", "kept", "link", *LEDGER))
    for text in ("", " · ".join(stands)):
        sheet.note(text)
    sheet.note(word("path_note"))
    sheet.note(aligned_note(alignment))
    sheet.row += 1
    known: list[Judgement] = judge_all(outcome)
    rows: list[tuple[Any, ...]] = []
    lines: list[Line] = []
    for live, drawn in zip(judged(path, outcome, alignment), known, strict=True):
        line = sheet.row + 2 + len(rows)
        lines.append(Line(live, drawn, line))
        verdict = lines[-1].verdict()
        gap = f"{cell('aligned', line)}-{cell('threshold', line)}"
        row = live.target.year - outcome.years[0]
        if live.published:
            value = aligned = ""
        elif live.scope is None:
            value, aligned = results.growth.at(0, row), results.aligned_growth.at(0, row)
        else:
            place = outcome.scope_ids.index(live.scope)
            value, aligned = results.shares.at(place, row), results.aligned_shares.at(place, row)
        rows.append(
            (
                id_label("scopes", live.scope, contents.tongue) if live.scope else "—",
                target_title(drawn.target, drawn.scope, outcome.baseline, outcome.scenario),
                (live.target.threshold, PERCENT, ""),
                (live.value, "0.00%", value and f"={value}"),
                (live.aligned, "0.00%", aligned and f"={aligned}"),
                (100 * live.gap, gap_format(), f"=100*({gap})"),
                (verdict.text, "", f"={verdict.formula}"),
                (drawn.value, "0.00%", ""),
                (drawn.odds, ODDS, ""),
                (said(drawn.target, drawn).marked(contents.tongue), "", ""),
            )
        )
    sheet.table([word(key) for key in COLUMNS], rows)
    sheet.live_note(top, *astuple(sentence(lines, contents.scope, outcome)))
    _chart(sheet, outcome, results)


def _about(book: Book, contents: Contents) -> None:
    """Write who, why and when (说明)."""
    sheet = book.sheet(word("sheet_about"), word("sheet_about"))
    sheet.widen(18)
    for label, words in contents.facts().told():
        sheet.fact(label, words)


def _chart(sheet: ExcelSheet, outcome: Outcome, results: Results) -> None:
    """Draw growth as the cells have it: a live chart."""
    chart = sheet.book.workbook.add_chart({"type": "line"})
    last = 2 + len(outcome.years)
    for block, label, color in (
        (results.aligned_growth, word("aligned"), "#0072B2"),
        (results.growth, word("path"), "#9A9A9A"),
    ):
        heads = [block.sheet, block.top - 1, 3, block.top - 1, last]
        if block is results.growth:
            heads = [results.aligned_growth.sheet, results.aligned_growth.top - 1, 3]
            heads += [results.aligned_growth.top - 1, last]
        chart.add_series(
            {
                "name": label,
                "categories": heads,
                "values": [block.sheet, block.top, 3, block.top, last],
                "line": {"color": color, "width": 2.25},
                "marker": {"type": "circle", "size": 5, "fill": {"color": color}},
            }
        )
    chart.set_title({"name": word("growth_chart"), "name_font": {"size": 11}})
    chart.set_y_axis({"num_format": "0.0%", "major_gridlines": {"visible": True}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 640, "height": 260})
    sheet.page.insert_chart(sheet.row + 1, 1, chart, {"description": word("growth_chart")})


def _ledger(book: Book, contents: Contents) -> None:
    """Write who assumes what, and why."""
    sheet = book.sheet(word("sheet_ledger"), word("sheet_ledger"))
    entries = contents.ledger()
    if not entries:
        sheet.note(word("nothing_assumed"))
        return
    rows = [astuple(one) for one in entries]
    sheet.widen(26, 14, 14, 26, 44, 30, 14, 12)
    sheet.table([word(key) for key in HEADS], rows)


def _draws(book: Book, contents: Contents) -> None:
    """Write what the draws said at export, as values: quantiles by year."""
    outcome = contents.outcome
    sheet = book.sheet(word("sheet_draws"), word("sheet_draws"), outcome.years)
    sheet.note(contents.dated())
    labels = [("", word("quantiles", f"{100 * level:g}")) for level in QUANTILES.values()]
    levels = list(QUANTILES.values())
    growth = [[outcome.growth_quantile(year, level) for level in levels] for year in outcome.years]
    sheet.block(word("growth_chart"), labels, np.array(growth), "0.00%")
    for scope in outcome.baseline.scopes:
        share = [
            [outcome.share_quantile(scope.id, year, level) for level in levels]
            for year in outcome.years
        ]
        title = f"{word('producer_share')} · {scope_name(scope, outcome.scenario)}"
        sheet.block(title, labels, np.array(share), "0.00%")
