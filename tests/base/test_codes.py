"""Every problem has a code: stable, documented, and of one meaning."""

import ast
import re
from collections import Counter

from source import ROOT, TREES, calls

from base.faults import fault
from base.problems import Problem, Problems, Text

CODE = re.compile(r"[a-z]+(-[a-z]+)+")
ROW = re.compile(r"\| `([a-z]+-[a-z-]+)` \| (.+) \|")
DOCUMENTED = ROW.findall((ROOT / "docs/json.md").read_text("utf-8").split("## Problems")[1])
FAMILIES = {code.split("-")[0] for code, _ in DOCUMENTED}
MAKERS = ("Problem", "not_among", "replace", "doubt")


def given(call: ast.Call) -> ast.expr | None:
    """The code that a maker is given, by name or, of a `doubt`, as the last."""
    named = next((one.value for one in call.keywords if one.arg == "code"), None)
    last = named is None and getattr(call.func, "id", "") == "doubt"
    return call.args[-1] if last else named


def literals(tree: ast.AST) -> set[str]:
    return {
        one.value
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant)
        and isinstance(one.value, str)
        and CODE.fullmatch(one.value)
    }


def used() -> set[str]:
    """Every code that the source gives a problem.

    One that is handed on by a name, or looked up, is any literal of that file that begins as a
    family does; of one that is put together, all that are documented with its beginning.
    """
    found: set[str] = set()
    for path, tree in TREES.items():
        codes = [code for call in calls(tree, *MAKERS) if (code := given(call)) is not None]
        for code in codes:
            if isinstance(code, ast.JoinedStr):
                begins = ast.literal_eval(code.values[0])
                assert CODE.fullmatch(begins.rstrip("-")), (path, begins)
                found |= {name for name, _ in DOCUMENTED if name.startswith(begins)}
            found |= literals(code)
        if any(isinstance(one, ast.Name | ast.Call) for code in codes for one in ast.walk(code)):
            found |= {one for one in literals(tree) if one.split("-")[0] in FAMILIES}
    return found


def test_no_problem_is_without_a_code() -> None:
    made = [(path, call) for path, tree in TREES.items() for call in calls(tree, *MAKERS)]
    assert len(made) > 120
    for path, call in made:
        code = given(call)
        if call in calls(TREES[path], "Problem"):
            assert code is not None, f"{path}:{call.lineno}"
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            assert CODE.fullmatch(code.value), f"{path}:{call.lineno}"


def test_every_code_is_documented_and_none_that_does_not_exist() -> None:
    documented = {code for code, _ in DOCUMENTED}
    found = used()
    assert sorted(found - documented) == []
    assert sorted(documented - found) == []


def test_a_code_means_one_thing() -> None:
    codes = Counter(code for code, _ in DOCUMENTED)
    meanings = Counter(meaning for _, meaning in DOCUMENTED)
    assert max(codes.values()) == max(meanings.values()) == 1
    said: dict[str, set[str]] = {}
    for tree in TREES.values():
        for call in calls(tree, "Problem"):
            code, what = given(call), (ast.unparse(one) for one in _whats(call))
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                said.setdefault(code.value, set()).update(what)
    several = {code for code, words in said.items() if len(words) > 1}
    assert several == SEVERAL


def _whats(call: ast.Call) -> list[ast.expr]:
    named = [one.value for one in call.keywords if one.arg == "what"]
    return named or call.args[1:2]


SEVERAL: set[str] = set()
"""Codes whose problem is said in other words at another place."""


def test_what_was_found_is_in_the_readers_language() -> None:
    text = Text("一", "one")
    problem = Problem("here", text, Text("两个", "two of them"), text, text, code="link-several")
    assert "现为 两个，" in problem.text("zh")
    assert "found two of them," in problem.text("en")
    record = problem.record()
    assert (record["found"], record["found_zh"], record["code"]) == (
        "two of them",
        "两个",
        "link-several",
    )
    assert (record["text"], record["text_en"]) == (problem.text("zh"), problem.text("en"))
    assert fault(PermissionError(13, "Permission denied"), "x.db").zh == "x.db：没有权限"
    assert Problems([problem]).of("link")
    assert not Problems([problem]).of("store", "link-cut")


BROAD = {
    "base/places.py": 2,  # takes a draft away, and raises it again
    "data/archive.py": 2,  # the driver of a place far off raises its own kinds
    "data/reading/sheets/second_opinion.py": 1,  # a panic of Rust is no Exception
    "data/reading/sheets/xls_file.py": 1,  # xlrd raises a dozen kinds on a damaged file
    "data/reading/sheets/xlsx_file.py": 1,  # openpyxl and zipfile likewise
    "records/publishing/jobs.py": 1,  # writes down what broke a job, and raises it again
    "views/server/first_look.py": 1,  # the app comes alone, and says what is wrong; logged
    "views/server/opened_links.py": 1,  # a page says that it failed; counted, and logged
    "views/session/metrics.py": 1,  # counts it, and raises it again
    "views/widgets/chart.py": 1,  # the page outlives any one chart, and says that it failed
}
"""Handlers of every exception: how many a file has, and why."""

SILENT = {
    "records/publishing/fits.py": 1,  # one of many fits is damaged, or going away: not listed
    "records/publishing/refit.py": 1,  # figures or software of then are gone: no such answer
    "records/publishing/twins.py": 2,  # of many baselines, one that does not fit is no twin
    "views/server/link_requests.py": 2,  # a link that is none is answered as that; no preview
    "views/server/readers.py": 1,  # settings that cannot be read open nothing; the app says so
    "views/session/opened_link.py": 1,  # what a link says does not hang on what is published
}
"""Handlers that go on whatever the problems are, without a word: how many a file has, and why."""


def handlers(tree: ast.AST, *kinds: str) -> list[ast.ExceptHandler]:
    return [
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.ExceptHandler)
        and (one.type is None or {_named(name) for name in ast.walk(one.type)} & set(kinds))
    ]


def _named(one: ast.AST) -> str:
    return one.id if isinstance(one, ast.Name) else ""


def silent(handler: ast.ExceptHandler) -> bool:
    """Whether it neither raises, nor asks what the problems are."""
    return not any(
        isinstance(one, ast.Raise) or (handler.name and _named(one) == handler.name)
        for line in handler.body
        for one in ast.walk(line)
    )


def test_broad_handlers_stand_only_where_they_are_listed() -> None:
    broad = {path: handlers(tree, "Exception", "BaseException") for path, tree in TREES.items()}
    assert {path: len(found) for path, found in broad.items() if found} == BROAD
    quiet = {
        path: sum(silent(one) for one in handlers(tree, "Problems")) for path, tree in TREES.items()
    }
    assert {path: count for path, count in quiet.items() if count} == SILENT
