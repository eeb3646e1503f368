"""Terminals that cannot write every sign: no command ends in a traceback there (编码)."""

import io
import json
import sys

import pytest
from terminal import ROOT, yuce

from commands import terminal

SCENARIO = str(ROOT / "scenarios" / "library" / "property-falls-on.toml")
TABLES = {
    "run": ("run", SCENARIO),
    "forecast": ("forecast",),
    "watch": ("watch",),
    "solve": ("solve", "--target", "share-2027", "--scope", "D7"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", TABLES)
def test_every_table_prints_in_gbk(
    command: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_LANG", language)
    whole = yuce(*TABLES[command])
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    monkeypatch.setattr(sys, "stdout", narrow)
    terminal.print_in_any_encoding()
    narrow.write(whole)
    narrow.flush()
    printed = narrow.buffer.getvalue().decode("gbk")
    lacking = {sign for sign in whole if sign in terminal.LIKE}
    assert lacking
    assert printed == whole.translate({ord(sign): like for sign, like in terminal.LIKE.items()})


def test_json_says_the_same_in_any_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    monkeypatch.setattr(sys, "stdout", narrow)
    terminal.print_in_any_encoding()
    said = {"text": "差 −1.2 ✓ 𠮷 中文"}
    terminal.echo(said)
    narrow.flush()
    assert json.loads(narrow.buffer.getvalue().decode("gbk")) == said
