"""`yuce export`: an outcome as workbook, brief, pictures, tables, offline page (导出)."""

from pathlib import Path
from typing import Annotated

import typer

from base import settings
from commands.chosen_baseline import work
from commands.terminal import (
    IN_USE,
    Json,
    OtherDay,
    echo,
    language,
    progress,
    put,
    store,
)

commands = typer.Typer()

Preparer = Annotated[
    str | None, typer.Option(help="Who hands it on 编制人; YUCE_USER, else the account.")
]


@commands.command()
def export(
    file: Annotated[Path, typer.Argument(help="A scenario, TOML or JSON 情景文件.")],
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
    from records.links.pin import pin
    from records.publishing.opening import newest_saving
    from records.store.people import checked, person
    from views.export.formats import FORMATS
    from views.export.formats import export as write
    from views.present.contents import Contents
    from views.present.facts import Provenance

    outcome, standing = work(file, when)
    known = address or settings.read().address or ""
    unit = unit or settings.read().unit or ""
    said = checked({"who": who or person(), "unit": unit, "why": why})
    saved, worth = newest_saving(pin(outcome).id, store)
    given = Provenance(said["who"], said["unit"], said["why"], saved=saved, attested=worth)
    contents = Contents(outcome, language(), known, given=given)
    kinds = list(FORMATS) if form == "all" else [form]
    written = []
    with progress() as tell:
        for number, kind in enumerate(kinds):
            tell(kind, number / len(kinds))
            for name, data in write(contents, kind).items():
                written.append(put(to / name, data))
    if as_json:
        files = [{"path": str(path), "bytes": path.stat().st_size} for path in written]
        told = {"id": contents.pin.id, "baseline": standing.baseline.id, **standing.record()}
        echo({"schema": 1, **told, "files": files})
        return
    standing.tell()
    for path in written:
        typer.echo(str(path))
