"""Every page through AppTest, in both languages and on both vintages."""

import re

import pytest
from held import field, hold
from pages import EVIDENCE, PAGES, ROOT, board, opened, tab, text

from base.problems import Language
from base.texts import called
from data.indicators import indicators
from data.watched.directions import directions
from views.session.baselines import REPORT
from views.words.words import say

LISTED = re.findall(
    r'st\.Page,?\(?\s*"(views/pages/[\w/]+\.py)"', (ROOT / "app.py").read_text("utf-8")
)


@pytest.mark.parametrize("page", [page for page in LISTED if page != "views/pages/decided.py"])
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
    assert ("日后修订达到6.5%及以上的概率" if language == "zh" else "odds that revisions") in said
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
    app = opened("views/pages/scenario.py")
    field(app.selectbox, "vintage").set_value(REPORT).run()
    assert not app.exception
    said = text(app)
    assert "2025-05-28 可知" in said
    assert "起点 2024 年" in said
    assert "达到6.5%及以上的概率" in said


def test_another_scope_changes_the_share_card() -> None:
    app = opened("views/pages/overview.py")
    before = text(app)
    field(app.selectbox, "scope").set_value("D6").run()
    after = text(app)
    assert "D6" in after
    assert before != after


def test_moved_cells_become_the_scenario() -> None:
    app = opened("views/pages/scenario.py")
    plain = text(app)
    hold(app, moved={"J/2026": 15.0, "K/2031": 3.0})
    app.run()
    assert not app.exception
    assert board(app)["result"]["moved"] == {"J/2026": 15.0, "K/2031": 3.0}
    assert text(app) != plain


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_evidence_shows_figures_revisions_and_scopes(language: Language) -> None:
    app = opened("views/pages/evidence.py", language)
    shown = {one: [table.value for table in tab(app, one).dataframe] for one in EVIDENCE}
    (figures,), (prints, register) = shown["tab_data"], shown["tab_indicators"]
    counted, (changes,) = shown["tab_directions"][0], shown["tab_vintages"]
    (triangle,), (scopes,) = shown["tab_revisions"], shown["tab_scopes"]
    (goals,), (releases,) = shown["tab_targets"], shown["tab_releases"]
    assert figures.iloc[0, 0] == "2025"
    assert figures.iloc[0, 2] == pytest.approx(6.2)
    year = triangle.set_index(triangle.columns[0]).loc["2022"].dropna()
    assert list(year) == pytest.approx([1.9, 2.9, 3.1])
    assert list(scopes.columns[1:]) == [f"D{n}" for n in range(1, 9)]
    assert len(releases) > 20
    assert set(changes.iloc[:, 7]) == ({"修订", "新增"} if language == "zh" else {"revised", "new"})
    assert list(goals.iloc[:, 4]) == [6.5, 60.0]
    assert prints.iloc[0, 2] == pytest.approx(7.8)  # revenue above size in 2025, per cent
    assert len(register) == len(indicators())
    named = [called(one, language) for one in directions()]
    assert list(dict.fromkeys(counted.iloc[:, 0])) == named
    said = text(tab(app, "tab_directions"))
    assert ("都不是增加值" if language == "zh" else "no value added") in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_lab_shows_what_decides_the_fit(language: Language) -> None:
    app = opened("views/pages/model/page.py", language)
    heads = (say(language, "setting"), "2028", say(language, "year"))
    tables = [one.value for one in app.dataframe]
    settings, medians, routes = (
        next(table for table in tables if head in [table.columns[0], *table.columns[1:4]])
        for head in heads
    )
    said = " ".join(map(str, settings.to_numpy().ravel()))
    for part in ("2026-08-17", "10,000", "numpy"):
        assert part in said
    assert len(medians) == 15
    assert list(routes.iloc[:, 0]) == ["2026", "2027", "2028", "2029", "2030"]
    field(app.selectbox, "vintage").set_value(REPORT).run()
    assert not app.exception
    assert "4.8%" in text(app)  # growth of the first quarter, and what it did to the odds


def test_sections_can_be_grouped_by_the_reports_clusters() -> None:
    app = opened("views/pages/scenario.py")
    assert board(app)["groups"][0]["title"] == "生产性服务业相关行业"
    field(app.button_group, "grouping").set_value("cluster").run()
    assert not app.exception
    groups = {group["title"]: group["codes"] for group in board(app)["groups"]}
    assert groups["科技研发、工业设计（2024 年 760.0 亿元，增长 5.4%）"] == ["M"]
    assert groups["金融（2024 年 2,238.0 亿元，增长 4.8%）"] == ["J"]
    assert sum(len(codes) for codes in groups.values()) == 14
