"""Charts say what the tables say; drawn from numbers, they need no browser to be checked."""

from views.export.pictures.echarts_svg import svg
from views.present.echarts import FanLabels, bars, fan, ranges, timeline

LABELS = FanLabels("历史", "情景", "90%", "80%", "基准", "2025年目标 6.5%")
ROW = {"p05": 0.03, "p10": 0.04, "median": 0.06, "p90": 0.08, "p95": 0.09}


def test_a_fan_holds_history_intervals_and_target() -> None:
    option = fan({2024: 0.068, 2025: 0.062}, {2026: ROW}, LABELS, {2026: 0.05}, (2025, 0.065))
    assert option["xAxis"]["data"] == ["2024", "2025", "2026"]
    by_name = {
        one["name"]: [item["value"] if isinstance(item, dict) else item for item in one["data"]]
        for one in option["series"]
        if "name" in one
    }
    assert by_name["历史"] == [6.8, 6.2, None]
    assert by_name["情景"] == [None, 6.2, 6.0]
    assert by_name["基准"] == [None, 6.2, 5.0]
    assert by_name["80%"] == [None, 0.0, 4.0]
    assert by_name["90%"] == [None, 0.0, 6.0]
    assert not any("markLine" in one for one in option["series"])  # other years have no target
    (mark,) = (one["markPoint"] for one in option["series"] if "markPoint" in one)
    assert mark["data"] == [{"coord": ["2025", 6.5]}]
    assert mark["label"]["formatter"] == "2025年目标 6.5%"
    assert mark["label"]["show"]


def test_bars_keep_their_order_and_mark_what_is_negative() -> None:
    option = bars(["a", "b"], [1.5, -0.5])
    data = option["series"][0]["data"]
    assert [one["value"] for one in data] == [1.5, -0.5]
    assert data[0]["itemStyle"] != data[1]["itemStyle"]


def test_ranges_span_low_to_high_and_reach_the_target() -> None:
    option = ranges(["D1", "D6"], [(40.0, 42.0, 44.0), (60.0, 61.0, 63.0)], 60.0, "目标", 1)
    lows, spans, dots = (one["data"] for one in option["series"])
    assert [low + span["value"] for low, span in zip(lows, spans, strict=True)] == [44.0, 63.0]
    assert [dot["value"] for dot in dots] == [[42.0, "D1"], [61.0, "D6"]]
    assert option["xAxis"]["min"] <= 40
    assert option["xAxis"]["max"] >= 63


def test_no_chart_is_animated() -> None:
    assert not bars(["a"], [1.0])["animation"]


def test_a_timeline_keeps_true_distances_and_breaks_at_gaps() -> None:
    months = [12 * 2024 + 2, 12 * 2024 + 5, 12 * 2024 + 8, 12 * 2025 + 8, 12 * 2025 + 11]
    points = {month: (f"至 {month % 12 + 1} 月", float(n)) for n, month in enumerate(months)}
    option = timeline(points, "增速", "%")
    names = option["xAxis"]["data"]
    assert len(names) == 24  # every month of two years, known or not
    assert [names.index(points[month][0]) for month in months[:2]] == [2, 5]
    assert (names[0], names[12]) == ("2024", "2025")
    assert option["xAxis"]["axisLabel"]["interval"] == 11
    runs = [[one for one in line["data"] if one is not None] for line in option["series"]]
    assert runs == [[0, 1, 2], [3, 4]]
    assert all(line["connectNulls"] for line in option["series"])
    drawn = svg(option, "图", "说明", [])
    assert drawn.count("<polyline") + drawn.count("<path") >= 2
    assert ">2024<" in drawn
    assert "至 6 月" not in drawn  # the axis names years alone
