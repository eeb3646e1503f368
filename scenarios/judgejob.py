"""A judgement in a process of its own (评判进程): `python -m scenarios.judgejob FOLDER`."""

import os
import sys
from pathlib import Path

from scenarios.jobs import Teller


def main(folder: Path) -> None:
    """Wait for a turn, judge, keep the judgement, and tell (评判作业)."""
    os.nice(10)  # readers first, as for a fit
    teller = Teller(folder)
    with teller.turn():
        from forecast.baseline import Baseline
        from forecast.judge import judge

        asked = teller.request
        against = Baseline.load(asked["against"]) if asked["against"] else None
        record = judge(Baseline.load(asked["baseline"]), against, progress=teller.progress)
        teller.finish(record["baseline"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
