"""The questions below the board (分析面板): reasons, effects, what it would take, odds."""

from typing import Final

QUESTIONS: Final[dict[str, tuple[str, str]]] = {
    "distance": ("偏离基准 {0} 个标准差", "{0} standard deviations from the baseline"),
    "distance_means": (
        "标准差：各行业在基准抽样中一同波动的幅度；方案合起来相当于其中几倍，越小越不意外。",
        "Standard deviations: how far the sections swing together in the baseline's draws; the "
        "plan as a whole comes to so many of them, and the fewer the less surprising.",
    ),
    "solution_growth": ("{0} 年 {1}（基准 {2}）", "{0} {1} (baseline {2})"),
    "slowed": ("比基准放慢的行业：{0}。", "Growing more slowly than the baseline has it: {0}."),
    "none_slowed": ("没有行业比基准放慢。", "No section grows more slowly than the baseline."),
    "alternative": ("备选", "Alternative"),
    "ask": ("进一步分析", "Look into"),
    "because": ("变动原因", "What caused it"),
    "moves": ("影响因素", "What moves it"),
    "takes": ("达标条件", "What it would take"),
    "sure": ("把握程度", "How sure"),
    "presets": ("预设情景", "Presets"),
    "stop": ("；", "; "),
    "unlikely": (
        "这组假设合在一起落在基准 99% 区域之外：只有 {0} 的抽样比它更偏离。",
        "As a whole this lies outside the 99% region of the baseline: only {0} of the draws lie "
        "further out.",
    ),
    "services_standing": (
        "{0} 年服务业{1}：基准的抽样中 {2}，历年公布数中 {3}。",
        "Services {1} in {0}: of the baseline's draws {2}, of the published years {3}.",
    ),
    "least_likely": ("最少见的单项假设：{0}。", "The least likely single assumptions: {0}."),
    "standing": (
        "{0} {1} 年 {2}（抽样中 {3}，历年中 {4}）",
        "{0} {1} at {2} (of the draws {3}, of its past {4})",
    ),
    "lie_below": ("{0} 更低", "{0} lie lower"),
    "lie_above": ("{0} 更高", "{0} lie higher"),
    "required_rest": (
        "{0} 年前 {1} 个季度累计{2}；要达到 {3}，余下季度平均须{4}（{6}{5}）。",
        "{0}: services {2} in the first {1:# quarter}; to reach {3} the rest must average {4} "
        "({6} {5}).",
    ),
    "required_share": (
        "{0} 年比重（{1} 口径）要达到 {2}：今后 {3} 年，生产性服务业可比价年均须{4}（{8}{5}）；"
        "按现价，与其他服务业相比每年{6}（{8}{7}）。",
        "For a share of {2} in {0} (scope {1}): over {3:# year} producer services must average "
        "{4} a year in real terms ({8} {5}); at current prices, against the rest of services, "
        "they {6} a year ({8} {7}).",
    ),
    "by_baseline": ("基准为", "baseline"),
    "by_scenario": ("本情景为", "this scenario"),
    "grows": ("增长 {0}", "{0}"),
    "shrinks": ("下降 {0}", "−{0}"),
    "must_lead": ("须快 {0} 个百分点", "must grow {0} points more"),
    "must_match": ("须同步增长", "must grow as much"),
    "may_lag": ("可慢 {0} 个百分点", "may grow {0} points less"),
    "leads": ("快 {0} 个百分点", "{0} points more"),
    "matches": ("同步", "as much"),
    "lags": ("慢 {0} 个百分点", "{0} points less"),
    "nothing_moved": (
        "未作调整，与基准没有差别。",
        "Nothing moved: there is no difference from the baseline.",
    ),
    "share": ("比重", "Share"),
    "share_causes": (
        "{0} 年比重（{1} 口径）与基准之差（百分点）：来自生产性服务业增速 {2}，"
        "来自其他服务业增速 {3}，来自口径或普查断点 {4}。",
        "Share in {0} (scope {1}) less the baseline, in points: from the growth of producer "
        "services {2}, from that of the rest {3}, from breaks in what is counted {4}.",
    ),
    "waterfall_alt": (
        "{0} 年：基准 {1}，情景 {2}，其中 {3}。",
        "{0}: baseline {1}, scenario {2}, of which {3}.",
    ),
    "moved_chart": (
        "{0}，{1} 年：“{2}”与基准之差（百分点）",
        "{0} in {1}: “{2}” less the baseline (points)",
    ),
    "axis_from": ("横轴自 {0}% 起", "axis from {0}%"),
    "by_section": (
        "各行业对 {2} 年生产性服务业比重的影响（{0} 口径，{1}，合计 {3} 个百分点）",
        "What each section does to the share of producer services in {2} (scope {0}, {1}, {3} "
        "points in all)",
    ),
    "compared_with": ("比较", "Compared with"),
    "since_origin": ("{0} 年以来", "since {0}"),
    "since_baseline": ("与基准之差", "the baseline"),
    "share_parts_alt": (
        "{0} 年 {1} 口径比重由 {2} 变为 {3}（百分点）：来自生产性服务业自身增速 {4}，"
        "来自其他服务业增速 {5}；影响最大的是{6} {7}。",
        "{0}, scope {1}: the share goes from {2} to {3}; in points, from the growth of producer "
        "services {4}, from that of the rest {5}; the largest effect: {6} {7}.",
    ),
    "producer_grew": ("自身增速的影响（百分点）", "By its own growth (points)"),
    "rest_grew": ("作为其他服务业的影响（百分点）", "By growth as one of the rest (points)"),
    "break": ("口径或普查断点", "Breaks in what is counted"),
    "limits": ("上下限与按年锁定", "Bounds, and locks by year"),
    "limits_help": (
        "各行业可比价增速的上下限（%），默认取近十年最低至最高；勾选的年份保持基准不动。",
        "Lowest and highest real growth of each section (%), ten years' range unless changed; a "
        "year that is ticked stays at the baseline.",
    ),
    "lowest": ("下限", "Lowest"),
    "highest": ("上限", "Highest"),
    "backcheck": ("回看：当初的假设与实际", "Back-check: assumed against happened"),
    "backcheck_help": (
        "已保存的情景与 {0} 可知的实际数逐项对照；只计公布了增速的行业。",
        "Every saved scenario held against what is known on {0}; only sections whose growth is "
        "published count.",
    ),
    "checking_saved": ("正在逐个推演已保存的情景……", "Working the saved scenarios out…"),
    "nothing_happened": (
        "还没有任何假设的年份公布实际数。",
        "No assumed year has been published yet.",
    ),
    "counted": ("项数", "Items"),
    "mean_error": ("假设平均误差（百分点）", "Mean error assumed (points)"),
    "baseline_error": ("基准平均误差（百分点）", "Mean error of the baseline (points)"),
    "closer": ("更接近", "Nearer"),
    "happened": ("实际（%）", "Happened (%)"),
    "assumed_percent": ("假设（%）", "Assumed (%)"),
    "deviation": ("偏差（百分点）", "Error (points)"),
    "in_all_sections": ("全部行业", "All sections"),
    "others": ("其余 {0} 项", "{0} more"),
    "part": ("假设", "Assumption"),
    "effect": ("影响（百分点）", "Effect (points)"),
    "alone": ("单独影响", "Alone"),
    "in_sum": ("合计", "Sum"),
    "as_table": ("数据与下载", "Table and files"),
    "interaction": (
        "交互作用 {0} 个百分点，已按各项沿途的边际影响分摊，与先后顺序无关。",
        "Interaction {0} points, shared by each part's slope along the way, in no order.",
    ),
    "event_project": ("项目", "project"),
    "event_spin_off": ("主辅分离", "spin-off"),
    "event_rescoping": ("口径调整（断点）", "rescoping (break)"),
    "event_census": ("普查修订（断点）", "census (break)"),
    "to_growth": ("当年服务业增速（百分点）", "services growth that year (points)"),
    "to_share": ("目标年比重 {0}（百分点）", "share in the target year, {0} (points)"),
    "to_odds": ("概率：{0}（百分点）", "odds: {0} (points)"),
    "effect_on": ("对什么的影响", "Effect on"),
    "moves_alt": (
        "{0} 年每多增 1 个百分点对{1}的影响，最大为{2} {3}。",
        "One more point in {0}, effect on {1}: largest {2} {3}.",
    ),
    "one_point": (
        "每个行业当年增速各提高 1 个百分点，其他不变，逐次抽样重算。",
        "Each section's growth that year raised by one point, the rest as is, on every draw.",
    ),
    "correlation": ("两项相关", "Correlation"),
    "locks": ("锁定的行业", "Locked sections"),
    "revenue_apart": ("营业收入，不是增加值：", "revenue, no value added:"),
    "none_locked": ("不锁定", "None"),
    "keep_mine": ("保留我已调整的假设", "Keep what I have moved"),
    "choose_target": ("请选择目标。", "Choose a target."),
    "solve": ("求解最可信的情景", "Find the most plausible scenario"),
    "solving": ("正在求解最可信的情景……", "Looking for the most plausible scenario…"),
    "apply": ("应用到滑块", "Apply to the sliders"),
    "loaded": (
        "已载入“{0}”：滑块与其他假设即为此情景。",
        "“{0}” is loaded: sliders and other assumptions are those of this scenario.",
    ),
    "load": ("载入本页", "Load into the page"),
    "scope_comes": ("载入后口径改为 {0}", "Loading it chooses its scope, {0}"),
}
