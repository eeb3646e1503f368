"""What the documents say of the fields that `--json` prints (字段说明)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from terminal import ROOT

from data.sections import CODES

PAGE, LINKS = (ROOT / "docs" / name for name in ("json.md", "links.md"))
DISTRIBUTION = ("A distribution",)
OUTCOME = (*DISTRIBUTION, "An outcome", "Why (`yuce run`)")
SAID = {
    "data check": (),
    "data diff": (),
    "data show": (),
    "fit": ("A fit's manifest",),
    "fit --verify": (),
    "fits": (),
    "publish": ("Problems",),
    "audit": (),
    "keys": (),
    "forecast": DISTRIBUTION,
    "watch": (),
    "run": OUTCOME,
    "solve": ("What it would take (`yuce solve`)", *OUTCOME),
    "presets": (),
    "clusters": (),
    "export": (),
    "link": DISTRIBUTION,
    "open": OUTCOME,
    "save": (),
    "list": (),
    "compare": ("An outcome", "Problems"),
    "tidy": (),
    "data add": (),
    "settings": (),
    "backcheck": ("Problems",),
    "history": (),
    "judge": ("A backtest (`yuce backtest`)", "A fit judged (`yuce judge ID [--against ID]`)"),
    "backtest": ("A backtest (`yuce backtest`)",),
}
"""Sections of json.md that a command's row refers to."""

REFERS = {"data add": ("data check", "data diff")}
"""Rows that a command's row refers to."""

DATA = re.compile(r"\d{4}(Q\d|M\d\d)?|D\d|[a-z]+-\d{4}(\|[a-z]+-\d{4})*")
"""Keys that are data: years and periods, scopes, targets."""

INNER = {
    *("scenario", "spec", "versions", "checksums", "checksums_kept", "interventions", "counts"),
    *(
        "scopes",
        "values",
        "moved",
        "detail",
        "published",
        "scale",
        "share_routes",
        "share_sources",
        "nowcast",
    ),
}
"""Fields whose inside is described elsewhere, or whose keys are data."""

NAMED = ("rivals", "pit")
"""Fields whose keys are data, two deep: a model or release, and a horizon."""


def undocumented(command: str, record: dict[str, Any]) -> set[str]:
    """Name the fields, at any depth, that neither the command's rows nor their sections name."""
    told = _told(command)
    return {name for name in _fields(record) if f"`{name}`" not in told} - {"schema"}


def _fields(value: object) -> Iterator[str]:
    """Yield the names of all fields, at any depth; keys that are data are none."""
    if isinstance(value, list):
        for one in value:
            yield from _fields(one)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not (DATA.fullmatch(name) or name in CODES):
                yield name
            if name in NAMED:
                yield from _fields([one for part in inner.values() for one in part.values()])
            elif name not in INNER:
                yield from _fields(inner)


def _told(command: str) -> str:
    """What is said of a command: its rows, and the sections that they refer to."""
    lines = [*PAGE.read_text("utf-8").splitlines(), *LINKS.read_text("utf-8").splitlines()]
    named = "|".join((command, *REFERS.get(command, ())))
    rows = [one for one in lines if re.match(rf"\|[^|]*`(?:yuce )?(?:{named})\b", one)]
    assert rows, command
    parts = sections(PAGE)
    return "\n".join((*rows, parts[""], *(parts[name] for name in SAID[command])))


def sections(page: Path) -> dict[str, str]:
    """Sections by their heads; what stands before the first table by none."""
    parts = re.split(r"^## (.*)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return {"": parts[0].split("\n|")[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}
