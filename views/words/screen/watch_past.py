"""The watch looked back on (监测回看): who moved, last year, producer services by scope."""

from typing import Final

WATCH_PAST: Final[dict[str, tuple[str, str]]] = {
    # who moved, and because of which figure
    "moved_head": (
        "变动台账：上季以来谁变了，因为哪个数",
        "Who moved since last quarter, and because of which figure",
    ),
    "moved_said": (
        "{0} 起有新数，全年服务业的读数由 {1} 变为 {2}（{3} 个百分点）：{4}；来自{5}。",
        "Since figures came in on {0} the year's reading of services went from {1} to {2} ({3} "
        "points): {4}; because of {5}.",
    ),
    "reading_vintages": ("正在重读历次数据版本…", "Reading vintage after vintage…"),
    "moved_same": ("各行业都没有变动", "no group moved"),
    "moved_odds": ("达标概率由 {0} 变为 {1}。", "Odds of the target went from {0} to {1}."),
    "moved_none": (
        "本年还没有新数，没有变动可说。",
        "No figure has come in this year yet: there is no change to tell.",
    ),
    "moved_by": ("新数", "What came in"),
    "moved_odds_points": ("达标概率（百分点）", "Odds (points)"),
    "moved_total": ("合计", "Total"),
    "moved_rule": (
        "起点为最新季度公布前一日，尚无季度时为最近新数前一日。两端各是当时的数据版本，按现用基准的"
        "设定各抽样 {0} 次重读；“全年预计”是基准的全部抽样，"
        "只含基准当日可知的数，二者可略有出入。各行业为拉动（百分点）；每个数的作用取一种次序与其逆序的"
        "平均，横竖相加都等于变动。",
        "It begins the day before the newest quarter came out, or where none has, before the "
        "newest figure. Both ends are vintages as they stood, read anew with the settings of the "
        "baseline in use, {0} draws each; the nowcast is all the draws of the baseline, with what "
        "was known on its day, and may differ a little. Groups are contributions in points. A "
        "figure counts by its mean effect over one order of arrival and the reverse, so rows and "
        "columns add up to the change.",
    ),
    "cause_accounts": ("{0} 年分行业核算数", "the accounts of {0}"),
    "cause_target": ("{0} 年 GDP 预期目标", "the GDP target of {0}"),
    "cause_country": ("全国增速（至{0}）", "the country's growth (to {0})"),
    "cause_indicator": ("指标（至{0}）", "indicators (to {0})"),
    "cause_quarter": ("{1}{0}累计 {2}", "{0} to date, {1}: {2}"),
    # how the watch did last year
    "last_year_head": ("上年回看：监测当时怎么说", "How the watch did last year"),
    "last_year_said": (
        "{0} 年服务业公布增长 {1}。按 {2} 个发布日当时的数据版本重读，中位数与公布数平均相差 {3} 个"
        "百分点，{4} 次的 80% 区间包含公布数。",
        "Services grew {1} in {0} as published. Read on {2:# day} of release, each with the "
        "vintage of that day, medians were {3} points off on average, and {4} of the 80% "
        "intervals held what was published.",
    ),
    "last_year_odds": (
        "官方目标 {0}，最后一次读数的概率为 {1}；结果{2}。",
        "The official target was {0}: odds {1} at the last reading; it was {2}.",
    ),
    "last_year_met": ("达到", "met"),
    "last_year_missed": ("未达到", "missed"),
    "last_year_missing": ("{0}未录入，当时无从更新。", "Not on record, so never read: {0}."),
    "last_year_none": (
        "{0} 年没有可重读的数据版本，无从回看。",
        "No vintage of {0} on record can be read: there is nothing to look back on.",
    ),
    "last_year_unread": (
        "另有 {0} 个发布日，当时已录的数太少，读不出。",
        "On {0:# more day} of release too little was on record to be read.",
    ),
    "last_year_rule": (
        "只用当日可知的数；方法是今天的。目标公布之前没有概率。",
        "Each reading has what was known on its day alone; the method is today's. There are no "
        "odds before the target was known.",
    ),
    "last_year_day": ("发布日", "Day of release"),
    "last_year_off": ("与公布数之差（百分点）", "Less published (points)"),
    # producer services so far
    "progress_head": ("生产性服务业进度（分口径）", "Producer services so far, by scope"),
    "progress_none": (
        "{0} 年各季都没有分行业增加值：到目前为止的比重对任何口径都无从更新，"
        "下表只有上年与全年预计。",
        "No quarter of {0} has value added by group: it tells nothing of the share so far by any "
        "scope, and the table has last year and the nowcast alone.",
    ),
    "progress_whole": (
        "{0}六个行业的增加值齐全。",
        "All six groups have value added for the {0}.",
    ),
    "progress_part": (
        "{0}没有增加值的行业：{1}。这些行业按从完全不计入到按最大系数计入取区间。",
        "Without value added for the {0}: {1}. These count from nothing at all to their largest "
        "coefficient.",
    ),
    "progress_rule": (
        "每个比重只属于它的口径，不可跨口径比较或平均；括号内为 80% 区间，含系数、拆分与水平的"
        "误差。累计比重有季节性，不等于全年。“已见”为该口径中本年已有分行业增速的部分。",
        "A share belongs to its scope: never compare or average across scopes. In brackets 80% "
        "intervals, with errors of coefficients, split and levels. A share to date is seasonal "
        "and not the year's. Seen: the part of the scope whose groups have growth of this year.",
    ),
    "progress_last": ("{0} 年", "{0}"),
    "progress_to_date": ("{0}累计", "To date, {0}"),
    "progress_to_date_none": ("本年累计", "To date"),
    "progress_nowcast": ("{0} 年预计", "Nowcast {0}"),
    "progress_seen": ("已见", "Seen"),
}
