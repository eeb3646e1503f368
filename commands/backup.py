"""Commands that keep everything safe: backup, restore (备份与恢复)."""

from pathlib import Path
from typing import Annotated

import typer

from commands.terminal import Json, echo, spoken

commands = typer.Typer()


@commands.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it, a .zip 备份文件.")],
    with_key: Annotated[
        bool, typer.Option("--with-key", help="The private key too: keep it locked 含私钥.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the store and the baselines into one file 备份; readers need not stop."""
    from records.store.backup import backup as write

    _show(write(file, with_key=with_key), as_json)


@commands.command("restore-backup")
def restore_backup(
    file: Annotated[Path, typer.Argument(help="What `yuce backup` wrote 备份文件.")],
    as_json: Json = False,
) -> None:
    """Fill an empty store and folder from a backup 恢复备份: SQLite or PostgreSQL alike."""
    from records.store.backup import restore as read

    _show(read(file), as_json)


def _show(counts: dict[str, int], as_json: bool) -> None:
    if as_json:
        echo({"schema": 1, "counts": counts})
        return
    for kind, count in counts.items():
        typer.echo(f"{spoken(f'kept_{kind}')} {count:,}")
