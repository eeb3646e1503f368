"""Every chart says its finding, shows its table, hands itself over, and may fail alone."""

import csv
import io
import re
from pathlib import Path

import pytest
from held import hold
from pages import tab as turned
from streamlit.testing.v1 import AppTest

from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario, parse
from scenarios.outcome.attribution import growth_split, printed, share_split
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import targets
from views.export.pictures.echarts_svg import svg
from views.present import charts, echarts
from views.present.charts import Chart
from views.session import metrics
from views.widgets.chart import ChartFiles, table_csv, writer
from views.words.words import speaking

ROOT = Path(__file__).parents[3]
MOVED = {
    "assumptions": [
        {"section": "J", "years": [2026, 2027], "value": 0.11},
        {"section": "K", "years": [2027], "value": -0.05},
    ]
}


def every(baseline: Baseline) -> list[Chart]:
    plain, outcome = simulate(baseline, Scenario()), simulate(baseline, parse(MOVED, "x"))
    share = next(one for one in targets() if one.measure == "producer_share")
    found = [charts.growth(outcome, plain), charts.shares(outcome, share, "D3")]
    found.append(charts.contributions(outcome, 2027))
    for split in (growth_split(outcome, 2027, plain), share_split(outcome, "D3", 2027, plain)):
        shown = printed([one.effect for one in split.parts], split.total)
        labels = [one.section for one in split.parts]
        found.append(charts.waterfall(split, split.measure, labels, shown, split.measure))
    found.append(charts.ranked(["a", "b"], [0.1, -0.4], "ranked", "b most", "r"))
    lines = echarts.lines(["2022", "2023"], {"first": [1.9, None], "newest": [3.1, 6.7]})
    return [*found, charts.read_off(lines, "revised", "revisions", "up by 1.2", 300)]


def opened(page: str, **state: object) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    hold(app, language="zh")
    for key in [key for key in state if key.endswith("-more")]:
        app.session_state[key] = state.pop(key)  # unfolded
    hold(app, **state)
    app.run()
    if page:
        app.switch_page(page).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_a_finding_holds_the_numbers_of_its_table(newest: Baseline, tongue: str) -> None:
    with speaking("en" if tongue == "en" else "zh"):
        for chart in every(newest)[:5]:
            said = set(re.findall(r"\d+\.\d+", chart.finding))
            cells = {cell for row in chart.table.rows for cell in row if isinstance(cell, float)}
            shown = {f"{abs(cell):.{digits}f}" for cell in cells for digits in (1, 2)}
            assert len(said & shown) >= 2, (chart.name, said)
            assert chart.title
            if tongue == "en":
                assert not re.search("[\u4e00-\u9fff]", chart.finding + chart.title)


def test_every_chart_hands_over_a_table_and_pictures(newest: Baseline) -> None:
    with speaking("zh"):
        for chart in every(newest):
            data = table_csv(chart.table)
            assert data.startswith(b"\xef\xbb\xbf")
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
            assert len(rows) == 1 + len(chart.table.rows)
            assert {len(row) for row in rows} == {len(chart.table.heads)}
            files = ChartFiles("图", ["脚注"], (["来源"], ["甲"]))
            drawn = writer(chart, "svg", files)().decode()
            assert "脚注" in drawn
            assert re.search(r"<desc>[^<]{4,}</desc>", drawn)
            assert writer(chart, "png", files)().startswith(b"\x89PNG")


def test_a_drawn_bar_is_as_long_as_its_value() -> None:
    drawn = svg(echarts.bars(["a", "b", "c"], [2.0, 1.0, -0.5]), "t", "f", [])
    boxes = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="16.0"', drawn)
    wide = [float(width) for _, width in boxes]
    assert wide == pytest.approx([2 * wide[1], wide[1], wide[1] / 2], abs=0.2)
    start, _, negative = (float(left) for left, _ in boxes)
    assert negative + wide[2] == pytest.approx(start, abs=0.2)


def test_a_drawn_line_leaves_gaps_and_intervals_pile_up() -> None:
    drawn = svg(echarts.lines(["1", "2", "3"], {"x": [1.0, None, 3.0]}), "t", "f", [])
    assert drawn.count("<circle") == 2
    row = {"p05": 0.02, "p10": 0.03, "median": 0.06, "p90": 0.09, "p95": 0.1}
    labels = echarts.FanLabels(*"hmwnbt")
    drawn = svg(echarts.fan({2024: 0.06, 2025: 0.06}, {2026: row}, labels), "t", "f", [])
    wide, narrow = re.findall(r'<polygon points="([^"]+)"[^>]*fill-opacity="0.1[08]?"', drawn)[:2]
    tall = [max(ys) - min(ys) for ys in (_ys(wide), _ys(narrow))]
    assert tall[0] / tall[1] == pytest.approx(8 / 6, rel=0.01)


def _ys(points: str) -> list[float]:
    return [float(point.split(",")[1]) for point in points.split()]


@pytest.mark.parametrize("tab", ["", "tab_indicators", "tab_scopes"])
def test_every_chart_on_a_page_says_its_finding(tab: str) -> None:
    page = "views/pages/evidence.py" if tab else "views/pages/scenario.py"
    app = opened(page, moved={"J/2026": 9.0}, evidence=tab)
    shown = app.get("echarts_chart")
    assert shown
    for one in shown:
        assert re.search(r"\d", one.proto.alt)
        assert "：" in one.proto.alt
    assert len(app.get("popover")) >= len(shown)
    assert not [one for one in app.get("download_button") if one.proto.label == "PNG"]


def test_table_and_files_come_when_they_are_asked_for() -> None:
    app = opened(
        "views/pages/scenario.py", takes_panel="growth_chart", **{"scenario-growth-more": True}
    )
    labels = [one.proto.label for one in app.get("download_button")]
    assert [one for one in labels if one in ("PNG", "SVG", "CSV")] == ["PNG", "SVG", "CSV"]
    assert any("第 5 百分位" in str(getattr(one, "body", "")) for one in app.get("html"))


@pytest.mark.parametrize("name", ["growth", "shares", "contributions"])
def test_a_chart_that_fails_leaves_the_page_standing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Chart:
        raise ZeroDivisionError

    monkeypatch.setattr(metrics, "broke", lambda _part, _error: None)  # which tests raise
    monkeypatch.setattr(charts, name, fail)
    page = "views/pages/evidence.py" if name == "shares" else "views/pages/scenario.py"
    app = opened(page, takes_panel="growth_chart", evidence="tab_scopes")
    assert [one.value for one in app.warning] == ["此图无法生成，已记入服务器日志"]
    assert len(app.get("html")) > 1
    assert (turned(app, "tab_indicators") if name == "shares" else app).get("echarts_chart")


def test_colours_are_told_apart_by_colour_blind_eyes() -> None:
    """Machado et al. (2009), doi:10.1109/TVCG.2009.113: severity 1, in linear RGB."""
    views = {
        "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
        "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
        "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    }
    colours = (echarts.BLUE, echarts.ORANGE, echarts.GREY)
    for matrix in views.values():
        seen = [_seen(colour, matrix) for colour in colours]
        for place, one in enumerate(seen):
            for other in seen[:place]:
                assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 60


def _seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    mixed = [sum(k * v for k, v in zip(row, linear, strict=True)) for row in matrix]
    return [255 * min(max(value, 0.0), 1.0) ** (1 / 2.4) for value in mixed]
