"""The watch looked back on (监测回看): who moved, last year, producer services by scope."""

from html import escape

import numpy as np

from data.indicators import indicators
from data.sections import GROUP_SERIES, TERTIARY
from forecast.evaluation.year_news import YearCause
from forecast.evaluation.year_reading import read_by
from scenarios.outcome.thresholds import met
from scenarios.year.last_year import LastYear, SaidThen
from scenarios.year.moved import Moved
from scenarios.year.scope_progress import ScopeProgress, quarter_levels
from scenarios.year.year_watch import YearWatch
from views.present.names import series_name
from views.present.verdict_cards import scope_name
from views.present.watched.indicator_tables import indicator_name
from views.present.watched.watch_tables import PlainRows
from views.words.numbers import chance, percent, points
from views.words.words import joined, language, period_name, running, word

NAMED = 2
"""Groups, and figures, that a sentence names."""

PlainTable = tuple[tuple[str, ...], PlainRows]


def moved_said(watch: YearWatch) -> str:
    """Say who moved since last quarter, and because of which figure (变动结论)."""
    found = watch.moved
    if found is None:
        return word("moved_none")
    news = found.news
    change = float(news.after.sum() - news.before.sum())
    groups = dict(zip(GROUP_SERIES.values(), (news.after - news.before).tolist(), strict=True))
    most = [
        one
        for one in sorted(groups, key=lambda one: -abs(groups[one]))
        if points(groups[one]) != points(0)
    ]
    who = joined(word("brief_part", series_name(one), points(groups[one])) for one in most[:NAMED])
    effects = news.effects.sum(axis=1)
    order = np.argsort(-np.abs(effects), kind="stable")[:NAMED]
    why = joined(
        word("brief_part", _cause(news.causes[place]), points(float(effects[place])))
        for place in order
    )
    ends = percent(float(news.before.sum()), 2), percent(float(news.after.sum()), 2)
    said = word(
        *("moved_said", found.day.isoformat(), *ends, points(change)),
        *(who or word("moved_same"), why),
    )
    if news.odds_before is None or news.odds_after is None:
        return said
    return running(said, word("moved_odds", chance(news.odds_before), chance(news.odds_after)))


def moved_rule(watch: YearWatch) -> str:
    """Say how a change is shared out (分解方法)."""
    return word("moved_rule", f"{read_by(watch.outcome.baseline)[0].draws:,}")


def moved_table(found: Moved) -> PlainTable:
    """Lay out a change by figure and by group (变动表): contributions, in points."""
    news = found.news
    heads = [word("moved_by"), series_name(TERTIARY)]
    heads += [series_name(one) for one in GROUP_SERIES.values()]
    rows = [
        (escape(_cause(cause)), *map(points, (float(effect.sum()), *effect.tolist())))
        for cause, effect in zip(news.causes, news.effects, strict=True)
    ]
    change = news.after - news.before
    total = f"<b>{word('moved_total')}</b>"
    rows.append((total, *map(points, (float(change.sum()), *change.tolist()))))
    if news.odds is not None and news.odds_before is not None and news.odds_after is not None:
        heads.append(word("moved_odds_points"))
        odds = [*news.odds.tolist(), news.odds_after - news.odds_before]
        rows = [(*row, points(one, 1)) for row, one in zip(rows, odds, strict=True)]
    return tuple(map(escape, heads)), rows


def _cause(cause: YearCause) -> str:
    """Name a figure that moved a forecast."""
    period = period_name(cause.period)
    if cause.source == "quarter":
        value = "—" if cause.value is None else percent(cause.value)
        return word("cause_quarter", series_name(cause.series), period, value)
    if cause.source == "indicator" and cause.value is not None:
        name = indicator_name(indicators()[cause.series])
        return word("cause_quarter", name, period, percent(cause.value))
    return word(f"cause_{cause.source}", period)


def last_year_said(watch: YearWatch) -> list[str]:
    """Say how the watch did last year (上年结论), what is missing, and by which rule."""
    found = watch.last_year
    if found is None or found.missed is None:
        told = [word("last_year_none", watch.year - 1)]
    else:
        missed = points(found.missed).lstrip("+")
        count = len(found.said)
        published = percent(found.published)
        told = [word("last_year_said", found.year, published, count, missed, found.inside)]
        told += _odds(found)
    if found is None:
        return told
    if found.missing:
        names = joined(period_name(f"{found.year}Q{q}") for q in found.missing)
        told.append(word("last_year_missing", names))
    if found.unread:
        told.append(word("last_year_unread", found.unread))
    return told


def _odds(found: LastYear) -> list[str]:
    """What the last reading gave the official target, and what became of it."""
    last = found.said[-1].odds
    if found.target is None or last is None:
        return []
    target = found.target
    came = "last_year_met" if met(found.published - target.threshold, target.strict) else None
    result = word(came or "last_year_missed")
    return [word("last_year_odds", target.wording_in(language()), chance(last), result)]


def last_year_table(found: LastYear) -> PlainTable:
    """Lay out what the watch said on each day of release (逐日读数)."""
    heads = ("last_year_day", "newest_period", "median", "interval_eighty", "odds")
    rows = [_said_then(found, one) for one in found.said]
    return (*map(word, heads), word("last_year_off")), rows


def _said_then(found: LastYear, one: SaidThen) -> tuple[str, ...]:
    middle, low, high = (one.nowcast[key] for key in ("median", "p10", "p90"))
    return (
        one.day.isoformat(),
        period_name(one.quarter) if one.quarter else "—",
        percent(middle),
        f"{percent(low)} – {percent(high)}",
        "—" if one.odds is None else escape(chance(one.odds)),
        points(middle - found.published),
    )


def progress_said(watch: YearWatch) -> str:
    """Say what the quarters tell of producer services (进度结论)."""
    period, levels = quarter_levels(watch.vintage, watch.year)
    if period is None:
        return word("progress_none", watch.year)
    lacking = [series_name(one) for one in GROUP_SERIES.values() if one not in levels]
    if not lacking:
        return word("progress_whole", period_name(period))
    return word("progress_part", period_name(period), joined(lacking))


def progress_table(watch: YearWatch) -> PlainTable:
    """Lay out producer services by scope (进度表): last year, to date, the year, what is seen."""
    rows = watch.progress
    quarter = rows[0].quarter if rows else None
    heads = (
        word("scope"),
        word("progress_last", watch.year - 1),
        word("progress_to_date", period_name(quarter))
        if quarter
        else word("progress_to_date_none"),
        word("progress_nowcast", watch.year),
        word("progress_seen"),
    )
    return heads, [_progress(watch, one) for one in rows]


def _progress(watch: YearWatch, one: ScopeProgress) -> tuple[str, ...]:
    scope = next(scope for scope in watch.outcome.baseline.scopes if scope.id == one.scope)
    return (
        escape(scope_name(scope)),
        _spread(one.last),
        _spread(one.to_date),
        _spread(one.nowcast),
        percent(one.seen, 0),
    )


def _spread(values: dict[str, float] | None) -> str:
    """Print a median with its interval, or the interval alone; a dash where nothing is known."""
    if values is None:
        return "—"
    span = f"{percent(values['p10'])} – {percent(values['p90'])}"
    return f"{percent(values['median'])} ({span})" if "median" in values else span
