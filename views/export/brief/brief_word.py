"""The brief as a Word document (简报 Word), to be edited further.

The letters it uses are embedded where the server knows its fonts (fontconfig), so that it looks
the same on a machine without them. The picture is a bitmap, for older versions show no SVG.
"""

import io
from collections.abc import Sequence
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from views.export.brief.brief import Pair, ScenarioBrief, brief
from views.export.brief.word_fonts import embed
from views.export.pictures.qr import qr_png
from views.export.pictures.typesetting import font, png
from views.present.contents import Card, Contents
from views.words.words import speaking, word

LATIN, CHINESE = "Segoe UI", "Microsoft YaHei"
"""What is named where no font can be embedded, and stands in for letters added later."""
COLORS: Final = {"met": "009E73", "missed": "D55E00", "near": "B97A00"}
BLUE, GREY, RULE = "0072B2", "666666", "C8CCD4"

LEDGER: Final = (32, 18, 30, 41, 23, 14, 20)
"""Widths of the ledger’s columns, millimetres."""


def brief_word(contents: Contents) -> bytes:
    """Write the brief (简报)."""
    with speaking(contents.tongue):
        told = brief(contents)
        document = _blank(told, contents.tongue)
        _say(document.add_paragraph(), told.brand, 7.5, GREY)
        _say(document.add_paragraph(), told.title, 17 if len(told.title) <= 30 else 13, bold=True)
        if told.note:
            _say(document.add_paragraph(), told.note, 8.4)
        _say(document.add_paragraph(), told.sentence, 11)
        _cards(document, told.cards)
        wide = max(96, 150 - 9 * len(told.entries))  # what room the ledger leaves
        picture = document.add_picture(io.BytesIO(png(told.picture)), width=Mm(wide))
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.paragraphs[-1].paragraph_format.line_spacing = 1  # less would cut the picture
        _describe(picture, told.picture)
        _side_by_side(document, told)
        _heading(document.add_paragraph(), word("sheet_ledger"))
        if told.entries:
            _ledger(document, told, told.entries)
        else:
            _say(document.add_paragraph(), word("nothing_assumed"), 8)
        if told.annex:
            _say(document.add_paragraph(), word("see_annex"), 7.5, GREY)
        _foot(document, told, contents.link)
        _annex(document, told)
        _embed(document)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def _blank(told: ScenarioBrief, tongue: str) -> Any:
    """An A4 page with our fonts, its language stated."""
    document = Document()
    document.core_properties.title = told.title
    document.core_properties.author = told.brand
    document.core_properties.language = "zh-CN" if tongue == "zh" else "en-US"
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin, section.bottom_margin = Mm(12), Mm(10)
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), CHINESE)
    style.paragraph_format.space_after = Pt(2)
    style.paragraph_format.line_spacing = 0.88  # of a font whose lines stand far apart
    (lines,) = document.styles["Table Grid"].element.iter(qn("w:tblBorders"))
    for line in lines:
        line.set(qn("w:color"), RULE)
    return document


def _embed(document: Any) -> None:
    """Put the letters in, and name their font in place of the one that was assumed."""
    family = font()
    texts = "".join(node.text or "" for node in document.element.iter(qn("w:t")))
    if embed(document, family, CHINESE, texts):
        names = document.styles["Normal"].element.rPr.rFonts
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            names.set(qn(script), family)


def _say(
    paragraph: Paragraph, words: str, size: float, color: str = "", bold: bool = False
) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.font.bold = Pt(size), bold
    if color:
        run.font.color.rgb = RGBColor.from_string(color)


def _heading(paragraph: Paragraph, words: str) -> None:
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.paragraph_format.keep_with_next = True
    _say(paragraph, words, 9.5, BLUE, bold=True)


def _cards(document: Any, cards: Sequence[Card]) -> None:
    table = document.add_table(rows=(len(cards) + 1) // 2, cols=2)
    table.style = "Table Grid"
    for place, card in enumerate(cards):
        cell = table.cell(place // 2, place % 2)
        _say(cell.paragraphs[0], card.title, 8)
        number = cell.add_paragraph()
        _say(number, f"{card.number}  ", 17, bold=True)
        _say(number, card.verdict, 11, COLORS[card.tone], bold=True)
        _say(cell.add_paragraph(), card.detail, 7.5, GREY)
    _tight(document.add_paragraph())


def _side_by_side(document: Any, told: ScenarioBrief) -> None:
    """What drives growth, beside the share by every scope."""
    table = document.add_table(rows=1, cols=2)
    _fix(table, (72, 106))
    left, right = table.rows[0].cells
    sums = [*told.parts, (word("services"), told.total)]
    for cell, words, rows, wide, bold in (
        (left, word("contribution_chart", told.year), sums, (52, 15), len(sums) - 1),
        (right, word("producer_share"), told.scopes, (55, 14, 32), -1),
    ):
        _heading(cell.paragraphs[0], words)
        _table(cell, rows, wide, bold)
        _tight(cell.paragraphs[-1])


def _table(
    where: Any, rows: Sequence[Sequence[str]], wide: Sequence[int], bold: int, lined: bool = False
) -> None:
    """A table in the document or in a cell, its columns millimetres wide, one row of it bold.

    With lines between its cells all is text, else the second column holds figures.
    """
    table = where.add_table(rows=0, cols=len(wide))
    table.style = "Table Grid" if lined else "Normal Table"
    for number, cells in enumerate(rows):
        for place, (cell, words) in enumerate(zip(table.add_row().cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            _say(paragraph, words, 8, bold=number == bold)
            if place == 1 and not lined:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _fix(table, wide)


def _ledger(document: Any, told: ScenarioBrief, entries: Sequence[Sequence[str]]) -> None:
    """The ledger, its heads on every page."""
    _table(document, [told.columns, *entries], LEDGER, 0, lined=True)
    _repeat(document.tables[-1].rows[0])


def _fix(table: Any, wide: Sequence[int]) -> None:
    """Give columns their widths, millimetres: Word asks the cells, LibreOffice the columns."""
    table.autofit = False
    for column, width in zip(table.columns, wide, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _repeat(row: Any) -> None:
    """Repeat a table's heads on every page, which python-docx has no call for."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _tight(paragraph: Paragraph) -> None:
    """Let a paragraph that Word asks for after a table take no room."""
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(2)


def _foot(document: Any, told: ScenarioBrief, link: str) -> None:
    """Say who, why and when, and lead back to the scenario: link and code."""
    table = document.add_table(rows=1, cols=2)
    _fix(table, (146, 32))
    text, code = table.rows[0].cells
    _facts(text.paragraphs[0], told.facts)
    where = text.add_paragraph()
    if told.link:
        _link(where, told.link, told.shown)
    else:
        _say(where, told.shown, 7.5, GREY)
    _say(text.add_paragraph(), told.caption, 7.5, GREY)
    code.paragraphs[0].paragraph_format.line_spacing = 1
    drawn = code.paragraphs[0].add_run().add_picture(io.BytesIO(qr_png(link)), width=Mm(28))
    drawn._inline.docPr.set("descr", told.caption)


def _facts(paragraph: Paragraph, facts: Sequence[Pair]) -> None:
    """Labels and what they say, in running text."""
    for number, (label, words) in enumerate(facts):
        _say(paragraph, f"{' · ' if number else ''}{label} ", 7.5, GREY, bold=True)
        _say(paragraph, words, 7.5, GREY)


def _annex(document: Any, told: ScenarioBrief) -> None:
    """What the page had no room for, in full, on a page of its own."""
    if told.annex is None:
        return
    head = document.add_paragraph()
    head.paragraph_format.page_break_before = True
    _heading(head, word("annex"))
    for label, words in told.annex.facts:
        paragraph = document.add_paragraph()
        _say(paragraph, f"{label} ", 9, bold=True)
        _say(paragraph, words, 9)
    if told.annex.cards:
        _cards(document, told.annex.cards)
    if told.annex.entries:
        _ledger(document, told, told.annex.entries)


def _link(paragraph: Paragraph, address: str, words: str) -> None:
    """Add a hyperlink, which python-docx has no word for."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), relation)
    _say(paragraph, words, 7.5, BLUE)
    element.append(paragraph.runs[-1]._r)
    paragraph._p.append(element)


def _describe(picture: Any, svg: str) -> None:
    """Give the picture its finding as alternative text."""
    finding = svg.split("<desc>")[1].split("</desc>")[0]
    picture._inline.docPr.set("descr", finding)
