"""Saved scenarios held against what happened (回看): assumed, baseline, happened, by section."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Final

from base.json_types import Record
from base.problems import Problem, Problems
from data.sections import GROUP_SERIES, TERTIARY, column
from data.vintages import Measure, Vintage
from forecast.baseline import Baseline
from records.publishing.opening import work_out_kept
from records.store.records import Store
from scenarios.assume.scenario import Scenario, assumed
from scenarios.outcome.simulate import Outcome, simulate

SERVICES: Final = "services"
"""The row of services as a whole, whose figure is the outcome's median."""


@dataclass(frozen=True)
class Comparison:
    """One section's year (逐年对照), fractions: what was assumed, the baseline's median then,
    and what was published since; `owner` is who assumed it, empty for services as a whole."""

    section: str
    year: int
    measure: Measure
    assumed: float
    baseline: float
    happened: float
    owner: str

    @property
    def error(self) -> float:
        """Assumed less happened (假设偏差)."""
        return self.assumed - self.happened


@dataclass(frozen=True)
class BackCheck:
    """One saved scenario held against what happened (回看结果)."""

    id: str
    titles: tuple[str, ...]
    made: str
    rows: tuple[Comparison, ...]


def check_all(
    store: Store, load: Callable[[str], Baseline], vintage: Vintage
) -> tuple[list[BackCheck], list[Problem]]:
    """Hold every saved scenario against what was published since (全部回看).

    One that cannot be read does not keep the others waiting: what is wrong with it comes second.
    """
    checks: list[BackCheck] = []
    problems: list[Problem] = []
    for name in store.ids():
        try:
            pin = store.get(name)
            outcome = work_out_kept(pin, load)
        except Problems as error:
            problems += error.problems
            continue
        titles = tuple(dict.fromkeys(entry.title for entry in store.history(record=name)))
        checks.append(BackCheck(name, titles, pin.made, tuple(back_check(outcome, vintage))))
    return checks, problems


def back_check(outcome: Outcome, vintage: Vintage) -> list[Comparison]:
    """Score a scenario on every year that has been published since (回看).

    Sections whose growth nobody publishes are not scored: an estimate is no actual. Growth is
    that of the vintage, so a later revision gives another score.
    """
    past = happened(vintage)
    rows = list(_assumed(outcome, past))
    for year in outcome.years:
        fact = past.get((SERVICES, "real_growth", year))
        if fact is not None:
            plain = _plain(outcome, year)
            value = outcome.growth_quantile(year, 0.5)
            rows.append(Comparison(SERVICES, year, "real_growth", value, plain, fact, ""))
    return rows


def happened(vintage: Vintage) -> dict[tuple[str, Measure, int], float]:
    """Gather published growth by section, measure and year (已公布实绩), fractions."""
    actuals: dict[tuple[str, Measure, int], float] = {}
    measures: tuple[Measure, ...] = ("real_growth", "deflator")
    for measure in measures:
        table = vintage.history(measure)
        for code, series in [*GROUP_SERIES.items(), (SERVICES, TERTIARY)]:
            for year, value in table[series].dropna().items():
                actuals[code, measure, int(str(year))] = float(value)
    facts = vintage.section_facts()
    yearly = facts[(facts["quarter"] == 4) & facts["real_growth"].notna()]
    for row in yearly.to_dict("records"):
        actuals.setdefault((row["section"], "real_growth", int(row["year"])), row["real_growth"])
    return actuals


def score(rows: Iterable[Comparison]) -> Record:
    """Sum a back-check up (回看得分): mean absolute errors of assumptions and of the baseline.

    By section and in all, over the same years; `better` says whether assuming helped.
    """
    by_section: dict[str, list[Comparison]] = {}
    for row in rows:
        if row.section != SERVICES:
            by_section.setdefault(row.section, []).append(row)
    every = [row for mine in by_section.values() for row in mine]
    return {
        "sections": {section: _errors(mine) for section, mine in sorted(by_section.items())},
        "all": _errors(every),
    }


def record(rows: Iterable[Comparison]) -> list[Record]:
    """Give the rows as `--json` prints them (机器可读)."""
    return [asdict(row) | {"error": row.error} for row in rows]


def _errors(rows: list[Comparison]) -> Record:
    if not rows:
        return {"count": 0, "assumed": None, "baseline": None, "better": None}
    assumed_error = sum(abs(row.error) for row in rows) / len(rows)
    baseline_error = sum(abs(row.baseline - row.happened) for row in rows) / len(rows)
    return {
        "count": len(rows),
        "assumed": assumed_error,
        "baseline": baseline_error,
        "better": assumed_error < baseline_error,
    }


def _assumed(outcome: Outcome, past: dict[tuple[str, Measure, int], float]) -> Iterable[Comparison]:
    """Yield the assumptions whose figures have been published since."""
    base = outcome.baseline
    for item in outcome.scenario.assumptions:
        medians = base.median_growth if item.measure == "real_growth" else base.median_deflator
        for year in item.years:
            fact = past.get((item.section, item.measure, year))
            if fact is None:
                continue
            median = float(medians[outcome.row(year), column(item.section)])
            value = assumed(item, base, median)
            yield Comparison(item.section, year, item.measure, value, median, fact, item.owner)


def _plain(outcome: Outcome, year: int) -> float:
    """Median growth of services in the baseline itself."""
    return simulate(outcome.baseline, Scenario()).growth_quantile(year, 0.5)
