"""A baseline that somebody sent is not believed, however well it is written."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from forging import misshapen, told_otherwise

from base.problems import Problems
from data.vintages import as_of
from forecast.artefacts import DRAWS, MANIFEST, BaselineFolder, shelf
from forecast.baseline import Baseline
from forecast.evaluation.verify import verify
from forecast.fit_cache import made
from forecast.made_here import KEY, MADE, made_here, own
from forecast.spec import Spec
from records.links.codec import encode
from records.links.pin import pin
from records.publishing.fits import fits, passed_over, settle
from records.publishing.opening import open_link
from records.store.backup import backup, restore
from records.store.records import Store
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

GOLDEN = Path(__file__).parents[2] / "golden"
BASE = "443452a26f82c468"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUCE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("YUCE_STORE", raising=False)


@pytest.fixture(scope="module")
def base() -> Baseline:
    return Baseline.load(BASE, GOLDEN)


def received(sent: Baseline, home: Path, marks: bool = False) -> str:
    """Put into a home what another installation made, its marks too if asked."""
    there = home.parent / "there"
    sent.save(there)
    shutil.copytree(there / "baselines" / sent.id, home / "baselines" / sent.id)
    if marks:
        (home / "baselines" / MADE).mkdir(exist_ok=True)
        for file in (there / "baselines" / MADE).iterdir():
            if file.name != KEY:
                shutil.copy(file, home / "baselines" / MADE / file.name)
        (home / "fits").mkdir(exist_ok=True)
        (home / "fits" / "0123456789abcdef.txt").write_text(sent.id)
    return sent.id


def code(name: str) -> str | None:
    with pytest.raises(Problems) as caught:
        Baseline.load(name)
    return caught.value.problems[0].code


@pytest.mark.parametrize("marks", [False, True])
def test_what_is_sent_shows_no_number(base: Baseline, tmp_path: Path, marks: bool) -> None:
    home = tmp_path / "home"
    base.save()  # this installation has a secret of its own
    lies = [replace(base, manifest=one) for one in told_otherwise(dict(base.manifest))]
    lies += [replace(base, growth=base.growth + 0.35, settled=np.full_like(base.settled, 0.081))]
    shown = 0
    for lie in lies:
        name = received(lie, home, marks)
        assert code(name) == "baseline-foreign"
        sent = pin(simulate(lie, Scenario()))
        found = open_link(encode(sent), Store)
        assert not found.same
        if found.decided is None:
            assert found.problems[0].code == "baseline-foreign"
            shown += 1
        else:  # what it lies about is in no number: one's own gives the same ones
            assert found.decided.baseline.id == BASE
        assert name in {Path(one.where).name for one in passed_over()}
    assert [one.id for one in fits(None)] == [BASE]


@pytest.mark.slow
def test_what_gives_the_same_bytes_here_is_as_good_as_made_here(
    newest: Baseline, tmp_path: Path
) -> None:
    name = received(newest, tmp_path / "home")
    assert code(name) == "baseline-foreign"
    assert verify(name).identical
    assert Baseline.load(name).id == name


def test_what_was_made_before_there_were_marks_serves_on(base: Baseline, tmp_path: Path) -> None:
    """Notes of fits count once, when the secret is made; the store's word at each start."""
    home = tmp_path / "home"
    noted, published = base, replace(base, manifest=base.manifest | {"seed": 2})
    for one in (noted, published):
        received(one, home)
    (home / "fits").mkdir()
    (home / "fits" / "0123456789abcdef.txt").write_text(noted.id)
    assert Baseline.load(noted.id).id == noted.id
    assert code(published.id) == "baseline-foreign"
    store = Store()
    store.publish(published.id)
    settle(store)
    store.close()
    assert Baseline.load(published.id).id == published.id


@pytest.mark.slow
def test_a_note_of_todays_request_without_any_mark_is_anothers(
    base: Baseline, tmp_path: Path
) -> None:
    """In a folder sent whole it would stand for the shipped fit, and be published as that."""
    asked = as_of(date(2025, 5, 28)), Spec(draws=100), 1
    honest = made(*asked, tmp_path / "elsewhere")
    (note,) = (tmp_path / "elsewhere" / "fits").iterdir()
    home = tmp_path / "home"
    name = received(replace(base, growth=base.growth + 0.02), home)
    (home / "fits").mkdir()
    (home / "fits" / note.name).write_text(name)
    assert made(*asked).id == honest.id
    assert code(name) == "baseline-foreign"


def test_a_backup_takes_along_what_was_made_here_and_no_more(
    base: Baseline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base.save()
    other = received(replace(base, manifest=base.manifest | {"seed": 2}), tmp_path / "home")
    Store().close()
    backup(tmp_path / "kept.zip")
    monkeypatch.setenv("YUCE_HOME", str(tmp_path / "new"))
    replace(base, manifest=base.manifest | {"seed": 3}).save()  # a secret of its own
    restore(tmp_path / "kept.zip")
    assert Baseline.load(base.id).id == base.id
    assert code(other) == "baseline-foreign"


def test_two_who_start_at_once_make_one_secret(tmp_path: Path) -> None:
    first, second = BaselineFolder(tmp_path), BaselineFolder(tmp_path)
    first.once(MADE, {"a": b"1", KEY: b"one"})
    second.once(MADE, {"b": b"2", KEY: b"two"})
    assert first.read(MADE, KEY) == b"one"
    assert not (tmp_path / MADE / "b").exists()


def test_a_damaged_manifest_is_told_as_one(base: Baseline, tmp_path: Path) -> None:
    base.save()
    place, name = shelf(), "f" * 16
    draws = place.read(base.id, DRAWS)
    own(name, place)
    assert made_here(name, place)
    folder = tmp_path / "home" / "baselines" / name
    folder.mkdir()
    (folder / DRAWS).write_bytes(draws)
    tried = 0
    for content in misshapen(dict(base.manifest)):
        (folder / MANIFEST).write_bytes(content)
        assert code(name) in ("baseline-damaged", "unknown-version"), content[:80]
        listed = {one.id for one in fits(None)}  # by its manifest alone: no draws are read
        assert listed == {base.id} if passed_over() else {base.id, name}
        tried += 1
    assert tried > 70
    strange = replace(base, settled=np.nan * base.settled)
    strange.save()
    assert code(strange.id) == "baseline-damaged"
