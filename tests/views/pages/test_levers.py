"""A lever of 总览: what it shows of its years, and what moving it does to each."""

import random
from statistics import fmean
from typing import Any

import pytest
from pages import board, opened
from playwright.sync_api import Browser

from base.problems import Language
from views.board.payload import HERE, HIGHEST, LOWEST

SCRIPT = (HERE / "levers.js").read_text(encoding="utf-8")


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
def script(chromium: Browser) -> Any:
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


@pytest.mark.parametrize("to", [float("nan"), None])
def test_an_emptied_field_moves_nothing(script: Any, to: float | None) -> None:
    values = [4.3, 9.0, 3.9]
    found = script.evaluate(
        "told => moveLever(told[0], told[1] ?? NaN, told[2], told[3])",
        [values, to, LOWEST, HIGHEST],
    )
    assert found == values


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
