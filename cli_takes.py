"""Commands about what it would take: solve, presets (反推与预设情景)."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from data.problems import Problems
from terminal import TODAY, AsOf, Json, echo, err, language, out, prepare

commands = typer.Typer()


@commands.command()
def solve(
    target: Annotated[list[str], typer.Option(help="A target's id 目标; may be repeated.")],
    scope: Annotated[str, typer.Option(help="Scope the share is judged by 口径.")] = "D3",
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
    when: AsOf = TODAY,
    as_json: Json = False,
) -> None:
    """Say what it would take to meet targets 反推: the least surprising scenario."""
    from scenarios import bounds
    from scenarios.scenario import Scenario, read
    from scenarios.solve import Wish, unread, wished
    from scenarios.solve import solve as find
    from scenarios.targets import own_targets
    from scenarios.write import to_toml

    held = read(scenario) if scenario else Scenario()
    locks = {text: bounds.key(text) for text in lock or []}
    limits = {text: bounds.bound(text) for text in bound or []}
    problems = [*unread("--lock", locks), *unread("--bound", limits)]
    if problems:
        raise Problems(problems)
    wish = Wish(
        targets=wished(target, own_targets(held)),
        scope=scope,
        odds=odds,
        locks=tuple(key for key in locks.values() if key),
        bounds=dict(pair for pair in limits.values() if pair),
        held=held,
    )
    answer = find(prepare(when), wish)
    if out_file and answer.feasible:
        out_file.write_text(to_toml(answer.best.scenario), encoding="utf-8")
    if as_json:
        echo(answer.record() | {"as_of": when.isoformat(), "scope": scope, "odds": odds})
    else:
        _show_answer(answer)
    if out_file and not answer.feasible:
        err.print("没有可行的情景，未写出文件。 Nothing that meets the targets: no file written.")


def _show_answer(answer: Any) -> None:
    """Print a solution: the reason if there is one, the assumptions by section, the targets."""
    chinese = language() == "zh"
    if answer.reason:
        out.print(answer.reason[language()])
    best = answer.best
    record = best.record()
    years = sorted({row["year"] for row in record["assumptions"]})
    title = (
        f"{best.name[language()]}：距离 {best.distance:.2f}"
        if chinese
        else (f"{best.name[language()]}: distance {best.distance:.2f}")
    )
    if years:
        table = Table("门类", *map(str, years), title=title)
        cells = {(row["section"], row["year"]): row["growth"] for row in record["assumptions"]}
        for code in dict.fromkeys(row["section"] for row in record["assumptions"]):
            shown = (cells.get((code, year)) for year in years)
            table.add_row(code, *("—" if cell is None else f"{cell:.1%}" for cell in shown))
        out.print(table)
    words = {"met": "达成", "missed": "未达成", "too_close": "难分伯仲"}
    for one in best.judgements:
        name = one.target.zh if chinese else one.target.en
        verdict = words[one.verdict] if chinese else one.verdict
        out.print(f"{name}（{one.scope or '—'}）：{one.value:.1%} {verdict}，{one.odds:.0%}")
    for other in answer.alternatives:
        out.print(f"备选 {other.name[language()]}：距离 {other.distance:.2f}")
