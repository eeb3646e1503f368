"""What the watch of the year says in words (监测结论): sentences, cards, the path chart."""

from collections.abc import Callable, Sequence
from typing import Final

from data.watched.directions import Light
from scenarios.year.lights import AT_RISK, MARGIN, ON_PATH
from scenarios.year.year_path import PathQuarter, YearPath
from scenarios.year.year_watch import YearWatch
from views.present import echarts
from views.present.charts import Chart, Table
from views.present.verdict_cards import card_html, side_by_side
from views.words.numbers import chance, percent, points
from views.words.words import exactly, growing, joined, language, period_name, running, word

TONES: Final[dict[Light, str]] = {
    "on_path": "met",
    "at_risk": "near",
    "off": "missed",
    "none": "",
}
"""Colours of the lights, those of verdicts; a light has a mark and a word besides."""


def lead(watch: YearWatch) -> str:
    """Say where the year stands (监测结论): what is out, what is needed, what is drawn."""
    path = watch.path
    told = [out(path), needs(path), drawn(path)]
    if path.target is None:
        told[1] = word("watch_no_target", path.year)
    elif path.odds is not None:
        light = word(f"light_{watch.rows[0].light}")
        told.append(word("watch_odds", chance(path.odds), light))
    return running(*filter(None, told))


def out(path: YearPath) -> str:
    """Say what growth to date is (累计)."""
    if path.ytd is None:
        return word("watch_none_out", path.year)
    return word("watch_out", period_name(f"{path.year}Q{path.known}"), growing(path.ytd))


def needs(path: YearPath) -> str:
    """Say what the rest of the year must average (所需增速)."""
    if path.target is None:
        return ""
    wording = path.target.wording_in(language())
    if path.needed is None:
        return word("watch_over", wording)
    if not path.known:
        return word("watch_needs_all", wording, path.reached, path.years)
    left, needed = 4 - path.known, percent(path.needed)
    if left == 1:
        return word("watch_needs_last", wording, needed, path.reached, path.years)
    return word("watch_needs", wording, left, needed, path.reached, path.years)


def change(watch: YearWatch) -> str:
    """Say why the required pace is another than a quarter ago (变动原因); "" if it is not."""
    found = watch.change
    if found is None:
        return ""
    causes = [
        word(f"pace_{cause}", points(part))
        for cause, part in found.parts.items()
        if cause == "quarter" or points(part) != points(0)
    ]
    ends = percent(found.earlier), percent(found.later)
    name = word(f"quarter_alone_{found.known}")
    total = points(found.later - found.earlier)
    return word("pace_changed", name, *ends, total, joined(causes))


def drawn(path: YearPath) -> str:
    """Say what the year is expected to come to (全年预计)."""
    low, high = percent(path.nowcast["p10"]), percent(path.nowcast["p90"])
    return word("watch_drawn", growing(path.nowcast["median"], ahead=True), low, high)


def lights() -> str:
    """Say how lights are lit (信号灯规则)."""
    return word("watch_lights", f"{ON_PATH:.0%}", f"{AT_RISK:.0%}", f"{100 * MARGIN:.0f}")


def rules(watch: YearWatch) -> list[str]:
    """Say what the figures stand on and how they are worked out (口径与算法), a line each."""
    told = [word("watch_basis", watch.outcome.baseline.as_of)]
    told.append(word("section_rule_decided" if watch.decided else "section_rule"))
    return [*told, quarters_rule(watch.path)]


def quarters_rule(path: YearPath) -> str:
    """Say how quarters are told apart, and what they weigh (换算说明)."""
    known = [one for one in path.quarters[:3] if one.weight is not None]
    if not known:
        return word("quarters_no_weights")
    weighed = (
        f"{word(f'quarter_short_{one.number}')} {percent(one.weight or 0)} · {one.weighed_in}"
        for one in known
    )
    return word("quarters_rule", joined(weighed))


def reference(watch: YearWatch) -> str:
    """Say what the target of GDP is (GDP 目标), or nothing where it is not known."""
    if watch.reference is None:
        return ""
    said = word(f"bound_{watch.reference.bound}", exactly(watch.reference.value))
    return word("watch_reference", said)


def cards(watch: YearWatch) -> str:
    """Lay out target, growth to date, what is needed and what is drawn as cards (监测卡)."""
    path, light = watch.path, watch.rows[0].light
    blocks = [_target_card(path), _out_card(path), _needed_card(path)]
    low, high = percent(path.nowcast["p10"]), percent(path.nowcast["p90"])
    verdict = word(f"light_{light}") if path.target else ""
    detail = [word("card_interval", low, high)]
    if path.odds is not None:
        detail.insert(0, word("card_odds", chance(path.odds)))
    head = word("card_drawn"), percent(path.nowcast["median"]), TONES[light], verdict
    blocks.append(card_html(*head, " · ".join(detail)))
    return side_by_side(blocks)


def _target_card(path: YearPath) -> str:
    head = word("card_target", path.year)
    if path.target is None:
        return card_html(head, word("no_target"), "", "", "")
    kind = word("of_own" if path.target.own else "official")
    return card_html(head, exactly(path.target.threshold), "", "", _dotted(kind, path))


def _dotted(kind: str, path: YearPath) -> str:
    assert path.target is not None
    return f"{kind} · {path.target.wording_in(language())}"


def _out_card(path: YearPath) -> str:
    if path.ytd is None:
        return card_html(word("card_not_out"), "—", "", "", word("watch_none_out", path.year))
    period = period_name(f"{path.year}Q{path.known}")
    last = path.quarters[path.known - 1]
    detail = "" if last.alone is None else alone_said(last)
    return card_html(word("card_out", period), percent(path.ytd), "", "", detail)


def alone_said(one: PathQuarter) -> str:
    """Say what a quarter alone grew by, within rounding (当季增速)."""
    said = alone(one)
    return f"{word(f'quarter_alone_{one.number}')} {said}"


def alone(one: PathQuarter) -> str:
    """Print a quarter's growth alone and how far rounding leaves it open (当季增速)."""
    if one.alone is None:
        return "—"
    if one.number == 1 or one.rounding is None:
        return percent(one.alone)
    return word("within_rounding", percent(one.alone), percent(one.rounding, 2)[:-1])


def _needed_card(path: YearPath) -> str:
    if path.needed is None:
        return card_html(word("card_needed"), "—", "", "", "")
    told = []
    if path.history is not None and path.decade is not None:
        places = f"{100 * path.history:.0f}", f"{100 * path.decade:.0f}"
        told.append(word("card_percentile", *places))
    if path.expected is not None and path.known:
        told.append(word("card_rest_drawn", percent(path.expected["median"])))
    return card_html(word("card_needed"), percent(path.needed), "", "", " · ".join(told))


def path_chart(watch: YearWatch) -> Chart:
    """Draw growth to date by quarter (路径图): what is out, what is needed, what is drawn."""
    path = watch.path
    names = [word(f"quarter_short_{one.number}") for one in path.quarters]
    published = _series(path, lambda one: one.ytd, joined=False)
    needed = _series(path, lambda one: one.path)
    fan = {
        key: _series(path, lambda one, key=key: one.nowcast and one.nowcast[key])  # type: ignore[misc]
        for key in ("median", "p10", "p90")
    }
    ends = [(word("path_low"), fan["p10"]), (word("path_high"), fan["p90"])]
    shade = word("interval", "80%")
    option = echarts.corridor(
        names,
        (word("path_out"), published),
        (word("path_needed"), needed) if path.target else None,
        (word("path_drawn"), fan["median"]),
        ends,
        shade,
    )
    labels = ["path_out", "path_needed", "path_drawn", "path_low", "path_high"]
    columns = [published, needed, fan["median"], fan["p10"], fan["p90"]]
    rows = tuple(zip(names, *columns, strict=True))
    nowcast = path.nowcast
    said = word(
        *("path_finding", out(path), needs(path), percent(nowcast["median"])),
        *(percent(nowcast["p10"]), percent(nowcast["p90"])),
    )
    return Chart(
        *(f"watch-path-{path.year}", word("path_chart", path.year), said, option),
        Table((word("quarter"), *map(word, labels)), rows),
        height=300,
    )


def _series(
    path: YearPath, of: Callable[[PathQuarter], float | None], joined: bool = True
) -> Sequence[float | None]:
    """Values in per cent; what is to come starts from the newest that is out."""
    found = [of(one) for one in path.quarters]
    if joined and path.known and path.known < 4:
        found[path.known - 1] = path.ytd
    return [None if value is None else 100 * value for value in found]
