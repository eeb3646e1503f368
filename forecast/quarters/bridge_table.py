"""Which indicators tell of which group, and what is believed of them (核算桥登记)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("bridges.toml")


@dataclass(frozen=True)
class Design:
    """One bridge as `bridges.toml` has it (核算桥).

    `of`: code of a group, or tertiary; `members`: series of the register with their weights;
    `elasticity` and `doubt`: what a point of the indicators adds before experience, and the
    standard error of that belief.
    """

    of: str
    members: tuple[tuple[str, float], ...]
    elasticity: float
    doubt: float


@cache
def designs(file: Path = FILE) -> dict[str, tuple[Design, ...]]:
    """Read the bridges by group (读取核算桥), the first that a figure is known for speaking.

    >>> [one.elasticity for one in designs()["F"]]
    [1.0, 0.3]
    """
    found: dict[str, tuple[Design, ...]] = {}
    for row in tomllib.loads(file.read_text(encoding="utf-8"))["bridge"]:
        one = Design(row["of"], tuple(row["members"].items()), *row["elasticity"])
        found[one.of] = (*found.get(one.of, ()), one)
    return found
