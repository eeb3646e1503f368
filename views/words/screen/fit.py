"""The model page (模型页): a fit, its progress, and publishing it."""

from typing import Final

FIT: Final[dict[str, tuple[str, str]]] = {
    # lab
    "lab": ("模型", "Model"),
    "tab_fit": ("拟合", "Fit"),
    "fit_settings": ("拟合设定", "Settings of the fit"),
    "item": ("项目", "Item"),
    "setting": ("取值", "Setting"),
    "seed": ("随机种子", "Seed"),
    "candidates": ("候选模型", "Candidates"),
    "interventions": ("干预年份（权重）", "Interventions (weight)"),
    "draws": ("抽样数", "Draws"),
    "versions": ("软件版本", "Software"),
    "scale_real_growth": ("校准系数：增速（80% / 95%）", "Scale of growth errors (80% / 95%)"),
    "scale_deflator": ("校准系数：缩减指数（80% / 95%）", "Scale of deflator errors (80% / 95%)"),
    "scale_share": ("校准系数：比重（80% / 95%）", "Scale of share errors (80% / 95%)"),
    "information": ("所用信息", "Information used"),
    "info_common": ("各省与全国的共同水平", "The level that provinces and country share"),
    "info_target": ("当年政府预期目标", "The year's official target"),
    "info_country": ("当年全国增速", "The country's growth of the year"),
    "info_quarters": ("本市季度累计", "The region's quarters"),
    "info_group_quarters": ("分行业季度累计", "Quarters by group"),
    "info_indicators": ("指标（核算桥）", "Indicators (bridge)"),
    "info_group_indicators": ("分行业指标（核算桥）", "Indicators by group (bridge)"),
    "information_moved": (
        "各项信息使增速中位数移动多少（百分点）",
        "How far each piece of information moved median growth (points)",
    ),
    "known_since": ("可知日期", "Known from"),
    "says": ("所示", "Says"),
    "give_or_take": ("标准误差", "Standard error"),
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
    "wanted": ("操作类型", "What to do"),
    "action_model": ("重拟模型", "Refit the model"),
    "action_data": ("更新数据", "Refresh the data"),
    "action_both": ("两者都做", "Both"),
    "action_model_help": (
        "数据仍为已发布基准的 {0}，设定或软件更新：变动全由模型引起。",
        "The data stay those of the published baseline, {0}; settings or software are new: every "
        "change comes from the model.",
    ),
    "action_data_help": (
        "用最新数据（{0}），沿用已发布拟合的设定与种子：变动全由数据引起。",
        "The newest data ({0}) with the settings and seed of the published fit: every change "
        "comes from the data.",
    ),
    "action_both_help": (
        "用最新数据（{0}）和以下设定：变动中数据与模型各占多少，发布前会分解。",
        "The newest data ({0}) and the settings below; before publishing, the change is split "
        "into data and model.",
    ),
    "horizon": ("预测到", "Forecast to"),
    "start_fit": ("开始拟合", "Start the fit"),
    "fit_asked": (
        "拟合已在后台开始，离开本页不影响运行。",
        "The fit has started, in a process of its own; it goes on if you leave this page.",
    ),
    "fit_busy": (
        "另一项拟合正在进行，新的会排队等候。",
        "Another fit is running; a new one will wait for its turn.",
    ),
    "job_waiting": ("排队等候……", "Waiting for its turn…"),
    "job_loading": ("正在载入……", "Loading…"),
    "job_running": ("{0} · 还有 {1} 步 · 约 {2} 秒", "{0} · {1:# step} left · about {2} s"),
    "job_done": ("拟合完成：{0}", "The fit is done: {0}"),
    "job_failed": (
        "拟合失败，已有基准不受影响。",
        "The fit failed; what was there is untouched.",
    ),
    "job_cancelled": (
        "拟合已取消，未作任何改动。",
        "The fit was cancelled; nothing was changed.",
    ),
    "job_dead": ("拟合进程中途终止。", "The fit's process died."),
    "step_growth": ("服务业与各行业增速", "growth of services and groups"),
    "step_prices": ("缩减指数", "deflators"),
    "step_past": ("历史误差", "what the past missed"),
    "step_sections": ("拆分门类", "splitting the sections"),
    "step_shares": ("比重", "shares"),
    "step_save": ("保存", "saving"),
    "step_backtest": ("滚动回测", "backtest"),
    "step_members": ("逐项略去信息", "information left out"),
    "step_residuals": ("残差检验", "residual tests"),
    "step_news": ("变动分解", "why it moved"),
    "cancel": ("取消", "Cancel"),
    "verified_identical": (
        "重算逐位一致：{0}。",
        "Recomputed, bit for bit the same: {0}.",
    ),
    "verified_same": (
        "重算得 {1}，数字与 {0} 一致（到 0.01 个百分点）；不同之处：",
        "Recomputed it is {1}, which agrees with {0} to 0.01 point; what differs:",
    ),
    "verified_other": ("重算得 {1}，与 {0} 不同：", "Recomputed it is {1}, not {0}:"),
    "fit_list": ("拟合清单", "Fits"),
    "fit_shown": ("选择要查看的拟合", "Fit to look at"),
    "fit_id": ("编号", "Id"),
    "spec": ("设定", "Spec"),
    "fitted_by": ("拟合人", "By"),
    "published_at": ("发布于", "Published"),
    "difference": ("变动", "Change"),
    "to_publish": ("要发布的拟合", "Fit to publish"),
    "choose_fit": ("请选择一个拟合", "Choose a fit"),
    "review_do": ("重算全部已保存的情景", "Rerun all saved scenarios"),
    "reviewing": ("正在重算：{0} / {1}", "Rerunning: {0} of {1}"),
    "explaining": ("正在分解数据与模型的影响……", "Splitting the change into data and model…"),
    "review_counts": (
        "已保存 {0} 个情景：判定改变 {1} 个，变动超过 0.1 个百分点 {2} 个。",
        "Of {0:# saved scenario}, {1} with another verdict, {2} moved by more than 0.1 point.",
    ),
    "review_blind": (
        "现用基准已损坏且不能重算，无从对照。",
        "The baseline in use is damaged for good: there is nothing to compare with.",
    ),
    "review_none": (
        "没有判定改变，也没有变动超过 0.1 个百分点。",
        "No verdict changes, and nothing moves by more than 0.1 point.",
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
    "published_now": ("已发布基准 {0}。", "Published: {0}."),
    "publications": ("历次发布", "Publications"),
    "never_published": (
        "情景库不能写入，尚未发布基准：各页使用随软件附带数据的拟合。",
        "The store cannot be written and nothing is published in it: the pages use the fit of the "
        "figures that came with the software.",
    ),
    "stands_published": (
        "已发布的基准 {0}，数据截至 {1}。",
        "The published baseline {0}, on figures known by {1}.",
    ),
    "stands_shipped": (
        "随软件附带数据的基准 {0}，数据截至 {1}；尚未发布。",
        "The baseline {0} of the figures that came with the software, known by {1}; unpublished.",
    ),
    "stands_as_of": (
        "按 {1} 可知数据（--as-of）的基准 {0}{2}。",
        "The baseline {0} on what was known on {1} (--as-of){2}.",
    ),
    "stands_pinned": (
        "情景自带的基准 {0}，数据截至 {1}{2}。",
        "The baseline {0} that the scenario pins, on figures known by {1}{2}.",
    ),
    "years_outside": (
        "情景所说的 {0} 年已公布或不在预测期内，未计入。",
        "Not counted, being published by now or beyond the horizon: {0}, years of the scenario.",
    ),
    "stands_same": ("，即已发布的基准", ", which is the published one"),
    "stands_apart": ("，不是已发布的基准", ", not the published one"),
    "stands_alone": ("，尚未发布任何基准", "; none is published"),
    "in_use": ("现用", "in use"),
    "roll_back": ("回退到此", "Roll back to this"),
    "published_label": ("已发布", "published"),
    "notice": (
        "已发布新的基准（{0} 数据，{1} 由 {2} 发布）。你仍在用原来的基准，数字没有变。",
        "A new baseline is published (data as of {0}, by {2} on {1}). You are still on yours: no "
        "number has moved.",
    ),
    "note_of_it": ("发布说明", "Release note"),
    "use_now": ("现在换用", "Use it now"),
}
