"""How large files, folders and functions are (规模), now and at other revisions beside it.

    python -m benchmarks.sizes [REVISION …]

Counted is the code that is installed: no tests, benchmarks or deployment.
"""

import argparse
import ast
import io
import statistics
import subprocess
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
APART = {"tests", "benchmarks", "deploy", "docs"}


def sources(revision: str) -> dict[PurePosixPath, str]:
    """Read every file of code at a revision (源文件)."""
    command = ["git", "archive", "--format=tar", revision]
    packed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        return {
            path: content.read().decode()
            for member in files
            if (path := PurePosixPath(member.name)).suffix == ".py"
            and path.parts[0] not in APART
            and (content := files.extractfile(member))
        }


def functions(path: PurePosixPath, source: str) -> Iterator[tuple[int, str]]:
    """Yield lines and name of every function and method (函数长度), its docstring included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1, f"{path}:{node.name}"


def sizes(revision: str) -> list[str]:
    """Give a column of the table (一列): counts, medians, and what is largest."""
    read = sources(revision)
    lines = {path: source.count("\n") for path, source in read.items()}
    bare = {
        path
        for path, source in read.items()
        if path.name == "__init__.py" and "\ndef " not in source
    }
    whole = {path: count for path, count in lines.items() if path not in bare}
    folders = Counter(path.parent.as_posix() for path in whole)
    long = [one for path, source in read.items() for one in functions(path, source)]
    fullest, most = folders.most_common(1)[0]
    longest = max(whole, key=lambda path: whole[path])
    return [
        f"{len(whole)}",
        f"{len(folders)}",
        f"{most} {fullest}",
        f"{statistics.median(whole.values()):.0f}",
        f"{whole[longest]} {longest}",
        f"{statistics.median(count for count, _ in long):.0f}",
        "{} {}".format(*max(long)),
    ]


ROWS = (
    *("files", "folders", "most files in a folder", "lines of a file, median"),
    *("longest file", "lines of a function, median", "longest function"),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revisions", nargs="*")
    revisions = [*parser.parse_args().revisions, "HEAD"]
    table = Table("", *revisions)
    for row in zip(ROWS, *map(sizes, revisions), strict=True):
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
