"""What Python gives of a question (答复): what it would take, and what a link says."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from base.json_types import Record
from base.notebook_display import Brief
from base.problems import Language, Text
from records.links.opened import Opened as OpenedLink
from records.links.pin import Pin
from scenarios.assume.scenario import Scenario
from scenarios.outcome.targets import Judgement
from scenarios.solve import solve
from views.notebook import tables
from views.notebook.outcome import Outcome


@dataclass(frozen=True, eq=False, repr=False)
class Solution(Brief):
    """A scenario that was found, in tenths of a point (解), its distance and its targets."""

    solved: solve.Solution

    @property
    def name(self) -> Text:
        """What tells it from the others (名称), in both languages."""
        return self.solved.name

    @property
    def scenario(self) -> Scenario:
        """The scenario (情景)."""
        return self.solved.scenario

    @property
    def outcome(self) -> Outcome:
        """What follows from it (推演结果)."""
        return Outcome(self.solved.outcome)

    @property
    def distance(self) -> float:
        """How far it lies from the baseline (距离): less is more plausible."""
        return self.solved.distance

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Its targets, judged by the full simulation (判定)."""
        return self.solved.judgements

    def growth(self, language: Language = "en") -> pd.DataFrame:
        """Give the growth it assumes (所需增速): (code, section) × years, fractions."""
        return tables.assumed(self.scenario, language)

    def _brief(self) -> Mapping[str, object]:
        return self.solved._brief()


@dataclass(frozen=True, eq=False, repr=False)
class Answer(Brief):
    """What it would take (反推结果): whether it can be had, the scenario, others, and why not.

    When it cannot be had, `best` is the best that can, and `reason` proves it in a sentence.
    """

    solved: solve.Answer

    @property
    def feasible(self) -> bool:
        """Whether it can be had (可行)."""
        return self.solved.feasible

    @property
    def best(self) -> Solution:
        """The most plausible scenario, or the best that can be had (最佳方案)."""
        return Solution(self.solved.best)

    @property
    def alternatives(self) -> tuple[Solution, ...]:
        """Others nearly as plausible (其他方案)."""
        return tuple(map(Solution, self.solved.alternatives))

    @property
    def reason(self) -> Text | None:
        """Why it cannot be had, or that it is reached as things stand (理由)."""
        return self.solved.reason

    def record(self) -> Record:
        """Give it as `yuce solve --json` prints it (机器可读)."""
        return self.solved.record()

    def _brief(self) -> Mapping[str, object]:
        return self.solved._brief()


@dataclass(frozen=True, eq=False, repr=False)
class Opened(Brief):
    """An opened link (打开的链接): `decided` as it was sent, `today` by what is published.

    `decided` is None when its baseline cannot be had here; `link` holds all that is known.
    """

    link: OpenedLink

    @property
    def pin(self) -> Pin:
        """What the link pins (钉住的情景)."""
        return self.link.pin

    @property
    def decided(self) -> Outcome | None:
        """The outcome as it was sent, worked out here (当时)."""
        return None if self.link.decided is None else Outcome(self.link.decided)

    @property
    def today(self) -> Outcome | None:
        """The same assumptions on what is published now (今日)."""
        return None if self.link.today is None else Outcome(self.link.today)

    @property
    def believed(self) -> bool:
        """Whether all that the link states is so (可采信)."""
        return self.link.believed

    def record(self) -> Record:
        """Give it as `yuce open --json` prints it (机器可读)."""
        return self.link.record()

    def _brief(self) -> Mapping[str, object]:
        said = {"id": self.pin.id, "made": self.link.day, "believed": self.believed}
        return said | {"seal": self.link.seal.state}
