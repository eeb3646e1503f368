"""Makes the corpus of broken inputs: `python tests/support/broken.py`; figures are invented.

The small ones lie in tests/bad_files; the large ones are made by the test when it needs them.
What each must be answered with stands in expected.csv.
"""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HERE = Path(__file__).parents[1] / "bad_files"

TITLE = "2026年前三季度重庆市地区生产总值（虚构数据，仅供测试）"
HEAD = ",绝对额（亿元）,同比增长（%）"
ROWS = {
    "地区生产总值": ("25400.1", "5.1"),
    "第一产业": ("1400.0", "3.5"),
    "第二产业": ("9200.1", "4.0"),
    "第三产业": ("14800.0", "5.9"),
    "批发和零售业": ("2950.0", "3.9"),
    "金融业": ("1790.0", "5.5"),
}
LONG = "series,period,measure,value,unit\n"
YEARS = """重庆市地区生产总值（虚构数据，仅供测试）
单位：亿元
年份,地区生产总值,第一产业,第二产业,第三产业
"""


def quarter(title: str = TITLE, head: str = HEAD, note: str = "", **changed: str) -> str:
    """The good table of a third quarter, with some rows or lines replaced."""
    lines = [title, head]
    for name, figures in ROWS.items():
        lines.append(changed.get(name, ",".join((name, *figures))))
    lines += [line for name, line in changed.items() if name not in ROWS]
    return "\n".join(filter(None, [*lines, note])) + "\n"


def book(rows: list[list[Any]], name: str = "表1", merge: tuple[str, ...] = ()) -> Workbook:
    """A workbook of one sheet."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for ref in merge:
        sheet.merge_cells(ref)
    return made


def saved(made: Workbook) -> bytes:
    """Bytes of a workbook, the same every time."""
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


def repacked(content: bytes, edit: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """An archive with its parts edited, left out (None) or added."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(sink, "w", 8) as new:
        for name in old.namelist():
            part = edit(name, old.read(name))
            if part is not None:
                new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
        for name, part in more.items():
            new.writestr(zipfile.ZipInfo(name.replace("__", "/")), part, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def good() -> list[list[Any]]:
    """The same third quarter as rows of a sheet, as numbers."""
    rows: list[list[Any]] = [[TITLE], HEAD.split(",")]
    return rows + [[name, float(a), float(b)] for name, (a, b) in ROWS.items()]


def with_finance(*figures: Any) -> list[list[Any]]:
    """The good rows, finance with other figures."""
    return [*good()[:7], ["金融业", *figures]]


SHEET = "xl/worksheets/sheet1.xml"


def in_sheet(old: str, new: str) -> bytes:
    """The good workbook, its sheet's XML edited."""

    def edit(name: str, part: bytes) -> bytes:
        return part.replace(old.encode(), new.encode(), 1) if name == SHEET else part

    changed = repacked(saved(book(good())), edit)
    assert changed != repacked(saved(book(good())), lambda _, part: part), old
    return changed


def gap() -> str:
    """Services of twelve years as published, less one."""
    with (HERE.parent.parent / "data/tables/annual.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["release"] == "yearbook-2025"]
    return "".join(
        f"{row['period']},{row['value']}\n"
        for row in rows
        if (row["series"], row["measure"]) == ("tertiary", "value_added")
        and 2010 <= int(row["period"]) <= 2021
        and row["period"] != "2015"
    )


def texts() -> dict[str, str]:
    """CSV files, by name; all in UTF-8."""
    more = LONG + "tertiary,2026Q3,real_growth,5.9,percent,x\n"
    long = LONG + "tertiary,2026Q3,real_growth,5.9,percent\n"
    return {
        "blank.csv": ",,,\n,,\n",
        "header-only.csv": quarter().splitlines()[1] + "\n",
        "title-only.csv": TITLE + "\n单位：亿元\n",
        "open-quote.csv": quarter(金融业='"金融业,1790.0,5.5'),
        "thousands-wrong.csv": quarter(金融业='金融业,"17,90.0",5.5'),
        "decimal-comma.csv": quarter(金融业='金融业,1790.0,"5,5"'),
        "full-width-letter.csv": quarter(金融业="金融业,１７９０ａ,5.5"),
        "about.csv": quarter(金融业="金融业,约1790,5.5"),
        "accountants-negative.csv": quarter(金融业="金融业,1790.0,(5.5)"),
        "footnote-inside.csv": quarter(金融业="金融业,17¹90.0,5.5"),
        "footnote-unknown.csv": quarter(金融业="金融业,1790.0〔1〕,5.5见注"),
        "two-numbers.csv": quarter(金融业="金融业,1790/1800,5.5"),
        "question-mark.csv": quarter(金融业="金融业,1790.0,5.5?"),
        "excel-error.csv": quarter(金融业="金融业,#REF!,5.5"),
        "not-a-number.csv": quarter(金融业="金融业,NaN,5.5"),
        "infinity.csv": quarter(金融业="金融业,inf,1e999"),
        "forty-digits.csv": quarter(金融业="金融业," + "9" * 45 + ",5.5"),
        "formula-text.csv": quarter(金融业="金融业,=cmd|' /C calc'!A0,5.5"),
        "script-text.csv": quarter(金融业="金融业,<script>alert(1)</script>,5.5"),
        "markdown-text.csv": quarter(金融业="金融业,![x](http://evil.example/a.png),5.5"),
        "terminal-escape.csv": quarter(金融业="金融业,\x1b[31m1790\x1b[0m\x07,5.5"),
        "per-cent-level.csv": quarter(金融业="金融业,1790%,5.5"),
        "negative-level.csv": quarter(金融业="金融业,-1790.0,5.5"),
        "growth-600.csv": quarter(金融业="金融业,1790.0,600"),
        "growth-as-index.csv": quarter(金融业="金融业,1790.0,105.5"),
        "index-as-growth.csv": quarter(head=",绝对额（亿元）,指数（上年同期=100）"),
        "wan-for-yi.csv": "\n".join(
            [TITLE, HEAD, "第三产业,148000000,5.9", "金融业,17900000,5.5", ""]
        ),
        "wan-and-yi.csv": "\n".join([TITLE, HEAD, "金融业,179000.0,5.5", "第三产业,148,5.9", ""]),
        "yi-for-wan.csv": quarter(head=",绝对额（万元）,同比增长（%）"),
        "no-unit.csv": quarter(head=",绝对额,同比增长（%）"),
        "no-year.csv": quarter(title="前三季度重庆市地区生产总值（虚构）"),
        "no-sections.csv": "年份,甲,乙\n2025,1,2\n2026,3,4\n",
        "misspelt-section.csv": quarter(金融业="金融叶,1790.0,5.5"),
        "misspelt-twice.csv": quarter(
            金融业="金触业,1790.0,5.5", 批发和零售业="批发和零瘦业,2950.0,3.9"
        ),
        "misspelt-column.csv": "单位：亿元\n年份,第三产业,,\n,,批发和零售叶,金融业\n"
        "2025,19846.05,3919.71,2348.49\n",
        "section-twice.csv": quarter(又="金融业,1800.0,5.5"),
        "growth-twice.csv": quarter(又="金融业,1790.0,6.5"),
        "year-twice.csv": YEARS + "2025,33757.93,2124.14,11787.74,19846.05\n"
        "2025,33700.00,2124.14,11787.74,19846.05\n",
        "quarter-twice.csv": "单位：亿元\n时间,第三产业\n2026年一季度,4990\n2026年1-3月,5010\n",
        "swapped-columns.csv": "2026年前三季度（虚构）\n指标,第三产业,批发和零售业\n"
        "绝对额（亿元）,2950.0,14800.0\n",
        "swapped-headers.csv": quarter(head=",同比增长（%）,绝对额（亿元）"),
        "swapped-rows.csv": quarter(
            金融业="地区生产总值,14800.0,5.9", 地区生产总值="金融业,25400.1,5.1"
        ),
        "total-not-reached.csv": quarter(第三产业="第三产业,14700.0,5.9"),
        "gdp-growth-beyond.csv": quarter(地区生产总值="地区生产总值,25400.1,7.9"),
        "year-total-not-reached.csv": YEARS + "2025,33757.93,2124.14,11787.74,18846.05\n",
        "groups-do-not-give-growth.csv": "2025年增速（%）（虚构）\n年份,第三产业,批发和零售业,"
        "交通运输、仓储和邮政业,住宿和餐饮业,金融业,房地产业,其他服务业\n"
        "2025年,7.9,3.7,5.7,4.0,5.9,-1.0,9.1\n",
        "gap.csv": "单位：亿元\n年份,第三产业\n" + gap(),
        "single-quarter.csv": quarter(
            title="2026年三季度当季重庆市（虚构）", head=",三季度当季（亿元）,当季增长（%）"
        ),
        "quarter-falls.csv": "单位：亿元\n时间,第三产业\n2026年一季度,4990\n2026年上半年,4900\n",
        "composition.csv": quarter(head=",构成（%）,贡献率（%）"),
        "constant-prices.csv": YEARS.replace("单位：亿元", "单位：亿元（按2020年不变价格计算）")
        + "2025,30000,1900,10500,17600\n",
        "not-over.csv": quarter(title="2026年全年重庆市地区生产总值（虚构）"),
        "next-year.csv": quarter(title="2027年前三季度重庆市地区生产总值（虚构）"),
        "year-conflict.csv": "单位：亿元\n指标,2024年,2025年\n2025年第三产业,18366.65,19846.05\n",
        "section-conflict.csv": "2026年前三季度（亿元）\n指标,金融业,房地产业\n金融业,1790,1180\n",
        "far-revision.csv": "单位：亿元\n年份,第三产业\n2024,21000\n2025,19846.05\n",
        "level-and-growth.csv": "2025年（虚构）\n指标,绝对额（亿元）,增长（%）\n"
        "金融业,2900.0,5.9\n",
        "web-page.csv": "<html><table><tr><td>第三产业</td><td>5.9</td></tr></table></html>",
        "long-missing-column.csv": "series,period,measure,value\ntertiary,2026Q3,real_growth,5.9\n",
        "long-unknown-column.csv": more.replace("unit\n", "unit,remark\n"),
        "long-column-twice.csv": more.replace("unit\n", "unit,unit\n"),
        "long-unknown-series.csv": long.replace("tertiary", "banking"),
        "long-everything-wrong.csv": LONG
        + "banking,2026Q5,growth,5.9,percent\ntertiary,2026Q3,value_added,abc,percent\n"
        "finance,26Q3,real_growth,600,100m_cny\n",
        "long-wrong-unit.csv": LONG + "tertiary,2026Q3,value_added,14800,10k_cny\n",
        "long-mixed-bases.csv": "series,period,measure,price_basis,value,unit\n"
        "tertiary,2025,value_added,current,19846.05,100m_cny\n"
        "tertiary,2024,value_added,previous_year,18366.65,100m_cny\n",
        "long-key-twice.csv": long + "tertiary,2026Q3,real_growth,6.0,percent\n",
        "long-ragged.csv": long + "finance,2026Q3,real_growth,5.5,percent,six,seven\n",
        "long-empty-value.csv": LONG + "tertiary,2026Q3,real_growth,,percent\n",
        "too-many-columns.csv": "年份" + ",第三产业" * 600 + "\n2025" + ",1" * 600 + "\n",
    }


def encoded() -> dict[str, bytes]:
    """Files whose bytes are the point."""
    bad = quarter(金融业="金融业,约1790,5.5")
    return {
        "empty.csv": b"",
        "gbk.csv": bad.encode("gb18030"),
        "utf-8-mark.csv": bad.encode("utf-8-sig"),
        "utf-16.csv": bad.encode("utf-16"),
        "utf-16-no-mark.csv": bad.encode("utf-16-le"),
        "utf-16-tabs.csv": bad.replace(",", "\t").encode("utf-16"),
        "big5.csv": "年份,第三產業\n2025,19846.05\n".encode("big5"),
        "broken-utf-8.csv": quarter().encode()[:-10] + b"\xff\xfe\x80\x80\xff",
        "binary.csv": bytes(range(256)) * 8,
        "pdf.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    }


def books() -> dict[str, bytes]:
    """Workbooks."""

    merged: list[list[Any]] = [
        ["单位：亿元"],
        ["年份", "第三产业", None, None],
        [None, "合计", "批发和零瘦业", "金融业"],
    ]
    merged.append([2025, 19846.05, 3919.71, 2348.49])
    hidden = book(good())
    hidden.create_sheet("空表")
    hidden.worksheets[0].sheet_state = "hidden"
    two = book(good(), "2026Q3")
    again = two.create_sheet("又一张")
    for row in good():
        again.append([1791.0 if cell == 1790.0 else cell for cell in row])
    percent = book(good())
    percent.worksheets[0]["B8"].number_format = "0.0%"
    dated = good()
    dated[7][2] = date(2026, 5, 5)
    formula = good()
    formula[7][1] = "=SUM(B5:B6)"
    plain = saved(book(good()))
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    laughs = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))

    def bomb(entities: bytes) -> bytes:
        def edit(name: str, part: bytes) -> bytes:
            return doctype + entities + b"]>" + part if name == SHEET else part

        return repacked(plain, edit)

    return {
        "macros.xlsm": repacked(plain, lambda _, p: p, **{"xl__vbaProject.bin": b"\x00" * 64}),
        "macros-hidden-in.xlsx": repacked(
            plain,
            lambda name, part: (
                part.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
                if name == "[Content_Types].xml"
                else part
            ),
        ),
        "formula-without-result.xlsx": saved(book(formula)),
        "formula-error.xlsx": in_sheet('t="n"><v>1790</v>', 't="e"><f>1/0</f><v>#DIV/0!</v>'),
        "merged-header.xlsx": saved(book(merged, merge=("B2:D2", "A2:A3"))),
        "merged-numbers.xlsx": saved(book(good(), merge=("B7:B8",))),
        "entities.xlsx": bomb(laughs),
        "outside-entity.xlsx": bomb(b'<!ENTITY x SYSTEM "file:///etc/passwd">'),
        "truncated.xlsx": plain[: len(plain) // 2],
        "flipped.xlsx": plain[:200] + bytes(b ^ 0x55 for b in plain[200:260]) + plain[260:],
        "document.xlsx": repacked(plain, lambda n, p: p if n == "[Content_Types].xml" else None),
        "part-twice.xlsx": _twice(plain),
        "merged-whole-sheet.xlsx": in_sheet(
            "</sheetData>",
            '</sheetData><mergeCells count="1"><mergeCell ref="A9:XFD1048576"/></mergeCells>',
        ),
        "merge-nonsense.xlsx": in_sheet(
            "</sheetData>", '</sheetData><mergeCells><mergeCell ref="AA"/></mergeCells>'
        ),
        "far-cell.xlsx": in_sheet(
            "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
        "empty.xlsx": saved(book([])),
        "hidden-only.xlsx": saved(hidden),
        "sheets-that-differ.xlsx": saved(two),
        "per-cent-format.xlsx": saved(percent),
        "date-for-a-number.xlsx": saved(book(dated)),
        "true-for-a-number.xlsx": saved(book(with_finance(True, 5.5))),
        "text-numbers.xlsx": saved(book(with_finance("１，７９０．０（估）", "5.5%"))),
        "csv-in-disguise.xlsx": quarter(金融业="金融业,约1790,5.5").encode(),
    }


def _twice(content: bytes) -> bytes:
    import warnings

    sink = io.BytesIO(content)
    with warnings.catch_warnings(), zipfile.ZipFile(sink, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(SHEET, b"<worksheet/>")
    return sink.getvalue()


def zip_bomb(path: Path) -> None:
    """A gigabyte of blanks in a megabyte."""
    path.write_bytes(saved(book(good())))
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/blank.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(256):
            part.write(b" " * 2**22)


def lying_bomb(path: Path) -> None:
    """A part of 200 MB that says it has a thousand bytes."""
    plain, blanks = saved(book(good())), b" " * 200 * 2**20
    huge = repacked(plain, lambda name, part: part + blanks if name == SHEET else part)
    with zipfile.ZipFile(io.BytesIO(huge)) as archive:
        real = archive.getinfo(SHEET).file_size
    path.write_bytes(huge.replace(real.to_bytes(4, "little"), (1000).to_bytes(4, "little")))


def many_rows(path: Path) -> None:
    """A table of thirty thousand rows."""
    path.write_text("年份,第三产业\n" + "2025,1\n" * 30_000, "utf-8")


def many_cells(path: Path) -> None:
    """A workbook whose sheet has four hundred thousand cells."""
    row = "<row>" + "<c><v>1</v></c>" * 400 + "</row>"
    path.write_bytes(in_sheet("</sheetData>", row * 1000 + "</sheetData>"))


def two_hundred_megabytes(path: Path) -> None:
    """A file too large to be a table."""
    with path.open("wb") as file:
        file.truncate(200 * 2**20)


LARGE: dict[str, Callable[[Path], None]] = {
    "zip-bomb.xlsx": zip_bomb,
    "lying-zip-bomb.xlsx": lying_bomb,
    "thirty-thousand-rows.csv": many_rows,
    "four-hundred-thousand-cells.xlsx": many_cells,
    "two-hundred-megabytes.csv": two_hundred_megabytes,
}


def main() -> None:
    """Write the small files."""
    for name, text in texts().items():
        (HERE / name).write_bytes(text.encode())
    for name, content in {**encoded(), **books()}.items():
        (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()
