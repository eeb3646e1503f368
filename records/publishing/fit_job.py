"""A fit in a process of its own (拟合进程): `python -m records.publishing.fit_job FOLDER`.

Imports little, so that it can be seen and cancelled before numpy is in.
"""

import os
import sys
from pathlib import Path

from records.publishing.jobs import Teller
from records.store import reachable


def main(folder: Path) -> None:
    """Wait for a turn, fit, write down who did it, and tell (拟合作业)."""
    getattr(os, "nice", int)(10)  # readers first: the pages stay live while this runs
    teller = Teller(folder)
    with teller.turn():
        from records.publishing.fit_request import carry_out, order

        baseline, problems = carry_out(order(teller.request), teller.progress)
        teller.finish(baseline.id, problems)


if __name__ == "__main__":
    reachable()
    main(Path(sys.argv[1]))
