"""Three sentences of the quarterly brief (简报三句), drafted from the figures."""

from scenarios.year.watch import Watched
from scenarios.year.year_watch import YearWatch
from views.present.file_names import file_name
from views.present.names import series_name
from views.present.watched import watch_said
from views.words.numbers import chance, percent, points
from views.words.words import joined, period_name, running, sized, word

NAMED = 2
"""Groups that a sentence names."""


def sentences(watch: YearWatch) -> list[str]:
    """Draft what a brief says (简报三句): what is out, what is left to do, who carries it."""
    return [_first(watch), _second(watch), _third(watch)]


def title(watch: YearWatch) -> str:
    """Name the brief by the newest quarter that is out (简报标题), else by its year."""
    known = watch.path.known
    period = period_name(f"{watch.year}Q{known}") if known else str(watch.year)
    return word("watch_brief_title", period) if known else word("watch_page", period)


def brief_name(watch: YearWatch, suffix: str) -> str:
    """Name its file (文件名), in the language spoken."""
    return file_name(title(watch), "yuce", (watch.day.isoformat(),), "brief", suffix)


def _first(watch: YearWatch) -> str:
    """Growth to date, against the quarters before and the year before."""
    path = watch.path
    told = [watch_said.out(path)]
    before = [one for one in path.quarters[: max(path.known - 1, 0)] if one.ytd is not None]
    if path.ytd is not None and before and before[-1].ytd is not None:
        period = period_name(f"{path.year}Q{before[-1].number}")
        change = sized(path.ytd - before[-1].ytd, "brief_faster", "brief_slower", "brief_same", 1)
        told.append(word("brief_against", period, change))
    return running(*told)


def _second(watch: YearWatch) -> str:
    """What is needed, what is drawn, and the odds."""
    path = watch.path
    if path.target is None:
        return running(word("watch_no_target", path.year), watch_said.drawn(path))
    told = [watch_said.needs(path), watch_said.drawn(path)]
    if path.odds is not None:
        told.append(word("watch_odds", chance(path.odds), word(f"light_{watch.lights[0]}")))
    return running(*told)


def _third(watch: YearWatch) -> str:
    """Who carries growth, who is furthest behind, and what nothing has seen."""
    groups = list(watch.rows[1:])
    most = sorted(groups, key=lambda one: -(one.contribution or 0))[:NAMED]
    told = [word("brief_carried", joined(_with(one, one.contribution or 0) for one in most))]
    behind = [one for one in groups if watch.gaps.get(one.series, 0) > 0]
    behind.sort(key=lambda one: -watch.gaps[one.series])
    if behind:
        short = joined(_with(one, watch.gaps[one.series]) for one in behind[:NAMED])
        told.append(word("brief_behind", short))
    told.append(word("brief_unseen", percent(watch.seen.unseen, 0)))
    return running(*told)


def _with(one: Watched, part: float) -> str:
    return word("brief_part", series_name(one.series), points(part))
