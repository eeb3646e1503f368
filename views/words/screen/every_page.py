"""What several pages say (各页共用): names, verdicts, how old the figures are, downloads."""

from typing import Final

EVERY_PAGE: Final[dict[str, tuple[str, str]]] = {
    "choose_some": ("请选择", "Choose"),
    # pages
    "app": ("渝策", "Yuce"),
    "tagline": ("重庆服务业预测与情景", "Forecasts and scenarios for Chongqing's services"),
    "about": (
        "渝策：重庆服务业预测与情景。结论附来源、数据版本与概率。",
        "Yuce: forecasts and scenarios for Chongqing's services, with sources, vintages and odds.",
    ),
    "overview": ("总览", "Overview"),
    "board": ("情景", "Scenario"),
    "language": ("语言", "Language"),
    "vintage": ("数据版本", "Data as of"),
    "vintage_help": (
        "只采用截至该日已公布的数据。选择较早日期时，当时尚未公布的年份可作为假设调整。",
        "Only what was published by this day is used. On an earlier day, years not yet "
        "published become assumptions you can move.",
    ),
    "shipped_label": ("随软件附带的数据", "figures that came with it"),
    "report_day": ("报告发布日", "day of the report"),
    # verdicts
    "growth_alt": (
        "服务业增速：历史至 {0} 年，{1} 年中位数 {2}，80% 区间 {3} 至 {4}；{6} 年目标 {5}。",
        "Services growth: history to {0}; {1} median {2}, 80% interval {3} to {4}; {6} target {5}.",
    ),
    "value": ("数值", "Value"),
    "gap": ("与目标之差（个百分点）", "Against the target (points)"),
    "odds": ("概率", "Odds"),
    "published": ("已公布数", "published"),
    "median": ("中位数", "median"),
    "about_first": (
        "按首次公布数判定，日后修订另有 {0} 至 {1} 个百分点（80%）",
        "on the first print; revisions may add {0} to {1} points (80%)",
    ),
    "by_stage": (
        "最终核实（{0} 年底前）{1}，普查（约 {2} 年）后 {3}，{4} 起印作 {5}",
        "by final verification (end of {0}) {1}, after the census (about {2}) {3}; "
        "{4} is printed as {5}",
    ),
    "by_stage_within": (
        "；连同“左右”（{0} 起）{1}、{2}",
        '; "about" included (from {0}) {1}, {2}',
    ),
    "odds_include": (
        "概率计入五项误差（标准差，百分点）：{0}",
        "odds hold five errors (s.d., points): {0}",
    ),
    "odds_without": (
        "概率未计入系数与起点水平的误差",
        "odds leave errors of coefficients and levels out",
    ),
    "source_part": ("{0} {1}", "{0} {1}"),
    "source_growth": ("增速", "growth"),
    "source_deflator": ("缩减指数", "deflators"),
    "source_split": ("门类拆分", "split of other"),
    "source_coefficients": ("口径系数", "coefficients"),
    "source_levels": ("起点水平", "levels at the origin"),
    "source_all": ("合计", "all"),
    "share_sources": (
        "比重误差的来源（标准差，百分点）",
        "What makes the share wide (s.d., points)",
    ),
    "verdict": ("判定", "Verdict"),
    "target": ("目标", "Target"),
    "no_scope": (
        "目标原文没有说明口径。口径不同，比重可相差二十个百分点，因此各口径并列，概率不作混合。",
        "The source states no scope. The share differs by twenty points from scope to scope, "
        "so all stand side by side and their odds are never blended.",
    ),
    "asked_in": ("{0} 年{1}", "{1} in {0}"),
    "odds_count": (
        "概率只计达到目标数字本身的情形（{0}），不按“左右”或容差放宽。",
        "Odds count only what meets a target's own figure ({0}); no tolerance is allowed.",
    ),
    # how old the figures are
    "data_to": ("数据截至 {0}", "Data as of {0}"),
    "data_country": ("（全国数据截至 {0}）", " (of the country as of {0})"),
    "data_unused": (
        "；更新的数据（截至 {0}）已录入，此处未采用",
        "; newer figures (as of {0}) are entered, and not used here",
    ),
    "data_due": (
        "；按发布日程，{0}应已公布，尚未录入",
        "; by the release calendar {0} should be out, not yet entered here",
    ),
    "data_late": (
        "；核算所用指标逾期 {0} 项",
        "; {0:# indicator} overdue",
    ),
    "due_quarter": ("{0} 年{1}季度", "the {1} quarter of {0}"),
    "due_quarters": ("{0} 年{1}季度至{2}季度", "the {1} to {2} quarters of {0}"),
    "due_from_to": ("{0}至 {1}", "{0} to {1}"),
    "due_year": ("{0} 年统计公报", "the statistical bulletin of {0}"),
    "due_yearbook": ("{0} 年统计年鉴", "the yearbook of {0}"),
    "quarter_Q1": ("一", "first"),
    "quarter_Q2": ("二", "second"),
    "quarter_Q3": ("三", "third"),
    "quarter_Q4": ("四", "fourth"),
    # downloads
    "take_away": (
        "导出：工作簿、简报、图片、离线页面",
        "Export: workbook, brief, pictures, offline page",
    ),
    "export_xlsx": ("工作簿", "Workbook"),
    "export_docx": ("简报 Word", "Brief, Word"),
    "export_pdf": ("简报 PDF", "Brief, PDF"),
    "export_html": ("离线滑块页", "Offline page with sliders"),
    "export_png": ("图片 PNG", "Pictures, PNG"),
    "export_svg": ("图片 SVG", "Pictures, SVG"),
    "export_csv": ("数据表 CSV", "Tables, CSV"),
}
