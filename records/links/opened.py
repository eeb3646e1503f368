"""A link opened (打开链接): as of the day it was sent, and as of today.

*As decided* is worked out again from the pinned baseline with the pinned targets; the digits in
the link are only held against it, to say whether they are the same. *Today* stands on the
published baseline; its distance from then is split into model, data and scope, which add up
to it.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property

from pydantic import BaseModel

from base.json_types import Record
from base.problems import Problem, Problems
from data import clock
from forecast.baseline import Baseline
from records.links import refusals
from records.links.pin import SOFTWARE, Pin
from records.links.seal import UNSEALED, Attested
from records.links.verification import Difference, doubts, worked_out
from scenarios.assume.carry import carry
from scenarios.outcome.as_json import outcome_record
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import Judgement, Target, chosen_targets, judge_all

Load = Callable[[str], Baseline]
Refit = Callable[[Baseline, Baseline], Baseline | None]
Twin = Callable[[Pin], Outcome | None]


@dataclass(frozen=True)
class Gap:
    """A target's value today less as decided (今昔之差), fractions; the three parts add up.

    `model`, `data` and `scope` are None while nobody has refitted the old vintage.
    """

    target: str
    scope: str | None
    then: float
    now: float
    model: float | None
    data: float | None
    rescoped: float | None


@dataclass(frozen=True, eq=False)
class Opened:
    """What a link holds, and what it gives now (打开的链接).

    `decided` is None when the pinned baseline cannot be had here: `problems` then says which,
    and nothing stands as decided. `happened` are assumptions and events that have no place in
    today's horizon because their years are past. `differences` are the digits of the link that
    are not what was worked out; `doubts` are what the link states and nobody should believe;
    `seal` says what who and when are worth; `short` that the link named a record of the store.
    Both outcomes are of the scenario as it is shown.
    """

    pin: Pin
    decided: Outcome | None
    today: Outcome | None
    happened: tuple[BaseModel, ...]
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...] = ()
    doubts: tuple[Problem, ...] = ()
    refit: Refit | None = None
    seal: Attested = UNSEALED
    short: bool = False

    @property
    def verified(self) -> bool:
        """Whether the digits of the link could be worked out again here (已核验)."""
        return self.decided is not None

    @property
    def believed(self) -> bool:
        """Whether all that the link states is so, but for digits of other software (可采信)."""
        return self.verified and not self.doubts and self.seal.state != "broken"

    @property
    def day(self) -> str | None:
        """The day the link states (自述日期); None where it cannot be that day."""
        return None if any(one.code == "link-date" for one in self.doubts) else self.pin.made

    @property
    def elsewhere(self) -> bool:
        """Whether the baseline is not here (他处基准), and one that says the same was used: then
        the numbers are the same to 0.01 point."""
        return self.decided is not None and self.decided.baseline.id != self.pin.baseline.id

    @property
    def same(self) -> bool:
        """Whether these are the very numbers of the day (数字一致)."""
        return (
            self.verified and not self.elsewhere and not self.differences and not self.pin.made_up
        )

    @property
    def other_software(self) -> bool:
        """Whether other software made it, by its own account, and gave other digits (软件不同).

        Nobody here can say whether it did: what is shown is what was worked out here.
        """
        return bool(self.differences) and self.pin.software != SOFTWARE

    @property
    def newer(self) -> bool:
        """Whether another baseline than the pinned one is published (已有新基准)."""
        mine = self.pin.baseline.id if self.decided is None else self.decided.baseline.id
        return self.today is not None and self.today.baseline.id != mine

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Each target's way from then to today (今昔之差)."""
        if self.decided is None or self.today is None:
            return ()
        return split(self.pin, self.decided, self.today, self.refit)

    def judged(self) -> list[Judgement]:
        """Judge what may be judged as decided (当时判定); empty when nothing was worked out."""
        return [] if self.decided is None else judge_all(self.decided, self.pin.believed)

    def record(self) -> Record:
        """Give it as `yuce open --json` prints it (机器可读)."""
        then = None
        if self.decided is not None:
            then = outcome_record(self.decided, self.pin.believed)
        return {
            "schema": 1,
            "id": self.pin.id,
            "id_checked": self.pin.left_out is None,
            "made": self.pin.made,
            "seal": self.seal.record(),
            "software": self.pin.software,
            "baseline": self.pin.baseline.model_dump(mode="json"),
            "scenario": self.pin.shown.model_dump(mode="json", by_alias=True),
            "as_decided": then,
            "today": None if self.today is None else outcome_record(self.today),
            "same": self.same,
            "verified": self.verified,
            "believed": self.believed,
            "same_to_0.01_point": self.same or self.elsewhere,
            "other_software": self.other_software,
            "differences": [asdict(one) for one in self.differences],
            "stated_not_checked": {"headline": self.pin.headline.model_dump(mode="json")},
            "gap": [asdict(one) for one in self.gaps],
            "happened": [one.model_dump(mode="json", by_alias=True) for one in self.happened],
            "left_out": None
            if self.pin.left_out is None
            else self.pin.left_out.model_dump(mode="json"),
            "problems": [problem.record() for problem in self.problems],
        }


def open_pin(
    pin: Pin,
    load: Load,
    today: Baseline | None = None,
    refit: Refit | None = None,
    twin: Twin = lambda _pin: None,
    seal: Attested = UNSEALED,
) -> Opened:
    """Work a pin out on its own baseline, and on the published one (打开).

    `load` reads the pin's baseline, unless `today`, the published one, is that. `refit` fits the
    old vintage with today's model, for the split of the gap; `twin` works the pin out on a
    baseline that says the same, where its own is not here. Raises Problems
    when the scenario does not fit the very baseline it names, or the pin's rows are not those
    that follow from it.
    """
    problems: list[Problem] = []
    decided: Outcome | None = None
    differences: tuple[Difference, ...] = ()
    baseline: Baseline | None = None
    try:
        published = today is not None and today.id == pin.baseline.id
        baseline = today if published else load(pin.baseline.id)
    except Problems as error:
        decided = twin(pin)
        if decided is None:
            problems += [*error.problems, refusals.unverified(pin)]
    doubted = tuple(doubts(pin, baseline if decided is None else decided.baseline, seal))
    if baseline is not None and not any(one.code == "link-forged-scope" for one in doubted):
        decided, differences = worked_out(pin, baseline)
        if differences and pin.software == SOFTWARE:
            first, count = differences[0].where, len(differences)
            doubted += (refusals.other_digits(pin, first, count),)
    now: Outcome | None = None
    happened: tuple[BaseModel, ...] = ()
    if today is not None:
        scenario, happened = carry(pin.shown, today)
        try:
            again = decided and (decided.baseline, decided.scenario) == (today, scenario)
            now = decided if again else simulate(today, scenario)
        except Problems as error:
            problems += error.problems
    broken = [refusals.broken_seal(pin)] if seal.state == "broken" else []
    everything = (*broken, *doubted, *problems)
    return Opened(pin, decided, now, happened, everything, differences, doubted, refit, seal)


def to_keep(opened: Opened, today: date | None = None) -> Pin:
    """Give what came by a link as it may be kept and sealed here (可存入的内容).

    Its day is that on which it is kept: its own is the sender's claim. What other software made
    is kept as that, with the digits and the software it states: whoever opens it is told which
    of them are not what is worked out. Raises Problems unless all of it is believed, and was
    worked out on its own baseline.
    """
    if opened.believed and not opened.elsewhere:
        return opened.pin.model_copy(update={"made": (today or clock.today()).isoformat()})
    if opened.elsewhere:
        raise Problems([*opened.problems, refusals.unverified(opened.pin)])
    raise Problems(opened.problems)


def split(
    pin: Pin, decided: Outcome, today: Outcome, refit: Refit | None = None
) -> tuple[Gap, ...]:
    """Split each target's change into model, data and scope (今昔之差的分解).

    One thing is changed at a time: first the model, on the data of then; then the data; then
    the scope table. Without a refit the three are not told apart.
    """
    table = pin.believed
    then, now = _values(decided, table), _values(today, chosen_targets(today))
    stages = _stages(pin, decided, today, refit)
    gaps = []
    for key in then:
        if key not in now:
            continue
        parts: list[float | None] = [None, None, None]
        if stages is not None and all(key in stage for stage in stages):
            model, data = (stage[key] for stage in stages)
            parts = [model - then[key], data - model, now[key] - data]
        gaps.append(Gap(*key, then[key], now[key], *parts))
    return tuple(gaps)


Values = dict[tuple[str, str | None], float]


def _stages(
    pin: Pin, decided: Outcome, today: Outcome, refit: Refit | None
) -> tuple[Values, Values] | None:
    """Value the targets after the model has changed, and after the data have too."""
    table = pin.believed
    old, new = decided.baseline, today.baseline
    if old.id == new.id:
        return _values(decided, table), _values(today, table)
    remodelled = refit(old, new) if refit is not None else None
    if remodelled is None:
        return None
    scopes = {"scopes": old.manifest["scopes"]}
    first = replace(remodelled, manifest=remodelled.manifest | scopes)
    second = replace(new, manifest=new.manifest | scopes)
    return tuple(  # type: ignore[return-value]
        _values(simulate(base, carry(pin.shown, base)[0]), table) for base in (first, second)
    )


def _values(outcome: Outcome, table: tuple[Target, ...]) -> Values:
    return {(one.target.id, one.scope): one.value for one in judge_all(outcome, table)}
