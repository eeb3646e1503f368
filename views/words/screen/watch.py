"""The watch of the year at hand (年内监测): the page, its tables, and the quarterly brief."""

from typing import Final

WATCH: Final[dict[str, tuple[str, str]]] = {
    "watch": ("监测", "Watch"),
    "watch_page": ("{0} 年服务业监测", "Services in {0}: the watch"),
    "watch_day": ("截至 {0} 已录入的数据", "figures entered by {0}"),
    # the leading sentences
    "watch_out": (
        "{0}服务业累计{1}（按可比价）。",
        "Services {1} in {0} (at comparable prices).",
    ),
    "watch_none_out": (
        "{0} 年各季服务业增速均未录入。",
        "No quarter of services growth in {0} is entered yet.",
    ),
    "watch_needs": (
        "全年目标{0}，余下 {1} 个季度须平均增长 {2}（各季同速时，每季当季增速亦为 {2}）；"
        "{4} 个已公布年份中有 {3} 年达到这一增速。",
        "The year's target is {0}: the {1:# quarter} left must average {2}, each alone too if "
        "all are alike; {3} of the {4} published years grew as fast.",
    ),
    "watch_needs_last": (
        "全年目标{0}，四季度当季须增长 {1}；{3} 个已公布年份中有 {2} 年达到这一增速。",
        "The year's target is {0}: the fourth quarter alone must grow {1}; {2} of the {3} "
        "published years grew as fast.",
    ),
    "watch_needs_all": (
        "全年目标{0}；{2} 个已公布年份中有 {1} 年达到这一增速。",
        "The year's target is {0}; {1} of the {2} published years grew as fast.",
    ),
    "watch_over": ("全年目标{0}；全年数已公布。", "The year's target is {0}; the year is out."),
    "watch_no_target": (
        "{0} 年服务业没有官方目标，也没有自定目标：不计算所需增速，不亮灯。",
        "There is no official target of services for {0}, and none of your own: nothing is "
        "needed and no light is lit.",
    ),
    "watch_drawn": (
        "全年{0}，80% 区间 {1} 至 {2}。",
        "Over the year they {0}, 80% interval {1} to {2}.",
    ),
    "watch_odds": ("达标概率 {0}，{1}。", "Odds of meeting it {0}: {1}."),
    "watch_basis": (
        "全年预计取自现用基准（{0} 可知）的抽样，已计入当日可知的本年公布数，月度指标经核算桥"
        "并入。",
        "The nowcast is of the draws of the baseline in use (known on {0}), with what was "
        "published of the year by then, indicators by their bridges.",
    ),
    "watch_unread": (
        "基准之后又有影响全年的新数（季度、指标、全国或目标）：累计与所需增速已用其中的季度，全年预计与"
        "概率均未用，重新拟合并发布后计入。",
        "Figures that move the year (quarters, indicators, the country or a target) have come in "
        "since the baseline: growth to date and what is needed use the quarters among them, "
        "nowcast and odds use none of them until a new fit is published.",
    ),
    "watch_lights": (
        "信号灯按概率：{0} 及以上“在进度上”，{1} 及以上“有风险”，以下“偏离”。服务业用全年目标的"
        "概率，各行业用达到其所需增速的概率。概率越过界限 {2} 个百分点以上，灯才改变；先前的灯由"
        "本年历次数据版本逐次重算，不作保存；其他服务业各门类亦同。",
        "Lights go by odds: {0} or more is on path, {1} or more at risk, less is off. Services by "
        "the odds of the year's target, sections by those of the growth needed of them. A light "
        "changes only where odds pass a threshold by {2} points; the light before is worked out "
        "anew from the year's vintages, never stored, for sections of other services likewise.",
    ),
    "watch_reference": (
        "全市生产总值预期目标 {0}，仅供参考，不作服务业的标准。",
        "The city's GDP target is {0}: a reference only, no threshold of services.",
    ),
    "bound_以上": ("{0}以上", "{0} or more"),
    "bound_左右": ("{0}左右", "about {0}"),
    "bound_": ("{0}", "{0}"),
    # cards
    "card_target": ("{0} 年目标", "Target for {0}"),
    "card_out": ("{0}累计", "To date: {0}"),
    "card_not_out": ("累计增速", "To date"),
    "card_needed": ("余下须平均", "The rest must average"),
    "card_drawn": ("全年预计", "Nowcast of the year"),
    "card_rest_drawn": ("余下预计平均 {0}", "the rest is expected to average {0}"),
    "card_percentile": (
        "历年第 {0} 百分位，近十年第 {1} 百分位",
        "percentile {0} of all published years, {1} of the last ten",
    ),
    "card_interval": ("80% 区间 {0} 至 {1}", "80% interval {0} to {1}"),
    "card_odds": ("达标概率 {0}", "odds {0}"),
    "official": ("官方目标", "official"),
    "of_own": ("自定目标", "your own"),
    "no_target": ("未设", "none"),
    "pace_changed": (
        "{0}公布后，余下须平均由 {1} 变为 {2}（{3} 个百分点）：{4}。",
        "Since {0} came out the rest must average {2}, not {1} ({3} points): {4}.",
    ),
    "pace_weights": ("季度权重 {0}", "the quarters' weights {0}"),
    "pace_revision": ("前期累计修订 {0}", "revised growth to date {0}"),
    "pace_quarter": ("新季度快慢 {0}", "the new quarter's own pace {0}"),
    # the quarterly brief
    "watch_brief": ("服务业季度监测简报", "quarterly watch of services"),
    "watch_brief_title": ("{0}服务业监测简报", "Services in {0}: the watch"),
    "watch_brief_word": ("季度简报 Word", "Quarterly brief, Word"),
    "watch_brief_pdf": ("季度简报 PDF", "Quarterly brief, PDF"),
    "brief_against": ("比{0}{1}。", "That is {1} {0}."),
    "brief_faster": ("加快 {0} 个百分点", "{0} points faster than in"),
    "brief_slower": ("回落 {0} 个百分点", "{0} points slower than in"),
    "brief_same": ("持平", "as fast as in"),
    "brief_part": ("{0}（{1} 个百分点）", "{0} ({1} points)"),
    "brief_carried": (
        "全年预计中拉动最大的是{0}。",
        "Most of the year's growth is expected from {0}.",
    ),
    "brief_behind": (
        "距达标要求缺口最大的是{0}。",
        "Furthest below what the target needs: {0}.",
    ),
    "brief_unseen": (
        "服务业中 {0} 尚无本年任何数字。",
        "{0} of services has no figure of the year yet.",
    ),
    # the target of the year, one press away
    "year_target_set": ("设为 {0} 年目标", "Set the target for {0}"),
    "year_target_enter": ("{0} 年服务业增速目标（%）", "Target of services growth in {0} (%)"),
    "year_target_drop": ("取消 {0}", "Drop {0}"),
    "year_target_none": (
        "{0} 年没有服务业的官方目标，可自定一个，随链接、存档与导出一同传递。",
        "There is no official target of services for {0}: set your own, which travels with links, "
        "saved scenarios and exports.",
    ),
    # the path
    "path_chart": ("{0} 年累计增速路径", "Growth to date in {0}: the path"),
    "path_out": ("已公布", "published"),
    "path_needed": ("目标所需", "needed"),
    "path_drawn": ("预计", "nowcast"),
    "path_low": ("区间下限", "lower end"),
    "path_high": ("区间上限", "upper end"),
    "path_finding": (
        "{0}{1}预计全年 {2}，80% 区间 {3} 至 {4}。",
        "{0} {1} The year is expected to come to {2}, 80% interval {3} to {4}.",
    ),
    "quarter_short_1": ("一季度", "Q1"),
    "quarter_short_2": ("上半年", "H1"),
    "quarter_short_3": ("前三季度", "Q1–Q3"),
    "quarter_short_4": ("全年", "Year"),
    "quarter_alone_1": ("一季度", "Q1"),
    "quarter_alone_2": ("二季度", "Q2"),
    "quarter_alone_3": ("三季度", "Q3"),
    "quarter_alone_4": ("四季度", "Q4"),
    "by_quarter": ("分季", "By quarter"),
    "quarter": ("季度", "Quarter"),
    "to_date_percent": ("累计", "To date"),
    "alone_percent": ("当季", "Alone"),
    "path_percent": ("累计须达", "To date, needed"),
    "path_alone_percent": ("当季须达", "Alone, needed"),
    "drawn_percent": ("累计预计", "To date, nowcast"),
    "within_rounding": ("{0}±{1}", "{0} ±{1}"),
    "quarters_rule": (
        "当季增速由累计换算，± 为公布数只到 0.1% 的舍入误差；"
        "各季比重取最近有数的年份（{0}），按现价。",
        "A quarter alone is computed from growth to date, ± what rounding to 0.1% leaves open; "
        "quarters weigh as in the newest years with figures ({0}), at current prices.",
    ),
    "quarters_no_weights": (
        "各季比重未知，不能换算当季增速。",
        "The quarters' weights are not known: no quarter alone can be computed.",
    ),
    # by section
    "watch_sections": ("分行业", "By section"),
    "needed_year": ("全年须达", "Needed of the year"),
    "needed_percent": ("须达", "Needed"),
    "nowcast_percent": ("预计", "Nowcast"),
    "odds_reach": ("达到概率", "Odds of it"),
    "history_percentile": ("历年百分位", "Percentile"),
    "contribution_points": ("拉动（百分点）", "Contribution (points)"),
    "gap_points": ("缺口（百分点）", "Shortfall (points)"),
    "section_rule": (
        "各行业“须达”为全年增速：服务业恰好达标时最不意外的一种走法（按抽样中各行业与服务业的"
        "共同波动分配缺口）。“缺口”为须达与预计之差乘以上年比重，各行业相加等于服务业。其他服务业"
        "各门类为估算。",
        "Needed is growth of the whole year: the least surprising way in which services just meet "
        "the target, the gap shared by how sections swing with services in the draws. Shortfall "
        "is needed less nowcast times last year's weight; groups add up to services. Sections of "
        "other services are estimated.",
    ),
    "section_rule_decided": (
        "各行业“须达”为当前情景中的全年增速。其他服务业各门类为估算。",
        "Needed is growth of the year in the scenario on the board. Sections of other "
        "services are estimated.",
    ),
    "other_sections_watched": (
        "其他服务业各门类（估算）",
        "Sections of other services (estimated)",
    ),
    # each target
    "each_target": ("当年各目标", "Targets of the year"),
    "needed_rest_percent": ("余下须平均", "Rest must average"),
    # what is seen
    "seen_head": ("数据覆盖", "What has been seen"),
    "seen_said": (
        "按上年比重，服务业中 {0} 已有分行业季度数，{1} 只有指标，{2} 尚无本年任何数字{3}。",
        "By last year's weights, {0} of services has quarters by group, {1} indicators alone, and "
        "{2} has no figure of the year yet{3}.",
    ),
    "seen_total": ("；服务业合计已有{0}", "; all services are known through the {0}"),
    # calendar
    "calendar": ("发布日程", "Calendar"),
    "calendar_what": ("内容", "What"),
    "calendar_when": ("通常发布", "Usually"),
    "calendar_state": ("状态", "State"),
    "state_in": ("● 已录入", "● in"),
    "state_overdue": ("■ 逾期未录", "■ overdue"),
    "state_to_come": ("○ 未到期", "○ to come"),
    "bulletin_of": ("{0} 年统计公报（分行业）", "Bulletin of {0}, by group"),
    "yearbook_of": ("统计年鉴 {0}（{1} 年最终核实）", "Yearbook {0}: {1} finally verified"),
    "accounts_of": ("{0}核算", "Accounts: {0}"),
    "by_day": ("{0} 前", "by {0}"),
    "indicators_late": (
        "指标逾期 {0} 项：{1}。",
        "{0:# indicator} overdue: {1}.",
    ),
    "indicators_none_late": ("指标没有逾期。", "No indicator is overdue."),
    "indicators_coming": ("下次应到：{0}。", "Next: {0}."),
    "indicators_due": (
        "逾期与 {0} 天内应到的指标",
        "Indicators overdue, and due within {0} days",
    ),
    "due_period": ("应到期", "Period due"),
    "coming_on": ("{0} 前 {1} 项", "{1} by {0}"),
    "and_more": ("{0}等", "{0} and others"),
    "watch_more": (
        "各指标与历次数字见“依据 → 指标”，18 个方向见“依据 → 小切口”。",
        "Each indicator and its prints: Evidence → Indicators; the 18 directions: Evidence → "
        "Directions.",
    ),
}
