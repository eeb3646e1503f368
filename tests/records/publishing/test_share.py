"""Links are made in one place, which seals them and marks their baseline as needed (发出链接)."""

import ast
import io
import re
import zipfile
from pathlib import Path

import pytest

from base import settings
from forecast.artefacts import BaselineFolder, linked, shelf
from forecast.baseline import Baseline
from records.links.codec import parse, unpack
from records.links.pin import pin
from records.publishing import pruning
from records.publishing.share import share
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from views.export.formats import FORMATS, export
from views.present.contents import Contents

ROOT = Path(__file__).parents[3]
FOLDERS = ("base", "data", "forecast", "scenarios", "records", "views", "commands")
MAKERS = {"encode": "share.py", "short_link": "records.py"}
"""What writes a link → the one file that calls it."""


def callers(source: str, name: str) -> int:
    """Count the uses of links' function in a source; `str.encode` is another."""
    tree = ast.parse(source)
    ours = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == "codec"
        for alias in node.names
        if alias.name == name
    }
    modules = {"links", "codec"}
    return sum(
        (isinstance(node, ast.Name) and node.id in ours and isinstance(node.ctx, ast.Load))
        or (
            isinstance(node, ast.Attribute)
            and node.attr == name
            and isinstance(node.value, ast.Name)
            and node.value.id in modules
        )
        for node in ast.walk(tree)
    )


@pytest.mark.slow
def test_links_are_made_in_one_place() -> None:
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    files += [ROOT / "app.py", ROOT / "cli.py", *(ROOT / "yuce").glob("*.py")]
    for name, maker in MAKERS.items():
        assert [path.name for path in files if callers(path.read_text("utf-8"), name)] == [maker]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("from records.links.codec import encode\nprint(encode(pin))", 1),
        ("from records.links.codec import encode as e\nmade = map(e, pins)", 1),
        ("from records.links import codec as links\nlinks.encode(pin)", 1),
        ("'渝'.encode()\nfrom base64 import encode\nencode(x)", 0),
        ("from records.links.codec import encode", 0),
    ],
)
def test_who_makes_links_is_found(source: str, count: int) -> None:
    assert callers(source, "encode") == count


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_no_baseline_that_an_export_links_to_is_tidied_away(
    form: str, newest: Baseline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    newest.save()
    for mark in ("linked", newest.id), (newest.id, "linked"):
        settings.home().joinpath("baselines", *mark).unlink(missing_ok=True)
    contents = Contents(simulate(newest, Scenario()), "zh", "http://yuce.example/", by="张三")
    export(contents, form)
    assert linked(shelf(), newest.id) or form in ("png", "svg", "csv", "iamc")
    assert (newest.id in pruning.needless(None)) is not linked(shelf(), newest.id)


def test_a_link_in_an_export_is_sealed(
    newest: Baseline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    contents = Contents(simulate(newest, Scenario()), "zh", "http://yuce.example/", by="张三")
    store = Store()
    for form in ("html", "xlsx"):
        ((_, data),) = export(contents, form).items()
        if form == "xlsx":
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                data = b"".join(book.read(name) for name in book.namelist())
        (link,) = set(re.findall(rb"\?x=[\w-]+", data))
        letter = unpack(parse(link.decode()).value)
        seal = store.keys.attest(letter.seal, letter.text)
        assert (seal.state, seal.by) == ("here", "张三"), form
    store.close()


def test_a_link_is_made_where_its_baseline_cannot_be_marked(
    newest: Baseline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    newest.save(tmp_path)

    def read_only(_self: BaselineFolder, _name: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(BaselineFolder, "mark", read_only)
    made = share(pin(simulate(newest, Scenario())), home=tmp_path)
    assert parse(made.link).form == "x"
    assert "could not be marked" in made.unmarked[0].what.en


def test_a_link_to_a_baseline_that_is_not_kept_here_is_shared_all_the_same(
    report: Baseline, tmp_path: Path
) -> None:
    made = share(pin(simulate(report, Scenario())), home=tmp_path)
    assert parse(made.link).form == "x"
    assert shelf(tmp_path).names() == []
