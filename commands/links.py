"""Commands about links and the store: link, open, save, list, compare, … (链接与情景库)."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from base.problems import Problem, Problems
from base.texts import own_name
from commands.standing import in_use
from commands.stored import pinned
from commands.terminal import (
    IN_USE,
    Json,
    Note,
    OtherDay,
    Who,
    Why,
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
from views.present.seals import claimed, sealed
from views.words.words import speaking

commands = typer.Typer()
Onto = Annotated[
    int | None, typer.Option(min=0, help="The newest version you have seen, 0 for none 所见版本.")
]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="Whoever's the newest version is 不问前一版是谁的.")
]


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
    from records.links.summary import summary
    from records.publishing.share import share

    pin, standing = pinned(file, when)
    entry = _store().save(pin, save, note, who, why, _onto(onto, anyway)) if save else None
    made = share(pin, store=_store)
    short = entry.link if entry else _short(pin.id)
    if as_json:
        told = {"link": made.link, "short": short, "left_out": list(made.left_out)}
        told |= {"sealed": made.seal is not None, "marked": not made.unmarked}
        told |= {"baseline": pin.baseline.id}
        echo({"schema": 1, "id": pin.id, **told, **standing.record()})
        return
    standing.tell()
    typer.echo(summary(pin, language(), short or made.link, save))
    if made.unsealed and short is None:
        complain(Problems(made.unsealed))
        typer.echo(spoken("link_unsealed"), err=True)
    if made.unmarked:
        complain(Problems(made.unmarked))
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
    from records.links.opened import open_pin
    from records.publishing.refit import refit
    from records.publishing.twins import twin
    from records.store.received import receive

    try:
        sent = receive(address, _store)
        problems: tuple[Problem, ...] = ()
        today, figures = None, None
        try:
            standing = in_use()
            today, figures = standing.baseline, standing.figures
        except Problems as error:  # what the link says does not hang on what is published
            problems = error.problems
        found = open_pin(sent.pin, Baseline.load, today, refit, twin, sent.seal)
    except Problems as refused:
        if as_json:
            told = [one.record() for one in refused.problems]
            echo({"schema": 1, "believed": False, "problems": told})
        raise
    if as_json:
        told = [one.record() for one in (*found.problems, *problems)]
        echo(found.record() | {"problems": told, "figures": figures})
    else:
        _show_opened(found)
    if found.problems or problems:
        complain(Problems((*found.problems, *problems)))
    raise typer.Exit(0 if found.believed else 1)


def _short(name: str) -> str | None:
    """Give the short link of a record that is kept here already."""
    kept = _store().history(record=name) if _any_store() else []
    return kept[-1].link if kept else None


def _onto(version: int | None, anyway: bool) -> int | None:
    from records.store.records import OWN

    return None if anyway else OWN if version is None else version


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
    from scenarios.outcome.verdicts import said

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
    from scenarios.outcome.targets import judge_all

    return {(one.target.id, one.scope): one.value for one in judge_all(outcome)}


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
