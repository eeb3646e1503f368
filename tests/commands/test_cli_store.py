"""Every command of the store, run as a user runs it, in both languages."""

import re
from pathlib import Path

import pytest
from terminal import yuce

from base.problems import Text
from forecast.baseline import Baseline
from records.store.records import Store

SCENARIO = """
schema = 1
name = "slower"
title_en = "Slower finance"
title_zh = "{title}"

[[assumptions]]
section = "J"
years = [2026]
value = 0.02
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_stores_commands_speak_the_readers_language(
    language: str, newest: Baseline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    title, copy = ("金融放缓", "副本") if language == "zh" else ("Slower", "Copy")
    monkeypatch.setenv("YUCE_LANG", language)
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    newest.save()
    file, kept = tmp_path / "scenario.toml", tmp_path / "all.zip"
    file.write_text(SCENARIO.format(title=title), encoding="utf-8")
    told = [yuce("save", str(file), "--who", "A", "--why", "B")]
    link = re.findall(r"\?s=\S+", told[0])[0]
    for words in (
        *(("list",), ("search", title), ("history", title), ("duplicate", title, copy)),
        *(("archive", copy), ("restore", copy), ("open", link), ("compare", str(file), link)),
        *(("backcheck",), ("audit",), ("tidy",), ("backup", str(kept))),
    ):
        told.append(yuce(*words))
    assert kept.exists()
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "other.db"))
    told.append(yuce("restore-backup", str(kept)))
    assert title in yuce("list")
    said = "\n".join(told)
    assert title in said
    chinese = re.findall(r"[\u4e00-\u9fff]+", said)
    assert bool(chinese) == (language == "zh"), chinese


def test_saving_onto_anothers_version_is_asked_about(
    newest: Baseline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUCE_LANG", "en")
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    newest.save()
    Store().publish(newest.id, "A", note=Text("一", "one"))
    first, second = tmp_path / "one.toml", tmp_path / "two.toml"
    first.write_text(SCENARIO.format(title="x"), encoding="utf-8")
    second.write_text(SCENARIO.format(title="x").replace("0.02", "0.03"), encoding="utf-8")

    def save(file: Path, who: str, *more: str, code: int = 0) -> str:
        return yuce("save", str(file), "--title", "T", "--who", who, *more, code=code)

    assert "T v1" in save(first, "A")
    told = save(second, "B", code=1)
    assert "version 1 of 'T' came between, by A at 20" in told
    assert "--onto 1" in told
    assert "T v2" in save(second, "B", "--onto", "1")
    assert "by B" in save(first, "A", "--onto", "1", code=1)
    assert "by B" in yuce("link", str(first), "--save", "T", "--who", "A", code=1)
    assert "T v3" in save(first, "B")
    assert "T v4" in save(second, "A", "--anyway")
    assert "T v1" not in save(second, "C", "--onto", "0", code=1)
