"""Words around a figure: what makes it another is never passed over, what bureaus write is read.

Figures are invented. Each hostile word is put into title, sheet name, unit line, header, corner,
label, heading and note in turn; no figure that it touches may be stored without a word.
"""

from pathlib import Path
from typing import Any

import pytest
from dressed import (
    HEAD,
    HEADS,
    HOSTILE,
    LABELS,
    NOTES,
    ROWS,
    SHEETS,
    TITLE,
    TITLES,
    TRUE,
    grid,
    of,
    of_text,
    passed,
    renamed,
)

from data.releases.intake import Reading, read_figures

WORDS = [(kind, word) for kind, words in HOSTILE.items() for word in words]
SERVICES = "2026年前三季度重庆市服务业"


def csv(rows: list[list[Any]]) -> Reading:
    return of_text("\n".join(",".join(f'"{c}"' if c else "" for c in row) for row in rows))


@pytest.mark.parametrize(("kind", "word"), WORDS)
def test_a_word_that_makes_figures_others_is_never_passed_over(kind: str, word: str) -> None:
    around: list[list[list[Any]]] = [
        *(grid(title) for title in (TITLE + word, word + SERVICES, f"{SERVICES}（{word}）")),
        [[SERVICES, None, None], [f"单位：亿元、%（{word}）", None, None], HEAD, *ROWS],
        grid(SERVICES, [word + "指标", *HEAD[1:]]),
        grid(SERVICES, notes=[f"注：本表为{word}数据"]),
        grid(SERVICES, notes=["注：虚构", f"2.{word}"]),
    ]
    for rows in around:
        assert not passed(csv(rows)), rows
    assert not passed(of(grid(SERVICES), sheet=word))


@pytest.mark.parametrize(("kind", "word"), WORDS)
def test_a_word_in_a_label_or_header_takes_out_what_it_touches(kind: str, word: str) -> None:
    for label in ("金融业" + word, word + "金融业", f"金融业（{word}）"):
        stored = passed(csv(grid(SERVICES, rows=renamed(label))))
        assert not [key for key in stored if key[0] == "finance"], label
    stored = passed(csv(grid(SERVICES, rows=[*ROWS[:3], [word, None, None], *ROWS[3:]])))
    assert not [key for key in stored if key[0] == "finance"]
    for header in (HEAD[2] + word, word + HEAD[2], f"同比增长（{word}，%）"):
        stored = passed(csv(grid(SERVICES, [*HEAD[:2], header])))
        assert not [key for key in stored if key[2] == "real_growth"], header
    if word not in ("环比", "比上月"):  # a level is the same whatever growth is held against
        stored = passed(csv(grid(SERVICES, [HEAD[0], HEAD[1] + word, HEAD[2]])))
        assert not [key for key in stored if key[2] == "value_added"], word


@pytest.mark.parametrize("title", TITLES)
def test_titles_as_bureaus_write_them_are_read(title: str) -> None:
    assert passed(csv(grid(title))) == TRUE


@pytest.mark.parametrize("head", HEADS)
def test_headers_as_bureaus_write_them_are_read(head: tuple[str, ...]) -> None:
    assert passed(csv(grid(head=head))) == TRUE


@pytest.mark.parametrize("label", LABELS)
def test_labels_as_bureaus_write_them_are_read(label: str) -> None:
    assert passed(of(grid(rows=renamed(label)))) == TRUE


@pytest.mark.parametrize("note", NOTES)
def test_notes_as_bureaus_write_them_are_read(note: str) -> None:
    assert passed(csv(grid(notes=[note]))) == TRUE


@pytest.mark.parametrize("sheet", SHEETS)
def test_sheets_are_named_as_people_do(sheet: str) -> None:
    assert passed(of(grid(), sheet=sheet)) == TRUE


def test_what_is_left_out_says_where_and_what_would_make_it_readable() -> None:
    (out,) = csv(grid(rows=renamed("金融业（剔除证券）"))).left_out
    assert (out.where, out.text) == ("表.csv:6", "金融业(剔除证券)")
    assert out.why.zh == "有读不懂的文字"
    assert "方案" in out.remedy.zh


def test_a_name_of_a_file_that_names_another_region_is_asked_about() -> None:
    content = "\n".join(",".join(map(str, row)) for row in grid()).replace("None", "")
    for name in ("贵州省.csv", "Sichuan 2026Q3.csv"):
        assert read_figures(Path(name), content.replace("重庆市", "").encode()).doubts, name
