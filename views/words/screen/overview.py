"""The overview (总览): the leading sentence and its charts."""

from typing import Final

OVERVIEW: Final[dict[str, tuple[str, str]]] = {
    "lead_past": (
        "{0} 年服务业{1}，目标{2}：{3}；{4} {5}。",
        "In {0} services {1} (target {2}): {3}; {4} {5}.",
    ),
    "lead_ahead": (
        "{6}，{0} 年服务业{1}，目标{2}：{3}；{4} {5}。",
        "{6}, services {1} in {0} (target {2}): {3}; {4} {5}.",
    ),
    "lead_share": (
        "{6}，{0} 年生产性服务业比重（{7} 口径）预计 {1}，目标{2}：{3}；{4} {5}。{8}。",
        "{6}, producer services come to {1} of services in {0} by scope {7} (target {2}): {3}; "
        "{4} {5}. {8}.",
    ),
    "of_baseline": ("按基准", "On the baseline"),
    "of_scenario": ("按本情景", "In this scenario"),
    "passing": ("预计达到的口径：{0}", "Scopes expected to meet it: {0}"),
    "passing_none": ("没有口径预计达到", "No scope is expected to meet it"),
    "passing_all": ("各口径均预计达到", "All scopes are expected to meet it"),
    "passing_close": ("；难分的口径：{0}", "; too close to call: {0}"),
    "grew": ("增长 {0}", "grew {0}"),
    "shrank": ("下降 {0}", "shrank {0}"),
    "to_grow": ("预计增长 {0}", "are set to grow {0}"),
    "to_shrink": ("预计下降 {0}", "are set to shrink {0}"),
    "scopes_line": ("各口径的中位数", "Medians by scope"),
    "drivers": ("拉动最大的行业（{0} 年，百分点）", "Who drives growth ({0}, points)"),
    "growth_chart": ("服务业增速", "Services growth"),
    "growth_of_baseline": ("基准 {0}", "Baseline {0}"),
    "growth_of_scenario": ("情景，在基准 {0} 之上", "Scenario, on baseline {0}"),
    "share_chart": ("各口径比重，{0} 年", "Share by scope, {0}"),
    "contribution_chart": ("各行业拉动，{0} 年（百分点）", "Contributions, {0} (points)"),
    "history": ("历史", "History"),
    "baseline": ("基准", "Baseline"),
    "scenario": ("情景", "Scenario"),
    "groups_lacking": (
        "{0} 年第三产业已公布（{1}），目标据此判定；分行业尚未公布，{0} 年各行业和以后各年"
        "仍由 {2} 年起预测，其合计不一定等于公布数。",
        "Services of {0} are published ({1}), and the target is judged by that; the groups are "
        "not yet, so sections of {0} and all later years are forecast from {2}, and need not add "
        "up to it.",
    ),
    "interval": ("{0} 预测区间", "{0} interval"),
    "target_year": ("{0}年目标 {1}", "{0} target {1}"),
    "target_line": ("目标 {0}", "Target {0}"),
    "scope": ("口径", "Scope"),
    "in_order": ("数据无误。", "The tables are in order."),
    "fitted": ("基准 {0}：{1} 可知，起点 {2} 年。", "Baseline {0}: known on {1}, origin {2}."),
    "known_on": ("{0} 可知", "known on {0}"),
    "joint": ("全部目标同时达成", "All targets together"),
    "scope_range": ("系数取低、高值时的比重", "Share at low and high coefficients"),
    "year": ("年份", "Year"),
}
