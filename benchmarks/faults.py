"""Killed at random points: `python -m benchmarks.faults [--tries 200] [--json]`.

Processes that fit, publish and save are killed (SIGKILL) at random moments. Whatever they had
acknowledged must be there, and whatever is there must be whole. Every try forks a worker that
does its work over and over and says so on a pipe; the parent kills it and looks.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import json
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.table import Table

from base.canonical import canonical
from base.problems import Problems, Text
from data.vintages import as_of
from forecast.artefacts import DRAWS, MANIFEST, Shelf, shelf
from forecast.baseline import Baseline
from forecast.fit import fit
from forecast.fit_cache import prepare
from forecast.spec import Spec
from records.links.pin import Pin, pin
from records.publishing import gate
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

DAY, SMALL = date(2026, 3, 31), Spec(draws=100)

Say = Callable[[str], None]


@dataclass
class Found:
    """What was found after the kills (结果)."""

    kind: str
    tries: int = 0
    killed: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)

    def record(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "tries": self.tries,
            "killed_midway": self.killed,
            "acknowledged": self.acknowledged,
            "lost": self.lost,
            "half": self.half,
        }


def attempt(work: Callable[[Say], None], seconds: float) -> tuple[list[str], bool]:
    """Let a child work, kill it after so long; what it acknowledged, and whether it was at it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            work(partial(_tell, writer))
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        told = [line.strip() for line in pipe if line.endswith("\n")]
    _, status = os.waitpid(child, 0)
    return told, os.WIFSIGNALED(status)


def _tell(writer: int, text: str) -> None:
    os.write(writer, f"{text}\n".encode())


def kill_fits(home: Path, tries: int, rng: random.Random) -> Found:
    """Kill fits: in the middle of fitting, of writing draws, of noting which fit it was."""
    found = Found("fit")
    large = fit(as_of(DAY), SMALL.model_copy(update={"draws": 3_000}), 0)
    large.save(home)
    place = shelf(home)
    draws = place.read(large.id, DRAWS)
    for number in range(tries):
        before = set(place.names())
        # Every other try is all writing, the most delicate part.
        work = partial(_keep, place, large, draws) if number % 2 else partial(_fit, home)
        told, killed = attempt(partial(work, 1000 * number), rng.uniform(0, 1.5))
        _count(found, told, killed)
        for name in {*place.names(), *told} - before:
            try:
                Baseline.load(name, home, believed=not number % 2)  # _keep marks none
            except Problems as error:
                (found.lost if name in told else found.half).append(error.text("en"))
    for note in (home / "fits").glob("*.txt"):  # a note never names what is not there
        Baseline.load(note.read_text(encoding="utf-8"), home)
    return found


def kill_publications(home: Path, tries: int, rng: random.Random) -> Found:
    """Kill publishers: the chain stays whole, and holds all that was acknowledged."""
    found = Found("publish")
    bases = [fit(as_of(DAY), SMALL, seed) for seed in (1, 2)]
    for base in bases:
        base.save(home)
    place = str(home / "store.db")
    with _open(place) as store:
        for number, one in enumerate(_pins(bases[0], 2)):
            store.save(one, f"t{number}", who="a")
    for number in range(tries):
        # Every other try is all writing: a review takes most of the time otherwise.
        work = partial(_point, place) if number % 2 else partial(_publish, place, home)
        told, killed = attempt(partial(work, bases), rng.uniform(0, 1.0))
        _count(found, told, killed)
        with _open(place) as store:
            chain = store.publications()
            seqs = {str(one.seq) for one in chain}
            found.lost += [seq for seq in told if seq not in seqs]
            links = zip(chain, [*chain, None][1:], strict=True)
            broken = [one for one, last in links if one.previous != (last.seq if last else 0)]
            found.half += [str(one) for one in (*broken, *(c for c in chain if not c.note_zh))]
            if chain:
                Baseline.load(chain[0].baseline, home)
    return found


def kill_saves(home: Path, tries: int, rng: random.Random) -> Found:
    """Kill savers: every record acknowledged is there, every record there is whole."""
    found = Found("save")
    base = fit(as_of(DAY), SMALL, 0)
    place = str(home / "saves.db")
    for number in range(tries):
        told, killed = attempt(partial(_save, place, base, number), rng.uniform(0, 0.4))
        _count(found, told, killed)
        with _open(place) as store:
            ids = set(store.ids())
            found.lost += [name for name in told if name not in ids]
            for name in told[-3:]:
                store.get(name)
            whole = store.size() == len(ids)  # no record without its version, nor the reverse
            found.half += [] if whole else [f"{store.size()} records, {len(ids)} named"]
    return found


def _fit(home: Path, first: int, say: Say) -> None:
    for seed in count(first):
        say(prepare(DAY, SMALL, seed, home).id)


def _keep(place: Shelf, base: Baseline, draws: bytes, first: int, say: Say) -> None:
    for seed in count(first):
        other = replace(base, manifest=base.manifest | {"seed": seed})
        place.write(other.id, {DRAWS: draws, MANIFEST: canonical(other.manifest).encode()})
        say(other.id)


def _publish(place: str, home: Path, bases: list[Baseline], say: Say) -> None:
    store = Store(place)
    while True:
        current = store.publication()
        new = bases[1] if current == bases[0].id else bases[0]
        review = gate.review(store, new, home=home)
        done = gate.publish(store, review, review.hash, Text("说明", "note"), "a")
        say(str(done.seq))


def _point(place: str, bases: list[Baseline], say: Say) -> None:
    store, saved = Store(place), 2
    for number in count():
        last = store.current()
        seq = 0 if last is None else last.seq
        note = Text("说明", "note")
        new = bases[number % 2].id
        say(str(store.publish(new, "a", "", note, "0" * 16, after=seq, saved=saved).seq))


def _save(place: str, base: Baseline, number: int, say: Say) -> None:
    store = Store(place)
    for step, one in enumerate(_pins(base, 100_000, 100_000 * number)):
        store.save(one, f"title {step}", who="a")
        say(one.id)


def _pins(base: Baseline, many: int, first: int = 0) -> Iterator[Pin]:
    plain = pin(simulate(base, Scenario()))
    for number in range(first, first + many):
        scenario = plain.scenario.model_copy(update={"name": f"n-{number}"})
        yield plain.model_copy(update={"scenario": scenario})


class _open:  # noqa: N801 - reads as a function
    """A store for as long as it is looked at: forks must inherit no connection."""

    def __init__(self, place: str):
        self.store = Store(place)

    def __enter__(self) -> Store:
        return self.store

    def __exit__(self, *_: object) -> None:
        self.store.close()


def _count(found: Found, told: list[str], killed: bool) -> None:
    found.tries += 1
    found.killed += killed
    found.acknowledged += len(told)


KINDS = {"fit": kill_fits, "publish": kill_publications, "save": kill_saves}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=200)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--seed", type=int, default=20260331)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = []
    for kind in asked.kind or KINDS:
        with tempfile.TemporaryDirectory(prefix="yuce-faults-") as home:
            found.append(KINDS[kind](Path(home), asked.tries, random.Random(asked.seed)))
    if asked.json:
        print(json.dumps([one.record() for one in found]))
        return
    table = Table("killed while it", "tries", "killed midway", "acknowledged", "lost", "half")
    for one in found:
        counts = (one.tries, one.killed, one.acknowledged, len(one.lost), len(one.half))
        table.add_row(one.kind, *map(str, counts))
    Console().print(table)


if __name__ == "__main__":
    main()
