"""What `yuce data add` and `diff` tell of figures (新增数据回显): in words, and as JSON."""

from typing import Any, Final

import pandas as pd
from rich.table import Table
from rich.text import Text as Plain

from commands.terminal import language, out, problem_rows
from data.reading.answers.readback import area
from data.reading.answers.readback import record as table_record
from data.releases.differences import counts, figures_of
from data.releases.intake import Addition, Reading, Release
from views.present import release_tables
from views.words.words import speaking, word

SHOWN: Final = 30
"""Lines of a comparison printed in a terminal; --json gives all."""


def record(reading: Reading, addition: Addition) -> dict[str, Any]:
    """Give what --json tells of an addition (新增结果)."""
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
        **differences(addition.differences),
        "doubts": problem_rows(addition.doubts),
        "problems": [],
    }


def differences(table: pd.DataFrame) -> dict[str, Any]:
    """Give what --json tells of a comparison: counts, and a row each (差异)."""
    rows = table.astype(object).where(table.notna(), None).round(10)
    return {"counts": counts(table), "differences": rows.to_dict("records")}


def show_reading(reading: Reading, release: Release) -> None:
    """Show how each table was read, what was taken for what, and what was not (读表回显)."""
    with speaking(language()):
        known = figures_of(release.published.isoformat())
        for taken in filter(lambda one: one.figures, reading.tables):
            out.print(Plain(word("read_table", taken.where, area(taken), taken.layout)))
            for row in release_tables.read_back(taken, known).itertuples(index=False):
                out.print(Plain(word("read_line", *row)))
            for line in release_tables.differs(taken):
                out.print(Plain(line))
        if reading.figures:
            _print(release_tables.read_as(reading), word("read_as", reading.file))
        if reading.left_out:
            _print(release_tables.left_out(reading), word("read_left_out"))


def show_addition(addition: Addition, release: str) -> None:
    """Show what a release would change, what is doubtful, and what became of it (新增结果)."""
    show_differences(addition.differences)
    with speaking(language()):
        for doubt in addition.doubts:
            out.print(Plain(doubt.text(language())))
        out.print(Plain(word(_became(addition), release)))


def show_differences(table: pd.DataFrame) -> None:
    """Show a comparison's counts and first rows (差异)."""
    with speaking(language()):
        number = counts(table)
        out.print("  ".join(f"{word(f'diff_{kind}')} {number[kind]}" for kind in number))
        _print(release_tables.differences(table[table["kind"] != "unchanged"].head(SHOWN)))


def _became(addition: Addition) -> str:
    """Name the sentence on what became of a release."""
    if addition.already:
        return f"release_already_{addition.already}"
    return "release_kept" if addition.stored else "release_dry"


def _print(table: pd.DataFrame, title: str = "") -> None:
    """Print a table; what a file's cells said is text, never markup of the terminal's."""
    shown = Table(*map(str, table.columns), title=Plain(title) if title else None)
    for row in table.itertuples(index=False):
        shown.add_row(*("" if pd.isna(cell) else Plain(f"{cell}") for cell in row))
    out.print(shown)
