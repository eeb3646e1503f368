"""The method reads in both languages: the same equations on both pages, no word of the other."""

import html
import re
from pathlib import Path

from forecast.models import COMBINATION

DOCS = Path(__file__).parents[2] / "docs"


def equations(file: str) -> list[str]:
    return re.findall(r"\$\$\n(.*?)\n\$\$", (DOCS / file).read_text(encoding="utf-8"), re.DOTALL)


def test_both_pages_have_the_same_equations() -> None:
    assert equations("method.zh.md") == equations("equations.md")
    assert len(equations("equations.md")) > 15


def test_the_english_page_has_no_chinese_and_every_word_two_meanings() -> None:
    assert not re.search("[\u4e00-\u9fff]", (DOCS / "equations.md").read_text(encoding="utf-8"))
    lines = (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[4:]]
    assert len(rows) > 25
    for chinese, english, meaning, meant in rows:
        assert re.search("[\u4e00-\u9fff]", chinese + meaning)
        assert not re.search("[\u4e00-\u9fff]", english + meant)


def test_every_member_of_the_pool_is_on_both_pages() -> None:
    for file in ("method.zh.md", "equations.md"):
        said = (DOCS / file).read_text(encoding="utf-8")
        assert [name for name in COMBINATION if f"`{name}`" not in said] == []


def test_every_source_that_the_code_names_is_on_both_pages() -> None:
    """By its DOI."""
    named = {
        found.rstrip(".,;)")
        for layer in ("base", "data", "forecast", "scenarios", "records")
        for path in (DOCS.parent / layer).rglob("*.py")
        for found in re.findall(r"doi:(10\.\d{4,}/\S+)", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 20
    for file in ("method.zh.md", "equations.md"):
        said = html.unescape((DOCS / file).read_text(encoding="utf-8"))
        assert [one for one in sorted(named) if one not in said] == [], file


def test_no_source_lies_outside_the_project() -> None:
    for layer in ("base", "data", "forecast", "scenarios", "records", "views", "docs"):
        for path in (DOCS.parent / layer).rglob("*.*"):
            if path.suffix in (".py", ".md", ".toml"):
                assert "anchors/" not in path.read_text(encoding="utf-8"), path
