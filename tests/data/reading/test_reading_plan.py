"""A plan says what a table does not, in its own words, and holds for the next one alike."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dressed import grid, of_text
from terminal import printed, yuce

from base import settings
from base.problems import Problems
from data.reading.answers import memory
from data.reading.answers.layout import name
from data.reading.answers.readback import drafted, lines
from data.reading.answers.roles import ROLES, roles
from data.reading.plan import Plan, plan_of, read_plan
from data.releases.intake import Release, add, read_figures

ODD = (
    "{year}年前三季度服务业（试算）\n行业,实际增长率,增速,净额\n金融业,0.055,5.4,1\n"
    "住宿业态,0.061,6,2\n注：虚构\n"
)
RELEASE = Release("q3-2026", "虚构", date(2026, 10, 22))


def plan(layout: str = "*", **said: object) -> Plan:
    return plan_of({"schema": 1, "tables": [{"layout": layout, **said}]}, "plan.toml")


ANSWERS: dict[str, Any] = {
    "quiet": ["试算"],
    "columns": {"实际增长率": "实际增长率（小数）", "净额": "", "增速": ""},
    "rows": {"住宿业态": "住宿和餐饮业"},
}


def content(year: int = 2026) -> bytes:
    return ODD.format(year=year).encode()


def test_a_plan_answers_what_a_table_leaves_unsaid() -> None:
    unread = read_figures(Path("表.csv"), content())
    assert unread.problems
    assert unread.doubts
    reading = read_figures(Path("表.csv"), content(), plan(**ANSWERS))
    assert not reading.problems
    assert not reading.doubts
    assert {one.key: float(one.value) for one in reading.figures} == {
        ("finance", "2026Q3", "real_growth"): 5.5,
        ("accommodation_catering", "2026Q3", "real_growth"): 6.1,
    }
    assert {one.text for one in reading.left_out} == {"净额", "增速"}


def test_a_plan_adds_to_the_title_and_drops_a_table() -> None:
    text = "指标,绝对额\n第三产业,14800\n\n甲,乙\n指标,绝对额,增长\n金融业,1,2\n"
    said = plan(says="2026年前三季度，单位：亿元")
    found = read_figures(Path("表.csv"), text.encode(), said)
    assert ("tertiary", "2026Q3", "value_added") in {one.key for one in found.figures}
    layout = found.tables[0].layout
    dropped = read_figures(Path("表.csv"), text.encode(), plan(layout, drop=True))
    assert layout not in {one.layout for one in dropped.tables}
    assert "by the reading plan" in dropped.left_out[0].why.en


def test_a_confirmed_plan_is_offered_next_quarter_and_only_then(home: Path) -> None:
    first = read_figures(Path("表.csv"), content(), plan(**ANSWERS))
    add(first, RELEASE, home=home, today=date(2026, 11, 1), plan=plan(**ANSWERS))
    (kept,) = memory.remembered(home).tables
    next_year = read_figures(Path("表.csv"), content(2027), memory.remembered(home))
    assert name(next_year.tables[0].block) == kept.layout
    assert [str(one.value) for one in next_year.figures] == ["5.5", "6.1"]
    assert not next_year.problems
    other = content(2027).replace("净额".encode(), "总额（万元）".encode())
    moved = read_figures(Path("表.csv"), other, memory.remembered(home))
    assert moved.problems  # another header is another layout: asked again
    assert memory.differs(moved.tables[0], home) == (["总额(万元) 0"], ["净额 0"])


@pytest.mark.slow
def test_a_plan_is_remembered_and_having_looked_is_not(home: Path) -> None:
    rows = grid("2026年前三季度重庆市服务业（试算）")
    text = "\n".join(",".join(str(cell or "") for cell in row) for row in rows)
    asked = of_text(text)
    with pytest.raises(Problems):
        add(asked, RELEASE, home=home, today=date(2026, 11, 1))
    add(asked, RELEASE, home=home / "looked", today=date(2026, 11, 1), looked=True)
    assert memory.remembered(home / "looked").tables == []
    told = plan_of({"schema": 1, "tables": [{"layout": "*", "quiet": ["试算"]}]}, "plan")
    planned = read_figures(Path("表.csv"), text.encode(), told)
    add(planned, RELEASE, home=home, today=date(2026, 11, 1), plan=told)
    assert memory.remembered(home).tables[0].quiet == ["试算"]


@pytest.mark.parametrize(
    "text",
    [
        "schema = 2\n",
        "tables = 1\n",
        "[[tables]]\nlayout = 'x'\n",
        "schema = 1\n[[tables]]\nlayout = '*'\nguess = true\n",
        "schema = 1\n[[tables]]\nlayout = '*'\ncolumns = { '增速' = '随便什么' }\n",
        "schema = 1\n[[tables",
    ],
)
def test_a_plan_that_is_wrong_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Problems) as told:
        read_plan(path)
    assert {one.code for one in told.value.problems} <= {"plan-wrong", "plan-words"}


def test_a_draft_is_a_plan(tmp_path: Path) -> None:
    reading = read_figures(Path("表.csv"), content())
    path = tmp_path / "plan.toml"
    path.write_text(drafted(reading.tables), "utf-8")
    with pytest.raises(Problems):  # 净额 is not understood before somebody has said what it is
        read_plan(path)
    path.write_text(drafted(reading.tables).replace('= "净额"', '= ""'), "utf-8")
    assert read_plan(path).tables[0].layout == reading.tables[0].layout


def test_each_fact_names_the_cell_that_says_it() -> None:
    text = "2026年前三季度重庆市\n单位：亿元\n指标,绝对额,同比增长（%）\n第三产业,14800,5.9\n"
    level, growth = lines(of_text(text).tables[0])
    assert level.sources == {
        **{"region": "A1", "series": "A4", "measure": "B3", "unit": "A2"},
        **{"period": "A1", "kind": "A1"},
    }
    assert (growth.sources["unit"], growth.column, str(growth.first)) == ("C3", "C", "5.9")


def test_every_cell_has_one_role() -> None:
    rows = grid("2026年前三季度重庆市服务业", notes=["注：虚构"])
    rows.insert(1, ["单位：亿元、%", None, None])
    rows.insert(3, ["甲", "1", "2"])
    rows += [[None, None, None], ["指标", "位次", "增长（%）"], ["金融业", "3", "——"]]
    text = "\n".join(",".join(str(cell or "") for cell in row) for row in rows)
    reading = of_text(text)
    told = roles(reading.sheets[0], list(reading.tables))
    filled = {
        (at, column)
        for at, row in enumerate(reading.sheets[0].rows)
        for column, cell in enumerate(row)
        if cell
    }
    assert set(told) == filled
    assert {one.kind for one in told.values()} <= set(ROLES)
    assert all(one.why for one in told.values() if one.kind == "excluded")
    by_kind = {kind: {at for at, one in told.items() if one.kind == kind} for kind in ROLES}
    assert by_kind["title"] == {(0, 0)}
    assert by_kind["unit"] == {(1, 0)}
    assert by_kind["ruler"] == {(3, 0), (3, 1), (3, 2)}
    assert by_kind["note"] == {(8, 0)}
    assert len(by_kind["value"]) == len(reading.figures)
    assert {(11, 1), (11, 2)} == by_kind["excluded"]


@pytest.mark.slow
def test_the_command_takes_a_plan_and_shows_how_each_table_was_read(tmp_path: Path) -> None:
    file, answers, draft = (tmp_path / one for one in ("表.csv", "plan.toml", "draft.toml"))
    file.write_bytes(content())
    words = ["data", "add", str(file), "--release", "q3-2026", "--title", "虚构"]
    words += ["--published", "2026-10-22", "--dry-run"]
    assert yuce(*words, "--draft", str(draft), code=1)
    text = draft.read_text("utf-8").replace('= "净额"', '= ""').replace('= "增速"', '= ""')
    text = text.replace('= "实际增长率"', '= "实际增长率（小数）"')
    answers.write_text(text + '[tables.rows]\n"住宿业态" = "住宿和餐饮业"\n', "utf-8")
    told = printed(*words, "--plan", str(answers))
    (column,) = told["tables"][0]["columns"]
    assert (column["column"], column["first"], column["said"]["period"]) == ("B", 5.5, "A1")
    assert "的读法" in yuce(*words, "--plan", str(answers))
    answers.write_text("schema = 3\n", "utf-8")
    assert "读表方案有误" in yuce(*words, "--plan", str(answers), code=1)
    assert not (settings.home() / memory.FOLDER).exists()
