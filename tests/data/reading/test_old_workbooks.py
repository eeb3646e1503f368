"""What stands over and beside the cells of an .xls: text boxes, charts, print headers; invented.

The records are written by hand as Excel writes them, for no library at hand writes them.
"""

import io
import struct
from pathlib import Path

import pytest
import xlwt
from dressed import Row, grid, passed
from xlwt.CompoundDoc import XlsDoc

from data.reading.sheets.xls_records import UNREAD, drawn
from data.releases.intake import read_figures

ROWS: list[Row] = [["第三产业", 15400, 5.9], ["金融业", 1790, 5.5]]
TITLE = "2026年前三季度重庆市服务业"
EOF = b"\x0a\0\0\0"
BOX, REMARK = 6, 0x19


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def box(said: str, kind: int = BOX, version: int = 8) -> bytes:
    """An object and its text, in two records that go on."""
    objects = struct.pack("<HHHHH", 0x15, 18, kind, 1, 0) + bytes(16)
    head = struct.pack("<HH6sHHI", 0x212, 0, bytes(6), len(said), 16, 0)
    runs = struct.pack("<HHIHHI", 0, 0, 0, len(said), 0, 0)
    parts = [record(0x3C, b"\1" + one.encode("utf-16-le")) for one in (said[:3], said[3:])]
    return record(0x5D, objects) + record(0x1B6, head) + b"".join(parts) + record(0x3C, runs)


def chart(title: str) -> bytes:
    """A chart within the sheet, and its title."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0))
    said = struct.pack("<HBB", 0, len(title), 1) + title.encode("utf-16-le")
    return begin + record(0x100D, said) + EOF


def header(said: str) -> bytes:
    return record(0x14, struct.pack("<HB", len(said), 1) + said.encode("utf-16-le"))


def made(records: bytes, sheets: int = 1) -> bytes:
    """A workbook, with records at the end of its last sheet."""
    workbook = xlwt.Workbook(encoding="utf-8")
    for at in range(sheets):
        sheet = workbook.add_sheet(f"表{at + 1}")
        for place, row in enumerate(grid(TITLE, rows=ROWS) if at == sheets - 1 else []):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(place, column, cell)
    stream = workbook.get_biff_data()
    assert stream.endswith(EOF)
    sink = io.BytesIO()
    XlsDoc().save(sink, stream[:-4] + records + EOF)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("records", "stored"),
    [
        (b"", 4),
        (box("本表为四川省数"), 0),
        (box("按现价计算的名义增速"), 0),
        (box("初步核算数"), 4),
        (chart("全国服务业"), 0),
        (chart("2026年前三季度服务业增加值"), 4),
        (header("&C四川省统计局"), 0),
        (header("&C重庆市统计局&R&P/&N"), 4),
    ],
)
def test_what_stands_over_an_old_sheet_is_asked_about(records: bytes, stored: int) -> None:
    reading = read_figures(Path("表.xls"), made(records))
    assert len(passed(reading)) == stored, [one.seen("zh") for one in reading.doubts]
    assert {one.code for one in reading.doubts} == (set() if stored else {"figure-words-around"})


def test_each_sheet_has_its_own_and_remarks_are_left_to_their_reader() -> None:
    three = drawn(made(box("甲") + box("乙", REMARK) + chart("丙丁"), sheets=3))
    assert three == {0: [], 1: [], 2: ["甲", "丙丁"]}


def test_an_object_of_an_older_workbook_is_told_of() -> None:
    begin = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    globals_ = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0))
    place = len(globals_) + 4 + 8 + 4
    bound = record(0x85, struct.pack("<IHBB", place, 0, 0, 0))
    stream = globals_ + bound + EOF + begin + record(0x5D, bytes(10)) + EOF
    assert drawn(stream) == {0: [UNREAD]}


def test_a_workbook_cut_short_is_refused() -> None:
    whole = made(box("本表为四川省数") + chart("全国"))
    for size in range(100, len(whole), 499):
        assert not passed(read_figures(Path("表.xls"), whole[:size]))
