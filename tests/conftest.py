"""What many tests share: baselines, fitted once in a folder of the tests' own, and a browser."""

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

# A test of tests (test_extending.py) hands its folder down, so that nothing is fitted twice.
os.environ["YUCE_HOME"] = os.environ.get("YUCE_TESTS") or tempfile.mkdtemp(prefix="yuce-tests-")
os.environ["OPENBLAS_NUM_THREADS"] = "1"

from postgres import postgres as postgres

from data.vintages import as_of
from forecast.baseline import Baseline
from forecast.fit import fit
from forecast.spec import Spec

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("yuce", deadline=None)  # a busy machine is no defect
settings.load_profile("yuce")

NEWEST, REPORT = date(2026, 3, 31), date(2025, 5, 28)
DRAWS = 1_000


@pytest.fixture(scope="session")
def newest() -> Baseline:
    """Everything published by 2026-03-31: 2025 is an outcome."""
    return fit(as_of(NEWEST), Spec(draws=DRAWS), seed=1)


@pytest.fixture(scope="session")
def report() -> Baseline:
    """The day of the report, 2025-05-28: 2025 lies ahead."""
    return fit(as_of(REPORT), Spec(draws=DRAWS), seed=1)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest has no connection to ask about: its reader sits at this machine."""
    if "streamlit" in sys.modules:
        from views import opening, roles

        opening.store.clear()  # the one before had its own

        monkeypatch.setattr(roles, "connection", lambda: (None, {"Host": "localhost"}))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "artefacts"


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    from benchmarks.chromium import browser, executable

    if executable() is None:
        pytest.skip("no Chromium on this machine: .ci/run installs it")
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The app, served for one file of tests."""
    from benchmarks.chromium import served

    with served() as found:
        yield found
