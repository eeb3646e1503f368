"""A link of another machine (他机链接): its baseline is not here, but one that says the same is.

The last bits of a fit differ from one processor to another, and its name with them; what it
says does not. So a baseline that is kept here, of the same figures and shape, is taken for the
link's twin only if all that the link states of it is so, and every digit, worked out again,
agrees to 0.01 point. Where the link's own was fitted, nobody here knows. Nothing is fitted for a
link, and little is read: a stranger could have a server do so day after day.
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Final

import numpy as np

from base.canonical import digest
from base.json_types import Record
from base.problems import Problems
from base.settings import Home
from data.sections import CODES
from forecast.artefacts import MANIFEST, shelf
from forecast.baseline import Baseline
from records.links.opened import Load
from records.links.pin import Headline, Pin, headline, mark, standing
from records.links.verification import demand_rows
from scenarios.outcome.simulate import Outcome, simulate

NEAR: Final = {"value": 5e-5, "odds": 1e-3}
"""How far what is worked out on a twin may lie from what the link states, fractions: half of
0.01 point, and ten draws of 10,000."""

MOST: Final = 3
"""Baselines that are read for one link, at most."""


def twin(pin: Pin, load: Load = Baseline.load, home: Home = None) -> Outcome | None:
    """Work a pin out on the twin of its baseline (同数基准), as it is shown; None without one.

    Targets that were made up have no twin: their digits follow from nothing. `load` reads a
    baseline, and remembers it where links are opened all day.
    """
    if pin.made_up:
        return None
    for baseline in islice(_candidates(pin, load, home), MOST):
        here = {"baseline": baseline.id}
        if mark(baseline).model_copy(update={"id": pin.baseline.id}) != pin.baseline:
            continue
        if standing(baseline) != pin.standing:
            continue
        try:
            outcome = simulate(baseline, pin.scenario.model_copy(update=here))
        except Problems:  # what does not fit it never fitted its twin
            continue
        if agree(pin.headline, headline(outcome, pin.target_table)):
            if pin.shown is pin.scenario:
                return outcome
            return simulate(baseline, pin.shown.model_copy(update=here))
    return None


def _candidates(pin: Pin, load: Load, home: Home) -> Iterator[Baseline]:
    """Read the baselines kept here whose manifests are as the link says of its own."""
    place = shelf(home)
    for name in place.names():
        try:
            if _alike(pin, json.loads(place.read(name, MANIFEST))):
                yield load(name)
        except (Problems, OSError, ValueError, KeyError, TypeError):  # damaged, or going away
            continue


def _alike(pin: Pin, manifest: Record) -> bool:
    """Hold a link against a manifest: figures, shape, scopes and rows, before any draw is read."""
    stated, spec = pin.baseline, manifest["spec"]
    told = (stated.as_of, stated.origin, stated.origin + stated.years, stated.draws, pin.scopes)
    kept = (manifest["as_of"], manifest["origin"], spec["last_year"], spec["draws"])
    if told != (*kept, digest(manifest["scopes"])):
        return False
    demand_rows(pin, _outline(manifest, stated.years))
    return True


def _outline(manifest: Record, years: int) -> Baseline:
    """Give a baseline as its manifest has it, without draws: enough to name rows by."""
    none, paths = np.empty((len(CODES), 0)), np.empty((years, len(CODES), 0))
    return Baseline(manifest, paths, paths, none, none, np.empty(0))


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
