"""Texts that would be code, paths that would leave, formulas that would run (入侵)."""

import ast
import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from base.problems import Problems
from forecast.baseline import Baseline
from records.links.pin import pin
from records.store.received import receive
from records.store.records import Store
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import simulate
from views.export.formats import export
from views.present.contents import Contents
from views.present.safe_cells import csv_bytes

ROOT = Path(__file__).parents[2]
LAYERS = (*("base", "data", "forecast", "scenarios", "records", "views", "commands", "deploy"),)

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x")')


def hostile(newest: Baseline, text: str) -> Scenario:
    item = Assumption(section="J", years=(2027,), value=0.05, reason=text, source=text, owner=text)
    return Scenario(title_zh=text, title_en=text, note_zh=text, note_en=text, assumptions=(item,))


def harmless(cell: str) -> bool:
    """Say whether a spreadsheet takes a cell of a CSV as text or a number."""
    try:
        float(cell.replace("%", "").replace(",", "").replace("−", "-"))
    except ValueError:
        return not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    return True


@pytest.mark.parametrize("text", FORMULAS)
def test_no_export_carries_a_formula(newest: Baseline, text: str) -> None:
    outcome = simulate(newest, hostile(newest, text))
    contents = Contents(outcome, "zh", "http://localhost")
    found = 0
    for data in (*export(contents, "csv").values(), *export(contents, "iamc").values()):
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            assert all(harmless(cell) for cell in row), row
            found += sum(text.strip() in cell for cell in row)
    book = load_workbook(io.BytesIO(next(iter(export(contents, "xlsx").values()))))
    said = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.replace("_x000D_", "").strip() == text.strip()
    ]
    assert said  # the text is there, as text
    assert all(cell.data_type == "s" for cell in said)
    table = pd.DataFrame({"a": [text, "−0.3", "-0.3"], "b": [-1.5, 2.0, 3.0]})
    rows = list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline="")))
    assert all(harmless(cell) for row in rows for cell in row)
    assert rows[1][1] == "-1.5"
    assert rows[3][0] == "-0.3"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..%2f..", "a" * 17, "';DROP TABLE records--", "/etc"]
)
def test_an_id_is_an_id_and_no_path(newest: Baseline, tmp_path: Path, name: str) -> None:
    store = Store(str(tmp_path / "store.db"))
    for ask in (
        lambda: store.get(name),
        lambda: receive(f"?s={name}", lambda: store),
        lambda: Baseline.load(name, tmp_path),
    ):
        with pytest.raises(Problems):
            ask()
    store.close()


def test_a_search_is_no_sql(newest: Baseline, tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store.db"))
    store.save(pin(simulate(newest, Scenario())), "方案 100%_")
    for words in ("' OR 1=1 --", "'; DROP TABLE entries; --", "%", "_", "\\", '"'):
        found = [entry.title for entry in store.newest(words)]
        assert found == (["方案 100%_"] if words in ("%", "_") else [])
    assert store.newest("方案")
    store.close()


RUNS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "eval", "exec", "read_pickle"}
"""Names of what would run what it reads."""


def running(source: str) -> set[str]:
    """Give what a module names of all that would run a file or a text."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").split(".")[0], *(one.name for one in node.names)}
        elif isinstance(node, ast.Call):
            found.add(ast.unparse(node.func).rpartition(".")[2])
            found |= {one.arg or "" for one in node.keywords}
    return found & (RUNS | {"allow_pickle"})


@pytest.mark.slow
def test_nothing_that_is_read_is_ever_run() -> None:
    sources = [path for layer in LAYERS for path in (ROOT / layer).rglob("*.py")]
    sources += [ROOT / "app.py", ROOT / "cli.py", *(ROOT / "yuce").glob("*.py")]
    assert len(sources) > 150
    assert {
        path.name: found for path in sources if (found := running(path.read_text("utf-8")))
    } == {}
    for line in ("import pickle", "from pickle import loads", "eval('1')", "pd.read_pickle(x)"):
        assert running(line), line
    assert running("np.load(x, allow_pickle=True)")
