"""The commands solve and presets (反推与预设情景)."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from base.problems import Problems
from base.texts import called
from commands.chosen_baseline import held, stand
from commands.terminal import IN_USE, Json, OtherDay, echo, err, language, out, plain, put, spoken

commands = typer.Typer()


@commands.command()
def solve(
    target: Annotated[list[str], typer.Option(help="A target's id 目标; may be repeated.")],
    scope: Annotated[
        str, typer.Option(help="Scope the share is judged by 口径; D3 where it is known.")
    ] = "",
    odds: Annotated[float, typer.Option(help="Odds each target is to be met at 概率.")] = 0.5,
    lock: Annotated[
        list[str] | None, typer.Option(help="SECTION[:YEAR] stays at the baseline 锁定.")
    ] = None,
    bound: Annotated[
        list[str] | None,
        typer.Option(help="SECTION[:YEAR]=LOW..HIGH, growth as fractions 上下限."),
    ] = None,
    scenario: Annotated[
        Path | None, typer.Option(help="A scenario whose assumptions stay 已有情景.")
    ] = None,
    out_file: Annotated[
        Path | None, typer.Option("--out", help="Write the scenario there 写出情景 (TOML).")
    ] = None,
    when: OtherDay = IN_USE,
    as_json: Json = False,
) -> None:
    """Say what it would take to meet targets 反推: the least surprising scenario."""
    from data.scopes import usual
    from scenarios.assume import bounds
    from scenarios.assume.scenario import Scenario
    from scenarios.assume.toml import to_toml
    from scenarios.outcome.targets import own_targets
    from scenarios.solve.solve import solve as find
    from scenarios.solve.wish import Wish, unread_bounds, wished

    locks = {text: bounds.key(text) for text in lock or []}
    limits = {text: bounds.bound(text) for text in bound or []}
    problems = [*unread_bounds("lock", locks), *unread_bounds("bound", limits)]
    if problems:
        raise Problems(problems)
    kept, standing = held(scenario, when) if scenario else (Scenario(), stand(when))
    scope = scope or usual(standing.baseline.scopes)
    wish = Wish(
        targets=wished(target, own_targets(kept)),
        scope=scope,
        odds=odds,
        locks=tuple(key for key in locks.values() if key),
        bounds=dict(pair for pair in limits.values() if pair),
        held=kept,
    )
    answer = find(standing.baseline, wish)
    if out_file and answer.feasible:
        put(out_file, to_toml(answer.best.scenario).encode())
    if as_json:
        echo(answer.record() | standing.record() | {"scope": scope, "odds": odds})
    else:
        standing.show()
        _show_answer(answer)
    if out_file and not answer.feasible:
        err.print(spoken("no_file_written"))


@commands.command("presets")
def list_presets(as_json: Json = False) -> None:
    """List the scenarios we ship 预设情景: `yuce run` works them through."""
    from scenarios.assume.presets import LIBRARY, presets

    keys = ("name", "title_zh", "title_en", "note_zh", "note_en", "source")
    rows = [
        {key: getattr(one, key) for key in keys} | {"file": str(LIBRARY / f"{name}.toml")}
        for name, one in presets().items()
    ]
    if as_json:
        echo({"schema": 1, "presets": rows})
        return
    for row in rows:
        out.print(f"{row[f'title_{language()}']}\n  {row['file']}")


@commands.command("clusters")
def list_clusters(as_json: Json = False) -> None:
    """List the report's clusters and directions by section 特色集群与重点领域."""
    from scenarios.assume.clusters import structure

    known, tongue = structure(), language()
    if as_json:
        echo(known.record())
        return
    for one in known.clusters:
        out.print(f"{one.section} {called(one, tongue)}: {one.value_added or '—'} 亿元")
        for revenue in one.revenue:
            what = called(revenue, tongue)
            out.print(f"  {spoken('revenue_apart')} {what} {revenue.amount} 亿元")
    for tag in (*known.directions, *known.small):
        out.print(f"{tag.section} {called(tag, tongue)}")


def _show_answer(answer: Any) -> None:
    """Print a solution: the reason if there is one, growth by section and year, the targets."""
    from data.sections import industry
    from scenarios.outcome.scope_names import scope_label
    from scenarios.outcome.verdict_wording import said
    from views.words.numbers import chance, percent, rate
    from views.words.words import aside, say, speaking

    tongue = language()
    if answer.reason:
        out.print(plain(answer.reason[tongue]))
    best = answer.best
    scopes = {
        one.id: scope_label(one, best.scenario, tongue) for one in best.outcome.baseline.scopes
    }
    cells = {(row["section"], row["year"]): row["growth"] for row in best.record()["assumptions"]}
    years = sorted({year for _, year in cells})
    if cells:
        title = f"{best.name[tongue]} · {say(tongue, 'distance', f'{best.distance:.2f}')}"
        table = Table(say(tongue, "section"), *map(str, years), title=title)
        for code in dict.fromkeys(section for section, _ in cells):
            shown = (cells.get((code, year)) for year in years)
            name = called(industry(code), tongue)
            table.add_row(f"{code} {name}", *map(rate, shown))
        out.print(table)
    for one in best.judgements:
        name = one.target.title_in(tongue)
        with speaking(tongue):
            scope = aside(scopes[one.scope]) if one.scope else ""
        verdict = said(one.target, one).marked(tongue)
        out.print(plain(f"{name}{scope}: {percent(one.value)} {verdict} {chance(one.odds)}"))
    for other in answer.alternatives:
        what = f"{say(tongue, 'alternative')} {other.name[tongue]}"
        out.print(f"{what} · {say(tongue, 'distance', f'{other.distance:.2f}')}")
