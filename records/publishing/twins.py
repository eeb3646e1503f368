"""A link of another machine (他机链接): its baseline is not here, but one that says the same is.

The last bits of a fit differ from one processor to another, and its name with them; what it
says does not. So a baseline that is kept here, of the same figures and shape, is taken for the
link's twin only if everything the link states, worked out again, agrees to 0.01 point. Nothing
is fitted for a link: a stranger could have a server fit day after day.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from base.problems import Problems
from forecast.artefacts import MANIFEST, shelf
from forecast.baseline import HOME, Baseline
from records.links.pin import BaselineMark, Headline, Pin, headline, mark
from scenarios.outcome.simulate import Outcome, simulate

NEAR: Final = {"value": 5e-5, "odds": 1e-3}
"""How far what is worked out on a twin may lie from what the link states, fractions: half of
0.01 point, and ten draws of 10,000."""


def twin(pin: Pin, home: Path = HOME) -> Outcome | None:
    """Work a pin out on the twin of its baseline (他机基准), as it is shown; None without one.

    Targets that were made up have no twin: their digits follow from nothing.
    """
    if pin.made_up:
        return None
    for baseline in _candidates(pin.baseline, home):
        here = {"baseline": baseline.id}
        try:
            outcome = simulate(baseline, pin.scenario.model_copy(update=here))
        except Problems:  # a horizon, or scopes, of its own
            continue
        if agree(pin.headline, headline(outcome, pin.target_table)):
            if pin.shown is pin.scenario:
                return outcome
            return simulate(baseline, pin.shown.model_copy(update=here))
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


def _candidates(stated: BaselineMark, home: Path) -> Iterator[Baseline]:
    """Give the baselines kept here that are as the link marks its own, but for the name."""
    place = shelf(home)
    for name in place.names():
        try:
            manifest = json.loads(place.read(name, MANIFEST))
            if (manifest["as_of"], manifest["origin"]) != (stated.as_of, stated.origin):
                continue
            kept = Baseline.load(name, home)
        except (Problems, OSError, ValueError, KeyError, TypeError):  # damaged, or going away
            continue
        if mark(kept).model_copy(update={"id": stated.id}) == stated:
            yield kept
