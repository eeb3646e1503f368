"""The options of a command (选项): what is wrong with a call, and which option gives what.

A wrong call ends with exit code 2. The core names an argument, `odds`; here it is `--odds`.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import typer
from typer._click import exceptions as click  # typer's copy of click has no other door

from base.problems import Problem, Text

_QUOTED: Final = re.compile(r"'(.*?)'")

SPELT_OTHERWISE: Final = {"form": "--format"}
"""Options that are not spelt as their argument."""

_HELP: Final = Text("加上 --help 查看用法", "see the same command with --help")


class Misuse(typer.BadParameter):
    """A call that a command itself refuses (用法有误), with the problem that says why."""

    def __init__(self, problem: Problem):
        super().__init__(problem.what.en)
        self.problem = problem


def misused(where: str, found: str, expected: Text, remedy: Text = _HELP) -> Misuse:
    """Refuse the value of an option (选项取值不合规定): exit code 2."""
    what = Text("选项取值不合规定", "the value of an option does not fit")
    return Misuse(Problem(where, what, found, expected, remedy, code="usage-value"))


def problem(error: click.UsageError) -> Problem:
    """Say what is wrong with a call (用法之误), whatever typer says of it in English."""
    command = error.ctx.command_path if error.ctx else "yuce"
    if isinstance(error, Misuse):
        return error.problem
    if isinstance(error, click.MissingParameter):
        return Problem(
            command,
            Text("缺少必填的参数", "something that it needs is missing"),
            "",
            _same(_hint(error)),
            _HELP,
            code="usage-missing",
        )
    if isinstance(error, click.BadParameter):
        return misused(_hint(error) or command, *_value(error)).problem
    if isinstance(error, click.NoSuchOption):
        return Problem(
            command,
            Text("没有这个选项", "there is no such option"),
            error.option_name,
            _listed(error.possibilities or ()),
            _HELP,
            code="usage-option",
        )
    if "No such command" in error.message:
        return Problem(
            command,
            Text("没有这个命令", "there is no such command"),
            _quoted(error),
            Text("--help 所列的命令", "a command that --help lists"),
            _HELP,
            code="usage-command",
        )
    return Problem(
        command,
        Text("命令写法不对", "the command is not written as it should be"),
        _same(error.message),
        Text("--help 所示的写法", "what --help shows"),
        _HELP,
        code="usage-form",
    )


def _value(error: click.BadParameter) -> tuple[str, Text]:
    """Tell what was given to an option, and what it takes."""
    from pydantic import ValidationError

    from base.strict_files import expected

    cause = error.__cause__
    if not isinstance(cause, ValidationError):
        return _quoted(error), Text("--help 所列的取值", "what --help says")
    detail = cause.errors()[0]
    return json.dumps(str(detail["input"]), ensure_ascii=False), expected(detail)


def _hint(error: click.BadParameter) -> str:
    hint: Any = error.param_hint or (error.param.get_error_hint() if error.param else "")
    return (hint if isinstance(hint, str) else ", ".join(hint)).replace("'", "")


def _quoted(error: click.UsageError) -> str:
    """What typer quotes of the call: what was given."""
    found = _QUOTED.search(error.message)
    return json.dumps(found[1], ensure_ascii=False) if found else error.message


def _listed(names: Sequence[str]) -> Text:
    return _same(", ".join(names)) if names else Text("--help 所列的选项", "one that --help lists")


def _same(text: str) -> Text:
    return Text(text, text)


def option(argument: str) -> str:
    """Give the option of an argument (选项).

    >>> option("odds"), option("form")
    ('--odds', '--format')
    """
    return SPELT_OTHERWISE.get(argument, f"--{argument.replace('_', '-')}")


def optioned(problem: Problem) -> Problem:
    """Speak of options where a problem speaks of arguments (改称选项); values stay as given."""
    if not problem.arguments:
        return problem
    spell = partial(
        re.compile(rf"(?<![\w-])({'|'.join(problem.arguments)})(=|\b(?!-))").sub, _spelt
    )
    found = problem.found
    return replace(
        problem,
        where=spell(problem.where, count=1),  # what follows is a value, `target share-2027`
        found=found if isinstance(found, str) else Text(spell(found.zh), spell(found.en)),
        remedy=Text(spell(problem.remedy.zh), spell(problem.remedy.en)),
    )


def _spelt(found: re.Match[str]) -> str:
    return option(found[1]) + (" " if found[2] else "")
