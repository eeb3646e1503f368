"""The release note, drafted from the figures (发布说明草稿), in both languages.

What moved is split as opened links are: the old data fitted with the new model tells the model
from the data. The publisher edits the draft; nothing in it is a claim the figures do not make.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from base.digits import percent, points
from base.problems import Text
from base.texts import counted
from data.sections import COLUMNS, TERTIARY
from forecast.arrays import Array
from forecast.baseline import Baseline
from records.links.opened import Gap, split
from records.links.pin import pin
from records.publishing.gate import MOVE, Review
from records.publishing.refit import refit
from records.publishing.spec_files import spec_hash
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import Judgement, judge_all, targets
from scenarios.outcome.verdict_wording import said

NAMED: Final = 6
"""Most sections and years that are named; the rest is in the table."""

NEAR_YEARS: Final = 2
"""Years ahead that are spoken of: what lies further moves with them."""


JudgementKey = tuple[str, str | None]
"""A target and the scope it is judged by."""


NAMES: Final = (
    (TERTIARY, Text("服务业", "Services")),
    *((one.code, Text(one.zh, one.en)) for one in COLUMNS),
)


@dataclass(frozen=True)
class Change:
    """Median growth of services or a section in a year, old and new (增速变动), fractions.

    `model` and `data` add up to the change; None while nobody has refitted the old data.
    """

    code: str
    name: Text
    year: int
    old: float
    new: float
    model: float | None
    data: float | None

    @property
    def size(self) -> float:
        """How far it moves, either way (变动大小)."""
        return abs(self.new - self.old)


def explain(review: Review) -> Text:
    """Draft the note of a review (起草说明), the old data fitted with the new model to tell why."""
    return draft(review, None if review.old is None else refit(review.old, review.new))


def draft(review: Review, remodelled: Baseline | None) -> Text:
    """Draft the note of a review (起草说明).

    `remodelled` is the old vintage fitted with the new spec and seed, None if it cannot be had.
    """
    old, new = review.old, review.new
    if old is None:
        return Text(
            f"首次发布：基准 {new.id}，{new.as_of} 可知的数据。",
            f"First publication: baseline {new.id}, data known on {new.as_of}.",
        )
    lines = [_head(old, new), *_happened(old, new)]
    moved = sorted(changes(old, new, remodelled), key=lambda c: (c.code != TERTIARY, -c.size))
    large = [change for change in moved if change.size > MOVE]
    lines += [_section(change) for change in large[:NAMED]]
    if len(large) > NAMED:
        count = len(large) - NAMED
        lines.append(Text(f"另有 {count} 处变动较小。", f"{count} smaller changes besides."))
    if not large:
        lines.append(
            Text(
                "服务业及各行业今后两年增速的变动都不超过 0.1 个百分点。",
                "No growth of the next two years moves by more than 0.1 point.",
            )
        )
    lines += [*_targets(old, new, remodelled), _saved(review)]
    return Text("\n".join(one.zh for one in lines), "\n".join(one.en for one in lines))


def changes(old: Baseline, new: Baseline, remodelled: Baseline | None) -> Iterator[Change]:
    """Give services' and each section's change in the near years both forecast (行业变动)."""
    common = [year for year in new.years if year in old.years][:NEAR_YEARS]
    medians = [None if one is None else _medians(one) for one in (old, new, remodelled)]
    then, now, between = medians
    assert then is not None
    assert now is not None
    for year in common:
        row, place = now[year], then[year]
        third = between[year] if between is not None and year in between else None
        for at, (code, name) in enumerate(NAMES):
            model = None if third is None else float(third[at] - place[at])
            data = None if third is None else float(row[at] - third[at])
            yield Change(code, name, year, float(place[at]), float(row[at]), model, data)


def _medians(base: Baseline) -> dict[int, Array]:
    """Median growth of services, then of the columns, by year."""
    outcome = simulate(base, Scenario())
    return {
        year: [outcome.growth_quantile(year, 0.5), *base.median_growth[row]]  # type: ignore[misc]
        for row, year in enumerate(base.years)
    }


def _head(old: Baseline, new: Baseline) -> Text:
    same = (old.as_of, old.manifest["vintage"]) == (new.as_of, new.manifest["vintage"])
    specs = [spec_hash(one.manifest["spec"]) for one in (old, new)]
    spec = (
        Text("模型设定不变", "with the same model settings")
        if specs[0] == specs[1]
        else Text("模型设定有改动", "with other model settings")
    )
    if same:
        return Text(
            f"数据仍为 {new.as_of} 可知的数据，{spec.zh}。",
            f"The data are still those known on {new.as_of}, {spec.en}.",
        )
    return Text(
        f"基准改用 {new.as_of} 可知的数据（此前为 {old.as_of}），{spec.zh}。",
        f"The baseline now uses data known on {new.as_of} (before: {old.as_of}), {spec.en}.",
    )


def _happened(old: Baseline, new: Baseline) -> Iterator[Text]:
    """Years that were forecast, and are published now."""
    known, expected = new.published(TERTIARY), _medians(old)
    for year in (year for year in old.years if year in known and year <= new.origin):
        found, thought = percent(known[year]), percent(float(expected[year][0]))
        yield Text(
            f"{year} 年服务业增速已公布：{found}（此前预测 {thought}）。",
            f"Growth of services in {year} is published: {found} (forecast before: {thought}).",
        )


def _section(change: Change) -> Text:
    """Say one change: 金融业 2026 下调 0.3 个百分点，因数据修订（−0.4）、模型（+0.1）。"""
    size = change.new - change.old
    points, up = percent(abs(size))[:-1], size > 0
    why = _because(("数据修订", "data", change.data), ("模型", "model", change.model))
    return Text(
        f"{change.name.zh} {change.year} {'上调' if up else '下调'} {points} 个百分点，"
        f"至 {percent(change.new)}{why.zh}。",
        f"{change.name.en} {change.year} {'up' if up else 'down'} {points} points, "
        f"to {percent(change.new)}{why.en}.",
    )


def _targets(old: Baseline, new: Baseline, remodelled: Baseline | None) -> Iterator[Text]:
    """Say of each target by how much it moved, over all scopes, and which verdicts flipped."""
    before, after = simulate(old, Scenario()), simulate(new, Scenario())
    gaps = split(pin(before), before, after, lambda _old, _new: remodelled)
    verdicts = [
        {(one.target.id, one.scope): one for one in judge_all(outcome)}
        for outcome in (before, after)
    ]
    for target in targets():
        mine = [gap for gap in gaps if gap.target == target.id]
        if not mine:
            continue
        flips = [gap for gap in mine if len({one[_key(gap)].verdict for one in verdicts}) > 1]
        yield _target(Text(target.zh, target.en), mine, flips, verdicts)


def _target(
    name: Text,
    gaps: list[Gap],
    flips: list[Gap],
    verdicts: Sequence[Mapping[JudgementKey, Judgement]],
) -> Text:
    sizes = sorted((gap.now - gap.then for gap in gaps), key=abs)
    largest = next(gap for gap in gaps if gap.now - gap.then == sizes[-1])
    why = _because(
        ("数据修订", "data", largest.data),
        ("模型", "model", largest.model),
        ("口径表", "the scope table", largest.rescoped),
    )
    moved = points(sizes[-1], 1)
    zh, en = f"变动 {moved} 个百分点", f"{moved} points"
    if len(gaps) > 1:
        low, high = (points(pick(sizes), 1) for pick in (min, max))
        zh = f"各口径变动 {low} 至 {high} 个百分点，{largest.scope} 最大"
        en = f"{low} to {high} points by scope, most by {largest.scope}"
    if abs(sizes[-1]) < MOVE / 2:
        zh, en = "没有变动", "no change"
    changed = [_flip(gap, verdicts) for gap in flips]
    told = Text("；".join(one.zh for one in changed), "; ".join(one.en for one in changed))
    return Text(
        f"{name.zh}：{zh}{why.zh}；" + (f"判定改变：{told.zh}。" if flips else "判定不变。"),
        f"{name.en}: {en}{why.en}; "
        + (f"verdicts that change: {told.en}." if flips else "no verdict changes."),
    )


def _flip(gap: Gap, verdicts: Sequence[Mapping[JudgementKey, Judgement]]) -> Text:
    """Say a verdict that changes, old and new: D7 预计达不到 → 难分."""
    old, new = (said(one[_key(gap)].target, one[_key(gap)]).phrase for one in verdicts)
    scope = f"{gap.scope} " if gap.scope else ""
    return Text(f"{scope}{old.zh} → {new.zh}", f"{scope}{old.en} → {new.en}")


def _saved(review: Review) -> Text:
    flipped, moved = len(review.flipped), len(review.moved)
    return Text(
        f"已保存的 {review.saved} 个情景重算：判定改变 {flipped} 个，"
        f"变动超过 0.1 个百分点 {moved} 个。旧链接的数字不变。",
        f"{counted(review.saved, 'saved scenario')} rerun: {flipped} with another verdict, {moved} "
        "moved by more than 0.1 point. Old links keep their numbers.",
    )


def _because(*parts: tuple[str, str, float | None]) -> Text:
    """Name the causes that round to something, the larger first."""
    known = [(zh, en, part) for zh, en, part in parts if part is not None]
    if not known:
        return Text("（原因未能分解）", " (not split into causes)")
    causes = sorted((one for one in known if abs(one[2]) >= MOVE / 2), key=lambda one: -abs(one[2]))
    if not causes:
        return Text("", "")
    zh = "、".join(f"{one[0]}（{points(one[2], 1)}）" for one in causes)
    en = " and ".join(f"{one[1]} ({points(one[2], 1)})" for one in causes)
    return Text(f"，因{zh}", f", by {en}")


def _key(gap: Gap) -> JudgementKey:
    return gap.target, gap.scope
