"""Many regions forecast from many past origins, on one machine or many (多地区回测).

A task is one region from one origin. Its seed is made of its name, so what it finds does not
depend on where it runs, when, or beside what: serial, two processes or a cluster give the same
numbers to the bit, and a task that was lost with its machine is simply done again.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from base.problems import Problem, Problems, Text
from forecast.arrays import Array
from forecast.evaluation.scores import absolute_error, covered, naive_scale, pinball
from forecast.fit import Progress
from forecast.regions.panel import forecast_panel
from forecast.regions.panel_files import Panel

Backend = Literal["serial", "loky", "dask"]
BACKENDS: Final = ("serial", "loky", "dask")
_JOBLIB: Final = {"serial": "sequential", "loky": "loky", "dask": "dask"}
HORIZON: Final = 3
SHORTEST: Final = 10
"""Years before the first origin."""

PATIENCE: Final = 10
"""Seconds to wait for a scheduler."""

ScoreRow = dict[str, Any]


def backtest_regions(
    panel: Panel,
    backend: Backend = "serial",
    scheduler: str | None = None,
    workers: int = 2,
    origins: int = 5,
    draws: int = 1_000,
    seed: int = 1,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Forecast every region from its last origins, and score it (多地区回测).

    One row a forecast of one year. Columns: region, section, origin, horizon, year, point,
    outcome, mase, wql, covered80, covered95. `backend`: serial; loky, processes of this machine;
    dask, the workers of the scheduler at that address. Raises Problems when it cannot be
    reached.
    """
    from joblib import Parallel, delayed, parallel_config

    tasks = [(name, origin) for name in panel for origin in _origins(panel, name, origins)]
    rows: list[ScoreRow] = []
    with _where(backend, scheduler), parallel_config(_JOBLIB[backend], n_jobs=workers):
        work = (delayed(one_region)(name, panel[name], at, draws, seed) for name, at in tasks)
        for place, found in enumerate(Parallel(return_as="generator")(work)):
            rows += found
            if progress:
                progress(tasks[place][0], (place + 1) / len(tasks))
    return pd.DataFrame(rows)


def one_region(
    name: str, series: Mapping[str, "pd.Series[float]"], origin: int, draws: int, seed: int
) -> list[ScoreRow]:
    """Forecast one region from one origin and score it (单地区单起点): the task."""
    from threadpoolctl import threadpool_limits

    known = {
        section: values.reindex(range(int(values.index[0]), origin + 1))  # a year may have no row
        for section, values in series.items()
    }
    known = {key: values for key, values in known.items() if values.count() >= SHORTEST}
    ahead = {key: min(HORIZON, int(series[key].index[-1]) - origin) for key in known}
    past: dict[str, Array] = {
        key: np.asarray(known[key], dtype=float) for key in known if ahead[key] > 0
    }
    digest = hashlib.sha256(f"{seed}/{name}/{origin}".encode()).digest()
    own = int.from_bytes(digest[:8], "big")
    with threadpool_limits(1):  # sums are then split in one way everywhere
        found = forecast_panel(past, 1, {key: ahead[key] for key in past}, draws, own)
    rows = []
    for section, forecast in found.items():
        scale = naive_scale(past[section])
        for step in range(ahead[section]):
            year = origin + 1 + step
            outcome = np.asarray(series[section].get(year, np.nan), dtype=float)
            if np.isnan(outcome):  # unknown is neither hit nor miss
                continue
            quantiles, point = forecast.quantiles[:, step], forecast.point[step]
            rows.append(
                {
                    "region": name,
                    "section": section,
                    "origin": origin,
                    "horizon": step + 1,
                    "year": year,
                    "point": float(point),
                    "outcome": float(outcome),
                    "mase": float(absolute_error(outcome, np.asarray(point), scale)),
                    "wql": float(pinball(outcome, quantiles, scale)),
                    "covered80": float(covered(outcome, quantiles, 0.8)),
                    "covered95": float(covered(outcome, quantiles, 0.95)),
                }
            )
    return rows


def chosen_regions(panel: Panel, wanted: Sequence[str]) -> Panel:
    """Take some regions of a panel, or `all` (选取地区); raises Problems for unknown ones."""
    if list(wanted) == ["all"]:
        return panel
    unknown = [name for name in wanted if name not in panel]
    if unknown:
        raise Problems([_unknown(name, panel) for name in unknown])
    return {name: panel[name] for name in panel if name in wanted}


def summary(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Average the scores by region, section or horizon (平均成绩)."""
    table = rows.groupby(by)[["mase", "wql", "covered80", "covered95"]].mean()
    return table.assign(forecasts=rows.groupby(by).size()).reset_index()


def checksum(rows: pd.DataFrame) -> str:
    """Name rows by their bits (校验和), 16 hexadecimal digits: equal only if all is."""
    digest = hashlib.sha256("\n".join(rows["region"] + "|" + rows["section"]).encode())
    digest.update(rows.drop(columns=["region", "section"]).to_numpy(dtype="<f8").tobytes())
    return digest.hexdigest()[:16]


def _origins(panel: Panel, name: str, count: int) -> range:
    """The last origins of a region that a year is known after."""
    last = max(int(values.index[-1]) for values in panel[name].values())
    first = min(int(values.index[0]) for values in panel[name].values())
    return range(max(first + SHORTEST - 1, last - count), last)


@contextmanager
def _where(backend: Backend, scheduler: str | None) -> Iterator[None]:
    """Hold a client of the scheduler for as long as dask is asked to work."""
    if backend != "dask":
        yield
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise Problems([_unreachable("distributed", "uv pip install 'yuce[dask]'")]) from error
    try:
        client = Client(scheduler, timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise Problems([_unreachable(str(scheduler), str(error)[:80])]) from error
    with client:
        yield


def _unreachable(where: str, found: str) -> Problem:
    return Problem(
        where=where,
        what=Text("无法使用 dask 调度器", "the dask scheduler cannot be used"),
        found=found,
        expected=Text("tcp://主机:8786", "tcp://HOST:8786"),
        remedy=Text(
            "启动 dask scheduler 与 dask worker，或改用 backend=loky",
            "start `dask scheduler` and `dask worker`, or use backend=loky",
        ),
        code="dask-unreachable",
        arguments=("backend",),
    )


def _unknown(name: str, panel: Panel) -> Problem:
    return Problem(
        where="regions",
        what=Text("未知地区", "an unknown region"),
        found=name,
        expected=Text("all，或：" + "、".join(panel), "all, or of: " + ", ".join(panel)),
        remedy=Text("更正名称", "correct the name"),
        code="region-unknown",
        arguments=("regions",),
    )
