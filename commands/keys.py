"""`yuce keys`: the key that seals here, and whose seals are trusted (密钥)."""

from typing import Annotated, Any

import typer
from rich.table import Table

from commands.terminal import Json, Who, Why, echo, heads, out, plain, spoken, store
from data import clock

commands = typer.Typer(help="The key that seals here, and whose seals are trusted 密钥.")

KeyArgument = Annotated[
    str, typer.Argument(metavar="FINGERPRINT|PUBLIC", help="Either one 指纹或公钥.")
]


@commands.callback(invoke_without_command=True)
def keys(context: typer.Context, as_json: Json = False) -> None:
    """Show this installation's fingerprint 本系统指纹, made at first use, and the keys it knows."""
    if context.invoked_subcommand is None:
        store().keys.private()
        _show(as_json)


@commands.command("list")
def list_(as_json: Json = False) -> None:
    """List the keys that are known here 列出密钥."""
    _show(as_json)


@commands.command()
def trust(
    key: KeyArgument,
    name: Annotated[str, typer.Option(help="Whose key it is 对方名称.")],
    who: Who = None,
    why: Why = "",
    as_json: Json = False,
) -> None:
    """Trust what another installation seals 信任; compare the fingerprint by voice first."""
    store().keys.trust(key, name, who, why)
    _show(as_json)


@commands.command()
def untrust(key: KeyArgument, who: Who = None, why: Why = "", as_json: Json = False) -> None:
    """Trust a key no more 取消信任; of this installation's own, the next use makes a new one."""
    store().keys.untrust(key, who, why)
    _show(as_json)


def _show(as_json: bool) -> None:
    ring = store().keys
    own: Any = ring.own
    known = ring.known()
    if as_json:
        rows = [one.asdict() for one in known]
        echo({"schema": 1, "own": own.asdict() if own else None, "keys": rows})
        return
    typer.echo(spoken("own_key", own.fingerprint) if own else spoken("own_key_none"))
    table = Table(*heads("fingerprint", "key_is", "named", "who_did", "when", "why"))
    for one in known:
        told = (one.name, one.who, clock.shown(one.at), one.why)
        table.add_row(one.fingerprint, spoken(f"key_{one.standing}"), *map(plain, told))
    out.print(table)
