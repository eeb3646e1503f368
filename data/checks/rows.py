"""Whether a table's rows agree (表内检查): references, units, price bases, gaps, coefficients."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import pandas as pd

from base.problems import Problem, Text
from data.checks.names import measure_zh, series_zh
from data.schema import Schema, place
from data.sections import SECTION_CODES

PRINTED_AS: Final = {
    "value_added": ("100m_cny", "current"),
    "real_index": ("previous_year=100", "previous_year"),
    "real_growth": ("percent", "previous_year"),
}
"""Unit and price basis in which a measure is printed."""

RUN: Final = 10
"""A release that prints this many years of a series prints them all; fewer may be selected."""


def reference_problems(
    file: str, table: pd.DataFrame, schema: Schema, others: dict[str, pd.DataFrame]
) -> Iterator[Problem]:
    """Find rows that point to a release or scope nobody lists (引用不存在)."""
    for column, target, key in schema.foreign_keys:
        listed = set(others[target][key])
        if not listed:
            continue  # that table could not be read, which is a problem of its own
        for row, name in zip(table["row"], table[column], strict=True):
            if name and name not in listed:
                yield Problem(
                    place(file, row, column),
                    Text(f"引用了未登记的 {column}", f"the {column} is not listed"),
                    name,
                    Text(f"{target} 表中的一项", f"one that stands in {target}"),
                    Text(f"请先在 {target} 表中登记", f"list it in {target} first"),
                    code="table-not-listed",
                )


def measure_problems(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Find measures in the wrong unit, and price bases that are wrong or mixed (单位与价格基准)."""
    for measure, (unit, basis) in PRINTED_AS.items():
        name = measure_zh(measure)
        rows = table[table["measure"] == measure]
        for row, found in rows.loc[~rows["unit"].isin([unit, ""]), ["row", "unit"]].values:
            yield Problem(
                place(file, row, "unit"),
                Text(f"{name}的单位不对", f"{measure} stands in the wrong unit"),
                found,
                Text(unit, unit),
                Text("请换算后按该单位填写", "convert it and give it in that unit"),
                code="table-unit",
            )
        wrong = ~rows["price_basis"].isin([basis, ""])
        for key, group in rows[wrong].groupby(["series", "release"]):
            same = rows[(rows["series"] == key[0]) & (rows["release"] == key[1])]
            mixed = (same["price_basis"] == basis).any()
            bases = ", ".join(sorted(set(group["price_basis"])))
            lines = ", ".join(str(row) for row in group["row"])
            yield Problem(
                place(file, group["row"].iloc[0], "price_basis"),
                Text(f"{name}的价格基准混用", f"price bases of {measure} are mixed")
                if mixed
                else Text(f"{name}的价格基准不对", f"the price basis of {measure} is wrong"),
                Text(
                    f"{bases}（{series_zh(key[0])}，{key[1]}；第 {lines} 行）",
                    f"{bases} ({key[0]}, {key[1]}; rows {lines})",
                ),
                Text(basis, basis),
                Text("请勿混用价格基准，换算后再填", "never mix bases; convert before giving it"),
                code="table-price-basis",
            )


def gap_problems(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Find years that a release leaves out of a series it prints year by year (年份缺口)."""
    for (series, measure, release), rows in table.groupby(["series", "measure", "release"]):
        years = sorted(set(rows["period"]))
        if len(years) < RUN:
            continue
        for earlier, later in pairwise(years):
            if later > earlier + 1:
                name = series_zh(str(series)) + measure_zh(str(measure))
                missing = ", ".join(str(year) for year in range(earlier + 1, later))
                yield Problem(
                    place(file, rows.loc[rows["period"] == later, "row"].iloc[0], "period"),
                    Text(
                        f"{release} 的{name}缺 {missing} 年",
                        f"{series} {measure} of {release} lacks {missing}",
                    ),
                    f"{earlier}, {later}",
                    Text("年份连续", "every year in between"),
                    Text("请补录所缺年份", "add the missing years"),
                    code="table-years-missing",
                )


def scope_problems(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Find scopes that lack a section, or whose coefficients are out of order (口径系数)."""
    ordered = (table["low"].fillna(table["mid"]) <= table["mid"]) & (
        table["mid"] <= table["high"].fillna(table["mid"])
    )
    for _, row in table[~ordered & table["mid"].notna()].iterrows():
        yield Problem(
            place(file, row["row"], "mid"),
            Text("系数次序不对", "the coefficients are out of order"),
            f"{row['low']}, {row['mid']}, {row['high']}",
            Text("下限 ≤ 系数 ≤ 上限", "low ≤ mid ≤ high"),
            Text("请改正三个系数", "correct the three coefficients"),
            code="scope-order",
        )
    for variant, rows in table.groupby("variant"):
        lacking = [code for code in SECTION_CODES if code not in set(rows["section"])]
        if lacking:
            yield Problem(
                place(file, rows["row"].iloc[0], "section"),
                Text(f"口径 {variant} 缺少门类", f"scope {variant} lacks sections"),
                Text(f"缺 {'、'.join(lacking)}", f"no {', '.join(lacking)}"),
                Text("F 至 S 全部 14 个门类", "all 14 sections from F to S"),
                Text("请补上；不计入的门类填 0", "add them; 0 where a section does not count"),
                code="scope-sections",
            )


def target_problems(file: str, table: pd.DataFrame) -> Iterator[Problem]:
    """Find official targets with low above high, or known on an impossible day (预期目标).

    A yearly target is set at the turn of its year and known before the year is over; an outturn
    is not known before its year's last month.
    """
    yearly = table[table["period"].str.fullmatch(r"\d{4}")]
    year = pd.to_datetime(yearly["period"] + "-01-01")
    known = yearly["known_from"]
    growth = yearly["series"].str.endswith("real_growth")
    early = known < year.mask(yearly["measure"] == "outturn", year + pd.DateOffset(months=11))
    late = known >= year + pd.DateOffset(years=1)
    target = growth & (yearly["measure"] == "target")
    wrong = (target & (early | late)) | (early & (yearly["measure"] == "outturn"))
    for row, found in yearly.loc[wrong, ["row", "known_from"]].values:
        yield Problem(
            place(file, row, "known_from"),
            Text("可知日期与年份不符", "the day known does not fit the year"),
            str(found.date()),
            Text("目标：当年之内；完成数：当年 12 月以后", "in the year; an outturn: at its end"),
            Text("请核对来源日期", "check the source's day"),
            code="table-day-known",
        )
    for row, low, high in table.loc[table["low"] > table["high"], ["row", "low", "high"]].values:
        yield Problem(
            place(file, row, "low"),
            Text("上下限颠倒", "the lower end is above the upper one"),
            f"{low}, {high}",
            Text("下限 ≤ 上限", "low ≤ high"),
            Text("请改正", "correct them"),
            code="table-ends",
        )
