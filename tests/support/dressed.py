"""Good tables in the dress of bureaus, and words that make them others; figures invented."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from broken import book, saved

from data.releases.intake import Reading, read_figures

Row = list[Any]
Key = tuple[str, str, str]

TITLE = "2026年前三季度重庆市地区生产总值"
HEAD = ["指标", "绝对额（亿元）", "同比增长（%）"]
ROWS: list[Row] = [
    ["地区生产总值", 25400.1, 5.1],
    ["第三产业", 14800.0, 5.9],
    ["批发和零售业", 2950.0, 3.9],
    ["金融业", 1790.0, 5.5],
]
TRUE: dict[Key, float] = {
    (series, "2026Q3", measure): value
    for series, row in zip(("gdp", "tertiary", "wholesale_retail", "finance"), ROWS, strict=True)
    for measure, value in (("value_added", row[1]), ("real_growth", row[2]))
}

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "gbk": lambda text: text.encode("gb18030"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16, no mark": lambda text: text.encode("utf-16-be"),
    "tabs": lambda text: text.replace(",", "\t").encode("gb18030"),
    "semicolons, crlf": lambda text: text.replace(",", ";").replace("\n", "\r\n").encode(),
    "full width": lambda text: text.translate(
        {ord(a): ord(b) for a, b in zip("0123456789.", "０１２３４５６７８９．", strict=True)}
    ).encode(),
}
"""The same text as files come: encodings, separators, widths."""


def grid(
    title: str = TITLE,
    head: Sequence[str] = HEAD,
    rows: Sequence[Row] = ROWS,
    notes: Sequence[str] = (),
) -> list[Row]:
    """The table of a third quarter, its parts replaced."""
    return [[title, None, None], list(head), *rows, *([one, None, None] for one in notes)]


def of(rows: Sequence[Row], sheet: str = "表1") -> Reading:
    """Read rows as a workbook."""
    return read_figures(Path("表.xlsx"), saved(book([list(row) for row in rows], sheet)))


def of_text(text: str | bytes, name: str = "表.csv") -> Reading:
    """Read a text as a file."""
    return read_figures(Path(name), text.encode() if isinstance(text, str) else text)


def renamed(label: str, at: int = 3) -> list[Row]:
    """The rows, one of them with another label."""
    return [[label, *row[1:]] if place == at else row for place, row in enumerate(ROWS)]


def values(reading: Reading) -> dict[Key, float]:
    """Figures by key."""
    return {one.key: float(one.value) for one in reading.figures}


def passed(reading: Reading) -> dict[Key, float]:
    """What would be stored without a word: nothing where there is a problem or a doubt."""
    return {} if reading.problems or reading.doubts else values(reading)


def old_workbook(rows: Sequence[Row], formats: dict[tuple[int, int], str] | None = None) -> bytes:
    """Rows as an .xls file; `formats` by cell."""
    import xlwt

    made = xlwt.Workbook(encoding="utf-8")
    sheet = made.add_sheet("表1")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                style = xlwt.easyxf(num_format_str=(formats or {}).get((at, column), "General"))
                sheet.write(at, column, cell, style)
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


HOSTILE: dict[str, tuple[str, ...]] = {
    "region": (
        *("贵州省", "四川", "成都市", "全国", "渝中区", "两江新区", "主城都市区", "成渝地区"),
        *(
            "西部地区",
            "我省",
            "广安市",
            "渝东北",
            "Guizhou",
            "National",
            "邻水县",
            "华蓥市",
            "区县",
        ),
    ),
    "measure": (
        *("营业收入", "固定资产投资", "工资", "平均工资", "从业人员", "销售额", "零售额", "税收"),
        *(
            "利润总额",
            "用电量",
            "总产值",
            "人口",
            "企业数",
            "进出口",
            "贷款余额",
            "存款",
            "保费收入",
        ),
        *("客运量", "人均", "劳动者报酬", "资产总计", "能耗", "纳税额", "价格指数", "缩减指数"),
        *("增加值率", "实收资本", "订单", "可支配收入", "用工人数", "中间消耗", "折旧", "市值"),
    ),
    "comparison": (
        *("环比", "比上半年", "两年平均", "年均", "占比", "比重", "贡献率", "拉动", "提高百分点"),
        *("2020年=100", "1978年=100", "比一季度", "比上月", "平均增速", "构成", "位次", "比全国"),
        *("比上年末", "复合增长", "增加额", "回落", "弹性系数", "比2019年", "四年平均", "完成进度"),
    ),
    "frequency": ("当月", "年末", "上年同期", "去年同期", "期末", "下半年", "2-3季度", "上期"),
    "status": ("目标", "预计", "计划", "预测", "考核目标", "力争", "情景模拟"),
    "scale": ("规模以上", "限额以上", "重点企业", "样本企业", "部分行业"),
    "unknown": (
        "净额",
        "口径外",
        "不含金融",
        "扣除房地产",
        "折算",
        "缴存额",
        "季均",
        "加权",
        "试算",
    ),
}
"""Words that make a table another one, by kind; the last are in no list of words."""

TITLES = (
    "重庆市2026年前三季度经济运行情况",
    "2026年1-9月重庆市主要经济指标",
    "2026年9月重庆市主要经济指标（累计）",
    "重庆市2026年前三季度地区生产总值（GDP）核算数据",
    "表1 2026年前三季度地区生产总值初步核算数据",
    "2-5 地区生产总值（2026年前三季度）",
    "2026年三季度GDP累计数据（重庆市）",
    "2026年一至三季度全市服务业增加值",
    "重庆市2026年1—3季度国民经济核算表",
    "2026年前三季度重庆市GDP构成和增长速度",
    "GDP of Chongqing, first three quarters of 2026",
    "重庆市统计局发布2026年前三季度地区生产总值数据",
    "关于2026年前三季度重庆市地区生产总值的公告",
    "三次产业和主要行业增加值（2026年前三季度）",
    "2026年前三季度我市地区生产总值完成情况",
    "２０２６年前三季度　重庆市生产总值",
    "2026年前三季度重庆市地区生产总值统一核算结果",
    "重庆市前三季度地区生产总值统计监测表（2026年）",
)
HEADS = (
    ("", "绝对额（亿元）", "比上年同期增长（%）"),
    ("行业", "增加值（亿元）", "增速（%）"),
    ("项目", "总量(亿元)", "增幅(%)"),
    ("指标名称", "累计值（亿元）", "累计同比增长（%）"),
    ("", "1-3季度（亿元）", "增长%"),
    ("指标", "现价总量（亿元）", "实际增速（%）"),
    ("指标 Item", "绝对额 Value (100 million yuan)", "增长 Growth (%)"),
    ("行业门类", "前三季度增加值（亿元）", "按可比价格计算比上年同期增长（%）"),
    ("指 标", "绝对值（亿元）", "同比增减（％）"),
    ("", "2026年前三季度（亿元）", "比2025年同期增长（%）"),
    ("指标", "金额（亿元）", "增长"),
    ("行业门类", "GDP（亿元）", "可比增长（%）"),
    ("指标", "数量¹（亿元）", "同比增长百分比(1)（%）"),
    ("指标", "Value-added [1] (100 million yuan)", "Growth 1) (%)"),
)
LABELS = (
    *(
        "  金融业",
        "#金融业",
        "其中：金融业",
        "（四）金融业",
        "4.金融业",
        "四、金融业",
        "金融业增加值",
    ),
    *("金 融 业", "金融业①", "金融业 1)", "金融业*", "J 金融业", "金融业（J）", "金融业 Finance"),
    *("—金融业", "金融业（亿元）", "金融业[1]", "金融业注1", "•金融业", "Finance"),
    *(
        "3.1金融业",
        "Ⅲ.金融业",
        "其中：J.金融业",
        "J-金融业",
        "金融业小计",
        "金融业(1)",
        "金融业【1】",
    ),
)
NOTES = (
    "注：1.地区生产总值绝对额按现价计算，增长速度按不变价格计算。",
    "注：本表数据为初步核算数。",
    "资料来源：重庆市统计局",
    "数据来源：国家统计局重庆调查总队",
    "注：部分数据因四舍五入的原因，存在着与分项合计不等的情况。",
    "2.三次产业分类依据国家统计局2018年修订的《三次产业划分规定》。",
    "注：2026年数据为初步核算数，2025年数据为最终核实数。",
    "说明：1.绝对额按现价计算；2.行业分类采用《国民经济行业分类》（GB/T4754-2017）。",
    "备注：部分合计数因单位取舍不同而产生的计算误差，均未作机械调整。",
    "注：其他服务业包括信息传输、软件和信息技术服务业，租赁和商务服务业等。",
    "注：“…”表示数据不足本表最小单位数、不详或无该项数据。",
    "发布日期：2026-10-22",
    "单位负责人：张三 填表人：李四 报出日期：2026年10月20日",
    "注：表中增速均为同比增速。",
    "Source: Chongqing Bureau of Statistics",
    "说明：表内数据为快报数，以年报为准。",
    "注：因四舍五入，分项之和可能不等于合计。",
    "注：部分数据合计数或相对数由于计量单位取舍不同而产生的计算误差，均未做机械调整。",
    "注：其他服务业包括信息传输、软件和信息技术服务业等9个行业门类。",
    "注：增长速度按不变价格计算；本表按GB/T4754-2017分类。",
    "（注：增速为可比价增速）",
    "注：农林牧渔专业及辅助性活动、金属制品、机械和设备修理业计入第三产业。",
    "注：1.2004年及以前地区生产总值数据执行《国民经济行业分类》（GB/T 4754-1994），三次产业划分根据"
    "《国家统计局关于印发<三次产业划分规定>的通知》（国统字〔2003〕14号）。",
    "Note: Value added at current prices; growth at constant prices.",
    "内部资料 注意保存",
    "第1页 共1页",
)
SHEETS = (
    *("Sheet1", "2026Q3", "前三季度", "GDP", "数据", "Sheet1 (2)", "2-5", "服务业", "1-9月", "1"),
    *("重庆", "季报", "累计", "202609", "工作表1", "发布稿"),
)
