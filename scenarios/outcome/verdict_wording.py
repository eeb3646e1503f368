"""What a judgement is called (判定用语): one place for every screen, file and message.

A verdict is met, missed or too_close wherever a machine reads it. In words it depends on tense
(a published year is done, one ahead is expected), on whether a miss lies within the tolerance
that the target's own wording leaves (左右), and on whether revisions may yet change it.
"""

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from base.digits import chance as chance
from base.digits import exact, point_noun, rounded
from base.problems import Text
from scenarios.outcome.targets import Target, Verdict
from scenarios.outcome.thresholds import on_threshold, within_tolerance

Tone = Literal["met", "missed", "near"]
"""What colours a verdict: `near` is neither, too close to call or within the tolerance."""

MARKS: Final[dict[Tone, str]] = {"met": "✓", "missed": "✕", "near": "≈"}

OPEN: Final = 0.25
"""Odds of a revision that crosses the line, from which on a past verdict says that it may."""

GAPS: Final = {
    "above": Text("高出目标 {0} 个百分点", "{0} points above the target"),
    "below": Text("低于目标 {0} 个百分点", "{0} points below the target"),
    "level": Text("与目标持平", "level with the target"),
}

SHORT_GAPS: Final = {
    "above": Text("高 {0}", "{0} above"),
    "below": Text("低 {0}", "{0} below"),
    "level": Text("持平", "level"),
}
"""The same in a column that is headed as points against the target."""

_AHEAD: Final[dict[Verdict, Text]] = {
    "met": Text("预计达到", "expected to meet it"),
    "missed": Text("预计达不到", "expected to miss it"),
    "too_close": Text("难分", "too close to call"),
}
_PAST: Final[dict[Verdict, Text]] = {
    "met": Text("已达成", "met"),
    "missed": Text("未达成", "missed"),
    "too_close": Text("修订可能改变", "revisions may change it"),
}
_BELOW: Final = {
    True: Text("低于{0}", "below {0}"),
    False: Text("预计低于{0}", "expected below {0}"),
}
_LEVEL: Final = Text("未超过{0}", "not above {0}")
_ABOUT: Final = {
    True: Text("，在“左右”范围内", ', within "about"'),
    False: Text("，在容差范围内", ", within its tolerance"),
}
_READ_AS: Final = {
    True: Text(
        "“左右”按 ±{0} 个百分点计，概率不按此放宽",
        '"about" read as ±{0} {1}, which the odds do not allow',
    ),
    False: Text(
        "容差 ±{0} 个百分点，概率不按此放宽", "tolerance ±{0} {1}, which the odds do not allow"
    ),
}
_ASKED: Final = {
    True: Text("超过{0}", "above {0}"),
    False: Text("{0}及以上", "{0} or more"),
}
_ODDS: Final = {
    True: Text("超过{0}的概率", "odds of more than {0}"),
    False: Text("达到{0}及以上的概率", "odds of {0} or more"),
}
_KEPT: Final = {
    True: Text("日后修订仍超过{0}的概率", "odds that revisions leave it above {0}"),
    False: Text("日后修订仍在{0}及以上的概率", "odds that revisions leave it at {0} or more"),
}
_REACHED: Final = {
    True: Text("日后修订超过{0}的概率", "odds that revisions lift it above {0}"),
    False: Text("日后修订达到{0}及以上的概率", "odds that revisions bring it to {0} or more"),
}
"""What odds count: the threshold itself, never the tolerance around it."""


class Judged(Protocol):
    """A judgement's digits, worked out here or carried by a link (判定数字); fractions."""

    @property
    def value(self) -> float:
        """The published figure of a past year, else the median."""

    @property
    def odds(self) -> float:
        """Odds that the target is met, of a past year once revised."""

    @property
    def verdict(self) -> Verdict:
        """The verdict as machines read it."""

    @property
    def published(self) -> bool:
        """Whether the year is published."""


@dataclass(frozen=True)
class Said:
    """A judgement in words (判定用语): its mark, its colour, and what it is called.

    `tolerated`: the phrase says that it misses within the tolerance, or is too close to call.
    """

    mark: str
    tone: Tone
    phrase: Text
    tolerated: bool

    def marked(self, language: Literal["zh", "en"]) -> str:
        """Give the phrase behind its mark (带记号): ✓ 预计达到."""
        return f"{self.mark} {self.phrase[language]}"


def said(target: Target, one: Judged) -> Said:
    """Put a judgement in words (判定用语)."""
    gap = one.value - target.threshold
    return called(
        target,
        one.verdict,
        published=one.published,
        within=within_tolerance(gap, target.tolerance),
        may_turn=may_turn(one.verdict, one.odds),
        level=on_threshold(gap),
    )


def may_turn(verdict: Verdict, odds: float) -> bool:
    """Say whether revisions may well cross the line (修订可能改变), by the odds of being met."""
    return (odds if verdict == "missed" else 1 - odds) >= OPEN


def called(
    target: Target,
    verdict: Verdict,
    *,
    published: bool,
    within: bool = False,
    may_turn: bool = False,
    level: bool = False,
) -> Said:
    """Name a verdict (判定名称): `within` the tolerance; `may_turn`, revisions may change it.

    `level`: the figure equals the threshold, which a target that asks for more is missed by.
    """
    tolerated = within and target.tolerance > 0 and verdict != "met"
    phrase = (_PAST if published else _AHEAD)[verdict]
    if tolerated:
        if verdict == "missed":
            phrase = _filled(_LEVEL if level else _BELOW[published], _line(target))
        phrase = _joined(phrase, _ABOUT[target.about])
    if published and may_turn and verdict != "too_close":
        phrase = _joined(_joined(phrase, Text("，", ", ")), _PAST["too_close"])
    tone: Tone = "near" if tolerated or verdict == "too_close" else verdict
    return Said(MARKS[tone], tone, phrase, tolerated)


def tolerance_said(target: Target) -> Text:
    """Say how wide a target's tolerance is (容差)."""
    number = exact(target.tolerance, 2)
    return _filled(_READ_AS[target.about], number, point_noun(number))


def gap_said(gap: float, digits: int = 2, short: bool = False) -> Text:
    """Say how far from the target, and on which side (与目标之差); `gap` is a fraction.

    >>> gap_said(0.0101).en, gap_said(-0.003).zh
    ('1.01 points above the target', '低于目标 0.30 个百分点')
    """
    points = rounded(gap, digits, 2)
    side = "above" if points > 0 else "below" if points < 0 else "level"
    return _filled((SHORT_GAPS if short else GAPS)[side], f"{abs(points):.{digits}f}")


def asked(target: Target) -> Text:
    """Say which figures meet a target (达标范围), as its odds count them: 6.5%及以上, 超过60%."""
    return _filled(_ASKED[target.strict], _line(target))


def odds_of(target: Target, verdict: Verdict, published: bool) -> Text:
    """Say what the odds of a judgement are the odds of (何种概率), and which figures they count."""
    kinds = (_KEPT if verdict == "met" else _REACHED) if published else _ODDS
    return _filled(kinds[target.strict], _line(target))


def _line(target: Target) -> str:
    """Print the threshold (目标值)."""
    return f"{exact(target.threshold, 2)}%"


def _filled(text: Text, *values: str) -> Text:
    return Text(text.zh.format(*values), text.en.format(*values))


def _joined(first: Text, second: Text) -> Text:
    return Text(first.zh + second.zh, first.en + second.en)
