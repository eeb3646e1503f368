"""The source as trees, for tests of what it says."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("base", "data", "forecast", "scenarios", "records", "views", "commands")
SOURCES = [
    *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))),
    *(ROOT / "app.py", ROOT / "cli.py", *(ROOT / "yuce").glob("*.py")),
]
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in SOURCES}


def calls(tree: ast.AST, *names: str) -> list[ast.Call]:
    return [
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.Call) and getattr(one.func, "id", "") in names
    ]
