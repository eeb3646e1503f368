"""A judgement, in its own process (评判): `python -m records.publishing.evaluation_job FOLDER`."""

import os
import sys
from pathlib import Path

from records.publishing.jobs import Teller
from records.store import reachable


def main(folder: Path) -> None:
    """Wait for a turn, judge, keep the judgement, and tell (评判作业)."""
    getattr(os, "nice", int)(10)  # readers first, as for a fit
    teller = Teller(folder)
    with teller.turn():
        from forecast.baseline import Baseline
        from forecast.evaluation.evaluate import judge

        asked = teller.request
        against = Baseline.load(asked["against"]) if asked["against"] else None
        record = judge(Baseline.load(asked["baseline"]), against, progress=teller.progress)
        teller.finish(record["baseline"])


if __name__ == "__main__":
    reachable()
    main(Path(sys.argv[1]))
