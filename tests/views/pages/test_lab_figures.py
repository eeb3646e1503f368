"""The economist's upload: what was read, what it changes, then a release; figures invented."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from broken import quarter
from held import field
from openpyxl import load_workbook
from pages import opened
from streamlit.testing.v1 import AppTest

from base import settings
from data import archive
from data.reading.template import template
from data.releases.intake import read_figures
from records.store.records import Store
from views.present import release_tables
from views.session import opened_link, roles
from views.words.words import speaking

DAY = date(2026, 10, 22)


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("YUCE_STORE", str(tmp_path / "store.db"))
    opened_link.store.clear()
    shutil.rmtree(settings.home() / "figures", ignore_errors=True)
    yield
    opened_link.store.clear()
    shutil.rmtree(settings.home() / "figures", ignore_errors=True)


def uploaded(text: str | bytes, language: str = "zh", name: str = "q3.csv") -> AppTest:
    app = opened("views/pages/model/page.py", language)
    content = text.encode("gb18030") if isinstance(text, str) else text
    app.file_uploader(key="figures_file").set_value((name, content, "text/csv")).run()
    assert not app.exception
    return app


def table(app: AppTest, *columns: str) -> Any:
    """The table on the page that has these columns."""
    (found,) = [one.value for one in app.dataframe if set(columns) <= set(one.value.columns)]
    return found


def wrong(app: AppTest) -> list[str]:
    """Every problem and doubt that is told, a line each."""
    return [
        line
        for one in app.get("html")
        for line in re.findall(r"<li>(.*?)</li>", str(getattr(one, "body", "")))
    ]


def named(app: AppTest) -> AppTest:
    field(app.text_input, "release_id").set_value("q3-2026")
    field(app.text_input, "release_title").set_value("前三季度（虚构，仅供测试）")
    field(app.text_input, "release_url").set_value("https://example.org/q3")
    app.date_input(key="release_published").set_value(DAY).run()
    assert not app.exception
    return app


def test_a_file_becomes_a_release_and_its_day_can_be_chosen() -> None:
    app = uploaded(quarter())
    read_as = table(app, "首个单元格")
    assert len(read_as) == 12
    assert set(read_as["单位"]) == {"亿元", "%"}
    assert set(read_as["期间"]) == {"2026Q3"}
    differences = table(app, "类别")
    assert set(differences["类别"]) == {"新增"}
    assert app.button(key="release_store").disabled  # it has no name yet
    named(app)
    app.button(key="release_store").click().run()
    assert not app.exception
    assert archive.names() == ("q3-2026",)
    (event,) = Store().audit("figures")
    assert (event.subject, event.detail["file"]) == ("q3-2026", "q3.csv")
    assert any("q3-2026" in one.value for one in app.success)
    choice = field(app.selectbox, "vintage")
    assert any(DAY.isoformat() in one for one in choice.options)
    choice.set_value(DAY).run()
    assert not app.exception
    (said,) = [one.value for one in app.markdown if "前 3 季度累计增速" in one.value]
    assert said.startswith("2026 年")
    assert "5.9%" in said


def test_all_that_is_wrong_is_shown_at_once_and_nothing_is_stored() -> None:
    text = quarter(金融业="金触业,1790.0,5.5", 批发和零售业="批发和零售业,约2950,<b>3.9</b>")
    app = named(uploaded(text))
    parts = zip(("约2950", "&lt;b&gt;3.9&lt;/b&gt;", "金触业"), wrong(app), strict=True)
    assert all(part in line for part, line in parts)
    assert [one.value for one in app.error] == ["须先改正（3 处）"]
    assert app.button(key="release_store").disabled
    assert archive.names() == ()


def test_what_was_left_out_runs_as_no_formula() -> None:
    text = quarter(又="=HYPERLINK(A:A),1,2", 再="@x,1,2")
    with speaking("en"):
        shown = release_tables.left_out(read_figures(Path("q3.csv"), text.encode()))
    assert list(shown) == ["Where", "Text", "Why", "What would make it readable"]
    assert shown["Text"].tolist() == ["'=HYPERLINK(A:A)", "'@x"]


def test_a_doubt_has_to_be_looked_up() -> None:
    app = named(uploaded("单位：亿元\n年份,第三产业\n2024,21000\n2025,19846.05\n"))
    assert len(wrong(app)) == 1
    assert app.button(key="release_store").disabled
    app.checkbox(key="release_looked").check().run()
    app.button(key="release_store").click().run()
    assert archive.names() == ("q3-2026",)


def test_who_may_not_add_figures_stores_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "role", lambda: "planner")
    app = named(uploaded(quarter()))
    assert any("经济分析" in one.value or "登录" in one.value for one in app.info)
    app.button(key="release_store").click().run()
    assert "没有这项权限" in wrong(app)[0]
    assert archive.names() == ()


def test_a_workbook_with_macros_is_told_why_it_is_refused() -> None:
    content = (Path(__file__).parents[2] / "bad_files" / "macros.xlsm").read_bytes()
    app = uploaded(content, name="macros.xlsm")
    assert ["工作簿含有宏" in line for line in wrong(app)] == [True]


def test_a_file_whose_name_is_a_formula_gives_no_cell_that_is_one() -> None:
    """Streamlit hands out what its table shows, and where a figure stands begins with the name."""
    reading = read_figures(Path("=1+1.csv"), quarter().encode())
    shown = [release_tables.read_as(reading), release_tables.left_out(reading)]
    cells = [cell for one in shown for cell in one.to_numpy().ravel().tolist()]
    assert any("=1+1.csv" in str(cell) for cell in cells)
    assert not [cell for cell in cells if str(cell).startswith("=")]


def test_a_column_is_corrected_and_the_table_read_again() -> None:
    app = uploaded("2026年前三季度重庆市服务业\n指标,绝对额（亿元）,发展情况\n金融业,1790,5.5\n")
    (sheet,) = [one.value for one in app.dataframe if list(one.value.columns) == ["A", "B", "C"]]
    assert sheet.iloc[2, 2] == "5.5"
    field(app.selectbox, "plan_column0-0").set_value("发展情况")
    field(app.text_input, "plan_column_means0-0").set_value("同比增长（％）")
    (button,) = [one for one in app.button if one.label == "按此重新读取"]
    button.click().run()
    assert not app.exception
    assert set(table(app, "首个单元格")["指标"]) == {"增加值（现价）", "可比价增速"}
    named(app)
    app.button(key="release_store").click().run()
    assert archive.names() == ("q3-2026",)
    assert (settings.home() / "plans").exists()
    shutil.rmtree(settings.home() / "plans")


def test_a_release_is_taken_back_on_the_page() -> None:
    app = named(uploaded(quarter()))
    app.button(key="release_store").click().run()
    app = opened("views/pages/model/page.py", "zh")
    field(app.selectbox, "withdraw_which").set_value("q3-2026")
    app.date_input(key="withdraw_day").set_value(date(2026, 10, 25)).run()
    assert len(table(app, "原为")) == 12  # all that goes is shown before it is done
    app.button(key="withdraw").click().run()
    assert not app.exception
    assert archive.names() == ("q3-2026", "q3-2026-withdrawn")
    assert archive.load("q3-2026-withdrawn")["release"]["withdraws"] == "q3-2026"
    assert any("q3-2026 已撤回" in one.value for one in app.success)
    assert not [one for one in app.selectbox if one.label == "待撤回的发布"]  # never twice


def test_a_template_that_is_filled_in_is_read_whole() -> None:
    made = load_workbook(BytesIO(template(date(2026, 10, 25))))
    sheet = made.worksheets[0]
    assert sheet["A1"].value == "2026年前三季度重庆市地区生产总值"
    for at in range(3, 16):
        sheet.cell(at, 2).value, sheet.cell(at, 3).value = 1000 + at, 5.1
    sink = BytesIO()
    made.save(sink)
    reading = read_figures(Path("模板.xlsx"), sink.getvalue())
    assert not reading.problems
    assert not reading.doubts
    assert len(reading.figures) == 26
    assert template(date(2026, 2, 1)) != template(date(2026, 10, 25))
