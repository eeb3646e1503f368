"""Commands that bring new figures in (新增数据): add, diff."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.table import Table
from rich.text import Text as Plain

from base.problems import Problems
from commands.terminal import Json, complain, day, echo, language, out, problem_rows, put
from data.reading.answers.readback import area, drafted
from data.reading.answers.readback import record as table_record
from data.reading.plan import Plan, read_plan
from data.region import region
from data.releases import intake as adding
from data.releases.differences import between, counts, figures_of
from data.releases.intake import Addition, Reading, Release
from records.publishing.releases import add_release
from views.present import release_tables
from views.words.words import speaking, word

commands = typer.Typer()

SHOWN = 30
"""Lines of a comparison printed in a terminal; --json gives all."""


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
    said_of = _plan(plan, as_json)
    reading = adding.read_figures(file, plan=said_of) if file else Reading("", "")
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
            with speaking(language()):
                _show_reading(reading, said)
        else:
            proposal = adding.propose(reading, said)
            echo(_record(reading, proposal) | {"problems": problem_rows(wrong.problems)})
        complain(wrong)
        raise typer.Exit(1) from None
    if as_json:
        echo(_record(reading, found))
        return
    with speaking(language()):
        _show_reading(reading, said)
        _show_differences(found.differences)
        for doubt in found.doubts:
            out.print(Plain(doubt.text(language())))
        out.print(Plain(word(_became(found), release)))


@commands.command()
def diff(
    before: Annotated[str, typer.Argument(help="A day or a release 日期或发布.")],
    after: Annotated[str, typer.Argument(help="Another 另一个.")],
    as_json: Json = False,
) -> None:
    """Compare two releases, or two days 比较两次发布或两个日期."""
    table = between(before, after)
    if as_json:
        echo({"schema": 1, "before": before, "after": after, **_differences(table)})
    else:
        with speaking(language()):
            _show_differences(table)


def _became(addition: Addition) -> str:
    """Name the sentence on what became of a release."""
    if addition.already:
        return f"release_already_{addition.already}"
    return "release_kept" if addition.stored else "release_dry"


def _plan(path: Path | None, as_json: bool) -> Plan | None:
    """Read the plan that was given, or tell what is wrong with it and leave."""
    if path is None:
        return None
    try:
        return read_plan(path)
    except Problems as wrong:
        complain(wrong)
        if as_json:
            echo({"schema": 1, "stored": False, "problems": problem_rows(wrong.problems)})
        raise typer.Exit(1) from None


def _record(reading: Reading, addition: Addition) -> dict[str, Any]:
    columns: list[dict[str, Any]] = reading.columns().to_dict("records")  # type: ignore[assignment]
    return {
        "schema": 1,
        "release": addition.record["release"],
        "stored": addition.stored,
        "already": addition.already or None,
        "sha256": addition.seal or None,
        "read": columns,
        "tables": [table_record(one) for one in reading.tables if one.figures],
        "left_out": [
            {
                "code": one.code,
                "where": one.where,
                "said": one.text,
                "why": one.why.en,
                "remedy": one.remedy.en,
            }
            for one in reading.left_out
        ],
        **_differences(addition.differences),
        "doubts": problem_rows(addition.doubts),
        "problems": [],
    }


def _differences(table: pd.DataFrame) -> dict[str, Any]:
    rows = table.astype(object).where(table.notna(), None).round(10)
    return {"counts": counts(table), "differences": rows.to_dict("records")}


def _show_reading(reading: Reading, release: Release) -> None:
    """Show how each table was read, what was taken for what, and what was not."""
    known = figures_of(release.published.isoformat())
    for taken in reading.tables:
        if taken.figures:
            out.print(Plain(word("read_table", taken.where, area(taken), taken.layout)))
            for row in release_tables.read_back(taken, known).itertuples(index=False):
                out.print(Plain(word("read_line", *row)))
            for line in release_tables.differs(taken):
                out.print(Plain(line))
    if reading.figures:
        _print(release_tables.read_as(reading), word("read_as", reading.file))
    if reading.left_out:
        _print(release_tables.left_out(reading), word("read_left_out"))


def _show_differences(table: pd.DataFrame) -> None:
    number = counts(table)
    out.print("  ".join(f"{word(f'diff_{kind}')} {number[kind]}" for kind in number))
    _print(release_tables.differences(table[table["kind"] != "unchanged"].head(SHOWN)))


def _print(table: pd.DataFrame, title: str = "") -> None:
    """Print a table; what a file's cells said is text, never markup of the terminal's."""
    shown = Table(*map(str, table.columns), title=Plain(title) if title else None)
    for row in table.itertuples(index=False):
        shown.add_row(*("" if pd.isna(cell) else Plain(f"{cell}") for cell in row))
    out.print(shown)
