"""`yuce`: the same core from a terminal (命令行).

Exit codes: 0 done, 1 the input is wrong (every problem named), 2 usage.
"""

import os

# One thread for matrix products: on small ones, threads cost more than they bring, and the
# readers of one server then share its cores evenly.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer._click import exceptions as click

from base import settings
from base.problems import Problems
from commands import (
    backtest,
    backup,
    environment,
    evaluate,
    export,
    figures,
    keys,
    links,
    model,
    outcome,
    solve,
    store,
)
from commands.chosen_baseline import in_use, stand
from commands.terminal import fail, out, print_in_any_encoding, spoken
from commands.usage import problem as misuse
from data.region import region
from records.store import reachable

app = typer.Typer(
    help=f"渝策 Yuce: forecasts and scenarios for the services of {region().en}.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(figures.commands, name="data")
app.add_typer(keys.commands, name="keys")
for topic in (
    outcome,
    solve,
    model,
    evaluate,
    links,
    store,
    export,
    backtest,
    backup,
    environment,
):
    app.add_typer(topic.commands)


def _version(asked: bool) -> None:
    if asked:
        from records.links.pin import SOFTWARE

        typer.echo(f"yuce {SOFTWARE}")
        raise typer.Exit


@app.callback()
def begin(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Version 版本.")
    ] = False,
) -> None:
    """渝策 Yuce: a forecasting and scenario instrument for services."""


@app.command()
def serve(
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Port of the page 端口; YUCE_PORT, else 8501."),
    ] = None,
    address: Annotated[str, typer.Option(help="Address to listen on 监听地址.")] = "localhost",
) -> None:
    """Prepare the baselines if there are none, then serve the pages 启动页面."""
    from base.listening import demand_free
    from views.session import permissions
    from views.session.baselines import REPORT

    known = settings.read()
    port = port or known.port
    demand_free(address, port)
    root = Path(__file__).parent
    files = [known.settings] if known.settings else permissions.usual(root)
    key, role = permissions.open_to(permissions.settings(tuple(map(str, files))))
    out.print(spoken(key, spoken(f"role_{role or 'none'}")))
    in_use()
    stand(REPORT)
    out.print(f"渝策 http://{address}:{port}")
    command = [sys.executable, "-m", "streamlit", "run", str(root / "views/server/entry.py")]
    options = ["--server.port", str(port), "--server.address", address]
    if known.settings:
        options += ["--secrets.files", str(known.settings)]
    os.environ.update(settings.handed_down())  # the server works in another folder
    if os.name == "nt":
        raise typer.Exit(subprocess.call([*command, *options], cwd=root))
    os.chdir(root)
    os.execv(command[0], [*command, *options])  # signals reach the server itself


def main() -> None:
    """Run the command; every problem in settings and input is told, and the exit code is 1.

    With `--json` the problems are printed on stdout too; 2 is the code of a wrong call.
    """
    print_in_any_encoding()
    reachable()
    code = 1
    try:
        if "--help" not in sys.argv:  # it says the same whatever is set, and at once
            settings.read()
        code = app(standalone_mode=False) or 0
    except Problems as problems:
        fail(problems)
    except click.NoArgsIsHelpError as asked:
        asked.show()
        code = asked.exit_code
    except click.UsageError as error:
        fail(Problems([misuse(error)]))
        code = error.exit_code
    except typer.Abort:
        pass
    raise SystemExit(code)


if __name__ == "__main__":
    main()
