"""What day and what time it is in the region (时钟), whatever zone the computer keeps.

Nothing else asks the computer's clock for a day: figures are published, scenarios made and
documents written on its days. Stamps carry their zone; those of earlier versions are
in UTC and print the same way.
"""

from datetime import date, datetime

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
