"""The brief as a Word document (简报 Word), to be edited further.

The letters it uses are embedded where the server knows its fonts (fontconfig), so that it looks
the same on a machine without them. The picture is a bitmap, for older versions show no SVG.
"""

import io
from collections.abc import Sequence
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from views.export.brief.brief import Pair, ScenarioBrief, brief
from views.export.brief.word_parts import (
    BLUE,
    GREY,
    add_table,
    blank,
    describe,
    embed_letters,
    fix,
    heading,
    repeat,
    say,
    tight,
)
from views.export.pictures.qr import qr_png
from views.export.pictures.typesetting import png
from views.present.contents import Card, Contents
from views.words.words import speaking, word

COLORS: Final = {"met": "009E73", "missed": "D55E00", "near": "B97A00"}

LEDGER: Final = (32, 18, 30, 41, 23, 14, 20)
"""Widths of the ledger’s columns, millimetres."""


def brief_word(contents: Contents) -> bytes:
    """Write the brief (简报)."""
    with speaking(contents.tongue):
        told = brief(contents)
        document = blank(told.title, told.brand, contents.tongue)
        say(document.add_paragraph(), told.brand, 7.5, GREY)
        say(document.add_paragraph(), told.title, 17 if len(told.title) <= 30 else 13, bold=True)
        if told.note:
            say(document.add_paragraph(), told.note, 8.4)
        say(document.add_paragraph(), told.sentence, 11)
        _cards(document, told.cards)
        wide = max(96, 150 - 9 * len(told.entries))  # what room the ledger leaves
        picture = document.add_picture(io.BytesIO(png(told.picture)), width=Mm(wide))
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.paragraphs[-1].paragraph_format.line_spacing = 1  # less would cut the picture
        describe(picture, told.picture)
        _side_by_side(document, told)
        heading(document.add_paragraph(), word("sheet_ledger"))
        if told.entries:
            _ledger(document, told, told.entries)
        else:
            say(document.add_paragraph(), word("nothing_assumed"), 8)
        if told.annex:
            say(document.add_paragraph(), word("see_annex"), 7.5, GREY)
        _foot(document, told, contents.link)
        _annex(document, told)
        embed_letters(document)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def _cards(document: Any, cards: Sequence[Card]) -> None:
    table = document.add_table(rows=(len(cards) + 1) // 2, cols=2)
    table.style = "Table Grid"
    for place, card in enumerate(cards):
        cell = table.cell(place // 2, place % 2)
        say(cell.paragraphs[0], card.title, 8)
        number = cell.add_paragraph()
        say(number, f"{card.number}  ", 17, bold=True)
        say(number, card.verdict, 11, COLORS[card.tone], bold=True)
        say(cell.add_paragraph(), card.detail, 7.5, GREY)
    tight(document.add_paragraph())


def _side_by_side(document: Any, told: ScenarioBrief) -> None:
    """What drives growth, beside the share by every scope."""
    table = document.add_table(rows=1, cols=2)
    fix(table, (72, 106))
    left, right = table.rows[0].cells
    sums = [*told.parts, (word("services"), told.total)]
    for cell, words, rows, wide, bold in (
        (left, word("contribution_chart", told.year), sums, (52, 15), len(sums) - 1),
        (right, told.scopes_head, told.scopes, (55, 14, 32), -1),
    ):
        heading(cell.paragraphs[0], words)
        add_table(cell, rows, wide, bold)
        tight(cell.paragraphs[-1])


def _ledger(document: Any, told: ScenarioBrief, entries: Sequence[Sequence[str]]) -> None:
    """The ledger, its heads on every page."""
    add_table(document, [told.columns, *entries], LEDGER, 0, lined=True)
    repeat(document.tables[-1].rows[0])


def _foot(document: Any, told: ScenarioBrief, link: str) -> None:
    """Say who, why and when, and lead back to the scenario: link and code."""
    table = document.add_table(rows=1, cols=2)
    fix(table, (146, 32))
    text, code = table.rows[0].cells
    _facts(text.paragraphs[0], told.facts)
    where = text.add_paragraph()
    if told.link:
        _link(where, told.link, told.shown)
    else:
        say(where, told.shown, 7.5, GREY)
    say(text.add_paragraph(), told.caption, 7.5, GREY)
    code.paragraphs[0].paragraph_format.line_spacing = 1
    drawn = code.paragraphs[0].add_run().add_picture(io.BytesIO(qr_png(link)), width=Mm(28))
    drawn._inline.docPr.set("descr", told.caption)


def _facts(paragraph: Paragraph, facts: Sequence[Pair]) -> None:
    """Labels and what they say, in running text."""
    for number, (label, words) in enumerate(facts):
        say(paragraph, f"{' · ' if number else ''}{label} ", 7.5, GREY, bold=True)
        say(paragraph, words, 7.5, GREY)


def _annex(document: Any, told: ScenarioBrief) -> None:
    """What the page had no room for, in full, on a page of its own."""
    if told.annex is None:
        return
    head = document.add_paragraph()
    head.paragraph_format.page_break_before = True
    heading(head, word("annex"))
    for label, words in told.annex.facts:
        paragraph = document.add_paragraph()
        say(paragraph, f"{label} ", 9, bold=True)
        say(paragraph, words, 9)
    if told.annex.cards:
        _cards(document, told.annex.cards)
    if told.annex.entries:
        _ledger(document, told, told.annex.entries)


def _link(paragraph: Paragraph, address: str, words: str) -> None:
    """Add a hyperlink, which python-docx has no word for."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), relation)
    say(paragraph, words, 7.5, BLUE)
    element.append(paragraph.runs[-1]._r)
    paragraph._p.append(element)
