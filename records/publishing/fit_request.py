"""What is to be fitted, and the fitting of it (拟合请求).

Three actions are kept apart: *model* fits the published fit's data anew, *data* fits the newest
figures as the published fit was told to, *both* changes both. So it is known, not guessed, how
much of a change comes from the model and how much from the data.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from base.problems import Problem, Problems, Text
from base.settings import Home
from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.evaluation.verify import spec_of
from forecast.fit import VERSIONS, Progress
from forecast.fit_cache import code, prepare
from forecast.spec import Spec
from records.publishing import jobs
from records.publishing.spec_files import parse, spec_hash
from records.store.people import person
from records.store.records import Store

FitAction = Literal["model", "data", "both"]
ACTIONS: Final[tuple[FitAction, ...]] = ("model", "data", "both")


@dataclass(frozen=True)
class Order:
    """A fit that is asked for (拟合请求): vintage, spec and seed; who asks, and why."""

    when: date
    spec: Spec
    seed: int
    who: str = ""
    why: str = ""

    def request(self) -> dict[str, Any]:
        """Give it as a job's request (作业请求)."""
        return {
            "kind": "fit",
            "as_of": self.when.isoformat(),
            "spec": self.spec.model_dump(mode="json", by_alias=True),
            "seed": self.seed,
            "who": self.who,
            "why": self.why,
        }


def order(request: dict[str, Any]) -> Order:
    """Read a request back (读取请求); raises Problems."""
    when = date.fromisoformat(request["as_of"])
    return Order(when, parse(request["spec"]), request["seed"], request["who"], request["why"])


def plan(
    action: FitAction,
    published: Baseline,
    newest: date,
    spec: Spec | None = None,
    seed: int | None = None,
) -> Order:
    """Say what an action fits (三种动作): the published fit with data, or model, or both new.

    `spec` and `seed` are those of a new model; unless given, today's default spec and the
    published seed. Raises Problems where an action is given what it must not change.
    """
    own = int(published.manifest["seed"])
    if action == "data":
        if spec is not None or seed is not None:
            raise Problems([_kept()])
        return Order(newest, spec_of(published), own)
    when = date.fromisoformat(published.as_of) if action == "model" else newest
    return Order(when, spec or Spec(), own if seed is None else seed)


def newest_day(today: date) -> date:
    """Give the day of the newest figure known (最新数据日)."""
    return as_of(today).known_until


def begin(asked: Order, home: Home = None) -> jobs.Job:
    """Start the fit in a process of its own (启动拟合); raises Problems for too early a vintage."""
    as_of(asked.when).require_groups()
    return jobs.start("records.publishing.fit_job", asked.request(), home)


def carry_out(
    asked: Order, progress: Progress, home: Home = None
) -> tuple[Baseline, tuple[Problem, ...]]:
    """Fit, keep, and write down who asked for it (执行拟合).

    The baseline stands even where the store cannot be written: that is then a problem told.
    """
    baseline = prepare(asked.when, asked.spec, asked.seed, home, progress)
    detail: dict[str, Any] = {
        "vintage": str(baseline.manifest["vintage"]),
        "as_of": baseline.as_of,
        "spec": spec_hash(baseline.manifest["spec"]),
        "seed": asked.seed,
        "versions": VERSIONS,
        "code": code()[:16],
    }
    who = asked.who or person()
    try:
        store = Store()
        told = [(one.subject, one.who, one.why) for one in store.audit("fit")]
        if (baseline.id, who, asked.why) not in told:  # asking twice changes nothing
            store.log("fit", baseline.id, detail, who, asked.why)
        store.close()
    except Problems as error:
        return baseline, error.problems
    return baseline, ()


def _kept() -> Problem:
    return Problem(
        where="action=data",
        what=Text("只更新数据时不能另给设定或种子", "refreshing the data changes no spec or seed"),
        found=Text("spec / seed", "spec / seed"),
        expected=Text("沿用已发布拟合的设定与种子", "the published fit's own spec and seed"),
        remedy=Text("去掉这些选项，或用 action=both", "leave them out, or use action=both"),
        code="fit-keeps-spec",
        arguments=("action", "spec", "seed"),
    )
