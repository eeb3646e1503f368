"""The quarterly brief: one page in both forms, its sentences and tables those of the watch."""

import io
import re
import zlib
from datetime import date

import pytest
from docx import Document

from base.problems import Language
from data.vintages import as_of
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from scenarios.year.year_watch import YearWatch, year_watch
from views.export.brief.year_brief import year_brief, year_brief_pdf, year_brief_word
from views.present.watched.watch_drafted import brief_name, sentences
from views.words.numbers import percent
from views.words.words import speaking

JULY = date(2025, 7, 28)


@pytest.fixture(scope="module")
def watch(report: Baseline) -> YearWatch:
    """The first half of 2025 is out, and the official target is about 6.5%."""
    plain = simulate(report, Scenario())
    return year_watch(plain, as_of(JULY), JULY, plain)


def test_three_sentences_say_the_figures(watch: YearWatch) -> None:
    with speaking("zh"):
        first, second, third = sentences(watch)
    assert (
        first == "2025 年上半年服务业累计增长 5.6%（按可比价）。比2025 年一季度加快 0.8 个百分点。"
    )
    assert watch.path.needed is not None
    assert f"余下 2 个季度须平均增长 {percent(watch.path.needed)}" in second
    assert "6.5%左右" in second
    most = max(watch.rows[1:], key=lambda one: one.contribution or 0)
    assert most.series == "other_services"
    assert "拉动最大的是其他服务业" in third


def test_a_year_without_a_target_or_a_quarter_has_three_sentences_too(newest: Baseline) -> None:
    plain = simulate(newest, Scenario())
    day = date(2026, 4, 1)
    watch = year_watch(plain, as_of(day), day)
    for tongue in ("zh", "en"):
        with speaking(tongue):
            told = sentences(watch)
            assert len(told) == 3
            assert all(told)
            assert brief_name(watch, "pdf").endswith(".pdf")


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_both_forms_are_one_page_and_say_the_same(watch: YearWatch, tongue: Language) -> None:
    with speaking(tongue):
        told = year_brief(watch)
    assert not any("<" in cell and ">" in cell for row in told.sections for cell in row)
    page = year_brief_pdf(watch, tongue)
    assert page.startswith(b"%PDF")
    assert _pages(page) == 1
    document = Document(io.BytesIO(year_brief_word(watch, tongue)))
    said = [one.text for one in document.paragraphs]
    assert [one for one in told.sentences if one not in said] == []
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    ]
    assert tables == [told.sections, told.quarters]
    assert told.title in said


def _pages(page: bytes) -> int:
    """Count pages, also where they stand in packed objects."""
    found = len(re.findall(rb"/Type\s*/Page\b", page))
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", page, re.DOTALL):
        try:
            found += len(re.findall(rb"/Type\s*/Page\b", zlib.decompress(packed)))
        except zlib.error:
            continue
    return found
