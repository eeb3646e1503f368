"""Years said by the horizon come out as plain ones; what is said plainly is left alone."""

from datetime import date
from pathlib import Path

import pytest

from base.problems import Problems
from data.vintages import as_of
from scenarios.assume.scenario import Scenario, parse, read_scenario
from scenarios.assume.years_ahead import settled

YEARS = (2027, 2028, 2029, 2030)


def growth(years: object) -> dict[str, object]:
    return {"assumptions": [{"section": "J", "years": years, "value": 0.05}]}


def parsed(content: object) -> Scenario:
    return parse(settled(content, YEARS)[0], "x.toml")


@pytest.mark.parametrize(
    ("said", "inside", "outside"),
    [
        ("+1", (2027,), ()),
        ("+1..+3", (2027, 2028, 2029), ()),
        ("+3..+6", (2029, 2030), (2031, 2032)),
        ("2026..2027", (2027,), (2026,)),
        ("2028..+4", (2028, 2029, 2030), ()),
        ("2024..2026", (), (2024, 2025, 2026)),
    ],
)
def test_years_are_those_of_the_horizon(
    said: str, inside: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    assert settled(growth(said), YEARS)[1] == outside
    found = parsed(growth(said)).assumptions
    assert tuple(year for one in found for year in one.years) == inside


def test_texts_name_the_years() -> None:
    content = growth("+1") | {"note_zh": "自{+1}年起，按{+0}年价；{+x}不变"}
    assert parsed(content).note_zh == "自2027年起，按2026年价；{+x}不变"


def test_an_event_begins_in_a_year_of_the_horizon() -> None:
    event = {"kind": "census", "section": "L", "shift": 0.1}
    content = {"events": [event | {"from": "+2"}, event | {"from": "+9"}]}
    assert [one.start for one in parsed(content).events] == [2028]
    assert settled(content, YEARS)[1] == (2035,)


@pytest.mark.parametrize("content", [growth([2020]), {"note_zh": "{+1}"}, [], "x", {"events": 3}])
def test_what_is_said_plainly_is_given_back_as_it_came(content: object) -> None:
    assert settled(content, YEARS) == (content, ())
    assert settled(content, YEARS)[0] is content


@pytest.mark.parametrize(
    "years", ["1", "2028", "+1..", "2028..", "..+2", "+1…+2", "+٣", "next", "2027-2028"]
)
def test_what_is_no_span_of_years_is_a_problem(years: str) -> None:
    with pytest.raises(Problems) as told:
        parsed(growth(years))
    assert [one.where for one in told.value.problems] == ["x.toml assumptions[0].years"]


def test_without_a_baseline_years_follow_the_newest_published(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(
        '[[assumptions]]\nsection = "J"\nyears = "+1"\nvalue = 0.05\n', encoding="utf-8"
    )
    assert read_scenario(file).assumptions[0].years == (as_of(date.today()).newest_year + 1,)
