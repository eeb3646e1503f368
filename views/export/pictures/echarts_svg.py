"""The charts on screen as SVG pictures (同图成像): what `views.present.echarts` uses of ECharts.

Screen and file are drawn from the same option, so they cannot differ.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from views.present.echarts import INK as SCREEN_INK
from views.present.echarts import Option
from views.present.svg import (
    FAINT,
    GRID,
    INK,
    LEGEND_LINE,
    WIDE,
    Canvas,
    LegendEntry,
    Point,
    legend_lines,
)

TOP, BOTTOM, RIGHT, ROW = 66, 46, 60, 24
LETTER = 6.2
"""How wide a digit of a bold label is, a little more."""
BARE = 52
"""Where a chart without a legend begins."""
DASHES: Final = {"dashed": "5 4", "dotted": "2 3"}


def svg(option: Option, title: str, finding: str, foot: Sequence[str], wide: int = WIDE) -> str:
    """Draw an option as SVG (成图); the finding is its description, `foot` its lines below."""
    across = option["yAxis"]["type"] == "category"
    names = [str(name) for name in option["yAxis" if across else "xAxis"]["data"]]
    entries = _legend(option)
    more = max(0, len(legend_lines(entries, wide)) - 1)
    top = LEGEND_LINE * more + (TOP if "legend" in option else BARE)
    height = top + (ROW * len(names) if across else 260) + BOTTOM
    picture = Canvas(height, title, finding, foot, wide)
    frame = _Frame.of(option, names, across, top, height, wide)
    frame.axes(picture)
    for one in option["series"]:
        _series(picture, frame, one)
    picture.legend(entries)
    return picture.done()


@dataclass(frozen=True)
class _Frame:
    """Where names and values lie on the paper (坐标); `stacks` is what is piled up so far."""

    names: Sequence[str]
    across: bool
    left: float
    top: float
    height: float
    low: float
    high: float
    unit: str
    every: int = 0
    wide: int = WIDE
    stacks: dict[str, list[float]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        option: Option,
        names: Sequence[str],
        across: bool,
        top: float,
        height: float,
        wide: int,
    ) -> "_Frame":
        axis = option["xAxis" if across else "yAxis"]
        values = [*_extent(option)]
        low, high = axis.get("min", min(values)), axis.get("max", max(values))
        if "min" not in axis and any(one["type"] == "bar" for one in option["series"]):
            low, high = min(0.0, low), max(0.0, high)
        step = _step(high - low)
        low = low if "min" in axis else step * math.floor(low / step + 1e-9)
        high = high if "max" in axis else step * math.ceil(high / step - 1e-9)
        unit = str(axis.get("axisLabel", {}).get("formatter", "")).replace("{value}", "")
        lines = [line for name in names for line in name.split("\n")]
        longest = max((len(line.encode("gbk", "replace")) for line in lines), default=0)
        left = 24 + min(6.3 * longest, 280 * wide / WIDE) if across else 52
        every = option["xAxis"].get("axisLabel", {}).get("interval", -1) + 1
        top_value = high if high > low else low + 1
        return cls(names, across, left, top, height, low, top_value, unit, every, wide)

    def value(self, number: float) -> float:
        """Place a value along its axis."""
        part = (number - self.low) / (self.high - self.low)
        if self.across:
            return self.left + part * (self.wide - RIGHT - self.left)
        return self.height - BOTTOM - part * (self.height - BOTTOM - self.top)

    def name(self, place: float) -> float:
        """Place a name, in the middle of its band."""
        if self.across:
            return self.top + ROW * (place + 0.5)
        return self.left + (place + 0.5) * (self.wide - 24 - self.left) / len(self.names)

    def at(self, place: float, number: float) -> Point:
        point = self.name(place), self.value(number)
        return (point[1], point[0]) if self.across else point

    def axes(self, picture: Canvas) -> None:
        """Draw faint lines at round values, and the names."""
        step = _step(self.high - self.low)
        for tick in range(
            math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9) + 1
        ):
            value = tick * step
            ends = [self.at(-0.5, value), self.at(len(self.names) - 0.5, value)]
            picture.line(ends, GRID if value else FAINT, 0.8)
            said = f"{value:g}{self.unit}".replace("-", "−")
            x, y = ends[-1] if self.across else ends[0]
            if self.across:
                picture.text(x, y + 15, said, size=10.5, color=FAINT, anchor="middle")
            else:
                picture.text(x - 6, y + 4, said, size=10.5, color=FAINT, anchor="end")
        for place in self.named():
            x, y = self.at(place, self.low)
            if self.across:
                rows = self.names[place].split("\n")
                for row, text in enumerate(rows):
                    down = 4 + 11 * (row - (len(rows) - 1) / 2)
                    picture.text(self.left - 8, y + down, text, size=11, anchor="end")
            else:
                name = self.names[place]
                picture.text(x, y + 18, name, size=10.5, color=FAINT, anchor="middle")

    def named(self) -> range:
        """Say which places are named: as the option asks, else as many as there is room for."""
        count = len(self.names)
        if self.every:
            return range(0, count, self.every)
        step = 1 if self.across else math.ceil(count / (self.wide // 51))
        return range((count - 1) % step, count, step)

    def pile(self, stack: str, values: Sequence[float | None]) -> list[tuple[float, float] | None]:
        """Put values on what is piled up under their name; from and to, by place."""
        floor = self.stacks.setdefault(stack, [0.0] * len(self.names)) if stack else None
        found: list[tuple[float, float] | None] = []
        for place, value in enumerate(values):
            start = floor[place] if floor else 0.0
            found.append(None if value is None else (start, start + value))
            if floor and value is not None:
                floor[place] = start + value
        return found


def _series(picture: Canvas, frame: _Frame, one: Option) -> None:
    if one["type"] == "line":
        _line(picture, frame, one)
    elif one["type"] == "bar":
        _bars(picture, frame, one)
    else:
        _dots(picture, frame, one)
    _marks(picture, frame, one)


def _line(picture: Canvas, frame: _Frame, one: Option) -> None:
    piled = frame.pile(one.get("stack", ""), [_number(item) for item in one["data"]])
    known = [(place, *pair) for place, pair in enumerate(piled) if pair]
    if shade := one.get("areaStyle"):
        upper = [frame.at(place, to) for place, _, to in known]
        lower = [frame.at(place, start) for place, start, _ in known]
        picture.area([*upper, *reversed(lower)], shade["color"], shade["opacity"])
    style = one.get("lineStyle", {})
    if style.get("opacity", 1) == 0:
        return
    dash = DASHES.get(style.get("type", "solid"), "")
    for run in [known] if one.get("connectNulls") else _runs(known):
        picture.line([frame.at(p, to) for p, _, to in run], _ink(style), style["width"], dash)
    if one.get("symbol", "none") != "none":
        for place, _, to in known:
            picture.dot(*frame.at(place, to), _ink(style), one.get("symbolSize", 5) / 2)
    end = -math.inf
    for place, _, to in known:
        item = one["data"][place]
        if isinstance(item, dict) and item.get("label", {}).get("show"):
            x, y = frame.at(place, to)
            said = _said(item["label"], to)
            if one.get("labelLayout", {}).get("hideOverlap") and x - LETTER * len(said) / 2 < end:
                continue
            end = x + LETTER * len(said) / 2
            picture.text(x, y - 8, said, size=10.5, anchor="middle", weight=700)


def _bars(picture: Canvas, frame: _Frame, one: Option) -> None:
    piled = frame.pile(one.get("stack", ""), [_number(item) for item in one["data"]])
    if one.get("itemStyle", {}).get("opacity", 1) == 0:
        return
    thick = min(one["barWidth"] if "barWidth" in one else one.get("barMaxWidth", 16), 16)
    for place, (pair, item) in enumerate(zip(piled, one["data"], strict=True)):
        if pair is None:
            continue
        own = item if isinstance(item, dict) else {}
        color = _own(own, one, "itemStyle").get("color", SCREEN_INK)
        (x0, y0), (x1, y1) = (frame.at(place, number) for number in pair)
        if frame.across:
            picture.box(min(x0, x1), y0 - thick / 2, abs(x1 - x0), thick, color)
        else:
            picture.box(x0 - thick / 2, min(y0, y1), thick, abs(y1 - y0), color)
        label = _own(own, one, "label")
        if label.get("show") and frame.across:
            said = _said(label, pair[1])
            picture.text(max(x0, x1) + 6, y1 + 4, said, size=11, color=FAINT)


def _dots(picture: Canvas, frame: _Frame, one: Option) -> None:
    for item in one["data"]:
        own = item if isinstance(item, dict) else {"value": item}
        first, second = own["value"]
        value, name = (first, second) if frame.across else (second, first)
        if value is None:
            continue
        x, y = frame.at(list(frame.names).index(str(name)), float(value))
        color = _own(own, one, "itemStyle").get("color", SCREEN_INK)
        picture.dot(x, y, color, one.get("symbolSize", 8) / 2)
        label = _own(own, one, "label")
        if label.get("show"):
            picture.text(x, y - 8, _said(label, float(value)), size=10, anchor="middle")


def _marks(picture: Canvas, frame: _Frame, one: Option) -> None:
    """Draw a target: a line across, or a mark at its year."""
    mark = one.get("markLine")
    if mark:
        style = mark["lineStyle"]
        for item in mark["data"]:
            (value,) = item.values()
            ends = [frame.at(-0.5, value), frame.at(len(frame.names) - 0.5, value)]
            picture.line(ends, style["color"], style["width"], DASHES.get(style["type"], ""))
            x, y = ends[0]
            anchor = "middle" if frame.across else "start"
            said = str(mark["label"]["formatter"])
            picture.text(x + 4, y - 6, said, size=11, color=style["color"], anchor=anchor)
    for item in one.get("markPoint", {}).get("data", []):
        name, value = item["coord"]
        x, y = frame.at(list(frame.names).index(name), value)
        color = one["markPoint"]["itemStyle"]["color"]
        picture.area([(x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6)], color, 1)
        said = str(one["markPoint"]["label"]["formatter"])
        if frame.wide < WIDE:  # beside it, lines would cross its words
            picture.line([(x, frame.top), (x, y - 6)], color, 1, DASHES["dotted"])
            picture.text(x, frame.top - 5, said, size=11, color=color, anchor="middle")
        else:
            picture.text(x, y + 20, said, size=11, color=color, anchor="middle")


def _legend(option: Option) -> list[LegendEntry]:
    """Name the series that the option lists, in its order."""
    listed = option.get("legend", {}).get("data", [])
    found = [entry for one in option["series"] for entry in _entry(one) if entry[0] in listed]
    return sorted(found, key=lambda entry: listed.index(entry[0]))


def _entry(one: Option) -> list[LegendEntry]:
    """Name a series in the legend."""
    if "name" not in one:
        return []
    if shade := one.get("areaStyle"):
        return [(one["name"], shade["color"], "band" if shade["opacity"] > 0.12 else "pale")]
    style = _own(one, {}, "lineStyle") or _own(one, {}, "itemStyle")
    kind = "dash" if style.get("type", "solid") != "solid" else "line"
    return [(one["name"], _ink({"color": SCREEN_INK} | style), kind)]


def _extent(option: Option) -> Iterator[float]:
    """Every value that the value axis must hold."""
    across = option["yAxis"]["type"] == "category"
    piles: dict[str, dict[int, float]] = {}
    for one in option["series"]:
        pile = piles.setdefault(one["stack"], {}) if "stack" in one else {}
        for place, item in enumerate(one["data"]):
            value = _number(item, across)
            if value is not None:
                pile[place] = pile.get(place, 0.0) + value if "stack" in one else value
                yield pile[place]
        for item in one.get("markLine", {}).get("data", []):
            yield from item.values()
        for item in one.get("markPoint", {}).get("data", []):
            yield float(item["coord"][1])


def _own(datum: Option, series: Option, key: str) -> Option:
    """A datum's own style, else its series'."""
    found: Option = datum.get(key) or series.get(key) or {}
    return found


def _number(item: Any, across: bool = True) -> float | None:
    """Read one datum: a number, or one with a style, or a pair with its name."""
    value = item["value"] if isinstance(item, dict) else item
    if isinstance(value, list):
        value = value[0 if across else 1]
    return None if value is None else float(value)


def _runs(known: Sequence[tuple[int, float, float]]) -> Iterator[list[tuple[int, float, float]]]:
    """Cut where a year is missing: a line does not bridge a gap."""
    run: list[tuple[int, float, float]] = []
    for point in known:
        if run and point[0] != run[-1][0] + 1:
            yield run
            run = []
        run.append(point)
    if run:
        yield run


def _said(label: Option, value: float) -> str:
    """Print a label as ECharts does."""
    return str(label["formatter"]).replace("{c}", f"{value:g}").replace("-", "−")


def _ink(style: Option) -> str:
    """A colour on white paper: the mid-grey of the screen is darker there."""
    color = str(style["color"])
    return INK if color == SCREEN_INK else color


def _step(span: float) -> float:
    """A round distance between lines, about six of them."""
    rough = max(span, 1e-9) / 6
    power = float(10.0 ** math.floor(math.log10(rough)))
    return next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
