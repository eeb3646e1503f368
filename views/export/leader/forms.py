"""What a link says as files (链接的数据形式): JSON, CSV, and its headline as a picture."""

import json
from collections.abc import Sequence
from dataclasses import replace

from base.problems import Problem, Problems
from records.links.opened import Opened
from views.export.csv_tables import result_rows, table
from views.export.leader.briefing import Briefing
from views.export.leader.headline import headline


def as_json(opened: Opened, problems: Sequence[Problem], figures: str | None) -> bytes:
    """Give a believed link as `yuce open --json` prints it (机器可读).

    `problems` are those of what is published, `figures` says what today stands on.
    """
    doubts = [one.record() for one in (*opened.problems, *problems)]
    return _json(opened.record() | {"problems": doubts, "figures": figures})


def refused_json(problems: Problems) -> bytes:
    """Say as JSON why a link is not believed (不予采信), and nothing that it says.

    Where the store lies is no reader's business.
    """
    store = problems.of("store")
    told = [replace(one, found="—") if store else one for one in problems.problems]
    rows = [one.record() for one in told]
    return _json({"schema": 1, "believed": False, "problems": rows})


def _json(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False, allow_nan=False).encode()


def as_csv(briefing: Briefing) -> bytes:
    """Write what follows, as sent, as a table (结果表), in the language spoken."""
    rows = result_rows(briefing.outcome, briefing.opened.pin.believed)
    return table(rows, briefing.facts)


def as_png(briefing: Briefing) -> bytes:
    """Draw the headline as PNG (题头位图)."""
    from views.export.pictures.typesetting import png

    return png(headline(briefing), pixels=1.0)
