"""A cell of the board in both languages of ours; and a lever of 总览, which moves several."""

import random
from statistics import fmean
from typing import Any

import pytest
from pages import board, opened
from visits import Visits

from base.problems import Language
from scenarios.assume.cells import HIGHEST, LOWEST, Cell, fraction, percent, typed
from views.board.payload import HERE
from views.words.numbers import chance, points
from views.words.numbers import percent as shown
from views.words.words import WORDS

FILES = ("cells.js", "engine.js", "levers.js", "picture.js")
SCRIPT = "\n".join((HERE / one).read_text(encoding="utf-8") for one in FILES)


FRACTIONS = {
    **{0.0635: 6.35, 0.0725: 7.25, -0.027: -2.7, 0.06: 6.0, 0.99: 99.0, -0.0: 0.0},
    **{0.065432: 6.5432, 0.1 + 0.2: 30.0, 1e-9: 0.0, -1e-7: 0.0, 0.5: 50.0, -0.5: -50.0},
    **{0.0000005: 0.0001, -0.0000005: -0.0001, 0.0000015: 0.0002, 1 / 3: 33.3333},
}
"""Growth as a fraction → the cell's per cent, by hand: four decimals, halves away from zero."""

TYPED = {
    **{"6.35": 6.35, "7.25": 7.25, "-2.7": -2.7, "99": 25.0, "-99": -10.0, "1e3": 25.0, "0": 0.0},
    **{
        "0.0635": 0.06,
        "6.3": 6.3,
        "6.30": 6.3,
        "+6.35": 6.35,
        ".5": 0.5,
        "6.": 6.0,
        " 6.35 ": 6.35,
    },
    **{"6.345": 6.35, "6.344999": 6.34, "-2.705": -2.71, "0.125": 0.13, "-0.125": -0.13},
    **{"0.375": 0.38, "1.005": 1.01, "-0": 0.0, "-0.004": 0.0, "-0.005": -0.01, "5e-1": 0.5},
    **{"６．３５": 6.35, "－２．７％": -2.7, "−2.7": -2.7, "6.35%": 6.35, "24.999": 25.0},
    **dict.fromkeys(
        ("", " ", "abc", "6.3.5", "6,35", "nan", "inf", "0x10", "1_0", "6²", "²", "%", "六")
    ),
}
"""What is typed into a cell → its per cent, by hand: two decimals, the sliders' ends beyond them,
None where there is no number."""


def test_python_and_javascript_turn_the_same_fractions_into_the_same_cells(script: Any) -> None:
    ours = [percent(one) for one in FRACTIONS]
    assert ours == list(FRACTIONS.values())
    assert script.evaluate("some => some.map(percentOf)", list(FRACTIONS)) == ours
    assert script.evaluate("some => some.map(fractionOf)", ours) == [fraction(one) for one in ours]


def test_python_and_javascript_read_the_same_from_what_is_typed(script: Any) -> None:
    ours = [typed(one) for one in TYPED]
    assert ours == list(TYPED.values())
    read = "([some, low, high]) => some.map((one) => typedOf(one, low, high))"
    theirs = script.evaluate(read, [list(TYPED), LOWEST, HIGHEST])
    assert [None if one != one else one for one in theirs] == ours


def test_python_and_javascript_print_a_tie_alike(script: Any) -> None:
    odds = [place / 200 for place in range(2, 199)]
    ours = [chance(one) for one in odds]
    assert (chance(0.825), chance(0.145), chance(0.005)) == ("83%", "15%", "<1%")
    assert all(int(one[:-1]) == (place + 1) // 2 for place, one in enumerate(ours, 2))
    assert script.evaluate("some => some.map(chanceText)", odds) == ours
    growth = [place / 2000 for place in range(-601, 602)]
    assert (shown(0.0645), shown(-0.0645)) == ("6.5%", "−6.5%")
    assert script.evaluate("some => some.map(percentText)", growth) == [*map(shown, growth)]
    gaps = [place / 20000 for place in range(-301, 302)]
    assert script.evaluate("some => some.map(pointsText)", gaps) == [*map(points, gaps)]


def test_every_cell_to_two_decimals_comes_back_as_it_was(script: Any) -> None:
    cells = [hundredths / 100 for hundredths in range(-1000, 2501)]
    fractions = [fraction(one) for one in cells]
    assert fractions == [float(f"{one}e-4") for one in range(-1000, 2501)]
    assert [percent(one) for one in fractions] == cells
    assert script.evaluate("some => some.map(fractionOf)", cells) == fractions
    assert script.evaluate("some => some.map(percentOf)", fractions) == cells
    rng = random.Random(3)
    drawn = [rng.uniform(-0.5, 0.5) for _ in range(2000)]
    assert script.evaluate("some => some.map(percentOf)", drawn) == [percent(one) for one in drawn]
    for one in cells[::7]:
        assert Cell.read(Cell.of("J", 2026, one / 100).key, one).growth == fraction(one)
    (told,) = script.evaluate("keys => keys.map(placeOf)", ["J/2026"])
    assert (told, script.evaluate("keyOf('J', 2026)")) == ({"section": "J", "year": 2026}, "J/2026")


def moved(values: list[float], mean: float, to: float) -> list[float]:
    """The obvious version: tenth by tenth from the mean shown to the one asked for, together."""
    at = round(10 * mean)
    way = 1 if round(10 * to) > at else -1
    for _ in range(abs(round(10 * to) - at)):
        then = [one + way / 10 for one in values]
        if not all(LOWEST - 1e-9 <= one <= HIGHEST + 1e-9 for one in then):
            break
        values = then
    return values


@pytest.fixture(scope="module")
def script(chromium: Visits) -> Any:
    page = chromium.new_page()
    page.add_script_tag(content=SCRIPT)
    yield page
    page.close()


def test_all_years_move_by_the_same_points_and_stop_together(script: Any) -> None:
    rng = random.Random(7)
    for _ in range(300):
        values = [round(rng.uniform(LOWEST, HIGHEST), 1) for _ in range(rng.randint(2, 6))]
        to = round(rng.uniform(LOWEST - 3, HIGHEST + 3), 1)
        shown = script.evaluate("values => leverOf(values)", values)
        told = [values, to, LOWEST, HIGHEST]
        found = script.evaluate("told => moveLever(...told)", told)
        by = [then - one for one, then in zip(values, found, strict=True)]
        assert max(by) - min(by) < 2e-4  # what they differ by stays
        assert all(LOWEST <= one <= HIGHEST for one in found)
        assert found == pytest.approx(moved(values, shown["mean"], to), abs=1e-3), (values, to)
        assert shown["mean"] == pytest.approx(fmean(values), abs=0.0501)
        assert (shown["least"], shown["most"]) == (min(values), max(values))


def test_a_lever_typed_to_a_hundredth_stands_there(script: Any) -> None:
    rng = random.Random(8)
    for _ in range(300):
        values = [round(rng.uniform(-4, 16), rng.choice([1, 2])) for _ in range(5)]
        to = round(fmean(values) + rng.uniform(-5, 5), 2)
        found = script.evaluate("told => moveLever(...told)", [values, to, LOWEST, HIGHEST])
        shown = script.evaluate("values => leverOf(values).mean", found)
        assert shown == pytest.approx(to, abs=1e-9), (values, to)


@pytest.mark.parametrize("to", [float("nan"), None])
def test_an_emptied_field_moves_nothing(script: Any, to: float | None) -> None:
    values = [4.3, 9.0, 3.9]
    found = script.evaluate(
        "told => moveLever(told[0], told[1] ?? NaN, told[2], told[3])",
        [values, to, LOWEST, HIGHEST],
    )
    assert found == values


def test_the_ends_of_the_past_are_said_in_words(script: Any) -> None:
    words = {key: WORDS[key][0] for key in WORDS if key.startswith("rank")}
    past = [1.0, 2.0, 2.0, 5.0]
    for value, text in {
        0.9: "低于历史最低",
        1.0: "历史最低",
        2.0: "历史50%位",
        3.0: "历史75%位",
        5.0: "历史最高",
        5.1: "高于历史最高",
    }.items():
        below, within = sum(one < value for one in past), sum(one <= value for one in past)
        given = [words, below, within, len(past)]
        assert script.evaluate("given => rankText(...given)", given) == text


def test_there_and_back_is_where_it_was(script: Any) -> None:
    values = [4.3, 9.0, 3.9, 3.6, 5.1234]  # the last as a link may have it
    there = script.evaluate("v => moveLever(v, leverOf(v).mean + 3, -10, 25)", values)
    back = script.evaluate("v => moveLever(v, leverOf(v).mean - 3, -10, 25)", there)
    assert back == pytest.approx(values, abs=1e-9)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_levers_say_which_years_they_hold(language: Language) -> None:
    told = board(opened("views/pages/overview.py", language))
    (group,) = told["groups"]
    assert "2026–2030" in group["title"]
    assert told["compact"]
