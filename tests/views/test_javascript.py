"""The scripts in views/: they parse, their types agree, and their functions do what they say."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from views.board import payload

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "views").rglob("*.js"))

BANNED = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|debugger|alert)\b"
    r"|new Function|console\.log|\bvar\s|[^=!]==[^=]|!=[^=]"
)
"""What a script may not say: markup out of text, code out of text, loose comparison, leftovers."""


@pytest.fixture(scope="module")
def node() -> str:
    """Node of the system, else the one that Playwright brings along."""
    import playwright

    brought = Path(str(playwright.__file__)).parent / "driver" / "node"
    found = shutil.which("node") or (str(brought) if brought.exists() else None)
    if found is None:
        pytest.skip("no node: the scripts are not unit-tested")
    return found


def test_every_function_does_what_it_says(node: str) -> None:
    """Runs tests/views/javascript/*.test.mjs."""
    files = sorted((ROOT / "tests" / "views" / "javascript").glob("*.test.mjs"))
    assert len(files) > 2
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout
    passed = re.search(r"pass (\d+)", done.stdout)
    assert passed is not None
    assert int(passed[1]) > 15


def test_every_script_parses_as_the_page_reads_it(node: str) -> None:
    apart = [path for path in SCRIPTS if path.name not in payload.SCRIPTS]
    read = {path.name: path.read_text(encoding="utf-8") for path in apart}
    for name, text in {**read, "board": payload.script()}.items():
        command = [node, "--check", "--input-type=module", "-"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, (name, done.stderr)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_says_what_is_banned(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if BANNED.search(line.split("// ")[0])] == []


@pytest.mark.slow
def test_types_of_the_scripts_agree() -> None:
    """What JSDoc says, checked by TypeScript: `npm install --global typescript`."""
    tsc = shutil.which("tsc")
    if tsc is None:
        pytest.skip("no tsc: what the scripts say of their types is not checked")
    done = subprocess.run([tsc, "-p", ROOT / "jsconfig.json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
