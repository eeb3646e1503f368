"""The baseline of a command (所依基准): the published one, unless another is asked for."""

import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from base.problems import Problems
from commands.terminal import any_store, complain, err, out, progress, spoken, store

FigureSource = Literal["published", "shipped", "as_of", "pinned"]


@dataclass(frozen=True, eq=False)
class Standing:
    """A baseline, and why it is that one (所依基准).

    `figures`: published; shipped, where the store cannot be written and nothing is published;
    as_of, a day that was asked for; pinned by the scenario. `beside` names the word that says
    whether it is the published one all the same. `outside` are years that the scenario's file
    says by the horizon, and the horizon has not.
    """

    baseline: Any
    figures: FigureSource
    as_of: str
    beside: str = ""
    outside: tuple[int, ...] = ()

    def record(self) -> dict[str, Any]:
        """Give it as keys of `--json` output (机器可读)."""
        return {"as_of": self.as_of, "figures": self.figures, "years_outside": [*self.outside]}

    def line(self) -> str:
        """Say it in a sentence (说明)."""
        beside = spoken(self.beside) if self.beside else ""
        return spoken(f"stands_{self.figures}", self.baseline.id, self.as_of, beside)

    def tell(self) -> None:
        """Say it beside what is printed (提示), on stderr, where it is not what is published."""
        if self.figures != "published":
            err.print(self.line())
        if self.outside:
            err.print(self.left())

    def left(self) -> str:
        """Say which years of the file are not in the outcome (未计入的年份)."""
        return spoken("years_outside", spoken("and").join(map(str, self.outside)))

    def show(self) -> None:
        """Say it above what is printed (说明行)."""
        out.print(self.line())
        if self.outside:
            out.print(self.left())


def stand(when: date | None, scenario: Any = None) -> Standing:
    """Choose the baseline of a command (选定基准), fitting with a bar on stderr if need be.

    That which the scenario pins; else of the day that was asked for; else the one in use.
    Raises Problems when it is missing or damaged.
    """
    if scenario is not None and scenario.baseline:
        from forecast.baseline import Baseline

        pinned = Baseline.load(scenario.baseline)
        return Standing(pinned, "pinned", pinned.as_of, _beside(pinned.id))
    if when is None:
        return in_use()
    from forecast.fit_cache import prepare

    with progress() as tell:
        found = prepare(when, progress=tell)
    return Standing(found, "as_of", when.isoformat(), _beside(found.id))


def _beside(name: str) -> str:
    """Hold a baseline against the published one, by id (与已发布基准对照); publishes none.

    Nothing is said where the store cannot be asked.
    """
    try:
        current = store().current() if any_store() else None
    except Problems as problems:
        problems.allow("store")
        return ""
    if current is None:
        return "stands_alone"
    return "stands_same" if current.baseline == name else "stands_apart"


def work(file: Path, when: date | None) -> tuple[Any, Standing]:
    """Work a scenario file through (推演情景文件): the outcome, and what it stands on.

    Raises Problems for all that is wrong with the file, targets beyond the horizon among it.
    """
    from scenarios.outcome.simulate import simulate
    from scenarios.outcome.targets import beyond

    scenario, standing = held(file, when)
    outcome = simulate(standing.baseline, scenario)
    if problems := beyond(outcome):
        raise Problems(problems)
    return outcome, standing


def held(file: Path, when: date | None) -> tuple[Any, Standing]:
    """Read a scenario file and choose its baseline (情景与所依基准): "-" is what is piped in.

    Years that it says by the horizon are those of the baseline. Raises Problems.
    """
    from scenarios.assume.scenario import parse
    from scenarios.assume.years_ahead import settled

    content, where = _content(file)
    standing = stand(when, parse(content, where))
    plain, outside = settled(content, standing.baseline.years)
    return parse(plain, where), replace(standing, outside=outside)


def _content(file: Path) -> tuple[object, str]:
    """Read what a scenario file holds, and what to call it in a message."""
    from base.strict_files import content_from, content_of

    if str(file) == "-":
        return content_from(sys.stdin.buffer, "情景", "the scenario"), "-"
    return content_of(file, "情景文件", "the scenario file"), file.name


def in_use() -> Standing:
    """Give the baseline in use (现用基准), published at the first start."""
    from records.publishing import published

    with progress() as tell:
        found = published.in_use(store, progress=tell)
    if found.problems:
        complain(Problems(found.problems))
    figures: FigureSource = "shipped" if found.publication is None else "published"
    return Standing(found.baseline, figures, found.baseline.as_of)
