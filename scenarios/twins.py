"""A link of another machine (他机链接): its baseline is not here, but one that says the same is.

The last bits of a fit differ from one processor to another, and its name with them; what it
says does not. So the figures that the link names are fitted here once more, and that fit is
taken for its twin only if everything the link states, worked out again, agrees to 0.01 point.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from data.problems import Problems
from data.vintages import as_of, shipped
from forecast.artefacts import shelf
from forecast.baseline import HOME, Baseline
from forecast.fit import SEED, made
from forecast.spec import Spec
from scenarios.pins import Headline, Pin, headline
from scenarios.simulate import Outcome, simulate

NEAR: Final = {"value": 5e-5, "odds": 1e-3}
"""How far what is worked out on a twin may lie from what the link states, fractions: half of
0.01 point, and ten draws of 10,000."""


def twin(pin: Pin, home: Path = HOME) -> Outcome | None:
    """Work a pin out on the twin of its baseline (他机基准); None where there is none here."""
    for baseline in _candidates(pin, home):
        scenario = pin.scenario.model_copy(update={"baseline": baseline.id})
        try:
            outcome = simulate(baseline, scenario)
        except Problems:  # a horizon, or scopes, of its own
            continue
        if agree(pin.headline, headline(outcome, pin.target_table)):
            return outcome
    return None


def agree(then: Headline, now: Headline) -> bool:
    """Say whether two headlines say the same to 0.01 point, row by row (逐行一致)."""
    rows = [(one.target, one.scope, one.verdict, one.published) for one in then.targets]
    if rows != [(one.target, one.scope, one.verdict, one.published) for one in now.targets]:
        return False
    if (then.growth.keys(), then.joint.keys()) != (now.growth.keys(), now.joint.keys()):
        return False
    pairs = zip(then.targets, now.targets, strict=True)
    values = [(then.growth[year], now.growth[year]) for year in then.growth]
    odds = [(then.joint[scope], now.joint[scope]) for scope in then.joint]
    for first, second in pairs:
        values.append((first.value, second.value))
        odds.append((first.odds, second.odds))
    return all(
        abs(one - other) <= near
        for pair, near in ((values, NEAR["value"]), (odds, NEAR["odds"]))
        for one, other in pair
    )


def _candidates(pin: Pin, home: Path) -> Iterator[Baseline]:
    """Give what may be the twin: the default fit of those figures, then whatever is kept."""
    mark, spec = pin.baseline, Spec()
    if (mark.draws, mark.origin + mark.years) == (spec.draws, spec.last_year):
        yield from _default(date.fromisoformat(mark.as_of), spec, home)
    place = shelf(home)
    for name in place.names():
        try:
            kept = Baseline.load(name, home)
        except Problems:
            continue
        if (kept.as_of, kept.origin, len(kept.years), kept.draws) == (
            *(mark.as_of, mark.origin, mark.years, mark.draws),
        ):
            yield kept


def _default(day: date, spec: Spec, home: Path) -> Iterator[Baseline]:
    """Fit a day's figures, with and without what was added here; no day but a vintage's own."""
    known = (shipped(), as_of(day))
    for vintage in {one.id: one for one in known if one.known_until == day}.values():
        try:
            yield made(vintage, spec, SEED, home)
        except Problems:  # too early a day, or no room to keep it
            continue
