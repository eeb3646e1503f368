"""A pin: a scenario with all that its numbers stood on, and those numbers (固定的情景).

It holds the scenario whole, the baseline's hash, the hash of its scope table, the target
table itself, the software's version and the headline digits; nothing is left to a default.
Links carry pins, the store keeps them.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from typing import Annotated, Any, Final, Literal
from weakref import WeakKeyDictionary

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from base.canonical import canonical, digest
from base.json_types import Record
from base.notebook_display import Brief
from base.problems import Problem, Problems, Text
from base.strict_files import expected
from data import clock
from data.sections import SECTION_CODES
from forecast.arrays import Array
from forecast.baseline import Baseline
from records.links.upgrades import PIN_SCHEMA, upgrade
from scenarios.assume.own_scopes import MOST
from scenarios.assume.scenario import (
    MOST_CELLS,
    MOST_EVENTS,
    MOST_GOALS,
    MOST_YEARS,
    Scenario,
)
from scenarios.assume.scenario_texts import misnamed, neat, shown_scenario
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, joint_odds, judge_all, own_targets, shipped, targets

SOFTWARE: Final = version("yuce")
"""The version that makes the pins (软件版本)."""

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Name = Annotated[str, Field(max_length=80)]
Digit = Annotated[float, Field(ge=-1e6, le=1e6)]
Steps = Annotated[
    dict[Name, Annotated[tuple[int, ...], Field(max_length=MOST_YEARS)]], Field(max_length=40)
]

MOST_ROWS: Final = 400
"""Rows of digits in a headline: each target in each scope."""

LISTS: Final = {
    "assumptions": MOST_CELLS,
    "years": MOST_YEARS,
    "events": MOST_EVENTS,
    "targets": MOST_ROWS,
    "scopes": MOST,
}
"""Most items of a pin's lists, by name; any other has `MOST_YEARS` at most. No scenario that fits
its baseline has more."""

LedgerField = Literal[
    "note_zh", "note_en", "source", "reason", "title_zh", "title_en", "review", "owner"
]
"""Texts that may stay behind."""

Measured = Literal["real_growth", "deflator"]

STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class BaselineMark(BaseModel):
    """Which baseline a pin stands on (基准标识), so that it can be named where it is unknown."""

    model_config = STRICT

    id: Hash
    as_of: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
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

    growth: Annotated[
        dict[Annotated[str, Field(pattern=r"^[0-9]{4}$")], Digit], Field(max_length=40)
    ]
    targets: Annotated[tuple[Verdicts, ...], Field(max_length=MOST_ROWS)]
    joint: Annotated[dict[Name, Annotated[float, Field(ge=0, le=1)]], Field(max_length=40)]


class LeftOut(BaseModel):
    """What a self-contained link had no room for (未收入的内容), and the id of the whole."""

    model_config = STRICT

    id: Hash
    fields: Annotated[tuple[LedgerField, ...], Field(min_length=1, max_length=8)]


class Pin(Brief, BaseModel):
    """A scenario as decided (当时的决定).

    `standing` is where every slider stood at the baseline: measure → section → years, in
    tenths of a per cent. `made` and `software` say when and by what; `left_out` is None
    unless texts of the ledger stayed behind.
    """

    model_config = STRICT

    schema_: Literal[1] = Field(alias="schema")
    made: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    software: Annotated[str, Field(pattern=r"^[0-9]{1,4}(\.[0-9]{1,6}){1,3}[A-Za-z0-9.+-]{0,20}$")]
    baseline: BaselineMark
    scopes: Hash
    targets: Annotated[tuple[dict[str, Any], ...], Field(max_length=MOST_GOALS)]
    scenario: Scenario
    standing: Annotated[dict[Measured, Steps], Field(max_length=2)]
    headline: Headline
    left_out: LeftOut | None

    def _brief(self) -> Mapping[str, object]:
        said = {"id": self.id, "made": self.made, "baseline": self.baseline.id}
        return said | {"scenario": self.scenario.name, "software": self.software}

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
        """The targets as the pin states them (所记目标表): official ones, then the scenario's."""
        return tuple(Target(**row) for row in self.targets)

    @cached_property
    def shown(self) -> Scenario:
        """The scenario as it is shown (显示用情景): whatever is displayed starts from here."""
        return shown_scenario(self.scenario)

    @property
    def official(self) -> tuple[Target, ...]:
        """The targets that are stated to be official (所称官方目标)."""
        return self.target_table[: max(0, len(self.targets) - len(self.scenario.targets))]

    @property
    def made_up(self) -> tuple[Target, ...]:
        """Targets said to be official that no table ever shipped holds (未登记的官方目标)."""
        return tuple(one for one in self.official if one not in _ever())

    @property
    def believed(self) -> tuple[Target, ...]:
        """The targets to judge by (可采信的目标): official ones that are, and own ones as shown."""
        kept = tuple(one for one in self.official if one in _ever())
        return kept + own_targets(self.shown)

    def record(self) -> Record:
        """Give it as plain JSON values, every field in place (纯数据)."""
        return self.model_dump(mode="json", by_alias=True)

    def text(self) -> str:
        """Give it as canonical JSON (规范文本): one spelling, whatever the order of keys."""
        return canonical(self.record())


def identity(record: Record) -> str:
    """Name a pin's JSON values by content (内容哈希), without day, software and `left_out`."""
    aside = ("made", "software", "left_out")
    return digest({key: value for key, value in record.items() if key not in aside})


def scope_table(baseline: Baseline) -> str:
    """Hash of the scope table a baseline holds (口径表哈希)."""
    return digest(baseline.manifest["scopes"])


def mark(baseline: Baseline) -> BaselineMark:
    """Mark a baseline (基准标识)."""
    return BaselineMark(
        id=baseline.id,
        as_of=baseline.as_of,
        origin=baseline.origin,
        years=len(baseline.years),
        draws=baseline.draws,
    )


def standing(baseline: Baseline) -> dict[Measured, Steps]:
    """Say where every slider stands at a baseline (滑块位置), in tenths of a per cent."""
    medians: dict[Measured, Array] = {
        "real_growth": baseline.median_growth,
        "deflator": baseline.median_deflator,
    }
    return {
        measure: {
            code: tuple(round(1000 * float(value)) for value in values[:, place])
            for place, code in enumerate(SECTION_CODES)
        }
        for measure, values in medians.items()
    }


def headline(outcome: Outcome, chosen: tuple[Target, ...]) -> Headline:
    """Take the digits that a reader sees, to six places (所见数字)."""
    return Headline(
        growth={str(year): _six(outcome.growth_quantile(year, 0.5)) for year in outcome.years},
        targets=verdicts(outcome, chosen),
        joint={scope: _six(odds) for scope, odds in joint_odds(outcome, chosen).items()},
    )


def verdicts(outcome: Outcome, chosen: tuple[Target, ...]) -> tuple[Verdicts, ...]:
    """Take the digits of every judgement, in their order (判定数字)."""
    return tuple(
        Verdicts(
            target=one.target.id,
            scope=one.scope,
            value=_six(one.value),
            odds=_six(one.odds),
            verdict=one.verdict,
            published=one.published,
        )
        for one in judge_all(outcome, chosen)
    )


def pin(
    outcome: Outcome, chosen: tuple[Target, ...] | None = None, made: date | None = None
) -> Pin:
    """Pin an outcome: its scenario, what it stood on, and its digits (固定).

    Texts are made neat before anything is hashed; an outcome is pinned once, whoever asks.
    Raises Problems for ids that no scenario made today may have.
    """
    day = made or clock.today()
    known = _PINNED.setdefault(outcome, {})
    found = known.get((chosen, day))
    if found is None:
        found = known[chosen, day] = _pinned(outcome, chosen, day)
    return found


_PINNED: Final[WeakKeyDictionary[Outcome, dict[Any, Pin]]] = WeakKeyDictionary()
"""What was pinned of an outcome, by targets and day, for as long as the outcome is held."""


def _pinned(outcome: Outcome, chosen: tuple[Target, ...] | None, made: date) -> Pin:
    problems = [*misnamed(outcome.scenario)]
    if problems:
        raise Problems(problems)
    baseline, scenario = outcome.baseline, neat(outcome.scenario)
    table = targets() + own_targets(scenario) if chosen is None else chosen
    return Pin(
        schema=PIN_SCHEMA,
        made=made.isoformat(),
        software=SOFTWARE,
        baseline=mark(baseline),
        scopes=scope_table(baseline),
        targets=tuple(asdict(target) for target in table),
        scenario=scenario.model_copy(update={"baseline": baseline.id}),
        standing=standing(baseline),
        headline=headline(outcome, table),
        left_out=None,
    )


def read_pin(record: object) -> Pin:
    """Turn JSON values of any schema into a pin (读取); raises Problems, all at once."""
    if not isinstance(record, dict):
        raise Problems([_wrong("pin", type(record).__name__, Text("一组键值", "an object"))])
    bounded(record)
    try:
        found = Pin.model_validate(_tuples(upgrade(record)))
    except ValidationError as error:
        raise Problems(
            [
                _wrong(".".join(map(str, one["loc"]))[:80], repr(one["input"])[:60], expected(one))
                for one in error.errors(include_url=False)[:20]
            ]
        ) from error
    problems = [*_contradictions(found)]
    if problems:
        raise Problems(problems)
    return found


def _tuples(item: Any) -> Any:
    """Give lists as tuples, all the way down: strict classes take no lists."""
    if isinstance(item, dict):
        return {name: _tuples(one) for name, one in item.items()}
    return tuple(map(_tuples, item)) if isinstance(item, list) else item


def bounded(record: Record) -> None:
    """See that no list or table is longer than any honest one (列表上限), before any work on it.

    Deflate packs ten thousand equal items into a line. Raises Problems, one for the first.
    """
    waiting: list[tuple[str, Any]] = [("", record)]
    while waiting:
        name, item = waiting.pop()
        if not isinstance(item, dict | list):
            continue
        if len(item) > (most := LISTS.get(name, MOST_YEARS)):
            raise Problems([too_many(name[:80], len(item), most)])
        waiting += item.items() if isinstance(item, dict) else [("", one) for one in item]


def _contradictions(stated: Pin) -> list[Problem]:
    """Say where the parts of a pin do not belong together."""
    problems = []
    if stated.scenario.baseline != stated.baseline.id:
        problems.append(
            _wrong("scenario.baseline", str(stated.scenario.baseline), stated.baseline.id)
        )
    if not _is_day(stated.made):
        problems.append(_wrong("made", stated.made, DAY))
    if not _is_day(stated.baseline.as_of):
        problems.append(_wrong("baseline.as_of", stated.baseline.as_of, DAY))
    years = stated.baseline.years
    each = Text(f"每个门类 {years} 个数值", f"{years} values a section")
    for measure, rows in stated.standing.items():
        if any(len(row) != years or max(map(abs, row)) > 100_000 for row in rows.values()):
            problems.append(_wrong(f"standing.{measure}", "…", each))
    names = {field.name for field in fields(Target)}
    bad = [n for n, row in enumerate(stated.targets) if row.keys() != names or not _is_target(row)]
    for number in bad:
        problems.append(
            _wrong(
                f"targets[{number}]",
                repr(stated.targets[number])[:60],
                Text("目标表的一行", "a row of the table"),
            )
        )
    return problems if bad else [*problems, *_wrong_rows(stated)]


def _wrong_rows(stated: Pin) -> list[Problem]:
    """Say which targets are missing, doubled or unknown, in the table and in the headline."""
    problems = []
    if not any(_same_places(stated.official, table) for table in shipped()):
        problems.append(_other_table(stated.official))
    own = own_targets(stated.scenario)
    rows = stated.target_table[len(stated.official) :]
    gone = stated.left_out.fields if stated.left_out else ()
    spared = ("zh", "en") if {"title_zh", "title_en"} & set(gone) else ()
    for number, (row, mine) in enumerate(zip(rows, own, strict=False)):
        if row != replace(mine, **{name: getattr(row, name) for name in spared}):
            where = f"targets[{len(stated.official) + number}]"
            problems.append(_wrong(where, row.id, OWN, "link-rows"))
    if len(rows) != len(own):
        problems.append(_wrong("targets", f"{len(rows)}", f"{len(own)}", "link-rows"))
    known = {one.id for one in stated.target_table}
    for number, digits in enumerate(stated.headline.targets):
        if digits.target not in known:
            where = f"headline.targets[{number}]"
            problems.append(_wrong(where, digits.target, KNOWN, "link-rows"))
    return problems[:20]


def _same_places(rows: tuple[Target, ...], table: tuple[Target, ...]) -> bool:
    """Whether rows are those of a table, one to one, whatever they say."""
    return [one.id for one in rows] == [one.id for one in table]


def _other_table(rows: tuple[Target, ...]) -> Problem:
    """Name what is missing of the table that is nearest, or else what is too much."""
    names = [one.id for one in rows]
    nearest = max(shipped(), key=lambda table: sum(one.id in names for one in table))
    missing = [one.id for one in nearest if one.id not in names]
    listed = ", ".join(missing or [one.id for one in nearest])
    due = Text(f"官方目标 {listed}", f"the official {listed}") if missing else OFFICIAL
    return replace(
        _wrong("targets", ", ".join(names)[:200], due, "link-rows"),
        remedy=Text(
            "向发送者索取原链接；若由更新版本生成，请升级渝策",
            "ask the sender for the link again; update Yuce if a newer one made it",
        ),
    )


def _ever() -> tuple[Target, ...]:
    """Every official row that was ever shipped."""
    return tuple(one for table in shipped() for one in table)


def _is_day(text: str) -> bool:
    """Check that there is such a day; the pattern has seen to its form."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


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


DAY: Final = Text("真实的日期", "a day that exists")
OFFICIAL: Final = Text("一张官方目标表的全部目标", "the targets of one official table, all of them")
OWN: Final = Text("情景自己的目标", "the scenario's own target")
KNOWN: Final = Text("目标表中的目标", "a target of the table")


def too_many(where: str, found: int, most: int) -> Problem:
    """More items than any honest pin has (项数超限)."""
    return Problem(
        where=where,
        what=Text("链接中的列表过长", "a list in the link is too long"),
        found=f"{found:,}",
        expected=Text(f"至多 {most:,} 项", f"at most {most:,} items"),
        remedy=Text("向发送者索取原链接", "ask the sender for the link again"),
        code="link-too-many",
    )


def _wrong(where: str, found: str, expected: Text | str, code: str = "link-content") -> Problem:
    return Problem(
        where=where,
        what=Text("链接内容不合规定", "the link's content does not fit"),
        found=found,
        expected=expected if isinstance(expected, Text) else Text(expected, expected),
        remedy=Text("向发送者索取原链接", "ask the sender for the link again"),
        code=code,
    )
