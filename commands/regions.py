"""`yuce backtest --regions`: a panel of regions, on this machine or on many (多地区回测)."""

from pathlib import Path
from typing import Any

from rich.table import Table

from base.problems import Text, one_of
from commands.terminal import echo, heads, out, progress, spoken
from commands.usage import misused


def show_regions(
    regions: str,
    folder: Path | None,
    backend: Any,
    scheduler: str | None,
    workers: int,
    origins: int,
    as_json: bool,
) -> None:
    """Forecast the panel's regions from their last origins, and print the scores."""
    from forecast.evaluation.scoreboard import plain
    from forecast.regions.backtest import (
        BACKENDS,
        backtest_regions,
        checksum,
        chosen_regions,
        summary,
    )
    from forecast.regions.panel_files import read_panel

    if folder is None:
        raise misused("--data", "", Text("面板数据的目录", "the folder of the panel"))
    if backend not in BACKENDS:
        raise misused("--backend", backend, one_of(BACKENDS))
    if (scheduler is None) == (backend == "dask"):
        due = Text("只与 --backend dask 同用", "--backend dask, and that alone, with it")
        raise misused("--scheduler", scheduler or "", due)
    panel = chosen_regions(read_panel(folder), [one.strip() for one in regions.split(",")])
    with progress() as tell:
        rows = backtest_regions(panel, backend, scheduler, workers, origins, progress=tell)
    if as_json:
        tables = {
            f"by_{key}": plain(summary(rows, key)) for key in ("section", "region", "horizon")
        }
        known = {"schema": 1, "regions": list(panel), "checksum": checksum(rows)}
        echo(known | {"forecasts": len(rows)} | tables)
        return
    for key in ("section", "region"):
        table = Table(*heads(key), "MASE", "WQL", "80%", "95%", "n", box=None)
        for one in summary(rows, key).to_dict("records"):
            covers = (f"{100 * one[name]:.0f}" for name in ("covered80", "covered95"))
            scores = (f"{one[name]:.2f}" for name in ("mase", "wql"))
            table.add_row(str(one[key]), *scores, *covers, str(one["forecasts"]))
        out.print(table)
    out.print(spoken("regions_told", len(panel), len(rows), backend, checksum(rows)))
