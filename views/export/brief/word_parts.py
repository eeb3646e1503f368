"""Pieces of a Word document (Word 部件): fonts, words, headings, tables, pictures' descriptions."""

import io
from collections.abc import Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from views.export.brief.word_fonts import embed
from views.export.fonts import FAMILY

LATIN, CHINESE = "Segoe UI", "Microsoft YaHei"
"""What stands in for letters that somebody adds later."""
BLUE, GREY, RULE = "0072B2", "666666", "C8CCD4"


def blank(title: str, brand: str, tongue: str) -> Any:
    """Open an A4 page with our fonts, its language stated (空白文档)."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = brand
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


def embed_letters(document: Any) -> None:
    """Put the letters in (嵌入字体), and name their font."""
    embed(document, CHINESE, "".join(node.text or "" for node in document.element.iter(qn("w:t"))))
    names = document.styles["Normal"].element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        names.set(qn(script), FAMILY)


def written(document: Any) -> bytes:
    """Give the file's bytes (文件字节): the same of one document, whenever it is written."""
    file, again = io.BytesIO(), io.BytesIO()
    document.save(file)
    with ZipFile(file) as parts, ZipFile(again, "w", ZIP_DEFLATED) as found:
        for name in parts.namelist():
            found.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
    return again.getvalue()


def say(paragraph: Paragraph, words: str, size: float, color: str = "", bold: bool = False) -> None:
    """Add words to a paragraph (写字), `size` in points (磅)."""
    run = paragraph.add_run(words)
    run.font.size, run.font.bold = Pt(size), bold
    if color:
        run.font.color.rgb = RGBColor.from_string(color)


def heading(paragraph: Paragraph, words: str) -> None:
    """Make a paragraph a heading (小标题)."""
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.paragraph_format.keep_with_next = True
    say(paragraph, words, 9.5, BLUE, bold=True)


def add_table(
    where: Any, rows: Sequence[Sequence[str]], wide: Sequence[int], bold: int, lined: bool = False
) -> None:
    """Add a table to the document or a cell (表), its columns millimetres wide, one row of it bold.

    With lines between its cells all is text, else the second column holds figures.
    """
    added = where.add_table(rows=0, cols=len(wide))
    added.style = "Table Grid" if lined else "Normal Table"
    for number, cells in enumerate(rows):
        for place, (cell, words) in enumerate(zip(added.add_row().cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            say(paragraph, words, 8, bold=number == bold)
            if place == 1 and not lined:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    fix(added, wide)


def fix(table: Any, wide: Sequence[int]) -> None:
    """Give columns their widths, mm (列宽): Word asks the cells, LibreOffice the columns."""
    table.autofit = False
    for column, width in zip(table.columns, wide, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def repeat(row: Any) -> None:
    """Repeat a table's heads on every page (重复表头), which python-docx has no call for."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def tight(paragraph: Paragraph) -> None:
    """Let a paragraph that Word asks for after a table take no room (压缩空段)."""
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(2)


def describe(picture: Any, svg: str) -> None:
    """Give the picture its finding as alternative text (替代文字)."""
    finding = svg.split("<desc>")[1].split("</desc>")[0]
    picture._inline.docPr.set("descr", finding)
