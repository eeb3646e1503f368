"""The same fan and bars by one of three chart libraries, moved by a button (测试页).

    streamlit run benchmarks/charts_page.py -- echarts|altair|plotly

Not part of the app: `benchmarks.charts` drives it.
"""

import sys
from typing import Any

import streamlit as st

LIBRARY = sys.argv[-1]
YEARS = list(range(2010, 2031))
SECTIONS = [
    *("批发和零售业", "交通运输、仓储和邮政业", "住宿和餐饮业", "信息传输、软件和信息技术服务业"),
    *(
        "金融业",
        "房地产业",
        "租赁和商务服务业",
        "科学研究和技术服务业",
        "水利、环境和公共设施管理业",
    ),
    *("居民服务、修理和其他服务业", "教育", "卫生和社会工作", "文化、体育和娱乐业", "公共管理"),
]
SAID = "2026 年服务业增速中位数 {0}%，目标 6.5%"
BLUE, GREY = "#0072B2", "#808080"


def numbers(step: int) -> tuple[list[dict[str, float]], list[float]]:
    """A fan of 21 years and 14 bars that move with the step."""
    shift = 0.3 * (step % 7)
    fan = []
    for year in YEARS:
        wide = max(0, year - 2025) * 0.6
        middle = 12 - 0.35 * (year - 2010) + (shift if year > 2025 else 0)
        fan.append({"year": year, "low": middle - wide, "middle": middle, "high": middle + wide})
    return fan, [1.4 - 0.12 * place + 0.1 * shift for place in range(len(SECTIONS))]


def echarts(fan: list[dict[str, float]], bars: list[float], alt: str) -> None:
    from views.present import echarts as charts

    quantiles = {
        int(row["year"]): {
            **{"p05": row["low"] / 90, "p10": row["low"] / 100, "median": row["middle"] / 100},
            **{"p90": row["high"] / 100, "p95": row["high"] / 90},
        }
        for row in fan
        if row["year"] > 2025
    }
    past = {int(row["year"]): row["middle"] / 100 for row in fan if row["year"] <= 2025}
    labels = charts.FanLabels("历史", "情景", "90% 预测区间", "80% 预测区间", "基准", "目标 6.5%")
    option = charts.fan(past, quantiles, labels, None, (2025, 0.065))
    with st.container(key="fan"):
        st.echarts_chart(option, key="a", height=330, alt=alt, renderer="svg")
    with st.container(key="bars"):
        option = charts.bars(SECTIONS, bars)
        st.echarts_chart(option, key="b", height=400, alt=alt, renderer="svg")


def altair(fan: list[dict[str, float]], bars: list[float], alt: str) -> None:
    import altair as alt_
    import pandas as pd

    table = pd.DataFrame(fan)
    base = alt_.Chart(table, description=alt, height=330).encode(x="year:O")
    band = base.mark_area(opacity=0.25, color=BLUE).encode(y="low:Q", y2="high:Q")
    target = alt_.Chart(pd.DataFrame({"y": [6.5]})).mark_rule(color="#D55E00").encode(y="y:Q")
    with st.container(key="fan"):
        line = base.mark_line(color=BLUE).encode(y="middle:Q")
        st.altair_chart((band + line + target).properties(description=alt))
    rows = pd.DataFrame({"行业": SECTIONS, "拉动": bars})
    drawn = alt_.Chart(rows, description=alt, height=400).mark_bar(color=BLUE)
    with st.container(key="bars"):
        st.altair_chart(drawn.encode(x="拉动:Q", y=alt_.Y("行业:N", sort=None)))


def plotly(fan: list[dict[str, float]], bars: list[float], alt: str) -> None:
    import plotly.graph_objects as go  # type: ignore[import-not-found]

    def column(key: str) -> list[float]:
        return [row[key] for row in fan]

    edge: dict[str, Any] = {"mode": "lines", "line": {"width": 0}}
    shape = go.Figure(
        [
            go.Scatter(x=YEARS, y=column("low"), **edge),
            go.Scatter(x=YEARS, y=column("high"), fill="tonexty", **edge),
            go.Scatter(x=YEARS, y=column("middle"), name="情景"),
        ]
    )
    shape.add_hline(6.5, annotation_text="目标 6.5%")
    with st.container(key="fan"):
        st.plotly_chart(shape.update_layout(height=330), key="a")
    across = go.Figure([go.Bar(x=bars, y=SECTIONS, orientation="h")])
    with st.container(key="bars"):
        st.plotly_chart(across.update_layout(height=400, title=alt), key="b")


st.set_page_config(layout="wide")
step = int(st.session_state.setdefault("step", 0))
if st.button("移动"):
    step = st.session_state["step"] = step + 1
moved, parts = numbers(step)
st.html(f'<p id="step">{step}</p>')
{"echarts": echarts, "altair": altair, "plotly": plotly}[LIBRARY](
    moved, parts, SAID.format(f"{moved[16]['middle']:.1f}")
)
