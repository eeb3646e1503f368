"""Commands that bring new figures in (新增数据): add, diff."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from base.problems import Problems
from commands.terminal import Json, complain, day, echo, problem_rows, put

if TYPE_CHECKING:
    from data.reading.plan import Plan

commands = typer.Typer()


@commands.command()
def add(
    release: Annotated[str, typer.Option(help="Id of the new release 发布标识, e.g. q3-2026.")],
    title: Annotated[str, typer.Option(help="Title as published 名称.")],
    published: Annotated[
        date, typer.Option(parser=day, help="Day of publication 发布日期 (YYYY-MM-DD).")
    ],
    file: Annotated[Path | None, typer.Argument(help="A table 文件, XLSX or CSV.")] = None,
    url: Annotated[str, typer.Option(help="Address 网址.")] = "",
    producer: Annotated[
        str, typer.Option(help="Who published it 发布单位, else the region's own bureau.")
    ] = "",
    census: Annotated[str, typer.Option(help="Census basis 普查基数, e.g. post-5th.")] = "",
    status: Annotated[str, typer.Option(help="preliminary, revised or final 核算状态.")] = "",
    support: Annotated[
        str, typer.Option(help="Support services 专业及辅助性活动: apart or within_other.")
    ] = "",
    withdraws: Annotated[
        list[str] | None, typer.Option(help="Release whose figures are taken back 撤回.")
    ] = None,
    looked: Annotated[bool, typer.Option(help="Doubtful figures were looked up 已核对.")] = False,
    plan: Annotated[
        Path | None, typer.Option(help="Reading plan 读表方案, TOML: what the table leaves unsaid.")
    ] = None,
    draft: Annotated[
        Path | None, typer.Option(help="Write a plan to fill in 写出待填的方案.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show all, store nothing 只看不存.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Add a release 新增发布: read, compare with the last vintage, check, store whole."""
    from commands import release_report as report
    from data.reading.answers.readback import drafted
    from data.region import region
    from data.releases.intake import Reading, Release, propose, read_figures
    from records.publishing.releases import add_release

    said_of = _plan(plan, as_json)
    reading = read_figures(file, plan=said_of) if file else Reading("", "")
    if draft:
        put(draft, drafted(reading.tables).encode())
    said = Release(
        *(release, title, published, url, producer or region().bureau, census, support, status),
        withdraws=tuple(withdraws or ()),
    )
    try:
        found = add_release(reading, said, looked=looked, dry_run=dry_run, plan=said_of)
    except Problems as wrong:
        if not as_json:
            report.show_reading(reading, said)
        else:
            told = report.record(reading, propose(reading, said))
            echo(told | {"problems": problem_rows(wrong.problems)})
        complain(wrong)
        raise typer.Exit(1) from None
    if as_json:
        echo(report.record(reading, found))
    else:
        report.show_reading(reading, said)
        report.show_addition(found, release)


@commands.command()
def diff(
    before: Annotated[str, typer.Argument(help="A day or a release 日期或发布.")],
    after: Annotated[str, typer.Argument(help="Another 另一个.")],
    as_json: Json = False,
) -> None:
    """Compare two releases, or two days 比较两次发布或两个日期."""
    from commands import release_report as report
    from data.releases.differences import between

    table = between(before, after)
    if as_json:
        echo({"schema": 1, "before": before, "after": after, **report.differences(table)})
    else:
        report.show_differences(table)


def _plan(path: Path | None, as_json: bool) -> "Plan | None":
    """Read the plan that was given, or tell what is wrong with it and leave."""
    from data.reading.plan import read_plan

    if path is None:
        return None
    try:
        return read_plan(path)
    except Problems as wrong:
        complain(wrong)
        if as_json:
            echo({"schema": 1, "stored": False, "problems": problem_rows(wrong.problems)})
        raise typer.Exit(1) from None
