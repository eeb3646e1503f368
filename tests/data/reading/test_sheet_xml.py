"""Cells of a workbook as its parts hold them, beside what openpyxl makes of the same file."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from broken import repacked
from openpyxl import Workbook, load_workbook

from base.problems import Problems
from data.reading.sheets.files import sheets

FILES = Path(__file__).parents[2] / "bad_files"
ROWS = ([1, 2.5, -0.1, 1e-7, "文字", None, True], [None, None, 46295], ["  两端 ", 20_000_000_001])


def written() -> bytes:
    sink = io.BytesIO()
    made = Workbook(write_only=True)  # no dimension, texts in the cells
    page = made.create_sheet("表1")
    for row in ROWS:
        page.append(row)
    made.save(sink)
    return sink.getvalue()


def test_cells_are_what_openpyxl_sees() -> None:
    (sheet,) = sheets(written(), "表.xlsx")
    assert [row + [None] * (7 - len(row)) for row in sheet.rows] == [
        [*row, *[None] * (7 - len(row))] for row in ROWS
    ]


@pytest.mark.parametrize("name", ["merged-header.xlsx", "merged-numbers.xlsx", "text-numbers.xlsx"])
def test_files_are_what_openpyxl_sees(name: str) -> None:
    content = (FILES / name).read_bytes()
    theirs = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    (ours,) = sheets(content, name)
    seen = {(cell.row, cell.column): cell.value for row in theirs.iter_rows() for cell in row}
    for (row, column), value in seen.items():
        if value is not None:
            assert ours.rows[row - 1][column - 1] == value


def test_shared_rich_texts_dates_and_formats() -> None:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True}) as book:
        page = book.add_worksheet("表1")
        raised = book.add_format({"font_script": 1})
        page.write_rich_string(0, 0, "8642.0", raised, "2")
        page.write_datetime(0, 1, datetime(2026, 9, 30), book.add_format({"num_format": 14}))
        page.write_number(0, 2, 0.059, book.add_format({"num_format": "0.0%"}))
        page.write_number(0, 3, 5.9, book.add_format({"num_format": '0.0"%"'}))
        page.write_number(0, 4, 46295, book.add_format({"num_format": 57}))
        page.write_formula(0, 5, "=1+1", None, 2)
        page.write_number(2, 1, 7)
    (sheet,) = sheets(sink.getvalue(), "表.xlsx")
    first, second, third = sheet.rows
    assert first == ["8642.0", "2026-09-30", "5.9%", "5.9%", "2026年9月", 2]
    assert (second, third) == ([], [None, 7])


@pytest.mark.parametrize("ref", ["A", "B9", "1A", "ABCD1"])
def test_a_cell_that_is_not_in_its_row_stops_the_file(ref: str) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written())) as old, zipfile.ZipFile(sink, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.startswith("xl/worksheets/"):
                content = content.replace(b'r="A1"', f'r="{ref}"'.encode())
            new.writestr(part, content)
    with pytest.raises(Problems) as told:
        sheets(sink.getvalue(), "表.xlsx")
    assert told.value.problems[0].code == "file-damaged"


def test_rows_beyond_the_limit_are_refused_at_the_first() -> None:
    sink = io.BytesIO()
    made = Workbook(write_only=True)
    page = made.create_sheet("表1")
    for _ in range(20_001):
        page.append([1])
    made.save(sink)
    with pytest.raises(Problems) as told:
        sheets(sink.getvalue(), "表.xlsx")
    assert (told.value.problems[0].code, told.value.problems[0].found) == (
        "file-too-many",
        "20,001 × 1",
    )


def test_a_sheet_in_a_part_of_another_ending_is_never_passed_over() -> None:
    made = Workbook()
    made.worksheets[0].append(["第三产业", 1.0])
    made.create_sheet("表2").append(["第三产业", 2.0])
    sink = io.BytesIO()
    made.save(sink)
    parts: dict[str, bytes] = {}

    def renamed(name: str, part: bytes) -> bytes | None:
        if name == "xl/worksheets/sheet2.xml":
            parts["xl__worksheets__sheet2.dat"] = part
            return None
        return part.replace(b"sheet2.xml", b"sheet2.dat")

    repacked(sink.getvalue(), renamed)
    with pytest.raises(Problems) as raised:
        sheets(repacked(sink.getvalue(), renamed, **parts), "表.xlsx")
    assert [one.code for one in raised.value.problems] == ["file-damaged"]
