"""The charts as pictures (图片): growth, contributions, share by scope, with no browser."""

import math
from collections.abc import Mapping

from data.industries import TERTIARY
from scenarios.simulate import QUANTILES
from scenarios.targets import Target, chosen_targets, judge_all, targets, within_horizon
from views.cards import scope_name
from views.report.contents import Contents
from views.report.svg import BLUE, FAINT, GREY, GRID, INK, ORANGE, PALE, WIDE, Picture
from views.words import chance, percent, points, speaking, word

SINCE = 2010
"""First year of history."""


def pictures(contents: Contents) -> dict[str, str]:
    """Draw every chart (全部图), SVG by name."""
    with speaking(contents.tongue):
        found = {"growth": growth(contents)}
        for target in chosen_targets(contents.outcome):
            if target.measure == "producer_share" and within_horizon(target, contents.outcome):
                found[f"{target.id}-scopes"] = shares(contents, target)
        for year in contents.outcome.years:
            found[f"contributions-{year}"] = contributions(contents, year)
        return found


def growth(contents: Contents) -> str:
    """Draw services growth (增速扇形图): history, medians, intervals, baseline and target."""
    outcome = contents.outcome
    target = next(one for one in targets() if one.measure == "services_real_growth")
    past = {y: g for y, g in outcome.baseline.published(TERTIARY).items() if y >= SINCE}
    last = max(past)
    fan: dict[int, Mapping[str, float]] = {last: dict.fromkeys(QUANTILES, past[last])}
    for year in outcome.years:
        fan[year] = {key: outcome.growth_quantile(year, q) for key, q in QUANTILES.items()}
    first = outcome.years[0]
    finding = word(
        *("growth_alt", outcome.origin, first, percent(fan[first]["median"])),
        *(percent(fan[first]["p10"]), percent(fan[first]["p90"]), percent(target.threshold)),
    )
    picture = Picture(360, word("growth_chart"), finding, contents.dated())
    values = [*past.values(), *(v for row in fan.values() for v in row.values()), target.threshold]
    low = min(0.0, math.floor(50 * min(values)) / 50)
    high = math.ceil(50 * max(values)) / 50
    start, end = min(past), outcome.years[-1]

    def place(year: int, value: float) -> tuple[float, float]:
        across = 48 + (year - start) / (end - start) * (WIDE - 48 - 40)
        return across, 66 + (high - value) / (high - low) * (360 - 66 - 50)

    for tick in range(round(100 * low), round(100 * high) + 1, 2):
        (left, y), (right, _) = place(start, tick / 100), place(end, tick / 100)
        picture.line([(left, y), (right, y)], "#d9d9d9", 0.8)
        picture.text(42, y + 4, f"{tick}%", size=10.5, color=FAINT, anchor="end")
    for year in range(start, end + 1):
        if (year - end) % 2 == 0:
            x, _ = place(year, 0)
            picture.text(x, 360 - 32, str(year), size=10.5, color=FAINT, anchor="middle")
    for bottom, top, opacity in (("p05", "p95", 0.12), ("p10", "p90", 0.2)):
        upper = [place(year, row[top]) for year, row in fan.items()]
        lower = [place(year, row[bottom]) for year, row in fan.items()]
        picture.area([*upper, *reversed(lower)], BLUE, opacity)
    across = [place(start, target.threshold), place(end, target.threshold)]
    picture.line(across, ORANGE, 1.5, "4 3")
    label = word("target_line", percent(target.threshold))
    picture.text(across[0][0] + 4, across[0][1] - 5, label, size=11, color=ORANGE)
    if start <= target.year <= end:
        x, y = place(target.year, target.threshold)
        picture.area([(x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6)], ORANGE, 1)
    picture.line([place(year, value) for year, value in past.items()], INK, 2)
    entries = [(word("history"), INK, "line")]
    if not outcome.scenario.empty:
        plain = {last: past[last]}
        plain |= {year: contents.plain.growth_quantile(year, 0.5) for year in outcome.years}
        picture.line([place(*one) for one in plain.items()], GREY, 2, "5 4")
        entries.append((word("baseline"), GREY, "dash"))
    picture.line([place(year, row["median"]) for year, row in fan.items()], BLUE, 2.5)
    for year in outcome.years:
        x, y = place(year, fan[year]["median"])
        picture.dot(x, y, BLUE)
        said = percent(fan[year]["median"])
        picture.text(x, y - 8, said, size=11, anchor="middle", weight=700)
    entries.insert(1, (word("median"), BLUE, "line"))
    entries += [(word("interval", "80%"), BLUE, "band"), (word("interval", "90%"), PALE, "band")]
    picture.legend(entries)
    return picture.done()


def contributions(contents: Contents, year: int) -> str:
    """Draw the sections' contributions to growth in a year (拉动图), largest first."""
    rows = contents.contributions(year)
    total = percent(contents.outcome.growth_quantile(year, 0.5))
    leading = "，".join(f"{name} {points(part)}" for name, part in rows[:3])
    finding = word("contribution_alt", year, total, leading)
    title = f"{word('contribution_chart', year)} · {word('services')} {total}"
    picture = Picture(64 + 22 * len(rows) + 30, title, finding, contents.dated())
    most = max(0.0001, *(part for _, part in rows))
    least = min(0.0, *(part for _, part in rows))
    left, scale = 238 - 400 * least / (most - least), 400 / (most - least)
    for number, (name, part) in enumerate(rows):
        y = 50 + 22 * number
        picture.text(225, y + 13, name, size=11.5, anchor="end")
        picture.box(
            left + min(part, 0) * scale, y + 2, abs(part) * scale, 15, ORANGE if part < 0 else BLUE
        )
        end = left + max(part, 0) * scale
        picture.text(end + 6, y + 14, points(part), size=11.5, color=FAINT)
    picture.line([(left, 46), (left, 52 + 22 * len(rows))], GRID, 1)
    return picture.done()


def shares(contents: Contents, target: Target) -> str:
    """Draw the share by every scope, its 80% interval, and the target across (各口径比重图)."""
    outcome = contents.outcome
    found = [one for one in judge_all(outcome, (target,)) if one.scope is not None]
    limit = percent(target.threshold, 0)
    listed = "，".join(f"{one.scope} {percent(one.value)}" for one in found)
    finding = word("share_alt", target.year, listed, limit)
    title = word("share_chart", target.year)
    picture = Picture(76 + 30 * len(found) + 30, title, finding, contents.dated())
    names = {scope.id: scope_name(scope) for scope in outcome.baseline.scopes}
    rows = [
        tuple(outcome.share_quantile(str(one.scope), target.year, q) for q in (0.1, 0.5, 0.9))
        for one in found
    ]
    ends = [target.threshold, *(value for row in rows for value in row)]
    low, high = math.floor(20 * min(ends)) / 20, math.ceil(20 * max(ends)) / 20

    def across(value: float) -> float:
        return 262 + (value - low) / (high - low) * 340

    bottom = 66 + 30 * len(found)
    for tick in range(round(100 * low), round(100 * high) + 1, 5):
        x = across(tick / 100)
        picture.line([(x, 58), (x, bottom)], GRID, 0.8)
        picture.text(x, 52, f"{tick}%", size=10.5, color=FAINT, anchor="middle")
    goal = across(target.threshold)
    picture.line([(goal, 58), (goal, bottom)], ORANGE, 2, "4 3")
    picture.text(goal, 38, word("target_line", limit), size=11, color=ORANGE, anchor="middle")
    for number, (one, (least, middle, most)) in enumerate(zip(found, rows, strict=True)):
        y = 60 + 30 * number
        chosen = one.scope == contents.scope
        color = BLUE if chosen else PALE
        picture.text(
            *(250, y + 18, names[str(one.scope)]),
            size=11.5,
            anchor="end",
            weight=700 if chosen else 400,
        )
        picture.box(across(least), y + 10, across(most) - across(least), 8, color)
        picture.dot(across(middle), y + 14, color, 5.5)
        picture.text(across(middle), y + 5, percent(middle), size=10.5, anchor="middle")
        picture.text(612, y + 18, f"{word('odds')} {chance(one.odds)}", size=11, color=FAINT)
    return picture.done()
