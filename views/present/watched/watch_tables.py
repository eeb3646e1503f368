"""The tables of the watch (监测表): by quarter, by section, by target, the calendar."""

from datetime import timedelta
from html import escape
from typing import Final

from data.due import Due, Scheduled
from data.indicators import indicators
from data.sections import SUPPORT, industry
from data.watched.overdue import Late
from scenarios.year.watch import Watched
from scenarios.year.year_path import PathQuarter, YearPath
from scenarios.year.year_watch import YearWatch
from views.present.names import name, series_name
from views.present.watched.indicator_tables import indicator_name
from views.present.watched.watch_said import alone
from views.words.numbers import chance, percent, points, rate
from views.words.words import aside, exactly, joined, language, period_name, word

PlainRows = list[tuple[str, ...]]

FEW: Final = 4
"""Indicators that are named; the others are counted."""

SOON: Final = timedelta(days=30)
"""How far ahead indicators are listed."""


def _whole(cell: str) -> str:
    """Keep a cell on one line."""
    return f'<span class="whole">{cell}</span>'


def _heads(*keys: str) -> tuple[str, ...]:
    return tuple(map(word, keys))


def quarters(path: YearPath) -> tuple[tuple[str, ...], PlainRows]:
    """Lay out the year by quarter (分季): to date and alone, out, needed and drawn."""
    ahead = ("path_percent", "path_alone_percent") if path.target else ()
    heads = _heads("quarter", "to_date_percent", "alone_percent", *ahead, "drawn_percent")
    return heads, [_quarter(one, bool(ahead)) for one in path.quarters]


def _quarter(one: PathQuarter, target: bool) -> tuple[str, ...]:
    drawn = "—"
    if one.nowcast is not None:
        low, high = percent(one.nowcast["p10"]), percent(one.nowcast["p90"])
        drawn = _whole(f"{percent(one.nowcast['median'])} ({low} – {high})")
    needed = (rate(one.path), rate(one.path_alone)) if target else ()
    short = word(f"quarter_short_{one.number}")
    return (short, rate(one.ytd), alone(one), *needed, drawn)


SECTION_HEADS: Final = (
    *("section", "light_of", "ytd_growth", "needed_percent", "nowcast_percent"),
    *("contribution_points", "gap_points", "odds_reach", "history_percentile"),
)


BEYOND: Final = (5, 6, 8)
"""Columns that a phone leaves out: contribution, shortfall, percentile."""


def sections(watch: YearWatch) -> tuple[tuple[str, ...], PlainRows]:
    """Lay out the sections of other services (其他服务业各门类), escaped."""
    rows = [_section(watch, one, escape(name(industry(one.series)))) for one in watch.sections]
    return _heads(*SECTION_HEADS), rows


def groups(watch: YearWatch) -> tuple[tuple[str, ...], PlainRows]:
    """Lay out services, the groups, and what is left of the sum (分行业), escaped."""
    whole, *parts = watch.rows
    rows = [_section(watch, whole, f"<b>{escape(word('services'))}</b>")]
    rows += [_section(watch, one, escape(series_name(one.series))) for one in parts]
    added = sum(one.contribution or 0 for one in parts)
    rest = points((whole.contribution or 0) - added)
    gap = points(watch.gaps[SUPPORT]) if watch.gaps else "—"
    support = (escape(name(industry(SUPPORT))), "", "", "", "", rest, gap, "", "")
    return _heads(*SECTION_HEADS), [*rows, support]


def _section(watch: YearWatch, one: Watched, label: str) -> tuple[str, ...]:
    usual = one.quarter in (None, watch.rows[0].quarter)
    period = "" if usual else aside(period_name(one.quarter or ""))
    gap = watch.gaps.get(one.series)
    place = "—" if one.history is None else f"{100 * one.history:.0f}"
    return (
        label,
        _whole(word(f"light_{one.light}")),
        escape(rate(one.ytd) + period),
        rate(one.needed_year),
        rate(one.nowcast["median"]),
        "—" if one.contribution is None else points(one.contribution),
        "—" if gap is None else points(gap),
        "—" if one.odds_needed is None else escape(chance(one.odds_needed)),
        place,
    )


def targets(watch: YearWatch) -> tuple[tuple[str, ...], PlainRows]:
    """Lay out the services targets of the year beside each other (当年各目标), escaped."""
    heads = _heads("target", "light_of", "target_threshold", "needed_rest_percent", "odds")
    return heads, [
        _target(one, light) for one, light in zip(watch.paths, watch.lights, strict=True)
    ]


def _target(path: YearPath, light: str) -> tuple[str, ...]:
    assert path.target is not None
    odds = "—" if path.odds is None else escape(chance(path.odds))
    title = escape(path.target.title_in(language()))
    needed = rate(path.needed)
    lit = _whole(word(f"light_{light}"))
    return (title, lit, exactly(path.target.threshold), needed, odds)


def calendar(watch: YearWatch) -> tuple[tuple[str, ...], PlainRows]:
    """Lay out the releases of the accounts (发布日程): what is in, due and overdue."""
    heads = _heads("calendar_what", "calendar_when", "calendar_state")
    return heads, [_release(one) for one in watch.calendar]


def _release(one: Scheduled) -> tuple[str, ...]:
    day = _whole(word("by_day", one.figures.by.isoformat()))
    return (released(one.figures), day, _whole(word(f"state_{one.state}")))


def released(one: Due) -> str:
    """Name a release of the accounts (发布名称)."""
    if one.figures == "year":
        return word("bulletin_of", one.year)
    if one.figures == "yearbook":
        return word("yearbook_of", one.by.year, one.year)
    return word("accounts_of", period_name(f"{one.year}{one.figures}"))


def indicators_said(watch: YearWatch) -> list[str]:
    """Say which indicators are overdue, and when the next ones come (指标日程), a line each."""
    known = indicators()
    late = sorted(watch.late, key=lambda one: not known[one.series].in_accounts)
    if late:
        first = joined(
            f"{indicator_name(known[one.series])} {period_name(one.period)}" for one in late[:FEW]
        )
        more = word("and_more", first) if len(late) > FEW else first
        told = [word("indicators_late", len(late), more)]
    else:
        told = [word("indicators_none_late")]
    days = list(dict.fromkeys(one.by for one in watch.coming))[:3]
    if days:
        counts = ((day, sum(one.by == day for one in watch.coming)) for day in days)
        coming = joined(word("coming_on", day.isoformat(), count) for day, count in counts)
        told.append(word("indicators_coming", coming))
    return told


def indicators_due(watch: YearWatch) -> tuple[tuple[str, ...], PlainRows]:
    """Lay out the indicators that are overdue, and those due soon (指标日程), by day."""
    soon = [one for one in watch.coming if one.by <= watch.day + SOON]
    rows = [
        *((one, "overdue") for one in sorted(watch.late, key=lambda one: one.by)),
        *((one, "to_come") for one in soon),
    ]
    heads = _heads("indicator", "due_period", "calendar_when", "calendar_state")
    return heads, [_indicator_due(one, state) for one, state in rows]


def _indicator_due(one: Late, state: str) -> tuple[str, ...]:
    return (
        escape(indicator_name(indicators()[one.series])),
        escape(period_name(one.period)),
        _whole(word("by_day", one.by.isoformat())),
        _whole(word(f"state_{state}")),
    )


def seen_said(watch: YearWatch) -> str:
    """Say how much of services no figure of the year has seen (数据覆盖)."""
    seen = watch.seen
    total = word("seen_total", period_name(seen.total)) if seen.total else ""
    shares = (percent(one, 0) for one in (seen.accounts, seen.indicators, seen.unseen))
    return word("seen_said", *shares, total)
