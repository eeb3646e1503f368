"""A scenario: stated assumptions on top of a baseline, as a file (情景文件)."""

from collections.abc import Iterable
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

from base.asked import outside
from base.brief import Brief
from base.problems import Problem, Problems, Text, not_among
from base.strict_files import content_of, problems_in
from data.sections import CODES, OTHER, SUPPORT, column, industry
from forecast.baseline import Array, Baseline
from scenarios.assume.events import Event, Project, Rescoping, Revision, SpinOff
from scenarios.assume.own_scopes import MOST, OwnScope
from scenarios.assume.texts import misnamed, neat

LIMITS = {"level": (-0.5, 0.5), "change": (-0.5, 0.5), "percentile": (0.0, 1.0)}
"""Bounds of an assumption's value, fractions: beyond ±50% a year a unit is mistaken."""

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
        """Yield what no field by itself shows to be wrong (整体问题)."""
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
    scope: str = "D3"
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

    def _brief(self) -> dict[str, object]:
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

    def multipliers(self, baseline: Baseline) -> tuple[Array, Array]:
        """Turn assumptions into growth-factor multipliers (乘数).

        Returns those of real growth and of deflators, shape (year, column) each:
        (1 + assumed)/(1 + median) where something is assumed, else exactly 1. Raises Problems
        when an assumption does not fit the baseline: every one that does not.
        """
        problems = [*self._misfits(baseline)]
        if problems:
            raise Problems(problems)
        real, price = np.ones_like(baseline.median_growth), np.ones_like(baseline.median_growth)
        for assumption in self.assumptions:
            grows = assumption.measure == "real_growth"
            median = baseline.median_growth if grows else baseline.median_deflator
            place = column(assumption.section)
            for year in assumption.years:
                row = baseline.years.index(year)
                target = assumed(assumption, baseline, float(median[row, place]))
                (real if grows else price)[row, place] = (1 + target) / (1 + median[row, place])
        return real, price

    def _misfits(self, baseline: Baseline) -> Iterable[Problem]:
        """Yield what does not fit this baseline: sections, years, values, double settings."""
        if self.baseline not in (None, baseline.id):
            yield _other_baseline(str(self.baseline), baseline.id)
        if self.linkage not in LINKAGES:
            what = "未知联动方式", "an unknown linkage"
            yield not_among("linkage", *what, str(self.linkage), LINKAGES)
        first, last = baseline.years[0], baseline.years[-1]
        known = [scope.id for scope in baseline.scopes]
        if self.scope not in known:
            yield not_among("scope", "未知口径", "an unknown scope", self.scope, known)
        for number, own in enumerate(self.scopes):
            if known.count(own.id) > 1 or own.id == "any":
                yield _taken(f"scopes[{number}].id", own.id, known)
        yield from self._misfit_events(baseline, known)
        for number, target in enumerate(self.targets):
            yield from _misfit_target(f"targets[{number}]", target, known)
        seen: set[tuple[str, str, int]] = set()
        for number, item in enumerate(self.assumptions):
            where = f"assumptions[{number}]"
            if item.section not in CODES:
                yield not_among(
                    f"{where}.section", "未知门类", "an unknown section", item.section, CODES
                )
            yield from _misfit_kinds(where, item)
            low, high = LIMITS.get(item.kind, (-np.inf, np.inf))
            if not low <= item.value <= high:
                yield Problem(
                    where=f"{where}.value",
                    what=Text("数值超出范围", "a value out of bounds"),
                    found=f"{item.value:g}",
                    expected=Text(
                        f"{low:g} 至 {high:g}（小数）", f"{low:g} to {high:g}, a fraction"
                    ),
                    remedy=Text("6% 请写作 0.06", "write 6% as 0.06"),
                )
            strange = [year for year in item.years if not first <= year <= last]
            if strange:
                yield outside(f"{where}.years", _listed(strange), baseline.years)
            cells = {(item.section, item.measure, year) for year in item.years}
            if cells & seen:
                yield Problem(
                    where=where,
                    what=Text("同一门类同一年份设定了两次", "a section's year is set twice"),
                    found=f"{item.section} {_listed(sorted(cell[2] for cell in cells & seen))}",
                    expected=Text("每年一次", "once a year"),
                    remedy=Text("删去其中一条", "remove one of the two"),
                )
            seen |= cells

    def _misfit_events(self, baseline: Baseline, known: list[str]) -> Iterable[Problem]:
        """Yield what of the events does not fit: sections, scopes, years, double revisions."""
        seen: set[tuple[str, ...]] = set()
        for number, event in enumerate(self.events):
            where = f"events[{number}]"
            if event.section not in CODES:
                yield not_among(
                    f"{where}.section", "未知门类", "an unknown section", event.section, CODES
                )
            if isinstance(event, Rescoping) and event.scope not in known:
                yield not_among(
                    f"{where}.scope", "未知口径", "an unknown scope", event.scope, known
                )
            if event.start not in baseline.years:
                yield outside(f"{where}.from", event.start, baseline.years)
            key = event.key()
            if key is not None and key in seen:
                yield Problem(
                    where=where,
                    what=Text("同一事件设定了两次", "an event is set twice"),
                    found=" ".join(key),
                    expected=Text("一次", "once"),
                    remedy=Text("删去其中一条", "remove one of the two"),
                )
            if key is not None:
                seen.add(key)

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


def read(path: Path | str) -> Scenario:
    """Read a scenario from a TOML or JSON file (读取情景); raises Problems, all at once."""
    path = Path(path)
    return parse(content_of(path, "情景文件", "the scenario file"), path.name)


def parse(content: object, where: str) -> Scenario:
    """Turn a mapping into a scenario (解析情景), its texts made neat.

    Raises Problems naming every key at fault.
    """
    try:
        found = Scenario.model_validate(content)
    except ValidationError as error:
        raise Problems(problems_in(error, where, Scenario, PARTS)) from error
    problems = [replace(one, where=f"{where} {one.where}") for one in found.unfit()]
    if problems:
        raise Problems(problems)
    return neat(found)


def _misfit_target(where: str, target: OwnTarget, known: list[str]) -> Iterable[Problem]:
    """Yield what is wrong with an own target: a share without scope, growth with one."""
    share = target.measure == "producer_share"
    if share and target.scope not in (*known, "any"):
        yield not_among(
            f"{where}.scope",
            "比重目标须注明口径",
            "a share needs a scope",
            str(target.scope),
            [*known, "any"],
        )
    if not share and target.scope is not None:
        yield Problem(
            where=f"{where}.scope",
            what=Text("增速目标没有口径", "a growth target has no scope"),
            found=target.scope,
            expected=Text("不填", "nothing"),
            remedy=Text("删去口径", "remove the scope"),
        )


def _misfit_kinds(where: str, item: Assumption) -> Iterable[Problem]:
    """Yield a measure or kind that there is not: copies are made without a check."""
    for name, found, choices in (
        ("measure", item.measure, MEASURES),
        ("kind", item.kind, tuple(LIMITS)),
    ):
        if found not in choices:
            yield not_among(f"{where}.{name}", "未知取值", "an unknown value", found, choices)


def _listed(years: list[int]) -> str:
    """Name years in a message, the first few of many."""
    return ", ".join(map(str, years[:8])) + (" …" if len(years) > 8 else "")


def _other_baseline(pinned: str, given: str) -> Problem:
    return Problem(
        where="baseline",
        what=Text("情景钉住的是另一个基准", "the scenario pins another baseline"),
        found=given,
        expected=Text(pinned, pinned),
        remedy=Text(
            "用它所钉的基准（Baseline.load），或去掉情景的 baseline",
            "use the one it pins (Baseline.load), or leave the scenario's `baseline` out",
        ),
    )


def _taken(where: str, found: str, known: list[str]) -> Problem:
    listed = ", ".join(dict.fromkeys([*known, "any"]))
    return Problem(
        where=where,
        what=Text("口径编号已被占用", "the id of a scope is taken"),
        found=found,
        expected=Text(f"不同于：{listed}", f"none of {listed}"),
        remedy=Text("换一个编号", "choose another id"),
    )
