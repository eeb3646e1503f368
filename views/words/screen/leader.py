"""The leader's page of an opened link (领导阅读页): in words of the office, not of the model."""

from typing import Final

LEADER: Final[dict[str, tuple[str, str]]] = {
    "leader_page": ("情景结论", "What a scenario comes to"),
    "leader_growth": ("{0}，{1} 年服务业{2}", "{0}, services {2} in {1}"),
    "leader_share": (
        "；{0} 年生产性服务业占服务业 {1}（按“{2}”口径），目标{3}：{4}",
        "; producer services come to {1} of services in {0} (scope {2}), against a target of "
        "{3}: {4}",
    ),
    "leader_end": ("。", "."),
    "leader_growth_head": ("{0} 年服务业增速", "Growth of services in {0}"),
    "leader_share_head": (
        "{0} 年生产性服务业占服务业比重",
        "Share of producer services, {0}",
    ),
    "leader_others": ("其他目标", "Other targets"),
    "leader_growth_kind": (
        "扣除价格因素；预计值，偏高偏低机会各半",
        "at constant prices; as likely to turn out higher as lower",
    ),
    "leader_growth_known": ("扣除价格因素；已公布", "at constant prices; as published"),
    "leader_range": ("十次里约八次落在 {0} 至 {1}", "8 times in 10 between {0} and {1}"),
    "leader_no_target": ("这一年没有官方增速目标", "no official growth target for that year"),
    "leader_scope": ("口径：{0}", "Scope: {0}"),
    "leader_never": ("几乎不可能", "all but impossible"),
    "leader_sure": ("几乎肯定", "all but certain"),
    "leader_rarely": ("十次里不到一次", "less than 1 time in 10"),
    "leader_mostly": ("十次里超过九次", "more than 9 times in 10"),
    "leader_times": ("十次里约 {0} 次", "about {0} times in 10"),
    "leader_open": ("在渝策中打开", "Open in Yuce"),
    "leader_reasons": ("为什么", "Why"),
    "leader_above": (
        "与不作任何假设的基准相比，{0} 年增速{1}，{2} 年比重{3}。",
        "Against the baseline, with nothing assumed: growth in {0} {1}, the share in {2} {3}.",
    ),
    "leader_above_growth": (
        "与不作任何假设的基准相比，{0} 年增速{1}。",
        "Against the baseline, with nothing assumed: growth in {0} {1}.",
    ),
    "leader_same": ("相同", "the same"),
    "leader_most_growth": (
        "对 {0} 年增速影响最大的假设：{1}（个百分点）。",
        "What moves growth in {0} most: {1} (points).",
    ),
    "leader_most_share": (
        "对 {0} 年比重影响最大的假设：{1}（个百分点）。",
        "What moves the share in {0} most: {1} (points).",
    ),
    "leader_drivers": (
        "{0} 年服务业{1}，其中拉动最大的是：{2}（个百分点）。",
        "Services {1} in {0}; most of it comes from {2} (points).",
    ),
    "leader_passing": (
        "口径不同，{0} 年比重最低 {1}、最高 {2}。{3}。",
        "The share in {0} runs from {1} to {2}, depending on how it is counted. {3}.",
    ),
    "leader_assumed": ("改动了什么，依据何在", "What is assumed, and on what grounds"),
    "leader_nothing": (
        "没有任何改动：这就是基准。",
        "Nothing is assumed: this is the baseline itself.",
    ),
    "leader_clocks": ("发出时与今日", "As sent and today"),
    "leader_agree": (
        "按今日的数据和模型，同样的假设给出同样的数字（今日基准 {0}）。",
        "With today's data and model the same assumptions give the same numbers (baseline {0}).",
    ),
    "leader_apart": (
        "按今日的数据和模型，同样的假设结果已有不同，见“发出时与今日”。",
        "With today's data and model the same assumptions come to something else: see As "
        "sent and today.",
    ),
    "leader_paths": ("走势", "How it runs"),
    "leader_terms": ("怎么读", "How to read it"),
    "leader_term_middle": (
        "中位数（预计值）：实际高于它和低于它的可能各占一半。",
        "Median (expected value): the outcome is as likely to be above it as below.",
    ),
    "leader_term_interval": (
        "80% 预测区间：多次推演中，十次里约八次落在其中；90% 区间约九次。",
        "80% interval: of all runs of the future, about 8 in 10 fall inside; 90%: about 9 in 10.",
    ),
    "leader_term_scope": (
        "口径：哪些行业、按多少计入生产性服务业。{0}：{1}。",
        "Scope: which industries are counted as producer services, and how much of each. {0}: {1}.",
    ),
    "leader_term_baseline": (
        "基准：只用已公布数据推算的未来，不加任何假设。",
        "Baseline: the future worked out of published figures alone, with nothing assumed.",
    ),
    "leader_files": ("数据", "Data"),
    "leader_busy": (
        "服务器正忙，请稍候再打开此链接。",
        "The server is busy: open this link again in a moment.",
    ),
    "leader_fault": (
        "此页暂时无法生成，请在渝策中打开。",
        "This page cannot be made just now: open it in Yuce.",
    ),
    "first_look": (
        "滑块与各页正在载入，稍候即可操作。",
        "Sliders and pages are loading and will answer in a moment.",
    ),
    "leader_closed": ("请先登录。", "Please sign in."),
    "leader_preview_closed": ("登录后查看", "Sign in to read it"),
    "share_at_origin": ("{0} 年估计", "Estimate of {0}"),
    "share_path": ("生产性服务业比重（{0}）", "Share of producer services ({0})"),
    "share_path_alt": (
        "生产性服务业比重，口径 {0}：{1} 年估计 {2}，{3} 年中位数 {4}（80% 区间 {5} 至 {6}），"
        "{7} 年 {8}；目标{9}。",
        "Share of producer services by scope {0}: {2} in {1} by estimate, median {4} in {3} (80% "
        "interval {5} to {6}), {8} in {7}; target {9}.",
    ),
}
