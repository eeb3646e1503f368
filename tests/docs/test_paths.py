"""Whatever file, folder or chapter a document names is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
ROOMS = (
    *("base", "data", "forecast", "scenarios", "records", "views", "commands"),
    *("tests", "benchmarks", "docs", "deploy"),
)
MADE = {"docs/extending.md", "CHANGELOG.md"}
"""Names files that are to be made, and files that were: their paths are not looked up."""


def named(text: str) -> list[tuple[str, str]]:
    """Every path of a room in backquotes, and the name in that file that stands behind it."""
    said = re.findall(r"`([\w.-]+/[\w./*-]*)(?::(\w+))?`", text)
    return [(file, name) for file, name in said if file.split("/")[0] in ROOMS]


def there(file: str, name: str) -> bool:
    """Whether there is such a file, or one that a pattern names, and it defines the name."""
    found = [*ROOT.glob(file.rstrip("/"))]
    known = re.compile(rf"^((async )?def |class |const |function )?{name}\b", re.MULTILINE)
    return bool(found) and (not name or bool(known.search(found[0].read_text("utf-8"))))


def heads(text: str) -> set[str]:
    """The anchors of a document's headings, as its readers' sites make them."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in titles)
    return {*plain, *re.findall(r'(?:id|name)="([^"]+)"', text)}


def missing(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    lost = []
    if path.relative_to(ROOT).as_posix() not in MADE:
        lost = [":".join(one) for one in named(text) if not there(*one)]
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = unquote(link).partition("#")
        if "://" in link:
            continue
        at = (path.parent / file) if file else path
        if not at.exists() or (anchor and anchor not in heads(at.read_text(encoding="utf-8"))):
            lost.append(link)
    return lost


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_names_is_there(path: Path) -> None:
    assert missing(path) == []


def test_what_is_not_there_is_missed() -> None:
    assert named("see `views/pages/decided.py:page`, `x/y` and `base/`") == [
        ("views/pages/decided.py", "page"),
        ("base/", ""),
    ]
    assert there("views/pages/decided.py", "page")
    assert not there("views/pages/decided.py", "no_such_name")
    assert not there("views/pages/no_such_file.py", "")
    assert heads("# Where to change\n## Set up 安装") == {"where-to-change", "set-up-安装"}
