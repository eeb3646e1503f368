"""A seal says who and when; whatever its mover changes, it no longer holds (签章)."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from forging import forgeries
from hypothesis import given
from hypothesis import strategies as st

from base.problems import Problems
from base.texts import line
from forecast.baseline import Baseline
from records.links import seal as seal_module
from records.links.codec import LONGEST, decode, encode, parse, unpack
from records.links.pin import Pin, pin
from records.links.seal import MOST, Seal, attest, sign, unpacked
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

OURS, THEIRS = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
NOON = datetime(2026, 11, 27, 4, 0, 0, tzinfo=UTC)


def wrapped(seal: bytes, link: str) -> str:
    """Put a seal on the content of a link, with a true checksum."""
    packed = link.removeprefix("?x=2")
    raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    body = seal + unpacked(raw[6:])[1]
    check = hashlib.sha256(b"2" + body).digest()[:6]
    return "?x=2" + base64.urlsafe_b64encode(check + body).rstrip(b"=").decode()


def sealed(found: Pin, by: str = "张三 · zhang@example.gov.cn") -> str:
    return encode(found, lambda text: sign(OURS, text, by, NOON))


def state(link: str, own: bool = True) -> str:
    letter = unpack(parse(link).value)
    assert letter.seal is not None
    mine = letter.seal.key == OURS.public_key().public_bytes_raw()
    return attest(letter.seal, letter.text, "own" if mine and own else "unknown").state


@pytest.fixture(scope="module")
def two(newest: Baseline) -> tuple[Pin, Pin]:
    items: list[dict[str, Any]] = [{"section": "J", "years": [2027], "value": 0.07}]
    return (
        pin(simulate(newest, Scenario.model_validate({"assumptions": items, "title_zh": "定稿"}))),
        pin(simulate(newest, Scenario())),
    )


def test_a_sealed_link_carries_the_same_pin_with_who_and_when(two: tuple[Pin, Pin]) -> None:
    link = sealed(two[0])
    letter = unpack(parse(link).value)
    assert letter.pin == two[0] == decode(parse(link).value)
    assert letter.text == two[0].text()
    assert letter.seal is not None
    assert (letter.seal.by, letter.seal.at) == (
        "张三 · zhang@example.gov.cn",
        "2026-11-27T12:00:00+08:00",
    )
    assert state(link) == "here"
    assert state(link, own=False) == "elsewhere"
    assert len(link) - len(encode(two[0])) <= 4 * (102 + 40) / 3


def test_a_seal_does_not_pass_to_another_pin_name_time_or_key(two: tuple[Pin, Pin]) -> None:
    link, other = sealed(two[0]), sealed(two[1])
    seal, foreign = (unpack(parse(one).value).seal for one in (link, other))
    assert seal is not None
    assert foreign is not None
    theirs = sign(THEIRS, two[0].text(), seal.by, NOON)
    moved = {
        "of another pin": foreign,
        "another name": replace(seal, by="李四"),
        "another time": replace(seal, moment=seal.moment + 1),
        "their key over ours": replace(theirs, key=seal.key),
        "our signature, their key": replace(seal, key=theirs.key),
        "weak key": Seal(seal.by, seal.moment, bytes(31) + b"\x01", bytes(64)),
    }
    for kind, one in moved.items():
        assert state(wrapped(one.packed(), link)) == "broken", kind
    assert state(wrapped(theirs.packed(), link)) == "elsewhere"  # our name, never "here"
    assert state(wrapped(seal.packed(), link)) == "here"


@given(place=st.integers(0, 140), bit=st.integers(0, 7))
def test_no_bit_of_a_seal_can_be_changed(place: int, bit: int, two: tuple[Pin, Pin]) -> None:
    link = sealed(two[0])
    seal = unpack(parse(link).value).seal
    assert seal is not None
    raw = bytearray(seal.packed())
    raw[place % len(raw)] ^= 1 << bit
    try:
        found = state(wrapped(bytes(raw), link))
    except Problems as problems:
        found = problems.problems[0].what.en
    assert found in ("broken", "the link's content cannot be read")


@given(by=st.text(max_size=300), when=st.datetimes(datetime(1971, 1, 1), datetime(9999, 12, 30)))
def test_whatever_name_a_seal_says_it_reads_back(by: str, when: datetime) -> None:
    text = json.dumps({"made": "2026-11-27", "software": "", "left_out": None})
    seal = sign(OURS, text, by, when.replace(tzinfo=UTC))
    assert len(seal.by.encode()) <= MOST
    assert line(by).startswith(seal.by)
    assert unpacked(seal.packed() + b"rest") == (seal, b"rest")
    assert seal.holds(text)
    assert not seal.holds(text + " ")
    told = attest(seal, text, "unknown")
    assert told.by == seal.by
    assert "\n" not in str(told.by)


def test_a_name_that_hides_signs_is_cleaned_where_it_is_shown() -> None:
    text = json.dumps({"made": "2026-11-27", "software": "", "left_out": None})
    plain = sign(THEIRS, text, "甲", NOON)
    name = "张\u202e三\n\x1b[31m\u200b"
    message = seal_module._message(text, name, plain.moment, plain.key)
    forged = Seal(name, plain.moment, plain.key, THEIRS.sign(message))
    assert attest(forged, text, "unknown").by == "张三 [31m"


def test_whatever_is_changed_under_a_seal_breaks_it(two: tuple[Pin, Pin]) -> None:
    """Each field to each of a dozen hostile kinds, with a right checksum: never sealed here."""
    text, counts = two[0].text(), {"broken": 0, "refused": 0, "unchanged": 0}
    seal = sign(OURS, text, "张三", NOON)
    for link, told in forgeries([two[0]], 300):
        packed = link.removeprefix("?x=1")
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        body = seal.packed() + raw[6:]
        check = hashlib.sha256(b"2" + body).digest()[:6]
        sent = "2" + base64.urlsafe_b64encode(check + body).rstrip(b"=").decode()
        try:
            letter = unpack(sent)
        except Problems:
            counts["refused"] += 1
            continue
        state = attest(letter.seal, letter.text, "own").state
        assert state == ("here" if letter.text == text else "broken"), told
        counts["broken" if letter.text != text else "unchanged"] += 1
    assert counts["broken"] > 50, counts
    assert counts["refused"] > 50, counts


def test_texts_that_stay_behind_are_not_sealed(newest: Baseline) -> None:
    item = {"section": "J", "years": [2027], "value": 0.07, "reason": "理" * 100}
    words = "".join(chr(0x4E00 + 7 * n) for n in range(1_500))
    content = {"assumptions": [item], "note_zh": words, "title_zh": "题"}
    found = pin(simulate(newest, Scenario.model_validate(content)))
    link = sealed(found)
    letter = unpack(parse(link).value)
    assert len(link) <= LONGEST
    assert letter.pin.left_out is not None
    assert letter.pin.left_out.id == found.id
    assert letter.text == letter.pin.text() != found.text()
    assert state(link) == "here"
