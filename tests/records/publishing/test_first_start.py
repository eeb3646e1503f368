"""What readers see comes through the gate, from the first start on: in a folder never used yet."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from broken import quarter
from held import field, held
from pages import opened, text
from streamlit.testing.v1 import AppTest
from terminal import yuce

from base import settings
from base.problems import Problems
from data.vintages import as_of, shipped
from forecast.baseline import Baseline
from forecast.fit import SEED
from forecast.fit_cache import made
from forecast.spec import Spec
from records.publishing.published import FIRST, first_fit, in_use, standing
from records.store.records import Store
from views.session import baselines, opened_link

ROOT = Path(__file__).parents[3]
HOME = settings.home()
"""Where this session's tests have the same fit already."""
RELEASE = ("--release", "q3-2026", "--title", "前三季度（虚构）", "--published", "2026-10-22")

Yuce = Callable[..., Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three quarters slower than expected, invented."""
    found = tmp_path / "q3.csv"
    slow = {"地区生产总值": "地区生产总值,25400.1,4.5", "第三产业": "第三产业,14800.0,4.9"}
    found.write_text(quarter(**slow), encoding="gb18030")
    return found


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Yuce:
    """`yuce` in a folder of its own; gives what --json prints. `begun` is a process of its own."""
    told = {"YUCE_HOME": str(tmp_path / "home"), "YUCE_USER": "张三"}
    for name, value in told.items():
        monkeypatch.setenv(name, value)

    def run(*words: str, code: int = 0) -> Any:
        return json.loads(yuce(*words, "--json", code=code).splitlines()[0])

    def begun(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(ROOT / "cli.py"), *words, "--json"]
        return subprocess.Popen(command, env=os.environ | told, stdout=-1, stderr=-1, text=True)

    run.begun = begun  # type: ignore[attr-defined]
    return run


def seen(record: dict[str, Any]) -> float:
    return round(100 * float(record["growth"]["2026"]["median"]), 1)


@pytest.mark.slow
def test_a_stored_release_moves_what_readers_see_only_through_the_gate(
    fresh: Yuce, file: Path, tmp_path: Path
) -> None:
    both = [fresh.begun("forecast") for _ in range(2)]  # type: ignore[attr-defined]
    first, again = (json.loads(one.communicate()[0]) for one in both)
    assert first == again
    (event,) = fresh("audit", "--kind", "publish")["events"]
    assert (event["subject"], event["who"]) == (first["baseline"], FIRST)

    fresh("data", "add", str(file), *RELEASE)
    scenario = tmp_path / "s.toml"
    scenario.write_text('[[assumptions]]\nsection = "J"\nyears = 2027\nvalue = 0.07\n', "utf-8")
    sent = fresh("link", str(scenario))
    for words in (
        *(("forecast",), ("run", str(scenario)), ("solve", "--target", "share-2027")),
        ("export", str(scenario), "--to", str(tmp_path / "out"), "--format", "csv"),
    ):
        record = fresh(*words)
        assert (record["figures"], record["as_of"]) == ("published", str(shipped().as_of)), words
        assert record.get("baseline", first["baseline"]) == first["baseline"], words
    assert sent["baseline"] == first["baseline"]
    assert fresh("open", sent["link"])["today"]["baseline"] == first["baseline"]
    asked = fresh("forecast", "--as-of", "2026-10-22")
    assert (asked["figures"], asked["as_of"]) == ("as_of", "2026-10-22")
    assert seen(asked) < seen(first) - 0.3

    fitted = fresh("fit")["baseline"]
    assert fitted == asked["baseline"]
    review = fresh("publish", fitted, code=1)["review"]
    assert review["old"] == first["baseline"]
    (moved,) = [row for row in review["rows"] if (row["measure"], row["year"]) == ("growth", 2026)]
    told = tuple(round(100 * moved[key], 1) for key in ("old", "new"))
    assert told == (seen(first), seen(asked))
    fresh("publish", fitted, "--acknowledge", review["acknowledge"])
    assert fresh("forecast") == asked | {"figures": "published"}
    found = fresh("open", sent["link"])
    assert (found["same"], found["today"]["baseline"]) == (True, fitted)
    assert len(fresh("audit", "--kind", "publish")["events"]) == 2


@pytest.mark.slow
def test_a_store_of_before_without_a_publication_starts_on_the_shipped_figures(
    fresh: Yuce, file: Path
) -> None:
    early = ("--release", "q3-2026", "--title", "早", "--published", "2026-10-22")
    fresh("data", "add", str(file), *early)  # the store is there, and nothing published in it
    assert fresh("audit", "--kind", "publish")["events"] == []
    assert fresh("forecast")["baseline"] == made(shipped(), Spec(), SEED, HOME).id
    assert [one["who"] for one in fresh("audit", "--kind", "publish")["events"]] == [FIRST]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("YUCE_LANG", "zh")
    monkeypatch.setattr(baselines, "FRESH", 0.0)
    opened_link.store.clear()
    shutil.rmtree(settings.home() / "figures", ignore_errors=True)
    yield tmp_path
    opened_link.store.clear()
    shutil.rmtree(settings.home() / "figures", ignore_errors=True)


def header(app: AppTest) -> str:
    """The vintage that the header says."""
    return str(field(app.selectbox, "vintage").value)


@pytest.mark.slow
def test_pages_and_links_stand_on_what_is_published(installed: Path, file: Path) -> None:
    before = opened("views/pages/overview.py", "zh")
    name = first_fit().id
    assert name in text(before)
    yuce("data", "add", str(file), *RELEASE)
    assert as_of(date(2026, 10, 22)).id != shipped().id
    for page in ("views/pages/overview.py", "views/pages/scenario.py", "views/pages/model/page.py"):
        app = opened(page, "zh")  # a session that begins after the figures came
        assert header(app) == str(shipped().as_of)
        assert name in text(app)
        taken = held(app).publication
        assert taken is not None
        assert taken.baseline == name
    (event,) = Store().audit("publish")
    assert (event.subject, event.who) == (name, FIRST)
    assert "首次启动" in yuce("audit")


@pytest.mark.slow
def test_a_store_that_cannot_be_made_or_written_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_LANG", "zh")
    kept = tmp_path / "kept.db"
    Store(str(kept)).close()
    for setting in ("/proc/none/store.db", f"sqlite:///file:{kept}?mode=ro&uri=true"):
        monkeypatch.setenv("YUCE_STORE", setting)
        said = yuce("forecast")
        assert "尚未发布" in said
        assert first_fit().id in said
        assert in_use().problems
    opened_link.store.clear()
    baselines._known.clear()
    app = opened("views/pages/scenario.py", "zh")
    assert "情景库不能写入" in "".join(one.value for one in app.warning)
    assert first_fit().id in text(app)
    opened_link.store.clear()


@pytest.mark.slow
def test_a_home_that_cannot_be_written_is_stood_in_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YUCE_STORE", "/proc/none/store.db")
    for home in (Path("/proc/none"), tmp_path / "file" / "home"):
        (tmp_path / "file").write_text("a file, no folder")
        found = in_use(home=home)
        assert found.problems
        assert found.publication is None
        assert found.baseline.id == first_fit().id
        with pytest.raises(Problems):
            first_fit(home)


def test_a_store_that_cannot_be_asked_gives_no_other_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("YUCE_STORE", "postgresql://127.0.0.1:1/none?connect_timeout=1")
    said = yuce("forecast", code=1)
    assert "无法打开情景库" in said or "store cannot be opened" in said
    assert "%" not in said


@pytest.mark.slow
def test_several_that_start_at_once_publish_once(tmp_path: Path, newest: Baseline) -> None:
    from concurrent.futures import ThreadPoolExecutor

    stores = [Store(str(tmp_path / "store.db")) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        told = set(threads.map(lambda one: standing(lambda: one), stores))
    assert len(told) == 1
    assert len(stores[0].publications()) == 1
    for one in stores:
        one.close()
