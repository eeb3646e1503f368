"""Words of the workbook that follow its cells (随单元格变动的用语): verdicts and the sentence.

Every piece is a text and the formula that gives it; both are read off the same words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from base.digits import HALF_A_DIGIT
from scenarios.outcome.deterministic_path import Alignment, JudgedPath
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Judgement, Verdict, official
from scenarios.outcome.thresholds import on_threshold
from scenarios.outcome.verdict_wording import MARKS, SHORT_GAPS, called, may_turn, odds_of, said
from views.present.verdict_cards import passing, scope_label
from views.words.numbers import chance, percent
from views.words.words import growing, joined, language, running, word

LONGEST: Final = 8_000
"""Letters of a formula; Excel takes 8,192."""

COLUMNS: Final = {
    **{"scope": 9, "target": 48, "threshold": 12, "path": 12, "aligned": 12, "gap": 16},
    **{"verdict": 26, "median_path": 12, "odds_then": 12, "verdict_then": 26},
}
"""Columns of the sheet of verdicts from A on: the word of each head, and its width in letters."""


def cell(head: str, row: int | str) -> str:
    """Name a cell of the sheet of verdicts (单元格): by its column's head, and its row.

    >>> cell("gap", 12)
    'F12'
    """
    return f"{xl_col_to_name(list(COLUMNS).index(head))}{row}"


@dataclass(frozen=True)
class Live:
    """A piece of text (活的文字): what it says now, and the formula that says it."""

    text: str
    formula: str


@dataclass(frozen=True)
class Line:
    """A target's line on the sheet (判定行): as the cells have it, as drawn, and its row."""

    live: JudgedPath
    drawn: Judgement
    row: int

    def verdict(self) -> Live:
        """Name the verdict by the gap's cell, in points (判定)."""
        gap, target = cell("gap", self.row), self.drawn.target
        missed = self._named("missed")
        if target.tolerance:
            inside = f"ABS({gap})<={100 * target.tolerance + 1e-7:.7f}"
            missed = f"IF({inside},{self._named('missed', within=True)},{missed})"
        test = f"{gap}>0.0000001" if target.strict else f"{gap}>=-0.0000001"
        formula = f"IF({test},{self._named('met')},{missed})"
        if not self.live.published:
            close = self._named("too_close", within=target.tolerance >= HALF_A_DIGIT)
            formula = f"IF(ABS({gap})<{100 * HALF_A_DIGIT:g},{close},{formula})"
        now = replace(self.drawn, value=self.live.aligned, verdict=self.live.verdict)
        return Live(said(target, now).marked(language()), formula)

    def _named(self, verdict: Verdict, within: bool = False) -> str:
        """Spell one name that the verdict may have."""
        one = self.drawn
        named = called(
            *(one.target, verdict),
            published=one.published,
            within=within,
            may_turn=may_turn(verdict, one.odds),
            level=on_threshold(one.gap),
        )
        return _quoted(named.marked(language()))


def gap_format() -> str:
    """Give the number format of a gap in points (差距格式): 高 1.01, 低 0.30, 持平."""
    sides = []
    for text in SHORT_GAPS.values():
        before, number, after = text[language()].partition("{0}")
        named = [f'"{one}"' if one else "" for one in (before, after)]
        sides.append(f"{named[0]}0.00{named[1]}" if number else named[0])
    return ";".join(sides)


def sentence(lines: Sequence[Line], scope: str, outcome: Outcome) -> Live:
    """Say the verdicts in plain words, by the cells (结论): odds are as of export."""
    growth, share = official("services_real_growth"), official("producer_share")
    first = next(one for one in lines if one.drawn.target == growth)
    shares = [one for one in lines if one.drawn.target == share]
    chosen = next(one for one in shares if one.drawn.scope == scope)
    key = "lead_past" if first.live.published else "lead_ahead"
    pieces = _pieces(key, first, _growing(first))
    labels = {one: scope_label(one, outcome) for one in outcome.scope_ids}
    passed = _passing(shares, labels)
    pieces.append(_fixed(running("", "")))
    pieces += _pieces("lead_share", chosen, _percent(chosen), labels[scope], passed)
    text, formula = "".join(one.text for one in pieces), "&".join(one.formula for one in pieces)
    # With dozens of own scopes it is longer than a spreadsheet takes, and stands as it is now.
    return Live(text, f"={formula if len(formula) < LONGEST else _quoted(text)}")


def _pieces(
    key: str, line: Line, value: Live, scope: str = "", passed: Live | None = None
) -> list[Live]:
    """Fill a sentence's places, each with its text and formula."""
    tongue, one = language(), line.drawn
    verdict = line.verdict().text[2:]
    odds = f"{odds_of(one.target, one.verdict, one.published)[tongue]}{word('then_odds')}"
    filled = {
        "{0}": _fixed(str(one.target.year)),
        "{1}": value,
        "{2}": _fixed(one.target.wording_in(tongue)),
        "{3}": Live(verdict, f"MID({cell('verdict', line.row)},3,99)"),
        "{4}": _fixed(odds),
        "{5}": _fixed(chance(one.odds)),
        "{6}": _fixed(word("of_cells")),
        "{7}": _fixed(scope),
        "{8}": passed or _fixed(""),
    }
    pattern = word(key, *filled)
    return [filled.get(piece) or _fixed(piece) for piece in re.split(r"(\{\d\})", pattern) if piece]


def _growing(line: Line) -> Live:
    """Growth by its cell, grown or shrunk."""
    grown, ahead = cell("aligned", line.row), not line.live.published
    up, down = ("to_grow", "to_shrink") if ahead else ("grew", "shrank")
    sides = [
        "&".join(
            f'TEXT(ABS({grown}),"0.0%")' if piece == "{0}" else _quoted(piece)
            for piece in re.split(r"(\{0\})", word(key, "{0}"))
            if piece
        )
        for key in (down, up)
    ]
    text = growing(line.live.aligned, ahead)
    return Live(text, f"IF(ROUND({grown},3)<0,{sides[0]},{sides[1]})")


def _percent(line: Line) -> Live:
    return Live(percent(line.live.aligned), f'TEXT({cell("aligned", line.row)},"0.0%")')


def _passing(shares: Sequence[Line], labels: Mapping[str, str]) -> Live:
    """Name the scopes that pass and those too close, by the cells of verdicts and gaps."""

    def named(test: str) -> str:
        each = (
            f'IF({test.format(one.row)},{_quoted(labels[str(one.drawn.scope)] + "|")},"")'
            for one in shares
        )
        listed = "&".join(each)
        comma = _quoted(joined(("", "")))
        return f'SUBSTITUTE(LEFT({listed},MAX(LEN({listed})-1,0)),"|",{comma})'

    passed = f'LEFT({cell("verdict", "{0}")},1)="{MARKS["met"]}"'
    met, close = named(passed), named(f"ABS({cell('gap', '{0}')})<{100 * HALF_A_DIGIT:g}")
    start, between = (_before(key) for key in ("passing", "passing_close"))
    told = f'IF({met}="",{_quoted(word("passing_none"))},{start}&{met})'
    told += f'&IF({close}="","",{between}&{close})'
    every = "AND(" + ",".join(passed.format(one.row) for one in shares) + ")"
    verdicts = {labels[str(one.drawn.scope)]: one.live.verdict for one in shares}
    return Live(passing(verdicts), f"IF({every},{_quoted(word('passing_all'))},{told})")


def _before(key: str) -> str:
    """Spell what stands before the value of a word."""
    return _quoted(word(key, "{0}").removesuffix("{0}"))


def _fixed(text: str) -> Live:
    return Live(text, _quoted(text))


def _quoted(text: str) -> str:
    """Spell a text as a formula does."""
    return '"' + text.replace('"', '""') + '"'


def aligned_note(alignment: Alignment) -> str:
    """Say how far the path lies from the draws' medians (对齐说明), as its rows have it."""
    apart = sorted(round(100 * float(one), 2) + 0.0 for one in alignment.growth)
    least, most = apart[0], apart[-1]
    if least == most == 0:
        return word("aligned_note", word("path_level"))
    if least < 0 < most:
        return word("aligned_note", word("path_around", f"{most:.2f}", f"{-least:.2f}"))
    near, far = (f"{one:.2f}" for one in sorted((abs(least), abs(most))))
    between = near if near == far else word("range", near, far)
    return word("aligned_note", word("path_below" if most > 0 else "path_above", between))
