"""The workbook: its formulas give what the app gives, in a real spreadsheet program."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from busy import BUSY
from office import recalculated, soffice

from data.sections import CODES, column
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario, parse
from scenarios.outcome.deterministic_path import AccountPath as Walked
from scenarios.outcome.deterministic_path import Alignment, inputs, judged, walk
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import judge_all
from scenarios.outcome.verdict_wording import said
from views.export.workbook.workbook import workbook
from views.export.workbook.workbook_words import Line, aligned_note, sentence
from views.present.contents import Contents
from views.present.verdict_cards import lead
from views.words.words import speaking, word

needs_office = pytest.mark.skipif(
    soffice() is None,
    reason="no LibreOffice on this machine (apt-get install libreoffice-calc, 96 MB): "
    "the workbook's formulas are not recalculated",
)


@pytest.fixture(params=["newest", "report"])
def baseline(request: pytest.FixtureRequest) -> Baseline:
    found: Baseline = request.getfixturevalue(request.param)
    return found


def values(book: Any, sheet: str, title: str, count: int) -> np.ndarray[Any, Any]:
    """Read a block by its heading, years across: (year, place)."""
    page = book[sheet]
    top = next(row for row in range(2, page.max_row + 1) if page.cell(row, 1).value == title)
    heads = [cell.value for cell in page[top + 1]][3:]
    years = len([head for head in heads if isinstance(head, int)])
    rows = range(top + 2, top + 2 + count)
    found = [[page.cell(row, 4 + year).value for year in range(years)] for row in rows]
    return np.array(found, dtype=float).T


def address(book: Any, sheet: str, title: str, section: str, place: int) -> str:
    page = book[sheet]
    top = next(row for row in range(2, page.max_row + 1) if page.cell(row, 1).value == title)
    cell = page.cell(top + 2 + column(section), 4 + place)
    return str(cell.coordinate)


def agree(book: Any, path: Walked, alignment: Alignment, scopes: int) -> None:
    near: dict[str, Any] = {"rtol": 0, "atol": 1e-9}
    wide = len(CODES)
    for title, expected in (
        ("可比价增速", path.section_growth),
        ("拉动（个百分点）", 100 * path.contributions),
    ):
        np.testing.assert_allclose(values(book, "推算", title, wide), expected, **near)
    growth = values(book, "推算", "可比价增速", wide + 1)[:, -1]
    np.testing.assert_allclose(growth, path.growth, **near)
    level = values(book, "推算", "现价增加值（亿元）", wide)
    np.testing.assert_allclose(level, path.current, rtol=1e-12)
    shares = values(book, "口径", "生产性服务业比重", scopes)
    np.testing.assert_allclose(shares, path.shares.T, **near)
    aligned = values(book, "口径", "可比价增速 · 对齐值", 1)[:, 0]
    np.testing.assert_allclose(aligned, path.growth + alignment.growth, **near)
    aligned = values(book, "口径", "生产性服务业比重 · 对齐值", scopes)
    np.testing.assert_allclose(aligned, (path.shares + alignment.shares).T, **near)


def verdicts(book: Any) -> list[tuple[Any, ...]]:
    page = book["结论"]
    top = next(row for row in range(1, 40) if page.cell(row, 7).value == "判定")
    rows = page.iter_rows(min_row=top + 1, max_row=page.max_row, max_col=10, values_only=True)
    return [row for row in rows if row[6]]


@needs_office
def test_a_changed_cell_changes_everything_as_python_would(
    baseline: Baseline, tmp_path: Path
) -> None:
    outcome = simulate(baseline, parse(BUSY, "busy"))
    given, alignment = inputs(outcome), Alignment.of(outcome)
    made = workbook(Contents(outcome, "zh"))
    plain = openpyxl.load_workbook(io.BytesIO(made))
    growth, deflator = given.growth.copy(), given.deflator.copy()
    volume, revision = given.volume.copy(), given.revision.copy()
    changes = {}
    for title, array, section, place, value in (
        ("可比价增速", growth, "J", 0, 0.1234),
        ("可比价增速", growth, "K", 2, -0.08),
        ("缩减指数涨幅", deflator, "F", 0, 0.05),
        ("事件新增增加值（亿元，起点年价格）", volume, "I", 1, 321.0),
        ("普查修订系数", revision, "M", 1, 1.1),
    ):
        array[place, column(section)] = value
        changes["假设", address(plain, "假设", title, section, place)] = value
    path = walk(replace(given, growth=growth, deflator=deflator, volume=volume, revision=revision))
    book = recalculated(made, changes, tmp_path)
    agree(book, path, alignment, len(baseline.scopes))
    moved, drawn = judged(path, outcome, alignment), judge_all(outcome)
    for row, one, then in zip(verdicts(book), moved, drawn, strict=True):
        assert row[4] == pytest.approx(one.aligned, abs=1e-9)
        assert row[5] == pytest.approx(100 * one.gap, abs=1e-7)
        now = replace(then, value=one.aligned, verdict=one.verdict)
        assert row[6] == said(one.target, now).marked("zh")
    with speaking("zh"):
        told = sentence([Line(*both, 0) for both in zip(moved, drawn, strict=True)], "D3", outcome)
    assert book["结论"].cell(3, 1).value == told.text
    assert told.text != book_sentence(made)


@needs_office
@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_sentence_follows_the_cells(newest: Baseline, tmp_path: Path, tongue: Any) -> None:
    """From far below the line, over it, to all scopes and to shrinking services."""
    outcome = simulate(newest, Scenario())
    made = workbook(Contents(outcome, tongue))
    plain = openpyxl.load_workbook(io.BytesIO(made))
    sheet, title = (("假设", "可比价增速"), ("Assumptions", "Real growth"))[tongue == "en"]
    for number, growth in enumerate(({"J": 0.5, "I": 0.5}, {"J": 3.0}, {"J": -0.4, "F": -0.4})):
        given = inputs(outcome)
        assumed, changes = given.growth.copy(), {}
        for section, value in growth.items():
            assumed[0, column(section)] = value
            changes[sheet, address(plain, sheet, title, section, 0)] = value
        path = walk(replace(given, growth=assumed))
        book = recalculated(made, changes, tmp_path / str(number))
        moved = judged(path, outcome, Alignment.of(outcome))
        pairs = zip(moved, judge_all(outcome), strict=True)
        with speaking(tongue):
            told = sentence([Line(*both, 0) for both in pairs], "D3", outcome)
        assert book.worksheets[0].cell(3, 1).value == told.text


def book_sentence(made: bytes) -> str:
    """The sentence before anything is recalculated."""
    book = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    return str(book.worksheets[0].cell(3, 1).value)


def test_what_it_holds_before_recalculation_is_what_the_app_shows(baseline: Baseline) -> None:
    scenario = parse(BUSY, "busy")
    outcome = simulate(baseline, scenario)
    made = workbook(Contents(outcome, "zh"))
    book = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    agree(
        book,
        walk(inputs(simulate(baseline, scenario))),
        Alignment.of(outcome),
        len(baseline.scopes),
    )
    for row in verdicts(book):
        assert row[4] == pytest.approx(row[7], abs=1e-9)  # aligned is the draws' median
        assert row[6] == row[9]
    with speaking("zh"):
        told = lead(outcome, outcome.scenario.scope)
    then = told.replace("按本情景", "按本工作簿的假设").replace("概率 ", "概率（导出时） ")
    assert book_sentence(made) == then
    texts = [cell.value for row in book["结论"].iter_rows() for cell in row if cell.value]
    assert any(baseline.id in str(text) and baseline.as_of in str(text) for text in texts)


def test_aligned_stays_near_the_app_when_an_assumption_moves(baseline: Baseline) -> None:
    alignment = Alignment.of(simulate(baseline, Scenario()))
    moves = (("J", 0.02, 5e-4), ("K", -0.05, 1e-3), ("L", 0.05, 1e-3), ("I", -0.02, 5e-4))
    for section, value, bound in moves:
        years = list(baseline.years[:3])
        one = {"section": section, "years": years, "kind": "change", "value": value}
        moved = parse({"assumptions": [one]}, "x")
        outcome = simulate(baseline, moved)
        path = walk(inputs(outcome))
        for row, year in enumerate(outcome.years):
            near = path.growth[row] + alignment.growth[row]
            assert near == pytest.approx(outcome.growth_quantile(year, 0.5), abs=bound)
            for place, scope in enumerate(outcome.scope_ids):
                near = path.shares[place, row] + alignment.shares[place, row]
                assert near == pytest.approx(outcome.share_quantile(scope, year, 0.5), abs=bound)


def test_the_note_says_what_its_rows_say(baseline: Baseline) -> None:
    """How far the path lies from the draws is read off the book's own rows, in both languages."""
    for scenario in (Scenario(), parse(BUSY, "busy")):
        outcome = simulate(baseline, scenario)
        for tongue, between in (("zh", "至"), ("en", "to")):
            contents = Contents(outcome, "zh" if tongue == "zh" else "en")
            book = openpyxl.load_workbook(io.BytesIO(workbook(contents)), data_only=True)
            with speaking(contents.tongue):
                head = f"{word('alignment')} · {word('real_growth')}"
                found = sorted(values(book, word("sheet_scopes"), head, 1)[:, 0])
                start = word("aligned_note", "\0").partition("\0")[0]
            assert found[0] > 0
            notes = [
                str(cell.value)
                for page in book
                for row in page.rows
                for cell in row
                if str(cell.value).startswith(start)
            ]
            assert len(notes) == 2
            for note in notes:
                assert f"{found[0]:.2f} {between} {found[-1]:.2f}" in note


@pytest.mark.parametrize(
    ("apart", "zh", "en"),
    [
        ([0.0022, 0.0049], "低 0.22 至 0.49 个", "0.22 to 0.49 point below"),
        ([0.0057, 0.0057], "低 0.57 个", "lay 0.57 point below"),
        ([-0.001, -0.003], "高 0.10 至 0.30 个", "0.10 to 0.30 point above"),
        (
            [-0.001, 0.002],
            "自低 0.20 至高 0.10 个",
            "between 0.20 point below and 0.10 point above",
        ),
        ([0.0, 0.00004], "相差不足 0.01 个", "within 0.01 point of"),
    ],
)
def test_the_note_says_on_which_side_the_path_lies(apart: list[float], zh: str, en: str) -> None:
    alignment = Alignment(np.array(apart), np.zeros((1, len(apart))))
    with speaking("zh"):
        assert zh in aligned_note(alignment)
    with speaking("en"):
        assert en in aligned_note(alignment)


def test_what_people_wrote_is_never_a_formula(newest: Baseline) -> None:
    made = workbook(Contents(simulate(newest, parse(BUSY, "busy")), "zh"))
    book = openpyxl.load_workbook(io.BytesIO(made))
    cells = {cell.value: cell.data_type for row in book["台账"].iter_rows() for cell in row}
    assert cells["=1+1"] == "s"
    assert cells["@张三"] == "s"


def test_in_english_no_chinese_is_left(newest: Baseline) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(Contents(simulate(newest, Scenario()), "en")))
    )
    for page in book:
        assert page.title.isascii()
        for row in page.iter_rows():
            for cell in row:
                assert not any("\u4e00" <= letter <= "\u9fff" for letter in str(cell.value))
