"""What is known beyond the region's own accounts (外部信息): country, official targets, provinces.

Every figure has the day from which it could be known; where only a month or a year of
publication is stated, its last day. Growth as fractions, as in a vintage.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from data.accounts import deflator
from data.newest import in_fractions
from data.region import region
from data.sections import TERTIARY

if TYPE_CHECKING:
    from data.tables import Tables


@dataclass(frozen=True, eq=False)
class Around:
    """Figures of the country, the government and the provinces, as known on a day (外部信息)."""

    _national: pd.DataFrame = field(repr=False)
    _targets: pd.DataFrame = field(repr=False)
    _provinces: pd.DataFrame = field(repr=False)

    @property
    def tables(self) -> tuple[pd.DataFrame, ...]:
        """All of them, as rows (全部)."""
        return self._national, self._targets, self._provinces

    def country(self, series: str, measure: str = "real_growth") -> "pd.Series[float]":
        """Give a series of the country (全国), newest figures, by period ("2025", "2026Q2").

        Growth as fractions, value added in 亿元; quarters run from January through them.
        """
        asked = series, measure
        if asked not in self._series:
            rows = self._national
            rows = rows[(rows["series"] == series) & (rows["measure"] == measure)]
            self._series[asked] = rows.set_index("period")["value"].sort_index().rename(series)
        return self._series[asked].copy()

    @cached_property
    def _series(self) -> dict[tuple[str, str], "pd.Series[float]"]:
        """The country's series that were asked for: a fit asks a hundred times."""
        return {}

    def country_yearly(self, series: str, measure: str = "real_growth") -> "pd.Series[float]":
        """Give the same by year alone (全国年度), indexed by the year as a number."""
        asked = series, measure
        if asked not in self._yearly:
            found = self.country(series, measure)
            found = found[found.index.str.fullmatch(r"\d{4}")]
            self._yearly[asked] = found.set_axis(found.index.astype(int))
        return self._yearly[asked].copy()

    @cached_property
    def _yearly(self) -> dict[tuple[str, str], "pd.Series[float]"]:
        return {}

    def country_known(self, series: str, period: str) -> date:
        """Say from which day the country's growth of a period was known (可知日期)."""
        rows = self._national
        chosen = (rows["series"] == series) & (rows["period"] == period)
        day: date = rows.loc[chosen & (rows["measure"] == "real_growth"), "known_from"].max().date()
        return day

    @cached_property
    def targets(self) -> pd.DataFrame:
        """Give the region's yearly targets of GDP growth (年度预期目标), by year.

        Columns: value (fraction; the middle of a range), known_from, wording. Targets whose
        figure was not seen are left out.
        """
        rows = self._targets
        rows = rows[
            (rows["series"] == "gdp_real_growth")
            & rows["region"].isin(region().aliases)
            & (rows["measure"] == "target")
            & (rows["exact"] == "yes")
            & rows["period"].str.fullmatch(r"\d{4}")
        ]
        table = pd.DataFrame(
            {
                "value": (rows["low"] + rows["high"]) / 200,
                "known_from": rows["known_from"],
                "wording": rows["wording"],
            }
        )
        table.index = pd.Index(rows["period"].astype(int), name="year")
        return table.sort_index()

    @cached_property
    def provinces(self) -> pd.DataFrame:
        """Give services growth of the provinces (分省服务业增速), years × provinces, fractions."""
        return self._wide("real_growth", TERTIARY)

    @cached_property
    def province_deflators(self) -> dict[str, pd.DataFrame]:
        """Give deflator growth (分省缩减指数涨幅) of gdp and tertiary, years × provinces.

        Tertiary is GDP less primary and secondary.
        """
        level = {name: self._wide("value_added", name) for name in ("gdp", "primary", "secondary")}
        level[TERTIARY] = level["gdp"] - level["primary"] - level["secondary"]
        return {
            name: deflator(level[name].shift(), level[name], self._wide("real_growth", name))
            for name in ("gdp", TERTIARY)
        }

    def _wide(self, measure: str, series: str) -> pd.DataFrame:
        rows = self._provinces
        rows = rows[(rows["measure"] == measure) & (rows["series"] == series)]
        table = rows.pivot(index="period", columns="province", values="value")
        return table.rename_axis(index="year", columns=None)


def around(tables: "Tables", when: date) -> Around:
    """Take what was known at the end of a day (某日外部信息)."""
    day = pd.Timestamp(when)
    known = {
        name: (table := getattr(tables, name))[table["known_from"] <= day]
        for name in ("national", "official_targets", "provinces")
    }
    national = in_fractions(known["national"]).sort_values("known_from", kind="stable")
    national = national.drop_duplicates(["series", "period", "measure"], keep="last")
    return Around(national, known["official_targets"], in_fractions(known["provinces"]))
