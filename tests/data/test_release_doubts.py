"""True tables pass without a word, and no disturbed one does: every release there ever was.

The tables are those of data/tables, release by release, each held beside what was known the day
before. What is found odd of them by name is odd in its source.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import pandas as pd
import pytest

from data.checks.doubts import impossible
from data.checks.known_figures import PARTS, Beside, KnownFigures, SeriesKey, keyed
from data.newest import in_fractions
from data.releases.release_doubts import all_doubts, beside
from data.tables import TABLES, read_tables
from data.vintages import as_of

ODD = {
    (
        "tertiary",
        "1990",
        "figure-not-of-parts",
    ),  # printed so in both yearbooks: 4.8, groups make 3.6
    ("gdp", "2012Q2", "figure-not-of-parts"),  # tertiary's 16.2 is wrong in its source
    ("primary", "2022Q1", "figure-level-growth"),  # a level below the year before's, growth above
    ("ind_service_above_scale", "2024M08", "figure-months-missing"),  # months that nobody saw
    ("ind_service_above_scale", "2025M05", "figure-months-missing"),
}
"""What is odd in print: series, period and what is said of it."""

Table = tuple[KnownFigures, Beside]


@cache
def releases() -> dict[str, Table]:
    """Every release's own figures, and what was known the day before, by name and day."""
    tables = read_tables(TABLES)
    basis = dict(zip(tables.releases["release"], tables.releases["census_basis"], strict=True))
    annual = in_fractions(tables.annual)
    quarterly = in_fractions(tables.quarterly)
    titled = quarterly["release"].mask(quarterly["release"] == "", quarterly["source_title"])
    every = pd.concat(
        [annual.assign(period=annual["period"].astype(str)), quarterly.assign(release=titled)]
    )
    found: dict[str, Table] = {}
    every["day"] = every["known_from"].dt.date
    for key, own in every.groupby(["day", "release"]):
        day, name = date.fromisoformat(f"{key[0]}"), f"{key[1]}"
        before = as_of(day - timedelta(days=1), tables)
        found[f"{name} {day}"] = keyed(own), beside(before, tables, basis.get(name, ""))
    return found


def told(new: KnownFigures, held: Beside) -> list[tuple[str, str]]:
    """What is said of figures: their key's words, and the code."""
    where = {key: " ".join(key) for key in new}
    problems = [*impossible(new, where), *(one for _, one in all_doubts(new, where, held))]
    return [(one.where, one.code or "") for one in problems]


@pytest.mark.slow
def test_true_tables_pass_without_asking() -> None:
    asked = {
        (*where.split()[:2], code)
        for own, held in releases().values()
        for where, code in told(own, held)
    }
    assert {(series, period, code) for series, period, code in asked} == ODD
    assert sum(len(own) for own, _ in releases().values()) > 2_500


def newest() -> list[tuple[str, Table]]:
    """Releases of the accounts since 2020 with three figures or more of a period."""
    return [
        (name, one) for name, one in releases().items() if name[-10:] >= "2020" and _large(one[0])
    ]


def _large(own: KnownFigures) -> bool:
    periods = [period for _, period, measure in own if measure == "real_growth"]
    return any(periods.count(one) >= 3 for one in set(periods))


def _scaled(measure: str, factor: float) -> Callable[[KnownFigures, Beside], KnownFigures]:
    return lambda own, _: {
        key: value * factor if key[2] == measure else value for key, value in own.items()
    }


def _levels_as_growth(own: KnownFigures, _: Beside) -> KnownFigures:
    return {
        key: own.get((key[0], key[1], "value_added"), 100 * value) / 100
        if key[2] == "real_growth"
        else value
        for key, value in own.items()
    }


def _index_as_growth(own: KnownFigures, _: Beside) -> KnownFigures:
    return {key: 1 + value if key[2] == "real_growth" else value for key, value in own.items()}


def _nominal(own: KnownFigures, held: Beside) -> KnownFigures:
    both = {**held.known, **own}
    found = dict(own)
    for name, period, measure in own:
        then = both.get((name, f"{int(period[:4]) - 1}{period[4:]}", "value_added"))
        now = both.get((name, period, "value_added"))
        if measure == "real_growth" and now and then:
            found[name, period, measure] = round(now / then - 1, 3)
    return found


def _of_the_year_before(own: KnownFigures, held: Beside) -> KnownFigures:
    def before(key: SeriesKey) -> float | None:
        return held.known.get((key[0], f"{int(key[1][:4]) - 1}{key[1][4:]}", key[2]))

    return {key: old if (old := before(key)) is not None else value for key, value in own.items()}


def _of_the_country(own: KnownFigures, held: Beside) -> KnownFigures:
    return {
        key: held.country.get(key, value) if key[2] == "real_growth" else value
        for key, value in own.items()
    }


def _rows_moved(own: KnownFigures, _: Beside) -> KnownFigures:
    """Every figure one row further down, of each measure and period."""
    found = dict(own)
    for period, measure in {key[1:] for key in own}:
        keys = [key for key in own if key[1:] == (period, measure)]
        for key, other in zip(keys, [*keys[1:], keys[0]], strict=True):
            found[key] = own[other]
    return found


DISTURBED: dict[str, Callable[[KnownFigures, Beside], KnownFigures]] = {
    "levels in 万元": _scaled("value_added", 1e4),
    "levels in 万亿元": _scaled("value_added", 1e-4),
    "levels a hundred times too large": _scaled("value_added", 100),
    "levels a hundred times too small": _scaled("value_added", 0.01),
    "levels in 千万元": _scaled("value_added", 10),
    "growth a hundred times too small": _scaled("real_growth", 0.01),
    "growth a hundred times too large": _scaled("real_growth", 100),
    "levels read as growth": _levels_as_growth,
    "an index read as growth": _index_as_growth,
    "nominal growth": _nominal,
    "figures of the year before": _of_the_year_before,
    "growth of the country": _of_the_country,
    "rows moved": _rows_moved,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", DISTURBED)
def test_no_disturbed_table_passes_without_a_word(kind: str) -> None:
    tried = 0
    for name, (own, held) in newest():
        own = {key: value for key, value in own.items() if key[2] in ("value_added", "real_growth")}
        new = DISTURBED[kind](own, held)
        moved = [key for key in own if abs(new[key] - own[key]) > 0.002 * abs(own[key]) + 0.0005]
        if len(moved) < 3 or not _beside_something(moved, own, held):
            continue
        if kind == "rows moved" and not _whole(own):
            continue  # within a part of the rows nothing but the words can tell
        tried += 1
        assert told(new, held), f"{kind}: {name}"
    assert tried >= 2, f"{kind}: {tried}"


@pytest.mark.slow
@pytest.mark.parametrize("kind", [one for one in DISTURBED if "hundred" in one or "元" in one])
def test_no_single_figure_of_another_scale_passes(kind: str) -> None:
    tried = 0
    for name, (own, held) in newest():
        for key, value in own.items():
            new = DISTURBED[kind]({key: value}, held)
            if new[key] == value or abs(value) < 0.02 or not held.years_before(key):
                continue
            tried += 1
            assert told(new, held), f"{kind}: {name} {key}"
    assert tried > 50


def _whole(own: KnownFigures) -> bool:
    """Whether a table has a whole's level or growth, and that of all its parts."""
    return any(
        all((one, period, measure) in own for one in (name, *PARTS[name]))
        for name, period, measure in own
        if name in PARTS
    )


def _beside_something(moved: list[SeriesKey], own: KnownFigures, held: Beside) -> bool:
    """Whether the year before is known of what was moved: nothing else can tell."""
    return any(held.years_before(key) for key in moved)
