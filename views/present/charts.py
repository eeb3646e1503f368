"""What a chart shows and what it says (图的内容): option, finding in words, and its table.

Imports no Streamlit: pages draw these, and documents draw the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from base.digits import minus
from data.sections import COLUMNS, TERTIARY
from scenarios.outcome.attribution import ShareChange, Split, share_over_time
from scenarios.outcome.simulate import QUANTILES, Outcome
from scenarios.outcome.targets import Target, judge, targets
from scenarios.outcome.verdict_wording import gap_said, odds_of
from scenarios.outcome.verdict_wording import said as said_of
from views.present import echarts
from views.present.names import name
from views.present.seals import scenario_title
from views.present.svg import within
from views.present.verdict_cards import passing, scope_called, scope_label, scope_name
from views.words.numbers import chance, percent, points
from views.words.words import aside, exactly, growing, language, sized, word

TableCell = str | float | None

SINCE: Final = 2010
"""First year of history."""

NAME: Final = 25
"""How wide a line of a scope's name beside a chart may be, in Chinese letters."""


@dataclass(frozen=True)
class Table:
    """A chart's numbers (数据表): heads, and rows of texts and numbers in the units printed."""

    heads: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    digits: int = 2


@dataclass(frozen=True)
class Chart:
    """A chart (图): `name` is part of its files' names, `finding` what it shows, in words."""

    name: str
    title: str
    finding: str
    option: echarts.Option
    table: Table
    height: int = 360


def growth(outcome: Outcome, plain: Outcome, since: int = SINCE) -> Chart:
    """Services growth (增速扇形图): history, intervals, target, scenario against baseline."""
    base = outcome.baseline
    target = next(one for one in targets() if one.measure == "services_real_growth")
    past = {year: rate for year, rate in base.published(TERTIARY).items() if year >= since}
    fan = _quantiles(outcome, outcome.growth_quantile)
    moved = not outcome.scenario.empty
    dashed = {year: plain.growth_quantile(year, 0.5) for year in plain.years} if moved else None
    option = _fan(past, word("history_known", base.as_of), fan, dashed, target)
    tails = ("p05", "p10", "p90", "p95")
    heads = (
        *(word("year"), word("history_percent"), word("median_percent")),
        *(word("quantile_percent", int(key[1:])) for key in tails),
        word("baseline_percent"),
    )
    rows = [(str(year), 100 * rate, *[None] * 6) for year, rate in past.items()] + [
        (
            *(str(year), None, 100 * row["median"]),
            *(100 * row[key] for key in tails),
            100 * plain.growth_quantile(year, 0.5),
        )
        for year, row in fan.items()
    ]
    return Chart(
        *("growth", word("growth_chart"), _growth_finding(outcome, fan, past, target, dashed)),
        option,
        Table(heads, tuple(rows)),
        height=330,
    )


def _quantiles(
    outcome: Outcome, quantile: Callable[[int, float], float]
) -> dict[int, dict[str, float]]:
    """Give the quantiles that a fan is drawn of, year by year."""
    return {
        year: {label: quantile(year, level) for label, level in QUANTILES.items()}
        for year in outcome.years
    }


def _fan(
    past: Mapping[int, float],
    history: str,
    fan: Mapping[int, Mapping[str, float]],
    dashed: Mapping[int, float] | None,
    target: Target,
) -> echarts.Option:
    """Draw a fan against its target; `dashed` is the baseline's median, where anything moved."""
    labels = echarts.FanLabels(
        history=history,
        median=word("baseline" if dashed is None else "scenario"),
        wide=word("interval", "90%"),
        narrow=word("interval", "80%"),
        baseline=word("baseline"),
        target=word("target_year", target.year, exactly(target.threshold)),
    )
    return echarts.fan(past, fan, labels, dashed, (target.year, target.threshold))


def _growth_finding(
    outcome: Outcome,
    fan: Mapping[int, Mapping[str, float]],
    past: Mapping[int, float],
    target: Target,
    plain: Mapping[int, float] | None,
) -> str:
    """Say where growth stands against its target, and where it goes."""
    one, first, last = judge(target, outcome), outcome.years[0], outcome.years[-1]
    said = word(
        *("growth_finding", target.year, growing(one.value, ahead=not one.published)),
        *(target.wording_in(language()), said_of(target, one).phrase[language()]),
    )
    if target.year in past:
        said += word("growth_next", first, percent(fan[first]["median"]))
    said += word(
        *("growth_range", first, percent(fan[first]["p10"]), percent(fan[first]["p90"])),
        *(last, percent(fan[last]["median"])),
    )
    if plain is not None:
        gaps = {year: fan[year]["median"] - plain[year] for year in outcome.years}
        most = max(gaps, key=lambda year: abs(gaps[year]))
        said += word("growth_moved", most, sized(gaps[most], "higher_than", "lower_than"))
    return said


def contributions(outcome: Outcome, year: int) -> Chart:
    """What each section adds to growth in a year (拉动图), largest first."""
    parts = outcome.contributions[outcome.row(year)]
    order = sorted(range(len(COLUMNS)), key=lambda place: -parts[place])
    names = [name(COLUMNS[place]) for place in order]
    values = [100 * float(parts[place]) for place in order]
    total = outcome.growth_quantile(year, 0.5)
    leading = [f"{n} {minus(f'{v:.2f}')}" for n, v in zip(names[:3], values[:3], strict=True)]
    said = word("contribution_alt", year, growing(total, ahead=True), word("stop").join(leading))
    least = values[-1]
    said += word("contribution_least", names[-1], minus(f"{least:.2f}"))
    rows = tuple(zip(names, values, strict=True))
    return Chart(
        *(f"contributions-{year}", word("contribution_chart", year), said),
        echarts.bars(names, values),
        Table((word("section"), word("contributions")), (*rows, (word("in_sum"), 100 * total))),
        height=400,
    )


def shares(outcome: Outcome, target: Target, chosen: str) -> Chart:
    """The share by every scope against the target (各口径比重图)."""
    found = [judge(target, outcome, scope.id) for scope in outcome.baseline.scopes]
    names = [scope_name(scope, outcome.scenario) for scope in outcome.baseline.scopes]
    rows = [
        tuple(100 * outcome.share_quantile(str(one.scope), target.year, q) for q in (0.1, 0.5, 0.9))
        for one in found
    ]
    mine = next(one for one in found if one.scope == chosen)
    listed = word("stop").join(
        f"{scope_label(scope.id, outcome)} {percent(one.value)}"
        for scope, one in zip(outcome.baseline.scopes, found, strict=True)
    )
    verdicts = {scope_label(str(one.scope), outcome): one.verdict for one in found}
    said = word(
        *("share_finding", target.year, target.wording_in(language())),
        *(scope_label(chosen, outcome), percent(mine.value)),
        *(said_of(target, mine).phrase[language()], gap_said(mine.gap, 1)[language()]),
        *(chance(mine.odds), passing(verdicts), listed),
        odds_of(target, mine.verdict, mine.published)[language()],
    )
    whose, place = scenario_title(outcome.scenario), [one.scope for one in found].index(chosen)
    line = word("target_line", exactly(target.threshold))
    low, high = (word("quantile_percent", level) for level in (10, 90))
    heads = (word("scope"), low, word("median_percent"), high, word("odds_percent"))
    return Chart(
        *(f"{target.id}-scopes", f"{whose}{word('colon')}{word('share_chart', target.year)}", said),
        echarts.ranges(
            ["\n".join(within(one, NAME)) for one in names],
            rows,  # type: ignore[arg-type]
            100 * target.threshold,
            line,
            place,
        ),
        Table(
            heads,
            tuple(
                (label, *row, 100 * one.odds)
                for label, row, one in zip(names, rows, found, strict=True)
            ),
        ),
        height=40 + 40 * len(found),
    )


def share_path(outcome: Outcome, plain: Outcome, target: Target, scope: str) -> Chart:
    """The share by one scope, year by year (比重走势图): intervals, target, and the baseline's."""
    change = share_over_time(outcome, scope, outcome.years[-1])
    start = {outcome.origin: change.earlier}
    fan = _quantiles(outcome, partial(outcome.share_quantile, scope))
    moved = not outcome.scenario.empty
    dashed = {y: plain.share_quantile(scope, y, 0.5) for y in plain.years} if moved else None
    option = _fan(start, word("share_at_origin", outcome.origin), fan, dashed, target)
    named = scope_called(scope, outcome.baseline, outcome.scenario)
    row, last = fan[min(target.year, outcome.years[-1])], outcome.years[-1]
    said = word(
        *("share_path_alt", named, outcome.origin, percent(change.earlier)),
        *(target.year, percent(row["median"]), percent(row["p10"]), percent(row["p90"])),
        *(last, percent(fan[last]["median"]), target.wording_in(language())),
    )
    low, high = (word("quantile_percent", level) for level in (10, 90))
    rows = tuple(
        (str(year), 100 * one["p10"], 100 * one["median"], 100 * one["p90"])
        for year, one in fan.items()
    )
    return Chart(
        *(f"{target.id}-path", word("share_path", named), said, option),
        Table((word("year"), low, word("median_percent"), high), rows),
        height=330,
    )


def waterfall(
    split: Split, title: str, labels: Sequence[str], shown: Sequence[float], key: str
) -> Chart:
    """Scenario less baseline, part by part (瀑布图); `shown` are the parts as printed, points."""
    order = sorted(range(len(shown)), key=lambda place: -abs(shown[place]))
    leading = word("stop").join(f"{labels[place]} {_signed(shown[place])}" for place in order[:3])
    said = word(
        *("waterfall_alt", split.year, percent(split.baseline, 2), percent(split.scenario, 2)),
        leading,
    )
    causes = [place for place in order if round(shown[place], 2)]
    few, rest = causes[:10], causes[10:]
    names = [labels[place] for place in few] + ([word("others", len(rest))] if rest else [])
    steps = [shown[place] for place in few]
    steps += [round(sum(shown[place] for place in rest), 2)] if rest else []
    ends = (100 * split.baseline, 100 * split.scenario)
    option = echarts.waterfall(word("baseline"), names, word("scenario"), ends, steps)
    start = option["xAxis"].get("min", 0)
    rows = [(labels[place], shown[place], 100 * split.parts[place].alone) for place in order]
    rows.append((word("in_sum"), round(sum(shown), 2), 100 * (split.total - split.interaction)))
    return Chart(
        *(f"{key}-{split.year}", title + (aside(word("axis_from", f"{start:g}")) if start else "")),
        *(said, option),
        Table((word("part"), word("effect"), word("alone")), tuple(rows)),
        height=90 + 26 * (len(names) + 2),
    )


def share_parts(change: ShareChange, year: int, title: str, scope: str) -> Chart:
    """A change of share by section (比重变动分解): what it grew itself, what its rivals grew.

    `scope` is what its scope is called.
    """
    own, rest = change.producer, change.rest
    sums = [100 * (one + other) for one, other in zip(own, rest, strict=True)]
    order = sorted(range(len(COLUMNS)), key=lambda place: -abs(sums[place]))
    names = [name(COLUMNS[place]) for place in order]
    rows: list[tuple[TableCell, ...]] = [
        (names[at], 100 * own[place], 100 * rest[place], sums[place])
        for at, place in enumerate(order)
    ]
    rows.append((word("break"), None, None, 100 * change.counting))
    total = 100 * (change.later - change.earlier)
    rows.append((word("in_sum"), 100 * sum(own), 100 * sum(rest), total))
    said = word(
        *("share_parts_alt", year, scope, percent(change.earlier), percent(change.later)),
        *(points(sum(own)), points(sum(rest)), names[0], _signed(sums[order[0]])),
    )
    return Chart(
        *(f"share-parts-{change.scope}-{year}", title, said),
        echarts.bars(names, [sums[place] for place in order]),
        Table(
            (word("section"), word("producer_grew"), word("rest_grew"), word("in_sum")), tuple(rows)
        ),
        height=400,
    )


def ranked(names: Sequence[str], values: Sequence[float], title: str, said: str, key: str) -> Chart:
    """Bars, the longest first (排序条形图); values as printed."""
    order = sorted(range(len(values)), key=lambda place: -abs(values[place]))
    first = [names[place] for place in order]
    size = [values[place] for place in order]
    rows = tuple(zip(first, size, strict=True))
    table = Table((word("section"), word("effect")), rows, digits=3)
    return Chart(key, title, said, echarts.bars(first, size, 3), table, height=400)


def _signed(value: float) -> str:
    return minus(f"{value:+.2f}")


def read_off(option: echarts.Option, key: str, title: str, finding: str, height: int) -> Chart:
    """Make a chart of an option, its table read off the series that have a name (读取数据)."""
    across = option["yAxis"]["type"] == "category"
    names = [str(one) for one in option["yAxis" if across else "xAxis"]["data"]]
    series = [one for one in option["series"] if not one.get("silent")]
    heads = ("", *(str(one.get("name", word("value"))) for one in series))
    columns = [[_value(item) for item in one["data"]] for one in series]
    rows = zip(names, *columns, strict=True) if columns else ()
    return Chart(key, title, finding, option, Table(heads, tuple(rows), digits=3), height)


def _value(item: object) -> TableCell:
    """Read one datum of a series: a number, or one with a style, or a pair with its name."""
    value = item["value"] if isinstance(item, dict) else item
    if isinstance(value, list):
        value = next(one for one in value if isinstance(one, int | float))
    return None if value is None else float(str(value))
