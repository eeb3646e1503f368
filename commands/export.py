"""`yuce export`: an outcome as workbook, brief, pictures, tables, offline page (导出)."""

from pathlib import Path
from typing import Annotated

import typer

from commands.chosen_baseline import work
from commands.terminal import (
    IN_USE,
    Json,
    OtherDay,
    echo,
    language,
    progress,
    store,
)

commands = typer.Typer()

Preparer = Annotated[
    str | None, typer.Option(help="Who hands it on 编制人; YUCE_USER, else the account.")
]


@commands.command()
def export(
    file: Annotated[
        Path,
        typer.Argument(
            help="A scenario, TOML or JSON; - for what is piped in 情景文件，- 为标准输入."
        ),
    ],
    to: Annotated[Path, typer.Option("--to", help="Folder to write into 存放目录.")],
    form: Annotated[
        str,
        typer.Option("--format", help="xlsx, docx, pdf, png, svg, csv, html, iamc or all 格式."),
    ] = "all",
    address: Annotated[
        str,
        typer.Option(
            help="Address of the app, for link and code 网址; YUCE_ADDRESS.", show_default=False
        ),
    ] = "",
    who: Preparer = None,
    unit: Annotated[
        str, typer.Option(help="For which office 编制单位; YUCE_UNIT.", show_default=False)
    ] = "",
    why: Annotated[str, typer.Option(help="What it is prepared for 编制事由.")] = "",
    when: OtherDay = IN_USE,
    as_json: Json = False,
) -> None:
    """Write an outcome out 导出: the same numbers as on screen, in the reader's language."""
    from views.export.handing import hand_on

    outcome, standing = work(file, when)
    with progress() as tell:
        handed = hand_on(
            *(outcome, to, form, language(), store, address, who, unit, why),
            tell=tell,
        )
    if as_json:
        files = [{"path": str(path), "bytes": path.stat().st_size} for path in handed.files]
        told = {"id": handed.pin.id, "baseline": standing.baseline.id, **standing.record()}
        echo({"schema": 1, **told, "files": files})
        return
    standing.tell()
    for path in handed.files:
        typer.echo(str(path))
