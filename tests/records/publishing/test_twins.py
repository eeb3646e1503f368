"""A link of another machine: its bits differ, its numbers do not, and both is said."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from terminal import printed, yuce

from base import settings
from forecast.baseline import Baseline
from forecast.checksums import ARRAYS
from records.links.codec import decode, encode, parse
from records.links.opened import open_pin
from records.links.pin import Pin, pin
from records.publishing.published import first_fit
from records.publishing.twins import MOST, twin
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

ROOT = Path(__file__).parents[3]
CHANGE = {"assumptions": [{"section": "J", "years": [2027], "value": 0.07}]}

LINK = """
from records.links.codec import encode
from records.links.pin import pin
from records.publishing.published import first_fit
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
print(encode(pin(simulate(first_fit(), Scenario.model_validate(%r)))))
"""

OLD = {
    "OPENBLAS_CORETYPE": "Prescott",
    "NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL "
    "X86_V3 X86_V4 AVX2 FMA3",
}
"""Has numpy work as on a processor of twenty years ago."""


@pytest.fixture(scope="module")
def mine() -> Baseline:
    return first_fit()


@pytest.fixture(scope="module")
def theirs(mine: Baseline) -> Baseline:
    """The same fit as another processor makes it: its last bits are others."""
    found = replace(mine, growth=mine.growth * (1 + 1e-13), deflator=mine.deflator * (1 - 1e-13))
    assert found.id != mine.id
    return found


@pytest.fixture(scope="module")
def sent(theirs: Baseline) -> Pin:
    return pin(simulate(theirs, Scenario.model_validate(CHANGE)))


@pytest.mark.slow
def test_a_link_of_another_machine_says_the_same_to_a_hundredth_of_a_point(
    sent: Pin, mine: Baseline
) -> None:
    found = open_pin(sent, Baseline.load, mine, twin=twin)
    assert (found.verified, found.elsewhere, found.same, found.newer) == (True, True, False, False)
    assert found.decided is not None
    assert found.decided.baseline.id == mine.id
    record = found.record()
    assert (record["same_to_0.01_point"], record["same"], record["problems"]) == (True, False, [])
    assert not open_pin(sent, Baseline.load, mine).verified  # without looking for one


@pytest.mark.parametrize("by", [2e-4, -2e-4, 0.02])
def test_digits_that_no_fit_here_gives_stay_unverified(sent: Pin, by: float) -> None:
    growth = {year: value + by * (year == "2028") for year, value in sent.headline.growth.items()}
    rows = [
        one.model_copy(update={"value": one.value + by * (one.scope == "D3")})
        for one in sent.headline.targets
    ]
    lies: list[dict[str, Any]] = [
        *({"growth": growth}, {"targets": tuple(rows)}, {"joint": {}}, {"targets": ()})
    ]
    for forged in lies:
        changed = sent.headline.model_copy(update=forged)
        assert twin(sent.model_copy(update={"headline": changed})) is None


@pytest.mark.parametrize("part", ["scopes", "standing"])
def test_what_the_link_says_of_its_baseline_holds_of_the_twin(sent: Pin, part: str) -> None:
    moved = {code: (row[0] + 1, *row[1:]) for code, row in sent.standing["real_growth"].items()}
    other = {"scopes": "0" * 16, "standing": sent.standing | {"real_growth": moved}}
    assert twin(sent) is not None
    assert twin(sent.model_copy(update={part: other[part]})) is None


@pytest.mark.slow
def test_few_baselines_are_read_for_a_link_and_none_for_a_forged_one(
    sent: Pin, mine: Baseline, tmp_path: Path
) -> None:
    for number in range(6):
        replace(mine, growth=mine.growth + 0.01 * (number + 1)).save(tmp_path)
    read: list[str] = []

    def load(name: str) -> Baseline:
        read.append(name)
        return Baseline.load(name, tmp_path)

    assert twin(sent, load, tmp_path) is None
    assert len(read) == MOST
    headline = sent.headline
    for forged in (
        {"baseline": sent.baseline.model_copy(update={"draws": 77})},
        {"baseline": sent.baseline.model_copy(update={"years": 3})},
        {"scopes": "0" * 16},
        {"headline": headline.model_copy(update={"targets": ()})},
        {"headline": headline.model_copy(update={"joint": {}})},
    ):
        assert twin(sent.model_copy(update=forged), load, tmp_path) is None
    assert len(read) == MOST


@pytest.mark.parametrize("day", ["2026-03-30", "1990-01-01", "2026-12-31"])
def test_a_day_that_is_no_vintages_own_has_no_twin(sent: Pin, day: str) -> None:
    mark = sent.baseline.model_copy(update={"as_of": day})
    before = {*(settings.home() / "baselines").glob("*")}
    assert twin(sent.model_copy(update={"baseline": mark})) is None
    assert {*(settings.home() / "baselines").glob("*")} == before  # nor is anything fitted for it


@pytest.mark.slow
def test_it_is_said_in_a_terminal_and_on_the_page(
    sent: Pin, mine: Baseline, theirs: Baseline, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("YUCE_LANG", "en")
    said = " ".join(yuce("open", encode(sent)).split())
    assert "to 0.01 point" in said
    assert theirs.id in said
    assert mine.id in said
    assert "machine" not in said
    assert printed("open", encode(sent))["same_to_0.01_point"] is True
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    app.query_params["x"] = parse(encode(sent)).value
    app.session_state["language"] = "zh"
    app.run()
    assert not app.exception
    assert "到 0.01 个百分点" in "".join(one.value for one in app.success)


@pytest.mark.slow
def test_another_processor_really_makes_other_bits_and_the_same_numbers(
    mine: Baseline, tmp_path: Path
) -> None:
    told = os.environ | OLD | {"YUCE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", LINK % CHANGE]
    made = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=True)
    sent = decode(parse(made.stdout.split()[-1]).value)
    if sent.baseline.id == mine.id:
        pytest.skip("this numpy works alike on old and new processors")
    theirs = Baseline.load(sent.baseline.id, tmp_path)
    assert theirs.manifest["checksums"] == mine.manifest["checksums"]
    assert {*theirs.manifest["checksums"]} == {*ARRAYS}
    assert open_pin(sent, Baseline.load, twin=twin).elsewhere
