"""The IAMC export is read by pyam itself, and its trees add up."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.sections import COLUMNS
from forecast.baseline import Baseline
from scenarios.assume.scenario import Assumption, Scenario
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import judge_all
from views.export.formats import export
from views.export.iamc import COLUMN_NAMES, iamc
from views.present.contents import Contents

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def outcome(newest: Baseline) -> Outcome:
    cell = Assumption(section="J", years=(2026, 2027), value=0.08)
    made = Scenario(
        name="finance", title_zh="金融", title_en="Finance, faster", assumptions=(cell,)
    )
    return simulate(newest, made)


@pytest.fixture(scope="module")
def read(outcome: Outcome, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What pyam makes of the very bytes that are exported."""
    files = export(Contents(outcome, "zh"), "iamc")
    ((name, content),) = (one for one in files.items() if one[0].endswith("-IAMC.csv"))
    file = tmp_path_factory.mktemp("iamc") / name
    file.write_bytes(content)
    python = ROOT / ".pyam" / "bin" / "python"
    assert python.exists(), "make .pyam/.ready"
    command = [str(python), "-I", str(ROOT / "tests/support/pyam_reads.py"), str(file)]
    # pint's cache keeps the absolute paths of whichever environment filled it: one of its own
    own = os.environ | {"IAM_UNITS_CACHE": str(file.parent / "units")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=own)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_pyam_reads_it_whole(read: dict[str, Any], outcome: Outcome) -> None:
    assert read["model"] == [f"Yuce {outcome.baseline.id}"]
    assert read["scenario"] == ["Finance, faster"]
    assert read["region"] == ["Chongqing"]
    assert set(read["year"]) == {*outcome.years, *(one.target.year for one in judge_all(outcome))}
    assert read["rows"] == len(iamc(outcome)) == len(read["values"])


def test_pyam_finds_that_parts_add_up_to_wholes(read: dict[str, Any]) -> None:
    assert set(read["parts"].values()) == {len(COLUMNS)}
    assert read["adds_up"] == dict.fromkeys(read["parts"], True)
    assert read["damage_seen"]


def test_numbers_and_units_are_the_outcomes(read: dict[str, Any], outcome: Outcome) -> None:
    value, growth = read["values"], "Growth Rate|Value Added|Services"
    total = float(outcome.total[outcome.row(2027)].mean(dtype=float)) / 10
    expected = {
        f"{growth} 2027": 100 * outcome.growth_quantile(2027, 0.5),
        f"{growth}|10.0th Percentile 2027": 100 * outcome.growth_quantile(2027, 0.1),
        f"{growth}|90.0th Percentile 2027": 100 * outcome.growth_quantile(2027, 0.9),
        f"{growth}|Finance 2026": 8.0,
        "Share|Value Added|Producer Services|D3 2027": 100
        * outcome.share_quantile("D3", 2027, 0.5),
    }
    assert {key: value[key] for key in expected} == pytest.approx(expected, abs=1e-6)
    assert value["Value Added|Services 2027"] == pytest.approx(total, rel=1e-5)
    assert 0 <= value["Target Probability|share-2027|D3 2027"] <= 100
    assert read["units"]["Value Added|Services"] == "billion CNY/yr"
    assert set(read["units"].values()) == {"billion CNY/yr", "%/yr", "%", "percentage points"}


def test_it_is_a_plain_long_table(outcome: Outcome) -> None:
    table = iamc(outcome)
    assert tuple(table.columns) == COLUMN_NAMES
    assert not table.duplicated(list(COLUMN_NAMES[:-1])).any()
    assert pd.api.types.is_float_dtype(table["value"])
    assert table["value"].notna().all()
