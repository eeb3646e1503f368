"""What a rerun costs before it reaches the wire: simulate, judge, and the same the slow way.

    python -m benchmarks.speed

Medians of one run, one thread; the last column is the ratio to copying the draws once.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import time
from collections.abc import Callable
from datetime import date

import numpy as np
from rich.console import Console
from rich.table import Table

from data.accounts import price_base
from forecast.baseline import Baseline
from forecast.fit_cache import prepare
from scenarios.assume.checked import check
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import QUANTILES, Outcome, simulate
from scenarios.outcome.targets import joint_odds, judge_all


def median_ms(work: Callable[[], object], times: int = 200) -> float:
    """Time a piece of work; the median in milliseconds."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return 1_000 * float(np.median(taken))


def scenario(baseline: Baseline) -> Scenario:
    """Five sliders moved, one of them twice."""
    first, second = baseline.years[:2]
    moved = (("J", first, 0.08), ("J", second, 0.07), ("I", first, 0.12), ("K", second, -0.02))
    return Scenario(
        assumptions=tuple(Assumption(section=s, years=(y,), value=v) for s, y, v in moved)
    )


def page(baseline: Baseline, moved: Scenario) -> Outcome:
    """Everything a page shows: growth quantiles of all years, verdicts and odds of all scopes."""
    outcome = simulate(baseline, moved)
    for year in outcome.years:
        for level in QUANTILES.values():
            outcome.growth_quantile(year, level)
    judge_all(outcome)
    joint_odds(outcome)
    return outcome


def everything(baseline: Baseline, moved: Scenario) -> None:
    """The page, and the quantiles of every scope's share in every year as well."""
    outcome = page(baseline, moved)
    for scope in outcome.scope_ids:
        for year in outcome.years:
            for level in QUANTILES.values():
                outcome.share_quantile(scope, year, level)


def loop(baseline: Baseline, moved: Scenario) -> None:
    """The same as simulate, a loop over draws: how it is usually done."""
    checked = check(baseline, moved)
    real, price = checked.real, checked.price
    scopes = np.array([scope.mid for scope in baseline.scopes])
    for draw in range(baseline.draws):
        current, comparable = baseline.level[:, draw], baseline.comparable[:, draw]
        base = price_base(baseline.years[0])
        for row, year in enumerate(baseline.years):
            if price_base(year) != base:
                base, comparable = price_base(year), current
            factor = (1 + baseline.growth[row, :, draw]) * real[row]
            ahead = comparable * factor
            _ = ahead.sum() / comparable.sum() - 1
            current = current * factor * (1 + baseline.deflator[row, :, draw]) * price[row]
            _ = scopes @ current / current.sum()
            comparable = ahead


def main() -> None:
    """Print the table."""
    baseline = prepare(date(2026, 3, 31))
    moved = scenario(baseline)
    copy = median_ms(lambda: (baseline.current.copy(), baseline.segments[0].values.copy()))
    table = Table("work", "ms, median", "ratio to a copy", title=f"{baseline.draws:,} draws")
    rows: list[tuple[str, float]] = [
        ("copy the draws", copy),
        ("simulate", median_ms(lambda: simulate(baseline, moved))),
        ("… and all a page shows", median_ms(lambda: page(baseline, moved))),
        ("… and every quantile of every share", median_ms(lambda: everything(baseline, moved))),
        ("simulate, a loop over draws", median_ms(lambda: loop(baseline, moved), times=1)),
    ]
    for name, taken in rows:
        table.add_row(name, f"{taken:.2f}", f"{taken / copy:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
