"""A known table in random dress is read back: its figures, or none of a wrong one.

A dress is a layout, wording, units, noise, language and encoding. A tenth of the dresses runs
here; `make test-long` tries ten times as many (YUCE_DRESSES=10).
"""

import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from broken import book, saved
from dressed import old_workbook

from data.releases.intake import Reading, read_figures

TIMES = int(os.environ.get("YUCE_DRESSES", "1"))
BATCHES, EACH = 10, 100

SECTIONS = {
    "tertiary": ("第三产业", "服务业", "第三产业 Tertiary Industry", "第三产业增加值"),
    "wholesale_retail": ("批发和零售业", "批发零售业", "F 批发和零售业", "批发、零售业"),
    "transport_storage_post": ("交通运输、仓储和邮政业", "交通运输仓储和邮政业"),
    "accommodation_catering": ("住宿和餐饮业", "住宿餐饮业"),
    "finance": ("金融业", "金融业 Finance", "金 融 业"),
    "real_estate": ("房地产业", "房地产"),
    "other_services": ("其他服务业", "其它服务业"),
}
PERIODS = {
    "2026Q1": ("2026年一季度", "2026年1季度", "2026年1-3月", "2026年第一季度累计"),
    "2026Q2": ("2026年上半年", "2026年1-2季度", "2026年1—6月", "2026年二季度累计"),
    "2026Q3": ("2026年前三季度", "2026年1-3季度", "2026年1—9月份", "2026年一至三季度"),
    "2025": ("2025年", "2025年全年", "2025年1-4季度", "2025年度"),
}
UNITS = (("亿元", 1), ("万元", 10_000), ("百万元", 100))
LEVEL = ("绝对额", "增加值", "总量", "绝对量", "累计值")
GROWTH = ("同比增长", "增长", "比上年同期增长", "增速", "累计同比增长", "可比价增速", "增幅")
PLACE = ("重庆市", "全市", "我市", "重庆", "")
ABOUT = ("地区生产总值", "服务业增加值", "主要经济指标", "经济运行情况", "服务业运行情况")
NOISE = ("", "（虚构）", "（初步核算数）", "（快报）")
NOTES = (
    "注：绝对额按现价计算，增长速度按不变价格计算。",
    "数据来源：重庆市统计局",
    "注：本表为初步核算数。",
    "注：部分数据因四舍五入的原因，存在着与分项合计不等的情况。",
)
MARKS = ("", "", "", "①", " 1)", "*", "²")
LEADS = ("", "", "", "#", "其中：", "  ", "（一）", "1.")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
HOSTILE = (
    *(
        "营业收入",
        "平均工资",
        "贵州省",
        "渝中区",
        "环比",
        "占比",
        "年均",
        "名义",
        "目标",
        "规模以上",
    ),
    *("拉动", "试算", "零售额", "比上半年", "2020年=100", "上年同期", "利润总额", "不含批发"),
)


@dataclass
class Dress:
    """A table as it is worn: rows, and the figures that it truly holds."""

    rows: list[list[Any]]
    truth: dict[tuple[str, str, str], float]
    hostile: str = ""


def dressed(rng: random.Random, hostile: bool) -> Dress:
    """Dress a known table: sections down, or periods down; level, growth, or both."""
    names = rng.sample(list(SECTIONS), rng.randint(2, 7))
    down = rng.random() < 0.6
    periods = [rng.choice(list(PERIODS))] if down else rng.sample(list(PERIODS), rng.randint(2, 4))
    values = {
        (name, period): (round(rng.uniform(500, 9000), 2), round(rng.uniform(-6, 9), 1))
        for name in names
        for period in periods
    }
    unit, scale = rng.choice(UNITS)
    return (_down if down else _across)(rng, names, periods, values, unit, scale, hostile)


def _label(rng: random.Random, name: str, word: str) -> str:
    text = rng.choice(SECTIONS[name])
    return rng.choice((text + word, word + text, f"{text}（{word}）")) if word else text


def _number(rng: random.Random, value: float, places: int) -> Any:
    text = f"{value:,.{places}f}"
    plain = f"{value:.{places}f}"
    wide = plain.translate(
        dict(zip(map(ord, "0123456789."), "０１２３４５６７８９．", strict=True))
    )
    return rng.choice((value, value, plain, text, wide, plain + " ", plain + "①"))


def _title(rng: random.Random, when: str, word: str) -> str:
    parts = [rng.choice(PLACE), rng.choice(ABOUT)]
    if word:
        parts.insert(rng.randint(0, 2), word)
    return when + "".join(parts) + rng.choice(NOISE)


def _down(
    rng: random.Random,
    names: list[str],
    periods: list[str],
    values: dict[tuple[str, str], tuple[float, float]],
    unit: str,
    scale: int,
    hostile: bool,
) -> Dress:
    (period,) = periods
    place = rng.choice(("title", "label", "level", "growth", "note")) if hostile else ""
    word = rng.choice(HOSTILE) if hostile else ""
    said_in_line = rng.random() < 0.3
    level = rng.choice(LEVEL) + ("" if said_in_line else f"（{unit}）")
    growth = rng.choice(GROWTH) + rng.choice(("（%）", "(%)", "％"))
    when = rng.choice(PERIODS[period])
    if when == "2025年" and "累计" in level + growth:  # up to which month would not be said
        when = "2025年度"
    rows: list[list[Any]] = [[_title(rng, when, word if place == "title" else "")]]
    rows += [[f"单位：{unit}{rng.choice(('', '、%'))}"]] if said_in_line else []
    rows += [[]] if rng.random() < 0.2 else []
    head = [rng.choice(("指标", "行业", "", "项目")), level, growth]
    head[1] += word if place == "level" else ""
    head[2] += word if place == "growth" else ""
    rows.append(head)
    bad = rng.choice(names) if place == "label" else ""
    truth: dict[tuple[str, str, str], float] = {}
    for name in names:
        money, rate = values[name, period]
        label = rng.choice(LEADS) + _label(rng, name, word if name == bad else "")
        rows.append(
            [
                label + rng.choice(MARKS),
                _number(rng, round(money * scale, 2), 2),
                _number(rng, rate, 1),
            ]
        )
        if name != bad:
            truth |= {} if place == "level" else {(name, period, "value_added"): money}
            truth |= {} if place == "growth" else {(name, period, "real_growth"): rate}
    return _noted(rng, Dress(rows, {} if place in ("title", "note") else truth, place), word)


def _across(
    rng: random.Random,
    names: list[str],
    periods: list[str],
    values: dict[tuple[str, str], tuple[float, float]],
    unit: str,
    scale: int,
    hostile: bool,
) -> Dress:
    """Periods down, sections across, of one measure that the title or unit line tells."""
    money = rng.random() < 0.5
    place = rng.choice(("title", "label", "note")) if hostile else ""
    word = rng.choice(HOSTILE) if hostile else ""
    about = f"{rng.choice(PLACE)}服务业" + (
        "增加值" if money else rng.choice(("累计同比增长", "增速"))
    )
    title = about + (word if place == "title" else "") + ("" if money else "（%）")
    rows: list[list[Any]] = [[title]]
    rows += [[f"单位：{unit}"]] if money else []
    bad = rng.choice(names) if place == "label" else ""
    rows.append(
        [
            rng.choice(("时间", "年份", "季度", "")),
            *(_label(rng, name, word if name == bad else "") for name in names),
        ]
    )
    truth = {}
    for period in periods:
        row = [rng.choice(PERIODS[period])]
        for name in names:
            level, rate = values[name, period]
            row.append(_number(rng, round(level * scale, 2) if money else rate, 2 if money else 1))
            if name != bad:
                key = (name, period, "value_added" if money else "real_growth")
                truth[key] = level if money else rate
        rows.append(row)
    return _noted(rng, Dress(rows, {} if place in ("title", "note") else truth, place), word)


def _noted(rng: random.Random, dress: Dress, word: str) -> Dress:
    for note in rng.sample(NOTES, rng.randint(0, 2)):
        dress.rows.append([note])
    if dress.hostile == "note":
        dress.rows.append([f"注：本表为{word}数据"])
    return dress


def worn(rng: random.Random, rows: list[list[Any]]) -> Reading:
    """Put a dress into a file of some kind and read it."""
    kind = rng.choice(("csv", "csv", "tabs", "html", "xlsx", "xls"))
    if kind == "xlsx":
        return read_figures(
            Path("表.xlsx"), saved(book(rows, rng.choice(("表1", "Sheet1", "数据"))))
        )
    if kind == "xls":
        return read_figures(Path("表.xls"), old_workbook(rows))
    encoding = rng.choice(ENCODINGS)
    if kind == "html":
        cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
        text = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
        return read_figures(Path("表.xls"), text.encode(encoding))
    sign = "\t" if kind == "tabs" else ","
    lines = (sign.join(f'"{cell}"' for cell in row) for row in rows)
    return read_figures(Path("表.csv"), "\r\n".join(lines).encode(encoding))


def stored(reading: Reading) -> dict[tuple[str, str, str], float]:
    if reading.problems or reading.doubts:
        return {}
    return {one.key: float(one.value) for one in reading.figures}


@pytest.mark.parametrize("batch", range(BATCHES * TIMES))
def test_a_known_table_in_random_dress(batch: int) -> None:
    rng = random.Random(batch)
    refused = []
    for _ in range(EACH // 2):
        dress = dressed(rng, hostile=False)
        found = stored(worn(rng, dress.rows))
        assert {key: dress.truth.get(key) for key in found} == pytest.approx(found), dress.rows
        if len(found) != len(dress.truth):
            refused.append(dress.rows)
    assert len(refused) <= 0.05 * EACH / 2, refused[:3]


@pytest.mark.parametrize("batch", range(BATCHES * TIMES))
def test_no_wrong_figure_is_stored_of_a_hostile_dress(batch: int) -> None:
    rng = random.Random(1_000_000 + batch)
    for _ in range(EACH // 2):
        dress = dressed(rng, hostile=True)
        found = stored(worn(rng, dress.rows))
        assert {key: dress.truth.get(key) for key in found} == pytest.approx(found), dress.rows
