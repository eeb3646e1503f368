"""What a share still asks for, by hand and by the workbook's own rows."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import openpyxl
import pytest

from data.sections import CODES, SECTION_CODES
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario, parse
from scenarios.outcome.deterministic_path import inputs, walk
from scenarios.outcome.required_growth import Required, required
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import official
from views.export.workbook.workbook import workbook
from views.panels.attribution import required_lines
from views.present.contents import Contents
from views.words.words import speaking

MOVED = {"assumptions": [{"section": "J", "years": [2026, 2027], "value": 0.15}]}
REST = {"assumptions": [{"section": "Q", "years": [2026, 2027], "value": 0.15}]}
BUSY = MOVED | {
    "events": [
        {"kind": "project", "section": "I", "from": 2026, "amount": 120.5, "ramp": 3},
        {"kind": "census", "section": "M", "from": 2027, "shift": 0.08},
        {"kind": "rescoping", "section": "F", "from": 2027, "scope": "D3", "coefficient": 0.4},
    ],
}
SCENARIOS = [{}, MOVED, REST, BUSY]


def asked(outcome: Outcome, scope: str) -> Required:
    found = required(official("producer_share"), outcome, scope)
    assert found is not None
    assert found.lead is not None
    return found


@pytest.mark.parametrize("scenario", SCENARIOS, ids=["plain", "finance", "rest", "busy"])
@pytest.mark.parametrize("scope", ["D1", "D3", "D6", "D7"])
def test_by_hand(newest: Baseline, scenario: dict[str, Any], scope: str) -> None:
    """With the rest as it is, producers that grow by it reach 60% in the last of the years."""
    outcome = simulate(newest, parse(scenario, "x"))
    one, path = asked(outcome, scope), walk(inputs(outcome))
    assert (one.years, outcome.origin) == (2, 2025)
    place = outcome.scope_ids.index(scope)
    before = np.array(newest.scopes[place].mid)
    after = path.inputs.coefficients[1, place]
    opening, closing = path.inputs.level, path.current[1]
    rest_then, rest_now = ((1 - before) @ opening, (1 - after) @ closing)
    rest = (rest_now / rest_then) ** 0.5 - 1
    assert one.lead is not None
    producers = before @ opening * (1 + rest + one.lead) ** 2
    assert producers / (producers + rest_now) == pytest.approx(0.6)
    own = (after @ closing / (before @ opening)) ** 0.5 - 1
    assert one.expected_lead == pytest.approx(own - rest)
    # Real growth and prices make the same nominal growth.
    prices = (1 + own) / (1 + one.expected)
    assert (1 + one.average) * prices == pytest.approx(1 + rest + one.lead)


def test_it_follows_the_scenario(newest: Baseline) -> None:
    """Finance moves what D3 producers have; health, outside D3, what they must outgrow."""
    plain, moved, rest = (asked(simulate(newest, parse(one, "x")), "D3") for one in SCENARIOS[:3])
    assert moved.lead == pytest.approx(plain.lead)
    assert moved.expected_lead is not None
    assert plain.expected_lead is not None
    assert moved.expected_lead > plain.expected_lead + 0.005
    assert rest.lead != plain.lead
    assert rest.average > plain.average
    assert rest.expected_lead is not None
    assert rest.expected_lead < plain.expected_lead


@pytest.mark.parametrize("scenario", SCENARIOS, ids=["plain", "finance", "rest", "busy"])
@pytest.mark.parametrize("scope", ["D1", "D3", "D6"])
def test_by_the_workbooks_rows(newest: Baseline, scenario: dict[str, Any], scope: str) -> None:
    """The sum that a reader of the workbook would do, from its rows alone."""
    outcome = simulate(newest, parse(scenario, "x"))
    book = openpyxl.load_workbook(io.BytesIO(workbook(Contents(outcome, "zh"))), data_only=True)
    chain = block(book["推算"], "现价增加值（不含事件，亿元）")
    current = block(book["推算"], "现价增加值（亿元）")
    title = next(t for t in titles(book["口径"]) if t.startswith(f"系数：{scope} "))
    counted = block(book["口径"], title)
    opening, closing = chain[:, 0], current[:, 2]  # 2025, 2027
    place = outcome.scope_ids.index(scope)
    before = np.array(newest.scopes[place].mid)
    rest = ((1 - counted[:, 2]) @ closing / ((1 - before) @ opening)) ** 0.5
    wanted = (0.6 / 0.4 * ((1 - counted[:, 2]) @ closing) / (before @ opening)) ** 0.5
    one = asked(outcome, scope)
    assert one.lead == pytest.approx(wanted - rest, abs=1e-9)
    own = (counted[:, 2] @ closing / (before @ opening)) ** 0.5
    assert one.expected_lead == pytest.approx(own - rest, abs=1e-9)


def block(page: Any, title: str) -> Any:
    """Rows of a block: origin year first, 0 where it has none."""
    top = next(row for row in range(2, page.max_row + 1) if page.cell(row, 1).value == title)
    rows = range(top + 2, top + 2 + len(CODES))
    return np.array([[page.cell(row, 3 + year).value or 0.0 for year in range(4)] for row in rows])


def titles(page: Any) -> Iterator[str]:
    return (str(page.cell(row, 1).value) for row in range(2, page.max_row + 1))


def test_a_scope_of_nothing_asks_nothing_and_of_nearly_all_a_lag(newest: Baseline) -> None:
    for counted in (0.0, 1.0):
        own = {
            "id": "U1",
            "title_zh": "自定",
            "coefficients": dict.fromkeys(SECTION_CODES, counted),
        }
        outcome = simulate(newest, parse({"scope": "U1", "scopes": [own]}, "x"))
        one = required(official("producer_share"), outcome, "U1")
        assert (one is None) == (counted == 0)
        assert one is None or (one.lead is not None and one.lead < 0)
        with speaking("zh"):
            assert len(required_lines(outcome, "U1")) == bool(one)


def test_no_sign_stands_in_the_words(newest: Baseline) -> None:
    """A lead that may be negative is said as what may lag; growth below 0 as shrinking."""
    outcome = simulate(newest, Scenario())
    with speaking("zh"):
        low, high = (required_lines(outcome, scope)[-1] for scope in ("D6", "D3"))
    assert "每年可慢" in low
    assert "每年须快" in high
    assert "基准为快" in high
    fallen = {"assumptions": [{"section": "J", "years": [2026, 2027], "value": -0.4}]}
    with speaking("zh"):
        down = required_lines(simulate(newest, parse(fallen, "x")), "D3")[-1]
    assert "本情景为下降" in down
    assert "本情景为慢" in down
    for line in (low, high, down):
        assert "−" not in line
        assert "+" not in line
