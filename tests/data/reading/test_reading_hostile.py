"""What is sent by mistake, and what only looks like it: hostile tables, each with what is right.

Every table is of an ordinary shape; figures are invented. One of another region, measure or
frequency gives no figure; one that is written unusually gives the right one.
"""

from datetime import datetime
from typing import Any

import pytest
from broken import book, saved
from dressed import Row, grid, of_text, old_workbook, passed, values

VA, RG, RI = "value_added", "real_growth", "real_index"
TABLE = "指标,增加值（亿元）,同比增长（%）\n第三产业,15400,5.9\n金融业,1790,5.5\n"
LEVELS = {f"tertiary 2026Q3 {VA}": 15400.0, f"finance 2026Q3 {VA}": 1790.0}
GROWTH = {f"tertiary 2026Q3 {RG}": 5.9, f"finance 2026Q3 {RG}": 5.5}

ELSEWHERE = (
    *(
        "渝中区",
        "两江新区",
        "重庆市渝中区",
        "重庆市两江新区",
        "万州",
        "九龙坡区",
        "重庆高新区",
        "重庆经开区",
    ),
    *(
        "主城都市区中心城区",
        "渝东北三峡库区",
        "江津综合保税区",
        "38个区县",
        "重庆市万盛经济技术开发区",
    ),
    *(
        "成渝地区双城经济圈",
        "成渝双城经济圈",
        "川渝",
        "成都都市圈",
        "长江经济带",
        "西部陆海新通道沿线",
        "全国",
    ),
    *(
        "四川省",
        "成都市",
        "浦东新区",
        "雄安新区",
        "香港",
        "呼伦贝尔市",
        "恩施土家族苗族自治州",
        "文山州",
    ),
)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_figure_of_another_place(place: str) -> None:
    for text in (
        f"2026年前三季度{place}服务业\n{TABLE}",
        f"2026年前三季度\n地区：{place}\n{TABLE}",
        f"2026年前三季度\n地区,第三产业增加值（亿元）\n{place},900\n",
    ):
        reading = of_text(text)
        assert not reading.figures
        assert {one.code[:6] for one in reading.left_out} <= {"region", "not-un"}


OTHERS = {
    "form-contribution": (
        "拉动（百分点）",
        "贡献率（%）",
        "对GDP增长的拉动",
        "对增长的贡献（百分点）",
    ),
    "form-change": ("比上半年加快（百分点）", "增量（亿元）", "同比增量（亿元）", "增长额（亿元）"),
    "form-share": ("占GDP比重（%）", "占比（%）", "构成（%）"),
    "form-rank": ("增速位次", "全国位次"),
    "form-ratio": ("完成率（%）", "进度（%）", "发展速度（%）"),
    "against-average": (
        "比2019年两年平均增长（%）",
        "两年平均增速（%）",
        "累计平均增速（%）",
        "年均增长（%）",
    ),
    "against-other-period": ("比2019年同期增长（%）", "比一季度增长（%）"),
    "against-last-period": ("环比增长（%）", "季环比增速（%）"),
    "against-fixed": ("指数（1978=100）", "2020年=100", "指数（2020年=100）"),
    "price-nominal": ("名义增长（%）", "现价增速（%）"),
    "price-constant": ("2020年价格（亿元）", "不变价增加值（亿元）"),
    "measure": (
        *(
            "营业收入（亿元）",
            "利润率（%）",
            "税收增速（%）",
            "用电量增长（%）",
            "从业人员增长（%）",
        ),
        *(
            "投资增长（%）",
            "零售额增长（%）",
            "人均增长（%）",
            "价格指数（上年=100）",
            "贷款余额（亿元）",
        ),
    ),
    "status": ("预期增长（%）", "考核目标（%）", "全年目标（亿元）"),
    "kind": ("单季增速（%）",),
    "not-understood": ("趋势增速（%）", "环比折年率（%）", "12个月移动平均（%）"),
}


@pytest.mark.parametrize("header", [one for headers in OTHERS.values() for one in headers])
def test_no_figure_of_another_column(header: str) -> None:
    reading = of_text(
        f"2026年前三季度重庆市服务业\n指标,增加值（亿元）,{header}\n第三产业,15400,5.9\n金融业,1790,5.5\n"
    )
    assert {" ".join(key): value for key, value in passed(reading).items()} == LEVELS
    (why,) = {one.code for one in reading.left_out}
    assert header in OTHERS[why]


YEARS = (
    *(
        "2025年",
        "2025年全年",
        "2025年1-4季度",
        "2025年第1-4季度",
        "2025年第一至四季度",
        "2025年1—12月",
    ),
    *(
        "2025年四季度累计",
        "2025年度",
        "2025",
        "2025Q4累计",
        "2025年四季度（累计）",
        "2025年12月累计",
        "2025 年",
    ),
    *(
        "2025年前四季度",
        "2025年第四季度（1-4季度累计）",
        "2025年1~4季度",
        "2025年1至12月",
        "二〇二五年",
    ),
    *("2025年全年累计", "2025年(初步核算)", "2025年①", "２０２５年"),
)


@pytest.mark.parametrize("year", YEARS)
def test_a_year_is_a_year_however_it_is_written(year: str) -> None:
    for text in (
        f"重庆市\n指标,{year}\n第三产业增加值（亿元）,19846.05\n第三产业增加值同比增长（%）,6.2\n",
        f"{year}重庆市第三产业\n指标,增加值（亿元）,增长（%）\n第三产业,19846.05,6.2\n",
        f"重庆市第三产业\n时间,增加值（亿元）,增长（%）\n{year},19846.05,6.2\n",
    ):
        found = {" ".join(key): value for key, value in passed(of_text(text)).items()}
        assert found == {f"tertiary 2025 {VA}": 19846.05, f"tertiary 2025 {RG}": 6.2}, text


RIGHT: dict[str, tuple[str, dict[str, float]]] = {
    "the region's title above columns of the country": (
        "2025年重庆市服务业增加值\n行业,同比增长（%）,全国（%）,高于全国（百分点）\n第三产业,6.2,5.4,0.8\n",
        {f"tertiary 2025 {RG}": 6.2},
    ),
    "a month of its own in the national bureau's words": (
        "数据库：分省月度数据\n地区：重庆市\n指标,2025年12月\n社会消费品零售总额当期值(亿元),1400\n"
        "社会消费品零售总额累计值(亿元),16300\n",
        {
            "ind_retail_sales 2025M12 indicator_level_single": 1400,
            "ind_retail_sales 2025Q4 indicator_level": 16300,
        },
    ),
    "a whole year below its quarters": (
        "重庆市\n季度,第三产业累计同比增长（%）\n2025Q1,4.8\n2025Q1-Q2,5.6\n2025Q1-Q3,5.9\n2025年,6.2\n",
        {
            f"tertiary 2025Q1 {RG}": 4.8,
            f"tertiary 2025Q2 {RG}": 5.6,
            f"tertiary 2025Q3 {RG}": 5.9,
            f"tertiary 2025 {RG}": 6.2,
        },
    ),
    "ids and days of a data service": (
        "指标名称,重庆:GDP:第三产业:累计值\n指标ID,M0001\n频率,季\n单位,亿元\n来源,Wind\n"
        "更新时间,2026-01-20\n2025-12-31 00:00:00,19846.05\n2025/9/30 0:00,14388.2\n",
        {f"tertiary 2025 {VA}": 19846.05, f"tertiary 2025Q3 {VA}": 14388.2},
    ),
    "months with a nought, quarters before their year": (
        "重庆市第三产业增加值累计同比（%）\n时间,第三产业\n2025年09月,5.9\nQ1-Q2 2025,5.6\n",
        {f"tertiary 2025Q3 {RG}": 5.9, f"tertiary 2025Q2 {RG}": 5.6},
    ),
    "a month beside the year to date": (
        "2026年1-9月重庆市\n指标,9月增长（%）,1-9月增长（%）\n社会消费品零售总额,4.1,4.2\n",
        {
            "ind_retail_sales 2026M09 indicator_growth_single": 4.1,
            "ind_retail_sales 2026Q3 indicator_growth": 4.2,
        },
    ),
    "sections below investment are its parts": (
        "2026年前三季度重庆市主要经济指标\n指标,数值（亿元）,增长（%）\n第三产业,15400,5.9\n"
        "规模以上工业增加值,1,5\n金融业,1790,5.5\n固定资产投资,4000,0.3\n第三产业,2900,1\n房地产业,2000,-9\n",
        LEVELS | GROWTH,
    ),
    "times are no per cent": (
        "2026年前三季度重庆市\n指标,增加值（亿元）,增长（倍）\n第三产业,15400,1.4\n金融业,1790,1.2\n",
        LEVELS,
    ),
    "premiums have no sections": (
        "2026年前三季度重庆市服务业\n行业,增加值（亿元）,保费收入（亿元）\n金融业,1790,900\n第三产业,15400,1\n",
        LEVELS,
    ),
    "words for no figure": (
        f"2026年前三季度重庆市\n{TABLE}房地产业,不详,null\n住宿和餐饮业,未公布,×\n",
        LEVELS | GROWTH,
    ),
    "an index beside the level": (
        "2025年重庆市\n指标,增加值（亿元）,上年=100\n第三产业,19846.05,106.2\n",
        {f"tertiary 2025 {VA}": 19846.05, f"tertiary 2025 {RI}": 106.2},
    ),
    "an index without its year, beside two": (
        "单位：亿元\nItem,2024,2025,上年=100\n第三产业,18366,19846.05,106.2\n",
        {
            f"tertiary 2024 {VA}": 18366,
            f"tertiary 2025 {VA}": 19846.05,
            f"tertiary 2025 {RI}": 106.2,
        },
    ),
    "two indices, one of a fixed base": (
        "重庆市生产总值指数\n年份,上年=100,1978年=100\n2024,105.7,8000\n2025,105.3,8600\n",
        {f"gdp 2024 {RI}": 105.7, f"gdp 2025 {RI}": 105.3},
    ),
    "an index told in words": (
        "2025年重庆市服务业增加值指数（以上年为100）\n行业,指数\n第三产业,106.2\n",
        {f"tertiary 2025 {RI}": 106.2},
    ),
    "an index in English": (
        "Chongqing Indices of GDP (preceding year=100)\n"
        "Year,GDP,Tertiary Industry\n2024,105.7,106.8\n",
        {f"gdp 2024 {RI}": 105.7, f"tertiary 2024 {RI}": 106.8},
    ),
    "an index of the year to date is growth": (
        "2026年前三季度重庆市\n指标,上年同期=100\n第三产业,105.9\n",
        {f"tertiary 2026Q3 {RG}": 5.9},
    ),
    "an index of a single quarter is growth of it": (
        "地区：重庆市\n指标,2026年第三季度\n第三产业增加值指数(上年同期=100)_当季值,98.9\n",
        {f"tertiary 2026Q3 {RG}_single": -1.1},
    ),
    "the quarter that ends with a month": (
        "2026年9月重庆市\n指标,当季（亿元）,当季增长（%）,累计（亿元）,累计增长（%）\n"
        "第三产业,5600,6.1,15400,5.9\n",
        {
            f"tertiary 2026Q3 {VA}_single": 5600,
            f"tertiary 2026Q3 {RG}_single": 6.1,
            f"tertiary 2026Q3 {VA}": 15400,
            f"tertiary 2026Q3 {RG}": 5.9,
        },
    ),
    "growth is of the time at its left": (
        "2025年重庆市\n指标,3季度（亿元）,增长（%）,1-3季度（亿元）,增长（%）\n第三产业,4729.2,6.4,14388.2,5.9\n",
        {
            f"tertiary 2025Q3 {VA}_single": 4729.2,
            f"tertiary 2025Q3 {RG}_single": 6.4,
            f"tertiary 2025Q3 {VA}": 14388.2,
            f"tertiary 2025Q3 {RG}": 5.9,
        },
    ),
    "growth is not of the title's year": (
        "2025年重庆市\n指标,1-3季度（亿元）,增长（%）\n第三产业,14388.2,5.9\n",
        {f"tertiary 2025Q3 {VA}": 14388.2, f"tertiary 2025Q3 {RG}": 5.9},
    ),
    "growth before a part of the year is of neither": (
        "2025年重庆市\n指标,增长（%）,1-3季度（亿元）\n第三产业,5.9,14388.2\n",
        {f"tertiary 2025Q3 {VA}": 14388.2},
    ),
    "growth is of the later of two years": (
        "重庆市（亿元）\n指标,2025年,2024年,增长（%）\n第三产业,19846.05,18366.65,6.2\n",
        {
            f"tertiary 2025 {VA}": 19846.05,
            f"tertiary 2024 {VA}": 18366.65,
            f"tertiary 2025 {RG}": 6.2,
        },
    ),
    "growth beside a quarter and a half is of neither": (
        "2025年重庆市（亿元）\n指标,2季度,上半年,增长（%）\n第三产业,4902.6,9659,5.6\n",
        {f"tertiary 2025Q2 {VA}_single": 4902.6, f"tertiary 2025Q2 {VA}": 9659},
    ),
    "growth in a row below is of the row's time": (
        "2025年重庆市\n指标,数值\n1-3季度第三产业增加值（亿元）,14388.2\n同比增长（%）,5.9\n",
        {f"tertiary 2025Q3 {VA}": 14388.2, f"tertiary 2025Q3 {RG}": 5.9},
    ),
    "growth beside next year's target is the target's": (
        "2025年重庆市\n指标,增加值（亿元）,增长（%）,2026年目标（亿元）,增长（%）\n第三产业,19846,6.2,21000,6.5\n",
        {f"tertiary 2025 {VA}": 19846, f"tertiary 2025 {RG}": 6.2},
    ),
    "an average in the column before": (
        "重庆市\n指标,2021—2025年,2025年\n第三产业增长（%）,6.0,6.2\n",
        {f"tertiary 2025 {RG}": 6.2},
    ),
    "days at the end of quarters": (
        "重庆市第三产业增加值（亿元）\n期间,累计值,累计同比（%）\n2026/9/30,15400,5.9\n2026/6/30,9900,5.8\n",
        {
            f"tertiary 2026Q3 {VA}": 15400,
            f"tertiary 2026Q3 {RG}": 5.9,
            f"tertiary 2026Q2 {VA}": 9900,
            f"tertiary 2026Q2 {RG}": 5.8,
        },
    ),
    "days as numbers": (
        "重庆市第三产业增加值累计值（亿元）\n时间,数值\n46295,15400\n46203,9900\n",
        {f"tertiary 2026Q3 {VA}": 15400, f"tertiary 2026Q2 {VA}": 9900},
    ),
    "months with a point, to date": (
        "重庆市第三产业增加值（亿元）\n期间,累计值\n2026.09,15400\n2026.06,9900\n",
        {f"tertiary 2026Q3 {VA}": 15400, f"tertiary 2026Q2 {VA}": 9900},
    ),
    "months in six digits, to date": (
        "重庆市第三产业增加值（亿元）\n期间,累计值\n202609,15400\n202606,9900\n",
        {f"tertiary 2026Q3 {VA}": 15400, f"tertiary 2026Q2 {VA}": 9900},
    ),
    "a data service's columns": (
        "指标名称,四川:GDP:第三产业:累计值,重庆:GDP:第三产业:累计值,重庆:GDP:第三产业:当季值\n"
        "频率,季,季,季\n单位,亿元,亿元,亿元\n2025-12-31,39846.05,19846.05,5457.8\n",
        {f"tertiary 2025 {VA}": 19846.05, f"tertiary 2025Q4 {VA}_single": 5457.8},
    ),
    "money in two units, each with its line": (
        "2026年前三季度重庆市\n单位：亿元\n指标,增加值,增长（%）\n第三产业,15400,5.9\n（单位：万元）\n金融业,17900000,5.5\n",
        LEVELS | GROWTH,
    ),
    "a unit for each row": (
        "2026年前三季度重庆市\n指标,计量单位,绝对量,增长（%）\n第三产业,亿元,15400,5.9\n金融业,万元,17900000,5.5\n",
        LEVELS | GROWTH,
    ),
    "full width throughout": (
        "２０２６年前三季度重庆市\n指标，增加值（亿元），同比增长（％）\n第三产业，１５４００，５．９\n金融业，１７９０，５．５\n",
        LEVELS | GROWTH,
    ),
    "a page that goes on without a header": (
        "2026年前三季度重庆市服务业\n指标,增加值（亿元）\n第三产业,15400\n续表\n金融业,1790\n",
        LEVELS,
    ),
    "revenue, profit and their growth": (
        "2026年1-8月重庆市规模以上服务业企业主要指标\n行业,营业收入（亿元）,同比增长（%）,营业利润（亿元）,同比增长（%）\n"
        "租赁和商务服务业,900,8,50,3\n",
        {
            "ind_sas_revenue_l 2026M08 indicator_level": 900,
            "ind_sas_revenue_l 2026M08 indicator_growth": 8,
        },
    ),
    "shares and contributions in rows": (
        "2025年重庆市\n指标,数值\n第三产业增加值（亿元）,19846\n第三产业占比（%）,58.8\n金融业比重（%）,11\n"
        "第三产业对经济增长贡献率（%）,60\n第三产业拉动经济增长（百分点）,3.3\n",
        {f"tertiary 2025 {VA}": 19846},
    ),
}


@pytest.mark.parametrize("shape", RIGHT)
def test_an_unusual_table_is_read_right(shape: str) -> None:
    text, expected = RIGHT[shape]
    for content in (text.encode(), text.encode("gb18030")):
        found = {" ".join(key): value for key, value in passed(of_text(content)).items()}
        assert found == pytest.approx(expected)


NONE: dict[str, tuple[str, str]] = {
    "an index of a fixed base": (
        "重庆市地区生产总值指数（2020年=100）\n年份,第三产业\n2024,126.8\n2025,136.2\n",
        "against-fixed",
    ),
    "wages": (
        "2025年重庆市就业人员年平均工资\n单位：元\n行业,2025年,增长%\n金融业,180000,5.9\n",
        "measure",
    ),
    "investment": (
        "2026年前三季度重庆市服务业固定资产投资\n行业,增长（%）\n金融业,5.9\n",
        "measure",
    ),
    "tax": (
        "2026年前三季度重庆市税收收入\n行业,税收（亿元）,增长（%）\n金融业,180,5.9\n",
        "measure",
    ),
    "electricity": (
        "2026年前三季度重庆市行业用电\n行业,用电量,增长（%）\n金融业,18,5.9\n",
        "measure",
    ),
    "the services production index": (
        "2026年1-9月重庆市服务业生产指数\n行业,同比增长（%）\n金融业,5.9\n",
        "measure",
    ),
    "money of nobody knows what": (
        "2026年前三季度重庆市\n行业,金额（亿元）,增长（%）\n金融业,1800,5.9\n",
        "figure-measure-unsaid",
    ),
    "an average in the title": (
        "2021-2025年重庆市服务业平均增长（%）\n行业,增速\n第三产业,6.0\n",
        "against-average",
    ),
    "the title's month": ("2026年9月重庆市\n指标,增加值（亿元）\n第三产业,15400\n", "kind"),
    "a quarter, alone or to date": (
        "2026年三季度重庆市\n指标,增加值（亿元）\n第三产业,15400\n",
        "kind",
    ),
    "fractions": (
        "2026年前三季度重庆市\n指标,同比增长\n第三产业,0.059\n金融业,0.055\n",
        "figure-no-scale",
    ),
    "fractions under %": (
        "2026年前三季度重庆市\n指标,同比增长（%）\n第三产业,0.059\n金融业,0.055\n",
        "figure-too-small",
    ),
    "one of per cent, one of fractions": (
        "2026年前三季度重庆市\n指标,同比增长\n第三产业,5.9%\n金融业,0.055\n",
        "figure-no-scale",
    ),
    "one year below the title of another's quarters": (
        "2026年前三季度重庆市服务业\n指标,2025年增长（%）\n第三产业,6.2\n",
        "kind",
    ),
    "fractions under %, some large": (
        "2026年前三季度重庆市\n指标,同比增长（%）\n第三产业,0.059\n金融业,0.255\n",
        "figure-too-small",
    ),
    "fractions, one above 1": (
        "2026年前三季度重庆市\n指标,同比增长\n第三产业,0.059\n金融业,0.055\n租赁和商务服务业,1.02\n",
        "figure-too-small",
    ),
    "the edition of a yearbook is no year": (
        "重庆统计年鉴2026\n行业,增加值（亿元）\n第三产业,19846.05\n",
        "figure-no-year",
    ),
    "months in a note below a year": (
        "2025年重庆市服务业\n指标,增加值（亿元）\n第三产业,15400\n注：为1-9月累计数。\n",
        "figure-words-around",
    ),
    "a download of the country": (
        "数据库：季度数据\n时间：最近6季度\n指标,2025年第四季度\n第三产业增加值_累计值(亿元),19000\n",
        "region-country",
    ),
    "per cent of a total in a column of levels": (
        "2026年前三季度重庆市\n单位：亿元\n指标,增加值总量（%）\n第三产业,58\n",
        "unit",
    ),
    "days as numbers, within a month": (
        "重庆市第三产业增加值累计值（亿元）\n时间,数值\n46285,15400\n",
        "figure-no-year",
    ),
    "accountants' negatives": (
        "2026年前三季度重庆市\n指标,同比增长（%）\n第三产业,(1.1)\n金融业,5.5\n",
        "not-understood",
    ),
    "a change in a cell": (
        "2026年前三季度重庆市\n指标,增加值（亿元）,同比增长\n第三产业,15400,提高0.4个百分点\n金融业,1790,5.5%\n",
        "figure-not-a-number",
    ),
    "no unit": ("2026年前三季度重庆市\n指标,增加值\n第三产业,15400\n", "figure-no-unit"),
    "points in a note": (
        f"2026年前三季度重庆市服务业\n{TABLE}注：增速为两年平均增速。\n",
        "figure-words-around",
    ),
    "the country in a note": (
        f"2026年前三季度服务业\n{TABLE}注：本表为全国数据。\n",
        "figure-words-around",
    ),
    "nominal in a note": (
        f"2026年前三季度重庆市\n{TABLE}注：增速为名义增速，未扣除价格因素。\n",
        "figure-words-around",
    ),
}


@pytest.mark.parametrize("shape", NONE)
def test_a_table_that_cannot_be_known_is_not_stored(shape: str) -> None:
    text, code = NONE[shape]
    reading = of_text(text)
    assert not passed(reading)
    told = {one.code for one in (*reading.problems, *reading.doubts)}
    assert code in told | {one.code for one in reading.left_out}


def workbook(
    rows: list[list[Any]], formats: dict[tuple[int, int], str], merge: tuple[str, ...] = ()
) -> bytes:
    made = book(rows, merge=merge)
    for (row, column), code in formats.items():
        made.worksheets[0].cell(row, column).number_format = code
    return saved(made)


def cells(head: Row, *rows: Row, title: str = "2026年前三季度重庆市") -> list[list[Any]]:
    return [[title, *[None] * (len(head) - 1)], list(head), *map(list, rows)]


Q3, Q2 = datetime(2026, 9, 30), datetime(2026, 6, 30)
BOOKS: dict[str, tuple[bytes, dict[str, float]]] = {
    "per cent by format in one cell, by header in another": (
        workbook(
            cells(
                ["指标", "增加值（亿元）", "同比增长（%）"],
                ["第三产业", 15400, 0.059],
                ["金融业", 1790, 5.5],
            ),
            {(3, 3): "0.0%"},
        ),
        LEVELS | GROWTH,
    ),
    "a literal sign of per cent": (
        workbook(
            cells(
                ["指标", "增加值（亿元）", "同比增长"],
                ["第三产业", 15400, 5.9],
                ["金融业", 1790, 5.5],
            ),
            {(3, 3): '0.0"%"', (4, 3): "0.0\\%"},
        ),
        LEVELS | GROWTH,
    ),
    "thousands that are only shown": (
        workbook(
            cells(
                ["指标", "增加值（亿元）", "同比增长（%）"],
                ["第三产业", 15400000, 5.9],
                ["金融业", 1790000, 5.5],
            ),
            {(3, 2): "#,##0.0,", (4, 2): "#,##0.0,"},
        ),
        GROWTH,
    ),
    "days down, to date": (
        workbook(
            [
                ["重庆市第三产业增加值累计值（亿元）", None],
                ["时间", "数值"],
                [Q3, 15400],
                [Q2, 9900],
            ],
            {(3, 1): "yyyy-mm-dd", (4, 1): 'yyyy"年"m"月"'},
        ),
        {f"tertiary 2026Q3 {VA}": 15400, f"tertiary 2026Q2 {VA}": 9900},
    ),
    "days across, neither to date nor alone": (
        workbook(
            cells(["指标", Q3, Q2], ["第三产业增加值（亿元）", 15400, 9900], title="重庆市"), {}
        ),
        {},
    ),
    "years merged over two columns, as numbers": (
        workbook(
            [
                ["重庆市", None, None, None, None],
                ["指标", 2025, None, "2026年前三季度", None],
                [None, "增加值（亿元）", "增长（%）", "增加值（亿元）", "增长（%）"],
                ["第三产业", 19846, 6.2, 15400, 5.9],
            ],
            {},
            ("B2:C2", "D2:E2", "A2:A3", "A1:E1"),
        ),
        {
            f"tertiary 2025 {VA}": 19846,
            f"tertiary 2025 {RG}": 6.2,
            f"tertiary 2026Q3 {VA}": 15400,
            f"tertiary 2026Q3 {RG}": 5.9,
        },
    ),
}


@pytest.mark.parametrize("shape", BOOKS)
def test_a_workbook_is_read_as_it_shows(shape: str) -> None:
    content, expected = BOOKS[shape]
    found = {" ".join(key): value for key, value in passed(of_text(content, "表.xlsx")).items()}
    assert found == pytest.approx(expected)


NAMED = {
    "表.xlsx": ("2026年前三季度重庆市\n" + TABLE).encode("gb18030"),
    "表.xls": ("2026年前三季度重庆市\n" + TABLE).replace(",", "\t").encode("gb18030"),
    "表.csv": saved(book([list(row) for row in grid()])),
    "数据.xlsx": old_workbook(grid()),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_file_is_what_it_holds_and_not_what_it_is_called(name: str) -> None:
    found = values(of_text(NAMED[name], name))
    assert passed(of_text(NAMED[name], name)) == found
    assert len(found) == (8 if NAMED[name][:2] in (b"PK", b"\xd0\xcf") else 4)
