"""The quarterly brief (季度监测简报): three sentences, the path and the tables, on one page."""

import io
import re
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from base.problems import Language
from data import clock
from scenarios.year.year_watch import YearWatch
from views.export.brief.word_parts import (
    GREY,
    add_table,
    blank,
    describe,
    embed_letters,
    heading,
    repeat,
    say,
    written,
)
from views.export.pictures.echarts_svg import svg
from views.export.pictures.typesetting import pdf, png
from views.present.age import data_age
from views.present.verdict_cards import pin_line
from views.present.watched import watch_past, watch_said, watch_tables
from views.present.watched.watch_drafted import sentences, title
from views.words.words import speaking, word

SOURCE: Final = Path(__file__).with_name("year_brief.typ")
SECTIONS: Final = (42, 19, 18, 17, 17, 20, 20, 14, 13)
QUARTERS: Final = {6: (24, 22, 26, 28, 28, 52), 4: (30, 34, 40, 76)}
"""Widths of the tables' columns, millimetres; quarters by how many columns there are."""

BriefGrid = list[list[str]]


@dataclass(frozen=True)
class YearBrief:
    """The texts of the quarterly brief (简报内容): heads stand first in each table."""

    brand: str
    title: str
    sentences: list[str]
    picture: str
    sections_head: str
    sections: BriefGrid
    quarters_head: str
    quarters: BriefGrid
    notes: list[str]
    foot: str


def year_brief(watch: YearWatch) -> YearBrief:
    """Put the brief together (简报), in the language spoken."""
    chart = watch_said.path_chart(watch)
    base = watch.outcome.baseline
    age = data_age(base.as_of, watch.day, base.vintage)
    exported = word("exported_fact", clock.today().isoformat())
    reference = watch_said.reference(watch)
    unread = word("watch_unread") if watch.unread else ""
    moved = "" if watch.moved is None else watch_past.moved_said(watch)
    notes = [
        watch_said.change(watch),
        moved,
        unread,
        reference,
        watch_said.lights(),
        *watch_said.rules(watch),
    ]
    return YearBrief(
        brand=f"{word('brand')} · {word('watch_brief')}",
        title=title(watch),
        sentences=sentences(watch),
        picture=svg(chart.option, chart.title, chart.finding, []),
        sections_head=word("watch_sections"),
        sections=_grid(*watch_tables.groups(watch)),
        quarters_head=word("by_quarter"),
        quarters=_grid(*watch_tables.quarters(watch.path)),
        notes=[one for one in notes if one],
        foot=" · ".join((age, pin_line(base), exported)),
    )


FORMS: Final = ("docx", "pdf")
"""Forms in which a quarterly brief is written."""


def year_brief_file(watch: YearWatch, suffix: str, tongue: Language) -> bytes:
    """Write the brief in one of `FORMS` (简报文件): the page and the terminal give these bytes."""
    return (year_brief_word if suffix == "docx" else year_brief_pdf)(watch, tongue)


def year_brief_pdf(watch: YearWatch, tongue: Language) -> bytes:
    """Set the brief (简报 PDF); raises Problems where there is no Chinese font."""
    with speaking(tongue):
        told = asdict(year_brief(watch)) | {"lang": tongue}
        return pdf(SOURCE.read_bytes(), told)


def year_brief_word(watch: YearWatch, tongue: Language) -> bytes:
    """Write the brief (简报 Word), its letters embedded."""
    with speaking(tongue):
        told = year_brief(watch)
        document = blank(told.title, told.brand, tongue)
        say(document.add_paragraph(), told.brand, 7.5, GREY)
        say(document.add_paragraph(), told.title, 17, bold=True)
        for sentence in told.sentences:
            say(document.add_paragraph(), sentence, 11)
        picture = document.add_picture(io.BytesIO(png(told.picture)), width=Mm(140))
        document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.paragraphs[-1].paragraph_format.line_spacing = 1
        describe(picture, told.picture)
        _lined(document, told.sections_head, told.sections, SECTIONS)
        wide = QUARTERS[len(told.quarters[0])]
        _lined(document, told.quarters_head, told.quarters, wide)
        for note in (*told.notes, told.foot):
            say(document.add_paragraph(), note, 7.5, GREY)
        embed_letters(document)
        return written(document)


def _lined(document: Any, head: str, rows: BriefGrid, wide: tuple[int, ...]) -> None:
    heading(document.add_paragraph(), head)
    add_table(document, rows, wide, 0, lined=True)
    repeat(document.tables[-1].rows[0])


def _grid(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> BriefGrid:
    """Heads and rows of a page's table without its markup."""
    return [
        list(heads),
        *([unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in rows),
    ]
