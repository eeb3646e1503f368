"""Tables in the shapes that bureaus and data services send: right figures, or none and the reason.

Figures are invented (虚构), the shapes are public: yearbooks, bulletins, downloads of the national
bureau. A shape's name says what it is; docs/figures.md lists where each is seen.
"""

from pathlib import Path
from typing import Any

import pytest
from dressed import (
    ENCODINGS,
    HEAD,
    ROWS,
    TITLE,
    TRUE,
    grid,
    of,
    of_text,
    old_workbook,
    passed,
    values,
)
from openpyxl import load_workbook

from data.releases.intake import read_figures

VA, RG, RI = "value_added", "real_growth", "real_index"

READ: dict[str, tuple[str, dict[str, float]]] = {
    "a month's bulletin, 本月累计": (
        "2027年9月重庆市主要经济指标\n指标,单位,1-本月累计,累计增长（%）\n第三产业,亿元,15800.5,5.6\n",
        {f"tertiary 2027Q3 {VA}": 15800.5, f"tertiary 2027Q3 {RG}": 5.6},
    ),
    "traditional characters": (
        "重慶市2026年前三季度地區生產總值\n單位：億元\n行業,增加值,比上年同期增長（%）\n"
        "第三產業,15000,5.5\n批發和零售業,2900,3.9\n交通運輸、倉儲和郵政業,1000,4.1\n"
        "註：絕對額按現價計算，增長速度按不變價格計算。\n資料來源：重慶市統計局\n",
        {
            f"tertiary 2026Q3 {VA}": 15000,
            f"tertiary 2026Q3 {RG}": 5.5,
            f"wholesale_retail 2026Q3 {VA}": 2900,
            f"wholesale_retail 2026Q3 {RG}": 3.9,
            f"transport_storage_post 2026Q3 {VA}": 1000,
            f"transport_storage_post 2026Q3 {RG}": 4.1,
        },
    ),
    "rows are days at the end of quarters": (
        "重庆市金融业增加值累计同比（%）\n时间,金融业\n2027-06-30,4.9\n2027/9/30,5.2\n2026年12月31日,5.0\n",
        {
            f"finance 2027Q2 {RG}": 4.9,
            f"finance 2027Q3 {RG}": 5.2,
            f"finance 2026 {RG}": 5.0,
        },
    ),
    "全年, 第1-4季度 and 年 are one": (
        "单位：亿元\n指标,2024年,2025年全年,2026年第1-4季度\n第三产业,18000,19000,20000\n",
        {
            f"tertiary {year} {VA}": value
            for year, value in ((2024, 18e3), (2025, 19e3), (2026, 2e4))
        },
    ),
    "revenue by section is an indicator": (
        "2027年1-8月规模以上服务业主要指标\n行业,营业收入（亿元）,同比增长（%）\n"
        "租赁和商务服务业,900.5,8.1\n教育,30.2,4.0\n",
        {
            "ind_sas_revenue_l 2027M08 indicator_level": 900.5,
            "ind_sas_revenue_l 2027M08 indicator_growth": 8.1,
            "ind_sas_revenue_p 2027M08 indicator_level": 30.2,
            "ind_sas_revenue_p 2027M08 indicator_growth": 4.0,
        },
    ),
    "points of change beside growth": (
        "2027年上半年服务业\n行业,同比增长（%）,比一季度提高（百分点）\n金融业,5.5,0.2\n",
        {f"finance 2027Q2 {RG}": 5.5},
    ),
    "an average over years beside growth": (
        "服务业\n行业,2027年增长（%）,2023-2027年年均增长（%）\n金融业,5.5,6.1\n",
        {f"finance 2027 {RG}": 5.5},
    ),
    "single quarters are kept as such": (
        "重庆市服务业当季增速（%）\n季度,第三产业\n2027Q1,4.8\n2027年二季度,6.3\n",
        {f"tertiary 2027Q1 {RG}_single": 4.8, f"tertiary 2027Q2 {RG}_single": 6.3},
    ),
    "provinces down, the indicator above": (
        "数据库：分省年度数据\n指标：金融业增加值(亿元)\n时间：最近5年\n地区,2026年,2025年\n"
        "北京市,9000,8800\n重庆市,2500,2400\n云南省,1500,1400\n数据来源：国家统计局\n",
        {f"finance 2026 {VA}": 2500, f"finance 2025 {VA}": 2400},
    ),
    "cumulated and single quarters of the national bureau": (
        "数据库：分省季度数据\n地区：重庆市\n时间：最近2季度\n指标,2026年第四季度,2026年第三季度\n"
        "金融业增加值当季值(亿元),700,650\n金融业增加值累计值(亿元),2500,1800\n"
        "金融业增加值指数(上年同期=100)累计值(上年同期=100),105.5,105.1\n"
        "注：1.按当年价格计算。累计数据由当季数据相加得到。\n",
        {
            f"finance 2026Q4 {VA}_single": 700,
            f"finance 2026Q3 {VA}_single": 650,
            f"finance 2026 {VA}": 2500,
            f"finance 2026Q3 {VA}": 1800,
            f"finance 2026 {RI}": 105.5,
            f"finance 2026Q3 {RG}": 5.1,
        },
    ),
    "sub-groups below their group": (
        "2027年（亿元）\n指标,绝对额\n批发和零售业,4000\n  批发业,2100\n  零售业,1900\n"
        "其他服务业,9000\n  营利性服务业,5000\n",
        {f"wholesale_retail 2027 {VA}": 4000, f"other_services 2027 {VA}": 9000},
    ),
    "every sign for no figure": (
        "2027年（亿元）\n指标,绝对额,同比增长（%）\n第三产业,20000,6.0\n房地产业,——,……\n"
        "金融业,… …,-\n住宿和餐饮业,/,空\n批发和零售业,4000, \n",
        {
            f"tertiary 2027 {VA}": 20000,
            f"tertiary 2027 {RG}": 6.0,
            f"wholesale_retail 2027 {VA}": 4000,
        },
    ),
    "names of older standards": (
        "2012年（亿元）\n指标,增加值\n信息传输、计算机服务和软件业,300\n"
        "科学研究、技术服务和地质勘查业,200\n金融保险业,900\n交通运输、仓储及邮电通信业,500\n",
        {f"information_software 2012 {VA}": 300, f"research_technical 2012 {VA}": 200},
    ),
    "two tables on a sheet, the second with a header of its own": (
        "2027年上半年重庆市\n指标,绝对额（亿元）\n第三产业,10000\n\n续表\n指标,增长（%）\n第三产业,5.7\n",
        {f"tertiary 2027Q2 {VA}": 10000, f"tertiary 2027Q2 {RG}": 5.7},
    ),
    "two tables, each with its title": (
        "2027年上半年重庆市服务业\n单位：亿元\n指标,绝对额\n第三产业,10000\n\n"
        "2027年一季度重庆市服务业\n单位：亿元\n指标,绝对额\n第三产业,4990\n",
        {f"tertiary 2027Q2 {VA}": 10000, f"tertiary 2027Q1 {VA}": 4990},
    ),
    "side by side": (
        "2027年（亿元）\n行业,增加值,行业,增加值\n金融业,2400,房地产业,1500\n",
        {f"finance 2027 {VA}": 2400, f"real_estate 2027 {VA}": 1500},
    ),
    "growth belongs to the level at its left": (
        "重庆市\n年份,第三产业（亿元）,增长（%）,营业收入（亿元）,增长（%）\n2027,20000,6.1,900,9.9\n",
        {f"tertiary 2027 {VA}": 20000, f"tertiary 2027 {RG}": 6.1},
    ),
    "growth belongs to the row above": (
        "2027年重庆市服务业\n指标,数值\n金融业增加值（亿元）,2400\n增长（%）,5.0\n",
        {f"finance 2027 {VA}": 2400, f"finance 2027 {RG}": 5.0},
    ),
    "growth below a row without a figure is not the row's before": (
        "2027年重庆市服务业\n指标,数值\n金融业增加值（亿元）,2400\n房地产业增加值（亿元）,——\n增长（%）,5.0\n",
        {f"finance 2027 {VA}": 2400, f"real_estate 2027 {RG}": 5.0},
    ),
    "growth below a heading is the heading's": (
        "2027年重庆市服务业\n指标,数值\n金融业增加值（亿元）,2400\n房地产业,\n增长（%）,5.0\n",
        {f"finance 2027 {VA}": 2400, f"real_estate 2027 {RG}": 5.0},
    ),
    "growth below or beside what is not understood is not another's": (
        "2027年重庆市服务业\n指标,增加值（亿元）,缴存业态（亿元）,增长（%）\n金融业,2400,9,5.0\n"
        "缴存业态,9,9,5\n增长（%）,5,5,5\n",
        {f"finance 2027 {VA}": 2400},
    ),
    "last year's column stands between a level and its growth": (
        "2027年前三季度\n指标,本期（亿元）,上年同期（亿元）,同比增长（%）\n第三产业,15400,14388.2,5.9\n",
        {f"tertiary 2027Q3 {VA}": 15400, f"tertiary 2027Q3 {RG}": 5.9},
    ),
    "revenue, last year's revenue, and its growth": (
        "2027年前三季度\n指标,增加值（亿元）,营业收入（亿元）,上年同期（亿元）,2026年（亿元）,增长（%）\n"
        "金融业,1790,15400,14388.2,1,5.9\n",
        {f"finance 2027Q3 {VA}": 1790},
    ),
    "本月 holds for the growth beside it": (
        "2027年8月\n指标,本月,同比增长（%）,1-本月累计,累计同比增长（%）\n社会消费品零售总额（亿元）,1300,4.1,10500,4.2\n",
        {
            "ind_retail_sales 2027M08 indicator_level_single": 1300,
            "ind_retail_sales 2027M08 indicator_growth_single": 4.1,
            "ind_retail_sales 2027M08 indicator_level": 10500,
            "ind_retail_sales 2027M08 indicator_growth": 4.2,
        },
    ),
    "a column of numbers that only count, and a ruler": (
        "2027年重庆市\n序号,指标,增加值（亿元）,增长（%）\n甲,乙,1,2\n1,第三产业,20000,6.1\n2,金融业,2400,5.0\n",
        {
            f"tertiary 2027 {VA}": 20000,
            f"tertiary 2027 {RG}": 6.1,
            f"finance 2027 {VA}": 2400,
            f"finance 2027 {RG}": 5.0,
        },
    ),
    "notes full of commas": (
        "2027年（亿元）,\n指标,增加值\n金融业,2400\n注：1.按当年价格计算，，,，\n",
        {f"finance 2027 {VA}": 2400},
    ),
    "plans and targets beside what came": (
        "2027年重庆市\n指标,增加值（亿元）,增长（%）,全年目标（亿元）,增长（%）,预期目标（%）\n"
        "第三产业,20000,6.1,21000,6.5,7\n",
        {f"tertiary 2027 {VA}": 20000, f"tertiary 2027 {RG}": 6.1},
    ),
    "the country and the region side by side": (
        "2027年服务业增长（%）\n指标,全国,重庆\n第三产业,5.0,6.1\n",
        {f"tertiary 2027 {RG}": 6.1},
    ),
    "districts below the region": (
        "2027年重庆市分区县服务业增加值\n单位：亿元\n地区,第三产业\n重庆市,20000\n渝中区,900\n万州区,700\n",
        {f"tertiary 2027 {VA}": 20000},
    ),
    "shape 8: a single quarter beside the half-year": (
        "2027年2季度和上半年重庆市GDP\n,绝对额(亿元),,比上年同期增长(%),\n"
        ",2季度,上半年,2季度,上半年\nGDP,318,604,5.2,5.6\n#制造业,88,171,6.3,6.1\n",
        {
            f"gdp 2027Q2 {VA}_single": 318,
            f"gdp 2027Q2 {VA}": 604,
            f"gdp 2027Q2 {RG}_single": 5.2,
            f"gdp 2027Q2 {RG}": 5.6,
        },
    ),
    "shape 5: an index beside two years is of the later": (
        "单位:亿元,,,\nItem,2009,2010,上年=100\n第一产业,510,563,104.8\n#一小时经济圈,288,317,104.5\n",
        {f"primary 2009 {VA}": 510, f"primary 2010 {VA}": 563, f"primary 2010 {RI}": 104.8},
    ),
    "shape 7: a year that is only a base": (
        "指标,总量指标,,指数(2007年比以下各年),,平均增长速度\n,2006,2007,1978,2006,1979-2007\n"
        "生产总值(亿元),2640,2980,1087.3,110.6,8.9\n",
        {f"gdp 2006 {VA}": 2640, f"gdp 2007 {VA}": 2980},
    ),
    "shape 12: last year's columns, 万元, a ruler": (
        "2027年3月\n金额单位:万元,,,,,,\n项目,本年,,上年同期,,增长(%),\n"
        ",本月,1-本月,上年本月,上年1-本月,本月,累计\n甲,1,2,3,4,5,6\n"
        "社会消费品零售额,210,1500,200,1400,5.0,7.1\n",
        {
            "ind_retail_sales 2027M03 indicator_level_single": 0.021,
            "ind_retail_sales 2027Q1 indicator_level": 0.15,
            "ind_retail_sales 2027M03 indicator_growth_single": 5.0,
            "ind_retail_sales 2027Q1 indicator_growth": 7.1,
        },
    ),
    "shape 15: # marks the first of its group": (
        "2027年9月,,,\n指标,本月,比去年同月增长(%),1-本月\n社会消费品零售总额(亿元),162,1.8,1340\n"
        " # 吃的商品,41,-4.1,352\n 穿的商品,33,-2.6,281\n",
        {
            "ind_retail_sales 2027M09 indicator_level_single": 162,
            "ind_retail_sales 2027M09 indicator_growth_single": 1.8,
            "ind_retail_sales 2027Q3 indicator_level": 1340,
        },
    ),
    "shape 24: a rate that is a level beside growth": (
        "2027年1-3月,,\n指标名称,增长(%),产销率(%)\n工业增加值,-4.1,96.0\n服务业,3.3,95.8\n",
        {f"tertiary 2027Q1 {RG}": 3.3},
    ),
    "shape 25: an index though it says %, to date though headed by a quarter": (
        "数据库：分省季度数据,,\n指标：地区生产总值指数(上年=100)_累计值(%),,\n"
        "地区,2027年第四季度,2027年第三季度\n重庆市,105.4,105.8\n数据来源：国家统计局,,\n",
        {f"gdp 2027 {RI}": 105.4, f"gdp 2027Q3 {RG}": 5.8},
    ),
}


def keyed(found: dict[tuple[str, str, str], float]) -> dict[str, float]:
    return {" ".join(key): value for key, value in found.items()}


@pytest.mark.parametrize("shape", READ)
def test_a_shape_is_read_right(shape: str) -> None:
    text, expected = READ[shape]
    assert keyed(passed(of_text(text))) == pytest.approx(expected)
    assert keyed(passed(of_text(text.encode("gb18030")))) == pytest.approx(expected)


LEFT: dict[str, tuple[str, str]] = {
    "another province": (
        "数据库：分省季度数据\n地区：湖南省\n指标,2027年前三季度\n第三产业增加值累计增长(%),5.4\n",
        "of another region",
    ),
    "a district": (
        "2027年渝北区\n指标,增加值（亿元）\n第三产业,900\n",
        "of a part of the region only",
    ),
    "wages by section": (
        "2027年就业人员平均工资\n行业,平均工资（元）,增长（%）\n金融业,190000,5.5\n",
        "it is not value added",
    ),
    "only an average": (
        "服务业\n行业,2021-2025年年均增长（%）\n金融业,7.7\n",
        "an average over years",
    ),
    "growth beside a plan alone": (
        "2027年重庆市\n指标,全年目标（亿元）,增长（%）\n第三产业,21000,6.5\n",
        "a target, a plan or an estimate",
    ),
    "a month of the accounts": (
        "2027年8月\n指标,当月（亿元）\n第三产业,1700\n",
        "the accounts are not kept by month",
    ),
    "a quarter, to date or alone": (
        "单位：亿元\n时间,第三产业\n2027年三季度,5000\n",
        "whether year to date or alone is not said",
    ),
    "shape 1: overlapping areas": (
        "各区县财政收支(2007),,\n单位:万元,(10 000 yuan),\nRegion,区县级收入,#一般预算收入\n"
        "Total,4120,2610\n#都市发达经济圈,2040,1370\n 一小时经济圈,3350,2090\n",
        "of a part of the region only",
    ),
    "shape 2: a page that goes on": (
        "19-5 续表 CONTINUED,,\nRegion,经济效益综合指数,产品销售率\n渝中区,206.3,97.8\n",
        "words that are not understood",
    ),
    "shape 3: a unit in each header": (
        "Region,企业单位数(个),总产值(万元),竣工面积(万平方米),#住宅\nTotal,1910,873,44.6,31.2\n",
        "it is not value added",
    ),
    "shape 6: a fixed base": (
        "地区生产总值指数(1978-2010年，1978=100),,\n年份,地区生产总值\n2009,2861.7\n",
        "an index of a fixed base year",
    ),
    "shape 9: quarter on quarter": (
        ',环比增长速度(%)\n2011年1季度,1.4\n2季度,1.7\n"3季度\n4季度","1.1\n0.8"\n',
        "against the period before",
    ),
    "shape 10: a matrix without a title": (
        "单位:%,,,\n年份,1季度,2季度,3季度\n2016,7.4,7.2,7.3\n2017,7.6,7.5,\n",
        "what it is of is not said",
    ),
    "shape 17: indices under 同比": (
        "2027年8月\n名称,同比,1-8月同比\n居民消费价格指数,101.2,101.5\n",
        "it is not value added",
    ),
    "shape 21: another measure of the region": (
        "2027年3月\n单位:亿千瓦时、%,,\n,当月用电量,同比增长\n"
        "全 国 合 计,521,2.4\n重 庆 市,97,4.2\n",
        "it is not value added",
    ),
    "shape 22: two blocks of cities": (
        "2027年6月\n城市,环比,同比,城市,环比\n,上月=100,上年同月=100,,上月=100\n"
        "北　　京,99.7,98.1,唐　　山,100.2\n",
        "of another region",
    ),
    "shape 26: points and averages": (
        "指标,2024年5月\n负债合计本月末(亿元),900\n平均用工人数累计值(万人),70\n存货增减(%),3.1\n",
        "it is not value added",
    ),
    "shape 27: shares": (
        "单位：人、%\n地区,人口数,比重\n重庆市,3200,2.3\n",
        "it is not value added",
    ),
}


@pytest.mark.parametrize("shape", LEFT)
def test_a_shape_is_left_out_for_its_reason(shape: str) -> None:
    text, why = LEFT[shape]
    reading = of_text(text)
    assert reading.figures == ()
    assert why in {one.why.en for one in reading.left_out}
    (problem,) = reading.problems
    assert why in problem.what.en or len({one.why.en for one in reading.left_out}) > 1


ASKED: dict[str, tuple[str, str]] = {
    "fractions or per cent": (
        "2027年前三季度服务业\n行业,实际增长率\n金融业,0.055\n房地产业,-0.019\n",
        "whether per cent or fractions is not said",
    ),
    "shape 13 and 16: no year": ("名称,1-8月同比（%）\n第三产业,5.1\n", "no year is stated"),
    "growth all too small, though %": (
        "2027年\n行业,同比增长（%）\n金融业,0.055\n房地产业,-0.019\n",
        "growth looks like fractions, not per cent",
    ),
}


@pytest.mark.parametrize("shape", ASKED)
def test_a_shape_is_asked_about(shape: str) -> None:
    text, what = ASKED[shape]
    reading = of_text(text)
    assert what in {one.what.en for one in (*reading.problems, *reading.doubts)}
    assert not passed(reading)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_download_in_every_encoding(encoding: str) -> None:
    text, expected = READ["cumulated and single quarters of the national bureau"]
    if encoding not in ("tabs", "semicolons, crlf", "full width"):
        assert keyed(passed(of_text(ENCODINGS[encoding](text)))) == pytest.approx(expected)


def test_an_old_workbook_with_its_formats() -> None:
    rows = [[*row[:2], row[2] / 100] for row in ROWS]
    percent = {(at, 2): "0.0%" for at in range(2, 6)}
    content = old_workbook(grid(rows=rows), percent)
    assert passed(read_figures(Path("年鉴.xls"), content)) == pytest.approx(TRUE)
    assert passed(read_figures(Path("年鉴.xlsx"), content)) == pytest.approx(TRUE)
    thousands = old_workbook(grid(), {(2, 1): "#,##0.0,"})
    assert ("gdp", "2026Q3", VA) not in values(read_figures(Path("年鉴.xls"), thousands))


def test_a_page_that_calls_itself_a_workbook() -> None:
    cells = (
        "".join(f"<td>{cell}<sup>1)</sup></td>" for cell in row if cell is not None)
        for row in [HEAD, *ROWS]
    )
    page = f"<html><table><caption>{TITLE}</caption>"
    page += "".join(f"<tr>{row}</tr>" for row in cells) + "</table></html>"
    assert passed(of_text(page.encode("gb18030"), "导出.xls")) == TRUE


@pytest.mark.parametrize(
    ("code", "scale", "figures"),
    [('0.0"%"', 1, 8), ("0.0\\%", 1, 8), ("0.0%", 100, 8), ("0.0%_ ", 100, 8), ("#,##0.0,", 1, 4)],
)
def test_a_number_format_is_read_as_it_shows(code: str, scale: int, figures: int) -> None:
    from io import BytesIO

    from broken import book, saved

    made = load_workbook(BytesIO(saved(book([list(row) for row in grid()]))))
    for at in range(3, 7):
        made.worksheets[0].cell(at, 3).value = ROWS[at - 3][2] / scale
        made.worksheets[0].cell(at, 3).number_format = code
    found = passed(of_text(saved(made), "表.xlsx"))
    assert len(found) == figures
    assert found == pytest.approx({key: TRUE[key] for key in found})


def test_a_merged_year_and_a_hidden_column() -> None:
    from broken import book, saved

    rows: list[list[Any]] = [
        ["重庆市服务业", None, None, None, None],
        ["指标", 2026, None, 2027, None],
        [None, "增加值（亿元）", "增长（%）", "增加值（亿元）", "增长（%）"],
        ["金融业", 2400.0, 5.0, 2500.0, 5.1],
    ]
    made = book(rows, merge=("B2:C2", "D2:E2", "A2:A3"))
    expected = {f"finance 2026 {VA}": 2400, f"finance 2026 {RG}": 5.0}
    expected |= {f"finance 2027 {VA}": 2500, f"finance 2027 {RG}": 5.1}
    assert keyed(passed(of_text(saved(made), "表.xlsx"))) == expected
    made.worksheets[0].column_dimensions["D"].hidden = True
    assert f"finance 2027 {VA}" not in keyed(values(of_text(saved(made), "表.xlsx")))


def test_sheets_are_read_each_for_itself() -> None:
    assert passed(of(grid(), "2026Q3")) == TRUE
