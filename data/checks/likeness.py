"""Whether a table of growth is another table's (雷同): every figure of it agrees with the other.

One figure may agree by chance; of three or more in a period none may differ.
"""

from collections.abc import Callable, Iterator
from typing import Final

from base.problems import Text
from data.checks.doubts import Doubt, Where, doubt
from data.checks.known_figures import Beside, KnownFigures, SeriesKey, parts_before, year_before

ALIKE: Final = 3
"""Series that have to agree before chance is ruled out."""

PRINTED: Final = 0.0006
"""Growth that prints as the same tenth of a per cent, a fraction."""

SAME: Final = 5e-5
"""The same figure, a fraction of it or of 1."""


def alike(new: KnownFigures, where: Where, beside: Beside) -> Iterator[Doubt]:
    """Find growth that is all nominal, another period's, another measure's, or the country's;
    and levels that are all another period's."""
    together = {**beside.known, **new}
    for period in sorted({key[1] for key in new}):
        own = [key for key in new if key[1] == period and key[2] == "real_growth"]
        yield from _nominal(own, new, where, together)
        for others, which in _others(period, beside, together):
            yield from _another(own, new, where, others, which)
        yield from _moved([key for key in own if key in beside.known], new, where, beside)
        alone = [key for key in new if key[1] == period and key[2] == "real_growth_single"]
        if parts_before(period):
            yield from _another(alone, new, where, _of(together, measure="real_growth"), _SUMS)
        yield from _levels(period, new, where, beside)


Other = Callable[[SeriesKey], float | None]
_SUMS: Final = Text("累计增速", "that of the year to date")


def _of(figures: KnownFigures, period: str = "", measure: str = "") -> Other:
    """Look the same series up in another period or measure."""
    return lambda key: figures.get((key[0], period or key[1], measure or key[2]))


def _others(period: str, beside: Beside, together: KnownFigures) -> Iterator[tuple[Other, Text]]:
    """Give every table that growth may have been taken from by mistake, and its name."""
    for of in (*parts_before(period), *_years(period)):
        yield _of(beside.known, of), Text(f"{of} 的增速", f"that of {of}")
    yield beside.country.get, Text("全国的增速", "that of the country")
    revenue = {section: series for series, section in beside.same_section.items()}
    yield (
        lambda key: together.get((revenue.get(key[0], ""), key[1], "indicator_growth")),
        Text("营业收入的增速", "that of revenue"),
    )


def _years(period: str) -> list[str]:
    """Name the years around a period, and its like in them."""
    year, part = int(period[:4]), period[4:]
    names = [f"{year - back}{part}" for back in (1, 2, 3, -1)]
    return names + ([str(year - 1)] if part else [f"{year}Q{one}" for one in (1, 2, 3)])


def _another(
    own: list[SeriesKey], new: KnownFigures, where: Where, other: Other, which: Text
) -> Iterator[Doubt]:
    """Growth that agrees throughout with another table's."""
    held = [(key, value) for key in own if (value := other(key)) is not None]
    same = [key for key, value in held if abs(new[key] - value) < SAME]
    if len(same) >= ALIKE and len(same) == len(held):
        period = own[0][1]
        what = Text(f"{period} 的增速与{which.zh}全部相同", f"growth of {period} is all {which.en}")
        expected = Text(f"{period} 自己的可比价增速", f"real growth of {period} itself")
        yield doubt(where[same[0]], what, f"{len(same)} × =", expected, "figures-another")


def _nominal(
    own: list[SeriesKey], new: KnownFigures, where: Where, together: KnownFigures
) -> Iterator[Doubt]:
    """Growth that is only the change of levels at current prices."""
    held = []
    for key in own:
        name, period, _ = key
        now, then = (together.get((name, p, "value_added")) for p in (period, year_before(period)))
        if now and then:
            held.append((key, now / then - 1))
    same = [key for key, value in held if abs(new[key] - value) < PRINTED]
    if len(same) >= ALIKE and len(same) == len(held):
        period = own[0][1]
        what = Text(f"{period} 的增速都是名义增速", f"growth of {period} is all nominal")
        expected = Text("可比价增速", "growth at comparable prices")
        yield doubt(where[same[0]], what, f"{len(same)} × =", expected, "figures-nominal")


def _moved(
    own: list[SeriesKey], new: KnownFigures, where: Where, beside: Beside
) -> Iterator[Doubt]:
    """Known growth that comes back in other rows: the labels stand beside the wrong figures."""
    differ = [key for key in own if abs(new[key] - beside.known[key]) > SAME]
    before = sorted(beside.known[key] for key in differ)
    after = sorted(new[key] for key in differ)
    if len(differ) >= ALIKE and all(abs(a - b) < SAME for a, b in zip(before, after, strict=True)):
        period = own[0][1]
        what = Text(f"{period} 的增速换了行业", f"growth of {period} stands in other rows")
        expected = Text("各行业自己的数", "each section's own")
        yield doubt(where[differ[0]], what, f"{len(differ)} ×", expected, "figures-moved")


def _levels(period: str, new: KnownFigures, where: Where, beside: Beside) -> Iterator[Doubt]:
    """Levels that are all known already, of another period: two of them never agree by chance."""
    own = [key for key in new if key[1] == period and key[2].startswith("value_added")]
    for of in (*parts_before(period), *_years(period)):
        if of == period[:4] and period.endswith("Q4"):
            continue
        held = [
            (key, value)
            for key in own
            if (value := beside.known.get((key[0], of, "value_added"))) is not None
        ]
        same = [key for key, value in held if abs(new[key] / value - 1) < SAME / 10]
        if same and len(same) == len(held):
            what = Text(
                f"{period} 的数与 {of} 全部相同", f"figures of {period} are all those of {of}"
            )
            expected = Text(f"{period} 自己的数", f"figures of {period} itself")
            yield doubt(where[same[0]], what, f"{len(same)} × =", expected, "figures-another")
