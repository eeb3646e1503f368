"""Baselines wherever they are kept: whole or not at all, verified, old ones readable for ever."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from base.problems import Problems
from data.scopes import Scope
from forecast import artefacts, manifest
from forecast.artefacts import DRAWS, LINKED, MANIFEST, Shelf, shelf
from forecast.baseline import Baseline
from forecast.checksums import ARRAYS
from records.links.pin import pin
from records.publishing.pruning import needless, prune
from records.publishing.share import share, unsealed
from records.store import reachable
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate


@pytest.fixture(params=["folder", "file", "memory", "sqlite", "postgresql"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shelf]:
    monkeypatch.setenv("YUCE_HOME", str(tmp_path))
    monkeypatch.delenv("YUCE_ARTEFACTS", raising=False)
    address = {"file": f"file://{tmp_path}/far", "memory": f"memory://{tmp_path.name}"}
    if request.param in address:
        monkeypatch.setenv("YUCE_ARTEFACTS", address[request.param])
    if request.param in ("sqlite", "postgresql"):
        make: Callable[[], str] = lambda: str(tmp_path / "store.db")  # noqa: E731
        if request.param == "postgresql":
            make = request.getfixturevalue("postgres")
        monkeypatch.setenv("YUCE_STORE", make())
        monkeypatch.setenv("YUCE_ARTEFACTS", "yuce://")
        reachable()
    found = shelf(tmp_path)
    yield found
    if request.param in ("sqlite", "postgresql"):
        found.files.engine.dispose()  # type: ignore[attr-defined]


def test_saved_is_loaded_to_the_last_bit_and_verified(
    place: Shelf, newest: Baseline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forecast.baseline.shelf", lambda _home: place)
    newest.save(tmp_path)
    newest.save(tmp_path)
    assert place.names() == [newest.id]
    again = Baseline.load(newest.id, tmp_path)
    assert again.id == newest.id
    assert list(again.arrays) == list(ARRAYS)
    assert all((again.arrays[name] == newest.arrays[name]).all() for name in ARRAYS)
    assert again.scopes == newest.scopes
    assert not artefacts.linked(place, newest.id)
    place.mark(newest.id)
    assert artefacts.linked(place, newest.id)
    assert place.names() == [newest.id]
    place.remove(newest.id)
    assert artefacts.linked(place, newest.id)  # whatever becomes of it, and if it comes back
    assert place.names() == []
    with pytest.raises(Problems, match="no baseline"):
        Baseline.load(newest.id, tmp_path)
    draws = b"PAR1 half a file"
    place.write(newest.id, {DRAWS: draws, MANIFEST: b'{"schema":1,"origin":2025}'})
    with pytest.raises(Problems, match="does not fit its name"):
        Baseline.load(newest.id, tmp_path)


def test_an_address_nobody_understands_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUCE_ARTEFACTS", "nosuch://place")
    with pytest.raises(Problems, match="YUCE_ARTEFACTS"):
        shelf()


def test_what_a_link_needs_is_never_tidied_away(
    newest: Baseline, report: Baseline, tmp_path: Path
) -> None:
    store = Store(str(tmp_path / "store.db"))
    others = [replace(newest, manifest=newest.manifest | {"seed": n}) for n in (10, 11, 12)]
    for one in (newest, report, *others):
        one.save(tmp_path)
    store.save(pin(simulate(newest, Scenario())), "甲")
    store.publish(report.id)
    shelf(tmp_path).mark(others[0].id)
    assert set(needless(store, tmp_path)) == {others[1].id, others[2].id}
    assert set(prune(store, tmp_path)) == {others[1].id, others[2].id}
    assert set(shelf(tmp_path).names()) == {newest.id, report.id, others[0].id}
    store.close()


def test_a_baseline_of_before_has_neither_stages_nor_errors_of_shares(
    newest: Baseline, tmp_path: Path
) -> None:
    old = replace(newest, misstated=None, position=None, revised=None)
    old.save(tmp_path)
    again = Baseline.load(old.id, tmp_path)
    assert (again.id, list(again.arrays)) == (old.id, list(ARRAYS[:5]))
    row, mids = 1, np.array([scope.mid for scope in again.scopes])
    plain = again.current[row]
    np.testing.assert_array_equal(again.measured.values[row], plain)
    shares = simulate(again, Scenario()).shares[:, row]
    np.testing.assert_allclose(shares, mids @ plain / plain.sum(axis=0), rtol=1e-5)


def test_a_baseline_that_comes_after_its_link_is_kept(newest: Baseline, tmp_path: Path) -> None:
    share(pin(simulate(newest, Scenario())), store=no_store, home=tmp_path)
    assert shelf(tmp_path).names() == []
    newest.save(tmp_path)
    assert prune(None, tmp_path) == []
    shutil.rmtree(tmp_path / "baselines" / newest.id)
    newest.save(tmp_path)
    assert prune(None, tmp_path) == []


def test_a_mark_of_before_holds_and_a_program_marks_too(
    newest: Baseline, report: Baseline, tmp_path: Path
) -> None:
    for one in (newest, report):
        one.save(tmp_path)
    (tmp_path / "baselines" / newest.id / LINKED).touch()
    assert needless(None, tmp_path) == [report.id]
    unsealed(pin(simulate(report, Scenario())), tmp_path)
    assert needless(None, tmp_path) == []


def no_store() -> Store:
    raise Problems([])


def test_old_manifests_are_read_by_explicit_steps(newest: Baseline) -> None:
    old = newest.manifest | {"schema": 0, "first_year": newest.origin}
    del old["origin"]
    steps = {0: lambda m: m | {"schema": 1, "origin": m["first_year"]}}
    assert manifest.upgrade(old, steps)["origin"] == newest.origin
    with pytest.raises(Problems, match="unknown version"):
        manifest.upgrade(old)


def test_a_new_field_of_scopes_says_what_its_absence_meant() -> None:
    """Fails when Scope gains a field: write into SCOPE_ABSENT what old baselines mean."""
    today = {field.name for field in fields(Scope)}
    assert today == {*manifest.SCOPE_FIELDS.split(), *manifest.SCOPE_ABSENT}
