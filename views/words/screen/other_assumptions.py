"""What is assumed beside the sliders (情景页的其他假设): the list and its form."""

from typing import Final

OTHER_ASSUMPTIONS: Final[dict[str, tuple[str, str]]] = {
    "others_title": ("其他假设", "Other assumptions"),
    "others_help": (
        "滑块以外的假设：项目、主辅分离、口径调整、普查修订、缩减指数，以及滑块范围以外的增速。"
        "列入后即计入推演，滑块照常拖动。",
        "What no slider says: projects, spin-offs, rescoping, census revisions, deflators, and "
        "growth out of the sliders' reach. Once listed they count, and the sliders go on moving.",
    ),
    "others_linked": ("行业联动", "Sections move together"),
    "others_linked_help": (
        "开启后，未设定的行业随所设行业变动：按基准抽样中各行业历来一同偏离的幅度推算。",
        "On, sections that nobody sets follow those that are set, as they have strayed together "
        "in the baseline's draws.",
    ),
    "others_undo": ("撤销清单改动", "Undo in the list"),
    "others_redo": ("重做清单改动", "Redo in the list"),
    "others_edit": ("修改", "Change"),
    "others_remove": ("删除", "Remove"),
    "others_waits": ("未计入：{0}", "Not counted: {0}"),
    "others_add": ("添加假设", "Add an assumption"),
    "others_kind": ("类别", "Kind"),
    "others_put": ("列入", "Add to the list"),
    "others_keep": ("保存修改", "Save the change"),
    "others_cancel": ("取消修改", "Cancel"),
    "others_one": ("此项假设", "This assumption"),
    "others_project": ("项目", "Project"),
    "others_project_help": (
        "项目达产后每年新增的增加值，按起点年价格；从起始年起逐年等步达产。",
        "Value added that a project brings each year at full scale, at prices of the last "
        "published year; reached in equal steps from its first year on.",
    ),
    "others_spin_off": ("主辅分离", "Spin-off"),
    "others_spin_off_help": (
        "制造企业分立服务业务：增加值由第二产业转入所选行业，地区生产总值不变。",
        "Manufacturers set up their services as firms of their own: value added moves out of "
        "secondary industry into the section, and GDP stays.",
    ),
    "others_rescoping": ("口径调整", "Rescoping"),
    "others_rescoping_help": (
        "自某年起，一个口径对该行业改用新的系数（0 至 1）。结果为断点，不是增长。",
        "From a year on a scope counts the section at another coefficient, 0 to 1. It shows as a "
        "break, never as growth.",
    ),
    "others_census": ("普查修订", "Census revision"),
    "others_census_help": (
        "普查后该行业水平整体上调或下调，历年同幅修订，增速不变。",
        "A census finds the section larger or smaller; its whole past is revised alike, and its "
        "growth stays.",
    ),
    "others_deflator": ("缩减指数", "Deflator"),
    "others_deflator_help": (
        "该行业现价与可比价之间的价格涨幅（%）。",
        "The rise in prices between the section's current and comparable figures, per cent.",
    ),
    "others_real_growth": ("增速", "Growth"),
    "others_real_growth_help": (
        "滑块范围以外的可比价增速（%），或按基准增减、历史分位设定；所设年份的滑块随之固定。",
        "Real growth out of the sliders' reach, per cent, or said against the baseline or by its "
        "past; the sliders of those years then stand still.",
    ),
    "others_field_section": ("行业", "Section"),
    "others_field_from": ("起始年", "From"),
    "others_field_years": ("年份", "Years"),
    "others_field_scope": ("口径", "Scope"),
    "others_field_amount": ("增加值（亿元）", "Value added (100m yuan)"),
    "others_field_ramp": ("达产年数", "Years to full scale"),
    "others_field_coefficient": ("新系数", "New coefficient"),
    "others_field_shift": ("修订幅度（%）", "Revision (%)"),
    "others_field_value": ("数值（%）", "Value (%)"),
    "others_field_title": ("名称（可不填）", "Name (optional)"),
    "others_field_reason": ("理由", "Reason"),
    "others_field_source": ("来源", "Source"),
    "others_field_owner": ("提出人", "Owner"),
    "others_measured": ("设定方式", "Said as"),
    "others_level": ("水平", "level"),
    "others_change": ("比基准增减", "change from the baseline"),
    "others_percentile": ("历史百分位", "percentile of its past"),
}
