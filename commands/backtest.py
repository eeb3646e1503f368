"""The command that forecasts the past: backtest (滚动回测)."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from base.digits import percent
from base.problems import one_of
from commands.terminal import Json, echo, heads, out, progress, spoken
from commands.usage import misused

commands = typer.Typer()

FIGURES = ("mae", "bias", "mase", "smape", "crps", "pinball", "energy")


@commands.command()
def backtest(
    release: Annotated[
        str,
        typer.Option(
            help="Score on outcomes as known now or first printed 评分所用数据: latest, first."
        ),
    ] = "latest",
    regions: Annotated[
        str, typer.Option(help="Of a panel of regions instead: all, or A,B,… 多地区 (with --data).")
    ] = "",
    folder: Annotated[
        Path | None, typer.Option("--data", help="Folder with the panel's CSV files 面板目录.")
    ] = None,
    backend: Annotated[
        str, typer.Option(help="Where regions are forecast: serial, loky, dask 运行方式.")
    ] = "serial",
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a dask scheduler, tcp://HOST:8786 调度器.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes of loky 进程数.")] = 2,
    last: Annotated[
        int, typer.Option("--origins", min=1, help="Last origins of a region 起点数.")
    ] = 5,
    as_json: Json = False,
) -> None:
    """Forecast the past as it was known, and score it 滚动回测."""
    if regions:
        from commands.regions import show_regions

        show_regions(regions, folder, backend, scheduler, workers, last, as_json)
        return
    from commands.terminal import TODAY, day
    from data.vintages import as_of
    from forecast.evaluation.backtest import backtest
    from forecast.evaluation.backtest_sections import leave_one_out
    from forecast.evaluation.coverage_band import coverage_with_band
    from forecast.evaluation.scoreboard import against_drift, dependence, record, rivals, summary
    from forecast.regions.growth_backtest import growth_backtest
    from forecast.regions.growth_backtest import summary as provinces

    if release not in ("latest", "first"):
        raise misused("--release", release, one_of(("latest", "first")))
    with progress() as tell:
        rows = backtest(progress=tell)
    left_out = leave_one_out(as_of(day(TODAY)))
    if as_json:
        around = as_of(day(TODAY)).around
        panel = provinces(growth_backtest(around.provinces, around))
        echo(record(rows, left_out, coverage_with_band(rows), panel))
        return
    out.print(_rivals(rivals(rows), release))
    scores = _of(summary(rows), release)
    for (subject, measure), part in scores.groupby(["subject", "measure"], sort=False):
        _show(f"{subject} · {measure} · {release}", part)
    quarters = summary(rows[rows["measure"] == "nowcast"], ("horizon",))
    for quarter, part in quarters[quarters["release"] == release].groupby("horizon"):
        _show(f"nowcast · Q{quarter} · {release}", part)
    out.print(_coverage(_of(coverage_with_band(rows), release)))
    out.print(_dependence(_of(dependence(rows), release)))
    tests = against_drift(rows)
    chosen = (tests["release"] == release) & (tests["model"] == "combination")
    table = Table(*heads("subject", "ahead"), "DM", "p", *heads("origin_count"))
    table.title = spoken("against_drift")
    for row in tests[chosen].to_dict("records"):
        figures = f"{row['dm']:+.2f}", f"{row['p']:.3f}", str(row["origins"])
        table.add_row(row["subject"], str(row["horizon"]), *figures)
    out.print(table)
    table = Table(*heads("benchmark_year", "indicator", "log_error"), title=spoken("left_out_each"))
    for year, driver, error in _errors(left_out):
        table.add_row(year, driver, error)
    out.print(table)


def _of(table: Any, release: str) -> Any:
    """Keep what is scored on a release; shares are scored on their vintage's own figures."""
    return table[(table["release"] == release) | (table["measure"] == "share")]


def _rivals(found: dict[str, Any], release: str) -> Table:
    """Services growth beside its rivals, a line a method and horizon."""
    table = Table(*heads("model", "ahead"), "CRPS", "bias", "80%", "95%", "n")
    table.title = spoken("beside_rivals")
    crps, count = ("crps_first", "n_first") if release == "first" else ("crps_settled", "n")
    for name, by_horizon in found.items():
        for horizon, one in by_horizon.items():
            if one[crps] is None:
                continue
            bias = one["bias_first"] if release == "first" else one["bias"]
            covers = (f"{100 * one[key]:.0f}" for key in ("cover80", "cover95"))
            table.add_row(
                name, horizon, f"{one[crps]:.2f}", f"{bias:+.2f}", *covers, str(one[count])
            )
    return table


def _coverage(table: Any) -> Table:
    band = spoken("chance_band")
    shown = Table(*heads("subject", "model"), "80%", band, "95%", band)
    shown.title = spoken("coverage_and_band")
    for row in table[table["model"].isin(("combination", "components", "logit", "pool"))].to_dict(
        "records"
    ):
        figures = [
            text
            for level in ("80", "95")
            for text in (
                f"{100 * row[f'covered{level}']:.0f}",
                f"{100 * row[f'low{level}']:.0f}–{100 * row[f'high{level}']:.0f} "
                f"(n = {row[f'trials{level}']:.0f})",
            )
        ]
        shown.add_row(row["subject"], row["model"], *figures)
    return shown


def _dependence(table: Any) -> Table:
    columns = ("joint", "independent", "comonotone")
    named = heads("subject", "score", "drawn_jointly", "drawn_apart", "drawn_as_one")
    shown = Table(*named, "DM", "p", title=spoken("joint_against_apart"))
    for row in table.to_dict("records"):
        figures = [f"{row[name]:.3f}" for name in columns]
        what = f"{row['subject']} · {row['measure']}"
        shown.add_row(what, row["score"], *figures, f"{row['dm']:+.2f}", f"{row['p']:.2f}")
    return shown


def _show(title: str, part: Any) -> None:
    table = Table(title=title, box=None, padding=(0, 1, 0, 0))  # fits 80 columns
    table.add_column(spoken("model"), no_wrap=True)
    for name in ("MAE", "bias", "MASE", "sMAPE", "CRPS", "pinball", "energy", "80%", "95%", "n"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in part.to_dict("records"):
        figures = [f"{row[key]:.2f}" if row[key] == row[key] else "—" for key in FIGURES]
        cover = [row["covered80"], row["covered95"]]
        covers = [f"{100 * value:.0f}" if value == value else "—" for value in cover]
        table.add_row(str(row["model"]), *figures, *covers, str(row["forecasts"]))
    out.print(table)


def _errors(left_out: Any) -> list[tuple[str, str, str]]:
    by = left_out.groupby(["year", "driver"])["weighted"].sum()
    return [
        (str(year), spoken("with" if driver else "without"), percent(error)[:-1])
        for (year, driver), error in by.items()
    ]
