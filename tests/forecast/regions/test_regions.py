"""Regions forecast anywhere are the same to the bit, and a killed worker loses nothing."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from terminal import printed, yuce

from base.problems import Problems
from benchmarks.cluster import Cluster, cluster
from forecast.evaluation.scores import naive_scale
from forecast.regions.backtest import backtest_regions, checksum, chosen_regions
from forecast.regions.panel_files import Panel, read_panel


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up panel: six regions, two sections, 2000 to 2016."""
    rng = np.random.default_rng(5)
    rows = [
        (f"{region}|{section}", 1, year, 100 * np.exp(value))
        for region in ("甲", "乙", "丙", "丁", "戊", "己")
        for section in ("F", "J")
        for year, value in enumerate(np.cumsum(rng.normal(0.08, 0.03, 17)), start=2000)
    ]
    made = tmp_path_factory.mktemp("panel")
    table = pd.DataFrame(rows, columns=["unique_id", "season_length", "t", "y"])
    table.to_csv(made / "made-up.csv", index=False)
    return made


@pytest.fixture(scope="module")
def panel(folder: Path) -> Panel:
    return read_panel(folder)


@pytest.fixture(scope="module")
def serial(panel: Panel) -> pd.DataFrame:
    return backtest_regions(panel, draws=200)


@pytest.fixture(scope="module")
def dask() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


def test_processes_give_the_same_bits(panel: Panel, serial: pd.DataFrame) -> None:
    beside = backtest_regions(panel, "loky", draws=200)
    pd.testing.assert_frame_equal(beside, serial, check_exact=True)
    assert checksum(beside) == checksum(serial)


@pytest.mark.filterwarnings("ignore")  # of sockets and files that dask leaves to the collector
def test_a_dask_cluster_gives_the_same_bits_even_when_a_worker_is_killed(
    panel: Panel, serial: pd.DataFrame, dask: Cluster
) -> None:
    killed: list[int] = []

    def kill_one(_what: str, _done: float) -> None:
        """After the first result, end a worker that is in the middle of something."""
        if killed:
            return
        from distributed import get_client

        client: Any = get_client()
        process = client.run(os.getpid)
        deadline = time.monotonic() + 30
        while not (busy := [at for at, held in client.processing().items() if held]):
            assert time.monotonic() < deadline, "nothing was left to interrupt"
            time.sleep(0.005)
        (hit,) = (one for one in dask.workers if one.pid == process[busy[0]])
        hit.kill()
        killed.append(hit.wait())

    found = backtest_regions(panel, "dask", dask.address, draws=200, progress=kill_one)
    assert killed == [-signal.SIGKILL]
    pd.testing.assert_frame_equal(found, serial, check_exact=True)


@pytest.mark.filterwarnings("ignore")
def test_the_command_says_the_same_on_the_cluster(folder: Path, dask: Cluster) -> None:
    asked = ("backtest", "--regions", "甲,丁", "--origins", "2", "--data", str(folder))
    here = printed(*asked)
    assert printed(*asked, "--backend", "dask", "--scheduler", dask.address) == here
    assert here["regions"] == ["丁", "甲"]
    assert here["forecasts"] == 2 * 2 * (2 + 1)
    yuce(*asked, "--backend", "dask", code=2)  # a scheduler is needed


def test_what_a_region_gets_depends_on_itself_alone(panel: Panel, serial: pd.DataFrame) -> None:
    alone = backtest_regions(chosen_regions(panel, ["丙"]), draws=200)
    mine = serial[serial["region"] == "丙"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, mine, check_exact=True)
    other = backtest_regions(chosen_regions(panel, ["丙"]), draws=200, seed=2)
    assert checksum(other) != checksum(alone)


def test_no_origin_sees_a_later_year(panel: Panel, serial: pd.DataFrame) -> None:
    later = {
        region: {
            name: values * np.where(values.index > 2013, 1.5, 1.0) for name, values in own.items()
        }
        for region, own in panel.items()
    }
    changed = backtest_regions(later, draws=200)
    early = serial["origin"] <= 2013
    np.testing.assert_array_equal(changed.loc[early, "point"], serial.loc[early, "point"])
    assert (changed.loc[~early, "point"] != serial.loc[~early, "point"]).all()


def test_every_problem_of_a_panel_is_told(
    tmp_path: Path, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("unique_id,season_length,t,y\n甲F,1,2000,1\n甲|F,4,x,many\n", encoding="utf-8")
    with pytest.raises(Problems) as found:
        read_panel(tmp_path)
    said = found.value.text("en")
    for part in ("甲F", "many", "t 3: x", "season_length 3: 4"):
        assert part in said
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(Problems, match="unique_id"):
        read_panel(file)
    with pytest.raises(Problems, match="no panel"):
        read_panel(tmp_path / "nowhere")
    with pytest.raises(Problems, match="庚"):
        chosen_regions(panel, ["庚"])
    monkeypatch.setattr("forecast.regions.backtest.PATIENCE", 0.5)
    with pytest.raises(Problems, match="dask scheduler"):
        backtest_regions(panel, "dask", "nowhere:1")


STEADY = pd.Series({year: 100 * 1.1 ** (year - 2000) for year in range(2000, 2019)})


@pytest.mark.parametrize("gone", [2015, 2016, 2018])
@pytest.mark.parametrize("blank", [True, False], ids=["a blank", "no row"])
def test_an_unknown_year_is_no_miss_and_moves_no_other(gone: int, blank: bool) -> None:
    held = STEADY.where(STEADY.index != gone) if blank else STEADY.drop(gone)
    rows = backtest_regions({"乙": {"F": held}}, draws=200, origins=4)
    assert gone not in set(rows["year"])
    assert {2015, 2016, 2017} - {gone} <= set(rows["year"])
    assert rows["covered95"].mean() == 1
    # A year early would be 9% short of what came; growth that is damped is less.
    np.testing.assert_allclose(rows["point"], rows["outcome"], rtol=0.075)


def test_a_blank_changes_no_scale() -> None:
    values = np.asarray(STEADY, dtype=np.float64)
    assert naive_scale(np.append(values, np.nan)) == naive_scale(values)
    assert naive_scale(np.full(5, np.nan)) == 1.0
