"""The core names an argument; only the terminal names the option that gives it."""

import ast
import re
from collections.abc import Iterator

import typer
from source import TREES, calls

from base.problems import Problem, Text
from cli import app
from commands.usage import option, optioned

CORE = ("base/", "data/", "forecast/", "scenarios/", "records/", "views/export/")
OPTION = re.compile(r"(?<![\w/-])--[a-z]")
COMMAND = re.compile(r"(yuce|python -m)( [a-z.]+)+( --[a-z-]+)*")
"""A command in full is the same for every reader: `yuce fit --verify ID`."""


def test_the_core_names_no_option() -> None:
    trees = {path: tree for path, tree in TREES.items() if path.startswith(CORE)}
    told = {path: list(texts(tree)) for path, tree in trees.items()}
    assert sum(map(len, told.values())) > 5000
    assert [
        (path, text)
        for path, found in told.items()
        for text in found
        if OPTION.search(COMMAND.sub("", text))
    ] == []
    assert OPTION.search(COMMAND.sub("", "用 --odds 选择"))
    assert not OPTION.search(COMMAND.sub("", "用 yuce fit --as-of 在本机拟合"))


def texts(tree: ast.AST) -> Iterator[str]:
    """Every string of a module that is no docstring."""
    said = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in said:
            yield one.value


def test_every_argument_that_a_problem_names_is_an_option() -> None:
    named = {
        name.value
        for tree in TREES.values()
        for call in calls(tree, "Problem", "not_among")
        for given in call.keywords
        if given.arg == "arguments" and isinstance(given.value, ast.Tuple)
        for name in given.value.elts
        if isinstance(name, ast.Constant) and isinstance(name.value, str)
    }
    assert {"odds", "form", "onto", "regions"} <= named
    assert {option(name) for name in named} - set(options(typer.main.get_command(app))) == set()


def options(command: object) -> Iterator[str]:
    for one in getattr(command, "params", ()):
        yield from one.opts
    for below in getattr(command, "commands", {}).values():
        yield from options(below)


def test_the_terminal_speaks_of_options_and_leaves_values_alone() -> None:
    remedy = Text("确要接续，用 onto=3", "to follow on it say onto=3, or name it onto-3")
    problem = Problem(
        *("onto onto", Text("", ""), "onto", Text("", "")), remedy, code="x-y", arguments=("onto",)
    )
    told = optioned(problem)
    assert (told.where, told.found) == ("--onto onto", "onto")
    assert told.remedy.zh == "确要接续，用 --onto 3"
    assert told.remedy.en == "to follow on it say --onto 3, or name it onto-3"
    said = optioned(Problem(*("x", remedy, remedy, remedy, remedy), code="x-y"))
    assert said.remedy == remedy
