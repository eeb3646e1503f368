"""The board of sliders and the charts above it (情景页的滑块盘)."""

from typing import Final

BOARD: Final[dict[str, tuple[str, str]]] = {
    "moved": ("已调整 {0} 处", "{0} moved"),
    "moved_beside": ("已调整 {0} 处，另有假设 {1} 项", "{0} moved, {1} more assumed beside them"),
    "held": ("由下方“其他假设”设定", "set below, among the other assumptions"),
    "untouched": ("未作调整，即为基准", "Nothing moved: this is the baseline"),
    "undo": ("撤销", "Undo"),
    "redo": ("重做", "Redo"),
    "replay": ("重看上一步", "Replay last change"),
    "to_baseline": ("回到基准", "To the baseline"),
    "to_preset": ("回到预设", "To the preset"),
    "to_opened": ("回到打开时", "To what was opened"),
    "typed_unread": (
        "不是数字，仍为 {2}；可填 {0} 至 {1}，小数点用“.”",
        "not a number, {2} stays; {0} to {1}, with a decimal point",
    ),
    "typed_empty": ("未填数字，回到 {2}；可填 {0} 至 {1}", "empty: back to {2}; {0} to {1}"),
    "typed_beyond": ("限 {0} 至 {1}：{3} 按 {2} 计", "only {0} to {1}: {3} taken as {2}"),
    "typed_finer": ("取两位小数：{3} 按 {2} 计", "two decimals: {3} taken as {2}"),
    "typed_stopped": (
        "有年份已到限值（{0} 至 {1}），按 {2} 计",
        "a year is at its limit ({0} to {1}): {2} stands",
    ),
    "gang": ("各年同值", "Same for all years"),
    "group_by": ("分组", "Group by"),
    "group_scope": ("按口径", "Scope"),
    "group_cluster": ("按特色集群", "Feature cluster"),
    "and": ("、", " and "),
    "cluster_figures": ("（{0} 年 {1} 亿元，增长 {2}）", " ({0}: {1} × 100m yuan, growth {2})"),
    "levers": (
        "六个主要抓手：{0}–{1} 年可比价增速的平均，%；移动时各年加减同样的百分点",
        "Six levers: real growth, mean of {0}–{1}, %; moved, every year moves by the same points",
    ),
    "years_differ": ("各年不同：最低至最高", "The years differ: lowest to highest"),
    "rank": ("历史{0}%位", "P{0}"),
    "rank_lowest": ("历史最低", "lowest so far"),
    "rank_highest": ("历史最高", "highest so far"),
    "rank_under": ("低于历史最低", "below its lowest"),
    "rank_over": ("高于历史最高", "above its highest"),
    "rank_help": (
        "该增速在本行业历年可比价增速中的百分位",
        "Where this growth stands among the section's published years",
    ),
    "producer": ("生产性服务业相关行业", "Sections with producer services"),
    "rest": ("其他行业", "Other sections"),
    "estimated": ("估算", "estimated"),
    "estimated_help": (
        "该行业没有逐年公布的增加值，由投入产出表和报告数据估算。",
        "No yearly figures are published: estimated from input–output tables and the report.",
    ),
    "not_yet": ("滑块已调整，此处尚未重算", "The sliders have moved; not yet recomputed here"),
    "board_help": (
        "拖动或键入各行业的可比价增速（%）。竖线为基准中位数，色带为近十年最低至最高（估算行业由其大类推得），松手即重算。",
        "Drag or type real growth by section, per cent. The tick is the baseline's "
        "median, the band ten years' lowest to highest (of estimated sections, derived from their "
        "group's); everything is recomputed on release.",
    ),
    "past": ("近十年最低至最高", "lowest to highest in ten years"),
    "unit": ("可比价增速，%", "Real growth, %"),
    "pinned": (
        "基准 {0} · {1} 可知 · 起点 {2} 年 · {3} 次抽样",
        "Baseline {0} · known on {1} · origin {2} · {3} draws",
    ),
    "chart_failed": (
        "此图无法生成，已记入服务器日志",
        "This chart could not be drawn; the server logged why",
    ),
    "lost": (
        "与服务器的连接已断开，正在重新连接；滑块上的调整已保留，恢复后自动提交。",
        "The connection is lost and being restored; what you moved is kept and sent again then.",
    ),
    "failed": (
        "此处出错，已于 {0} 记入服务器日志。重新载入页面再试；若仍出错，请告知管理员。",
        "Something failed here, and the server logged it at {0}. Load the page again; if it fails "
        "again, tell the administrator.",
    ),
    "store_silent": (
        "情景库的数据库暂无回应：所示为最后已知的基准；保存、打开存档要等它恢复",
        "The store's database does not answer: the last baseline known is shown; "
        "saving, and opening what was saved, wait until it does",
    ),
    "preparing": ("正在准备基准……", "Preparing the baseline…"),
    "growth_finding": (
        "{0} 年服务业{1}，目标{2}：{3}。",
        "{0}: services {1}, against a target of {2}: {3}. ",
    ),
    "growth_next": ("{0} 年中位数 {1}。", "The median of {0} is {1}. "),
    "growth_range": (
        "{0} 年 80% 区间 {1} 至 {2}，{3} 年中位数 {4}。",
        "80% interval of {0}: {1} to {2}; median of {3}: {4}. ",
    ),
    "growth_moved": (
        "情景与基准相差最大在 {0} 年，情景{1}。",
        "Scenario and baseline differ most in {0}: the scenario is {1}. ",
    ),
    "higher_than": ("高 {0} 个百分点", "{0} points higher"),
    "lower_than": ("低 {0} 个百分点", "{0} points lower"),
    "history_known": ("历史（{0} 可知）", "History (as known on {0})"),
    "history_percent": ("历史（%）", "History (%)"),
    "median_percent": ("中位数（%）", "Median (%)"),
    "value_percent": ("数值（%）", "Value (%)"),
    "baseline_percent": ("基准（%）", "Baseline (%)"),
    "target_percent": ("目标（%）", "Target (%)"),
    "odds_percent": ("概率（%）", "Odds (%)"),
    "quantile_percent": ("第 {0} 百分位（%）", "P{0} (%)"),
    "share_finding": (
        "{0} 年生产性服务业比重，目标{1}：{2} 口径 {3}，{4}，{5}，{9} {6}。{7}。各口径：{8}。",
        "Share of producer services in {0}, target {1}: by scope {2} {3}, {4}, {5}, {9} "
        "{6}. {7}. All scopes: {8}.",
    ),
    "contribution_alt": (
        "{0} 年服务业{1}，拉动最大的是{2}",
        "Services {1} in {0}; the largest contributions: {2}",
    ),
    "contribution_least": ("；最小的是{0} {1}。", "; the smallest: {0} {1}."),
}
