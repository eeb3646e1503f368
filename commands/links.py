"""Commands about links and the store: link, open, save, list, compare, … (链接与情景库)."""

from pathlib import Path
from typing import Annotated, Any

import typer

from base.problems import Problem, Problems
from commands.chosen_baseline import in_use
from commands.stored import opened, pinned
from commands.terminal import (
    IN_USE,
    Hanging,
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
    problem_rows,
    spoken,
    wrapping,
)
from commands.terminal import any_store as _any_store
from commands.terminal import store as _store
from views.present.seals import claimed, kept, sealed
from views.present.verdicts import unjudged_said
from views.words.numbers import percent, points
from views.words.words import joined, labelled, pick, speaking, word

commands = typer.Typer()
Onto = Annotated[
    int | None, typer.Option(min=0, help="The newest version you have seen, 0 for none 所见版本.")
]
LISTED = 6
"""Titles that are listed of a record, at most."""

NAMED = ("reason", "source", "owner", "review")
"""What is said of a line of the ledger, beside the line itself."""

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
    """Open a link by two clocks 打开链接: as decided, and what the same gives today."""
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


def _show_opened(opened: Any) -> None:
    """Say first whether these are the same numbers, then what they are, then and today."""
    with speaking(language()):
        out.print(Hanging(sealed(opened.seal)))
        _show_said(opened)
        made = claimed(opened.pin.made, opened.seal)
    if opened.elsewhere:
        mine = opened.decided.baseline.id
        out.print(spoken("same_elsewhere", made, opened.pin.baseline.id, mine))
    elif opened.same:
        out.print(spoken("same_numbers", made))
    elif opened.differences:
        from views.present.differences import differences, unlike

        with speaking(language()):
            out.print(Hanging(unlike(opened, made)))
            rows = differences(opened)
        for where, then, now in rows:
            stated, here = spoken("stated"), spoken("worked_out")
            out.print(Hanging(f"{where}: {stated} {then}, {here} {now}", 2))
    _show_verdicts(opened)
    _show_ledger(opened)


def _show_said(opened: Any) -> None:
    """Say its title, note and source as claims unless they are vouched for, and who saved it."""
    from records.publishing.opening import savings
    from views.present.ledger import told

    scenario = opened.pin.shown
    title = pick(scenario.title_zh, scenario.title_en)
    said = ({"scenario_title": title} if title else {}) | told(scenario)
    for key, text in said.items():
        said_so = f"{claimed(word(key), opened.seal)}{word('colon')}{text}"
        out.print(Hanging(said_so, 2))
    for number, (entry, seal) in enumerate(savings(opened.pin.own_id, _store)[:LISTED]):
        out.print(Hanging(kept(entry, seal, "kept_also" if number else "kept_here")))


def _show_ledger(opened: Any) -> None:
    """List what differs from the baseline, events first; and what the link had no room for."""
    from views.present.ledger import ledger, left_out

    with speaking(language()):
        entries = ledger(opened.pin.shown)
        if entries and not opened.seal.vouched:
            out.print(word("ledger_claimed"))
        for one in entries:
            lines = [f"{one.section} {one.years} {one.measure}{word('colon')}{one.assumed}"]
            lines += [labelled(key, said) for key in NAMED if (said := getattr(one, key))]
            out.print(Hanging(word("stop").join(lines), 2))
        gone = opened.pin.left_out
        if gone is not None:
            told = claimed(gone.id, opened.seal)
            out.print(Hanging(word("left_out", told, joined(left_out(gone.fields)))))


def _show_verdicts(opened: Any) -> None:
    """Show each target then and now, and why they differ where it was worked out."""
    from scenarios.outcome.verdicts import said

    today = {} if opened.today is None else _judged(opened.today)
    split = ("by_model", "by_data", "by_scope") if opened.newer else ()
    table = wrapping(*heads("target", "scope", "then", "verdict", "now", *split))
    gaps = {(gap.target, gap.scope): gap for gap in opened.gaps}
    for one in opened.judged():
        key = (one.target.id, one.scope)
        gap = gaps.get(key)
        parts = (gap.model, gap.data, gap.rescoped) if gap else (None, None, None)
        now = percent(today[key]) if key in today else "—"
        moved = ("—" if part is None else points(part) for part in parts[: len(split)])
        verdict = said(one.target, one).marked(language())
        called = (one.target.title_in(language()), named(opened.decided, one.scope))
        table.add_row(*map(plain, (*called, percent(one.value), verdict, now, *moved)))
    out.print(table)
    if opened.decided is not None:
        with speaking(language()):
            for line_of in unjudged_said(opened.decided, opened.pin.believed):
                out.print(Hanging(line_of, 2))


def named(outcome: Any, scope: str | None) -> str:
    """Name a scope as the outcome counts it, one's own marked as own."""
    from scenarios.outcome.scope_names import scope_label

    known = (one for one in outcome.baseline.scopes if one.id == scope)
    return next((scope_label(one, outcome.scenario, language()) for one in known), "—")


def _judged(outcome: Any) -> dict[tuple[str, str | None], float]:
    from scenarios.outcome.targets import judge_all

    return {(one.target.id, one.scope): one.value for one in judge_all(outcome)}
