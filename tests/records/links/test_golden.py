"""Links of every version that was ever released open with the numbers they were sent with."""

import json
from pathlib import Path
from typing import Any

import pytest

from forecast.baseline import Baseline
from records.links.codec import decode, encode, parse, unpack
from records.links.opened import open_pin
from records.links.pin import read_pin
from records.links.seal import UNSEALED, attest

HERE = Path(__file__).parents[2] / "golden"
GOLDEN = [
    pytest.param(one, id=f"{path.stem} {one['name']}")
    for path in sorted(HERE.glob("v*.json"))
    for one in json.loads(path.read_text(encoding="utf-8"))
]


def load(name: str) -> Baseline:
    return Baseline.load(name, HERE)


def alike(found: Any, expected: Any, where: str = "") -> None:
    """Every figure is as it was, up to the last digit of single precision.

    Keys may have been added since, never taken away.
    """
    if isinstance(expected, dict):
        assert expected.keys() <= found.keys(), where
        for key, value in expected.items():
            alike(found[key], value, f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), where
        for place, value in enumerate(expected):
            alike(found[place], value, f"{where}[{place}]")
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=2e-6), where
    else:
        assert found == expected, where


@pytest.mark.parametrize("golden", GOLDEN)
def test_a_golden_link_opens_as_it_was_sent(golden: dict[str, Any]) -> None:
    letter = unpack(parse(golden["link"]).value)
    sent = letter.pin
    seal = attest(letter.seal, letter.text, "unknown").record()
    alike(seal, golden.get("seal", UNSEALED.record()))
    assert sent.id == golden["id"]
    opened = open_pin(sent, load)
    assert opened.same, opened.differences
    expected = dict(golden["outcome"])
    if sent.left_out is None:
        expected["scenario"] = golden["outcome"]["scenario"] | {"baseline": sent.baseline.id}
    else:
        del expected["scenario"]
    alike(opened.record()["as_decided"], expected)


@pytest.mark.parametrize("golden", GOLDEN)
def test_a_golden_record_of_the_store_reads_as_it_was_saved(golden: dict[str, Any]) -> None:
    kept = read_pin(golden["pin"])
    assert kept.id == golden["id"]
    alike(json.loads(kept.text()), golden["pin"])
    again = decode(parse(encode(kept)).value)
    assert again.id == golden["id"]


def test_there_are_golden_links() -> None:
    assert len(GOLDEN) >= 8
