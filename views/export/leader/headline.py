"""A link's headline as a picture (题头图): what a chat program shows, in 1200 × 630."""

from html import escape
from typing import Final

from views.export.leader.briefing import Briefing, ToldNumber
from views.present.echarts import FONT
from views.present.provenance import cut
from views.present.svg import within
from views.words.words import word

WIDE, HIGH, EDGE = 1200, 630, 56
TONES: Final = {"met": "#007a5a", "missed": "#b34700", "near": "#8a5a00", "": "#555d6b"}
INK, FAINT = "#1d2430", "#555d6b"

TITLE: Final = 96
"""How wide a title may be, in Latin letters; the page has it whole."""


def headline(briefing: Briefing) -> str:
    """Draw title, conclusion and the leading numbers as SVG (题头图), in the language spoken."""
    parts = [_text(EDGE, 76, word("brand"), 26, FAINT)]
    y = 128.0
    for line in within(cut(briefing.title, TITLE), _room(34)):
        parts.append(_text(EDGE, y, line, 34, INK, bold=True))
        y += 46
    for line in within(briefing.conclusion, _room(28))[:4]:
        parts.append(_text(EDGE, y + 8, line, 28, INK))
        y += 38
    top = max(340.0, y + 48)
    for place, one in enumerate(briefing.figures[:2]):
        parts += _number(one, EDGE + place * (WIDE - 2 * EDGE) / 2, top)
    parts.append(_text(EDGE, HIGH - 30, cut(briefing.seal, TITLE), 22, FAINT))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" '
        f'height="{HIGH}" role="img" font-family="{escape(FONT)}">'
        f"<title>{escape(briefing.title)}</title><desc>{escape(briefing.conclusion)}</desc>"
        f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>'
        f'<rect width="12" height="{HIGH}" fill="{_tone(briefing)}"/>{"".join(parts)}</svg>'
    )


def _tone(briefing: Briefing) -> str:
    """The colour of the share's verdict, which the conclusion ends on."""
    return TONES[briefing.figures[-1 if len(briefing.figures) < 2 else 1].tone]


def _number(one: ToldNumber, x: float, top: float) -> list[str]:
    """A number below what it is; then its verdict, and its first line: of a share, its scope."""
    room = WIDE / 2 - EDGE - 20
    below = [(one.verdict, TONES[one.tone])] if one.verdict else []
    below.append((one.lines[0], FAINT))
    return [
        _text(x, top, cut(one.head, _letters(room, 24)), 24, FAINT),
        _text(x, top + 72, one.number, 64, INK, bold=True),
        *(
            _text(x, top + 112 + 30 * row, cut(said, _letters(room, 22)), 22, color)
            for row, (said, color) in enumerate(below)
        ),
    ]


def _letters(room: float, size: float) -> int:
    """Count the Latin letters that surely have room."""
    return int(room / size / 0.56)


def _room(size: float) -> float:
    return (WIDE - 2 * EDGE) / size


def _text(x: float, y: float, words: str, size: float, color: str, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:g}" fill="{color}"{weight}>'
        f"{escape(words)}</text>"
    )
