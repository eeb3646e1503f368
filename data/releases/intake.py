"""New figures in (新增数据): what was read is held against what is known and kept as a release.

`read_figures` of `data.reading.read_file` is given on, so that both steps stand in one place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

import pandas as pd

from base.problems import Problem, Problems, Text
from base.settings import Home
from data import archive, clock
from data.checks.doubts import impossible
from data.checks.identities import growth_problems, total_problems
from data.checks.known_figures import SeriesKey, keyed
from data.checks.rows import PRINTED_AS, gap_problems, measure_problems
from data.figure_changes import KEY, figure_changes
from data.reading.answers.memory import remember
from data.reading.answers.readback import sources
from data.reading.figures import Figure
from data.reading.plan import Plan
from data.reading.read_file import Reading as Reading
from data.reading.read_file import gathered
from data.reading.read_file import read_figures as read_figures
from data.reading.sheets.grid import empty
from data.reading.sheets.text import shown
from data.region import region
from data.releases.differences import released
from data.releases.release_doubts import all_doubts, beside
from data.sections import GROUP_SERIES, OTHER
from data.tables import Tables, joined
from data.tables import read_tables as read_tables
from data.vintages import as_of

ID: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?")
CENSUS: Final = re.compile(r"(pre|post)-(1st|2nd|3rd|[4-9]th)")


@dataclass(frozen=True)
class Release:
    """What is to be said of a release (发布说明); `id` is new, and never used again.

    `status` of every figure; empty: preliminary in the year before publication and later,
    final before that. `withdraws`: releases whose figures are taken back.
    """

    id: str
    title: str
    published: date
    url: str = ""
    producer: str = field(default_factory=lambda: region().bureau)
    census_basis: str = ""
    support_services: str = ""
    status: str = ""
    withdraws: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Addition:
    """A release ready to be kept, or kept (新增发布).

    `differences` from the last vintage, as `figure_changes` gives them; `doubts`
    are figures to look at twice; `stored` tells whether it lies in the place for releases, and
    `already` whether it did before, in use or withdrawn since.
    """

    record: archive.ReleaseRecord
    differences: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    seal: str = ""
    stored: bool = False
    already: Literal["", "stored", "withdrawn"] = ""


def propose(
    reading: Reading, release: Release, tables: Tables | None = None, today: date | None = None
) -> Addition:
    """Make a release of what was read, and judge it (拟定); keeps nothing, raises nothing."""
    vintage = as_of(release.published, tables)
    known = vintage.figures()
    tables = read_tables() if tables is None else tables
    problems = [*reading.problems, *_about(release, tables, today or clock.today())]
    if not reading.figures and not release.withdraws and not reading.problems:
        problems.append(empty(reading.file or "—"))
    record = _record(reading, release, tables)
    _, annual, quarterly = archive.frames([record])
    file = reading.file
    own = [
        released(table, table.iloc[:0], release.id) for table in (annual, quarterly) if len(table)
    ]
    new = pd.concat(own, ignore_index=True) if own else known.iloc[:0]
    held = beside(vintage, tables, record["release"]["census_basis"])
    where: dict[SeriesKey, str] = {
        (one.series, one.period, measure): one.where
        for one in reading.figures
        for measure in (one.measure, "real_growth" if one.measure == "real_index" else one.measure)
    }
    fresh = {key: value for key, value in keyed(new).items() if key in where}
    problems += _early(reading.figures, release.published)
    problems += impossible(fresh, where)
    strange = all_doubts(fresh, where, held)
    problems += [problem for certain, problem in strange if certain]
    problems += _accounts(file, tables, record, annual, quarterly)
    kept = known.merge(new[["series", "period", "measure"]], on=["series", "period", "measure"])
    return Addition(
        record,
        _changed(known, new, tables, record) if release.withdraws else figure_changes(kept, new),
        tuple(gathered(problems)),
        (
            *reading.doubts,
            *_unnamed(reading, release),
            *(problem for certain, problem in strange if not certain),
        ),
    )


def add(
    reading: Reading,
    release: Release,
    *,
    looked: bool = False,
    dry_run: bool = False,
    plan: Plan | None = None,
    home: Home = None,
    today: date | None = None,
) -> Addition:
    """Keep what was read as a new release (存为新发布), whole or not at all.

    Raises Problems with all that is wrong; doubts count unless `looked` says that somebody
    has looked at them. The same again changes nothing. `today` bounds the day of publication.
    A plan that was given is remembered for the layouts it speaks of; having looked is not: it
    holds for these figures alone.
    """
    tables = None if home is None else read_tables(home=home)
    found = propose(reading, release, tables, today)
    if release.id in archive.names(home):
        kept = archive.load(release.id, home)
        if _core(kept) == _core(found.record):
            return replace(_with(found, archive.sealed(kept), True), already=_standing(kept, home))
    wrong = [*found.problems, *([] if looked else found.doubts)]
    if wrong:
        raise Problems(wrong)
    if dry_run:
        return found
    stored = _with(found, archive.store(found.record, home), True)
    if plan is not None:
        remember(reading.tables, plan, home)
    return stored


def _with(found: Addition, seal: str, stored: bool) -> Addition:
    return Addition(found.record, found.differences, (), found.doubts, seal, stored)


def _changed(
    known: pd.DataFrame, new: pd.DataFrame, tables: Tables, record: archive.ReleaseRecord
) -> pd.DataFrame:
    """Compare before and after a withdrawal (撤回前后): what goes, what comes back, what is new."""
    if record["release"]["release"] in set(tables.releases["release"]):
        return figure_changes(known.iloc[:0], new)
    day = date.fromisoformat(record["release"]["published"])
    table = figure_changes(known, as_of(day, joined(tables, [record])).figures())
    own = pd.MultiIndex.from_frame(table[KEY]).isin(pd.MultiIndex.from_frame(new[KEY]))
    return table[(table["kind"] != "unchanged") | own].reset_index(drop=True)


def _standing(kept: archive.ReleaseRecord, home: Home) -> Literal["stored", "withdrawn"]:
    """Say what became of a release that is kept (现状): a later one may have withdrawn it."""
    gone = " ".join(read_tables(home=home).releases["withdraws"]).split()
    return "withdrawn" if kept["release"]["release"] in gone else "stored"


def _core(record: archive.ReleaseRecord) -> archive.ReleaseRecord:
    """What two tries at the same release have in common."""
    return {key: value for key, value in record.items() if key not in ("added", "number")}


def _record(reading: Reading, release: Release, tables: Tables) -> archive.ReleaseRecord:
    listed = tables.releases
    bases = listed.loc[listed["producer"] == region().bureau, "census_basis"]
    stated = release.census_basis if CENSUS.fullmatch(release.census_basis) else ""
    has_other = any(one.series == GROUP_SERIES[OTHER] for one in reading.figures)
    known_from = release.published.isoformat()
    rows: dict[str, list[dict[str, Any]]] = {"annual": [], "quarterly": []}
    for one in reading.figures:
        yearly = len(one.period) == 4
        row = {
            "series": one.series,
            "period": int(one.period) if yearly else one.period,
            "measure": one.measure,
            "price_basis": PRINTED_AS.get(one.measure.removesuffix("_single"), ("", ""))[1],
            "value": float(one.value),
            "decimals": max(0, -int(one.value.as_tuple().exponent)),
            "unit": one.unit,
            "status": one.status or release.status or _status(one.period, release.published),
            "release": release.id,
            "known_from": known_from,
            "note": one.note,
            "row": one.row,
        }
        more = {"source_title": release.title, "source_url": release.url}
        rows["annual" if yearly else "quarterly"].append(row if yearly else row | more)
        if yearly and int(one.period) >= release.published.year - 1:
            rows["quarterly"].append(_four_quarters(row) | more)
    return {
        "schema": 1,
        "release": {
            "release": release.id,
            "title": release.title,
            "producer": release.producer,
            "published": known_from,
            "known_from": known_from,
            "census_basis": stated or str(bases.iloc[-1]),
            "support_services": release.support_services or ("apart" if has_other else ""),
            "withdraws": " ".join(release.withdraws),
            "url": release.url,
            "note": release.note,
        },
        **rows,
        "source": {"file": reading.file, "sha256": reading.sha256},
        "added": clock.now().isoformat(timespec="seconds"),
        "number": len(listed),
    }


def _four_quarters(row: dict[str, Any]) -> dict[str, Any]:
    """Give a year's figure as that of its four quarters (四个季度累计): 全年 is 1-4季度."""
    ytd = row | {"period": f"{row['period']}Q4"}
    if row["measure"] != "real_index":
        return ytd
    value = round(row["value"] - 100, row["decimals"])
    return ytd | {"measure": "real_growth", "value": value, "unit": "percent"}


def _status(period: str, published: date) -> str:
    return "preliminary" if int(period[:4]) >= published.year - 1 else "final"


def _accounts(
    file: str,
    tables: Tables,
    record: archive.ReleaseRecord,
    annual: pd.DataFrame,
    quarterly: pd.DataFrame,
) -> Iterator[Problem]:
    """Hold the figures against the accounts' identities (核算检查), with what is known."""
    whole = joined(tables, [record])
    if len(quarterly) and len(annual):  # a year's four quarters repeat the year
        quarterly = quarterly[~quarterly["period"].isin([f"{one}Q4" for one in annual["period"]])]
    for table in (annual, quarterly):
        if len(table):
            yield from measure_problems(file, table)
            yield from total_problems(file, table, whole.releases)
    if len(annual):
        yield from gap_problems(file, annual)
        yield from growth_problems(file, whole.annual, whole.releases)


def _unnamed(reading: Reading, release: Release) -> Iterator[Problem]:
    """Ask whose figures they are where neither table nor producer says (未说明地区)."""
    bureau = region().bureau
    for taken in reading.tables if release.producer != bureau else ():
        first = next(iter(taken.figures), None)
        if first and not sources(taken, first)["region"]:
            yield Problem(
                taken.where,
                Text("表中没有说明是哪个地区", "the table does not name its region"),
                shown(release.producer),
                Text(f"写明地区，或由{bureau}发布", f"its region, or {bureau} as producer"),
                Text("请核对；确认无误后注明“已核对”", "look it up; if it is right, say so"),
                code="release-region-unsaid",
            )


def _early(figures: tuple[Figure, ...], published: date) -> Iterator[Problem]:
    """Find figures of a time that was not over when they were published (期间未完)."""
    told = set()
    for one in figures:
        year, rest = int(one.period[:4]), one.period[4:]
        month = 12 if not rest else int(rest[1:]) * (3 if rest[0] == "Q" else 1)
        if (published.year, published.month) <= (year, month) and one.period not in told:
            told.add(one.period)
            yield Problem(
                one.where,
                Text(f"发布时 {one.period} 尚未结束", f"{one.period} was not over when published"),
                published.isoformat(),
                Text(f"{year}-{month:02d} 之后发布", f"published after {year}-{month:02d}"),
                Text("请核对年份、季度和发布日期", "check the year, the quarter and the day"),
                code="figure-not-over",
            )


def _about(release: Release, tables: Tables, today: date) -> Iterator[Problem]:
    """Find what is wrong with what is said of the release (发布说明有误)."""
    if not ID.fullmatch(release.id):
        expected = Text("小写字母、数字和连字符，至多 60 个", "a-z, 0-9 and hyphens, at most 60")
        yield _said("id", release.id, expected)
    elif release.id in set(tables.releases["release"]):
        yield archive.taken(release.id)
    if not 0 < len(release.title.strip()) <= 200:
        yield _said("title", release.title, Text("1 至 200 字的名称", "1 to 200 characters"))
    if not re.fullmatch(r"(https?://[^\s<>\"]{1,500})?", release.url):
        yield _said(
            "url", release.url, Text("以 http 开头的网址", "an address that starts with http")
        )
    if not date(1949, 10, 1) <= release.published <= today:
        yield _not_yet(release.published, today)
    if not CENSUS.fullmatch(release.census_basis or "post-5th"):
        yield _said("census", release.census_basis, Text("如 post-5th", "such as post-5th"))
    if release.status not in ("", "preliminary", "revised", "final"):
        expected = Text("preliminary、revised 或 final", "preliminary, revised or final")
        yield _said("status", release.status, expected)
    if release.support_services not in ("", "apart", "within_other"):
        expected = Text("apart 或 within_other", "apart or within_other")
        yield _said("support", release.support_services, expected)
    for name in release.withdraws:
        if name not in set(tables.releases["release"]) or name == release.id:
            yield _said("withdraws", name, Text("已有的发布", "a release that is there"))


def _not_yet(published: date, today: date) -> Problem:
    ahead = published > today
    return Problem(
        "published",
        Text("发布日期在今天之后", "the day of publication lies ahead")
        if ahead
        else Text("发布日期过早", "the day of publication is too early"),
        published.isoformat(),
        Text(f"1949-10-01 至 {today}", f"a day from 1949-10-01 to {today}"),
        Text("请核对发布日期", "check the day of publication"),
        code="release-day",
    )


def _said(option: str, found: str, expected: Text) -> Problem:
    return Problem(
        option,
        Text("发布说明有误", "the details of the release are not as they should be"),
        shown(found),
        expected,
        Text("请改正", "correct it"),
        code="release-option",
    )
