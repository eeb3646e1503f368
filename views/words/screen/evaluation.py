"""The model page (模型页): a fit judged, and why it moved."""

from typing import Final

EVALUATION: Final[dict[str, tuple[str, str]]] = {
    "tab_judge": ("评判", "Judge"),
    "judge_fit": ("待评判的拟合", "Fit to judge"),
    "judge_against": ("对比的拟合", "Set against"),
    "judge_alone": ("不作对比", "Nothing"),
    "judge_start": ("评判", "Judge"),
    "judge_help": (
        "滚动回测、逐项略去信息、残差检验与变动分解，约需一至数分钟；同一拟合只需一次。",
        "Backtest, information left out, residual tests and why it moved: a minute or more, once.",
    ),
    "judge_running": ("正在评判：{0}", "Judging: {0}"),
    "judge_weights": ("各项信息的作用", "What each piece of information is worth"),
    "judge_scores": ("滚动回测成绩（增速）", "Backtest scores (growth)"),
    "judge_coverage": ("区间覆盖率，一年前预测（%）", "Coverage of intervals a year ahead (%)"),
    "judge_tests": ("残差检验（p 值）", "Residual tests (p-values)"),
    "judge_stability": ("逐年表现：服务业，一年前预测", "Year by year: services, a year ahead"),
    "judge_acf": ("残差自相关", "Autocorrelation of residuals"),
    "judge_side": ("两次拟合并列", "Two fits side by side"),
    "judge_moved": ("中位数变动（百分点）", "How medians moved (points)"),
    "judge_news": ("为何变动（百分点）", "Why it moved (points)"),
    "judge_figures": ("所涉数据（增速，%）", "The figures behind it (growth, %)"),
    "member": ("信息", "Information"),
    "worth": ("剔除后变差（%）", "Worse without it (%)"),
    "weights_help": (
        "“缺它则变差”：略去该项信息后历史 CRPS 的变化，负数表示略去反而更好。年份列：略去后服务业"
        "增速的变动（百分点）。",
        "“Worse without it”: change of the past CRPS when it is left out; below 0 it did harm. "
        "Years: change of services growth without it, points.",
    ),
    "subject": ("对象", "Of"),
    "of_groups": ("六个行业", "six groups"),
    "of_tertiary": ("服务业", "services"),
    "model": ("模型", "Model"),
    "score_mae": ("平均绝对误差", "MAE"),
    "score_bias": ("偏差", "Bias"),
    "score_mase": ("MASE", "MASE"),
    "score_crps": ("CRPS", "CRPS"),
    "score_log_score": ("对数得分", "Log score"),
    "score_covered80": ("80% 区间覆盖", "80% covers"),
    "score_covered95": ("95% 区间覆盖", "95% covers"),
    "forecasts": ("预测数", "Forecasts"),
    "nominal": ("名义", "Promised"),
    "empirical": ("实际", "Found"),
    "band_low": ("偶然下限", "By chance, low"),
    "band_high": ("偶然上限", "By chance, high"),
    "chance_band": ("偶然范围（95%）", "by chance (95%)"),
    "effective": ("有效数", "Effective"),
    "errors": ("误差数", "Errors"),
    "mean": ("均值", "Mean"),
    "spread": ("标准差", "Spread"),
    "test_bias": ("均值为零", "Mean zero"),
    "test_ljung_box": ("无自相关", "Ljung–Box"),
    "test_arch": ("无波动聚集", "ARCH"),
    "test_trend": ("波动不变", "Breusch–Pagan"),
    "test_normality": ("正态", "Jarque–Bera"),
    "tests_help": (
        "一步预测误差，干预年份按拟合的权重计。p 值低于 0.05 为可疑；"
        "每行约 {0} 个误差，只能发现明显的问题。",
        "One-step errors, intervention years weighed as in the fit. Below 0.05 is suspect; with "
        "some {0} errors a row only gross faults can be found.",
    ),
    "suspected": ("可疑检验", "Suspect tests"),
    "period": ("时期", "Period"),
    "cause": ("来源", "Cause"),
    "figure_before": ("此前（或预期）", "Before, or expected"),
    "figure_after": ("此后", "After"),
    "cause_spec": ("设定不同", "Another spec"),
    "cause_time": ("起点后移，新年份如预期", "Time passing, as expected"),
    "cause_levels": ("增加值水平与普查基数", "Levels and census base"),
    "cause_sections": ("其他服务业内部数据", "Figures inside other services"),
    "cause_input_output": ("投入产出表", "Input–output table"),
    "cause_scopes": ("口径系数", "Scope coefficients"),
    "cause_rest": ("其余数据", "All other figures"),
    "cause_remainder": ("余项：中位数与均值之差、抽样", "Remainder: median less mean, sampling"),
    "cause_new": ("新数据", "new figure"),
    "cause_revised": ("修订", "revised"),
    "news_help": (
        "新数据按其超出预期的部分计；各来源按一切先后次序取平均，相加等于总变动。分解用均值与较少抽样，"
        "与所示中位数之差列为余项。",
        "A new figure counts by what was not expected of it; causes are averaged over all orders "
        "and add up to the change. Means of fewer draws are shared out; what parts them from the "
        "medians shown is the remainder.",
    ),
    "services_growth": ("服务业增速", "Services growth"),
    "share_by": ("生产性服务业比重 {0}", "Producer services share {0}"),
    "outcome_known": ("实际", "Outcome"),
    "lag": ("滞后", "Lag"),
    "autocorrelation": ("自相关系数", "Autocorrelation"),
    "forecast_error": ("误差（预测减实际）", "Error (forecast less outcome)"),
    "gained": ("相对漂移基准累计所得 CRPS", "CRPS gained on drift, cumulated"),
    "points_short": ("百分点", "points"),
    "judge_chart_alt": (
        "{0}：80% 区间实际覆盖 {1}，偶然范围 {2}–{3}。",
        "{0}: 80% intervals held {1}; {2}–{3} by chance.",
    ),
    "stability_alt": (
        "{0}–{1} 年：平均绝对误差 {2} 个百分点，相对漂移基准累计所得 CRPS {3}。",
        "{0}–{1}: mean absolute error {2} points; CRPS gained on drift {3}.",
    ),
    "acf_alt": (
        "{1} 个自相关中 {0} 个超出偶然范围。",
        "{0} of {1} autocorrelations lie outside the band.",
    ),
    "found_crps": (
        "服务业增速：CRPS 比漂移基准低 {0}%。",
        "Services growth: CRPS is {0}% below drift's.",
    ),
    "found_crps_above": (
        "服务业增速：CRPS 比漂移基准高 {0}%。",
        "Services growth: CRPS is {0}% above drift's.",
    ),
    "found_cover": (
        "六个行业增速：80% 区间实际覆盖 {0}%。",
        "Growth of the six groups: 80% intervals held {0}%.",
    ),
    "found_tests": (
        "残差检验：{1} 项中 {0} 项可疑，纯属偶然约有 {2} 项。",
        "Residuals: {0} of {1} tests are suspect; {2} would be by chance.",
    ),
    "found_member": (
        "最有用的信息：{0}，略去它 CRPS 变差 {1}%。",
        "Most useful information: {0}; without it CRPS is {1}% worse.",
    ),
    "found_member_none": (
        "没有哪项信息不可少：略去任何一项，CRPS 都不变差。",
        "No piece of information is needed: without any one of them CRPS is no worse.",
    ),
}
