"""The 14 service sections of GB/T 4754-2017 and the published groups (行业门类与公布行业)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Industry:
    """One column of the services accounts (行业门类): a section, or support services.

    `group` is the code of the published group (公布行业) that holds it; `series` is the
    name under which the tables publish it, None where nobody does.
    """

    code: str
    zh: str
    en: str
    group: str
    series: str | None = None

    @property
    def estimated(self) -> bool:
        """Whether its level is our estimate (估算) rather than a published yearly figure."""
        return self.group == OTHER


OTHER: Final = "other"
SUPPORT: Final = "support"
TERTIARY: Final = "tertiary"

COLUMNS: Final = (
    Industry("F", "批发和零售业", "Wholesale and retail", "F", "wholesale_retail"),
    Industry(
        "G", "交通运输、仓储和邮政业", "Transport, storage and post", "G", "transport_storage_post"
    ),
    Industry("H", "住宿和餐饮业", "Accommodation and catering", "H", "accommodation_catering"),
    Industry(
        "I",
        "信息传输、软件和信息技术服务业",
        "Information and software",
        OTHER,
        "information_software",
    ),
    Industry("J", "金融业", "Finance", "J", "finance"),
    Industry("K", "房地产业", "Real estate", "K", "real_estate"),
    Industry("L", "租赁和商务服务业", "Leasing and business services", OTHER, "leasing_business"),
    Industry(
        "M", "科学研究和技术服务业", "Research and technical services", OTHER, "research_technical"
    ),
    Industry("N", "水利、环境和公共设施管理业", "Water, environment and public facilities", OTHER),
    Industry("O", "居民服务、修理和其他服务业", "Household, repair and other services", OTHER),
    Industry("P", "教育", "Education", OTHER),
    Industry("Q", "卫生和社会工作", "Health and social work", OTHER),
    Industry("R", "文化、体育和娱乐业", "Culture, sports and entertainment", OTHER),
    Industry(
        "S", "公共管理、社会保障和社会组织", "Public administration and social security", OTHER
    ),
    Industry(
        SUPPORT, "农林牧渔等专业及辅助性活动", "Support services to farming and the like", SUPPORT
    ),
)
"""The 15 columns of every array: 14 sections in the standard's order, then support services."""

SECTIONS: Final = COLUMNS[:-1]
CODES: Final = tuple(industry.code for industry in COLUMNS)
SECTION_CODES: Final = CODES[:-1]
OTHER_CODES: Final = tuple(industry.code for industry in COLUMNS if industry.group == OTHER)

GROUPS: Final = ("F", "G", "H", "J", "K", OTHER, SUPPORT)
"""Published groups, in the tables' order; with support services they make up tertiary."""

GROUP_SERIES: Final = {
    "F": "wholesale_retail",
    "G": "transport_storage_post",
    "H": "accommodation_catering",
    "J": "finance",
    "K": "real_estate",
    OTHER: "other_services",
}
"""Group code → the name of its series in the tables (support services are the discrepancy)."""


def column(code: str) -> int:
    """Position of a section among the 15 columns (列号).

    >>> column("J")
    4
    """
    return CODES.index(code)


def industry(code: str) -> Industry:
    """Give the section of that code (行业门类).

    >>> industry("J").zh
    '金融业'
    """
    return COLUMNS[column(code)]
