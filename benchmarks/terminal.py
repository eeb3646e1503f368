"""What a command costs before its work begins (命令启动): beside what it cannot do without.

    python -m benchmarks.terminal

Processor seconds, median of several processes each, taken in turns in this run on this machine.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.chromium import ROOT

EMPTY = "import typer; app = typer.Typer(); app.command()(lambda: None); app()"
ARRAYS = "import numpy, pandas"
SCENARIO = '[[assumptions]]\nsection = "J"\nyears = 2027\nvalue = 0.07\n'


class Cost(NamedTuple):
    """A command, its processor seconds, what it is held against, and how many times as much."""

    command: str
    seconds: float
    other: str
    ratio: float


def spent(*words: str) -> float:
    """Processor seconds of one process; raises CalledProcessError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def costs(times: int = 5) -> list[Cost]:
    """Measure `--help` against an empty application, `data show` and `run` against pandas."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scenario.toml"
        file.write_text(SCENARIO, "utf-8")
        cli = str(ROOT / "cli.py")
        asked = {
            "an empty Typer application": ("-c", EMPTY, "--help"),
            "numpy and pandas": ("-c", ARRAYS),
            "yuce --help": (cli, "--help"),
            "yuce data show": (cli, "data", "show"),
            "yuce run": (cli, "run", str(file)),
        }
        spent(*asked["yuce run"])  # makes the baseline where there is none
        turns = [{name: spent(*words) for name, words in asked.items()} for _ in range(times)]
    taken = {name: statistics.median(turn[name] for turn in turns) for name in asked}
    empty, arrays, *commands = asked
    others = (empty, arrays, arrays)
    return [
        Cost(name, taken[name], other, taken[name] / taken[other])
        for name, other in zip(commands, others, strict=True)
    ]


def main() -> None:
    """Print the table."""
    table = Table("command", "processor s", "beside", "times as much")
    for one in costs():
        table.add_row(one.command, f"{one.seconds:.2f}", one.other, f"{one.ratio:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
