"""Whatever writes is found in the source, and no page calls it without its role (写入核验).

A function writes if it touches the disk, the database or a process, or calls one that does; so
a new way to write needs no entry anywhere to be guarded. The commands of `yuce` ask for no role:
who runs them has the files themselves.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parents[2]
CORE: Final = (
    *("base", "data", "forecast", "scenarios", "records"),
    *("views/words", "views/present", "views/board", "views/export"),
)
PAGES: Final = ("views/session", "views/widgets", "views/panels", "views/pages")

TOUCHES: Final = frozenset(
    {
        "writing",
        "write_text",
        "write_bytes",
        "touch",
        "mkdir",
        "makedirs",
        "mkdtemp",
        "mkstemp",
        "unlink",
    }
    | {"rmtree", "symlink_to", "pipe_file", "Popen", "kill"}
)
"""Calls that change something outside the process, by the last part of their name."""

ANYBODYS: Final = {
    "records.store.database.connect": "makes an empty store where there is none",
    "forecast.fit_cache.made": "keeps a fit that any reader's page would make again, alike",
    "forecast.made_here._settle": "makes, once, the secret that marks what is fitted here",
    "records.publishing.fits.settle": "marks as made here what the store says was put in force",
    "records.publishing.published.standing": "publishes the shipped fit where nothing ever was",
    "records.publishing.published.whole": "makes a damaged baseline anew, the same bytes",
    "views.board.draws.lay_out": "lays the draws of a baseline out for the browser",
    "records.store.keys.Keyring.private": "makes the key that seals what any reader may share",
    "records.store.database.shut": "takes rights away from the file that holds it",
    "forecast.artefacts.BaselineFolder.mark": "keeps what a link names from being tidied away",
    "forecast.artefacts.RemoteBaselines.mark": "the same elsewhere",
}
"""Writes that reading brings about, and why no role is asked for them."""

NAMESAKES: Final = frozenset(
    {"adjusted.restore", "bar.progress", "document.save", "font.save", "self.page.write"}
)
"""Methods of others that are called as one of ours is; neither writes."""

Name = str


def functions(source: str, module: Name) -> Iterator[tuple[Name, ast.FunctionDef]]:
    """Give every function of a module, methods by their class, by its whole name."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            yield f"{module}.{node.name}", node
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef):
                    yield f"{module}.{node.name}.{part.name}", part


def imported(source: str) -> dict[str, Name]:
    """Give what each imported name stands for."""
    found: dict[str, Name] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {one.asname or one.name.split(".")[0]: one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return found


def touches(call: ast.Call) -> bool:
    """Say whether a call itself changes something outside."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name != "open":
            return name in TOUCHES
        case ast.Name() | ast.Attribute():
            modes = [one.value for one in call.args if isinstance(one, ast.Constant)]
            return any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
    return False


def calls(node: ast.AST) -> list[ast.Call]:
    return [one for one in ast.walk(node) if isinstance(one, ast.Call)]


class Writers:
    """The functions that write, by whole name; methods besides by their own."""

    def __init__(self, sources: dict[Name, str]):
        self.found: set[Name] = set()
        self.methods: set[str] = set()
        self.classes = {
            f"{module}.{node.name}"
            for module, source in sources.items()
            for node in ast.parse(source).body
            if isinstance(node, ast.ClassDef)
        }
        left = {
            name: (module, known, calls(node))
            for module, source in sources.items()
            for known in [imported(source)]
            for name, node in functions(source, module)
            if name not in ANYBODYS
        }
        grown = True
        while grown:
            grown = False
            for name, (module, known, made) in list(left.items()):
                if any(self.write(one, module, known) for one in made):
                    self._add(name)
                    del left[name]
                    grown = True

    def _add(self, name: Name) -> None:
        owner, _, last = name.rpartition(".")
        self.found.add(name)
        if owner in self.classes:
            if last == "__init__":
                self.found.add(owner)
            else:
                self.methods.add(last)

    def write(self, call: ast.Call, module: Name, known: dict[str, Name]) -> bool:
        """Say whether a call writes, where it stands."""
        match call.func:
            case _ if touches(call):
                return True
            case ast.Name(id=name):
                return known.get(name, f"{module}.{name}") in self.found
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if name in known:
                whole = f"{known[name]}.{attr}"
                return whole in self.found or (known[name] in self.classes and attr in self.methods)
            case ast.Attribute(attr=attr) if attr in self.methods:
                said = ast.unparse(call.func)
                return said not in NAMESAKES and not said.startswith("segno.make(")
        return False


@cache
def core() -> dict[Name, str]:
    """Give every module below the pages, by its name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text(encoding="utf-8")
        for layer in CORE
        for path in (ROOT / layer).rglob("*.py")
    }


@cache
def writers() -> Writers:
    return Writers(core())


def unguarded(source: str, module: Name, known: Writers) -> tuple[list[str], int]:
    """Give a page's calls that write with no `roles.demand` above them, and count those with."""
    bare: list[str] = []
    guarded, names = 0, imported(source)
    tree = ast.parse(source)
    inside = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for node in (*inside, ast.Module([one for one in tree.body if one not in inside], [])):
        demands = [one.lineno for one in calls(node) if ast.unparse(one.func) == "roles.demand"]
        for call in calls(node):
            if known.write(call, module, names):
                if min(demands, default=call.lineno) < call.lineno:
                    guarded += 1
                else:
                    bare.append(f"{module}:{call.lineno} {ast.unparse(call.func)}")
    return bare, guarded


@pytest.mark.slow
def test_the_known_writers_are_found_and_readers_are_not() -> None:
    found = writers().found
    for name in (
        *(
            "records.store.records.Store.save",
            "records.store.records.Store.archive",
            "data.releases.intake.add",
        ),
        *(
            "records.store.audit_log.AuditLog.publish",
            "records.publishing.gate.publish",
            "records.publishing.fit_request.begin",
        ),
        *(
            "records.publishing.jobs.start",
            "records.publishing.jobs.cancel",
            "records.store.backup.restore",
        ),
    ):
        assert name in found, name
    for name in (
        "records.store.records.Store.get",
        "records.publishing.gate.review",
        "data.releases.intake.propose",
    ):
        assert name not in found, name
    known = {name for module, source in core().items() for name, _ in functions(source, module)}
    assert set(ANYBODYS) <= known


def test_no_page_writes_without_asking_for_the_role() -> None:
    bare: list[str] = []
    guarded = 0
    shown = [path for folder in PAGES for path in (ROOT / folder).rglob("*.py")]
    for path in (*shown, ROOT / "app.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        some, more = unguarded(path.read_text(encoding="utf-8"), module, writers())
        bare, guarded = bare + some, guarded + more
    assert bare == []
    assert guarded >= 9


NEW = """
from records.store.database import writing

def _row(engine):
    with writing(engine) as connection:
        connection.execute("…")

class Rumours:
    def spread(self, text):
        _row(self.engine)

def spread_all(texts):
    for text in texts:
        Rumours().spread(text)
"""

PAGE = """
from scenarios import rumours
from scenarios.rumours import Rumours, spread_all
from views.session import roles

def button(kept):
    {demand}
    {call}
"""


@pytest.mark.parametrize(
    "call", ["spread_all([])", "rumours.spread_all([])", "kept.spread('x')", "Rumours().spread('')"]
)
def test_a_new_way_to_write_is_found_and_wants_its_role(call: str) -> None:
    known = Writers({"scenarios.rumours": NEW})
    bare, guarded = unguarded(PAGE.format(demand="pass", call=call), "views.new", known)
    assert (len(bare), guarded) == (1, 0)
    page = PAGE.format(demand="roles.demand('save')", call=call)
    assert unguarded(page, "views.new", known) == ([], 1)
