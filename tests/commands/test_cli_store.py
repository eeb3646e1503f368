"""Every command of the store, run as a user runs it, in both languages."""

import re
from pathlib import Path

import pytest
from terminal import ROOT, printed, yuce

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


def test_saving_onto_anothers_version_is_asked_about(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUCE_LANG", "en")
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
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


def test_what_open_prints_is_documented(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    file.write_text("{}", "utf-8")
    record = printed("open", printed("link", str(file))["link"])
    guide = (ROOT / "docs/links.md").read_text("utf-8")
    (row,) = [line for line in guide.splitlines() if line.startswith("| `yuce open")]
    assert {key for key in record if f"`{key}`" not in row} - {"schema"} == set()
    assert record["figures"] == "published"


def test_the_baseline_is_told_by_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUCE_LANG", "zh")
    yuce("forecast")  # publishes, where nothing is yet
    assert "即已发布的基准" in yuce("forecast", "--as-of", "2026-08-17")
    assert "不是已发布的基准" in yuce("forecast", "--as-of", "2025-05-28")


def test_an_english_terminal_has_english_titles_and_brackets(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUCE_LANG", "en")
    file = tmp_path / "s.toml"
    file.write_text(SCENARIO.format(title="金融放缓"), encoding="utf-8")
    compared = yuce("compare", str(file), str(file))
    assert "Slower" in compared
    solved = yuce("solve", "--target", "share-2027", "--scope", "D6")
    assert "(D6)" in solved
    for told in (compared, solved):
        assert not re.search("[\u3400-\u9fff（），；：]", told)
