"""What every document says of an outcome (报告内容), in the language spoken when it is asked."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from base.problems import Language
from data import clock
from data.sections import COLUMNS
from records.links.pin import Pin
from records.links.seal import UNSIGNED
from records.publishing.share import HandedOn, Shared
from scenarios.outcome.simulate import Outcome, plain_of
from scenarios.outcome.targets import (
    Judgement,
    chosen_targets,
    judge,
    judge_all,
    leading,
    scope_of,
    within_horizon,
)
from views.present.age import data_age
from views.present.file_names import file_name
from views.present.ledger import LedgerLine, ledger, left_out
from views.present.names import cited, name
from views.present.provenance import Facts, Provenance, gathered
from views.present.seals import heard, scenario_title, sealed
from views.present.verdict_cards import card_texts, lead, target_title, unjudged_said
from views.words.words import pick, word


@dataclass(frozen=True)
class Card:
    """A target's card (目标卡), as printed."""

    title: str
    number: str
    tone: str
    verdict: str
    detail: str


@dataclass(frozen=True)
class Contents:
    """An outcome with its address, day and provenance (报告内容).

    `address` is the app's, or empty; `given` is who hands it on, and why; `by` is who signed
    in, for the seal of its link.
    """

    outcome: Outcome
    tongue: Language
    address: str = ""
    made: date = field(default_factory=clock.today)
    given: Provenance = field(default_factory=Provenance)
    by: str = UNSIGNED

    @cached_property
    def handed(self) -> HandedOn:
        """The contents of an export (交付内容)."""
        return HandedOn(self.outcome, self.made, self.by)

    @cached_property
    def scope(self) -> str:
        """The scope that is shown first (当前口径)."""
        return self.outcome.scenario.scope

    @cached_property
    def pin(self) -> Pin:
        """The scenario with all that it stood on (固定的情景)."""
        return self.handed.pin

    @property
    def software(self) -> str:
        """The version that works it out (软件版本)."""
        return self.pin.software

    @cached_property
    def shared(self) -> Shared:
        """The scenario's self-contained link as handed out, with its seal (发出的链接)."""
        return self.handed.shared

    @cached_property
    def link(self) -> str:
        """The link (链接), with the app's address where it is known."""
        return f"{self.address.split('?')[0]}{self.shared.link}"

    def left_out(self) -> list[str]:
        """Name the texts that the link had no room for (链接未收入)."""
        return left_out(self.shared.left_out)

    @cached_property
    def plain(self) -> Outcome:
        """The baseline itself (基准结果)."""
        return plain_of(self.outcome)

    def file(self, kind: str, suffix: str) -> str:
        """Name a file (文件名): title, day, the scenario's id, and what it holds."""
        plain = self.outcome.scenario.name
        return file_name(self.title(), plain, (self.made.isoformat(), self.pin.id), kind, suffix)

    def title(self) -> str:
        """Title it was saved under, else its own (情景标题)."""
        if self.given.saved is not None:
            return self.given.saved.title
        return scenario_title(self.outcome.scenario)

    def sentence(self) -> str:
        """Say the verdicts in plain words (结论)."""
        return lead(self.outcome, self.scope)

    def dated(self) -> str:
        """Say what the numbers stand on, and when they were written out (标识)."""
        base = self.outcome.baseline
        return word(
            *("dated", base.id, base.as_of, base.origin, f"{base.draws:,}"),
            *(self.made.isoformat(), self.pin.id, self.software),
        )

    def judgements(self) -> list[Judgement]:
        """Judge every target, a share by the scope that is shown (判定): what leads, first."""
        first = leading(self.outcome)
        chosen = [*first, *(one for one in chosen_targets(self.outcome) if one not in first)]
        return [
            judge(one, self.outcome, scope_of(one, self.scope))
            for one in chosen
            if within_horizon(one, self.outcome)
        ]

    def every_scope(self) -> list[Judgement]:
        """Judge the share targets by every scope (各口径判定)."""
        return [one for one in judge_all(self.outcome) if one.scope is not None]

    def cards(self) -> list[Card]:
        """Give a card for every target (目标卡)."""
        return [self._card(one) for one in self.judgements()]

    def _card(self, one: Judgement) -> Card:
        title = target_title(one.target, one.scope, self.outcome.baseline, self.outcome.scenario)
        return Card(title, **card_texts(one.target, one))

    def contributions(self, year: int) -> list[tuple[str, float]]:
        """Give the sections' contributions in a year, largest first (拉动), fractions."""
        parts = self.outcome.contributions[self.outcome.row(year)]
        named = [(name(one), float(part)) for one, part in zip(COLUMNS, parts, strict=True)]
        return sorted(named, key=lambda one: -one[1])

    def ledger(self) -> list[LedgerLine]:
        """List all that the scenario states, with its reasons (台账)."""
        return ledger(self.outcome.scenario)

    def facts(self, linked: bool = True) -> Facts:
        """Say who, why and when (交付事实); without a link where none is handed out."""
        scenario, base, given = self.outcome.scenario, self.outcome.baseline, self.given
        entries = self.ledger()
        return Facts(
            title=self.title(),
            note=heard(pick(scenario.note_zh, scenario.note_en)),
            source=cited(heard(scenario.source)),
            origin=given.origin,
            kept=given.kept(),
            who=given.signed() or word("unsigned"),
            unit=given.unit,
            why=given.why,
            reasons=gathered(entries, "reason"),
            sources=gathered(entries, "source"),
            owners=gathered(entries, "owner"),
            reviews=gathered(entries, "review"),
            unjudged=word("stop").join(unjudged_said(self.outcome)),
            seal=sealed(self.shared.worth) if linked else word("seal_no_link"),
            data=self.data_age,
            baseline=word("baseline_fact", base.id, base.origin, f"{base.draws:,}", self.software),
            exported=word("exported_fact", self.made.isoformat()),
            id=self.pin.id,
            link=self.link if linked else "",
        )

    @cached_property
    def data_age(self) -> str:
        """Say how far the data reach (数据时效): the one place that every form takes it from."""
        return data_age(self.outcome.baseline.as_of, self.made, self.outcome.baseline.vintage)
