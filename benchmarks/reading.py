"""How fast files of figures are read and judged (读表速度): `python -m benchmarks.reading`.

Each file is made here, invented, and read in a process of its own: seconds of processor that
reading took, imports left out, and the most memory the process held, imports included. The aim is
3 s for the largest workbook, 1 s for an xls, 300 MB.
"""

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

Rows = Iterator[tuple[str | float, ...]]
FILES: dict[str, tuple[str, int, str]] = {
    "xlsx, known labels": ("xlsx", 20_000, "批发和零售业"),
    "xlsx, distinct labels": ("xlsx", 20_000, "甲{0}某业"),
    "csv, distinct labels": ("csv", 20_000, "甲{0}某业"),
    "xls, known labels": ("xls", 2_000, "批发和零售业"),
}
"""Name → format, rows, label of a row; eight columns each."""


def rows(count: int, label: str) -> Rows:
    """Give a title, a unit, a header and rows of eight columns (虚构的表)."""
    yield ("重庆市服务业增加值",)
    yield ("单位：亿元",)
    yield ("行业", *(f"{year}年" for year in range(2018, 2025)))
    for at in range(count - 3):
        yield (label.format(at), *(round(100 + at / 10 + year, 1) for year in range(7)))


def written(form: str, table: Rows) -> bytes:
    """Write rows in a format (写成文件)."""
    if form == "csv":
        return "\n".join(",".join(map(str, row)) for row in table).encode()
    sink = io.BytesIO()
    if form == "xlsx":
        import openpyxl

        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("表1")
        for row in table:
            sheet.append(row)
        book.save(sink)
    else:
        import xlwt

        old = xlwt.Workbook(encoding="utf-8")
        page = old.add_sheet("表1")
        for at, row in enumerate(table):
            for column, cell in enumerate(row):
                page.write(at, column, cell)
        old.save(sink)
    return sink.getvalue()


def measured(file: Path) -> None:
    """Print seconds of processor, MB held at most, and what was found (一次测量)."""
    import openpyxl  # noqa: F401  # its import is no part of reading
    import python_calamine  # noqa: F401
    import xlrd  # noqa: F401

    from data.releases.intake import read_figures

    begun = time.process_time()
    found = read_figures(file)
    took = time.process_time() - begun
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = f"{len(found.figures)}+{len(found.left_out)}+{len(found.problems)}"
    sys.stdout.write(f"{took:.2f}\t{most:.0f}\t{told}\n")


def main() -> None:
    title = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    table = Table("file", "rows", "CPU s", "MB", "figures+left out+problems", title=title)
    with tempfile.TemporaryDirectory() as folder:
        for name, (form, count, label) in FILES.items():
            file = Path(folder, f"table.{form}")
            file.write_bytes(written(form, rows(count, label)))
            command = [sys.executable, "-m", "benchmarks.reading", str(file)]
            run = subprocess.run(command, capture_output=True, text=True, check=True)
            table.add_row(name, f"{count:,}", *run.stdout.strip().split("\t"))
    Console().print(table)


if __name__ == "__main__":
    measured(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
