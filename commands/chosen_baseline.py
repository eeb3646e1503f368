"""The baseline of a command (所依基准): the published one, unless another is asked for."""

import sys
from dataclasses import dataclass
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
    whether it is the published one all the same.
    """

    baseline: Any
    figures: FigureSource
    as_of: str
    beside: str = ""

    def record(self) -> dict[str, Any]:
        """Give it as keys of `--json` output (机器可读)."""
        return {"as_of": self.as_of, "figures": self.figures}

    def line(self) -> str:
        """Say it in a sentence (说明)."""
        beside = spoken(self.beside) if self.beside else ""
        return spoken(f"stands_{self.figures}", self.baseline.id, self.as_of, beside)

    def tell(self) -> None:
        """Say it beside what is printed (提示), on stderr, where it is not what is published."""
        if self.figures != "published":
            err.print(self.line())

    def show(self) -> None:
        """Say it above what is printed (说明行)."""
        out.print(self.line())


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

    scenario = scenario_in(file)
    standing = stand(when, scenario)
    outcome = simulate(standing.baseline, scenario)
    if problems := beyond(outcome):
        raise Problems(problems)
    return outcome, standing


def scenario_in(file: Path) -> Any:
    """Read a scenario from a file, or from what is piped in where it is "-" (读取情景)."""
    from base.strict_files import content_from
    from scenarios.assume.scenario import parse, read_scenario

    if str(file) != "-":
        return read_scenario(file)
    return parse(content_from(sys.stdin.buffer, "情景", "the scenario"), "-")


def in_use() -> Standing:
    """Give the baseline in use (现用基准), published at the first start."""
    from records.publishing import published

    with progress() as tell:
        found = published.in_use(store, progress=tell)
    if found.problems:
        complain(Problems(found.problems))
    figures: FigureSource = "shipped" if found.publication is None else "published"
    return Standing(found.baseline, figures, found.baseline.as_of)
