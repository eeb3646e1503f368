"""What every command shares: options, printing, progress (命令行公用部分)."""

import codecs
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console, ConsoleOptions
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text as Shown

from base import settings
from base.places import put_told
from base.problems import Language, Problem, Problems, Text
from base.texts import line
from commands.usage import misused, optioned
from data import clock

HIDDEN = re.compile(r"[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Signs that show nothing, or turn a line around: JSON may hold them, a terminal may not."""

LIKE: Final = {"−": "-", "✓": "√", "✕": "×", "◀": "<"}
"""What stands for a sign of ours where a terminal's encoding, such as GBK, has not got it."""

out, err = Console(highlight=False), Console(stderr=True, highlight=False)


def print_in_any_encoding() -> None:
    """Have no sign end a command (任意编码): one that the encoding lacks is likened, or spelt."""
    codecs.register_error("yuce.like", _likened)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="yuce.like")


def _likened(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    spelt = (
        LIKE.get(sign) or sign.encode("ascii", "backslashreplace").decode() for sign in lacking
    )
    return "".join(spelt), error.end


def day(text: str) -> date:
    """Read a day from the command line (日期)."""
    try:
        return clock.today() if text == "today" else date.fromisoformat(text)
    except ValueError:
        due = Text("YYYY-MM-DD，如 2025-05-28", "YYYY-MM-DD, such as 2025-05-28")
        raise misused("--as-of", text, due) from None


AsOf = Annotated[
    date,
    typer.Option(
        "--as-of", parser=day, help="Use what was known on this day 数据版本 (YYYY-MM-DD)."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON 机器可读, schema 1 (docs/json.md).")]
TODAY: Any = "today"
OtherDay = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=day,
        help="Use what was known on this day, not what is published 数据版本 (YYYY-MM-DD).",
        show_default=False,
    ),
]
IN_USE: Any = None


def language() -> Language:
    """The reader's language: YUCE_LANG, else the locale's; Chinese first (语言)."""
    return "en" if settings.spoken().lower().startswith("en") else "zh"


def spoken(key: str, *values: object) -> str:
    """Give a word of the table in the reader's language, with its values filled in (取词)."""
    from views.words.words import say

    return say(language(), key, *values)


def heads(*keys: str) -> list[str]:
    """Give heads of a table in the reader's language (表头)."""
    return [spoken(key) for key in keys]


def wrapping(*columns: str) -> Any:
    """Lay out a table whose cells wrap where a screen is narrow (折行表格): nothing is cut off."""
    from rich.table import Table

    table = Table()
    for head in columns:
        table.add_column(head, overflow="fold")
    return table


def store() -> Any:
    """Open the store (打开情景库), once for all that a command does."""
    from records.store.database import address

    return _at(address())


@cache
def _at(address: str) -> Any:
    from records.store.records import Store

    return Store(address)


def any_store() -> bool:
    """Say whether there is a store to ask (是否有库), without making one."""
    from records.store.database import exists

    return exists()


@contextmanager
def progress() -> Iterator[Any]:
    """Show a bar on stderr; yields a function told what runs and how far it is (进度)."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda what, done: bar.update(task, description=what, completed=done)


def echo(record: dict[str, Any]) -> None:
    """Print a record as one line of JSON (机器可读).

    What cannot be seen, or not be written in the output's encoding, is spelt in escapes.
    """
    holds_all = codecs.lookup(sys.stdout.encoding or "utf-8").name.startswith("utf")
    text = json.dumps(record, ensure_ascii=not holds_all, allow_nan=False)
    typer.echo(text if text.isprintable() else HIDDEN.sub(_escaped, text))


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]


def plain(text: object) -> str:
    """Keep what people wrote from being read as markup, or as orders to the terminal (原样显示)."""
    from rich.markup import escape

    return escape(line(str(text)))


@dataclass(frozen=True)
class Hanging:
    """A line whose further lines hang (悬挂缩进): no words of a sender begin a line as ours do."""

    said: object
    indent: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Shown]:
        """Wrap it, every line but the first four columns further in."""
        wide = max(8, options.max_width - self.indent - 4)
        for number, one in enumerate(Shown(line(str(self.said))).wrap(console, wide)):
            yield Shown(" " * (self.indent + (4 if number else 0))) + one


def complain(problems: Problems) -> None:
    """Tell every problem on stderr, in the reader's language (报错); on a screen, lines hang."""
    said = Problems(map(optioned, problems.problems)).text(language())
    if err.is_terminal:
        err.print(*map(Hanging, said.split("\n")), sep="\n")
    else:
        typer.echo(said, err=True)


def fail(problems: Problems) -> None:
    """Tell what a command ended on (报错退出): on stderr, and as JSON where that was asked for."""
    complain(problems)
    if "--json" in sys.argv:
        echo({"schema": 1, "problems": problem_rows(problems.problems)})


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Give problems as rows of JSON (机器可读)."""
    return [optioned(one).record() for one in problems]


def put(path: Path, data: bytes) -> Path:
    """Write a file, all or nothing (写出文件); the folder is made where there is none."""
    return put_told(path, data, "无法写入", "it cannot be written")


Note = Annotated[str, typer.Option(help="Note kept with this version 备注.")]
Why = Annotated[str, typer.Option(help="Why it is done 事由.")]
Who = Annotated[str | None, typer.Option(help="Who does it 操作人; YUCE_USER, else the account.")]
Title = Annotated[str, typer.Argument(help="A title in the store 标题.")]
