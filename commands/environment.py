"""`yuce settings`: what the environment tells this machine (设置)."""

import typer

from base import settings
from commands.terminal import Json, echo, heads, out, spoken, wrapping

commands = typer.Typer()


@commands.command("settings")
def settings_(as_json: Json = False) -> None:
    """Show every YUCE_* setting 列出设置: its value and whence it comes; secrets are hidden."""
    rows = settings.listed()
    if as_json:
        told = [
            {"name": name, "value": value or None, "from": "environment" if own else "default"}
            for name, value, own, _ in rows
        ]
        echo({"schema": 1, "settings": told})
        return
    table = wrapping(*heads("setting_name", "value", "whence", "meaning"))
    for name, value, own, meaning in rows:
        table.add_row(name, value, spoken("from_environment" if own else "from_default"), meaning)
    out.print(table)
