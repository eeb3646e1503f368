"""All that the watch of a year says (年内监测汇总), gathered once for page, brief and terminal."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from data.due import Scheduled, calendar
from data.sections import GROUP_SERIES, GROUPS, OTHER_CODES, TERTIARY
from data.vintages import Vintage, as_of, recalled
from data.watched.directions import Light
from data.watched.overdue import Late, expected, overdue
from forecast.evaluation.year_news import causes
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, own_of_growth
from scenarios.year.last_year import LastYear, last_year
from scenarios.year.lights import Replay
from scenarios.year.moved import Moved, moved
from scenarios.year.needed import SectionParts, decided_in, part
from scenarios.year.pace_change import PaceChange, pace_change
from scenarios.year.quarter_day import quarter_day
from scenarios.year.scope_progress import ScopeProgress, scope_progress
from scenarios.year.unseen import Coverage, seen
from scenarios.year.watch import (
    Watched,
    section_parts,
    services_light,
    watched,
    watched_sections,
    year_target,
)
from scenarios.year.year_path import YearPath, year_at_hand, year_path


@dataclass(frozen=True)
class Reference:
    """The year's official target of GDP (GDP 预期目标): never a threshold of services.

    `value` is a fraction, the middle of a range; `bound` the source's word for it, 以上 or 左右.
    """

    value: float
    bound: str


@dataclass(frozen=True)
class YearWatch:
    """The year at hand as known on a day (年内监测).

    `paths` has one for every services target of the year, the official one first; `path` is the
    first, or the year without a target. `rows` are services and the groups, `sections` those of
    other services, as the first target needs them, or as the scenario `decided` has them.
    `unread` says that the baseline has not read a figure which moves the year (see `unread`),
    `change` why the pace that is needed is another than before the newest quarter, `lights` those
    of the targets, in their order; `parts` what is drawn of the sections; `vintage` what is known
    on the day, and `earlier` gives those of other days.
    """

    outcome: Outcome
    day: date
    year: int
    path: YearPath
    paths: tuple[YearPath, ...]
    rows: tuple[Watched, ...]
    sections: tuple[Watched, ...]
    seen: Coverage
    calendar: tuple[Scheduled, ...]
    late: tuple[Late, ...]
    coming: tuple[Late, ...]
    reference: Reference | None
    decided: bool
    unread: bool
    change: PaceChange | None
    lights: tuple[Light, ...]
    parts: SectionParts = field(repr=False)
    vintage: Vintage = field(repr=False)
    earlier: Callable[[date], Vintage] = field(repr=False)

    @cached_property
    def moved(self) -> Moved | None:
        """What came in since last quarter did to the year (变动台账), worked out when asked for."""
        target = self.path.target
        threshold = None if target is None else target.threshold
        return moved(self.outcome, self.vintage, threshold, self.earlier)

    @cached_property
    def last_year(self) -> LastYear | None:
        """How the watch did last year (上年回看), worked out when it is asked for."""
        return last_year(self.outcome, self.vintage, self.earlier)

    @cached_property
    def progress(self) -> list[ScopeProgress]:
        """Producer services so far, by scope (生产性服务业进度)."""
        return scope_progress(self.outcome, self.vintage)

    @cached_property
    def gaps(self) -> dict[str, float]:
        """Shortfall of services growth by row (缺口): needed less nowcast, weighed; fractions.

        Above 0 where more is needed than drawn. Of a target, groups add up to services; support
        services are the rest.
        """
        if self.path.target is None or self.decided:
            return {}
        parts = self.parts
        listed = {GROUP_SERIES.get(code, code): part(code) for code in (*GROUPS, *OTHER_CODES)}
        found = {
            series: parts.weight(one) * ((parts.needed(one) or 0.0) - parts.median(one))
            for series, one in listed.items()
        }
        return found | {TERTIARY: -(self.path.gap or 0.0)}


def year_watch(
    outcome: Outcome,
    vintage: Vintage,
    day: date,
    decided: Outcome | None = None,
    earlier: Callable[[date], Vintage] = as_of,
    asked: tuple[Target, ...] | None = None,
) -> YearWatch:
    """Gather the watch of the year at hand (年内监测汇总).

    `outcome` is the baseline's own, without assumptions; own targets are those of the scenario
    of `decided`, and what it assumes of the year is what sections need. `earlier` gives the
    vintage of the day before the newest quarter came out.
    """
    year = year_at_hand(outcome)
    targets = year_targets(outcome, decided) if asked is None else asked
    first = targets[0] if targets else None
    paths = tuple(year_path(outcome, vintage, one) for one in targets)
    parts, replay = section_parts(outcome, first, decided), Replay(outcome, earlier)
    rows = watched(outcome, vintage, first, decided, earlier, parts)
    return YearWatch(
        outcome=outcome,
        day=day,
        year=year,
        path=paths[0] if paths else year_path(outcome, vintage, None),
        paths=paths,
        rows=tuple(rows),
        sections=tuple(watched_sections(vintage, parts, replay, rows[0].odds)),
        seen=seen(outcome, vintage, day),
        calendar=calendar(vintage, year, day),
        late=overdue(vintage.as_of, day),
        coming=expected(vintage.as_of, day),
        reference=reference(vintage, year),
        decided=decided_in(decided, year) is not None,
        unread=unread(outcome, vintage),
        change=_change(outcome, vintage, paths, earlier),
        lights=tuple(services_light(one, replay) for one in paths),
        parts=parts,
        vintage=vintage,
        earlier=earlier,
    )


def _change(
    outcome: Outcome,
    vintage: Vintage,
    paths: tuple[YearPath, ...],
    earlier: Callable[[date], Vintage],
) -> PaceChange | None:
    """Why the required pace is another than before the newest quarter."""
    day = quarter_day(vintage, paths[0].year, earlier, (TERTIARY,)) if paths else None
    if day is None:
        return None
    before = earlier(day - timedelta(days=1))
    return pace_change(year_path(outcome, before, paths[0].target), paths[0])


def year_targets(outcome: Outcome, decided: Outcome | None = None) -> tuple[Target, ...]:
    """Give the services targets of the year at hand (当年目标): the official one, then own ones.

    The newest of one's own comes first.
    """
    found = year_target(outcome)
    year = year_at_hand(outcome)
    own = () if decided is None else own_of_growth(decided.scenario, year)
    return (*(() if found is None else (found,)), *reversed(own))


def reference(vintage: Vintage, year: int) -> Reference | None:
    """Give the year's official target of GDP (GDP 预期目标), if it is known."""
    goals = vintage.around.targets
    if year not in goals.index:
        return None
    bound = re.search("以上|左右", str(goals["wording"][year]))
    return Reference(float(goals["value"][year]), bound.group() if bound else "")


def unread(outcome: Outcome, vintage: Vintage) -> bool:
    """Whether a figure that moves the year is not among those of the baseline (未计入基准).

    A quarter, an indicator that tells of one, the country, a target. By the baseline's
    own vintage: a release may have been added later under an earlier day.
    """
    base = outcome.baseline
    return bool(causes(recalled(date.fromisoformat(base.as_of), base.vintage), vintage))
