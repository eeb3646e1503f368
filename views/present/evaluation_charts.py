"""Charts of a judgement (评判图): ECharts options, no Streamlit."""

from collections.abc import Mapping, Sequence
from typing import Any

from views.present.echarts import BLUE, GREY, INK, ORANGE, Option, _axis, _frame

Rows = Sequence[Mapping[str, Any]]


def coverage(rows: Rows, labels: tuple[str, str, str]) -> Option:
    """Draw promised against found coverage with its band (覆盖率图), per cent.

    `rows` as in a judgement, of one subject and horizon; `labels`: found, band, promised.
    """
    points = sorted(rows, key=lambda row: row["nominal"])
    levels = [round(100 * row["nominal"], 1) for row in points]

    def pairs(values: Sequence[float]) -> list[list[float]]:
        return [[level, round(100 * value, 1)] for level, value in zip(levels, values, strict=True)]

    low, high = ([row[key] for row in points] for key in ("low", "high"))
    plain = {"type": "line", "symbol": "none", "silent": True, "lineStyle": {"opacity": 0}}
    width = [top - bottom for bottom, top in zip(low, high, strict=True)]
    return _frame(
        {
            "legend": _legend(labels),
            "grid": {"left": 48, "right": 24, "top": 44, "bottom": 32},
            "tooltip": {"trigger": "axis"},
            "xAxis": _axis(type="value", min=0, max=100, axisLabel=_percent()),
            "yAxis": _axis(type="value", min=0, max=100, axisLabel=_percent()),
            "series": [
                {**plain, "stack": "band", "data": pairs(low)},
                {**plain, "stack": "band", "name": labels[1], "data": pairs(width)}
                | {"areaStyle": {"color": BLUE, "opacity": 0.15}, "itemStyle": {"color": BLUE}},
                {"type": "line", "name": labels[2], "symbol": "none", "data": [[0, 0], [100, 100]]}
                | _ink(GREY, "dashed"),
                {"type": "line", "name": labels[0], "symbolSize": 8, "data": _found(points)}
                | _ink(ORANGE, "solid"),
            ],
        }
    )


def stability(rows: Rows, labels: tuple[str, str, str]) -> Option:
    """Draw errors year by year as bars, and what was gained on drift as a line (稳定性图).

    `rows` of one horizon; `labels`: error, gained, unit.
    """
    ordered = sorted(rows, key=lambda row: row["year"])
    errors = [
        {"value": round(row["error"], 2), "itemStyle": {"color": BLUE}, "name": str(row["year"])}
        for row in ordered
    ]
    gained = [round(row["ahead"], 2) for row in ordered]
    return _frame(
        {
            "legend": _legend(labels[:2]),
            "grid": {"left": 44, "right": 44, "top": 44, "bottom": 32},
            "tooltip": {"trigger": "axis"},
            "xAxis": _axis(type="category", data=[str(row["year"]) for row in ordered]),
            "yAxis": [_axis(type="value", name=labels[2]), _axis(type="value")],
            "series": [
                {"type": "bar", "name": labels[0], "data": errors, "barMaxWidth": 18}
                | {"itemStyle": {"color": BLUE}},
                {
                    "type": "line",
                    "name": labels[1],
                    "data": gained,
                    "yAxisIndex": 1,
                    "symbolSize": 5,
                }
                | _ink(ORANGE, "solid"),
            ],
        }
    )


def autocorrelations(rows: Rows, names: Mapping[str, str]) -> Option:
    """Draw autocorrelations by group and lag, with the band of chance (自相关图)."""
    groups = list(dict.fromkeys(row["group"] for row in rows))
    lags = sorted({row["lag"] for row in rows})
    limit = round(max(row["limit"] for row in rows), 3)
    line = {"silent": True, "symbol": "none", "lineStyle": {"color": ORANGE, "type": "dashed"}}
    edges = {**line, "label": {"show": False}, "data": [{"yAxis": limit}, {"yAxis": -limit}]}
    shades = [1.0, 0.6, 0.35, 0.25]
    series = [
        {
            "type": "bar",
            "name": str(lag),
            "barMaxWidth": 12,
            "itemStyle": {"color": BLUE, "opacity": shade},
            "data": [
                round(next(r["value"] for r in rows if (r["group"], r["lag"]) == (group, lag)), 3)
                for group in groups
            ],
        }
        | ({"markLine": edges} if lag == lags[0] else {})
        for lag, shade in zip(lags, shades, strict=False)
    ]
    return _frame(
        {
            "legend": _legend([str(lag) for lag in lags]),
            "grid": {"left": 44, "right": 16, "top": 44, "bottom": 32, "containLabel": True},
            "tooltip": {"trigger": "axis"},
            "xAxis": _axis(
                type="category",
                data=[names[group] for group in groups],
                axisLabel={
                    "color": INK,
                    "interval": 0,
                    "width": 50,
                    "overflow": "break",
                    "fontSize": 10,
                },
            ),
            "yAxis": _axis(type="value", min=-1, max=1),
            "series": series,
        }
    )


def _found(points: Rows) -> list[list[float]]:
    return [[round(100 * row["nominal"], 1), round(100 * row["empirical"], 1)] for row in points]


def _legend(names: Sequence[str]) -> Option:
    return {"data": list(names), "top": 0, "textStyle": {"color": INK}}


def _percent() -> Option:
    return {"color": INK, "formatter": "{value}%"}


def _ink(colour: str, dash: str) -> Option:
    return {
        "lineStyle": {"color": colour, "type": dash, "width": 2},
        "itemStyle": {"color": colour},
    }
