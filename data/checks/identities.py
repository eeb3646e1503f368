"""What published figures must add up to (核算恒等式), within the rounding of print."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from base.problems import Problem, Text
from data.accounts import REBASED_EVERY, comparable_levels, contributions, price_base
from data.checks.names import series_zh
from data.history import wide
from data.newest import by_age, census_base, in_fractions
from data.schema import place
from data.sections import GROUP_SERIES, TERTIARY

_GROUPS: Final = list(GROUP_SERIES.values())
_INDUSTRIES: Final = ["primary", "secondary", TERTIARY]
_KEY: Final = ["series", "period", "measure"]

SUPPORT_LIMIT: Final = 0.01
"""Support services as a fraction of tertiary: 0.2–0.6% in every year published, 2000–2025."""

GROWTH_LIMIT: Final = 0.001
"""How far growth put together from the groups may be from tertiary's, a fraction.

At the bureau's own fixed prices both yearbooks agree within 0.0008 in every year since 2001;
before, methods differed (1990: 0.009).
"""

GROWTH_SINCE: Final = 2001


def total_problems(file: str, annual: pd.DataFrame, releases: pd.DataFrame) -> Iterator[Problem]:
    """Find totals that their parts do not reach (加总不符), release by release."""
    key = ["release", "period", "status"]
    rows = annual[annual["measure"] == "value_added"].drop_duplicates([*key, "series"])
    value, decimals, row = (
        rows.pivot(index=key, columns="series", values=column)
        for column in ("value", "decimals", "row")
    )
    within = set(releases.loc[releases["support_services"] == "within_other", "release"])
    for total, parts in (("gdp", _INDUSTRIES), (TERTIARY, _GROUPS)):
        if not {total, *parts} <= set(value.columns):
            continue
        summed = value[parts].sum(axis=1, skipna=False)
        rounding = (0.5 * 10.0 ** -decimals[[total, *parts]]).sum(axis=1) + 1e-6
        apart = ~value.index.get_level_values("release").isin(list(within)) & (total == TERTIARY)
        most = SUPPORT_LIMIT * value[total] * apart + rounding
        rest = value[total] - summed
        for at in rest.index[(rest < -rounding) | (rest > most)]:
            low, high = summed[at] - rounding[at], summed[at] + most[at]
            where = place(file, int(row[total][at]), "value")
            yield _total_problem(
                where, total, parts, f"{at[0]}, {at[1]}", value[total][at], low, high
            )


def _total_problem(
    where: str, total: str, parts: list[str], key: str, found: float, low: float, high: float
) -> Problem:
    whole = series_zh(total)
    named = "、".join(map(series_zh, parts))
    return Problem(
        where,
        Text(f"{whole}与分项之和不符（{key}）", f"{total} is not what its parts make ({key})"),
        f"{found:.2f}",
        Text(f"{low:.2f} 至 {high:.2f}", f"{low:.2f} to {high:.2f}"),
        Text(f"请核对{whole}、{named}", f"check {total}, {', '.join(parts)}"),
        code="accounts-total",
    )


def growth_problems(file: str, annual: pd.DataFrame, releases: pd.DataFrame) -> Iterator[Problem]:
    """Find tertiary growth that the groups' growth does not give (增速不符), since 2001.

    As the bureau does it: groups at comparable prices of the fixed base year. Levels and
    earlier growth that a release does not print are taken from others on its census base.
    """
    based = releases[releases["census_basis"] != ""]
    by_name = based.drop_duplicates("release").set_index("release")
    rows = annual[annual["series"].isin([TERTIARY, *_GROUPS])]
    rows = in_fractions(rows[rows["release"].isin(by_name.index) & rows["value"].notna()])
    rows = rows.drop_duplicates([*_KEY, "release"], keep="last")
    bases = rows["release"].map(by_name["census_basis"].map(census_base))
    for release, own in rows[rows["measure"] == "real_growth"].groupby("release"):
        printed = own.groupby("period")["series"].nunique() == len(_GROUPS) + 1
        years = [year for year in printed.index[printed] if year >= GROWTH_SINCE]
        if not years:
            continue
        pool = by_age(rows[bases == bases[own.index[0]]], by_name)
        mine = pool["release"] == release
        held = pd.concat([pool[~mine], pool[mine]]).drop_duplicates(_KEY, keep="last")
        level, growth = wide(held, "value_added"), wide(held, "real_growth")
        whole = own[own["series"] == TERTIARY].set_index("period")
        from_groups = _from_groups(level, growth, years)
        for year in years:
            found = float(growth[TERTIARY][year])
            if abs(from_groups[year] - found) > GROWTH_LIMIT:
                where = place(file, int(whole["row"][year]), "value")
                yield _growth_problem(where, str(release), year, found, from_groups[year])


def _from_groups(level: pd.DataFrame, growth: pd.DataFrame, years: list[int]) -> dict[int, float]:
    """Tertiary growth as the groups give it, year → fraction; NaN where one is unknown."""
    given: dict[int, float] = {}
    for base in sorted({price_base(year) for year in years}):
        chain = growth[_GROUPS].reindex(index=range(base + 1, base + 1 + REBASED_EVERY))
        start = level[_GROUPS].reindex(index=[base]).iloc[0]
        comparable = comparable_levels(start, chain, base)
        for year, previous in zip(chain.index, comparable.iterrows(), strict=False):
            parts = contributions(previous[1], chain.loc[year])
            given[int(year)] = float(parts.sum(skipna=False))
    return given


def _growth_problem(
    where: str, release: str, year: int, found: float, put_together: float
) -> Problem:
    limit = f"{100 * put_together:.2f}% ± {100 * GROWTH_LIMIT:g}"
    return Problem(
        where,
        Text(
            f"{release} 的 {year} 年服务业增速与各行业不符",
            f"tertiary growth of {year} in {release} is not what the groups give",
        ),
        f"{100 * found:.2f}%",
        Text(f"{limit} 个百分点（按 {price_base(year)} 年价格）", f"{limit} point"),
        Text(
            "请核对当年各行业增速、基期增加值",
            "check the groups' growth that year and their levels in the base year",
        ),
        code="accounts-growth",
    )


def output_problems(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Find products whose uses do not make up their output (投入产出不平衡), to 0.01 亿元."""
    gone = table[["import", "inflow"]].fillna(0.0).sum(axis=1)
    used = table["intermediate_use"] + table["final_use"] - gone + table["error"].fillna(0.0)
    for at in table.index[(table["output"] - used).abs() > 0.01]:
        yield Problem(
            place(file, table.loc[at, "row"], "output"),
            Text("总产出与使用合计不符", "output is not the sum of its uses"),
            f"{table.loc[at, 'output']:.3f}",
            Text(f"{used[at]:.3f}", f"{used[at]:.3f}"),
            Text("请核对中间使用、最终使用和流入", "check its uses, imports and inflow"),
            code="accounts-output",
        )
