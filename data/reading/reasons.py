"""Why a figure is left out (未采用的理由), and what would make it readable, in both languages."""

from dataclasses import dataclass
from typing import Final

from base.problems import Text


@dataclass(frozen=True)
class Reason:
    """What stands in the way (理由), and what would make it readable; `code` never changes."""

    what: Text
    remedy: Text
    code: str = ""


_NAMED: Final = Text("在该行、列或标题写明", "say it in the row, the column or the title")
_NONE: Final = Text("本项目不收", "not kept by this project")
NOT_KEPT: Final = _NONE
"""What is said where nothing would make a figure one that is kept."""

NOT_UNDERSTOOD: Final = Reason(
    Text("有读不懂的文字", "words that are not understood"),
    Text("改用通行写法，或在读表方案中说明", "write it as bureaus do, or answer in a plan"),
    code="not-understood",
)
NO_SERIES: Final = Reason(
    Text("没有说明是哪个行业或指标", "what it is of is not said"), _NAMED, code="no-series"
)
SEVERAL: Final = Reason(
    Text("一处说了几个行业", "several sections are named at once"), _NAMED, code="several"
)
PART: Final = {
    "sub_group": Reason(
        Text("行业下的分项，不单独收", "a part of a section"), _NONE, code="part-sub-group"
    ),
    "older": Reason(
        Text("旧标准的行业，范围不同", "a section of an older standard, of another range"),
        _NONE,
        code="part-older",
    ),
    "not_kept": Reason(
        Text("不在所收的行业之列", "not among the sections kept"), _NONE, code="part-not-kept"
    ),
}
REST: Final = Reason(
    Text(
        "与信息、租赁等行业并列的“其他服务业”，范围较窄",
        "other services without sections that stand beside it: of another range",
    ),
    _NONE,
    code="part-rest",
)
SECTION: Final = Reason(
    Text("该门类没有单独公布的增加值序列", "its value added has no series of its own"),
    _NONE,
    code="section",
)
MEASURE: Final = Reason(Text("不是增加值", "it is not value added"), _NONE, code="measure")
SCALE: Final = Reason(
    Text("只是规模以上或部分单位的数", "of larger or some enterprises only"), _NONE, code="scale"
)
STATUS: Final = Reason(
    Text("是目标、计划或预计数", "a target, a plan or an estimate"), _NONE, code="status"
)
REGION: Final = {
    "other": Reason(Text("是其他地区的数", "of another region"), _NONE, code="region-other"),
    "country": Reason(
        Text("是全国或更大范围的数", "of the country or a wider area"), _NONE, code="region-country"
    ),
    "part": Reason(
        Text("只是本市一部分地区的数", "of a part of the region only"), _NONE, code="region-part"
    ),
    "": Reason(Text("没有说明是哪个地区", "the region is not said"), _NAMED, code="region-unsaid"),
}
FORM: Final = {
    "share": Reason(Text("是比重或构成", "a share"), _NONE, code="form-share"),
    "contribution": Reason(
        Text("是贡献率或拉动点数", "a contribution to growth"), _NONE, code="form-contribution"
    ),
    "rank": Reason(Text("是位次", "a rank"), _NONE, code="form-rank"),
    "change": Reason(
        Text("是增减的数额或点数，不是增速", "an amount or points of change, no growth"),
        _NONE,
        code="form-change",
    ),
    "ratio": Reason(Text("是比率或进度", "a ratio or progress"), _NONE, code="form-ratio"),
    "points": Reason(
        Text("单位是百分点，不是增速", "percentage points are no growth"), _NONE, code="form-points"
    ),
    "both": Reason(
        Text("一处既说水平又说增速", "level and growth are named at once"), _NAMED, code="form-both"
    ),
}
AGAINST: Final = {
    "last_period": Reason(
        Text("是环比", "against the period before"), _NONE, code="against-last-period"
    ),
    "other_period": Reason(
        Text("不是与上年同期相比", "not against the same period of last year"),
        _NONE,
        code="against-other-period",
    ),
    "average": Reason(Text("是几年的平均", "an average over years"), _NONE, code="against-average"),
    "fixed": Reason(
        Text("是定基指数", "an index of a fixed base year"), _NONE, code="against-fixed"
    ),
    "index": Reason(
        Text("没有说明指数的基期（如 上年=100）", "the index's base is not said, as 上年=100"),
        _NAMED,
        code="against-index",
    ),
}
PRICE: Final = {
    "nominal": Reason(Text("是名义增速", "nominal growth"), _NONE, code="price-nominal"),
    "constant": Reason(
        Text("是不变价水平", "a level at constant prices"), _NONE, code="price-constant"
    ),
}
LAST_YEAR: Final = Reason(
    Text("是上年同期或上期的数", "of the same period a year before"), _NONE, code="last-year"
)
SPAN: Final = Reason(Text("是几年合计或平均的时期", "several years together"), _NONE, code="span")
HALF: Final = Reason(
    Text("不是从一月起的累计，也不是一个季度", "neither a year to date nor one quarter"),
    _NONE,
    code="half",
)
POINT: Final = Reason(Text("是时点数", "at a point in time"), _NONE, code="point")
YEARS: Final = Reason(
    Text("一处说了几个年份", "several years are named at once"), _NAMED, code="years"
)
KIND: Final = Reason(
    Text("没有说明是累计还是当季（当月）", "whether year to date or alone is not said"),
    Text("写明“累计”或“当季”，如 前三季度", "say 累计 or 当季, as 前三季度 does"),
    code="kind",
)
PERCENT: Final = Reason(
    Text("百分数没有说明是什么的", "what the per cent is of is not said"),
    Text("写明“同比增长（%）”", "write 同比增长（%）"),
    code="percent",
)
UNIT: Final = Reason(
    Text("单位与指标不符", "the unit is not one of this figure"), _NONE, code="unit"
)
MONTH: Final = Reason(
    Text("国内生产总值不按月核算", "the accounts are not kept by month"), _NONE, code="month"
)
BY_PLAN: Final = Reason(
    Text("按读表方案不采用", "left out by the reading plan"),
    Text("改动方案", "change the plan"),
    code="by-plan",
)
