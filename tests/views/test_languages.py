"""No English is left on a Chinese page, no Chinese on an English one, but what is meant to be.

Everything a page sends to the browser is read: labels, help, texts, tables, alternative texts,
chart legends and what the board of sliders is told.
"""

import getpass
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from held import hold
from pages import EVIDENCE, opened, tab
from streamlit.testing.v1 import AppTest

from views.words.words import speaking

PAGES = ("overview", "scenario", "watch", "compare", "model/page", "evidence")
PANELS = ("because", "moves", "takes", "sure", "presets")

SHOWN = {
    *("label", "help", "body", "alt", "placeholder", "options", "caption", "icon_label"),
    *("text", "value", "delta", "default_text", "title", "message"),
}
"""Fields of Streamlit's messages that a reader sees."""

HIDDEN = re.compile(
    r"<style>.*?</style>|<[^>]+>|https?://\S+|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|&\w+;|:material/\w+:"
    r"|data:\S+|\b[0-9a-f]{6,64}\b|\b[\w.]+-[\w.-]*\d[\w.-]*|\b\d+[A-Z]{2,}\b",
    re.DOTALL,
)
"""Markup, addresses, code, equations, hashes, ids of releases: nobody's language."""

ENGLISH = {
    # the product, its command, file forms, and how they are called everywhere
    *("yuce", "Yuce", "CSV", "PNG", "SVG", "PDF", "Word", "English", "HTML", "TOML", "JSON", "UTC"),
    # names: software, models, tests, authors, distributions
    *("numpy", "scipy", "pandas", "statsmodels", "python", "pyarrow", "sklearn", "scikit", "learn"),
    *("ets_raw", "theta_raw", "growth", "drift", "MASE", "logit"),
    *("XLSX", "XLS", "MB", "CRPS", "Ledoit", "Wolf", getpass.getuser()),
    *("ARCH", "Ljung", "Box", "Breusch", "Pagan", "Jarque", "Bera", "Ba", "bura", "Modugno"),
    *("backtest", "Diebold", "Mariano", "Aumann", "Shapley", "Student", "notes", "Suzhou", "GB"),
}
"""Words in Latin letters that belong on a Chinese page."""

CHINESE = {"中文", "渝"}
"""Words in Chinese that belong on an English page: the switch itself."""


@pytest.fixture(autouse=True)
def own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No titles but ours: what people save is in their own language."""
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))


def page(name: str, language: str, **state: Any) -> AppTest:
    app = opened(f"views/pages/{name}.py", language)
    folds = {key for key in state if key.endswith("-more")}
    for key in folds:
        app.session_state[key] = state[key]
    hold(app, **{key: value for key, value in state.items() if key not in folds})
    if state:
        with speaking("en" if language == "en" else "zh"):  # AppTest spells again what it shows
            app.run()
        assert not app.exception
    return app


def shown(app: AppTest) -> Iterator[str]:
    """Every text the page sends, but tables."""
    for element in app._tree:
        proto = getattr(element, "proto", None)
        kind = getattr(element, "type", "")
        if proto is None or kind in ("arrow_data_frame", "code"):
            continue
        if kind == "bidi_component":
            told = json.loads(proto.json or "{}")
            yield from _named(told | json.loads(told.pop("standing", "{}")))
        elif kind == "echarts_chart":
            yield proto.alt
            yield from _drawn(json.loads(proto.spec))
        else:
            yield from _fields(proto)


def _fields(message: Any) -> Iterator[str]:
    for field, value in message.ListFields():
        many = value if field.is_repeated else [value]
        if field.type == field.TYPE_MESSAGE:
            for one in many:
                if hasattr(one, "ListFields"):
                    yield from _fields(one)
        elif field.type == field.TYPE_STRING and field.name in SHOWN:
            yield from many


def _named(value: Any) -> Iterator[str]:
    """What the board of sliders is told to say: its words, names and titles."""
    for one in value if isinstance(value, list) else []:
        yield from _named(one)
    for key, one in value.items() if isinstance(value, dict) else []:
        if key == "words":
            yield from one.values()
        elif key in ("name", "title", "detail"):
            yield str(one)
        else:
            yield from _named(one)


def _drawn(option: dict[str, Any]) -> Iterator[str]:
    """What stands on a chart: names on its axes, its legend, its target."""
    for axis in ("xAxis", "yAxis"):
        yield from option[axis].get("data", [])
    for one in option["series"]:
        yield one.get("name", "")
        for mark in ("markLine", "markPoint"):
            yield one.get(mark, {}).get("label", {}).get("formatter", "")


def tables(app: AppTest) -> Iterator[tuple[str, list[str]]]:
    """Heads and cells of every table, with the table's heads as its name."""
    for one in app.dataframe:
        if "low" in one.value.columns:
            continue  # an editor, whose heads are labels of its columns
        heads = [str(head) for head in one.value.columns]
        yield " ".join(heads), heads
        for head in one.value.select_dtypes(exclude="number").columns:
            yield f"{head}", [str(cell) for cell in one.value[head].dropna()]


def words(text: str) -> list[str]:
    """Words of two Latin letters or more."""
    return re.findall(r"[A-Za-z][A-Za-z_]+", HIDDEN.sub(" ", text))


def every(language: str) -> Iterator[tuple[str, AppTest]]:
    moved = {"J/2026": 9.0, "K/2027": -2.0}
    for name in PAGES:
        yield name, page(name, language)
    evidence = page("evidence", language)
    for name in EVIDENCE[1:]:
        yield f"evidence {name}", tab(evidence, name)
    for panel in PANELS:
        yield (
            f"scenario {panel}",
            page(
                "scenario", language, moved=moved, takes_panel=panel, takes_solve=panel == "takes"
            ),
        )
    opened_frames = {f"scenario-{one}-more": True for one in ("growth", "contributions")}
    yield "frames", page("scenario", language, moved=moved, **opened_frames)


REFERENCES = "## 算式出处"
"""From here the method names authors and titles as they are published."""

GLOSSARY = "| 中文 |"
"""The glossary has the words of both languages."""

SOURCES = (
    "发布",
    "名称",
    "发布单位",
    "网址",
    "状态",
    "取值",
    "项目",
    "来源",
    "原文",
    "Release",
    "Setting",
    "Item",
)
"""Columns that hold names as their sources have them, or what software is called."""


def test_no_english_is_left_on_a_chinese_page() -> None:
    left: dict[str, set[str]] = {}
    for name, app in every("zh"):
        texts = [text.split(REFERENCES)[0] for text in shown(app) if GLOSSARY not in text]
        texts += [cell for head, cells in tables(app) if head not in SOURCES for cell in cells]
        found = {one for text in texts for one in words(text)}
        if found - ENGLISH:
            left[name] = found - ENGLISH
    assert left == {}


def test_no_chinese_is_left_on_an_english_page() -> None:
    own: tuple[str, ...] = ("Release", "Title", "Producer", "Wording", "Setting", "Source")
    own += ("Base, 2024", "Newest", "Goal's words")  # with the qualifiers of their sources
    left: dict[str, set[str]] = {}
    for name, app in every("en"):
        texts = [text for text in shown(app) if GLOSSARY not in text]
        texts = [text for text in texts if not text.startswith("Source: ")]  # as it is published
        texts += [cell for head, cells in tables(app) if head not in own for cell in cells]
        found = {one for text in texts for one in re.findall("[\u4e00-\u9fff]+", _plain(text))}
        found -= {*CHINESE, "公报", "市统计局月报"}  # releases by the names they have
        if found:
            left[name] = found
    assert left == {}


def _plain(text: str) -> str:
    return re.sub(r"<style>.*?</style>", " ", text, flags=re.DOTALL)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_scan_sees_what_a_reader_sees(language: str) -> None:
    """The scan can fail: it reads labels, tables, alternative texts and the board."""
    app = page("scenario", language, moved={"J/2026": 9.0})
    said = " ".join(shown(app))
    for one in ("增速", "金融业", "口径") if language == "zh" else ("growth", "Finance", "Scope"):
        assert one in said
    evidence = page("evidence", language)
    heads = " ".join(text for _, cells in tables(evidence) for text in cells)
    assert ("增加值" if language == "zh" else "Value added") in heads
