"""Tables turned into charts (图表): ECharts options, and the finding in words for `alt`.

Imports no Streamlit. Colours are Okabe and Ito's, told apart by colour-blind eyes; text and
grid stay mid-grey, which reads on light and on dark.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from base.digits import minus, rounded

INK: Final = "#808080"
BLUE, PALE, ORANGE, GREY = "#0072B2", "#7db3d5", "#D55E00", "#9a9a9a"
FONT: Final = (
    "Yuce Sans SC, Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
)

Option = dict[str, Any]


@dataclass(frozen=True)
class FanLabels:
    """Words on a fan chart (图例文字)."""

    history: str
    median: str
    wide: str
    narrow: str
    baseline: str
    target: str


def fan(
    history: Mapping[int, float],
    quantiles: Mapping[int, Mapping[str, float]],
    labels: FanLabels,
    baseline: Mapping[int, float] | None = None,
    target: tuple[int, float] | None = None,
) -> Option:
    """Draw history, medians and the 80% and 90% intervals (扇形图); fractions in, per cent out.

    `quantiles` maps years to p05, p10, median, p90, p95; `baseline` gives the baseline's
    medians where a scenario differs; `target` a year and its threshold.
    """
    last = max(history)
    years = [*history, *quantiles]
    joined: dict[int, Mapping[str, float]] = {
        last: dict.fromkeys(("p05", "p10", "median", "p90", "p95"), history[last]),
        **quantiles,
    }

    def line(values: Mapping[int, float]) -> list[float | None]:
        return [round(100 * values[year], 3) if year in values else None for year in years]

    def band(low: str, high: str, label: str, opacity: float) -> list[Option]:
        plain = {"type": "line", "symbol": "none", "stack": label, "stackStrategy": "all"}
        floor = {year: row[low] for year, row in joined.items()}
        height = {year: row[high] - row[low] for year, row in joined.items()}
        shade = {"color": BLUE, "opacity": opacity}
        hidden = {"lineStyle": {"opacity": 0}, "silent": True, "tooltip": {"show": False}}
        return [
            {**plain, **hidden, "data": line(floor)},
            {**plain, **hidden, "name": label, "data": line(height), "areaStyle": shade}
            | {"itemStyle": {"color": BLUE, "opacity": 3 * opacity}},
        ]

    medians = line({year: row["median"] for year, row in joined.items()})
    said = {"show": True, "position": "top", "color": INK, "fontFamily": FONT}
    labelled = [
        {"value": value, "label": {**said, "formatter": _percent(value)}}
        if value is not None and year != last
        else value
        for year, value in zip(years, medians, strict=True)
    ]
    series = [
        *band("p05", "p95", labels.wide, 0.10),
        *band("p10", "p90", labels.narrow, 0.18),
        _line(labels.history, line(history), INK, width=2, symbol="circle"),
        _line(labels.median, labelled, BLUE, width=3, symbol="circle")
        | {"labelLayout": {"hideOverlap": True}},  # on a phone
    ]
    names = [labels.history, labels.median, labels.narrow, labels.wide]
    if baseline is not None:
        dashed = line({last: history[last], **baseline})
        series.append(_line(labels.baseline, dashed, GREY, dash="dashed"))
        names.append(labels.baseline)
    if target is not None:
        year, threshold = target
        if year in years:  # of that year alone: across all years it would judge them too
            series[2]["markPoint"] = {
                "silent": True,
                "symbol": "diamond",
                "symbolSize": 13,
                "itemStyle": {"color": ORANGE},
                "label": {
                    **said,
                    **{"formatter": labels.target, "color": ORANGE, "position": "bottom"},
                },
                "data": [{"coord": [str(year), round(100 * threshold, 3)]}],
            }
    return _frame(
        {
            "legend": {"data": names, "top": 0, "textStyle": {"color": INK, "fontFamily": FONT}},
            "grid": {"left": 44, "right": 16, "top": 56, "bottom": 28},
            "xAxis": _axis(type="category", data=[str(year) for year in years]),
            "yAxis": _axis(type="value", axisLabel={"color": INK, "formatter": "{value}%"}),
            "tooltip": {"trigger": "axis", "valueFormatter": "%.1f%%"},
            "series": series,
        }
    )


def bars(names: Sequence[str], values: Sequence[float], digits: int = 2) -> Option:
    """Draw horizontal bars, first at the top (条形图); values as printed, not fractions."""
    label = {"show": True, "position": "right", "color": INK}
    data = [
        {
            "value": round(value, digits) + 0.0,
            "itemStyle": {"color": ORANGE if value < 0 else BLUE},
            "label": {**label, "formatter": minus(f"{rounded(value, digits):.{digits}f}")},
        }
        for value in values
    ]
    return _across(names, [{"type": "bar", "data": data, "barMaxWidth": 18}])


def waterfall(
    start: str,
    names: Sequence[str],
    end: str,
    ends: tuple[float, float],
    steps: Sequence[float],
) -> Option:
    """Draw the way from one number to another, step by step (瀑布图); values as printed.

    Where the way leads below zero, plain bars of the steps are drawn: a stacked bar cannot
    cross the axis.
    """
    reached = [ends[0]]
    for step in steps:
        reached.append(reached[-1] + step)
    if min(*ends, *reached) < 0:
        return bars(names, steps)
    floors = [0.0, *(min(pair) for pair in pairwise(reached)), 0.0]
    heights = [ends[0], *(abs(step) for step in steps), ends[1]]
    signed = [minus(f"{step:+.2f}") for step in steps]
    said = [f"{ends[0]:.2f}", *signed, f"{ends[1]:.2f}"]
    colours = [GREY, *(ORANGE if step < 0 else BLUE for step in steps), INK]
    bar = {"type": "bar", "stack": "way", "barMaxWidth": 18}
    data = [
        {
            "value": round(height, 3),
            "itemStyle": {"color": colour},
            "label": {"show": True, "position": "right", "formatter": label, "color": INK},
        }
        for height, colour, label in zip(heights, colours, said, strict=True)
    ]
    hidden = {"itemStyle": {"opacity": 0}, "silent": True, "tooltip": {"show": False}}
    option = _across(
        [start, *names, end],
        [{**bar, **hidden, "data": [round(one, 3) for one in floors]}, {**bar, "data": data}],
    )
    # The axis starts just below the lowest point of the way, where there is something to see.
    lowest, highest = min(*ends, *reached), max(*ends, *reached)
    option["xAxis"]["min"] = float(int(max(0.0, lowest - 0.35 * (highest - lowest) - 0.2)))
    return option


def ranges(
    names: Sequence[str],
    rows: Sequence[tuple[float, float, float]],
    target: float,
    target_label: str,
    chosen: int,
) -> Option:
    """Draw a dot at each median, a bar over its interval, and the target across (点距图).

    `rows` are low, median, high in per cent; the `chosen` row is drawn in full colour.
    """
    shade = [{"color": BLUE if row == chosen else PALE} for row in range(len(rows))]
    bar = {"type": "bar", "stack": "interval", "barWidth": 8, "silent": True}
    lows = [round(low, 2) for low, _, _ in rows]
    spans = [
        {"value": round(high - low, 2), "itemStyle": style}
        for (low, _, high), style in zip(rows, shade, strict=True)
    ]
    label: Option = {"show": True, "position": "top", "color": INK, "distance": 3}
    dots: list[Option] = [
        {
            "value": [round(middle, 1), name],
            "itemStyle": style,
            "label": {**label, "formatter": _percent(middle)},
        }
        for (_, middle, _), name, style in zip(rows, names, shade, strict=True)
    ]
    option = _across(
        names,
        [
            {**bar, "data": lows, "itemStyle": {"opacity": 0}},
            {**bar, "data": spans},
            {
                "type": "scatter",
                "data": dots,
                "symbolSize": 11,
                "markLine": {
                    "silent": True,
                    "symbol": "none",
                    "lineStyle": {"color": ORANGE, "type": "dashed", "width": 2},
                    "label": {"formatter": target_label, "color": ORANGE, "position": "start"},
                    "data": [{"xAxis": target}],
                },
            },
        ],
        unit="%",
    )
    values = [target, *(value for row in rows for value in row)]
    option["xAxis"] |= {"min": 5 * (min(values) // 5), "max": 5 * (max(values) // 5 + 1)}
    return option


def lines(
    names: Sequence[str], series: Mapping[str, Sequence[float | None]], unit: str = "%"
) -> Option:
    """Draw lines over years (折线图), the last one in blue, the others dashed; as printed."""
    found = []
    for number, (label, values) in enumerate(series.items()):
        newest = number == len(series) - 1
        color, dash = (BLUE, "solid") if newest else ((ORANGE, GREY)[number % 2], "dashed")
        rounded = [None if value is None else round(value, 3) for value in values]
        found.append(_line(label, rounded, color, 2.5 if newest else 2, dash, "circle"))
    return _frame(
        {
            "legend": {
                "data": list(series),
                "top": 0,
                "textStyle": {"color": INK, "fontFamily": FONT},
            },
            "grid": {"left": 44, "right": 16, "top": 40, "bottom": 28},
            "xAxis": _axis(type="category", data=list(names)),
            "yAxis": _axis(type="value", axisLabel={"color": INK, "formatter": "{value}" + unit}),
            "tooltip": {"trigger": "axis"},
            "series": found,
        }
    )


def timeline(points: Mapping[int, tuple[str, float]], label: str, unit: str) -> Option:
    """Draw a series at its true months (时间图): no line runs across a gap.

    `points` maps months, counted from year 0, to the name of the period that ends there and its
    value as printed; an empty month bears its year. A gap is half as long again as what is usual.
    """
    first, last = min(points), max(points)
    start = first - first % 12
    months = range(start, last + 1)
    names = [points[one][0] if one in points else str(one // 12) for one in months]
    years = (last - start) // 12 + 1
    every = 12 * (-(-years // 8))
    series = [
        _line(label, [_at(points, run, one) for one in months], BLUE, 2.5, symbol="circle")
        | {"connectNulls": True}
        for run in _unbroken(sorted(points))
    ]
    axis = {"color": INK, "fontFamily": FONT, "interval": every - 1}
    return _frame(
        {
            "grid": {"left": 60, "right": 24, "top": 16, "bottom": 28},
            "xAxis": _axis(type="category", data=names, axisLabel=axis),
            "yAxis": _axis(
                type="value", scale=True, axisLabel={"color": INK, "formatter": "{value}" + unit}
            ),
            "tooltip": {"trigger": "item", "formatter": f"{{b}}<br>{{c}}{unit}"},
            "series": series,
        }
    )


def _at(
    points: Mapping[int, tuple[str, float]], run: Sequence[int], month: int
) -> float | Option | None:
    return round(points[month][1], 3) if month in run else None


def _unbroken(months: Sequence[int]) -> list[list[int]]:
    """Part months where more than half as much again as the usual step lies between two.

    >>> _unbroken([0, 3, 6, 15, 18])
    [[0, 3, 6], [15, 18]]
    """
    steps = [after - before for before, after in pairwise(months)]
    usual = sorted(steps)[len(steps) // 2] if steps else 0
    runs = [[months[0]]]
    for step, month in zip(steps, months[1:], strict=True):
        if step > 1.5 * usual:
            runs.append([])
        runs[-1].append(month)
    return runs


def corridor(
    names: Sequence[str],
    out: tuple[str, Sequence[float | None]],
    needed: tuple[str, Sequence[float | None]] | None,
    drawn: tuple[str, Sequence[float | None]],
    ends: Sequence[tuple[str, Sequence[float | None]]],
    shade: str,
) -> Option:
    """Draw what is out, the path that is needed, and what is drawn within its ends (路径图).

    Each is a label with values as printed, by name; `ends` are the lower and the upper end of
    the band that `shade` names.
    """
    (low_name, low), (high_name, high) = ends
    height = [None if a is None or b is None else b - a for a, b in zip(low, high, strict=True)]
    plain = {"type": "line", "symbol": "none", "stack": shade, "stackStrategy": "all"}
    hidden = {"lineStyle": {"opacity": 0}, "silent": True, "tooltip": {"show": False}}
    area = {"color": BLUE, "opacity": 0.18}
    tint = {"itemStyle": {"color": BLUE, "opacity": 0.54}}
    series: list[Option] = [
        {**plain, **hidden, "data": _rounded(low)},
        {**plain, **hidden, "name": shade, "data": _rounded(height), "areaStyle": area} | tint,
        _line(low_name, _rounded(low), PALE, width=1, dash="dotted", symbol="circle"),
        _line(high_name, _rounded(high), PALE, width=1, dash="dotted", symbol="circle"),
        _line(drawn[0], _said(drawn[1], "bottom", out[1]), BLUE, dash="dashed", symbol="circle"),
    ]
    if needed is not None:
        label = _said(needed[1], "top", out[1])
        series.append(_line(needed[0], label, ORANGE, width=3, dash="dashed", symbol="diamond"))
    series.append(_line(out[0], _said(out[1], "top"), INK, width=3, symbol="circle"))
    legend = [out[0], *([needed[0]] if needed else []), drawn[0], shade]
    return _frame(
        {
            "legend": {"data": legend, "top": 0, "textStyle": {"color": INK, "fontFamily": FONT}},
            "grid": {"left": 44, "right": 24, "top": 56, "bottom": 28},
            "xAxis": _axis(type="category", data=list(names)),
            "yAxis": _axis(
                type="value", scale=True, axisLabel={"color": INK, "formatter": "{value}%"}
            ),
            "tooltip": {"trigger": "axis", "valueFormatter": "%.1f%%"},
            "series": series,
        }
    )


def _percent(value: float) -> str:
    """Print per cent as `percent` prints a fraction: 6.25 is 6.3% on every screen."""
    return minus(f"{rounded(value, 1):.1f}%")


def _rounded(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else round(value, 3) for value in values]


def _said(
    values: Sequence[float | None], where: str, besides: Sequence[float | None] = ()
) -> list[float | Option | None]:
    """Put its figure beside every point, of some alike in a row beside the last alone.

    A point that is one of `besides` has its figure there.
    """
    told = {"show": True, "position": where, "color": INK, "fontFamily": FONT}
    found: list[float | Option | None] = []
    shown = _rounded(values)
    told_there = [*_rounded(besides), *[None] * len(shown)]
    for value, following, there in zip(shown, [*shown[1:], None], told_there, strict=False):
        if value is None or value in (following, there):
            found.append(value)
        else:
            label = {**told, "formatter": _percent(value)}
            found.append({"value": value, "label": label})
    return found


def _across(names: Sequence[str], series: list[Option], unit: str = "") -> Option:
    """A chart that runs across, its names down the side."""
    return _frame(
        {
            "grid": {"left": 8, "right": 44, "top": 26, "bottom": 8, "containLabel": True},
            "xAxis": _axis(type="value", axisLabel={"color": INK, "formatter": "{value}" + unit}),
            "yAxis": _axis(type="category", data=list(names), inverse=True),
            "tooltip": {"trigger": "item"},
            "series": series,
        }
    )


def _line(
    name: str,
    data: Sequence[float | Option | None],
    color: str,
    width: float = 2,
    dash: str = "solid",
    symbol: str = "none",
) -> Option:
    return {
        "name": name,
        "type": "line",
        "data": list(data),
        "symbol": symbol,
        "symbolSize": 5,
        "lineStyle": {"color": color, "width": width, "type": dash},
        "itemStyle": {"color": color},
    }


def _axis(**settings: Any) -> Option:
    """An axis in mid-grey, with faint lines across."""
    base = {
        "axisLabel": {"color": INK, "fontFamily": FONT},
        "axisLine": {"lineStyle": {"color": INK}},
        "splitLine": {"lineStyle": {"color": INK, "opacity": 0.18}},
    }
    return base | settings


def _frame(option: Option) -> Option:
    """What every chart has: no animation, for it would lag behind the hand."""
    return {"animation": False, "textStyle": {"fontFamily": FONT}} | option
