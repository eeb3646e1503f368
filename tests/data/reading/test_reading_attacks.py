"""What an attacker of the reader tried: over five hundred tables, and kinds of them at random.

Figures are invented. `attacks.toml` holds a table each with all that may be stored of it without a
word; what was once stored wrong, or refused though it is ordinary, is tried here in many dresses.
"""

import io
import random
import tomllib
import zipfile
from pathlib import Path

import pytest
from broken import book, saved
from dressed import HEAD, Row, grid, of, of_text, passed
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from data.reading.sheets.text import flat
from data.releases.intake import read_figures

TABLES = tomllib.loads(Path(__file__).with_name("attacks.toml").read_text("utf-8"))["table"]

FAR = "成都 四川 全国 湖北 鄂西 川东北 渝东北 主城都市区 西部 各省 兄弟省市 周边 宜昌 李庄"
FAR += " 中山 中西部 巴蜀 武陵山 副省级城市"
OTHERS = (*FAR.split(), "外省", "沿江", "邻水", "yichang", "Hubei", "chengdu", "neighbours")
ORDINARY = (
    "q3 表 服务业 三季度数据 附件2：2026年前三季度服务业增加值 2026Q3 数据（最新） 副本2026年三季度"
)
ORDINARY += (
    " annual release-q3 新建_XLSX_工作表 20261022发布 fuwuye bulletin2026 图表 报送_0930 终稿3"
)
UNPLACED = ("2026年前三季度服务业", "2026年前三季度全市服务业")
ROWS: list[Row] = [["第三产业", 15400, 5.9], ["金融业", 1790, 5.5]]

SECTIONS = {"finance": "金融业", "real_estate": "房地产业", "wholesale_retail": "批发和零售业"}
BESIDE = ("合计", "某某业", "总计", "全部", "其中", "本期", "渝中区")
"""Labels of rows whose numbers may look like years."""


@pytest.mark.parametrize("at", range(len(TABLES)))
def test_a_table_of_an_attacker_is_read_right_or_not_at_all(at: int) -> None:
    table = TABLES[at]
    reading = of_text(table["text"])
    stored = {" ".join(key): value for key, value in passed(reading).items()}
    right = dict(one.rsplit(" ", 1) for one in table["stored"])
    assert stored == pytest.approx({key: float(value) for key, value in right.items()})
    if not stored:
        told = {one.code for one in (*reading.problems, *reading.doubts)}
        assert table["told"] in told | {one.code for one in reading.left_out}


@pytest.mark.parametrize("title", UNPLACED)
@pytest.mark.parametrize("place", OTHERS)
def test_another_place_in_a_files_name_is_asked_about(title: str, place: str) -> None:
    content = saved(book([list(row) for row in grid(title, rows=ROWS)]))
    for name in (f"{place}.xlsx", f"2026年前三季度{place}.xlsx", f"服务业（{place}）.xlsx"):
        reading = read_figures(Path(name), content)
        assert [one.code for one in reading.doubts] == ["figure-file-name"], name
        assert place in reading.doubts[0].seen("zh")


@pytest.mark.parametrize("title", UNPLACED)
@pytest.mark.parametrize("place", FAR.split())
def test_another_place_around_a_table_is_never_passed_over(title: str, place: str) -> None:
    assert not passed(of(grid(title, rows=ROWS), sheet=place))
    assert not passed(of(grid(f"{place}{title}", rows=ROWS)))
    assert not passed(of([[title], [f"单位：亿元、%（{place}）"], HEAD, *ROWS]))
    assert not passed(of(grid(title, rows=ROWS, notes=[f"注：本表为{place}数据"])))


@pytest.mark.parametrize("name", ORDINARY.split())
def test_an_ordinary_files_name_is_no_matter(name: str) -> None:
    content = saved(book([list(row) for row in grid(UNPLACED[0], rows=ROWS)]))
    reading = read_figures(Path(f"{name}.xlsx"), content)
    assert len(passed(reading)) == 4, [one.seen("zh") for one in reading.doubts]


def test_a_table_that_names_the_region_may_be_in_a_file_of_any_name() -> None:
    content = saved(book([list(row) for row in grid("2026年前三季度重庆市服务业", rows=ROWS)]))
    assert len(passed(read_figures(Path("李庄.xlsx"), content))) == 4
    assert read_figures(Path("鄂西.xlsx"), content).doubts  # it says another place, for certain


TIMES = {
    "days": ("20260331", "20260630", "20260930"),
    "months": ("202603", "202606", "202609"),
    "serials": ("46112", "46203", "46295"),
}


@pytest.mark.parametrize("kind", TIMES)
def test_times_in_digits_head_columns_and_rows(kind: str) -> None:
    times = TIMES[kind]
    right = {("tertiary", f"2026Q{at}", "value_added"): at * 5000.0 for at in (1, 2, 3)}
    across = f"指标,{','.join(times)}\n第三产业,5000,10000,15000\n"
    down = "日期,第三产业\n" + "".join(f"{one},{at * 5000}\n" for at, one in enumerate(times, 1))
    for table in (across, down):
        assert passed(of_text(f"重庆市服务业增加值累计（亿元）\n{table}")) == right
        left = of_text(f"重庆市服务业增加值（亿元）\n{table}")  # to date, or alone?
        assert {one.code for one in left.left_out} == {"kind"}


def test_the_end_of_a_bracket_is_no_mark_of_a_note() -> None:
    assert [
        flat(one) for one in ("增加值（A1）", "房地产业 1)", "房地产业（1）", "(房地产业1)")
    ] == [*("增加值(A1)", "房地产业", "房地产业", "(房地产业1)")]


@pytest.mark.parametrize("seed", range(150))
def test_figures_that_look_like_times_are_figures(seed: int) -> None:
    """A row of 2015 1992, or of 20150331, begins no other table."""
    rng = random.Random(seed)
    wan = rng.random() < 0.4
    names = rng.sample(list(SECTIONS), rng.randint(2, 3))
    years = rng.sample(range(2015, 2026), rng.randint(1, 3))
    odd = rng.sample(BESIDE, rng.randint(0, 2))
    truth: dict[tuple[str, str, str], float] = {}
    rows: list[Row] = []
    for label in rng.sample([*names, *odd], len(names) + len(odd)):
        low, high = (20_150_331, 20_251_231) if wan else (1990, 2030)
        values = [rng.choice((low, high, rng.randint(low, high))) for _ in years]
        rows.append([SECTIONS.get(label, label), *values])
        if label in SECTIONS:
            for year, value in zip(years, values, strict=True):
                truth[label, str(year), "value_added"] = value / 10_000 if wan else value
    unit = "万元" if wan else "亿元"
    head = ["行业", *(f"{year}年" if rng.random() < 0.8 else str(year) for year in years)]
    table: list[Row] = [[f"重庆市服务业分行业增加值（{unit}）"], head, *rows]
    if rng.random() < 0.3:  # the same, years down
        table = [table[0], *([row[at] for row in table[1:]] for at in range(len(head)))]
        table[1][0] = "年份"
    reading = of_text("\n".join(",".join(map(str, row)) for row in table))
    found = passed(reading)
    wrong = {key: value for key, value in found.items() if key[0] != "tertiary"}
    assert {key: truth.get(key) for key in wrong} == pytest.approx(wrong), table
    assert not found or set(truth) <= set(found), table


FORMATS = {
    '"下降"0.0': False,
    '0.0"万元"': False,
    '0.0"亿元"': False,
    '0.0"(估)"': False,
    '0.0;[Red]"下降"0.0': True,  # 1.2 is shown as it is; the words are for what is below zero
    '"↑"0.0;"↓"0.0': True,
    '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ': True,
    r"0.00_);[Red]\(0.00\)": True,
    '0.0"%"': True,
}


@pytest.mark.parametrize("code", FORMATS)
def test_a_number_format_that_says_more_leaves_its_figure_out(code: str) -> None:
    made = book([list(row) for row in grid("2026年前三季度重庆市服务业", rows=ROWS)])
    made.worksheets[0]["C4"].number_format = code
    reading = read_figures(Path("表.xlsx"), saved(made))
    assert (("finance", "2026Q3", "real_growth") in passed(reading)) is FORMATS[code]
    assert len(passed(reading)) == 3 + FORMATS[code]


def test_a_figure_that_is_struck_through_is_left_out() -> None:
    made = book([list(row) for row in grid("2026年前三季度重庆市服务业", rows=ROWS)])
    made.worksheets[0]["B3"].font = Font(strike=True)
    reading = read_figures(Path("表.xlsx"), saved(made))
    assert ("tertiary", "2026Q3", "value_added") not in passed(reading)
    assert [one.why.en for one in reading.left_out] == ["it is struck through"]


@pytest.mark.parametrize(("cell", "said"), [("B3", "预计数"), ("A1", "四川省"), ("C2", "名义增速")])
def test_a_remark_beside_a_cell_is_asked_about(cell: str, said: str) -> None:
    made = book([list(row) for row in grid("2026年前三季度重庆市服务业", rows=ROWS)])
    made.worksheets[0][cell].comment = Comment(said, "甲")
    reading = read_figures(Path("表.xlsx"), saved(made))
    assert [one.code for one in reading.doubts] == ["figure-words-around"]
    assert said in reading.doubts[0].seen("zh")
    made.worksheets[0][cell].comment = Comment("初步核算数", "甲")
    assert len(passed(read_figures(Path("表.xlsx"), saved(made)))) == 4


SPREADSHEET = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKED = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"


def with_box(content: bytes, said: str) -> bytes:
    """A workbook with a text box over its sheet, its text in two runs."""
    runs = "".join(f"<a:r><a:t>{one}</a:t></a:r>" for one in (said[:2], said[2:]))
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{SPREADSHEET}" xmlns:a="{MAIN}"><xdr:twoCellAnchor><xdr:sp>'
        f"<xdr:txBody><a:p>{runs}</a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    link = f'<Relationship Id="rId1" Type="{RELATED}/drawing" Target="../drawings/drawing1.xml"/>'
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(sink, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        rels = f'<Relationships xmlns="{PACKED}">{link}</Relationships>'
        after.writestr("xl/worksheets/_rels/sheet1.xml.rels", rels)
        after.writestr("xl/drawings/drawing1.xml", drawing)
    return sink.getvalue()


@pytest.mark.parametrize("said", ["本表为四川省数", "预计数，以公布为准", "按现价计算的名义增速"])
def test_a_text_box_is_asked_about(said: str) -> None:
    content = saved(book([list(row) for row in grid("2026年前三季度重庆市服务业", rows=ROWS)]))
    assert len(passed(read_figures(Path("表.xlsx"), with_box(content, "初步核算数")))) == 4
    reading = read_figures(Path("表.xlsx"), with_box(content, said))
    assert [one.code for one in reading.doubts] == ["figure-words-around"]


@pytest.mark.parametrize(
    ("title", "stored"),
    [("四川省服务业", 0), ("环比增速", 0), ("图1 2026年前三季度服务业增加值", 4), ("图表标题", 4)],
)
def test_a_title_of_a_chart_is_asked_about(title: str, stored: int) -> None:
    made = book([list(row) for row in grid("2026年前三季度重庆市服务业", rows=ROWS)])
    sheet = made.worksheets[0]
    chart = BarChart()
    chart.title = title
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "F3")
    assert len(passed(read_figures(Path("表.xlsx"), saved(made)))) == stored


@pytest.mark.parametrize(
    ("name", "stored"), [("四川省", 0), ("营业收入", 0), ("数据区", 4), ("abc", 4)]
)
def test_a_name_of_a_range_is_asked_about_if_it_says_another_thing(name: str, stored: int) -> None:
    made = book([list(row) for row in grid("2026年前三季度重庆市服务业", rows=ROWS)])
    made.defined_names[name] = DefinedName(name, attr_text="'表1'!$A$1:$C$4")
    assert len(passed(read_figures(Path("表.xlsx"), saved(made)))) == stored


def test_what_is_printed_above_and_below_a_sheet_is_asked_about() -> None:
    made = book([list(row) for row in grid("2026年前三季度重庆市服务业", rows=ROWS)])
    made.worksheets[0].oddHeader.center.text = "重庆市统计局"
    made.worksheets[0].oddFooter.left.text = "第 &P 页，共 &N 页"
    assert len(passed(read_figures(Path("表.xlsx"), saved(made)))) == 4
    made.worksheets[0].oddHeader.center.text = "四川省统计局"
    reading = read_figures(Path("表.xlsx"), saved(made))
    assert [one.code for one in reading.doubts] == ["figure-words-around"]


def test_a_note_holds_for_the_figures_that_bear_its_mark() -> None:
    rows: list[Row] = [["第三产业", 15400, 5.9], ["金融业②", 1790, 5.5]]
    title, head = "2026年前三季度重庆市服务业增加值", ["指标", "增加值（亿元）③", "增长（%）①"]
    notes = ("①按不变价格计算。", "③按当年价格计算。")
    assert len(passed(of(grid(title, head, rows, notes)))) == 4
    for note in ("①按当年价格计算。", "③按不变价格计算。", "②为1-8月数据。"):
        assert not passed(of(grid(title, head, rows, [note]))), note
