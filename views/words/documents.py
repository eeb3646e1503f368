"""Words that only documents use (报告用语); all others stand in `screen/`."""

from typing import Final

DOCUMENTS: Final[dict[str, tuple[str, str]]] = {
    # sheets
    "sheet_verdict": ("结论", "Verdict"),
    "sheet_inputs": ("假设", "Assumptions"),
    "sheet_path": ("推算", "Path"),
    "sheet_scopes": ("口径", "Scopes"),
    "sheet_ledger": ("台账", "Ledger"),
    "sheet_draws": ("抽样结果", "Draws"),
    # the deterministic path
    "path": ("确定性路径", "Deterministic path"),
    "aligned": ("对齐值", "Aligned"),
    "path_note": (
        "确定性路径：以起点年抽样均值为水平，各行业逐年按可比价增速中位数与缩减指数涨幅中位数"
        "（或所设假设）推算；可比价按国家统计局办法逢五换基期。它不是预测，没有概率。",
        "Deterministic path: levels start from the mean of the draws in the origin year; every "
        "section grows by its median real growth and median deflator, or by what is assumed; "
        "comparable prices are rebased every five years. It is no forecast and has no odds.",
    ),
    "aligned_note": (
        "导出时，路径的增速比抽样中位数{0}：抽样有偏，和的中位数不等于中位数之和。"
        "对齐值 = 确定性路径 + 导出时“抽样中位数 − 确定性路径”之差，导出时与渝策显示一致；"
        "改动单元格后随路径变化：一个行业头三年各变动 2 个百分点时，与渝策相差不超过 0.05 个"
        "百分点，各变动 5 个百分点时不超过 0.1 个百分点。"
        "概率为导出时的数值，不随改动重算。",
        "At export, growth on the path lay {0} the draws’ median: the draws are "
        "skewed, and the median of a sum is no sum of medians. "
        "Aligned = the path plus what parted it from the draws’ median at export, so that it "
        "equals what Yuce shows; after a change it moves with the path: where one section’s first "
        "three years move by 2 points each, within 0.05 point of Yuce, by 5 points within 0.1. "
        "Odds are as of export and are not worked out again.",
    ),
    "fact_unjudged": ("不能判定的目标", "Targets that cannot be judged"),
    "table_scopes": ("渝策口径表", "Yuce’s table of scopes"),
    "table_sector_targets": ("渝策行业目标表", "Yuce’s table of sector targets"),
    "path_below": ("低 {0} 个百分点", "{0} point below"),
    "path_above": ("高 {0} 个百分点", "{0} point above"),
    "path_around": (
        "高低不一，自低 {0} 至高 {1} 个百分点",
        "between {0} point below and {1} point above",
    ),
    "path_level": ("相差不足 0.01 个百分点", "within 0.01 point of"),
    "range": ("{0} 至 {1}", "{0} to {1}"),
    "together_note": (
        "本情景用“联动”：其他行业的数值已含联动影响；在表中改动一格时，其他行业不再随之变动。",
        "This scenario is linked: the other sections already hold what follows; a cell changed "
        "here moves its own section alone.",
    ),
    "edit_note": (
        "浅黄色单元格可改，其余为公式。加粗为本情景的假设。",
        "Pale yellow cells may be changed, all else is formulas. Bold: assumed by this scenario.",
    ),
    "growth_inputs": ("可比价增速", "Real growth"),
    "deflator_inputs": ("缩减指数涨幅", "Growth of deflators"),
    "growth_medians": ("基准中位数：可比价增速", "Baseline medians: real growth"),
    "deflator_medians": ("基准中位数：缩减指数涨幅", "Baseline medians: growth of deflators"),
    "volume": (
        "事件新增增加值（亿元，起点年价格）",
        "Value added by events (100m yuan, prices of the origin year)",
    ),
    "revision": ("普查修订系数", "Factors of census revisions"),
    "chain": ("现价增加值（不含事件，亿元）", "Current prices, without events (100m yuan)"),
    "linked": (
        "可比价增加值（不含事件，亿元，当年基期价格）",
        "Comparable prices of the year’s base, without events (100m yuan)",
    ),
    "carry": ("起点年以来缩减指数（基准中位数）", "Deflator since the origin (baseline medians)"),
    "earlier": (
        "上年增加值，本年基期价格（亿元）",
        "Last year at the prices of this year’s base (100m yuan)",
    ),
    "later": (
        "本年增加值，本年基期价格（亿元）",
        "This year at the prices of this year’s base (100m yuan)",
    ),
    "current_level": ("现价增加值（亿元）", "Value added at current prices (100m yuan)"),
    "contributions": ("拉动（个百分点）", "Contributions (points)"),
    "coefficients": ("系数：{0}", "Coefficients: {0}"),
    "producer_share": ("生产性服务业比重", "Share of producer services"),
    "services": ("服务业合计", "Services"),
    "alignment": ("对齐差（个百分点）", "Alignment (points)"),
    "median_path": ("抽样中位数（导出时）", "Median of the draws (at export)"),
    "odds_then": ("概率（导出时）", "Odds (at export)"),
    "verdict_then": ("判定（导出时）", "Verdict (at export)"),
    "threshold": ("目标值", "Threshold"),
    "of_cells": ("按本工作簿的假设", "By the assumptions of this workbook"),
    "then_odds": ("（导出时）", " (at export)"),
    "quantiles": ("{0}分位", "P{0}"),
    "invalid": ("请填 −50% 至 50% 之间的数", "Enter a number between −50% and 50%"),
    # ledger
    "code": ("代码", "Code"),
    "years": ("年份", "Years"),
    "baseline_median": ("基准中位数", "Baseline median"),
    "points_unit": ("个百分点", "points"),
    "unit_head": ("单位", "Unit"),
    "past_low": ("历史最低", "Past lowest"),
    "past_high": ("历史最高", "Past highest"),
    "is_moved": ("是否调整", "Moved"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "change_above": ("比基准高 {0} 个百分点", "{0:points} above the baseline"),
    "change_below": ("比基准低 {0} 个百分点", "{0:points} below the baseline"),
    "percentile": ("历史第 {0} 百分位", "P{0} of its past"),
    "in_chinese": ("中文", "in Chinese"),
    "project": ("项目 {0} 亿元，{1} 年达产", "Project, {0} × 100m yuan, full in {1:# year}"),
    "spin_off": ("主辅分离 {0} 亿元，{1} 年到位", "Spin-off, {0} × 100m yuan, full in {1:# year}"),
    "rescoping": ("口径 {0} 系数改为 {1}", "Scope {0} counts it at {1}"),
    "census": ("普查修订 {0}", "Census revision {0}"),
    "since": ("{0} 年起", "from {0}"),
    "event": ("事件", "Event"),
    "nothing_assumed": ("没有假设：即为基准。", "Nothing is assumed: this is the baseline."),
    "other_sections": ("其余行业", "All others"),
    "see_annex": ("全文与全部台账见附页。", "In full, with all of the ledger: see the annex."),
    "scopes_head": (
        "{0}年生产性服务业比重：中位数、判定、{1}的概率",
        "Producer services share in {0}: median, verdict, odds of {1}",
    ),
    # who, why and when
    "colon": ("：", ": "),
    "fact_title": ("情景标题", "Scenario title"),
    "fact_note": ("情景说明", "Scenario note"),
    "fact_source": ("情景来源", "Scenario source"),
    "fact_origin": ("沿用自", "Goes on from"),
    "fact_kept": ("存档", "Saved as"),
    "fact_who": ("编制人", "Prepared by"),
    "fact_unit": ("编制单位", "Organisation"),
    "fact_why": ("编制事由", "Prepared for"),
    "fact_reasons": ("假设理由", "Reasons assumed"),
    "fact_sources": ("假设来源", "Sources assumed"),
    "fact_owners": ("假设提出人", "Owners of assumptions"),
    "fact_reviews": ("假设复核日", "Reviews of assumptions"),
    "fact_seal": ("签章状态", "Seal"),
    "fact_data": ("数据时效", "Data"),
    "fact_baseline": ("基准编号", "Baseline id"),
    "fact_exported": ("导出日", "Exported on"),
    "fact_id": ("情景编号", "Scenario id"),
    "fact_link": ("情景链接", "Scenario link"),
    "unsigned": ("未署名", "not stated"),
    "baseline_fact": (
        "{0}，起点 {1} 年，{2} 次抽样，渝策 {3}",
        "{0}, origin {1}, {2} draws, Yuce {3}",
    ),
    "exported_fact": ("{0}（北京时间）", "{0} (Chongqing time)"),
    "went_on": ("“{0}”{1}{2}", "“{0}”{1}{2}"),
    "went_on_partial": ("，有内容未能带入", ", part of it left behind"),
    "went_on_nothing": (
        "，其假设和事件均未能带入",
        ", none of its assumptions and events could come along",
    ),
    "went_on_moved": ("，此后改动 {0} 处", ", {0:# cell} changed since"),
    "went_on_same": ("，假设未改动", ", nothing changed since"),
    "moved_title": ("{0}（有改动）", "{0} (changed)"),
    "sheet_about": ("说明", "About"),
    "annex": ("附：正文未载的全文", "Annex: in full what had no room above"),
    "file_workbook": ("工作簿", "workbook"),
    "file_brief": ("简报", "brief"),
    "file_dossier": ("离线页", "offline-page"),
    "file_assumptions": ("假设表", "assumptions"),
    "file_results": ("结果表", "results"),
    "file_iamc": ("IAMC", "iamc"),
    "file_png": ("图片PNG", "pictures-png"),
    "file_svg": ("图片SVG", "pictures-svg"),
    "file_csv": ("数据表", "tables-csv"),
    "file_growth": ("增速图", "growth"),
    "file_share": ("比重图", "share"),
    "file_contributions": ("拉动图", "contributions"),
    # every document
    "brand": ("渝策 Yuce", "Yuce"),
    "brief": ("情景简报", "Scenario brief"),
    "unnamed": ("情景推演", "Scenario outcome"),
    "plain_baseline": ("基准", "Baseline"),
    "dated": (
        "基准 {0}，{1} 可知数据，起点 {2} 年，{3} 次抽样；{4} 导出，情景编号 {5}，渝策 {6}",
        "Baseline {0}, data known on {1}, origin {2}, {3} draws; exported on {4}, scenario {5}, "
        "Yuce {6}",
    ),
    "no_room": (
        "链接未能容纳的文字：{0}；全文见本页。",
        "The link had no room for: {0}; this page has all.",
    ),
    "scan": ("扫码打开本情景", "Scan to open this scenario"),
    "scan_here": (
        "这是本机网址，只能在导出它的这台计算机上打开：发给他人请从网络地址或服务器网址导出。",
        "This address opens only on the machine that made it: to hand it on, export from the "
        "network's address or the server's.",
    ),
    "scan_text": (
        "二维码即上述链接，可用 yuce open 打开",
        "The code is the link above: yuce open reads it",
    ),
    "live_part": ("滑块与即时结果", "Sliders and live results"),
    "fixed_part": ("导出时的数字", "The numbers at export"),
    "fixed_note": (
        "以下各图表为导出时的数字，不随滑块变动。",
        "What follows is as of export and does not move with the sliders.",
    ),
    "baked": (
        "联动、事件、缩减指数与不足 0.1 个百分点的假设已计入抽样；拖动滑块时保持不变。",
        "Linkage, events, deflators and assumptions finer than 0.1 point are part of the draws "
        "and stay as they are while sliders move.",
    ),
    "at_rest": ("情景（滑块未动）", "Scenario, sliders untouched"),
    "at_rest_percent": ("滑块未动（%）", "Sliders untouched (%)"),
    "checked": (
        "已核对：在本机重算，与导出时的数字一致。",
        "Checked: worked out again here, the numbers are those of the export.",
    ),
    "unchecked": (
        "在本机重算，与导出时的数字不一致；以导出时的数字为准。",
        "Worked out again here, the numbers are not those of the export; the export’s stand.",
    ),
    "opening": ("正在解压抽样数据……", "Unpacking the draws…"),
    "too_old": (
        "此浏览器版本过旧，无法解压抽样数据；图表与台账仍可阅读。",
        "This browser is too old to unpack the draws; charts and ledger still read.",
    ),
    "no_script": (
        "脚本被禁用：滑块不可用，图表与台账仍可阅读。",
        "Scripts are off: no sliders; charts and ledger still read.",
    ),
    "ahead": ("预测期", "Ahead"),
    "origin_count": ("起点数", "Origins"),
    "against_drift": ("组合减漂移（CRPS）", "Combination less drift (CRPS)"),
    "benchmark_year": ("投入产出年", "Input–output year"),
    "indicator": ("指标", "Indicator"),
    "with": ("用", "with"),
    "without": ("不用", "without"),
    "log_error": ("误差（对数，×100）", "Error (log, ×100)"),
    "left_out_each": ("逐一剔除投入产出年", "Each input–output year left out in turn"),
    "coverage_and_band": ("区间覆盖率与偶然范围", "Coverage, and its range by chance"),
    "score": ("评分", "Score"),
    "drawn_jointly": ("联合", "joint"),
    "drawn_apart": ("独立", "independent"),
    "drawn_as_one": ("同升同降", "as one"),
    "beside_rivals": ("服务业增速：与对照方法比较", "Growth of services beside its rivals"),
    "joint_against_apart": ("联合抽样与独立抽样", "Joint draws against independent ones"),
    "region": ("地区", "Region"),
    "regions_told": (
        "{0} 个地区 · {1} 次预测 · {2} · {3}",
        "{0:# region} · {1:# forecast} · {2} · {3}",
    ),
    "no_file_written": (
        "没有可行的情景，未写出文件。",
        "Nothing that meets the targets: no file written.",
    ),
    "kept_records": ("记录", "Records"),
    "kept_entries": ("版本", "Versions"),
    "kept_publications": ("发布", "Publications"),
    "kept_events": ("日志", "Events"),
    "kept_artefacts": ("库内基准文件", "Baseline files in the store"),
    "kept_seals": ("签章", "Seals"),
    "kept_keys": ("密钥（公钥）", "Keys (public)"),
    "kept_private_keys": ("私钥", "Private keys"),
    "kept_files": ("文件", "Files"),
}
