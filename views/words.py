"""Every word, unit and number format on screen, 中文 and English (词表)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from data.industries import Industry
from data.problems import Language

WORDS: Final[dict[str, tuple[str, str]]] = {
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
        "只用这一天已经公布的数据。换到较早的日子，当时还未公布的年份就成为可以调整的假设。",
        "Only what was published by this day is used. On an earlier day, years not yet "
        "published become assumptions you can move.",
    ),
    "newest": ("最新", "newest"),
    "report_day": ("报告发布日", "day of the report"),
    # roles
    "role_viewer": ("查看", "viewer"),
    "role_planner": ("规划", "planner"),
    "role_economist": ("经济分析", "economist"),
    "role_admin": ("管理", "admin"),
    "role_none": ("无角色", "no role"),
    "do_read": ("查看", "Read"),
    "do_save": ("保存情景", "Save a scenario"),
    "do_archive": ("归档情景", "Archive a scenario"),
    "do_duplicate": ("另存情景", "Duplicate a scenario"),
    "do_add_figures": ("录入数据", "Add figures"),
    "do_fit": ("重新拟合", "Fit"),
    "do_publish": ("发布基准", "Publish a baseline"),
    "do_audit": ("查看审计日志", "Read the audit log"),
    "signed_in": ("已登录：{0}", "Signed in: {0}"),
    "sign_in": ("登录", "Sign in"),
    "sign_out": ("退出", "Sign out"),
    "please_sign_in": ("请先登录。", "Please sign in."),
    "no_role": (
        "您已登录，但尚无角色。请管理员授予角色，然后重新登录。",
        "You are signed in but have no role. Ask an administrator for one, then sign in again.",
    ),
    "open_here": (
        "本机开放：未设登录，在这台计算机上可做一切操作。",
        "Open on this machine: no sign-in is set up; here one may do everything.",
    ),
    "audit": ("审计", "Audit"),
    "audit_help": (
        "谁在何时对哪个标题做了什么，以及发布了哪个基准。只增不改，数据库自身不许更改或删除。",
        "Who did what to which title and when, and which baselines were published. Rows are only "
        "ever added: the database itself refuses to alter or remove them.",
    ),
    "audit_none": ("尚无记录。", "Nothing was recorded yet."),
    "action": ("操作", "Action"),
    "who_did": ("操作人", "Who"),
    "record": ("编号", "Record"),
    # verdicts
    "met": ("达成", "Met"),
    "missed": ("未达成", "Missed"),
    "too_close": ("难分伯仲", "Too close to call"),
    "value": ("数值", "Value"),
    "gap": ("缺口", "Gap"),
    "odds": ("概率", "Odds"),
    "odds_met": ("达成概率", "Odds of meeting it"),
    "odds_revised": ("日后修订达标的概率", "Odds that revisions reach it"),
    "published": ("初步核算", "first release"),
    "median": ("中位数", "median"),
    "within": ("在“左右”±{0} 个百分点之内", "inside “about”, ±{0} points"),
    "verdict": ("判定", "Verdict"),
    "target": ("目标", "Target"),
    "no_scope": (
        "目标原文没有说明口径。口径不同，比重可相差二十个百分点，因此各口径并列，概率不作混合。",
        "The source states no scope. The share differs by twenty points from scope to scope, "
        "so all stand side by side and their odds are never blended.",
    ),
    # lab
    "lab": ("模型", "Model"),
    "tab_fit": ("拟合", "Fit"),
    "fit_settings": ("拟合设定", "What the fit was told"),
    "item": ("项目", "Item"),
    "setting": ("取值", "Setting"),
    "seed": ("随机种子", "Seed"),
    "candidates": ("候选模型", "Candidates"),
    "interventions": ("干预年份（权重）", "Interventions (weight)"),
    "draws": ("抽样数", "Draws"),
    "versions": ("软件版本", "Software"),
    "scale_real_growth": ("校准系数：增速（80% / 95%）", "Scale of growth errors (80% / 95%)"),
    "scale_deflator": ("校准系数：缩减指数（80% / 95%）", "Scale of deflator errors (80% / 95%)"),
    "nowcast": ("即期预测", "Nowcast"),
    "nowcast_said": (
        "{0} 年：单用年度模型，中位数 {1}，达标概率 {2}；并入前 {5} 季度累计增速 {6} 后，"
        "中位数 {3}，达标概率 {4}。",
        "{0}: by the annual model alone the median is {1}, odds {2}; with growth of {6} in the "
        "first {5} quarters, {3}, odds {4}.",
    ),
    "section_medians": ("各行业可比价增速中位数（%）", "Median real growth by section (%)"),
    "share_routes": ("比重的两条路径（%）", "The share by two routes (%)"),
    "route_components": ("分量路径", "By components"),
    "route_pool": ("两者合成", "Pooled"),
    "route_logit": ("比重自身路径", "By the share itself"),
    "backtest_help": (
        "滚动回测：在终端运行 yuce backtest，每个起点只用当时已知的数据。",
        "Backtest: run `yuce backtest` in a terminal; every origin sees only what was known then.",
    ),
    # fitting and publishing
    "tab_publish": ("发布", "Publish"),
    "refit": ("重新拟合", "Fit anew"),
    "action": ("做什么", "What to do"),
    "action_model": ("重拟模型", "Refit the model"),
    "action_data": ("更新数据", "Refresh the data"),
    "action_both": ("两者都做", "Both"),
    "action_model_help": (
        "数据仍为已发布基准的 {0}，设定或软件更新：变动全由模型引起。",
        "The data stay those of the published baseline, {0}; settings or software are new: all "
        "that moves is the model's doing.",
    ),
    "action_data_help": (
        "用最新数据（{0}），沿用已发布拟合的设定与种子：变动全由数据引起。",
        "The newest data ({0}), told what the published fit was told, with its seed: all that "
        "moves is the data's doing.",
    ),
    "action_both_help": (
        "用最新数据（{0}）和以下设定：变动中数据与模型各占多少，发布前会分解。",
        "The newest data ({0}) and the settings below; before publishing, what moves is split "
        "into data and model.",
    ),
    "horizon": ("预测到", "Forecast to"),
    "origins": ("校准起点数", "Origins to calibrate on"),
    "interventions_help": (
        "异常年份的权重，0 到 1，如 2020=0.2；多个用逗号分开",
        "Weight of outlying years, 0 to 1, such as 2020=0.2; commas between several",
    ),
    "use_nowcast": ("并入当年季度数据", "Use the quarters of the current year"),
    "start_fit": ("开始拟合", "Start the fit"),
    "fit_asked": (
        "拟合已开始，在单独的进程中进行；离开本页也会继续。",
        "The fit has started, in a process of its own; it goes on if you leave this page.",
    ),
    "fit_busy": (
        "另一项拟合正在进行，新的会排队等候。",
        "Another fit is running; a new one will wait for its turn.",
    ),
    "job_waiting": ("排队等候……", "Waiting for its turn…"),
    "job_loading": ("正在载入……", "Loading…"),
    "job_running": ("{0} · 还有 {1} 步 · 约 {2} 秒", "{0} · {1} steps left · about {2} s"),
    "job_done": ("拟合完成：{0}", "The fit is done: {0}"),
    "job_failed": (
        "拟合没有成功，已有基准未受影响。",
        "The fit failed; what was there is untouched.",
    ),
    "job_cancelled": (
        "拟合已取消，什么也没有改动。",
        "The fit was cancelled; nothing was changed.",
    ),
    "job_dead": ("拟合进程中途终止。", "The fit's process died."),
    "step_errors": ("{0}：{1}，回测误差", "{0}: {1}, errors of the past"),
    "step_draws": ("{0}：{1}，抽样", "{0}: {1}, draws"),
    "step_sections": ("拆分门类", "splitting the sections"),
    "step_shares": ("比重", "shares"),
    "step_save": ("保存", "saving"),
    "cancel": ("取消", "Cancel"),
    "verified_identical": (
        "重算逐位一致：{0}。",
        "Worked out again, bit for bit the same: {0}.",
    ),
    "verified_same": (
        "重算得 {1}，数字与 {0} 一致（到 0.01 个百分点）；不同之处：",
        "Worked out again it is {1}, which says the same as {0} to 0.01 point; what differs:",
    ),
    "verified_other": ("重算得 {1}，与 {0} 不同：", "Worked out again it is {1}, not {0}:"),
    "fit_list": ("拟合清单", "Fits"),
    "fit_shown": ("查看哪个拟合", "Fit to look at"),
    "fit_id": ("编号", "Id"),
    "spec": ("设定", "Spec"),
    "fitted_by": ("拟合人", "By"),
    "published_at": ("发布于", "Published"),
    "kind": ("操作", "What"),
    "done_by": ("操作人", "Who"),
    "difference": ("变动", "Change"),
    "to_publish": ("要发布的拟合", "Fit to publish"),
    "review_do": ("重算全部已保存的情景", "Rerun all saved scenarios"),
    "reviewing": ("正在重算：{0} / {1}", "Rerunning: {0} of {1}"),
    "explaining": ("正在区分数据与模型……", "Telling data from model…"),
    "review_counts": (
        "已保存 {0} 个情景：判定改变 {1} 个，变动超过 0.1 个百分点 {2} 个。",
        "{0} scenarios are saved: {1} change a verdict, {2} move by more than 0.1 point.",
    ),
    "review_first": (
        "目前没有可对照的基准：这是首次发布。",
        "There is no baseline to compare with: this is the first publication.",
    ),
    "review_none": (
        "没有判定改变，也没有变动超过 0.1 个百分点。",
        "No verdict changes, nothing moves.",
    ),
    "changes_only": ("只看判定改变的", "Only verdicts that change"),
    "note_in_zh": ("发布说明（中文）", "Release note, Chinese"),
    "note_in_en": ("发布说明（英文）", "Release note, English"),
    "acknowledge": (
        "我已看过以上变动，确认码 {0}",
        "I have read the changes above, acknowledgement {0}",
    ),
    "acknowledge_how": (
        "看过以上变动后发布：yuce publish {0} --acknowledge {1}",
        "To publish once you have read this: yuce publish {0} --acknowledge {1}",
    ),
    "publish": ("发布", "Publish"),
    "publisher": ("发布人", "Who publishes"),
    "published_now": (
        "已发布基准 {0}（第 {1} 次发布）。",
        "Baseline {0} is published (number {1}).",
    ),
    "publications": ("历次发布", "Publications"),
    "never_published": (
        "还没有发布过：各页使用默认拟合。",
        "Nothing was published yet: the pages use the default fit.",
    ),
    "in_use": ("现用", "in use"),
    "roll_back": ("回退到此", "Roll back to this"),
    "published_label": ("已发布", "published"),
    "notice": (
        "已发布新的基准（{0} 数据，{1} 由 {2} 发布）。你仍在用原来的基准，数字没有变。",
        "A new baseline is published (data as of {0}, by {2} on {1}). You are still on yours: no "
        "number has moved.",
    ),
    "use_now": ("现在换用", "Use it now"),
    # downloads
    "take_away": (
        "带走：工作簿、简报、图片、离线页面",
        "Take away: workbook, brief, pictures, offline page",
    ),
    "export_xlsx": ("工作簿", "Workbook"),
    "export_docx": ("简报 Word", "Brief, Word"),
    "export_pdf": ("简报 PDF", "Brief, PDF"),
    "export_html": ("离线滑块页", "Offline page with sliders"),
    "export_png": ("图片 PNG", "Pictures, PNG"),
    "export_svg": ("图片 SVG", "Pictures, SVG"),
    "export_csv": ("数据表 CSV", "Tables, CSV"),
    "no_font": (
        "服务器没有中文字体，无法生成图片与简报：请安装 fonts-noto-cjk。",
        "The server has no Chinese font for pictures and briefs: install fonts-noto-cjk.",
    ),
    # evidence
    "evidence": ("依据", "Evidence"),
    "tab_data": ("数据", "Figures"),
    "tab_revisions": ("历次修订", "Revisions"),
    "tab_scopes": ("口径", "Scopes"),
    "tab_releases": ("发布", "Releases"),
    "tab_method": ("方法", "Method"),
    "tab_glossary": ("词汇", "Glossary"),
    "series": ("序列", "Series"),
    "series_gdp": ("地区生产总值", "Gross domestic product"),
    "series_tertiary": ("第三产业（服务业）", "Tertiary (services)"),
    "series_other_services": ("其他服务业", "Other services"),
    "section": ("行业", "Section"),
    "value_added": ("增加值（亿元，现价）", "Value added (100m yuan, current prices)"),
    "growth_percent": ("可比价增速（%）", "Real growth (%)"),
    "release": ("发布", "Release"),
    "status": ("状态", "Status"),
    "status_preliminary": ("初步核算", "preliminary"),
    "status_revised": ("普查修订", "revised"),
    "status_final": ("最终核实", "final"),
    "title": ("名称", "Title"),
    "producer_of": ("发布单位", "Producer"),
    "known_from": ("可知日期", "Known from"),
    "address": ("网址", "Address"),
    "known_then": ("{0} 可知的最新数据", "The newest figures known on {0}"),
    "triangle_help": (
        "第三产业可比价增速（%），每列为一次发布：同一年份的数字如何被修订。",
        "Real growth of services, per cent; each column is a release: how a year was revised.",
    ),
    "download_csv": ("下载 CSV", "Download CSV"),
    # overview
    "growth_met": (
        "{0} 年服务业增长 {1}，达到{2}的目标；日后修订仍达标的概率 {4}。",
        "Services grew {1} in {0} and met the target of {2}; odds that revisions leave it so: {4}.",
    ),
    "growth_missed": (
        "{0} 年服务业增长 {1}，比{2}的目标低 {3} 个百分点，未达成；日后修订达标的概率 {4}。",
        "Services grew {1} in {0}, {3} points short of the target of {2}; "
        "odds that revisions reach it: {4}.",
    ),
    "growth_ahead_met": (
        "{0} 年服务业预计增长 {1}，可以达到{2}的目标，概率 {4}。",
        "Services are set to grow {1} in {0} and meet the target of {2}, odds {4}.",
    ),
    "growth_ahead_missed": (
        "{0} 年服务业预计增长 {1}，比{2}的目标低 {3} 个百分点，达成概率 {4}。",
        "Services are set to grow {1} in {0}, {3} points short of {2}; odds {4}.",
    ),
    "growth_ahead_too_close": (
        "{0} 年服务业预计增长 {1}，与{2}的目标难分伯仲，达成概率 {4}。",
        "Services are set to grow {1} in {0}: too close to call against {2}, odds {4}.",
    ),
    "share_met": (
        "{0} 年生产性服务业比重按 {4} 口径预计 {5}，可以超过 {3}，概率 {6}；"
        "{1} 个口径中有 {2} 个更可能超过。",
        "Producer services: {5} of services in {0} by scope {4}, past {3}; odds {6}. "
        "More likely than not by {2} of {1} scopes.",
    ),
    "share_missed": (
        "{0} 年生产性服务业比重按 {4} 口径预计 {5}，达不到 {3}，超过的概率 {6}；"
        "{1} 个口径中有 {2} 个更可能超过。",
        "Producer services: {5} of services in {0} by scope {4}, short of {3}; odds of passing {6}. "
        "More likely than not by {2} of {1} scopes.",
    ),
    "share_too_close": (
        "{0} 年生产性服务业比重按 {4} 口径预计 {5}，与 {3} 难分伯仲，超过的概率 {6}；"
        "{1} 个口径中有 {2} 个更可能超过。",
        "Producer services: {5} of services in {0} by scope {4}, too close to call against {3}; "
        "odds of passing {6}. More likely than not by {2} of {1} scopes.",
    ),
    "scopes_line": ("各口径的中位数", "Medians by scope"),
    "drivers": ("谁在拉动（{0} 年，百分点）", "Who drives growth ({0}, points)"),
    "growth_chart": ("服务业增速", "Services growth"),
    "share_chart": ("各口径比重，{0} 年", "Share by scope, {0}"),
    "contribution_chart": ("各行业拉动，{0} 年", "Contributions, {0}"),
    "history": ("历史", "History"),
    "baseline": ("基准", "Baseline"),
    "scenario": ("情景", "Scenario"),
    "interval": ("{0} 预测区间", "{0} interval"),
    "target_line": ("目标 {0}", "Target {0}"),
    "scope": ("口径", "Scope"),
    "in_order": ("数据无误。", "The tables are in order."),
    "fitted": ("基准 {0}：{1} 可知，起点 {2} 年。", "Baseline {0}: known on {1}, origin {2}."),
    "known_on": ("{0} 可知", "known on {0}"),
    "joint": ("两项同时", "Both targets"),
    "scope_range": ("系数上下限", "Range of coefficients"),
    "year": ("年份", "Year"),
    # board
    "moved": ("已调整 {0} 处", "{0} moved"),
    "untouched": ("未作调整，即为基准", "Nothing moved: this is the baseline"),
    "undo": ("撤销", "Undo"),
    "redo": ("重做", "Redo"),
    "replay": ("重看上一步", "Replay last change"),
    "to_baseline": ("回到基准", "To the baseline"),
    "to_preset": ("回到预设", "To the preset"),
    "to_opened": ("回到打开时", "To what was opened"),
    "gang": ("各年同值", "Same for all years"),
    "group_by": ("分组", "Group by"),
    "group_scope": ("按口径", "Scope"),
    "group_cluster": ("按特色集群", "Feature cluster"),
    "and": ("、", " and "),
    "cluster_figures": ("（{0} 年 {1} 亿元，增长 {2}）", " ({0}: {1} × 100m yuan, growth {2})"),
    "levers": ("六个主要抓手：各年可比价增速，%", "Six levers: real growth in every year, %"),
    "rank": ("历史{0}%位", "P{0}"),
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
    "board_help": (
        "拖动或键入各行业的可比价增速（%）。竖线为基准中位数，色带为近十年最低至最高，松手即重算。",
        "Drag or type real growth by section, per cent. The tick is the baseline's "
        "median, the band ten years' lowest to highest; all is worked out again on release.",
    ),
    "past": ("近十年最低至最高", "lowest to highest in ten years"),
    "unit": ("可比价增速，%", "Real growth, %"),
    "pinned": (
        "基准 {0} · {1} 可知 · 起点 {2} 年 · {3} 次抽样",
        "Baseline {0} · known on {1} · origin {2} · {3} draws",
    ),
    "chart_failed": ("此图未能画出：{0}", "This chart could not be drawn: {0}"),
    "lost": (
        "与服务器的连接已断开，正在重新连接；滑块上的调整都在，恢复后自动续上。",
        "The connection is lost and being restored; what you moved is kept and sent again then.",
    ),
    "preparing": ("正在准备基准……", "Preparing the baseline…"),
    "growth_alt": (
        "服务业增速：历史至 {0} 年，{1} 年中位数 {2}，80% 区间 {3} 至 {4}；目标 {5}。",
        "Services growth: history to {0}; {1} median {2}, 80% interval {3} to {4}; target {5}.",
    ),
    "share_alt": (
        "{0} 年各口径比重中位数：{1}；目标 {2}。",
        "Median share in {0} by scope: {1}; target {2}.",
    ),
    "contribution_alt": (
        "{0} 年服务业增长 {1}，其中 {2}。",
        "Services grow {1} in {0}, of which {2}.",
    ),
    # what it would take
    "distance": ("距离", "distance"),
    "alternative": ("备选", "Alternative"),
    "ask": ("进一步问", "Ask further"),
    "because": ("因何而变", "Because of whom"),
    "moves": ("什么最管用", "What moves it"),
    "takes": ("需要什么", "What it would take"),
    "sure": ("多大把握", "How sure"),
    "presets": ("预设情景", "Presets"),
    "stop": ("；", "; "),
    "unlikely": (
        "这组假设整体落在基准 99% 区域之外：只有 {0} 的抽样比它更偏离。",
        "As a whole this lies outside the 99% region of the baseline: only {0} of the draws lie "
        "further out.",
    ),
    "further_out": ("{0} 的抽样比这组假设更偏离基准。", "{0} of the draws lie further out."),
    "standing": (
        "{0} {1} 年 {2}：历史第 {3} 百分位，抽样第 {4} 百分位",
        "{0} {1} at {2}: percentile {3} of its past, {4} of the draws",
    ),
    "required_rest": (
        "{0} 年前 {1} 个季度累计增长 {2}；要达到 {3}，余下季度须平均增长 {4}（情景为 {5}）。",
        "{0}: {2} in the first {1} quarters; to reach {3} the rest must average {4} "
        "(scenario {5}).",
    ),
    "required_share": (
        "{0} 年比重（{1}）要达到 {2}：今后 {3} 年生产性服务业须年均可比价增长 {4}（情景为 {5}），"
        "按现价每年快于其他服务业 {6} 个百分点（情景为 {7}）。",
        "For a share of {2} in {0} ({1}): over {3} years producer services must grow {4} a year "
        "in real terms (scenario {5}) and outgrow the rest by {6} points in money (scenario {7}).",
    ),
    "nothing_moved": (
        "未作调整，与基准没有差别。",
        "Nothing moved: there is no difference from the baseline.",
    ),
    "share": ("比重", "Share"),
    "share_causes": (
        "{0} 年比重（{1}）与基准之差（百分点）：生产性服务业增长 {2}，其他服务业增长 {3}，"
        "口径或普查断点 {4}。",
        "Share in {0} ({1}) less the baseline, in points: producer services grew {2}, the rest "
        "grew {3}, breaks in what is counted {4}.",
    ),
    "waterfall_alt": (
        "{0} 年：基准 {1}，情景 {2}，其中 {3}。",
        "{0}: baseline {1}, scenario {2}, of which {3}.",
    ),
    "others": ("其余 {0} 项", "{0} others"),
    "part": ("假设", "Assumption"),
    "effect": ("影响（百分点）", "Effect (points)"),
    "alone": ("单独影响", "Alone"),
    "in_sum": ("合计", "Sum"),
    "as_table": ("看数据表", "As a table"),
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
    "solve": ("求最可信的情景", "Find the most plausible scenario"),
    "apply": ("应用到滑块", "Apply to the sliders"),
    "load": ("载入滑块", "Load into the sliders"),
    "not_on_board": (
        "此情景含事件、联动或超出滑块范围的假设，不能载入滑块盘；以上为完整推演结果，也可用命令行推演。",
        "It has events, linkage or assumptions beyond the sliders, so the board cannot hold it; "
        "what stands above is its full result, as on the command line.",
    ),
    # links and saved scenarios
    "decided": ("所示决定", "As decided"),
    "compare": ("对比", "Compare"),
    "bad_link": (
        "这个链接不能采信，未作任何改动。",
        "This link cannot be believed; nothing was changed.",
    ),
    "bad_input": ("请更正以下各处。", "Please mend the following."),
    "same_numbers": ("与 {0} 的数字完全一致", "The same numbers as on {0}"),
    "other_numbers": (
        "与 {0} 的数字有 {1} 处不同",
        "{1} numbers are not what they were on {0}",
    ),
    "unverified": (
        "未经核验：本机没有基准 {0}（{1} 数据）。以下为链接所载 {2} 的数字。",
        "Unverified: baseline {0} (data as of {1}) is not here. These are the link's own digits "
        "of {2}.",
    ),
    "as_decided": ("当时决定 · {0}", "As decided · {0}"),
    "today": ("今日 · 同样假设", "Today · same assumptions"),
    "today_same": (
        "没有发布更新的基准，今日结果即当时结果。",
        "No newer baseline is published: today's result is that of then.",
    ),
    "today_none": ("今日结果无法得出。", "There is no result for today."),
    "gap_title": ("为何不同（百分点）", "Why they differ (points)"),
    "by_model": ("模型", "Model"),
    "by_data": ("数据修订", "Data revision"),
    "by_scope": ("口径", "Scope table"),
    "in_all": ("合计", "In all"),
    "splitting": ("正在用今日模型重算当时数据……", "Fitting the data of then with today's model…"),
    "not_split": ("差异未能分解。", "The difference could not be split."),
    "where": ("项目", "Item"),
    "then": ("当时", "Then"),
    "now": ("现在", "Now"),
    "ledger": (
        "台账：与基准不同之处，谁说的",
        "Ledger: what differs from the baseline, who said so",
    ),
    "measure": ("指标", "Measure"),
    "real_growth": ("可比价增速", "Real growth"),
    "deflator": ("缩减指数", "Deflator"),
    "assumed": ("假设", "Assumed"),
    "reason": ("理由", "Reason"),
    "source": ("来源", "Source"),
    "owner": ("提出人", "Owner"),
    "review": ("复核日", "Review"),
    "past_years": (
        "{0} 处假设的年份已成过去，今日结果不再采用。",
        "{0} assumptions are of years that are past, and have no place in today's result.",
    ),
    "left_out": (
        "链接中放不下台账文字，完整台账见 ?s={0}。",
        "The link had no room for all of the ledger: the whole is in ?s={0}.",
    ),
    "take_over": ("以这些假设继续", "Go on from these assumptions"),
    "pin_line": (
        "编号 {0} · 基准 {1} · {2} 数据 · 软件 {3}",
        "Id {0} · baseline {1} · data as of {2} · software {3}",
    ),
    "share_button": ("分享与保存", "Share and save"),
    "share_help": (
        "链接钉住此刻的基准、口径、目标与数字：日后打开，看到的仍是这些数字。",
        "The link pins baseline, scopes, targets and digits as they are now: whoever opens it "
        "later sees these numbers.",
    ),
    "scenario_title": ("标题", "Title of the scenario"),
    "note": ("备注", "Note"),
    "who": ("保存人", "Who saves"),
    "why": ("事由", "Why"),
    "save": ("保存", "Save"),
    "saved": ("已保存：第 {0} 版", "Saved: version {0}"),
    "link": ("链接", "Link"),
    "paste": ("可粘贴的摘要", "Text to paste"),
    "qr": ("二维码：手机扫码打开", "QR code: opens on a phone"),
    "no_saved": ("还没有保存的情景。", "No scenario is saved yet."),
    "current": ("当前情景", "The board now"),
    "saved_list": ("已保存的情景", "Saved scenarios"),
    "search": (
        "查找：标题、备注、人、台账、行业",
        "Search titles, notes, people, ledger, sections",
    ),
    "version": ("版本", "Version"),
    "when": ("时间（UTC）", "When (UTC)"),
    "pick": ("选一个情景", "Choose one"),
    "copy_as": ("另存为", "Copy under the title"),
    "duplicate": ("另存", "Duplicate"),
    "archive": ("归档", "Archive"),
    "choose": ("选择二至六个情景", "Choose two to six scenarios"),
    "differ": ("不同的假设", "Assumptions that differ"),
    "alike": ("假设完全相同。", "They assume the same."),
    "outcomes": ("结果与判定", "Outcomes and verdicts"),
    "baselines_differ": (
        "所选情景的基准不同，差异不全来自假设。",
        "The scenarios stand on different baselines: not all that differs is assumed.",
    ),
}


_told: ContextVar[Language | None] = ContextVar("language", default=None)


@contextmanager
def speaking(tongue: Language) -> Iterator[None]:
    """Use a language within, whatever the reader's (指定语言): documents are written so."""
    before = _told.set(tongue)
    try:
        yield
    finally:
        _told.reset(before)


def language() -> Language:
    """Say which language the reader has chosen, else the browser's; Chinese first (语言)."""
    told = _told.get()
    if told is not None:
        return told
    import streamlit as st  # here, so that the command line shares the words without it

    chosen = st.session_state.get("language")
    if chosen in ("zh", "en"):
        return "en" if chosen == "en" else "zh"
    asked = st.query_params.get("lang") or st.context.locale or "zh"
    return "en" if asked.startswith("en") else "zh"


def word(key: str, *values: object) -> str:
    """Give the word for a key in the reader's language (取词), with its values filled in."""
    return say(language(), key, *values)


def say(tongue: Language, key: str, *values: object) -> str:
    """Give the word for a key in a language (取词).

    >>> say("en", "growth_chart")
    'Services growth'
    """
    return WORDS[key][0 if tongue == "zh" else 1].format(*values)


def name(industry: Industry) -> str:
    """Name of a section in the reader's language (行业名称)."""
    return industry.zh if language() == "zh" else industry.en


def percent(fraction: float, digits: int = 1) -> str:
    """Print a fraction as per cent (百分数).

    >>> percent(0.0618)
    '6.2%'
    """
    return f"{_signed_zero(100 * fraction, digits):.{digits}f}%"


def points(fraction: float, digits: int = 2) -> str:
    """Print a difference of fractions in points, with its sign (百分点).

    >>> points(-0.0032)
    '−0.32'
    """
    value = _signed_zero(100 * fraction, digits)
    return f"{value:+.{digits}f}".replace("-", "−") if value else f"{0:.{digits}f}"


def chance(odds: float) -> str:
    """Print odds without false certainty (概率): never 0% or 100%, which no sample can show.

    >>> chance(0.9999)
    '>99%'
    """
    if odds < 0.01:
        return "<1%"
    return ">99%" if odds > 0.99 else f"{odds:.0%}"


def _signed_zero(value: float, digits: int) -> float:
    """Round, and let −0.0 be 0.0."""
    return round(value, digits) + 0.0
