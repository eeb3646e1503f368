"""What can be tried of Windows without it: no POSIX, no UTF-8, a Chinese folder (Windows)."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCENARIO = '{"assumptions": [{"section": "J", "years": [2027], "value": 0.09}]}'


@pytest.fixture
def there(tmp_path: Path) -> dict[str, str]:
    """An environment without POSIX, whose terminal speaks GBK."""
    lacking = str(ROOT / "tests" / "support" / "windows")
    told = {"PYTHONPATH": lacking, "PYTHONIOENCODING": "gbk", "YUCE_HOME": str(tmp_path / "数据")}
    return os.environ | told | {"YUCE_LANG": "zh"}


def test_a_fit_and_the_main_job_need_nothing_of_posix(
    there: dict[str, str], tmp_path: Path
) -> None:
    def yuce(*words: str) -> str:
        command = [sys.executable, "-m", "cli", *words]
        done = subprocess.run(command, cwd=ROOT, env=there, capture_output=True, encoding="gbk")
        assert done.returncode == 0, done.stderr
        return done.stdout

    posix = subprocess.run([sys.executable, "-c", "import fcntl"], env=there, capture_output=True)
    assert b"No module named 'fcntl'" in posix.stderr
    kept = tmp_path / "情景.json"
    kept.write_text(SCENARIO, encoding="utf-8")
    assert re.search(r"[0-9a-f]{16}", yuce("fit", "--action", "data"))  # a job of its own
    assert json.loads(yuce("run", str(kept), "--json"))["targets"]
    yuce("export", str(kept), "--to", str(tmp_path / "交付"), "--format", "pdf")
    assert [path.suffix for path in (tmp_path / "交付").iterdir()] == [".pdf"]


def test_the_start_script_has_its_lines_ended_as_there() -> None:
    content = (ROOT / "start.bat").read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") > 10


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize(("place", "kept"), [("{here}", True), ("/elsewhere", False), ("", False)])
def test_an_environment_that_was_moved_is_made_anew(tmp_path: Path, place: str, kept: bool) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / ".venv" / ".run").touch()
    (tmp_path / ".venv" / ".place").write_text(place.format(here=tmp_path) + "\n", "utf-8")
    said = subprocess.run(
        ["make", "--dry-run", "lock"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ("made anew" in said.stdout) is not kept
    assert (tmp_path / ".venv").exists() is kept
