"""Commands about the store: save, list, compare, back-check, … (情景库)."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from base.problems import Problem, Problems
from commands.chosen_baseline import in_use
from commands.links import Anyway, Onto, _onto
from commands.stored import is_file, opened, told
from commands.terminal import (
    IN_USE,
    Hanging,
    Json,
    Note,
    OtherDay,
    Title,
    Who,
    Why,
    complain,
    echo,
    heads,
    language,
    out,
    plain,
    problem_rows,
    wrapping,
)
from commands.terminal import any_store as _any_store
from commands.terminal import store as _store
from data import clock
from views.words.numbers import percent, points, rate
from views.words.words import deed, say, speaking, titled

commands = typer.Typer()

Most = Annotated[int, typer.Option("--most", min=1, help="How many at most 至多条数.")]

PAGE = 50
"""Titles that a terminal is given unless it asks for more."""


@commands.command()
def save(
    file: Annotated[
        str, typer.Argument(metavar="FILE|LINK", help="A file or link 情景文件或链接.")
    ],
    title: Annotated[str, typer.Option(help="Title; the scenario's own, else its name 标题.")] = "",
    note: Note = "",
    who: Who = None,
    why: Why = "",
    onto: Onto = None,
    anyway: Anyway = False,
    when: OtherDay = IN_USE,
    as_json: Json = False,
) -> None:
    """Keep a scenario in the store 保存情景; the same title again is its next version.

    If its newest version is somebody else's, or not the one named by --onto, it is told and
    nothing is saved. A link is kept only if all that it states is so, under today's day; one of
    other software as that, with the digits it states.
    """
    from records.publishing import saving

    pin, named = _stated(Path(file), when) if is_file(file) else _kept(file)
    entry = saving.save(_store(), pin, title or named, note, who, why, _onto(onto, anyway))
    if as_json:
        echo({"schema": 1, "id": entry.record, "short": entry.link, "entry": asdict(entry)})
    else:
        typer.echo(f"{entry.title} v{entry.number}  {entry.link}")


def _stated(file: Path, when: date | None) -> tuple[Any, str]:
    """Pin a scenario file; gives its own title too."""
    pin = told(file, when)
    return pin, pin.shown.title_zh or pin.shown.title_en or pin.shown.name


def _kept(link: str) -> tuple[Any, str]:
    """Give a link's pin to be kept, and its title: as claims, unless its seal vouches for them.

    Says so where other software gave other digits.
    """
    from records.links.opened import to_keep
    from views.present.seals import kept_as_claims

    found = opened(link)
    pin = to_keep(found)
    with speaking(language()):
        if not (found.short or found.seal.vouched):
            pin = kept_as_claims(pin)
    if found.other_software:
        number = len(found.differences)
        typer.echo(say(language(), "kept_other", pin.software, number), err=True)
    scenario = found.pin.shown
    title = scenario.title_zh or scenario.title_en or scenario.name
    return pin, _claimed(title, found.seal)


@commands.command("list")
def list_(
    search: Annotated[str, typer.Option(help="Words to look for 查找.")] = "",
    archived: Annotated[bool, typer.Option(help="Archived ones too 含已归档.")] = False,
    most: Most = PAGE,
    as_json: Json = False,
) -> None:
    """List what is saved, newest first 列出情景; all of it with --json."""
    _show_titles(search, archived, most, as_json)


@commands.command()
def search(
    words: Annotated[str, typer.Argument(help="In titles, notes, people and the ledger 检索词.")],
    most: Most = PAGE,
    as_json: Json = False,
) -> None:
    """Search the saved scenarios 查找情景; all that is found with --json."""
    _show_titles(words, True, most, as_json)


@commands.command()
def history(title: Title, as_json: Json = False) -> None:
    """Show every version of a title: who, when, why 版本历史."""
    _show_entries(_store().history(title), as_json)


@commands.command()
def archive(title: Title, who: Who = None, why: Why = "", as_json: Json = False) -> None:
    """Put a title out of the list 归档; its records and links stay."""
    from records.publishing import saving

    _show_entries([saving.archive(_store(), title, who, why)], as_json)


@commands.command()
def restore(title: Title, who: Who = None, why: Why = "", as_json: Json = False) -> None:
    """Take an archived title back into the list 恢复."""
    from records.publishing import saving

    _show_entries([saving.restore(_store(), title, who, why)], as_json)


@commands.command()
def duplicate(
    title: Title,
    new: Annotated[str, typer.Argument(help="The copy's title 新标题.")],
    who: Who = None,
    why: Why = "",
    as_json: Json = False,
) -> None:
    """Start a new title from a saved one 另存为."""
    from records.publishing import saving

    _show_entries([saving.duplicate(_store(), title, new, who, why)], as_json)


@commands.command()
def compare(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE|LINK …", help="Two to six 二至六个情景.")
    ],
    when: OtherDay = IN_USE,
    as_json: Json = False,
) -> None:
    """Set two to six scenarios side by side 情景对比; 1 where a link is not believed."""
    from records.publishing.opening import work_out_kept
    from scenarios.outcome.compare import compare as side_by_side

    outcomes: dict[str, Any] = {}
    problems: list[Problem] = []
    doubted: list[str] = []
    for number, file in enumerate(files, 1):
        if is_file(file):
            pin = told(Path(file), when)
            title = titled(pin.shown, language()) or pin.shown.name
            outcome, doubts = work_out_kept(pin), ()
        else:
            found = opened(file)
            pin, outcome = found.pin, found.decided
            title = titled(pin.shown, language()) or pin.shown.name
            title = title if as_json else _claimed(title, found.seal)
            doubts = () if found.believed else found.problems
        if outcome is None:
            raise Problems(doubts)
        label = f"{number} {title}"
        outcomes[label] = outcome
        doubted += [label] if doubts else []
        problems += doubts
    record = side_by_side(outcomes) | {"as_of": when and when.isoformat(), "not_believed": doubted}
    record |= {"problems": problem_rows(problems)}
    if as_json:
        echo(record)
    else:
        _show_comparison(outcomes, record)
    if doubted:
        complain(Problems(problems))
        raise typer.Exit(1)


def _claimed(title: str, seal: Any) -> str:
    """Print a link's title, as a claim unless vouched for."""
    from views.present.seals import claimed

    with speaking(language()):
        return claimed(title, seal)


@commands.command()
def backcheck(when: OtherDay = IN_USE, as_json: Json = False) -> None:
    """Hold every saved scenario against what was published since 回看."""
    from data.vintages import as_of, recalled
    from forecast.baseline import Baseline
    from records.publishing import back_check as checking

    standing = in_use()
    day = when or date.fromisoformat(standing.as_of)
    vintage = as_of(day) if when else recalled(day, standing.baseline.vintage)
    checked, problems = checking.check_all(_store(), Baseline.load, vintage)
    found = [
        {"id": one.id, "titles": list(one.titles), "made": one.made}
        | {"rows": checking.record(one.rows), "score": checking.score(one.rows)}
        for one in checked
    ]
    if as_json:
        echo(
            {
                "schema": 1,
                "as_of": day.isoformat(),
                "scenarios": found,
                "problems": problem_rows(problems),
            }
        )
    else:
        _show_backcheck(found)
    if problems:
        complain(Problems(problems))
        raise typer.Exit(1)


@commands.command()
def tidy(
    go: Annotated[
        bool, typer.Option("--go", help="Remove them 真的删除; else only name them.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Remove baselines nobody needs 清理基准: never one a link or a record needs."""
    from records.publishing import pruning

    store = _store() if _any_store() else None
    names = pruning.prune(store) if go else pruning.needless(store)
    if as_json:
        echo({"schema": 1, "removed": go, "baselines": names})
    else:
        typer.echo("\n".join(names))


def _show_titles(search: str, archived: bool, most: int, as_json: bool) -> None:
    store = _store()
    shown = store.newest(search, archived, most=None if as_json else most)
    _show_entries(shown, as_json)
    total = store.count(search, archived)
    if not as_json and len(shown) < total:
        typer.echo(say(language(), "more_titles", f"{total:,}", len(shown)), err=True)


def _show_entries(entries: list[Any], as_json: bool) -> None:
    if as_json:
        echo({"schema": 1, "entries": [asdict(entry) for entry in entries]})
        return
    from records.publishing.opening import weighed
    from views.present.seals import saver

    table = Table(*heads("scenario_title", "version", "fit_id", "done", "who_did", "when", "note"))
    for one, seal in zip(entries, weighed(entries, _store), strict=True):
        done = deed(language(), one.action)
        when = clock.shown(one.at, 19)
        with speaking(language()):
            who = saver(one, seal)
        cells = (one.title, str(one.number), one.record, done, who, when, one.note)
        table.add_row(*map(plain, cells))
    out.print(table)


def _show_comparison(outcomes: dict[str, Any], record: dict[str, Any]) -> None:
    from commands.reports.link_report import named
    from scenarios.outcome.targets import judge_all
    from scenarios.outcome.verdict_wording import said
    from views.present.ledger import event_lines

    labels, tongue = list(outcomes), language()
    table = wrapping(*heads("target", "scope"), *map(plain, labels))
    rows: dict[Any, dict[str, str]] = {}  # by target: own ones of one id may be two things
    for label, outcome in outcomes.items():
        for one in judge_all(outcome):
            cell = f"{percent(one.value)} {said(one.target, one).marked(tongue)}"
            scope = "—" if one.scope is None else named(outcome, one.scope)
            rows.setdefault((one.target, scope), {})[label] = cell
    for (target, scope), cells in rows.items():
        name = plain(target.title_in(tongue))
        table.add_row(name, plain(scope), *(cells.get(label, "—") for label in labels))
    out.print(table)
    for label in record["not_believed"]:
        out.print(Hanging(say(tongue, "not_believed", label)))
    if record["baselines_differ"]:
        out.print(say(tongue, "baselines_differ"))
    with speaking(tongue):
        for label, outcome in outcomes.items():
            for line in event_lines(outcome.scenario):
                out.print(Hanging(f"{label} · {line}", 2))
    table = wrapping(*heads("assumption", "year"), *map(plain, labels))
    for row in record["assumptions"]:
        shown = [rate(row["values"][label]) for label in labels]
        table.add_row(f"{row['section']} {row['measure']}", str(row["year"]), *shown)
    out.print(table)


def _show_backcheck(found: list[dict[str, Any]]) -> None:
    table = Table(
        *heads("scenario", "section", "year", "assumed_percent", "baseline_percent"),
        *heads("happened", "deviation"),
    )
    for one in found:
        for row in one["rows"]:
            title = plain(", ".join(one["titles"]))
            figures = (percent(row[key])[:-1] for key in ("assumed", "baseline", "happened"))
            error = points(row["error"])
            table.add_row(title, row["section"], str(row["year"]), *figures, error)
    out.print(table)
