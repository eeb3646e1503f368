"""What a leader reads of a link that is believed (领导阅读内容), in the language spoken.

*As sent* is what was worked out here, as the app's own page of the link shows it: the same
judgements, printed by the same functions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from base.digits import minus, rounded
from data.sections import COLUMNS, TERTIARY
from records.links.opened import Opened
from records.publishing.opening import Saving
from scenarios.assume.scenario import counted
from scenarios.outcome.attribution import Split, growth_split, printed, share_split
from scenarios.outcome.simulate import Outcome, plain_of
from scenarios.outcome.targets import Judgement, by_scope, judge_all
from scenarios.outcome.verdict_wording import gap_said, said, tolerance_said
from views.present import charts
from views.present.age import data_age, data_day
from views.present.charts import Chart
from views.present.ledger import LedgerLine, ledger, left_behind, told
from views.present.link_differences import DifferenceRow, checked, differences
from views.present.names import name, part_name
from views.present.seals import claimed, claims, kept_said, known_as, sealed, title_of
from views.present.verdict_cards import odds_text, passing, scope_called, unjudged_said
from views.words.numbers import percent
from views.words.words import aside, growing, joined, language, pick, sized, word

SINCE = 2016
"""First year of history on a phone's chart."""

DOT = " · "


@dataclass(frozen=True)
class ToldNumber:
    """A number and what it means (一个数字), as printed; `tone` is "" where nothing is judged."""

    head: str
    number: str
    tone: str = ""
    verdict: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class TwoClocks:
    """A figure as sent and today (今昔), as printed; `now` is None where today has none."""

    then: ToldNumber
    now: ToldNumber | None

    @property
    def same(self) -> bool:
        """Whether both print the same (一致)."""
        return self.then == self.now


@dataclass(frozen=True, eq=False)
class Briefing:
    """A believed link in a leader's words (领导阅读内容).

    `savings` are those of its record in this store, `today` is the region's day.
    """

    opened: Opened
    savings: Sequence[Saving]
    today: date

    @cached_property
    def outcome(self) -> Outcome:
        """What was worked out here, as sent (当时结果)."""
        assert self.opened.decided is not None, "it is believed"
        return self.opened.decided

    @cached_property
    def plain(self) -> Outcome:
        """The baseline of then, with nothing assumed (基准结果)."""
        return plain_of(self.outcome)

    @property
    def scope(self) -> str:
        """The scope that the scenario is judged by (当前口径)."""
        return self.opened.pin.shown.scope

    @property
    def ahead(self) -> int:
        """The year ahead (下一年): the first that was forecast."""
        return self.outcome.years[0]

    @cached_property
    def judged(self) -> list[Judgement]:
        """Every target as sent, a share by the chosen scope (当时判定)."""
        return by_scope(self.opened.judged(), self.scope)

    @cached_property
    def share(self) -> Judgement | None:
        """The share that leads (比重): an official target's, else one's own."""
        return leading_share(self.judged)

    @property
    def title(self) -> str:
        """What it is called (标题)."""
        plain = word("plain_baseline") if self.opened.pin.shown.empty else word("unnamed")
        return title_of(self.opened, self.savings) or plain

    @property
    def conclusion(self) -> str:
        """Say in one sentence what it comes to (结论): the year ahead, then the share."""
        return concluded(self.outcome, self.judged)

    @property
    def counted_as(self) -> str:
        """Name the scope, its id first (口径名称)."""
        return self._scope(str(self.share.scope) if self.share else self.scope)

    def _scope(self, scope: str) -> str:
        return scope_called(scope, self.outcome.baseline, self.outcome.scenario)

    @property
    def figures(self) -> list[ToldNumber]:
        """The year ahead, the share, then every other target (数字)."""
        return [one.then for one in self.clocks]

    @cached_property
    def clocks(self) -> list[TwoClocks]:
        """Every figure as sent and today (今昔), in their order on the page."""
        now, then = self.opened.today, numbers(self.outcome, self.judged)
        if now is None:
            return [TwoClocks(one, None) for one in then]
        after = {_key(one): one for one in self._judged_today(now)}
        first, *others = _in_order(self.judged, self.ahead)
        rest = [after.get(_key(one)) for one in others if one]
        later = [
            _ahead(now, self.ahead, after.get(_key(first)) if first else None),
            *(_figure(one, now) if one else None for one in rest),
        ]
        return [TwoClocks(*pair) for pair in zip(then, later, strict=True)]

    def _judged_today(self, today: Outcome) -> list[Judgement]:
        return by_scope(judge_all(today), today.scenario.scope)

    @property
    def agree(self) -> bool:
        """Whether today gives all the same figures (今昔一致)."""
        return self.opened.today is not None and all(one.same for one in self.clocks)

    @property
    def today_said(self) -> list[str]:
        """Say how today stands to then (今日说明)."""
        today = self.opened.today
        if today is None:
            return [word("today_none")]
        lines = [] if self.opened.newer else [word("today_same")]
        if self.opened.newer and self.agree:
            lines.append(word("leader_agree", today.baseline.id))
        if self.opened.happened:
            lines.append(word("past_years", counted(self.opened.happened)))
        return lines

    @property
    def unjudged(self) -> list[str]:
        """Say which targets cannot be judged, and why (无法判定的目标)."""
        return unjudged_said(self.outcome, self.opened.pin.believed)

    @property
    def seal(self) -> str:
        """Say whether it is sealed, by whom and when (签章)."""
        return sealed(self.opened.seal, key=False)

    @property
    def day(self) -> str:
        """Say of which day the figures are (数据截至)."""
        base = self.outcome.baseline
        return data_day(base.as_of, self.today, base.vintage)

    @cached_property
    def data(self) -> str:
        """Say what is newer than the figures, or late (数据时效), their day first."""
        base = self.outcome.baseline
        return data_age(base.as_of, self.today, base.vintage)

    @property
    def reasons(self) -> list[str]:
        """Say why it comes to that (为什么): against the baseline, who drives it, by what scope."""
        return [*self._against(), *self._drivers(), *self._passing()]

    def _against(self) -> list[str]:
        if self.outcome.scenario.empty:
            return []
        growth = growth_split(self.outcome, self.ahead, self.plain)
        most = [self._most("leader_most_growth", growth)]
        told: tuple[object, ...] = (self.ahead, _gap(growth))
        if self.share is None:
            lines = [word("leader_above_growth", *told)]
        else:
            year = self.share.target.year
            share = share_split(self.outcome, str(self.share.scope), year, self.plain)
            most.append(self._most("leader_most_share", share))
            lines = [word("leader_above", *told, year, _gap(share))]
        return [*lines, *filter(None, most)]

    def _most(self, key: str, split: Split) -> str:
        """Name the three assumptions that did most to a number; "" where none did anything."""
        shown = printed([one.effect for one in split.parts], split.total)
        parts = sorted(zip(shown, split.parts, strict=True), key=lambda one: -abs(one[0]))
        listed = word("stop").join(
            f"{part_name(self.outcome, part)} {minus(f'{value:+.2f}')}"
            for value, part in parts[:3]
            if round(value, 2)
        )
        return word(key, split.year, listed) if listed else ""

    def _drivers(self) -> list[str]:
        """Name the three sections that add most to growth in the year ahead."""
        parts = self.outcome.contributions[self.outcome.row(self.ahead)]
        most = sorted(zip(parts, COLUMNS, strict=True), key=lambda one: -one[0])[:3]
        listed = joined(
            f"{name(section)} {minus(f'{rounded(float(part), 2, 2):.2f}')}"
            for part, section in most
        )
        value, known = _growth(self.outcome, self.ahead)
        return [word("leader_drivers", self.ahead, growing(value, ahead=not known), listed)]

    def _passing(self) -> list[str]:
        """Say how much hangs on the scope of the leading share, and which scopes pass."""
        if self.share is None or self.share.target.scope != "any":
            return []
        target = self.share.target
        each = [one for one in self.opened.judged() if one.target == target]
        verdicts = {self._scope(str(one.scope)): one.verdict for one in each}
        ends = (percent(end(one.value for one in each)) for end in (min, max))
        return [word("leader_passing", target.year, *ends, passing(verdicts))]

    @property
    def said(self) -> list[str]:
        """What the sender notes of it, as claims unless vouched for (发送者的说明)."""
        return claims(told(self.opened.pin.shown), self.opened.seal)

    @property
    def ledger(self) -> list[LedgerLine]:
        """All that is assumed, with its grounds (台账)."""
        return ledger(self.opened.pin.shown)

    @property
    def ledger_notes(self) -> list[str]:
        """Say whose words the ledger's are, and what of it the link had no room for."""
        seal = self.opened.seal
        notes = [] if seal.vouched or not self.ledger else [word("ledger_claimed")]
        return [*notes, *filter(None, [left_behind(self.opened.pin, seal)])]

    @property
    def checked(self) -> str:
        """Say whether these are the numbers that were sent (核验结论)."""
        return checked(self.opened)

    @property
    def differences(self) -> list[DifferenceRow]:
        """Each digit of the link that is not what was worked out (逐项差异)."""
        return differences(self.opened)

    @property
    def details(self) -> list[str]:
        """What it rests on (依据与编号): savings here, seal with its key, ids and software."""
        pin, seal = self.opened.pin, self.opened.seal
        mark, software = pin.baseline, claimed(pin.software, seal)
        line = word("pin_line", known_as(pin), mark.id, mark.as_of, software)
        return [*kept_said(self.opened, self.savings), sealed(seal), line]

    @property
    def facts(self) -> tuple[list[str], list[str]]:
        """Give what every row of a table says of its scenario (交付事实): heads and cells."""
        base, pin = self.outcome.baseline, self.opened.pin
        told = {
            "title": self.title,
            "seal": sealed(self.opened.seal),
            "data": self.data,
            "baseline": word(
                *("baseline_fact", base.id, base.origin, f"{base.draws:,}"),
                claimed(pin.software, self.opened.seal),
            ),
            "id": known_as(pin),
        }
        return [word(f"fact_{key}") for key in told], list(told.values())

    @property
    def terms(self) -> list[str]:
        """Say what the words mean that the page cannot do without (怎么读)."""
        scope = self.share.scope if self.share else self.scope
        found = next(one for one in self.outcome.baseline.scopes if one.id == scope)
        meaning = pick(found.description_zh, found.description_en).rstrip("。.")
        lines = [word("leader_term_middle"), word("leader_term_interval")]
        if self.share and meaning:
            lines.append(word("leader_term_scope", self.counted_as, meaning))
        return [*lines, *([] if self.outcome.scenario.empty else [word("leader_term_baseline")])]

    @property
    def charts(self) -> list[Chart]:
        """The fan of growth, and the share's path by its scope (走势图)."""
        found = [charts.growth(self.outcome, self.plain, SINCE)]
        if self.share is not None:
            told = (self.share.target, str(self.share.scope))
            found.append(charts.share_path(self.outcome, self.plain, *told))
        return found


def concluded(outcome: Outcome, judged: Sequence[Judgement]) -> str:
    """Say in one sentence what an outcome comes to (结论): the year ahead, then the share."""
    ahead = outcome.years[0]
    whose = word("of_baseline" if outcome.scenario.empty else "of_scenario")
    value, known = _growth(outcome, ahead)
    text = word("leader_growth", whose, ahead, growing(value, ahead=not known))
    if one := leading_share(judged):
        tongue = language()
        target, phrase = one.target.wording_in(tongue), said(one.target, one).phrase[tongue]
        scope = scope_called(str(one.scope), outcome.baseline, outcome.scenario)
        text += word("leader_share", one.target.year, percent(one.value), scope, target, phrase)
    return text + word("leader_end")


def numbers(outcome: Outcome, judged: Sequence[Judgement]) -> list[ToldNumber]:
    """Print an outcome's numbers (数字): the year ahead, the share, then every other target."""
    first, *others = _in_order(judged, outcome.years[0])
    ahead = _ahead(outcome, outcome.years[0], first)
    assert ahead is not None, "it was worked out"
    return [ahead, *(_figure(one, outcome) for one in others if one)]


def leading_share(judged: Sequence[Judgement]) -> Judgement | None:
    """Find the share that leads (比重): an official target's, else one's own."""
    found = [one for one in judged if one.target.measure == "producer_share"]
    return min(found, key=lambda one: one.target.own, default=None)


def _in_order(judged: Sequence[Judgement], ahead: int) -> list[Judgement | None]:
    """Give the judgement of the year ahead's growth, or None, then the share's, then the others."""
    first, share = _leading(judged, ahead), leading_share(judged)
    rest = (one for one in judged if one is not share and one is not first)
    return [first, *([share] if share else []), *rest]


def likely(odds: float) -> str:
    """Say odds as a mayor would (概率用语).

    >>> from views.words.words import speaking
    >>> with speaking("en"):
    ...     likely(0.32), likely(0.004), likely(0.96)
    ('about 3 times in 10', 'all but impossible', 'more than 9 times in 10')
    """
    if odds < 0.01 or odds > 0.99:
        return word("leader_never" if odds < 0.5 else "leader_sure")
    times = int(rounded(odds, 0, 1))
    if times in (0, 10):
        return word("leader_mostly" if times else "leader_rarely")
    return word("leader_times", str(times))


def _key(one: Judgement) -> tuple[str, str | None]:
    return (one.target.id, one.scope)


def _leading(judged: Sequence[Judgement], year: int) -> Judgement | None:
    """Find the growth target of a year: one's own, the newest, before an official one."""
    found = [
        one
        for one in judged
        if one.target.measure == "services_real_growth" and one.target.year == year
    ]
    own = [one for one in found if one.target.own]
    return own[-1] if own else next(iter(found), None)


def _growth(outcome: Outcome, year: int) -> tuple[float, bool]:
    """Give services growth of a year, and whether it is published."""
    known = year in outcome.baseline.published(TERTIARY)
    return outcome.growth_quantile(year, 0.5), known


def _ahead(outcome: Outcome | None, year: int, one: Judgement | None) -> ToldNumber | None:
    """Print the growth of a year, with its verdict where it has a target."""
    if outcome is None or year not in (*outcome.years, *outcome.baseline.published(TERTIARY)):
        return None
    value, known = _growth(outcome, year)
    head = word("leader_growth_head", year)
    kind = word("leader_growth_known" if known else "leader_growth_kind")
    ends = (percent(outcome.growth_quantile(year, level)) for level in (0.1, 0.9))
    lines = [kind] if known else [kind, word("leader_range", *ends)]
    if one is None:
        return ToldNumber(head, percent(value), lines=(*lines, word("leader_no_target")))
    told = said(one.target, one)
    lines = [*_against_target(one), *lines]
    return ToldNumber(head, percent(value), told.tone, told.marked(language()), tuple(lines))


def _figure(one: Judgement, outcome: Outcome) -> ToldNumber:
    """Print a judgement: number, verdict, odds in words, range and scope."""
    year = one.target.year
    if one.target.measure != "producer_share":
        found = _ahead(outcome, year, one)
        assert found is not None, "it is judged"
        return found
    told, scope = said(one.target, one), str(one.scope)
    ends = (percent(outcome.share_quantile(scope, year, level)) for level in (0.1, 0.9))
    lines = (
        word("leader_scope", scope_called(scope, outcome.baseline, outcome.scenario)),
        *_against_target(one),
        word("leader_range", *ends),
    )
    head = word("leader_share_head", year)
    return ToldNumber(head, percent(one.value), told.tone, told.marked(language()), lines)


def _against_target(one: Judgement) -> list[str]:
    """Say the target, how far it is, how wide a tolerance is read; then the odds, as a mayor."""
    tongue, target = language(), one.target
    named = target.title_in(tongue) if target.own else word("target") + word("colon")
    asked = "" if target.own else target.wording_in(tongue)
    tolerance = [tolerance_said(target)[tongue]] if said(target, one).tolerated else []
    gap = DOT.join([f"{named}{asked}", gap_said(one.gap)[tongue], *tolerance])
    return [gap, odds_text(target, one) + aside(likely(one.odds))]


def _gap(split: Split) -> str:
    """Say scenario less baseline by its side and size."""
    return sized(split.total, "higher_than", "lower_than", "leader_same")
