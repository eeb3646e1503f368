"""Names of files: a reader's words, legal on every system, never too long, never without the id."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.problems import Language
from views.present.file_names import file_name
from views.words.words import speaking

PARTS = ("2026-11-27", "0123456789abcdef")


def named(title: str, tongue: Language = "zh", kind: str = "brief") -> str:
    with speaking(tongue):
        return file_name(title, "plain", PARTS, kind, "pdf")


@pytest.mark.parametrize(
    ("title", "zh", "en"),
    [
        ("五大集群 提速", "五大集群-提速", "plain"),
        ("Finance: Yuzhong’s target", None, "Finance-Yuzhongs-target"),
        ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j", "a-b-c-d-e-f-g-h-i-j"),
        ("..\\..\\etc", "etc", "etc"),
        ("CON", "CON", "CON"),
        ("结尾有点. ", "结尾有点", "plain"),
        ("\u202e反向\u200b零宽", "反向零宽", "plain"),
        ("Zürich – café", None, "Zurich-cafe"),
    ],
)  # fmt: skip
def test_titles_become_names(title: str, zh: str | None, en: str) -> None:
    if zh is not None:
        assert named(title) == f"{zh}-2026-11-27-0123456789abcdef-简报.pdf"
    assert named(title, "en") == f"{en}-2026-11-27-0123456789abcdef-brief.pdf"


@given(st.text(max_size=300), st.sampled_from(["zh", "en"]))
def test_any_title_gives_a_name_that_every_system_takes(title: str, tongue: Language) -> None:
    name = named(title, tongue, "share-2027-scopes")
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\x7f]', name)
    assert name == name.strip(" .")
    assert not name.startswith("-")
    assert len(name.encode()) <= 180
    assert PARTS[1] in name
    if tongue == "en":
        assert name.isascii()


def test_a_charts_name_is_told_in_the_readers_language() -> None:
    assert named("甲", kind="share-2027-scopes").endswith("-比重图-2027-scopes.pdf")
    assert named("甲", kind="heatmap").endswith("-heatmap.pdf")
