"""Every example runs as it stands: in docstrings, in the README and the guide to Python."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("base", "data", "forecast", "scenarios", "records", "views", "commands")
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (
        ROOT / "yuce" / "__init__.py",
        *(p for name in FOLDERS for p in (ROOT / name).rglob("*.py")),
    )
    if ">>>" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize("file", ["README.md", "README.zh.md", "docs/python.md"])
def test_examples_in_documents(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert any("yuce.solve" in block for block in blocks)
    runner, names = doctest.DocTestRunner(), dict[str, object]()
    for block in blocks:
        assert block.startswith(">>> ")
        example = doctest.DocTestParser().get_doctest(block, names, file, None, None)
        runner.run(example, clear_globs=False)
        names = example.globs
    assert runner.summarize().failed == 0
