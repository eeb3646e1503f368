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

from views.report.brief import Brief, brief
from views.report.contents import Contents
from views.report.fonts import embed
from views.report.qr import qr_png
from views.report.raster import font, png
from views.words import speaking, word

LATIN, CHINESE = "Segoe UI", "Microsoft YaHei"
"""What is named where no font can be embedded, and stands in for letters added later."""
COLORS: Final = {"met": "009E73", "missed": "D55E00", "near": "B97A00"}
BLUE, GREY = "0072B2", "666666"


def brief_word(contents: Contents) -> bytes:
    """Write the brief (简报)."""
    with speaking(contents.tongue):
        told = brief(contents)
        document = _blank(told, contents.tongue)
        _say(document.add_paragraph(), told.brand, 7.5, GREY)
        _say(document.add_paragraph(), told.title, 17, bold=True)
        _say(document.add_paragraph(), told.sentence, 11)
        _cards(document, told)
        wide = 178 - 10 * max(0, len(told.entries) - 1)  # what room the ledger leaves
        picture = document.add_picture(io.BytesIO(png(told.picture)), width=Mm(wide))
        _describe(picture, told.picture)
        _heading(document, word("contribution_chart", told.year))
        _table(document, [], [*told.parts, (word("services"), told.total)], (140, 38))
        _heading(document, word("sheet_ledger"))
        _ledger(document, told)
        _foot(document, told, contents.link)
        _embed(document)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def _blank(told: Brief, tongue: str) -> Any:
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
    style.paragraph_format.space_after = Pt(3)
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


def _heading(document: Any, words: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.paragraph_format.keep_with_next = True
    _say(paragraph, words, 9.5, BLUE, bold=True)


def _cards(document: Any, told: Brief) -> None:
    table = document.add_table(rows=(len(told.cards) + 1) // 2, cols=2)
    table.style = "Table Grid"
    for place, card in enumerate(told.cards):
        cell = table.cell(place // 2, place % 2)
        _say(cell.paragraphs[0], card.title, 8)
        number = cell.add_paragraph()
        _say(number, f"{card.number}  ", 17, bold=True)
        _say(number, card.verdict, 11, COLORS[card.tone], bold=True)
        _say(cell.add_paragraph(), card.detail, 7.5, GREY)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _table(
    document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], wide: Sequence[int]
) -> None:
    """A table with rules under its rows; the first column is text, a last one of two numbers."""
    table = document.add_table(rows=0, cols=len(wide))
    table.style = "Table Grid" if heads else "Normal Table"
    for number, cells in enumerate([list(heads), *rows] if heads else rows):
        line = table.add_row().cells
        for cell, words, width in zip(line, cells, wide, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            _say(paragraph, words, 8, bold=bool(heads) and number == 0)
        if not heads:
            line[-1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _ledger(document: Any, told: Brief) -> None:
    if not told.entries:
        _say(document.add_paragraph(), word("nothing_assumed"), 8)
        return
    heads = [word(k) for k in ("section", "years", "assumed", "reason", "source", "owner")]
    rows = [
        (one.section, one.years, one.assumed, one.reason, one.source, one.owner)
        for one in told.entries
    ]
    _table(document, heads, rows, (36, 20, 24, 48, 32, 18))
    if told.more:
        _say(document.add_paragraph(), told.more, 7.5, GREY)


def _foot(document: Any, told: Brief, link: str) -> None:
    """Say what the numbers stand on, and lead back to the scenario: link and code."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    text, code = table.rows[0].cells
    text.width, code.width = Mm(146), Mm(32)
    _say(text.paragraphs[0], told.dated, 7.5, GREY)
    where = text.add_paragraph()
    if told.link:
        _link(where, told.link, told.shown)
    else:
        _say(where, told.shown, 7.5, GREY)
    _say(text.add_paragraph(), told.caption, 7.5, GREY)
    drawn = code.paragraphs[0].add_run().add_picture(io.BytesIO(qr_png(link)), width=Mm(28))
    drawn._inline.docPr.set("descr", told.caption)


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
