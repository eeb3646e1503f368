"""Fits: asked for by a strict file, run in a process of their own, verified array by array."""

import json
import os
import re
import signal
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from documented import undocumented

from base.problems import Problems
from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.checksums import ARRAYS, checksum
from forecast.evaluation.verify import verify
from forecast.fit import STEPS, VERSIONS, fit
from forecast.fit_cache import prepare
from forecast.spec import Spec
from records.publishing import fit_request, jobs
from records.publishing.fit_request import Order, order, plan
from records.publishing.fits import fits
from records.publishing.spec_files import parse, read_spec, spec_hash
from records.store.records import Store

DAY, FEW = date(2026, 3, 26), Spec(draws=100)


def test_a_spec_file_is_strict_and_names_every_fault(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text('information = ["target", "common"]\ndraws = 500\n', "utf-8")
    assert read_spec(good) == Spec(information=("common", "target"), draws=500)
    bad.write_text('information = ["nope"]\ndraws = "9"\nhorizon = 1\nlast_year = 2020\n')
    with pytest.raises(Problems) as caught:
        read_spec(bad)
    assert len(caught.value.problems) == 4
    for part in ("nope", "draws", "horizon", "last_year", "docs/laboratory.md"):
        assert part in caught.value.text("zh")
    chinese = caught.value.text("zh")
    assert "common" in chinese
    assert "error" not in chinese  # no word of pydantic's own
    with pytest.raises(Problems, match="cannot be read"):
        read_spec(tmp_path / "none.toml")
    assert spec_hash(Spec()) == spec_hash(Spec().model_dump(mode="json", by_alias=True))
    assert spec_hash(Spec()) != spec_hash(FEW)


def test_a_request_survives_being_written_down() -> None:
    asked = Order(DAY, Spec(information=("common", "quarters")), 5, "张三", "试")
    assert order(json.loads(json.dumps(asked.request()))) == asked


def test_checksums_are_blind_to_the_last_bit_and_see_a_tenth_of_a_point(newest: Baseline) -> None:
    assert newest.manifest["checksums"] == {
        name: checksum(name, getattr(newest, name)) for name in ARRAYS
    }
    for name in ARRAYS:
        values = getattr(newest, name)
        assert checksum(name, values * (1 + 1e-14)) == checksum(name, values)
        assert checksum(name, values * 1.001 + 0.001) != checksum(name, values)


def test_verifying_says_exactly_what_differs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = fit(as_of(DAY), FEW, 3)
    base.save(home)
    found = verify(base.id, home)
    assert (found.identical, found.same, found.versions) == (True, True, {})
    assert all(one.largest == 0 for one in found.arrays)

    noise = replace(base, growth=base.growth * (1 + 1e-14))
    noise.save(home)
    found = verify(noise.id, home)
    assert (found.identical, found.same) == (False, True)
    assert [one.name for one in found.arrays if one.largest != 0] == ["growth"]

    other = replace(base, deflator=base.deflator + 0.003)
    other.save(home)
    found = verify(other.id, home)
    assert not found.same
    (moved,) = [one for one in found.arrays if one.then != one.now]
    assert moved.name == "deflator"
    assert moved.largest == pytest.approx(0.003)
    assert moved.said == pytest.approx(0.003, abs=1e-4)
    assert found.kept["deflator"] is False  # and its own manifest did not say so
    assert found.kept["growth"] is True

    monkeypatch.setitem(VERSIONS, "numpy", "9.9")
    found = verify(base.id, home)
    assert found.versions == {"numpy": (base.manifest["versions"]["numpy"], "9.9")}
    assert json.loads(json.dumps(found.record()))["versions"]["numpy"]["now"] == "9.9"
    assert undocumented("fit --verify", found.record()) == set()


def test_the_steps_that_are_told_are_those_there_are() -> None:
    told: list[tuple[str, float]] = []
    fit(as_of(DAY), FEW, 3, lambda what, done: told.append((what, done)))
    assert len(told) == STEPS
    assert [round(done * STEPS) for _, done in told] == list(range(STEPS))
    assert len({what for what, _ in told}) == STEPS


def test_the_three_actions_change_only_what_they_say(report: Baseline) -> None:
    spec, newest = Spec(draws=500), date(2026, 3, 31)
    model = plan("model", report, newest, spec, 9)
    assert (model.when, model.spec, model.seed) == (date(2025, 5, 28), spec, 9)
    data = plan("data", report, newest)
    assert (data.when, data.seed) == (newest, report.manifest["seed"])
    assert spec_hash(data.spec) == spec_hash(report.manifest["spec"])
    both = plan("both", report, newest, spec)
    assert (both.when, both.spec, both.seed) == (newest, spec, report.manifest["seed"])
    with pytest.raises(Problems, match="changes no spec or seed"):
        plan("data", report, newest, spec)


def until(job: jobs.Job, home: Path, *states: str) -> jobs.Job:
    for _ in range(2_400):
        found = jobs.read_job(job.id, home)
        if found.state in states or found.ended:
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_jobs_take_turns_are_cancelled_killed_and_done(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three fits at once: the first is killed, the second cancelled, the third is done."""
    monkeypatch.setenv("YUCE_STORE", str(home / "store.db"))
    first = fit_request.begin(Order(DAY, Spec(draws=100_000), 1, "甲"), home)
    assert until(first, home, "running").state == "running"
    second = fit_request.begin(Order(DAY, FEW, 2, "乙"), home)
    third = fit_request.begin(Order(DAY, FEW, 3, "丙", "试"), home)
    assert jobs.read_job(second.id, home).state == "waiting"
    assert next(job.id for job in jobs.active(home)) == first.id
    with monkeypatch.context() as elsewhere:  # in another container its number is another's
        elsewhere.setattr(os, "kill", lambda *_: pytest.fail("a number was signalled"))
        assert jobs.cancel(second.id, home).state == "cancelled"
    lines = (home / "jobs" / first.id / "state.jsonl").read_text("utf-8").splitlines()
    os.kill(json.loads(lines[0])["pid"], signal.SIGKILL)
    dead = until(first, home, "dead")
    assert dead.state == "dead"
    assert "再次启动" in jobs.problem_text(dead.problems[0], "zh")
    assert "start it again" in jobs.problem_text(dead.problems[0], "en")
    done = until(third, home, "done")
    assert (done.state, done.done, done.problems) == ("done", 1.0, ())
    assert jobs.active(home) == []
    assert done.result == prepare(DAY, FEW, 3, home).id  # the same bytes as in this process
    store = Store(str(home / "store.db"))
    (listed,) = fits(store, home)
    assert (listed.id, listed.who, listed.why, listed.seed) == (done.result, "丙", "试", 3)
    assert (listed.spec, listed.current) == (spec_hash(FEW), False)
    store.publish(done.result, "丁")
    assert fits(store, home)[0].current
    store.close()


def test_a_line_cut_off_in_the_middle_says_nothing(home: Path) -> None:
    folder = home / "jobs" / "20260101T000000-abcdef"
    folder.mkdir(parents=True)
    (folder / "request.json").write_text("{}", encoding="utf-8")
    (folder / "state.jsonl").write_text('{"state":"running","what":"x","time":1}\n{"state":"do')
    found = jobs.read_job(folder.name, home)
    assert (found.state, found.what) == ("dead", "x")  # nobody holds its lock
    with pytest.raises(Problems, match="no such job"):
        jobs.read_job("../../etc", home)


def test_a_fit_that_cannot_be_is_told_by_its_job(home: Path) -> None:
    with pytest.raises(Problems):
        fit_request.begin(Order(date(2022, 6, 1), FEW, 1), home)
    asked = Order(DAY, FEW, 1).request() | {"as_of": "2022-06-01"}
    job = until(jobs.start("records.publishing.fit_job", asked, home), home, "failed")
    assert job.state == "failed"
    assert "2024-12-31" in jobs.problem_text(job.problems[0], "zh")


def test_older_manifests_had_no_checksums(home: Path) -> None:
    base = fit(as_of(DAY), FEW, 3)
    plain = {key: value for key, value in base.manifest.items() if key != "checksums"}
    old = replace(base, manifest=plain | {"schema": 1})
    old.save(home)
    found = verify(old.id, home)
    assert found.same
    assert found.kept == {}
    assert np.array_equal(Baseline.load(old.id, home).growth, base.growth)


def test_a_spec_of_other_software_is_told() -> None:
    with pytest.raises(Problems, match="no such field"):
        parse({"combination": "median"})


def test_the_guide_tells_the_defaults_as_they_are() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "laboratory.md").read_text(encoding="utf-8")
    told = Spec().model_dump()
    rows = dict(re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| (.+?) \|", guide, re.MULTILINE))
    assert rows["`information`"] == ", ".join(told["information"])
    for names in ("`last_year`", "`draws`", "`first_year`, `deflator_first_year`"):
        keys = re.findall(r"\w+", names)
        assert rows[names] == ", ".join(str(told[key]).lower() for key in keys)


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"day"', b"\xff\xfe", b'"text"', b"9" * 5000])
def test_damaged_notes_of_a_fit_are_told_and_hide_no_other(content: bytes, tmp_path: Path) -> None:
    whole = json.dumps({"state": "done", "time": 2.0, "result": "b1"}).encode()
    for name, request, lines in (
        ("20260101-000000-aa", content, whole),
        ("20260101-000001-bb", b"{}", content + b"\n" + whole + b"\n" + content),
        ("20260101-000002-cc", b"{}", b'{"state":"odd","time":1}\n{"done":"x"}\n{"problems":[1]}'),
    ):
        folder = tmp_path / "jobs" / name
        folder.mkdir(parents=True)
        (folder / "request.json").write_bytes(request)
        (folder / "state.jsonl").write_bytes(lines)
    odd, other, damaged = jobs.jobs(tmp_path)
    assert (damaged.state, damaged.problems[0]["code"]) == ("dead", "job-damaged")
    assert "作业记录已损坏" in jobs.problem_text(damaged.problems[0], "zh")
    assert (other.state, other.result) == ("done", "b1")
    assert odd.state == "dead"
    assert jobs.active(tmp_path) == []
