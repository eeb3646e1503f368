"""What every document says of an outcome (报告内容), in the language spoken when it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from data import clock
from data.industries import COLUMNS, industry
from data.problems import Language
from scenarios.events import Event, Project, Rescoping, SpinOff
from scenarios.pins import Pin, pin
from scenarios.scenario import Assumption, Scenario
from scenarios.seal import UNSIGNED
from scenarios.share import Shared, share
from scenarios.simulate import Outcome, simulate
from scenarios.targets import Judgement, chosen_targets, judge, judge_all, scope_of, within_horizon
from views.cards import SIGNS, card_texts, lead, target_title
from views.words import aside, name, percent, pick, points, word


@dataclass(frozen=True)
class Card:
    """A target's card (目标卡), as printed."""

    title: str
    number: str
    verdict: str
    said: str
    detail: str


@dataclass(frozen=True)
class Entry:
    """A line of the ledger (台账一行), as printed."""

    section: str
    years: str
    measure: str
    assumed: str
    reason: str
    source: str
    owner: str
    review: str


@dataclass(frozen=True)
class Contents:
    """An outcome with its address and day (报告内容); `address` is the app's, or empty.

    `by` is who signed in, for the seal of its link.
    """

    outcome: Outcome
    tongue: Language
    address: str = ""
    made: date = field(default_factory=clock.today)
    by: str = UNSIGNED

    @cached_property
    def scope(self) -> str:
        """The scope that is shown first (当前口径)."""
        return self.outcome.scenario.scope

    @cached_property
    def pin(self) -> Pin:
        """The scenario with all that it stood on (钉住的情景)."""
        return pin(self.outcome, made=self.made)

    @cached_property
    def shared(self) -> Shared:
        """The scenario's self-contained link as handed out, with its seal (发出的链接)."""
        return share(self.pin, self.by)

    @cached_property
    def link(self) -> str:
        """The link (链接), with the app's address where it is known."""
        return f"{self.address.split('?')[0]}{self.shared.link}"

    @property
    def left_out(self) -> tuple[str, ...]:
        """Fields of the ledger that the link had no room for (链接未收入)."""
        return self.shared.left_out

    @cached_property
    def plain(self) -> Outcome:
        """The baseline itself (基准结果)."""
        if self.outcome.scenario.empty:
            return self.outcome
        return simulate(self.outcome.baseline, Scenario())

    def file(self, kind: str, suffix: str) -> str:
        """Name a file (文件名): scenario, its id, and what it holds."""
        parts = ("yuce", self.outcome.scenario.name, self.pin.id, kind)
        return "-".join(part for part in parts if part) + f".{suffix}"

    def title(self) -> str:
        """Title of the scenario (情景标题)."""
        scenario = self.outcome.scenario
        plain = word("plain_baseline") if scenario.empty else word("unnamed")
        return pick(scenario.title_zh, scenario.title_en) or plain

    def sentence(self) -> str:
        """Say the verdicts in plain words (结论)."""
        return lead(self.outcome, self.scope)

    def dated(self) -> str:
        """Say what the numbers stand on, and when they were written out (标识)."""
        base = self.outcome.baseline
        return word(
            *("dated", base.id, base.as_of, base.origin, f"{base.draws:,}"),
            *(self.made.isoformat(), self.pin.id, self.pin.software),
        )

    def judgements(self) -> list[Judgement]:
        """Judge every target, a share by the scope that is shown (判定)."""
        return [
            judge(one, self.outcome, scope_of(one, self.scope))
            for one in chosen_targets(self.outcome)
            if within_horizon(one, self.outcome)
        ]

    def every_scope(self) -> list[Judgement]:
        """Judge the share targets by every scope (各口径判定)."""
        return [one for one in judge_all(self.outcome) if one.scope is not None]

    def cards(self) -> list[Card]:
        """Give a card for every target (目标卡)."""
        return [self._card(one) for one in self.judgements()]

    def _card(self, one: Judgement) -> Card:
        texts = card_texts(one)
        said = f"{SIGNS[one.verdict]} {word(one.verdict)}"
        title = target_title(one.target, one.scope, self.outcome.baseline)
        return Card(title, texts["number"], one.verdict, said, texts["detail"])

    def contributions(self, year: int) -> list[tuple[str, float]]:
        """Give the sections' contributions in a year, largest first (拉动), fractions."""
        parts = self.outcome.contributions[self.outcome.row(year)]
        named = [(name(one), float(part)) for one, part in zip(COLUMNS, parts, strict=True)]
        return sorted(named, key=lambda one: -one[1])

    def ledger(self) -> list[Entry]:
        """List every assumption and event with its reason (台账).

        Assumptions that differ by year alone are one line.
        """
        scenario = self.outcome.scenario
        alike: dict[Assumption, list[int]] = {}
        for item in scenario.assumptions:
            alike.setdefault(item.model_copy(update={"years": ()}), []).extend(item.years)
        lines = [_assumption(item, years) for item, years in alike.items()]
        return [*lines, *map(_event, scenario.events)]


def _assumption(item: Assumption, years: Sequence[int]) -> Entry:
    said = {
        "level": lambda: percent(item.value, _digits(item.value)),
        "change": lambda: word("change", points(item.value)),
        "percentile": lambda: word("percentile", f"{100 * item.value:g}"),
    }[item.kind]()
    return Entry(
        *(name(industry(item.section)), _span(years), word(item.measure), said),
        *(item.reason, item.source, item.owner),
        review=item.review.isoformat() if item.review else "",
    )


def _event(event: Event) -> Entry:
    if isinstance(event, Project | SpinOff):
        said = word(event.kind, f"{event.amount:g}", event.ramp)
    elif isinstance(event, Rescoping):
        said = word("rescoping", event.scope, f"{event.coefficient:g}")
    else:
        said = word("census", percent(event.shift))
    title = pick(event.title_zh, event.title_en)
    return Entry(
        *(name(industry(event.section)), word("since", event.start), word("event")),
        *(said + aside(title) if title else said, event.reason, event.source, event.owner, ""),
    )


def _span(years: Sequence[int]) -> str:
    """Print years as runs: 2026–2028, 2030."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _digits(value: float) -> int:
    """One digit, two where the value is finer than a tenth of a per cent."""
    return 1 if abs(round(1000 * value) - 1000 * value) < 1e-9 else 2
