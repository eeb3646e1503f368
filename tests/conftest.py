"""What many tests share: baselines, fitted once in a folder of the tests' own, and a browser."""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
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
    from served import Site
    from visits import Visits

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


once = cache(lambda look: look())
"""What somebody found who looked, for all who look after them."""


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest has no connection to ask about: its reader sits at this machine.

    What the pages would only log and tell of is raised, so that no test passes over it. AppTest
    looks through all that is installed for components, for every app anew: here it looks once.
    """
    if "streamlit" in sys.modules:
        from streamlit import config
        from streamlit.components.v2 import manifest_scanner

        from views.session import metrics, opened_link, roles

        config.set_option("runner.magicEnabled", False)  # as served: AppTest reads no settings
        opened_link.store.clear()  # the one before had its own
        monkeypatch.setattr(metrics, "broke", _raised)
        monkeypatch.setattr(roles, "connection", lambda: (None, {"Host": "localhost"}))
        look = partial(once, manifest_scanner.scan_component_manifests)
        monkeypatch.setattr(manifest_scanner, "scan_component_manifests", look)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "artefacts"


PATIENCE = 180_000
"""Milliseconds that a browser's test waits for what must come: a busy machine is no defect."""


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every browser of these tests fetched and translated: none does it twice."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def chromium(profile: Path) -> Iterator["Visits"]:
    """A browser for one file of tests: while one runs, no other test may run a loop."""
    from playwright.sync_api import expect
    from visits import visits

    from benchmarks.chromium import executable

    if executable() is None:
        pytest.skip("no Chromium on this machine: .ci/run installs it")
    expect.set_options(timeout=PATIENCE)
    with visits(profile, PATIENCE) as started:
        yield started


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Site"]:
    """The app, served for all tests of a worker: with a store, and a scenario kept in it."""
    from served import site

    with site(tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="session")
def address(site: "Site") -> str:
    return site.address


FOLDERS = {"browser": "browser", "deploy": "deploy", "docs": "slow", "pages": "slow"}
"""The mark of every test in a folder of tests; `fast` where none is said."""

SLOW = {
    *("test_fuzz", "test_bad_files", "test_add", "test_models", "test_news", "test_judge"),
    *("test_backtest", "test_regions", "test_faults", "test_backup", "test_fitting", "test_gate"),
    *("test_store", "test_keys", "test_twins", "test_opened_links", "test_writes"),
    *("test_last_year", "test_moved", "test_lights", "test_year_watch"),
    *("test_solve", "test_explain", "test_exports", "test_workbook", "test_languages"),
    *("test_cli", "test_cli_store", "test_cli_solve", "test_iamc", "test_rooms"),
    *("test_json_problems", "test_reading_dresses", "test_forged_links", "test_silent_server"),
}
"""Files that take more than some seconds: they fit, run processes, wait for what does not answer,
or try very many cases."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-m fast` leave unread what would be left out: its imports alone take seconds."""
    apart = collection_path.name in FOLDERS or collection_path.stem in SLOW
    return True if config.option.markexpr == "fast" and apart else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test; what takes long comes first, so that two workers end together."""
    for item in items:
        marks = [FOLDERS[part] for part in item.path.parts if part in FOLDERS]
        marks += ["slow"] if item.path.stem in SLOW and not marks else []
        marks += [one.name for one in item.iter_markers() if one.name in FOLDERS.values()]
        for mark in marks or ["fast"]:
            item.add_marker(mark)
    items.sort(key=lambda item: item.get_closest_marker("fast") is not None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was not tried on this machine, and what it needs."""
    skipped = [one.longrepr for one in terminalreporter.stats.get("skipped", [])]
    reasons = Counter(told[2].removeprefix("Skipped: ") for told in skipped)
    if reasons:
        told = "; ".join(f"{reason} ({number} tests)" for reason, number in reasons.items())
        terminalreporter.write_line(f"not tried: {told}")


def _raised(_part: str, error: Exception) -> None:
    raise error
