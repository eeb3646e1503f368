"""A pin: a scenario with all that its numbers stood on, and those numbers (钉住的情景).

It holds the scenario whole, the baseline's hash, the hash of its scope table, the target
table itself, the software's version and the headline digits; nothing is left to a default.
Links carry pins, the store keeps them.
"""

import hashlib
import json
from dataclasses import asdict, fields
from datetime import date
from functools import cached_property
from importlib.metadata import version
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.industries import SECTION_CODES
from data.problems import Problem, Problems, Text
from forecast.baseline import Array, Baseline
from scenarios.scenario import Scenario
from scenarios.simulate import Outcome
from scenarios.targets import Target, chosen_targets, joint_odds, judge_all
from scenarios.upgrades import PIN_SCHEMA, Record, upgrade

SOFTWARE: Final = version("yuce")
"""The version that makes the pins (软件版本)."""

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Name = Annotated[str, Field(max_length=80)]
Digit = Annotated[float, Field(ge=-1e6, le=1e6)]
Steps = Annotated[dict[Name, tuple[int, ...]], Field(max_length=40)]

Measured = Literal["real_growth", "deflator"]

STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class BaselineMark(BaseModel):
    """Which baseline a pin stands on (基准标识), so that it can be named where it is unknown."""

    model_config = STRICT

    id: Hash
    as_of: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    origin: int = Field(ge=1900, le=2200)
    years: int = Field(ge=1, le=40)
    draws: int = Field(ge=1, le=10_000_000)


class Verdicts(BaseModel):
    """One judgement's digits (判定数字): value and odds are fractions to six places."""

    model_config = STRICT

    target: Name
    scope: Name | None
    value: Digit
    odds: float = Field(ge=0, le=1)
    verdict: Literal["met", "missed", "too_close"]
    published: bool


class Headline(BaseModel):
    """The digits that were sent (所见数字): growth by year, each target, joint odds by scope."""

    model_config = STRICT

    growth: Annotated[dict[Annotated[str, Field(pattern=r"^\d{4}$")], Digit], Field(max_length=40)]
    targets: Annotated[tuple[Verdicts, ...], Field(max_length=400)]
    joint: Annotated[dict[Name, Annotated[float, Field(ge=0, le=1)]], Field(max_length=40)]


class LeftOut(BaseModel):
    """What a self-contained link had no room for (未收入的内容), and the id of the whole."""

    model_config = STRICT

    id: Hash
    fields: Annotated[tuple[Name, ...], Field(min_length=1, max_length=20)]


class Pin(BaseModel):
    """A scenario as decided (当时的决定).

    `standing` is where every slider stood at the baseline: measure → section → years, in
    tenths of a per cent. `made` and `software` say when and by what; `left_out` is None
    unless texts of the ledger stayed behind.
    """

    model_config = STRICT

    schema_: Literal[1] = Field(alias="schema")
    made: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    software: Annotated[str, Field(max_length=40)]
    baseline: BaselineMark
    scopes: Hash
    targets: Annotated[tuple[dict[str, Any], ...], Field(max_length=40)]
    scenario: Scenario
    standing: Annotated[dict[Measured, Steps], Field(max_length=2)]
    headline: Headline
    left_out: LeftOut | None

    @cached_property
    def id(self) -> str:
        """Name by content (内容哈希), of the whole pin even where texts were left out.

        Day and software are not part of it: the same scenario with the same numbers, saved
        by two people on two days, is one record.
        """
        return self.own_id if self.left_out is None else self.left_out.id

    @cached_property
    def own_id(self) -> str:
        """Name by what it holds itself (自身哈希), whatever it says was left out."""
        return identity(self.record())

    @cached_property
    def target_table(self) -> tuple[Target, ...]:
        """The targets as they were (当时的目标表)."""
        return tuple(Target(**row) for row in self.targets)

    def record(self) -> Record:
        """Give it as plain JSON values, every field in place (纯数据)."""
        return self.model_dump(mode="json", by_alias=True)

    def text(self) -> str:
        """Give it as canonical JSON (规范文本): one spelling, whatever the order of keys."""
        return canonical(self.record())


def canonical(value: Any) -> str:
    """Spell JSON values in one way: sorted keys, no spaces, no NaN (规范写法).

    >>> canonical({"b": 1, "a": "渝"})
    '{"a":"渝","b":1}'
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(value: Any) -> str:
    """Name JSON values by content: 16 hex digits of SHA-256 (内容哈希).

    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:16]


def identity(record: Record) -> str:
    """Name a pin's JSON values by content (内容哈希), without day, software and `left_out`."""
    aside = ("made", "software", "left_out")
    return digest({key: value for key, value in record.items() if key not in aside})


def scope_table(baseline: Baseline) -> str:
    """Hash of the scope table a baseline holds (口径表哈希)."""
    return digest(baseline.manifest["scopes"])


def headline(outcome: Outcome, chosen: tuple[Target, ...]) -> Headline:
    """Take the digits that a reader sees, to six places (所见数字)."""
    return Headline(
        growth={str(year): _six(outcome.growth_quantile(year, 0.5)) for year in outcome.years},
        targets=tuple(
            Verdicts(
                target=one.target.id,
                scope=one.scope,
                value=_six(one.value),
                odds=_six(one.odds),
                verdict=one.verdict,
                published=one.published,
            )
            for one in judge_all(outcome, chosen)
        ),
        joint={scope: _six(odds) for scope, odds in joint_odds(outcome, chosen).items()},
    )


def pin(
    outcome: Outcome, chosen: tuple[Target, ...] | None = None, made: date | None = None
) -> Pin:
    """Pin an outcome: its scenario, what it stood on, and its digits (钉住)."""
    baseline = outcome.baseline
    table = chosen_targets(outcome) if chosen is None else chosen
    medians: dict[Measured, Array] = {
        "real_growth": baseline.median_growth,
        "deflator": baseline.median_deflator,
    }
    return Pin(
        schema=PIN_SCHEMA,
        made=(made or date.today()).isoformat(),
        software=SOFTWARE,
        baseline=BaselineMark(
            id=baseline.id,
            as_of=baseline.as_of,
            origin=baseline.origin,
            years=len(baseline.years),
            draws=baseline.draws,
        ),
        scopes=scope_table(baseline),
        targets=tuple(asdict(target) for target in table),
        scenario=outcome.scenario.model_copy(update={"baseline": baseline.id}),
        standing={
            measure: {
                code: tuple(round(1000 * float(value)) for value in values[:, place])
                for place, code in enumerate(SECTION_CODES)
            }
            for measure, values in medians.items()
        },
        headline=headline(outcome, table),
        left_out=None,
    )


def read_pin(record: object) -> Pin:
    """Turn JSON values of any schema into a pin (读取); raises Problems, all at once."""
    if not isinstance(record, dict):
        raise Problems([_wrong("pin", type(record).__name__, "an object")])
    # Through JSON once more: strict classes take lists and dates only from there.
    record = upgrade(record)
    try:
        found = Pin.model_validate_json(json.dumps(record, allow_nan=False))
    except ValidationError as error:
        raise Problems(
            [
                _wrong(".".join(map(str, one["loc"]))[:80], repr(one["input"])[:60], one["msg"])
                for one in error.errors(include_url=False)[:20]
            ]
        ) from error
    problems = [*_contradictions(found)]
    if problems:
        raise Problems(problems)
    return found


def _contradictions(found: Pin) -> list[Problem]:
    """Say where the parts of a pin do not belong together."""
    problems = []
    if found.scenario.baseline != found.baseline.id:
        problems.append(
            _wrong("scenario.baseline", str(found.scenario.baseline), found.baseline.id)
        )
    names = {field.name for field in fields(Target)}
    for number, row in enumerate(found.targets):
        if row.keys() != names or not _is_target(row):
            problems.append(_wrong(f"targets[{number}]", repr(row)[:60], "a row of the table"))
    years = found.baseline.years
    for measure, rows in found.standing.items():
        if any(len(row) != years or max(map(abs, row)) > 100_000 for row in rows.values()):
            problems.append(_wrong(f"standing.{measure}", "…", f"{years} values a section"))
    return problems


def _is_target(row: dict[str, Any]) -> bool:
    """Check the values of a target's row; the classes of a dataclass check nothing."""
    texts = ("id", "zh", "en", "measure", "wording", "release", "note")
    return (
        all(isinstance(row[name], str) and len(row[name]) <= 2_000 for name in texts)
        and row["measure"] in ("services_real_growth", "producer_share")
        and (row["scope"] is None or (isinstance(row["scope"], str) and len(row["scope"]) <= 80))
        and (row["scope"] is None) == (row["measure"] == "services_real_growth")
        and type(row["year"]) is int
        and 1900 <= row["year"] <= 2200
        and type(row["strict"]) is bool
        and all(
            isinstance(row[name], float | int) and abs(row[name]) <= 100
            for name in ("threshold", "tolerance")
        )
    )


def _six(value: float) -> float:
    """Round to six places, and let −0.0 be 0.0."""
    return round(float(value), 6) + 0.0


def _wrong(where: str, found: str, expected: str) -> Problem:
    return Problem(
        where=where,
        what=Text("链接内容不合规定", "the link's content does not fit"),
        found=found,
        expected=Text(expected, expected),
        remedy=Text("向发送者索取原链接", "ask the sender for the link again"),
    )
