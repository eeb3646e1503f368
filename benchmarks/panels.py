"""How long it takes to explain, to rank and to solve: python -m benchmarks.panels."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from forecast.fit_cache import prepare
from scenarios.assume.presets import presets
from scenarios.assume.scenario import Scenario
from scenarios.outcome.attribution import growth_split, share_split
from scenarios.outcome.plausibility import plausibility
from scenarios.outcome.sensitivity import sensitivities
from scenarios.outcome.simulate import simulate
from scenarios.solve.solve import solve
from scenarios.solve.wish import Wish, wished


def timed(what: str, run: Callable[[], object], times: int = 15) -> None:
    run()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spent.append(1000 * (time.perf_counter() - start))
    spent.sort()
    print(f"{what:<52}{statistics.median(spent):8.1f}{spent[-1]:8.1f}")


def main() -> None:
    print(f"{'milliseconds, warm':<52}{'median':>8}{'worst':>8}")
    for when in (date(2026, 3, 31), date(2025, 5, 28)):
        base = prepare(when)
        ids = ["share-2027"] if base.origin >= 2025 else ["growth-2025", "share-2027"]
        hopes = presets()["again-2022"]
        outcome, plain = simulate(base, hopes), simulate(base, Scenario())
        print(f"as of {when}, {base.draws:,} draws")
        timed("  simulate, 14 assumptions", partial(simulate, base, hopes))
        linked = hopes.model_copy(update={"linkage": "together"})
        timed("  simulate, the same linked", partial(simulate, base, linked))
        events = presets()["spin-off-example"]
        timed("  simulate, two events", partial(simulate, base, events))
        timed("  all sensitivities", partial(sensitivities, outcome, "D7"))
        timed("  growth split", partial(growth_split, outcome, 2027, plain))
        timed("  share split", partial(share_split, outcome, "D7", 2027, plain))
        timed("  plausibility", partial(plausibility, outcome.checked))
        for scope in ("D1", "D3", "D6", "D7"):
            for odds in (0.5, 0.8):
                wish = Wish(wished(ids), scope, odds=odds)
                feasible = solve(base, wish).feasible
                what = f"  solve {'+'.join(ids)} {scope} {odds:.0%} {'' if feasible else 'no'}"
                timed(what, partial(solve, base, wish))


if __name__ == "__main__":
    main()
