"""How old the figures are (数据到哪一天): said wherever decisions are read."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from data.due import Due, due
from data.indicators import indicators
from data.vintages import Vintage, as_of_both
from data.watched.overdue import overdue
from views.words.words import joined, word


def data_age(as_of_day: str | date, today: date, name: str = "") -> str:
    """Say to what day the figures run and what should be out but is not in (数据截至).

    `as_of_day` is the vintage that a baseline stands on and `name` which of that day, `today` the
    region's day. Figures that are held here and that the vintage does not have are told apart
    from those that are not. What should be out: quarters of the accounts, and how many of the
    indicators that the accounts are made from.
    """
    day = _day(as_of_day)
    vintage, newest = as_of_both(day, max(day, today), name)
    said = word("data_to", vintage.own_until)
    if vintage.known_until > vintage.own_until:
        said += word("data_country", vintage.known_until)
    if newest.own_until > vintage.own_until:
        said += word("data_unused", newest.own_until)
    missing, late = _missing(newest, today), _late(newest, today)
    if missing:
        said += word("data_due", _periods(missing))
    return said + word("data_late", late) if late else said


def data_day(as_of_day: str | date, today: date, name: str = "") -> str:
    """Say to what day the figures run (数据截至), and no more: `data_age` says the rest."""
    day = _day(as_of_day)
    return word("data_to", as_of_both(day, max(day, today), name)[0].own_until)


def _day(said: str | date) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)


@lru_cache(maxsize=64)
def _missing(newest: Vintage, today: date) -> tuple[Due, ...]:
    """Kept, for every move of a slider asks again; another release gives another vintage."""
    return due(newest, today)


@lru_cache(maxsize=64)
def _late(newest: Vintage, today: date) -> int:
    """Count the indicators of the accounts that are overdue."""
    return sum(indicators()[one.series].in_accounts for one in overdue(newest.as_of, today))


def _periods(some: Iterable[Due]) -> str:
    """List what is due: quarters in a row as a span, bulletins and yearbooks by year."""
    some = list(some)
    quarters = [one for one in some if one.figures not in ("year", "yearbook")]
    spans = [_span(quarters)] if quarters else []
    spans += [word("due_year", one.year) for one in some if one.figures == "year"]
    spans += [word("due_yearbook", one.by.year) for one in some if one.figures == "yearbook"]
    return joined(spans)


def _span(quarters: list[Due]) -> str:
    first, last = quarters[0], quarters[-1]
    if first == last:
        return word("due_quarter", first.year, word(f"quarter_{first.figures}"))
    if first.year == last.year:
        names = (word(f"quarter_{one.figures}") for one in (first, last))
        return word("due_quarters", first.year, *names)
    return word("due_from_to", _span([first]), _span([last]))
