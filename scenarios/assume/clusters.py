"""The report's own structure (报告的结构): clusters and directions, as tags on sections."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from data.watched.directions import directions

FILE = Path(__file__).parent / "clusters.toml"


class _Tag(BaseModel):
    """What every tag has: names, the section it maps onto, and who says so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str
    section: str
    source: str


class Revenue(BaseModel):
    """A figure of revenue (营业收入), 亿元: never to be mixed with value added."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str
    amount: float
    year: int
    source: str


class Cluster(_Tag):
    """One of the five feature clusters (特色产业集群), with its section's figures of `year`.

    `value_added` 亿元 and `growth`, a fraction, as the report prints them for the section;
    None where it prints none. `revenue` stands apart.
    """

    id: str
    year: int
    value_added: float | None = Field(default=None, gt=0)
    growth: float | None = None
    note_zh: str
    note_en: str
    revenue: tuple[Revenue, ...] = ()


class Structure(BaseModel):
    """The clusters, the plan's directions as the report names them, and small fields besides."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    directions_total: int
    clusters: tuple[Cluster, ...]
    directions: tuple[_Tag, ...]
    small: tuple[_Tag, ...]

    def sections(self, tag: str) -> tuple[str, ...]:
        """Give the sections of a cluster's id or a direction's name (标签所含门类)."""
        found = [one.section for one in self.clusters if tag in (one.id, one.zh, one.en)]
        tags = (*self.directions, *self.small)
        found += [one.section for one in tags if tag in (one.zh, one.en)]
        return tuple(dict.fromkeys(found))

    def record(self) -> dict[str, Any]:
        """Give it as `--json` output (机器可读)."""
        return {"schema": 1, **self.model_dump(mode="json")}


@cache
def structure() -> Structure:
    """Read the report's structure (报告的结构).

    >>> structure().sections("finance")
    ('J',)
    """
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    said["directions"] = [
        {"zh": one.zh, "en": one.en, "section": one.section, "source": one.release}
        for one in directions()
        if one.kind == "direction"
    ]
    return Structure.model_validate(said)
