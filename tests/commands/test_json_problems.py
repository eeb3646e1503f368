"""Every command that fails with `--json` says why in JSON, and a wrong call in the reader's words.

A command that is added has to be given a bad input here, or be named as one that takes none.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from terminal import yuce
from typer.core import TyperCommand, TyperGroup

import cli

MISSING = "0123456789abcdef"
BAD: dict[str, tuple[list[str], str]] = {
    "data check": (["no-such.csv"], "file-unopened"),
    "data show": (["--series", "nope"], "option-unknown"),
    "data add": (
        ["no.csv", "--release", "x-1", "--title", "x", "--published", "2026-01-20"],
        "file-unopened",
    ),
    "data diff": (["x", "y"], "diff-unknown"),
    "keys trust": (["abc", "--name", "x"], "key-unreadable"),
    "keys untrust": (["abc"], "key-unreadable"),
    "forecast": (["--as-of", "1990-01-01"], "vintage-too-short"),
    "run": (["no.toml"], "file-unreadable"),
    "watch": (["--as-of", "1990-01-01"], "vintage-too-short"),
    "solve": (["--target", "moon"], "target-unknown"),
    "fit": (["--verify", MISSING], "baseline-missing"),
    "publish": ([MISSING], "baseline-missing"),
    "judge": ([MISSING], "baseline-missing"),
    "link": (["no.toml"], "file-unreadable"),
    "open": (["?x=1abc"], "link-cut"),
    "save": (["no.toml"], "link-none"),
    "archive": (["no such title"], "title-unknown"),
    "restore": (["no such title"], "title-unknown"),
    "duplicate": (["no such title", "another"], "title-unknown"),
    "compare": (["no.toml", "no.toml"], "link-none"),
    "export": (["no.toml", "--to", "out"], "file-unreadable"),
    "backtest": (["--regions", "all", "--data", "no-folder"], "panel-none"),
    "backup": (["/proc/no/such/backup.zip"], "not-written"),
    "restore-backup": (["no.zip"], "backup-unsound"),
}
"""A bad input of each command, and the code of the first problem told."""

NONE = {
    *("keys list", "presets", "clusters", "fits", "audit", "list", "search", "settings", "tidy"),
    *("backcheck", "history"),
}
"""Commands that take nothing which could be wrong."""

NO_JSON = {"serve"}


def every(group: Any, above: str = "") -> Iterator[tuple[str, TyperCommand]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from every(command, f"{above}{name} ")
        else:
            yield above + name, command


COMMANDS = dict(every(typer.main.get_command(cli.app)))


def test_every_command_has_its_bad_input() -> None:
    assert BAD.keys() | NONE | NO_JSON == COMMANDS.keys()


@pytest.mark.parametrize("name", BAD)
def test_a_command_that_fails_says_why_in_json(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words, code = BAD[name]
    told = yuce(*name.split(), *words, "--json", code=1).splitlines()
    record = json.loads(told[0])
    assert record["schema"] == 1
    assert record["problems"][0]["code"] == code
    for problem in record["problems"]:
        assert problem["text"] in told[1:]  # the same on stderr, in the reader's language
        assert all(isinstance(value, str) for value in problem.values())


@pytest.mark.parametrize(
    ("words", "code", "chinese"),
    [
        (["no-such-command"], "usage-command", '没有这个命令；现为 "no-such-command"'),
        (["run", "a.toml", "--no-such"], "usage-option", "没有这个选项；现为 --no-such"),
        (["run"], "usage-missing", "缺少必填的参数；现为 空，应为file"),
        (["run", "a.toml", "b.toml"], "usage-form", "命令写法不对"),
        (["fit", "--seed", "many"], "usage-value", "--seed"),
        (["list", "--most", "abc"], "usage-value", '现为 "abc"，应为整数'),
        (["list", "--most", "0"], "usage-value", '现为 "0"，应为不小于 1'),
        (["forecast", "--as-of", "yesterday"], "usage-value", "应为YYYY-MM-DD，如 2025-05-28"),
        (["backtest", "--release", "x"], "usage-value", "应为以下之一：latest, first"),
    ],
)
def test_a_wrong_call_is_told_in_the_readers_language(
    words: list[str], code: str, chinese: str
) -> None:
    told = yuce(*words, "--json", code=2).splitlines()
    (problem,) = json.loads(told[0])["problems"]
    assert problem["code"] == code
    assert chinese in told[1]
    assert "Error" not in "".join(told[1:])
