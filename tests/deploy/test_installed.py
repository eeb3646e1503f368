"""A wheel, installed apart and used from another folder: nothing hangs on the checkout (安装)."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BESIDE = (
    ".git",
    ".hypothesis",
    ".coverage*",
    ".venv",
    ".pyam",
    ".peers",
    ".*_cache",
    "artefacts",
    "tests",
    "__pycache__",
)
"""What lies in a checkout and goes into no wheel."""

UV = Path(sys.executable).with_name("uv")

needed = pytest.mark.skipif(not UV.exists(), reason="needs uv: make test installs it")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an installation of its own."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*BESIDE))
    told = os.environ | {"VIRTUAL_ENV": str(folder / "venv"), "UV_LINK_MODE": "hardlink"}

    def uv(*words: str | Path) -> None:
        subprocess.run([UV, *words, "--quiet"], env=told, cwd=folder, check=True)

    build = ("--wheel", "--no-build-isolation", "--python", sys.executable)
    uv("build", *build, "--out-dir", folder / "wheel", source)
    (wheel,) = (folder / "wheel").glob("*.whl")
    uv("venv", "--python", sys.executable, folder / "venv")
    uv("pip", "install", "--require-hashes", "-r", source / "requirements.txt")
    uv("pip", "install", "--no-deps", wheel)
    shutil.rmtree(source)
    return folder / "venv" / "bin" / "yuce"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which only the user's own folder says where things are kept."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("YUCE_")}
    folder = tmp_path_factory.mktemp("user")
    return kept | {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}


@needed
def test_it_does_its_main_job_from_any_folder(
    program: Path, elsewhere: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "a.json").write_text(
        '{"assumptions": [{"section": "J", "years": [2027], "value": 0.09}]}', encoding="utf-8"
    )

    def yuce(*words: str) -> str:
        done = subprocess.run(
            [program, *words],
            cwd=tmp_path,
            env=elsewhere,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert json.loads(yuce("run", "a.json", "--json"))["targets"]
    assert (Path(elsewhere["XDG_DATA_HOME"]) / "yuce" / "baselines").exists()
    yuce("export", "a.json", "--to", "out", "--format", "pdf")
    (made,) = (tmp_path / "out").iterdir()
    assert b"YuceSansSC" in made.read_bytes()


@contextmanager
def serving(program: Path, told: dict[str, str], folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (folder / "log").open("wb") as log:
        command = [str(program), "serve", "--port", str(port)]
        process = subprocess.Popen(command, cwd=folder, env=told, stdout=log, stderr=log)
    try:
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


@needed
def test_it_serves_with_its_own_settings(
    program: Path, elsewhere: dict[str, str], tmp_path: Path
) -> None:
    with serving(program, elsewhere, tmp_path) as address:
        for _ in range(600):
            with suppress(OSError), urllib.request.urlopen(f"{address}/health") as answer:
                assert json.load(answer)["status"] == "ok"
                break
            time.sleep(0.2)
        else:
            raise AssertionError((tmp_path / "log").read_text("utf-8"))
        with urllib.request.urlopen(address) as answer:
            assert answer.status == 200
    said = (tmp_path / "log").read_text("utf-8")
    assert "You can now view" not in said  # Streamlit's greeting, which our settings leave out
    assert "Traceback" not in said
