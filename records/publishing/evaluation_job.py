"""A judgement, in its own process (评判): `python -m records.publishing.evaluation_job FOLDER`.

`begin` starts one, `find` says how far those are that were begun for the same fits.
"""

import os
import sys
from pathlib import Path

from records.publishing import jobs
from records.publishing.jobs import Job, Teller
from records.store import reachable


def begin(baseline: str, against: str | None) -> Job:
    """Start judging a fit, against another where one is named (启动评判)."""
    return jobs.start("records.publishing.evaluation_job", _request(baseline, against))


def find(baseline: str, against: str | None) -> tuple[Job | None, Job | None]:
    """Give the job that judges these fits now, and the last one that did (查找评判)."""
    asked = _request(baseline, against).items()
    running, every = (
        next((job for job in some if asked <= job.request.items()), None)
        for some in (jobs.active(), jobs.jobs())
    )
    return running, every


def _request(baseline: str, against: str | None) -> dict[str, str | None]:
    return {"kind": "judge", "baseline": baseline, "against": against}


def main(folder: Path) -> None:
    """Wait for a turn, judge, keep the judgement, and tell (评判作业)."""
    getattr(os, "nice", int)(10)  # readers first, as for a fit
    teller = Teller(folder)
    with teller.turn():
        from forecast.baseline import Baseline
        from forecast.evaluation.evaluate import judge_fit

        asked = teller.request
        against = Baseline.load(asked["against"]) if asked["against"] else None
        record = judge_fit(Baseline.load(asked["baseline"]), against, progress=teller.progress)
        teller.finish(record["baseline"])


if __name__ == "__main__":
    reachable()
    main(Path(sys.argv[1]))
