"""Broken files: each is answered with what is wrong, and nothing of it is taken in.

tests/bad_files/expected.csv has a line for each answer; broken.py says how the files came about.
"""

import csv
import json
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from broken import HERE, LARGE

from base.problems import Problems
from data.releases.intake import Addition, Release, add, propose, read_figures

TODAY = date(2026, 11, 1)
RELEASE = Release("q3-2026", "前三季度（虚构，仅供测试）", date(2026, 10, 22))
with (HERE / "expected.csv").open(encoding="utf-8", newline="") as opened:
    ANSWERS = list(csv.DictReader(opened))
FILES = sorted({row["file"] for row in ANSWERS})
SMALL = [name for name in FILES if name not in LARGE]


@pytest.fixture(autouse=True)
def _no_hanging() -> Iterator[None]:
    """Nothing hangs: far above what the slowest needs on a busy machine."""
    signal.alarm(120)
    yield
    signal.alarm(0)


def answers(found: Addition) -> list[tuple[str, str]]:
    told = [("problem", one.text("en")) for one in found.problems]
    return told + [("doubt", one.text("en")) for one in found.doubts]


def expected(name: str) -> list[tuple[str, str]]:
    return [(row["kind"], row["text"]) for row in ANSWERS if row["file"] == name and row["text"]]


def test_the_corpus_is_whole() -> None:
    lying = {
        path.name for path in HERE.iterdir() if path.suffix in (".csv", ".xlsx", ".xlsm", ".xls")
    }
    assert lying - {"expected.csv"} | set(LARGE) == set(FILES)
    assert len(FILES) > 60


@pytest.mark.parametrize("name", SMALL)
def test_every_broken_file_has_its_answer(name: str, tmp_path: Path) -> None:
    reading = read_figures(HERE / name)
    found = propose(reading, RELEASE, today=TODAY)
    told = answers(found)
    assert told == expected(name)
    for problem in (*found.problems, *found.doubts):
        assert problem.code
        chinese = problem.text("zh")
        assert any("一" <= letter <= "鿿" for letter in chinese)
        assert all(letter.isprintable() for letter in chinese + problem.text("en"))
    if told:
        with pytest.raises(Problems):
            add(reading, RELEASE, home=tmp_path, today=TODAY)
        assert not list(tmp_path.rglob("*"))


WITHIN = 2**31  # bytes of address space: a bomb that went off would need more, and be killed


@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_is_answered_in_little_memory(name: str, tmp_path: Path) -> None:
    LARGE[name](tmp_path / name)
    script = (
        "import json, sys; from pathlib import Path; from data.releases.intake import read_figures;"
        "found = read_figures(Path(sys.argv[1]));"
        "print(json.dumps([len(found.figures), *(p.text('en') for p in found.problems)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / name)],
        cwd=HERE.parent.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=110,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (WITHIN, WITHIN)),
    )
    count, *told = json.loads(done.stdout)
    assert count == 0
    assert [("problem", text) for text in told] == expected(name)


def test_an_upload_beyond_the_limit_is_answered_too() -> None:
    reading = read_figures(Path("上传.csv"), bytes(20 * 2**20 + 1))
    assert [one.what.en for one in reading.problems] == ["the file is too large"]
