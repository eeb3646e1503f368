"""The last mile: every form is whole, says the same numbers, and runs nothing it was told."""

import csv
import io
import json
import re
import zipfile
import zlib
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import openpyxl
import pytest
import typst
from busy import BUSY
from docx import Document
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from terminal import printed, yuce

from base.problems import Problems
from data.sections import CODES
from deploy.fonts import NAMES
from forecast.baseline import Baseline
from records.links.codec import decode
from records.links.codec import parse as parse_link
from scenarios.assume.scenario import Scenario, parse
from scenarios.outcome.simulate import simulate
from views.export.brief.brief import brief
from views.export.brief.brief_pdf import brief_pdf
from views.export.brief.word_fonts import obfuscated
from views.export.csv_tables import assumptions, results
from views.export.fonts import FAMILY, FOLDER, STYLES
from views.export.formats import FORMATS, export
from views.export.pictures import typesetting
from views.export.pictures.pictures import pictures
from views.present.contents import Contents
from views.present.echarts import FONT
from views.present.provenance import Facts
from views.present.safe_cells import inert
from views.words.documents import DOCUMENTS
from views.words.screen import SCREEN
from views.words.words import speaking

ADDRESS = "http://yuce.example:8501/overview"


def contents(baseline: Baseline, record: object = None, tongue: str = "zh") -> Contents:
    scenario = parse(record, "test") if record else Scenario()
    return Contents(simulate(baseline, scenario), "en" if tongue == "en" else "zh", ADDRESS)


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


Pixels = np.ndarray[Any, Any]


def ink(png: bytes, most: int) -> Pixels:
    """Read a PNG's first lines as darkness, 0 to 1, without a picture library."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    place, packed = 8, b""
    wide = high = depth = 0
    while place < len(png):
        size = int.from_bytes(png[place : place + 4], "big")
        kind, body = png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        if kind == b"IHDR":
            wide, high = (int.from_bytes(body[i : i + 4], "big") for i in (0, 4))
            depth = {2: 3, 6: 4}[body[9]]
        if kind == b"IDAT":
            packed += body
        place += 12 + size
    lines = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(high, 1 + wide * depth)
    out = np.zeros((high, wide * depth), np.uint8)
    for y, line in enumerate(lines[:most]):
        out[y] = unfiltered(int(line[0]), line[1:], out[y - 1] if y else out[y] * 0, depth)
    shades = out.reshape(high, wide, depth)[:most, :, :3].mean(axis=2)
    return np.asarray(1 - shades / 255)


def unfiltered(kind: int, line: Pixels, above: Pixels, depth: int) -> Pixels:
    if kind == 0:
        return line
    if kind == 2:
        return np.asarray(line + above)
    left = line.reshape(-1, depth)
    if kind == 1:
        return np.asarray(np.cumsum(left, axis=0, dtype=np.uint8).ravel())
    done = np.zeros_like(left)
    over = above.reshape(-1, depth).astype(int)
    before, corner = np.zeros(depth, int), np.zeros(depth, int)
    for x, value in enumerate(left.astype(int)):
        if kind == 3:
            guess = (before + over[x]) // 2
        else:
            p = before + over[x] - corner
            near = np.abs(np.array([p - before, p - over[x], p - corner]))
            guess = np.where(
                (near[0] <= near[1]) & (near[0] <= near[2]),
                before,
                np.where(near[1] <= near[2], over[x], corner),
            )
        before, corner = (value + guess) % 256, over[x]
        done[x] = before
    return done.ravel()


def test_the_table_has_every_section_and_year_in_one_order(newest: Baseline) -> None:
    plain, busy = (rows(assumptions(contents(newest, one))) for one in (None, BUSY))
    years = len(newest.years)
    assert len(plain) == 1 + 2 * len(CODES) * years
    assert [row[:5] for row in plain] == [row[:5] for row in busy]
    assert {len(row) for row in busy} == {len(busy[0])}
    moved = [row for row in busy if row[7] == "是"]
    assert [(row[0], row[3]) for row in moved] == [
        ("F", "2026"), ("J", "2026"), ("J", "2027"), ("I", "2027"),
    ]  # fmt: skip
    assert [row[6] for row in moved if row[0] == "J"] == ["7.7700"] * 2
    assert all(row[5] == row[6] for row in busy if row[7] == "否")


def test_the_results_are_the_outcomes(newest: Baseline) -> None:
    told = contents(newest, BUSY)
    found = rows(results(told))
    assert {len(row) for row in found} == {10 + len(fields(Facts))}
    middle = next(row for row in found if row[0] == "服务业增速" and row[2] == "2026")[6]
    assert float(middle) == pytest.approx(100 * told.outcome.growth_quantile(2026, 0.5), abs=6e-5)


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_no_cell_runs(text: str) -> None:
    assert inert(text) == f"'{text}"
    assert inert(f"a{text}") == f"a{text}"


def test_pictures_have_ink_where_chinese_stands(newest: Baseline) -> None:
    drawn = pictures(contents(newest, BUSY))
    assert set(drawn) >= {"growth", "share-2027-scopes", "contributions-2026"}
    dark = ink(typesetting.png(drawn["growth"]), 60)
    title = dark[:, 20:220] > 0.5
    # 服务业增速: five squares side by side, each with ink of its own, no two alike: empty boxes
    # would be alike, missing glyphs blank.
    glyphs = [title[20:56, 10 + 32 * n : 42 + 32 * n] for n in range(5)]
    assert all(0.12 < glyph.mean() < 0.6 for glyph in glyphs)
    for one in range(5):
        for other in range(one):
            assert (glyphs[one] != glyphs[other]).mean() > 0.1


def test_pictures_say_their_finding_and_nothing_runs_in_them(newest: Baseline) -> None:
    for tongue in ("zh", "en"):
        told = contents(newest, {"title_en": "Finance first", "assumptions": []}, tongue)
        for svg in pictures(told).values():
            assert re.search(r"<desc>[^<]{20,}</desc>", svg)
            assert newest.id in svg
            assert "<script" not in svg
            assert "href" not in svg
            if tongue == "en":
                assert not re.search("[\u4e00-\u9fff]", svg)


def test_every_word_of_ours_and_every_ordinary_name_has_its_letters() -> None:
    """Our font comes with us: no letter is left to the fonts of a machine."""
    ours = "".join([*map("".join, [*SCREEN.values(), *DOCUMENTS.values()]), *NAMES])
    common = bytes(range(0x20, 0x7F)) + bytes(
        byte for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF) for byte in (a, b)
    )
    for style in STYLES:
        with TTFont(FOLDER / f"{style}.ttf", lazy=True) as font:
            assert font["name"].getDebugName(1) == FAMILY == FONT.split(",")[0]
            known = {chr(code) for code in font.getBestCmap()}
        assert {*ours, *common.decode("gb2312", "ignore")} <= known | {"\n"}


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_the_brief_is_one_page_with_its_fonts(newest: Baseline, tongue: str) -> None:
    long = {"reason": "很长的理由" * 60, "source": "来源" * 90, "owner": "某某" * 40}
    many = [
        {"section": section, "years": [year], "value": year / 1e5, **long}
        for section in "FGHIJKL"
        for year in newest.years
    ]
    for record in (None, BUSY, {"title_zh": "很长的标题" * 12, "assumptions": many}):
        told = contents(newest, record, tongue)
        with speaking(told.tongue):
            annexed = brief(told).annex is not None
        made = brief_pdf(told)
        assert made.startswith(b"%PDF-")
        pages = len(re.findall(rb"/Type\s*/Page\b", made))
        assert annexed == (record is not None and "events" not in record) == (pages > 1)
        assert b"/FontFile2" in made
        set_in = {*re.findall(rb"/BaseFont/[A-Z]{6}\+([\w-]+)", made)}
        assert set_in == {b"YuceSansSC-Regular", b"YuceSansSC-Bold"}
        assert len(made) < 300_000


def test_the_word_brief_says_what_the_page_says(newest: Baseline) -> None:
    told = contents(newest, BUSY)
    (made,) = export(told, "docx").values()
    document = Document(io.BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    assert "金融先行" in text
    assert "低于6.5%，在“左右”范围内" in text
    assert "日后修订达到6.5%及以上的概率" in text
    assert "2027年生产性服务业比重：中位数、判定、超过60%的概率" in text
    assert newest.id in text
    assert "=1+1" in text
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        relations = parts.read("word/_rels/document.xml.rels").decode()
    address = re.search(r'Target="(http://yuce\.example:8501/overview\?x=[^"]+)"', relations)
    assert address
    pin = decode(parse_link(address.group(1)).value)
    assert pin.scenario.name == "busy"
    assert pin.baseline.id == newest.id


def test_the_ledger_gathers_what_differs_by_year_alone(newest: Baseline) -> None:
    one = {"section": "J", "value": 0.07, "reason": "西部金融中心"}
    each = [one | {"years": [year]} for year in (2026, 2027, 2029)]
    (line,) = contents(newest, {"assumptions": each}).ledger()
    assert (line.years, line.assumed, line.reason) == ("2026–2027, 2029", "7.0%", "西部金融中心")


def test_every_form_is_named_by_scenario_and_id(newest: Baseline) -> None:
    told = contents(newest, BUSY)
    for kind in FORMATS:
        for name, data in export(told, kind).items():
            assert name.startswith(f"金融先行-{told.made}-{told.pin.id}-")
            assert name.endswith(".csv" if kind == "iamc" else f".{kind}")
            assert data
    with pytest.raises(Problems):
        export(told, "doc")


def test_the_offline_page_asks_nothing_and_lets_nothing_in(newest: Baseline) -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    record = {
        "title_zh": evil,
        "assumptions": [{"section": "J", "years": [2026], "value": 0.09, "reason": evil}],
    }
    page = next(iter(export(contents(newest, record), "html").values())).decode()
    assert page.count("<script") == 3
    assert "<img" not in page
    assert "default-src 'none'" in page
    assert re.findall(r"(?:src|href)=[\"']", page) == []
    told = re.search(r'<script type="application/json" id="told">(.*?)</script>', page, re.DOTALL)
    assert told
    assert json.loads(told.group(1))["values"] == {"J/2026": 9.0}


def test_the_command_writes_them_all(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text(
        'name = "s"\n[[assumptions]]\nsection = "J"\nyears = 2026\nvalue = 0.09\n', encoding="utf-8"
    )
    signed = ("--who", "陈某", "--unit", "服务业处", "--why", "会商")
    record = printed("export", str(file), "--to", str(tmp_path / "out"), *signed)
    names = {Path(one["path"]).name for one in record["files"]}
    assert {name.rsplit(".", 1)[1] for name in names} == set(FORMATS) - {"iamc"}
    assert all(record["id"] in name for name in names)
    assert {path.name for path in (tmp_path / "out").iterdir()} == names
    book = next((tmp_path / "out").glob("*.xlsx"))
    pages = openpyxl.load_workbook(book)
    assert pages.sheetnames[0] == "结论"
    told = " ".join(str(cell.value) for page in pages for row in page.rows for cell in row)
    assert all(one in told for one in ("陈某（自称）", "服务业处", "会商"))
    told = yuce("export", str(file), "--to", str(tmp_path), "--format", "doc", code=1)
    assert "未知格式" in told
    told = yuce("export", str(file), "--to", str(file), "--format", "csv", code=1)
    assert "无法写入" in told


def test_words_of_documents_are_in_their_own_language() -> None:
    for zh, en in DOCUMENTS.values():
        assert sorted(re.findall(r"\{\d", zh)) == sorted(re.findall(r"\{\d", en))
        assert not re.search("[\u4e00-\u9fff]", en)


def test_the_word_brief_brings_the_letters_it_uses(newest: Baseline, tmp_path: Path) -> None:
    (made,) = export(contents(newest, BUSY), "docx").values()
    document = Document(io.BytesIO(made))
    used = {letter for node in document.element.iter(qn("w:t")) for letter in node.text or ""}
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        table = parts.read("word/fontTable.xml").decode()
        links = parts.read("word/_rels/fontTable.xml.rels").decode()
        assert "embedTrueTypeFonts" in parts.read("word/settings.xml").decode()
        for style in ("Regular", "Bold"):
            key = re.search(rf'<w:embed{style} r:id="(\w+)" w:fontKey="\{{([^}}]+)\}}"', table)
            assert key
            assert f'Id="{key.group(1)}"' in links
            hidden = parts.read(f"word/fonts/{style.lower()}.odttf")
            plain = obfuscated(hidden, UUID(key.group(2)))
            assert hidden[:4] != plain[:4] == b"\x00\x01\x00\x00"  # TrueType outlines
            found = TTFont(io.BytesIO(plain))
            assert "glyf" in found
            # Signs that no text font has come from the reader's symbol font.
            assert used - {chr(code) for code in found.getBestCmap()} <= {*"✓✕≈"}
            assert f'w:name="{found["name"].getDebugName(1)}"' in table
            (tmp_path / f"{style}.ttf").write_bytes(plain)
    assert len(made) < 500_000
    # Set with nothing but the embedded font, Chinese has ink: typst leaves it blank otherwise.
    family = re.search(r'w:name="([^"]+)"><w:altName', table)
    assert family
    page = (
        f'#set page(width: 200pt, height: 40pt, margin: 4pt)\n#set text(font: "{family.group(1)}")'
    )
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(tmp_path)])
    dark = []
    for text in ("金融业增速", "     "):
        drawn = typst.Compiler(font_paths=fonts).compile(
            f"{page}\n{text}".encode(), format="png", ppi=144
        )
        assert isinstance(drawn, bytes)
        dark.append(float(ink(drawn, 60).mean()))
    assert dark[0] > 0.03 > dark[1] == 0
