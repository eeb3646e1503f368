"""Every number shown is rounded in one place: half away from zero, on the digits printed."""

import re

import pytest
from source import ROOT, TREES

from base.digits import percent, points

BY_HAND = re.compile(r"100 \*[^}\n]*:\+?\.[1-6]f")
"""A fraction made per cent and cut to digits by Python, which rounds 6.25 to 6.2."""


@pytest.mark.parametrize(
    ("fraction", "shown", "signed"),
    [(0.0625, "6.3%", "+6.3"), (-0.0625, "−6.3%", "−6.3"), (0.00035, "0.0%", "0.0")],
)
def test_a_half_goes_away_from_zero(fraction: float, shown: str, signed: str) -> None:
    assert percent(fraction) == shown
    assert points(fraction, 1) == signed


def test_nothing_shown_is_rounded_by_hand() -> None:
    shown = [path for path in TREES if path.split("/")[0] in ("scenarios", "records", "views")]
    shown += [path for path in TREES if path.startswith("commands/")]
    found = [
        f"{path}: {line.strip()}"
        for path in shown
        for line in (ROOT / path).read_text("utf-8").splitlines()
        if BY_HAND.search(line)
    ]
    assert found == []
