"""A scenario: stated assumptions on top of a baseline, as a file (情景文件)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
)
from pydantic_core import PydanticCustomError

from base import asked
from base.notebook_display import Brief
from base.problems import Problem, Problems
from base.strict_files import content_of, problems_in
from data.scopes import USUAL, usual
from data.sections import CODES, OTHER, SUPPORT, industry
from forecast.baseline import PREPARED, Baseline
from scenarios.assume.events import Event, Project, Rescoping, Revision, SpinOff
from scenarios.assume.own_scopes import MOST, OwnScope
from scenarios.assume.scenario_texts import misnamed, neat
from scenarios.assume.years_ahead import settled

MEASURES, LINKAGES = ("real_growth", "deflator"), ("alone", "together")
"""What an assumption can be of, and what the other sections can do."""

MOST_YEARS = 40
"""Years that any baseline looks ahead, at most."""

MOST_CELLS = len(CODES) * len(MEASURES) * MOST_YEARS
"""Growth rates and deflators that there are to assume, each once."""

MOST_EVENTS = 200
"""Events of a scenario; what a link has room for, and more than any plan has had."""

MOST_GOALS = 40
"""Rows of a target table, own ones included."""


def _plain(value: object) -> object:
    """Give numpy's and pandas' numbers and arrays as Python's own, ranges as lists."""
    tolist = getattr(value, "tolist", None)
    if tolist is not None:
        return tolist()
    return list(map(_plain, value)) if isinstance(value, list | tuple | range) else value


def _tuple(value: object) -> object:
    value = _plain(value)
    return (value,) if isinstance(value, int) else value


def _distinct(years: tuple[int, ...]) -> tuple[int, ...]:
    if len(set(years)) < len(years):
        raise PydanticCustomError("twice", "each year once")
    return years


Whole = Annotated[int, BeforeValidator(_plain)]
Fraction = Annotated[float, BeforeValidator(_plain)]


class Stated(BaseModel):
    """What a person states, in a file or in Python (所述); Python's is told as Problems too."""

    def __init__(self, **said: Any) -> None:
        """Check every field; raises Problems, all at once."""
        try:
            super().__init__(**said)
        except ValidationError as error:
            kind = type(self)
            raise Problems(problems_in(error, kind.__name__, kind, PARTS)) from error
        if problems := [*self.unfit()]:
            raise Problems(problems)

    # Files, links and records are validated by pydantic itself, not through here.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def unfit(self) -> Iterable[Problem]:
        """Yield problems that only fields together show (整体问题)."""
        return ()


class Assumption(Stated):
    """One stated assumption (假设): a section's growth or deflator in one or more years.

    `kind` says how `value` is meant, always a fraction: the growth itself (level, 水平), a
    change from the baseline's median (change, 增减), or a percentile of the published past of
    the section's group (percentile, 历史分位). The rest is the ledger: who says so, and why.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    section: str
    years: Annotated[tuple[int, ...], BeforeValidator(_tuple), AfterValidator(_distinct)] = Field(
        min_length=1, max_length=MOST_YEARS, strict=False
    )
    measure: Literal["real_growth", "deflator"] = "real_growth"
    kind: Literal["level", "change", "percentile"] = "level"
    value: Fraction = Field(allow_inf_nan=False)
    reason: str = Field(default="", max_length=2_000)
    source: str = Field(default="", max_length=2_000)
    owner: str = Field(default="", max_length=200)
    review: date | None = Field(default=None, strict=False)


def _few_cells(items: tuple[Assumption, ...]) -> tuple[Assumption, ...]:
    if sum(len(item.years) for item in items) > MOST_CELLS:
        raise PydanticCustomError("too_long", "too many years", {"max_length": MOST_CELLS})
    return items


class OwnTarget(Stated):
    """A target of the planner's own (自定目标); `threshold` and `tolerance` are fractions.

    A share needs its scope, or "any" to be judged by each; growth of services has none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = Field(pattern=r"^[\w\-]+$", max_length=80)
    title_zh: str = Field(default="", max_length=200)
    title_en: str = Field(default="", max_length=200)
    measure: Literal["services_real_growth", "producer_share"]
    scope: str | None = None
    year: Whole
    threshold: Fraction = Field(gt=-1, lt=1, allow_inf_nan=False)
    sense: Literal[">=", ">"] = ">="
    tolerance: float = Field(default=0.0, ge=0, lt=1, allow_inf_nan=False)
    source: str = Field(default="", max_length=2_000)


ADDED = {"linkage": "alone", "events": [], "targets": [], "scopes": []}
"""Fields that schema 1 gained after the first scenarios were saved, and what absent means. They
are written only when they say something else, so that a record without them keeps its bytes and
its hash; what absent means here never changes."""


class Scenario(Brief, Stated):
    """A named set of assumptions and events (情景); an empty one is the baseline itself.

    `linkage` (联动) says what the other sections do: nothing (alone, 单独), or what their errors
    have done together with the assumed ones (together, 联动).
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    name: str = Field(default="scenario", pattern=r"^[\w\-]+$", max_length=80)
    title_zh: str = Field(default="", max_length=200)
    title_en: str = Field(default="", max_length=200)
    note_zh: str = Field(default="", max_length=10_000)
    note_en: str = Field(default="", max_length=10_000)
    source: str = Field(default="", max_length=2_000)
    baseline: str | None = Field(default=None, pattern=r"^[0-9a-f]{16}$")
    scope: str = USUAL
    assumptions: Annotated[
        tuple[Assumption, ...],
        Field(strict=False, max_length=MOST_CELLS),
        AfterValidator(_few_cells),
    ] = ()
    linkage: Literal["alone", "together"] = "alone"
    events: Annotated[tuple[Event, ...], Field(strict=False, max_length=MOST_EVENTS)] = ()
    targets: Annotated[tuple[OwnTarget, ...], Field(strict=False, max_length=MOST_GOALS)] = ()
    scopes: Annotated[tuple[OwnScope, ...], Field(strict=False, max_length=MOST)] = ()

    @model_serializer(mode="wrap")
    def _write(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what schema 1 gained later and this scenario does not use."""
        record: dict[str, Any] = handler(self)
        for name, absent in ADDED.items():
            if record.get(name) in (absent, ()):
                del record[name]
        return record

    def unfit(self) -> Iterable[Problem]:
        """Yield ids that no scenario made today may have (编号问题); older links keep theirs."""
        return misnamed(self)

    def _brief(self) -> Mapping[str, object]:
        counted_as = {"cells": self.cells, "events": len(self.events), "targets": len(self.targets)}
        some = {name: count for name, count in counted_as.items() if count or name == "cells"}
        title = self.title_en or self.title_zh
        titled = {"title": title} if title else {}
        return {"name": self.name, **titled, "scope": self.scope, **some}

    @property
    def empty(self) -> bool:
        """Whether it says nothing that moves a number (空情景)."""
        return not (self.assumptions or self.events)

    @property
    def cells(self) -> int:
        """Count what is assumed (假设处数), as everything that counts it does."""
        return counted(self.assumptions)

    def on(self, baseline: Baseline) -> Baseline:
        """Give the baseline with this scenario's own scopes beside its (带自定口径的基准)."""
        return baseline.widened(tuple(one.scope() for one in self.scopes))

    def judged_on(self, baseline: Baseline) -> "Scenario":
        """Give it with a scope that the baseline knows, if it states none (判定口径)."""
        if "scope" in self.model_fields_set:
            return self
        return self.model_copy(update={"scope": usual(baseline.scopes)})

    def text(self) -> str:
        """Write it as JSON, every field in place (写出)."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"


PARTS: dict[str, type[BaseModel]] = {
    "assumptions": Assumption,
    "targets": OwnTarget,
    "scopes": OwnScope,
    "project": Project,
    "spin_off": SpinOff,
    "rescoping": Rescoping,
    "census": Revision,
}
"""The part of a scenario an error's path runs through, so that its fields can be named."""


def counted(items: Iterable[BaseModel]) -> int:
    """Count assumptions and events (处数): a section's measure in a year is one."""
    return sum(len(item.years) if isinstance(item, Assumption) else 1 for item in items)


def assumed(assumption: Assumption, baseline: Baseline, median: float) -> float:
    """Give the growth an assumption means, as a fraction (假设增速)."""
    if assumption.kind == "level":
        return assumption.value
    if assumption.kind == "change":
        return median + assumption.value
    group = industry(assumption.section).group
    past = baseline.published(OTHER if group == SUPPORT else group)
    return float(np.quantile(list(past.values()), assumption.value))


def read_scenario(path: Path | str, baseline: Baseline | None = None) -> Scenario:
    """Read a scenario from a TOML or JSON file (读取情景); raises Problems, all at once.

    Years that it says by the horizon are those of `baseline`, or follow the newest published.
    """
    path, years = asked.path("path", path), _years_of(baseline)
    content = content_of(path, "情景文件", "the scenario file")
    return parse(settled(content, years)[0], path.name)


def _years_of(baseline: Baseline | None) -> tuple[int, ...] | None:
    if baseline is None:
        return None
    asked.kind("baseline", baseline, Baseline, PREPARED)
    return baseline.years


def parse(content: object, where: str) -> Scenario:
    """Turn a mapping into a scenario (解析情景), its texts made neat.

    Years that are still said by the horizon follow the newest published. Raises Problems naming
    every key at fault.
    """
    try:
        found = Scenario.model_validate(settled(content)[0])
    except ValidationError as error:
        raise Problems(problems_in(error, where, Scenario, PARTS)) from error
    problems = [replace(one, where=f"{where} {one.where}") for one in found.unfit()]
    if problems:
        raise Problems(problems)
    return neat(found)
