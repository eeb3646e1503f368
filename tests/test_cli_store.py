"""Every command of the store, run as a user runs it, in both languages."""

import re
from pathlib import Path

import pytest
from test_cli import yuce

from forecast.baseline import Baseline

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
