"""Anything at all may be given to the readers: they answer, and never crash, hang or half-read.

Some dozens of examples each here; `YUCE_FUZZ=50 pytest tests/data/test_fuzz.py` tries fifty times
as many. Figures are invented.
"""

import json
import math
import os
import signal
import string
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from broken import SHEET, book, good, quarter, repacked, saved
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.problems import Problems
from data.releases.intake import Release, propose, read_figures
from records.links.codec import decode, parse
from scenarios.assume.scenario import Scenario
from scenarios.assume.scenario import read_scenario as read_scenario

TIMES = int(os.environ.get("YUCE_FUZZ", "1"))
TODAY = date(2026, 11, 1)
RELEASE = Release("q3-2026", "虚构", date(2026, 10, 22))
GOLDEN = Path(__file__).parents[1] / "golden" / "v1.json"


def tries(count: int) -> settings:
    """Half by default; the same every time unless more are asked for."""
    return settings(
        max_examples=count * TIMES // 2,
        deadline=None,
        derandomize=TIMES == 1,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(autouse=True)
def _no_hanging() -> Iterator[None]:
    signal.alarm(120 * TIMES)
    yield
    signal.alarm(0)


def answered(content: bytes, name: str) -> None:
    """It answers: figures that are numbers, or problems that print."""
    reading = read_figures(Path(name), content)
    assert reading.figures or reading.problems
    for one in reading.figures:
        assert math.isfinite(float(one.value))
    found = propose(reading, RELEASE, today=TODAY)
    for problem in (*found.problems, *found.doubts):
        for text in (problem.text("zh"), problem.text("en")):
            assert text.isprintable()
            assert len(text) < 2_000


CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "—",
                "…",
                "第三产业",
                "金融业",
                "#批发和零售业",
                "地区生产总值",
                "其中：",
                "工业",
            ),
            *("2025", "2026年", "一季度", "1-3季度", "2026年前三季度", "当季", "三季度", "全年"),
            *("单位：亿元", "（万元）", "增长（%）", "上年=100", "绝对额", "构成（%）", "不变价"),
            *("14800.0", "5.9", "１，２３４", "1,2", "-0", "6.2%", "0", "注：虚构", "①", "年份"),
            *("series", "period", "measure", "value", "unit", "tertiary", "2026Q3", "percent"),
            *("=1+1", "<b>", '"', "1e308", "9" * 50, "\u202e", "\ud7ff", "年年年", "季度季度"),
        ]
    ),
    st.text(max_size=12),
    st.floats(allow_nan=True).map(str),
)
GRIDS = st.lists(st.lists(CELLS, max_size=7), max_size=9)


@tries(25)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "b.xlsx", "c", "\x1b[2J.csv"]))
def test_any_bytes_are_answered(content: bytes, name: str) -> None:
    answered(content, name)


@tries(40)
@given(GRIDS, st.sampled_from(["utf-8", "gb18030", "utf-16"]), st.sampled_from([",", "\t", ";"]))
def test_any_grid_of_what_bureaus_print_is_answered(
    grid: list[list[str]], encoding: str, comma: str
) -> None:
    text = "\n".join(comma.join(row) for row in grid)
    answered(text.encode(encoding, errors="replace"), "表.csv")


@tries(25)
@given(st.lists(st.lists(st.one_of(CELLS, st.floats(), st.integers(), st.booleans()), max_size=6)))
def test_any_workbook_is_answered(grid: list[list[Any]]) -> None:
    plain = [
        [
            "".join(one for one in cell if one.isprintable() or one == " ")
            if isinstance(cell, str)
            else cell
            for cell in row
        ]
        for row in grid
    ]
    answered(saved(book(plain)), "表.xlsx")


GOOD = saved(book(good(), merge=("A1:C1",)))
with zipfile.ZipFile(BytesIO(GOOD)) as archive:
    PARTS = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    SHEET_XML = archive.read(SHEET)


@tries(30)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(1, 255)), min_size=1))
def test_a_workbook_with_flipped_bytes_is_answered(flips: list[tuple[int, int]]) -> None:
    content = bytearray(GOOD)
    for at, mask in flips:
        content[at] ^= mask
    answered(bytes(content), "表.xlsx")


@tries(40)
@given(st.sampled_from(PARTS), st.integers(0, 5_000), st.integers(0, 200), st.binary(max_size=40))
def test_a_workbook_whose_xml_was_cut_is_answered(
    part: str, at: int, length: int, put: bytes
) -> None:
    def edit(name: str, content: bytes) -> bytes:
        return content[:at] + put + content[at + length :] if name == part else content

    answered(repacked(GOOD, edit), "表.xlsx")


@tries(30)
@given(st.data())
def test_a_sheet_with_other_attributes_is_answered(data: st.DataObject) -> None:
    words = [b'r="B4"', b't="n"', b'ref="A1:C1"', b'r="7"', b"<v>14800</v>", b't="inlineStr"']
    old = data.draw(st.sampled_from(words))
    new = data.draw(
        st.sampled_from(
            [
                *(b'r="XFD1048576"', b'r="-1"', b'r=""', b't="s"', b't="e"', b't="b"', b't="zz"'),
                *(b'ref="A1:XFD1048576"', b'ref="C1:A1"', b'r="99999999999"', b"<v>NaN</v>"),
                *(b"<v></v>", b"<f>A1</f>", b"<v>1e999</v>", b't="d"', b"<v>1<v>2</v></v>"),
            ]
        )
    )
    answered(
        repacked(GOOD, lambda name, part: part.replace(old, new) if name == SHEET else part),
        "表.xlsx",
    )


def scenario_or_problems(content: bytes, suffix: str) -> None:
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(content)
        file.flush()
        try:
            found = read_scenario(Path(file.name))
        except Problems as problems:
            told = problems.text("zh")
            assert told
            assert "Input should" not in told
            return
    assert isinstance(found, Scenario)
    assert all(
        math.isfinite(one.value) for one in found.assumptions if isinstance(one.value, float)
    )


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["J", "real_growth", "level", "alone", "D3", "亿元", 2026, 2027, 0.07, 600]),
)
KEYS = st.one_of(
    st.sampled_from(
        [
            *("schema", "name", "title", "assumptions", "section", "years", "value", "measure"),
            *(
                "events",
                "linkage",
                "scope",
                "targets",
                "kind",
                "reason",
                "source",
                "note",
                "baseline",
            ),
        ]
    ),
    st.text(string.ascii_lowercase, max_size=5),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=20,
)


@tries(50)
@given(st.dictionaries(KEYS, TREES, max_size=5))
def test_any_scenario_file_is_answered(tree: dict[str, Any]) -> None:
    scenario_or_problems(json.dumps(tree).encode("utf-8", "replace"), ".json")


@tries(80)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.text("[]{}=\"'.,#\n0159eE+-_xntfJKyearsvl ", max_size=120).map(str.encode),
    ),
    st.sampled_from([".toml", ".json"]),
)
def test_any_text_for_a_scenario_is_answered(content: bytes, suffix: str) -> None:
    scenario_or_problems(content, suffix)


@pytest.mark.parametrize("suffix", [".toml", ".json"])
@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"a=" + b"[" * 50_000,
        b"1" * 10_000,
        b"a=" + b"9" * 9_000,
    ],
)
def test_a_scenario_nested_without_end_is_answered(content: bytes, suffix: str) -> None:
    scenario_or_problems(content, suffix)


LINKS = [one["link"] for one in json.loads(GOLDEN.read_text("utf-8")) if "link" in one]


def link_or_problems(text: str) -> None:
    try:
        pin = decode(parse(text).value)
    except Problems as problems:
        assert problems.text("zh")  # noqa: PT017 - either outcome will do
    else:
        assert pin in GENUINE  # whatever opens is what somebody once sent


GENUINE = [decode(parse(link).value) for link in LINKS]


@tries(100)
@given(st.text(max_size=300))
def test_any_text_for_a_link_is_answered(text: str) -> None:
    link_or_problems(text)
    link_or_problems("?x=" + text)


@tries(100)
@given(st.sampled_from(LINKS), st.data())
def test_a_link_changed_anywhere_opens_as_it_was_or_not_at_all(
    link: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(link) - 1))
    length = data.draw(st.integers(0, 3))
    put = data.draw(st.text(string.ascii_letters + string.digits + "-_=&?%", max_size=3))
    link_or_problems(link[:at] + put + link[at + length :])


def test_a_good_table_is_read_whatever_notes_stand_around_it() -> None:
    reading = read_figures(Path("a.csv"), quarter(note="注：虚构数据。\n资料来源：测试").encode())
    assert len(reading.figures) == 12
    assert reading.problems == ()
