"""`yuce export`: an outcome as workbook, brief, pictures, tables, offline page (导出)."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.terminal import TODAY, AsOf, Json, echo, language, prepare, progress, put

commands = typer.Typer()

Who = Annotated[
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
    who: Who = None,
    unit: Annotated[
        str, typer.Option(help="For which office 编制单位; YUCE_UNIT.", show_default=False)
    ] = "",
    why: Annotated[str, typer.Option(help="What it is prepared for 编制事由.")] = "",
    when: AsOf = TODAY,
    as_json: Json = False,
) -> None:
    """Write an outcome out 导出: the same numbers as on screen, in the reader's language."""
    from forecast.baseline import Baseline
    from scenarios.said import checked, person
    from scenarios.scenario import read
    from scenarios.simulate import simulate
    from views.report.contents import Contents
    from views.report.export import FORMATS
    from views.report.export import export as write
    from views.report.facts import Provenance

    scenario = read(file)
    baseline = Baseline.load(scenario.baseline) if scenario.baseline else prepare(when)
    outcome = simulate(baseline, scenario)
    known = address or os.environ.get("YUCE_ADDRESS", "")
    unit = unit or os.environ.get("YUCE_UNIT", "")
    said = checked({"who": who or person(), "unit": unit, "why": why})
    contents = Contents(outcome, language(), known, given=Provenance(**said, saved=_saved(outcome)))
    kinds = list(FORMATS) if form == "all" else [form]
    written = []
    with progress() as tell:
        for number, kind in enumerate(kinds):
            tell(kind, number / len(kinds))
            for name, data in write(contents, kind).items():
                written.append(put(to / name, data))
    if as_json:
        files = [{"path": str(path), "bytes": path.stat().st_size} for path in written]
        echo({"schema": 1, "id": contents.pin.id, "baseline": baseline.id, "files": files})
        return
    for path in written:
        typer.echo(str(path))


def _saved(outcome: Any) -> Any:
    """Find under what title and by whom the scenario is saved, if it is."""
    from scenarios.database import exists
    from scenarios.pins import pin
    from scenarios.store import Store

    if not exists():
        return None
    store = Store()
    found = store.saving(pin(outcome).id)
    store.close()
    return found
