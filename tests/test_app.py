"""Every page through AppTest, in both languages and on both vintages."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from held import field, hold
from streamlit.testing.v1 import AppTest

from data.problems import Language
from views.vintages import REPORT
from views.words import say

ROOT = Path(__file__).parent.parent
PAGES = ["views/overview.py", "views/scenario.py"]


def opened(page: str, language: str = "zh") -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    hold(app, language=language)
    app.run()
    if page != PAGES[0]:
        app.switch_page(page).run()
    assert not app.exception
    return app


def board(app: AppTest) -> dict[str, Any]:
    """What the board of sliders was given: AppTest cannot drag it, a real browser does."""
    boards = (one for one in app.get("bidi_component") if "board" in one.proto.component_name)
    given: dict[str, Any] = {}
    for element in boards:
        told = json.loads(element.proto.json)
        given = json.loads(told.pop("standing")) | told
    return given


def text(app: AppTest) -> str:
    """Everything the page says, without markup and style."""
    told = board(app).get("result")
    found = [f"{told['cards']} {told['lead']}".replace("<1%", "1%")] if told else []
    found += [getattr(element, "body", "") for element in app.get("html")]
    found += [element.value for element in (*app.markdown, *app.caption)]
    plain = re.sub(r"<style>.*?</style>", "", " ".join(map(str, found)), flags=re.DOTALL)
    return re.sub(r"</?[a-z][^>]*>", " ", plain)  # "<1%" is no markup


LISTED = re.findall(r'st\.Page,?\(?\s*"(views/\w+\.py)"', (ROOT / "app.py").read_text("utf-8"))


@pytest.mark.parametrize("page", [page for page in LISTED if page != "views/decided.py"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_listed_page_opens(page: str, language: str) -> None:
    app = opened(page, language)
    assert not app.error
    assert text(app).strip()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_shows_both_targets(page: str, language: str) -> None:
    said = text(opened(page, language))
    assert "6.2%" in said
    assert ("日后修订达标的概率" if language == "zh" else "odds that revisions") in said
    assert "D3" in said


def test_no_english_words_on_a_chinese_page() -> None:
    for page in PAGES:
        app = opened(page)
        said = re.sub("'(number|tone|verdict|detail)': ", "", text(app))
        said = re.sub("'(met|missed|near)'", "", said)
        if given := board(app):
            said += " ".join([*given["words"].values(), *(r["name"] for r in given["rows"])])
        words = re.findall(r"[A-Za-z]{3,}", said)
        assert [word for word in words if not re.fullmatch(r"[0-9a-f]{3,16}", word)] == []


def test_the_vintage_of_the_report_makes_2025_adjustable() -> None:
    app = opened("views/scenario.py")
    field(app.selectbox, "vintage").set_value(REPORT).run()
    assert not app.exception
    said = text(app)
    assert "2025-05-28 可知" in said
    assert "起点 2024 年" in said
    assert "达成概率" in said


def test_another_scope_changes_the_share_card() -> None:
    app = opened("views/overview.py")
    before = text(app)
    field(app.selectbox, "scope").set_value("D6").run()
    after = text(app)
    assert "D6" in after
    assert before != after


def test_moved_cells_become_the_scenario() -> None:
    app = opened("views/scenario.py")
    plain = text(app)
    hold(app, moved={"J/2026": 15.0, "K/2031": 3.0})
    app.run()
    assert not app.exception
    assert board(app)["result"]["moved"] == {"J/2026": 15.0, "K/2031": 3.0}
    assert text(app) != plain


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_evidence_shows_figures_revisions_and_scopes(language: str) -> None:
    app = opened("views/evidence.py", language)
    figures, changes, triangle, scopes, goals, releases = (one.value for one in app.dataframe)
    assert figures.iloc[0, 0] == "2025"
    assert figures.iloc[0, 2] == pytest.approx(6.2)
    year = triangle.set_index(triangle.columns[0]).loc["2022"].dropna()
    assert list(year) == pytest.approx([1.9, 2.9, 3.1])
    assert list(scopes.columns[1:]) == [f"D{n}" for n in range(1, 9)]
    assert len(releases) > 20
    assert set(changes.iloc[:, 7]) == ({"修订", "新增"} if language == "zh" else {"revised", "new"})
    assert list(goals.iloc[:, 4]) == [6.5, 60.0]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_lab_shows_what_decides_the_fit(language: Language) -> None:
    app = opened("views/lab.py", language)
    heads = (say(language, "setting"), "2028", say(language, "year"))
    tables = [one.value for one in app.dataframe]
    settings, medians, routes = (
        next(table for table in tables if head in [table.columns[0], *table.columns[1:4]])
        for head in heads
    )
    said = " ".join(map(str, settings.to_numpy().ravel()))
    for part in ("2026-03-31", "10,000", "2020 ×", "numpy"):
        assert part in said
    assert len(medians) == 15
    assert list(routes.iloc[:, 0]) == ["2026", "2027", "2028", "2029", "2030"]
    field(app.selectbox, "vintage").set_value(REPORT).run()
    assert not app.exception
    assert "4.8%" in text(app)  # growth of the first quarter, and what it did to the odds


def test_sections_can_be_grouped_by_the_reports_clusters() -> None:
    app = opened("views/scenario.py")
    assert board(app)["groups"][0]["title"] == "生产性服务业相关行业"
    field(app.button_group, "grouping").set_value("cluster").run()
    assert not app.exception
    groups = {group["title"]: group["codes"] for group in board(app)["groups"]}
    assert groups["科技研发、工业设计（2024 年 760.0 亿元，增长 5.4%）"] == ["M"]
    assert groups["金融（2024 年 2,238.0 亿元，增长 4.8%）"] == ["J"]
    assert sum(len(codes) for codes in groups.values()) == 14
