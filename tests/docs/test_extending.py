"""docs/extending.md works: each recipe is carried out in a copy of the tree, as it is written."""

import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from base import settings
from forecast.fit_cache import prepare

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "extending.md").read_text("utf-8")
RECIPES = dict(re.findall(r"^## (A \w+)\n(.*?)(?=^## |\Z)", GUIDE, re.DOTALL | re.MULTILINE))
BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEFT = (".*", "artefacts", "docs", "*.egg-info")


def add(file: Path, diff: str) -> None:
    """Put the + lines after the lines above them, which must stand in the file just once."""
    lines = [(line[:1], line[1:]) for line in diff.splitlines(keepends=True)]
    above = "".join(text for mark, text in lines if mark == " ")
    new = "".join(text for mark, text in lines if mark == "+")
    content = file.read_text("utf-8")
    assert not above or content.count(above) == 1, f"{file}: {above}"
    file.write_text(content.replace(above, above + new) if above else content + new, "utf-8")


def run(command: list[str], tree: Path) -> None:
    folders = {
        "PYTHONPATH": str(tree),
        "YUCE_HOME": str(settings.home()),
        "YUCE_TESTS": str(settings.home()),
    }
    environment = os.environ | folders
    for _ in range(2):
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True)
        if done.returncode != -signal.SIGABRT:  # a library's native thread, as the process ends
            break
    assert done.returncode == 0, done.stdout + done.stderr


def shell(line: str, tree: Path) -> None:
    """Run `yuce …` or `pytest …` as the guide says, of the copy."""
    program, arguments = line.split(" ", 1)
    start = ["cli.py"] if program == "yuce" else ["-m", "pytest", "-p", "no:cacheprovider"]
    words = re.findall(r'"([^"]*)"|(\S+)', arguments)
    run([sys.executable, *start, *(quoted or plain for quoted, plain in words)], tree)


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_recipe_works_in_a_copy(recipe: str, tmp_path: Path) -> None:
    tree = tmp_path / "copy"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT))
    blocks = BLOCK.findall(RECIPES[recipe])
    assert blocks
    for kind, name, body in blocks:
        if kind == "diff":
            add(tree / name, body)
        elif kind == "sh":
            for line in body.splitlines():
                shell(line, tree)
        elif name == "run":
            run([sys.executable, "-c", body], tree)
        else:
            assert not (tree / name).exists()
            (tree / name).write_text(body, "utf-8")


def test_the_table_lists_every_recipe() -> None:
    assert set(re.findall(r"\[(a \w+)\]\(#", GUIDE)) == {name.lower() for name in RECIPES}


@pytest.fixture(autouse=True, scope="module")
def fitted() -> None:
    """The pages of the copies find the baseline they need."""
    prepare(date(2026, 3, 31))
