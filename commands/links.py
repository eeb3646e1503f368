"""Commands about links and the store: link, open, save, list, compare, … (链接与情景库)."""

import os
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from commands.standing import Standing, in_use, work
from commands.terminal import (
    IN_USE,
    Json,
    OtherDay,
    complain,
    echo,
    heads,
    language,
    out,
    plain,
    spoken,
)
from commands.terminal import any_store as _any_store
from commands.terminal import store as _store
from data import clock
from data.problems import Problem, Problems
from data.texts import own_name
from views.seal_words import claimed, sealed
from views.words import deed, say, speaking

commands = typer.Typer()

Note = Annotated[str, typer.Option(help="Note kept with this version 备注.")]
Why = Annotated[str, typer.Option(help="Why it is done 事由.")]
Who = Annotated[str | None, typer.Option(help="Who does it 操作人; YUCE_USER, else the account.")]
Onto = Annotated[
    int | None, typer.Option(min=0, help="The newest version you have seen, 0 for none 所见版本.")
]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="Whoever's the newest version is 不问前一版是谁的.")
]
Title = Annotated[str, typer.Argument(help="A title in the store 标题.")]


@commands.command()
def link(
    file: Annotated[Path, typer.Argument(help="A scenario, TOML or JSON 情景文件.")],
    when: OtherDay = IN_USE,
    save: Annotated[str, typer.Option(help="Keep it in the store under this title 标题.")] = "",
    note: Note = "",
    who: Who = None,
    why: Why = "",
    onto: Onto = None,
    anyway: Anyway = False,
    as_json: Json = False,
) -> None:
    """Make a link that pins a scenario 生成链接: the number that is sent is the number seen."""
    from scenarios.share import share
    from scenarios.summary import summary

    pin, standing = _pinned(file, when)
    entry = _store().save(pin, save, note, who, why, _onto(onto, anyway)) if save else None
    made = share(pin, store=_store)
    short = entry.link if entry else _short(pin.id)
    if as_json:
        told = {"link": made.link, "short": short, "left_out": list(made.left_out)}
        told |= {"sealed": made.seal is not None, "baseline": pin.baseline.id}
        echo({"schema": 1, "id": pin.id, **told, **standing.record()})
        return
    standing.tell()
    typer.echo(summary(pin, language(), short or made.link, save))
    if made.unsealed and short is None:
        complain(Problems(made.unsealed))
        typer.echo(spoken("link_unsealed"), err=True)
    if made.left_out and short is None:
        gone = made.left_out
        zh = f"链接中放不下：{'、'.join(gone)}。用 --save 存入情景库，短链接保留全部。"
        en = f"No room in the link for {', '.join(gone)}: with --save the ?s= link has all."
        typer.echo(zh if language() == "zh" else en, err=True)


@commands.command("open")
def open_(
    address: Annotated[str, typer.Argument(metavar="LINK", help="Either form 链接.")],
    as_json: Json = False,
) -> None:
    """Open a link by two clocks 打开链接: as decided, and what the same gives today."""
    from forecast.baseline import Baseline
    from scenarios.opening import open_pin
    from scenarios.received import receive
    from scenarios.refitting import refit
    from scenarios.twins import twin

    try:
        sent = receive(address, _store)
        problems: tuple[Problem, ...] = ()
        try:
            today = in_use().baseline
        except Problems as error:  # what the link says does not hang on what is published
            today, problems = None, error.problems
        found = open_pin(sent.pin, Baseline.load, today, refit, twin, sent.seal)
    except Problems as refused:
        if as_json:
            told = [one.record() for one in refused.problems]
            echo({"schema": 1, "believed": False, "problems": told})
        raise
    if as_json:
        echo(found.record())
    else:
        _show_opened(found)
    if found.problems or problems:
        complain(Problems((*found.problems, *problems)))
    raise typer.Exit(0 if found.believed else 1)


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
    nothing is saved.
    """
    pin = _pinned_or_linked(file, when)
    named = pin.scenario.title_zh or pin.scenario.title_en or pin.scenario.name
    entry = _store().save(pin, title or named, note, who, why, _onto(onto, anyway))
    if as_json:
        echo({"schema": 1, "id": entry.record, "short": entry.link, "entry": asdict(entry)})
    else:
        typer.echo(f"{entry.title} v{entry.number}  {entry.link}")


@commands.command("list")
def list_(
    search: Annotated[str, typer.Option(help="Words to look for 查找.")] = "",
    archived: Annotated[bool, typer.Option(help="Archived ones too 含已归档.")] = False,
    as_json: Json = False,
) -> None:
    """List what is saved, newest first 列出情景."""
    _show_entries(_store().newest(search, archived), as_json)


@commands.command()
def search(
    words: Annotated[str, typer.Argument(help="In titles, notes, people and the ledger 检索词.")],
    as_json: Json = False,
) -> None:
    """Search the saved scenarios 查找情景."""
    _show_entries(_store().newest(words, archived=True), as_json)


@commands.command()
def history(title: Title, as_json: Json = False) -> None:
    """Show every version of a title: who, when, why 版本历史."""
    _show_entries(_store().history(title), as_json)


@commands.command()
def archive(title: Title, who: Who = None, why: Why = "", as_json: Json = False) -> None:
    """Put a title out of the list 归档; its records and links stay."""
    _show_entries([_store().archive(title, who, why)], as_json)


@commands.command()
def restore(title: Title, who: Who = None, why: Why = "", as_json: Json = False) -> None:
    """Take an archived title back into the list 恢复."""
    _show_entries([_store().restore(title, who, why)], as_json)


@commands.command()
def duplicate(
    title: Title,
    new: Annotated[str, typer.Argument(help="The copy's title 新标题.")],
    who: Who = None,
    why: Why = "",
    as_json: Json = False,
) -> None:
    """Start a new title from a saved one 另存为."""
    _show_entries([_store().duplicate(title, new, who, why)], as_json)


@commands.command()
def compare(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE|LINK …", help="Two to six 二至六个情景.")
    ],
    when: OtherDay = IN_USE,
    as_json: Json = False,
) -> None:
    """Set two to six scenarios side by side 情景对比."""
    from forecast.baseline import Baseline
    from scenarios.compare import compare as side_by_side
    from scenarios.simulate import simulate

    outcomes = {}
    for number, file in enumerate(files, 1):
        pin = _pinned_or_linked(file, when)
        label = f"{number} {pin.shown.title_zh or pin.shown.name}"
        outcomes[label] = simulate(Baseline.load(pin.baseline.id), pin.shown)
    record = side_by_side(outcomes) | {"as_of": when and when.isoformat()}
    if as_json:
        echo(record)
    else:
        _show_comparison(outcomes, record)


@commands.command()
def backcheck(when: OtherDay = IN_USE, as_json: Json = False) -> None:
    """Hold every saved scenario against what was published since 回看."""
    from data.vintages import as_of
    from forecast.baseline import Baseline
    from scenarios import backcheck as checking

    day = when or date.fromisoformat(in_use().as_of)
    checked, problems = checking.check_all(_store(), Baseline.load, as_of(day))
    found = [
        {"id": one.id, "titles": list(one.titles), "made": one.made}
        | {"rows": checking.record(one.rows), "score": checking.score(one.rows)}
        for one in checked
    ]
    if as_json:
        echo({"schema": 1, "as_of": day.isoformat(), "scenarios": found})
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
    from scenarios import pruning

    store = _store() if _any_store() else None
    names = pruning.tidy(store) if go else pruning.needless(store)
    if as_json:
        echo({"schema": 1, "removed": go, "baselines": names})
    else:
        typer.echo("\n".join(names))


def _short(name: str) -> str | None:
    """Give the short link of a record that is kept here already."""
    kept = _store().history(record=name) if _any_store() else []
    return kept[-1].link if kept else None


def _onto(version: int | None, anyway: bool) -> int | None:
    from scenarios.store import OWN

    return None if anyway else OWN if version is None else version


def _pinned(file: Path, when: date | None) -> tuple[Any, Standing]:
    """Work a scenario file through, and pin it; says what it stands on too."""
    from scenarios.pins import pin

    outcome, standing = work(file, when)
    return pin(outcome), standing


def _pinned_or_linked(text: str, when: date | None) -> Any:
    from scenarios.received import receive

    if not os.path.exists(text):
        return receive(text, _store).pin
    pin, standing = _pinned(Path(text), when)
    standing.tell()
    return pin


def _show_entries(entries: list[Any], as_json: bool) -> None:
    if as_json:
        echo({"schema": 1, "entries": [asdict(entry) for entry in entries]})
        return
    table = Table(*heads("scenario_title", "version", "fit_id", "done", "who_did", "when", "note"))
    for one in entries:
        done = deed(language(), one.action)
        when = clock.shown(one.at, 19)
        cells = (one.title, str(one.number), one.record, done, one.who, when, one.note)
        table.add_row(*map(plain, cells))
    out.print(table)


def _show_opened(found: Any) -> None:
    """Say first whether these are the same numbers, then what they are, then and today."""
    with speaking(language()):
        out.print(plain(sealed(found.seal)))
        made = claimed(found.day, found.seal) if found.day else spoken("no_day")
    if not found.verified:
        out.print(spoken("unverified", found.pin.baseline.id))
    elif found.elsewhere:
        mine = found.decided.baseline.id
        out.print(spoken("same_elsewhere", made, found.pin.baseline.id, mine))
    elif found.same:
        out.print(spoken("same_numbers", made))
    elif found.differences:
        out.print(spoken("other_numbers", made, len(found.differences)))
        for one in found.differences:
            out.print(plain(f"  {one.where}: {one.then} → {one.now}"))
    from scenarios.verdicts import said

    today = {} if found.today is None else _judged(found.today)
    table = Table(
        *heads("target", "scope", "then", "verdict", "now", "by_model", "by_data", "by_scope")
    )
    gaps = {(gap.target, gap.scope): gap for gap in found.gaps}
    for one in found.judged():
        key = (one.target.id, one.scope)
        gap = gaps.get(key)
        parts = (gap.model, gap.data, gap.rescoped) if gap else (None, None, None)
        now = f"{today[key]:.1%}" if key in today else "—"
        moved = ("—" if part is None else f"{100 * part:+.2f}" for part in parts)
        verdict = said(one.target, one).marked(language())
        named = (one.target.title_in(language()), _scope(one.scope, found.decided))
        table.add_row(*map(plain, (*named, f"{one.value:.1%}", verdict, now, *moved)))
    out.print(table)


def _scope(name: str | None, outcome: Any) -> str:
    """Name a scope, one's own marked as own."""
    known = (one for one in outcome.baseline.scopes if one.id == name)
    return next((one.label_in(language()) for one in known), "—")


def _judged(outcome: Any) -> dict[tuple[str, str | None], float]:
    from scenarios.targets import judge_all

    return {(one.target.id, one.scope): one.value for one in judge_all(outcome)}


def _show_comparison(outcomes: dict[str, Any], record: dict[str, Any]) -> None:
    from scenarios.targets import judge_all
    from scenarios.verdicts import said

    labels, tongue = list(outcomes), language()
    table = Table(*heads("target", "scope"), *map(plain, labels))
    rows: dict[Any, dict[str, str]] = {}  # by target: own ones of one id may be two things
    for label, outcome in outcomes.items():
        for one in judge_all(outcome):
            cell = f"{one.value:.1%} {said(one.target, one).marked(tongue)}"
            rows.setdefault((one.target, one.scope), {})[label] = cell
    for (target, scope), cells in rows.items():
        name = plain(target.title_in(tongue))
        table.add_row(name, scope or "—", *(cells.get(label, "—") for label in labels))
    out.print(table)
    if record["baselines_differ"]:
        out.print(say(tongue, "baselines_differ"))
    table = Table(*heads("assumption", "year"), *map(plain, labels))
    for row in record["assumptions"]:
        shown = ["—" if (v := row["values"][label]) is None else f"{v:.1%}" for label in labels]
        table.add_row(f"{row['section']} {row['measure']}", str(row["year"]), *shown)
    out.print(table)


def _row_key(row: dict[str, Any]) -> tuple[Any, ...]:
    """What makes two scenarios' rows those of one target: own ones may share an id."""
    return (row["id"], row["scope"], row["year"], row["threshold"], row["own"])


def _row_name(row: dict[str, Any]) -> str:
    named: str = row["id"]
    return (
        own_name(f"{named} {row['year']} {row['threshold']:.1%}", language())
        if row["own"]
        else named
    )


def _show_backcheck(found: list[dict[str, Any]]) -> None:
    table = Table(
        *heads("scenario", "section", "year", "assumed_percent", "baseline_percent"),
        *heads("happened", "deviation"),
    )
    for one in found:
        for row in one["rows"]:
            title = plain(", ".join(one["titles"]))
            figures = (f"{100 * row[key]:.1f}" for key in ("assumed", "baseline", "happened"))
            error = f"{100 * row['error']:+.2f}"
            table.add_row(title, row["section"], str(row["year"]), *figures, error)
    out.print(table)
