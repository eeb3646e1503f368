"""The gate before publishing (发布关口): every saved scenario, on the old baseline and the new.

Verdicts that flip and figures that move by more than 0.1 point are listed. What the publisher
acknowledges is the hash of that list, so that what was read is what is published.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final

from base.canonical import digest
from base.notebook_display import Brief
from base.problems import Language, Problem, Problems, Text
from base.settings import Home
from data import clock
from forecast.baseline import Baseline
from records.publishing.published import in_use
from records.store.audit_log import Publication
from records.store.records import Store
from scenarios.assume.carry import carry
from scenarios.assume.scenario import Scenario
from scenarios.assume.scenario_texts import id_label
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import Judgement, Verdict, judge_all
from scenarios.outcome.verdict_wording import said

MOVE: Final = 0.001
"""A figure that moves by more than this, 0.1 point, is listed; fractions."""

GROWTH: Final = "growth"
"""Measure of the rows that hold services growth of a year; the others are targets' ids."""

FigureKey = tuple[str, int, str | None]
JudgedFigure = tuple[float, Judgement | None]
"""A value and how it was judged; growth of a year is not."""


@dataclass(frozen=True)
class FigureChange:
    """One figure of one scenario on the old baseline and on the new (新旧对照), fractions.

    `record` is empty for the baseline itself, with nothing assumed.
    """

    record: str
    title: str
    measure: str
    year: int
    scope: str | None
    old: float
    new: float
    then: Judgement | None
    now: Judgement | None

    def named(self, language: Language) -> tuple[str, str]:
        """Give measure and scope as columns show them (指标、口径), a planner's own as own."""
        measure = self.measure if self.then is None else id_label("targets", self.measure, language)
        return measure, id_label("scopes", self.scope, language) if self.scope else "—"

    @property
    def old_verdict(self) -> Verdict | None:
        """The verdict on the old baseline (原判定)."""
        return None if self.then is None else self.then.verdict

    @property
    def new_verdict(self) -> Verdict | None:
        """The verdict on the new baseline (新判定)."""
        return None if self.now is None else self.now.verdict

    @property
    def flips(self) -> bool:
        """Whether the verdict changes (判定改变)."""
        return self.old_verdict != self.new_verdict

    @property
    def verdicts(self) -> Text | None:
        """The verdict in words, old and new where it flips (判定用语)."""
        if self.then is None or self.now is None:
            return None
        old, new = (said(one.target, one).phrase for one in (self.then, self.now))
        return Text(f"{old.zh} → {new.zh}", f"{old.en} → {new.en}") if self.flips else new

    def asdict(self) -> dict[str, Any]:
        """Give it as a row of `--json` output (机器可读)."""
        names = (one.name for one in fields(self) if one.name not in ("then", "now"))
        plain = {name: getattr(self, name) for name in names}
        return plain | {
            "old_verdict": self.old_verdict,
            "new_verdict": self.new_verdict,
            "old_odds": self.then and self.then.odds,
            "new_odds": self.now and self.now.odds,
        }

    @property
    def moves(self) -> bool:
        """Whether the value moves by more than 0.1 point (变动超过 0.1 个百分点)."""
        return abs(self.new - self.old) > MOVE + 1e-9


@dataclass(frozen=True, eq=False, repr=False)
class Review(Brief):
    """What publishing a baseline would change (发布复核).

    `old` is what readers see now, None when it is damaged for good; `previous` the publication
    it stands on, `saved` the number of records that were rerun. `problems` are scenarios that
    could not be rerun, or why there is no old one.
    """

    old: Baseline | None
    new: Baseline
    previous: int
    saved: int
    rows: tuple[FigureChange, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def hash(self) -> str:
        """Name what is acknowledged by content (确认码): 16 hex digits."""
        return digest(
            {
                "old": None if self.old is None else self.old.id,
                "new": self.new.id,
                "previous": self.previous,
                "saved": self.saved,
                "rows": [_rounded(row) for row in self.rows],
                "problems": [problem.text("en") for problem in self.problems],
            }
        )

    def _brief(self) -> Mapping[str, object]:
        counts = {"saved": self.saved, "flipped": len(self.flipped), "moved": len(self.moved)}
        old = None if self.old is None else self.old.id
        return {"new": self.new.id, "old": old, **counts, "hash": self.hash}

    @property
    def flipped(self) -> set[str]:
        """Saved scenarios with a verdict that flips (判定改变的情景)."""
        return {row.record for row in self.rows if row.record and row.flips}

    @property
    def moved(self) -> set[str]:
        """Saved scenarios with a figure that moves (变动的情景)."""
        return {row.record for row in self.rows if row.record and row.moves}

    def record(self) -> dict[str, Any]:
        """Give it as `yuce publish --json` prints it (机器可读)."""
        return {
            "old": None if self.old is None else self.old.id,
            "new": self.new.id,
            "previous": self.previous,
            "saved": self.saved,
            "flipped": len(self.flipped),
            "moved": len(self.moved),
            "acknowledge": self.hash,
            "rows": [row.asdict() | {"flips": row.flips} for row in self.rows],
            "problems": [problem.record() for problem in self.problems],
        }


def review(
    store: Store,
    new: Baseline,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    home: Home = None,
) -> Review:
    """Rerun all that is saved, and the baseline itself, on what readers see now and on `new`
    (发布复核). `progress` is told how many scenarios are done, of how many.
    """
    try:
        found = in_use(lambda: store, home)
    except Problems as damage:  # what is damaged may be replaced, and is told
        current = store.current()
        return Review(None, new, current.seq if current else 0, store.size(), (), damage.problems)
    previous = found.publication.seq if found.publication else 0
    saved, ids, old = store.size(), store.ids(), found.baseline
    titles = {entry.record: f"{entry.title} v{entry.number}" for entry in store.history()}
    rows = [*_rows("", "", Scenario(), old, new)]
    problems: list[Problem] = []
    for number, name in enumerate(ids):
        progress(number, len(ids))
        try:
            rows += _rows(name, titles[name], store.get(name).shown, old, new)
        except Problems as error:  # one that cannot be read does not keep the others waiting
            problems += error.problems
    return Review(old, new, previous, saved, tuple(sorted(rows, key=_order)), tuple(problems))


def publish(
    store: Store,
    review: Review,
    acknowledged: str,
    note: Text,
    who: str | None = None,
    why: str = "",
) -> Publication:
    """Publish what was reviewed and acknowledged (发布): all or nothing.

    Raises Problems when something else was acknowledged, or when anything has moved since the
    review. Told once more what it was told already, it answers with the publication that is.
    """
    current = store.current()
    if current is not None and current.baseline == review.new.id:
        if current.acknowledged == acknowledged:
            return current
        raise Problems([_published_already(current)])
    if acknowledged != review.hash:
        raise Problems([unacknowledged(acknowledged, review.hash)])
    return store.publish(
        review.new.id, who, why, note, acknowledged, after=review.previous, saved=review.saved
    )


def _rows(
    record: str, title: str, scenario: Scenario, old: Baseline, new: Baseline
) -> Iterator[FigureChange]:
    """Give the figures of a scenario that flip or move."""
    before, after = (
        _figures(simulate(baseline, carry(scenario, baseline)[0])) for baseline in (old, new)
    )
    for key in before.keys() & after.keys():
        then, now = before[key], after[key]
        row = FigureChange(record, title, *key, then[0], now[0], then[1], now[1])
        if row.flips or row.moves:
            yield row


def _order(row: FigureChange) -> tuple[Any, ...]:
    """The baseline first, then flips, then what moves most; never by chance."""
    size = round(abs(row.new - row.old), 6)
    place = (row.record, row.measure, row.year, row.scope or "")
    return (bool(row.record), not row.flips, -size, *place)


def _figures(outcome: Outcome) -> dict[FigureKey, JudgedFigure]:
    """Take the figures that people read: growth by year, every target by every scope."""
    figures: dict[FigureKey, JudgedFigure] = {
        (GROWTH, year, None): (outcome.growth_quantile(year, 0.5), None) for year in outcome.years
    }
    for one in judge_all(outcome):
        key = (one.target.id, one.target.year, one.scope)
        figures[key] = (one.value, one)
    return figures


def _rounded(row: FigureChange) -> list[Any]:
    """Spell a row to six places, so that another processor acknowledges the same."""
    return [round(v, 6) + 0.0 if isinstance(v, float) else v for v in row.asdict().values()]


def _published_already(current: Publication) -> Problem:
    return Problem(
        where=f"publish {current.baseline}",
        what=Text("该基准已是当前发布的基准", "this baseline is the published one already"),
        found=f"{clock.shown(current.at)} {current.who}",
        expected=Text("另一个基准", "another baseline"),
        remedy=Text("用 yuce fits 查看可发布的拟合", "see `yuce fits` for what may be published"),
        code="publish-already",
    )


def unacknowledged(acknowledged: str, expected: str) -> Problem:
    """Say that the review was not acknowledged (尚未确认)."""
    if not acknowledged:
        return Problem(
            where="确认 acknowledge",
            what=Text("尚未确认看过变动，未发布", "nothing was acknowledged; nothing is done"),
            found="—",
            expected=Text(expected, expected),
            remedy=Text("看过以上变动后勾选确认", "read the changes above, then tick the box"),
            code="publish-unacknowledged",
        )
    return Problem(
        where="acknowledge",
        what=Text("确认的不是这份复核，未发布", "another review was acknowledged; nothing is done"),
        found=acknowledged[:40] or "—",
        expected=Text(expected, expected),
        remedy=Text(
            "重新阅读复核（其间可能有人发布或保存），再确认",
            "read the review again, for something may have moved, and acknowledge that",
        ),
        code="publish-other-review",
        arguments=("acknowledge",),
    )
