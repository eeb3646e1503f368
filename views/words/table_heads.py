"""Heads of the tables that Python gives (数据框列名); the English ones are names to index by."""

from typing import Final

TABLES: Final[dict[str, tuple[str, str]]] = {
    "column_code": ("代码", "code"),
    "column_section": ("行业", "section"),
    "column_year": ("年份", "year"),
    "column_quantile": ("分位", "quantile"),
    "column_scope": ("口径", "scope"),
    "column_definition": ("口径名称", "definition"),
    "column_draw": ("抽样", "draw"),
    "column_id": ("目标代码", "id"),
    "column_target": ("目标", "target"),
    "column_verdict": ("判定代码", "verdict"),
    "column_said": ("判定", "said"),
    "column_value": ("数值", "value"),
    "column_threshold": ("目标值", "threshold"),
    "column_gap": ("差距", "gap"),
    "column_odds": ("概率", "odds"),
    "column_within_tolerance": ("在左右之内", "within_tolerance"),
    "column_published": ("已公布", "published"),
    "column_own": ("自定", "own"),
    "column_reason": ("说明", "reason"),
    "column_growth": ("增速", "growth"),
    "column_share": ("比重", "share"),
    "column_joint_odds": ("联合概率", "joint_odds"),
    "column_measure": ("指标", "measure"),
    "column_scenario": ("情景", "scenario"),
    "column_field": ("内容", "field"),
}
