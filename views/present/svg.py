"""A picture as SVG, written by hand (矢量图): text, lines and shapes on white paper."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from views.present.echarts import FONT

INK, FAINT, GRID = "#333333", "#666666", "#d9d9d9"
BLUE, PALE, ORANGE, GREY = "#0072b2", "#7db3d5", "#d55e00", "#8a8a8a"
"""The live picture's colours, Okabe and Ito's, on white."""

Point = tuple[float, float]
LegendEntry = tuple[str, str, str]
"""Words, colour, and line, dash, band or pale."""

WIDE: Final = 720
NARROW: Final = 360
"""How wide a picture is on paper and a wide screen, and on a phone."""


HEAD, HEAD_LINE, FOOT, FOOT_LINE, LEGEND_LINE = 16, 22, 9.5, 14, 17
"""Sizes of the title and of the lines below, and the height of their lines."""


class Canvas:
    """A picture that is drawn piece by piece (画布); `finding` is what it shows, in words.

    `height` is that of the drawing under one line of title. A longer title moves it down, and
    the lines of `foot`, each broken where it has no room, stand below it.
    """

    def __init__(
        self, height: float, title: str, finding: str, foot: Sequence[str], wide: int = WIDE
    ) -> None:
        self.height, self.wide, self.parts = height, wide, list[str]()
        self.title, self.finding = title, finding
        self.heads = broken(title, HEAD, wide) or [""]
        self.feet = [piece for line in foot for piece in broken(line, FOOT, wide)]

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 12,
        color: str = INK,
        anchor: str = "start",
        weight: int = 400,
    ) -> None:
        """Write words (文字); `anchor` is start, middle or end."""
        bold = ' font-weight="700"' if weight > 400 else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{color}" '
            f'text-anchor="{anchor}"{bold}>{escape(words)}</text>'
        )

    def line(self, points: Sequence[Point], color: str, width: float = 2, dash: str = "") -> None:
        """Draw a line through points (折线)."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<polyline points="{_points(points)}" fill="none" stroke="{color}" '
            f'stroke-width="{width:g}" stroke-linejoin="round"{dashed}/>'
        )

    def area(self, points: Iterable[Point], color: str, opacity: float) -> None:
        """Fill between points (填充)."""
        self.parts.append(
            f'<polygon points="{_points(points)}" fill="{color}" fill-opacity="{opacity:g}"/>'
        )

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """Draw a bar (条)."""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" '
            f'height="{height:.1f}" fill="{color}"/>'
        )

    def dot(self, x: float, y: float, color: str, radius: float = 3.5) -> None:
        """Draw a dot (点)."""
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{color}"/>')

    def legend(self, entries: Sequence[LegendEntry], y: float = 48) -> None:
        """Name what is drawn (图例), on as many lines as it takes."""
        for row, line in enumerate(legend_lines(entries, self.wide)):
            self._legend_line(line, y + LEGEND_LINE * row)

    def _legend_line(self, entries: Sequence[LegendEntry], y: float) -> None:
        x = 16.0
        for words, color, kind in entries:
            if kind in ("band", "pale"):
                shade = 0.3 if kind == "band" else 0.12
                self.area([(x, y - 9), (x + 18, y - 9), (x + 18, y), (x, y)], color, shade)
            else:
                self.line(
                    [(x, y - 4), (x + 18, y - 4)], color, 2.5, "5 4" if kind == "dash" else ""
                )
            self.text(x + 23, y, words, size=11)
            x += _taken(words)

    def done(self) -> str:
        """Give the picture as SVG (成图)."""
        down = HEAD_LINE * (len(self.heads) - 1)
        drawn = f'<g transform="translate(0 {down})">{"".join(self.parts)}</g>'
        self.parts = []
        for number, words in enumerate(self.heads):
            self.text(16, 26 + HEAD_LINE * number, words, size=HEAD, weight=700)
        top = self.height + down - 10
        for number, words in enumerate(self.feet):
            self.text(16, top + FOOT_LINE * number, words, size=FOOT, color=FAINT)
        body, height = drawn + "".join(self.parts), top + FOOT_LINE * len(self.feet) - 4
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.wide} {height:g}" '
            f'width="{self.wide}" height="{height:g}" role="img" '
            f'aria-label="{escape(self.finding)}" font-family="{escape(FONT)}">'
            f"<title>{escape(self.title)}</title><desc>{escape(self.finding)}</desc>"
            f'<rect width="{self.wide}" height="{height:g}" fill="#ffffff"/>{body}</svg>'
        )


def legend_lines(entries: Iterable[LegendEntry], wide: int) -> list[list[LegendEntry]]:
    """Part a legend into lines that have room (图例分行)."""
    lines, left = list[list[LegendEntry]](), 0.0
    for one in entries:
        taken = _taken(one[0])
        if not lines or left < taken - 16:
            lines.append([])
            left = wide - 32.0
        lines[-1].append(one)
        left -= taken
    return lines


def _taken(words: str) -> int:
    """How much of a line an entry of a legend takes, with the gap behind it."""
    return 23 + 6 * len(words.encode("gbk", "replace")) + 16


def broken(words: str, size: float, wide: int = WIDE) -> list[str]:
    """Break a line where the picture has no more room (折行), between words where there are any.

    >>> [len(line) for line in broken("字" * 100, 16)]
    [43, 43, 14]
    """
    return within(words, (wide - 32) / size)


def within(words: str, room: float) -> list[str]:
    """Break a line to a width in Chinese letters (折行)."""
    wide, lines = 0.0, [""]
    for piece in re.findall(r"(?:[!-~]+|.)[，。；：、！？）”》]*", " ".join(words.split())):
        for part in [piece] if _wide(piece) <= room else piece:
            more = _wide(part)
            if wide + more > room:
                lines[-1] = lines[-1].rstrip()
                lines.append("")
                part, wide = part.lstrip(), 0.0
            lines[-1] += part
            wide += more
    return lines if lines[0] else []


def _wide(words: str) -> float:
    """Count a line's width in Chinese letters, a little above what fonts take."""
    return sum(1.0 if len(one.encode("gbk", "replace")) > 1 else 0.56 for one in words)


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
