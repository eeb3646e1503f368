"""Commands about links and the store: link, open, save, list, compare, … (链接与情景库)."""

from pathlib import Path
from typing import Annotated, Any

import typer

from base.problems import Problem, Problems
from commands.chosen_baseline import in_use
from commands.stored import opened, pinned
from commands.terminal import (
    IN_USE,
    Json,
    Note,
    OtherDay,
    Who,
    Why,
    complain,
    echo,
    language,
    problem_rows,
    spoken,
)
from commands.terminal import any_store as _any_store
from commands.terminal import store as _store
from views.words.words import joined, speaking

commands = typer.Typer()
Onto = Annotated[
    int | None, typer.Option(min=0, help="The newest version you have seen, 0 for none 所见版本.")
]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="Whoever's the newest version is 不问前一版是谁的.")
]


@commands.command()
def link(
    file: Annotated[
        Path,
        typer.Argument(
            help="A scenario, TOML or JSON; - for what is piped in 情景文件，- 为标准输入."
        ),
    ],
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
    from records.publishing import saving
    from records.publishing.share import share
    from views.present.ledger import event_lines, left_out

    pin, standing = pinned(file, when)
    said = (save, note, who, why, _onto(onto, anyway))
    entry = saving.save(_store(), pin, *said) if save else None
    made = share(pin, store=_store)
    short = entry.link if entry else _short(pin.id)
    if as_json:
        told: dict[str, Any] = {"link": made.link, "short": short, "left_out": list(made.left_out)}
        told |= {"sealed": made.seal is not None, "marked": not made.unmarked}
        told |= {"baseline": pin.baseline.id}
        echo({"schema": 1, "id": pin.id, **told, **standing.record()})
        return
    standing.tell()
    with speaking(language()):
        events, gone = event_lines(pin.shown), joined(left_out(made.left_out))
    typer.echo(summary(pin, language(), short or made.link, save, events))
    if made.unsealed and short is None:
        complain(Problems(made.unsealed))
        typer.echo(spoken("link_unsealed"), err=True)
    if made.unmarked:
        complain(Problems(made.unmarked))
    if made.left_out and short is None:
        typer.echo(spoken("link_no_room", gone), err=True)


@commands.command("open")
def open_(
    address: Annotated[str, typer.Argument(metavar="LINK", help="Either form 链接.")],
    as_json: Json = False,
) -> None:
    """Open a link 打开链接: as decided on its day, and what the same gives today."""
    problems: list[Problem] = []
    figures: str | None = None

    def today() -> Any:
        nonlocal figures
        try:
            standing = in_use()
            figures = standing.figures
            return standing.baseline
        except Problems as error:  # what the link says does not hang on what is published
            problems.extend(error.problems)

    try:
        found = opened(address, today)
    except Problems as refused:
        complain(refused)
        if as_json:
            echo({"schema": 1, "believed": False, "problems": problem_rows(refused.problems)})
        raise typer.Exit(1) from None
    if as_json:
        doubts = problem_rows((*found.problems, *problems))
        echo(found.record() | {"problems": doubts, "figures": figures})
    elif found.believed:
        from commands.reports.link_report import show_opened

        show_opened(found)
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
