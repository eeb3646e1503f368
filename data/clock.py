"""What day and what time it is in the region (时钟), whatever zone the computer keeps.

Nothing else asks the computer's clock for a day: figures are published, scenarios made and
documents written on its days. Stamps carry their zone; those of earlier versions are
in UTC and print the same way.
"""

from datetime import date, datetime
from typing import Any, Final

from base.problems import Problem, Problems, Text
from base.problems import shown as quoted
from data.region import region


def now() -> datetime:
    """Give the time (此刻), the region's, with its zone."""
    return datetime.now(region().zone)


def today() -> date:
    """Give the day (今天), the region's."""
    return now().date()


def stamp() -> str:
    """Give the time as it is written down (时间戳): ISO 8601 to the millisecond, with its zone."""
    return now().isoformat(timespec="milliseconds")


def local(moment: datetime) -> datetime:
    """Give a moment in the region's time (当地时间); one without a zone is of its time already."""
    zone = region().zone
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def instant(stamped: str) -> datetime:
    """Read a stamp (读取时间戳); one without a zone is the region's, what is none is the earliest.

    >>> instant("2026-11-26T16:30:00+00:00").isoformat()
    '2026-11-27T00:30:00+08:00'
    """
    try:
        found = datetime.fromisoformat(stamped)
    except ValueError:
        return datetime.min.replace(tzinfo=region().zone)
    return local(found)


ISO_DAY: Final = Text("YYYY-MM-DD", "YYYY-MM-DD")


def read_day(when: Any, where: str = "when", expected: Text = ISO_DAY) -> date:
    """Read a day (读取日期) from a date, a text or numpy's; of a time with a zone, the region's.

    Raises Problems, with what was `expected` and the argument's name in `where`.

    >>> read_day("2025-05-28")
    datetime.date(2025, 5, 28)
    """
    try:
        if type(when).__name__ == "datetime64":  # of numpy, which is not loaded for this
            when = when.astype("datetime64[us]").item()
        if isinstance(when, datetime) and when == when:  # pandas' NaT is none
            return local(when).date()
        plain = isinstance(when, date) and not isinstance(when, datetime)
        return when if plain else date.fromisoformat(when)
    except (TypeError, ValueError):
        what, remedy = Text("不是日期", "not a day"), Text("如 2025-05-28", "2025-05-28, say")
        odd = Problem(where, what, quoted(when), expected, remedy, code="day-unread")
        raise Problems([odd]) from None


def at(seconds: float) -> datetime:
    """Give the instant so many seconds after 1970 began, in the region's time (时刻)."""
    return datetime.fromtimestamp(seconds, region().zone)


def shown(stamped: str, digits: int = 16) -> str:
    """Print a stamp (显示时间): 10 digits for the day, 16 to the minute, 19 to the second.

    >>> shown("2026-11-26T16:30:00+00:00"), shown("2026-11-26T16:30:00+00:00", 10)
    ('2026-11-27 00:30', '2026-11-27')
    """
    found = instant(stamped)
    return stamped if found.year == 1 else found.isoformat(" ")[:digits]
