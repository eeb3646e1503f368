"""Killed at random points: `python -m benchmarks.faults [--tries 200] [--json]`.

Processes that save, publish and fit are killed (SIGKILL) at random moments, on SQLite with
baselines in a folder, and on PostgreSQL with baselines in the database. Whatever they had
acknowledged must be there, and whatever is there must be whole. Every try forks a worker that
does its work over and over and says so on a pipe; the parent kills it and looks. Jobs are killed
as they are started by a page: one a try.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import gc
import json
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import count, product
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import Engine

from base.canonical import canonical
from base.problems import Problems, Text
from data.vintages import as_of
from deploy.local import database, postgres
from forecast.artefacts import DRAWS, MANIFEST, shelf
from forecast.baseline import Baseline
from forecast.fit import fit
from forecast.fit_cache import prepare
from forecast.spec import Spec
from records.links.pin import Pin, pin
from records.publishing import fit_request, gate, jobs
from records.publishing.fit_request import Order
from records.store import reachable
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
        for one in gc.get_objects():  # the parent's lines to a database are not the child's
            if isinstance(one, Engine):
                one.dispose(close=False)
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


def kill_preparing(home: Path, tries: int, rng: random.Random) -> Found:
    """Kill fits: in the middle of fitting, of writing draws, of noting which fit it was."""
    found = Found("prepare")
    for number in range(tries):
        before = set(shelf().names())
        told, killed = attempt(partial(_fit, 1000 * number), rng.uniform(0, 2.5))
        _count(found, told, killed)
        _load_all({*shelf().names(), *told} - before, told, found, believed=True)
    for note in (home / "fits").glob("*.txt"):  # a note never names what is not there
        Baseline.load(note.read_text(encoding="utf-8"))
    return found


def kill_shelving(home: Path, tries: int, rng: random.Random) -> Found:
    """Kill those who put baselines on the shelf, which is all that they do."""
    found = Found("shelf")
    large = fit(as_of(DAY), SMALL.model_copy(update={"draws": 3_000}), 0)
    large.save()
    draws = shelf().read(large.id, DRAWS)
    for number in range(tries):
        before = set(shelf().names())
        work = partial(_keep, large, draws, 1000 * number)
        told, killed = attempt(work, rng.uniform(0, 1))
        _count(found, told, killed)
        _load_all({*shelf().names(), *told} - before, told, found, believed=False)
    return found


def _load_all(names: set[str], told: list[str], found: Found, believed: bool) -> None:
    """Load what is new on the shelf; what the shelf itself marked is believed."""
    for name in names:
        try:
            Baseline.load(name, believed=believed)
        except Problems as error:
            (found.lost if name in told else found.half).append(error.text("en"))


def kill_jobs(home: Path, tries: int, rng: random.Random) -> Found:
    """Kill fits that a page started: one that says it is done is, and none keeps the turn."""
    found = Found("fit job")
    for number in range(tries):
        order = Order(DAY, SMALL, number, "a", "")
        job = fit_request.begin(order)
        time.sleep(rng.uniform(0, 7))
        killed = _kill(home / "jobs" / job.id)
        job = jobs.read_job(job.id)
        _count(found, [job.result] if job.state == "done" else [], killed)
        if job.state == "done":
            with _open() as store:
                logged = {one.subject for one in store.audit("fit")}
            _load_all({job.result}, [job.result], found, believed=True)
            found.lost += [] if job.result in logged else [f"{job.result} is not in the log"]
        elif job.state != "dead" or not job.problems:
            found.half.append(f"{job.id} is {job.state}")
        if jobs.active():
            found.half.append(f"{job.id} keeps the turn")
    _load_all(set(shelf().names()), [], found, believed=True)
    return found


def _kill(folder: Path) -> bool:
    """Kill a job's process, if it is still at it; it has told its number."""
    while not (folder / "state.jsonl").exists():
        time.sleep(0.01)
    first = (folder / "state.jsonl").read_text(encoding="utf-8").split("\n")[0]
    process = json.loads(first)["pid"]
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    while Path(f"/proc/{process}/cmdline").exists():  # until the server has taken note of it
        time.sleep(0.01)
    return True


def kill_publications(home: Path, tries: int, rng: random.Random) -> Found:
    """Kill publishers: the chain stays whole, and holds all that was acknowledged."""
    found = Found("publish")
    bases = [fit(as_of(DAY), SMALL, seed) for seed in (1, 2)]
    for base in bases:
        base.save()
    with _open() as store:
        for number, one in enumerate(_pins(bases[0], 2)):
            store.save(one, f"t{number}", who="a")
    for number in range(tries):
        # Every other try is all writing: a review takes most of the time otherwise.
        work = _point if number % 2 else _publish
        told, killed = attempt(partial(work, bases), rng.uniform(0, 1.0))
        _count(found, told, killed)
        with _open() as store:
            chain = store.publications()
            seqs = {str(one.seq) for one in chain}
            found.lost += [seq for seq in told if seq not in seqs]
            links = zip(chain, [*chain, None][1:], strict=True)
            broken = [one for one, last in links if one.previous != (last.seq if last else 0)]
            found.half += [str(one) for one in (*broken, *(c for c in chain if not c.note_zh))]
            if chain:
                Baseline.load(chain[0].baseline)
    return found


def kill_saves(home: Path, tries: int, rng: random.Random) -> Found:
    """Kill savers: every record acknowledged is there, every record there is whole."""
    found = Found("save")
    base = fit(as_of(DAY), SMALL, 0)
    for number in range(tries):
        told, killed = attempt(partial(_save, base, number), rng.uniform(0, 0.8))
        _count(found, told, killed)
        with _open() as store:
            ids = set(store.ids())
            found.lost += [name for name in told if name not in ids]
            for name in told[-3:]:
                store.get(name)
            whole = store.size() == len(ids)  # no record without its version, nor the reverse
            found.half += [] if whole else [f"{store.size()} records, {len(ids)} named"]
    return found


def _fit(first: int, say: Say) -> None:
    for seed in count(first):
        say(prepare(DAY, SMALL, seed).id)


def _keep(base: Baseline, draws: bytes, first: int, say: Say) -> None:
    place = shelf()
    for seed in count(first):
        other = replace(base, manifest=base.manifest | {"seed": seed})
        place.write(other.id, {DRAWS: draws, MANIFEST: canonical(other.manifest).encode()})
        say(other.id)


def _publish(bases: list[Baseline], say: Say) -> None:
    store = Store()
    while True:
        current = store.publication()
        new = bases[1] if current == bases[0].id else bases[0]
        review = gate.review(store, new)
        done = gate.publish(store, review, review.hash, Text("说明", "note"), "a")
        say(str(done.seq))


def _point(bases: list[Baseline], say: Say) -> None:
    store, saved = Store(), 2
    for number in count():
        last = store.current()
        seq = 0 if last is None else last.seq
        note = Text("说明", "note")
        new = bases[number % 2].id
        say(str(store.publish(new, "a", "", note, "0" * 16, after=seq, saved=saved).seq))


def _save(base: Baseline, number: int, say: Say) -> None:
    store = Store()
    for step, one in enumerate(_pins(base, 100_000, 100_000 * number)):
        store.save(one, f"title {step}", who="a")
        say(one.id)


def _pins(base: Baseline, many: int, first: int = 0) -> Iterator[Pin]:
    plain = pin(simulate(base, Scenario()))
    for number in range(first, first + many):
        scenario = plain.scenario.model_copy(update={"name": f"n-{number}"})
        yield plain.model_copy(update={"scenario": scenario})


@contextmanager
def _open() -> Iterator[Store]:
    """Open the store for as long as it is looked at: forks must inherit no connection."""
    store = Store()
    try:
        yield store
    finally:
        store.close()


def _count(found: Found, told: list[str], killed: bool) -> None:
    found.tries += 1
    found.killed += killed
    found.acknowledged += len(told)


KINDS = {
    "save": kill_saves,
    "publish": kill_publications,
    "job": kill_jobs,
    "prepare": kill_preparing,
    "shelf": kill_shelving,
}


@contextmanager
def sqlite(home: Path) -> Iterator[dict[str, str]]:
    """Settings of one machine: a file, and a folder of baselines."""
    yield {"YUCE_HOME": str(home)}


@contextmanager
def postgresql(home: Path) -> Iterator[dict[str, str]]:
    """Settings of a server's store that holds the baselines too."""
    home.chmod(0o755)  # PostgreSQL runs as another user
    with postgres(home / "server") as port:
        address = database(port, "yuce")
        yield {"YUCE_HOME": str(home), "YUCE_STORE": address, "YUCE_ARTEFACTS": "yuce://"}


STORES = {"sqlite": sqlite, "postgresql": postgresql}


def found_by(store: str, kind: str, tries: int, seed: int) -> Found:
    """Kill one kind of work on one kind of store, in a process of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="yuce-faults-") as home,
        STORES[store](Path(home)) as told,
        ProcessPoolExecutor(1, get_context("spawn")) as apart,
    ):
        return apart.submit(_kill_all, kind, Path(home), told, tries, seed).result()


def _kill_all(kind: str, home: Path, told: dict[str, str], tries: int, seed: int) -> Found:
    os.environ.update(told)
    reachable()
    return KINDS[kind](home, tries, random.Random(seed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=200)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--store", choices=STORES, action="append")
    parser.add_argument("--seed", type=int, default=20260331)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = [
        (store, found_by(store, kind, asked.tries, asked.seed))
        for store, kind in product(asked.store or STORES, asked.kind or KINDS)
    ]
    if asked.json:
        print(json.dumps([{"store": store} | one.record() for store, one in rows]))
        return
    heads = ("store", "killed while", "tries", "killed midway", "acknowledged", "lost", "half")
    table = Table(*heads)
    for store, one in rows:
        counts = (one.tries, one.killed, one.acknowledged, len(one.lost), len(one.half))
        table.add_row(store, one.kind, *map(str, counts))
    Console().print(table)
    for store, one in rows:
        for fault in (*one.lost, *one.half):
            print(store, one.kind, fault)


if __name__ == "__main__":
    main()
