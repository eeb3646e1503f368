"""Settings: all checked at the start, told together, and never frozen by an import."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from base import settings, settings_model
from base.problems import Problems

ROOT = Path(__file__).parents[2]


def test_every_wrong_setting_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "YUCE_STOR": "x.db",
        "YUCE_PORT": "99999",
        "YUCE_USER": " ",
        "YUCE_HOME": "",
        "YUCE_LANG": "fr",
        "YUCE_ADDRESS": "http://host:port",
        "YUCE_STORE": "postgresql://yuce:hush@db:99999/yuce",
        "YUCE_FONTS": "/nowhere",
        "YUCE_SETTINGS": "/nowhere.toml",
    }
    for key, value in wrong.items():
        monkeypatch.setenv(key, value)
    with pytest.raises(Problems) as caught:
        settings.read()
    assert {one.where for one in caught.value.problems} == set(wrong)
    codes = {one.where: one.code for one in caught.value.problems}
    assert codes["YUCE_STOR"] == "setting-unknown"
    assert codes["YUCE_USER"] == codes["YUCE_HOME"] == "setting-empty"
    assert "hush" not in caught.value.text("zh") + caught.value.text("en")


@pytest.mark.slow
def test_the_terminal_tells_them_before_anything_else() -> None:
    env = os.environ | {"YUCE_PORT": "http", "YUCE_HOEM": "x", "YUCE_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-m", "cli", "settings"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "YUCE_PORT" in done.stderr
    assert "YUCE_HOEM: there is no such setting" in done.stderr


def test_settings_are_shown_with_their_source_and_without_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import json

    from cli import app

    monkeypatch.setenv("YUCE_STORE", "postgresql://yuce:hush@db/yuce?password=hush")
    done = CliRunner().invoke(app, ["settings", "--json"])
    rows = {row["name"]: row for row in json.loads(done.stdout)["settings"]}
    assert set(rows) == {f"YUCE_{name.upper()}" for name in settings_model.Settings.model_fields}
    assert rows["YUCE_STORE"]["value"] == "postgresql://yuce:***@db/yuce?password=***"
    assert rows["YUCE_STORE"]["from"] == "environment"
    assert rows["YUCE_PORT"] == {"name": "YUCE_PORT", "value": "8501", "from": "default"}


def test_a_relative_path_is_meant_from_where_the_program_was_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for key, value in {"HOME": "place", "STORE": "a.db", "ARTEFACTS": "b"}.items():
        monkeypatch.setenv(f"YUCE_{key}", value)
    monkeypatch.chdir(tmp_path)
    handed = settings.handed_down()
    assert handed["YUCE_HOME"] == str(tmp_path / "place")
    monkeypatch.setenv("YUCE_STORE", "sqlite:///a.db?timeout=1")
    assert settings.read().store == f"sqlite:///{tmp_path}/a.db?timeout=1"
    for key, value in handed.items():  # the server, in a folder of its own
        monkeypatch.setenv(key, value)
    monkeypatch.chdir("/")
    assert settings.home() == tmp_path / "place"
    assert settings.read().store == str(tmp_path / "a.db")


def test_a_home_is_found_beside_the_code_else_where_the_user_keeps_things(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings_model, "ROOT", tmp_path)
    monkeypatch.setattr(settings_model, "BESIDE", tmp_path / "artefacts")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    if sys.platform == "linux":
        assert settings_model.default_home() == tmp_path / "share" / "yuce"
    (tmp_path / "artefacts").mkdir()
    assert settings_model.default_home() == tmp_path / "artefacts"
    (tmp_path / "artefacts").rmdir()
    (tmp_path / "pyproject.toml").touch()  # a checkout
    assert settings_model.default_home() == tmp_path / "artefacts"


def test_the_environment_is_asked_in_one_place() -> None:
    known = {name.upper() for name in settings_model.Settings.model_fields} | {
        *settings_model.OF_TESTS
    }
    code = [p for room in ("base", "data", "forecast", "scenarios", "records", "views", "commands")
            for p in (ROOT / room).rglob("*.py")]  # fmt: skip
    doors = [ROOT / "app.py", ROOT / "cli.py", *(ROOT / "yuce").glob("*.py")]
    told = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md"), *(ROOT / "deploy").iterdir()]
    for path in (*code, *doors, *told, *(ROOT / "tests").rglob("*.py"), ROOT / "Makefile"):
        if path == Path(__file__) or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"YUCE_([A-Z]+)", text)) <= known, path
        if path in code and path.parent.name != "base":
            assert not re.search(r"environ\b.*YUCE|getenv", text), path
