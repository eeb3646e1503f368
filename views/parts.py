"""Pieces that several pages show: charts, tables, the line that pins them (页面部件)."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape

import streamlit as st

from data.industries import COLUMNS, SECTIONS, TERTIARY
from data.scopes import Scope
from forecast.baseline import Baseline
from scenarios.scenario import Scenario
from scenarios.simulate import QUANTILES, Outcome, simulate
from scenarios.targets import Target, joint_odds, judge, judge_all, targets
from views import charts
from views.cards import SIGNS, scope_name
from views.words import chance, name, percent, points, word

STYLE = """
<style>
.stMainBlockContainer { padding-top: 3.8rem; padding-bottom: .5rem; }
[data-testid="stCaptionContainer"] { color: inherit !important; opacity: .8; }
h1.brand { font-size: 1.5rem; font-weight: 700; line-height: 1.3; padding: 0; margin: 0; }
@media (min-width: 1800px) { html { font-size: 118%; } } /* a projector, read from afar */
@media (max-width: 640px) {
  .stElementContainer:has(h1.brand) { position: fixed; top: .7rem; left: 4rem; z-index: 999990;
    width: auto; }
  .st-key-top { gap: .5rem; }
  .st-key-top button { padding-inline: .5rem; }
  .st-key-share button * { gap: 0; }
  .st-key-share button p { position: absolute; width: 1px; height: 1px; overflow: hidden; }
}
h1.brand small { font-size: .85rem; font-weight: 400; opacity: .8; margin-left: .4rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: .8rem; }
.card { border: 1px solid rgba(128,128,128,.4); border-left: .4rem solid #767676;
  border-radius: .5rem; padding: .6rem .9rem; background: inherit; }
.card.met { border-left-color: #009E73; } .card.missed { border-left-color: #D55E00; }
.card.too_close { border-left-color: #E69F00; }
.card .what { font-size: .9rem; }
.card .number { font-size: 2rem; font-weight: 700; line-height: 1.25;
  font-variant-numeric: tabular-nums; }
.card .verdict { font-size: 1.05rem; font-weight: 600; margin-left: .5rem; }
.card .detail { font-size: .85rem; }
.lead { font-size: 1.2rem; line-height: 1.6; margin: .2rem 0 .6rem; }
.pin { font-size: .8rem; opacity: .75; }
table.plain { border-collapse: collapse; width: 100%; font-size: .88rem; }
table.plain th, table.plain td { padding: .28rem .5rem; text-align: right;
  border-bottom: 1px solid rgba(128,128,128,.3); font-variant-numeric: tabular-nums; }
table.plain th:first-child, table.plain td:first-child { text-align: left; }
table.plain tr.chosen { font-weight: 700; background: rgba(0,114,178,.10); }
.scroll { overflow-x: auto; }
</style>
"""


def scope_table(outcome: Outcome, target: Target, chosen: str) -> None:
    """Show all scopes side by side for a share target (口径并列表)."""
    joint = joint_odds(outcome)
    head = ("scope", "median", "verdict", "gap", "odds", "joint", "scope_range")
    rows = []
    for one in judge_all(outcome, (target,)):
        assert one.scope is not None
        scope = _scope(outcome, one.scope)
        low, high = _coefficient_range(outcome, scope, target.year)
        cells = (
            escape(scope_name(scope)),
            percent(one.value),
            f"{SIGNS[one.verdict]} {word(one.verdict)}",
            points(one.gap),
            escape(chance(one.odds)),
            escape(chance(joint[one.scope])),
            "—" if low == high else f"{percent(low)}–{percent(high)}",
        )
        mark = ' class="chosen"' if one.scope == chosen else ""
        rows.append(f"<tr{mark}>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    st.html(
        '<div class="scroll"><table class="plain"><thead><tr>'
        + "".join(f'<th scope="col">{word(key)}</th>' for key in head)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def plain_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Show a plain table (简表); every cell is escaped already."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    table = f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody>"
    st.html(f'<div class="scroll"><table class="plain">{table}</table></div>')


def _coefficient_range(outcome: Outcome, scope: Scope, year: int) -> tuple[float, float]:
    """Give the share on the mean path at the scope's low and high coefficients."""
    row = outcome.row(year)
    level = outcome.mean_level[row]
    low, high = (sum(c * v for c, v in zip(k, level, strict=True)) for k in (scope.low, scope.high))
    return float(low / level.sum()), float(high / level.sum())


def growth_chart(outcome: Outcome, key: str, since: int = 2010) -> None:
    """Show the fan of services growth with history and target (增速扇形图)."""
    target = next(t for t in targets() if t.measure == "services_real_growth")
    history = {y: g for y, g in outcome.baseline.published(TERTIARY).items() if y >= since}
    quantiles = {
        year: {label: outcome.growth_quantile(year, level) for label, level in QUANTILES.items()}
        for year in outcome.years
    }
    plain = None
    if outcome.scenario.assumptions:
        base = undisturbed(outcome.baseline)
        plain = {year: base.growth_quantile(year, 0.5) for year in base.years}
    labels = charts.FanLabels(
        history=word("history"),
        median=word("scenario" if plain else "baseline"),
        wide=word("interval", "90%"),
        narrow=word("interval", "80%"),
        baseline=word("baseline"),
        target=word("target_line", percent(target.threshold)),
    )
    first = outcome.years[0]
    alt = word(
        "growth_alt",
        outcome.origin,
        first,
        percent(quantiles[first]["median"]),
        percent(quantiles[first]["p10"]),
        percent(quantiles[first]["p90"]),
        percent(target.threshold),
    )
    option = charts.fan(history, quantiles, labels, plain, (target.year, target.threshold))
    st.markdown(f"##### {word('growth_chart')}")
    draw(lambda: option, key, alt, 330)


def contribution_chart(outcome: Outcome, year: int, key: str) -> None:
    """Show the sections' contributions to growth in a year (拉动图)."""
    parts = outcome.contributions[outcome.row(year)]
    order = sorted(range(len(COLUMNS)), key=lambda place: -parts[place])
    names = [name(COLUMNS[place]) for place in order]
    values = [100 * float(parts[place]) for place in order]
    leading = "，".join(f"{n} {v:.2f}" for n, v in list(zip(names, values, strict=True))[:3])
    alt = word("contribution_alt", year, percent(outcome.growth_quantile(year, 0.5)), leading)
    st.markdown(f"##### {word('contribution_chart', year)}")
    draw(lambda: charts.bars(names, values), key, alt, 400)


def share_chart(outcome: Outcome, target: Target, chosen: str, key: str) -> None:
    """Show the share by every scope against the target (各口径比重图)."""
    found = [judge(target, outcome, scope.id) for scope in outcome.baseline.scopes]
    names = [scope_name(scope) for scope in outcome.baseline.scopes]
    rows = [
        (
            100 * outcome.share_quantile(str(one.scope), target.year, 0.1),
            100 * one.value,
            100 * outcome.share_quantile(str(one.scope), target.year, 0.9),
        )
        for one in found
    ]
    limit = percent(target.threshold, 0)
    listed = "，".join(f"{one.scope} {percent(one.value)}" for one in found)
    alt = word("share_alt", target.year, listed, limit)
    st.markdown(f"##### {word('share_chart', target.year)}")
    line = word("target_line", limit)
    place = [str(one.scope) for one in found].index(chosen)
    draw(lambda: charts.ranges(names, rows, 100 * target.threshold, line, place), key, alt, 360)


@lru_cache(maxsize=8)
def undisturbed(base: Baseline) -> Outcome:
    """Work out the baseline itself, once (基准结果)."""
    return simulate(base, Scenario())


def pinned(outcome: Outcome) -> None:
    """Say which baseline the page stands on (基准标识)."""
    base = outcome.baseline
    line = word("pinned", base.id, base.as_of, base.origin, f"{base.draws:,}")
    st.html(f'<div class="pin">{escape(line)}</div>')


def draw(option: Callable[[], charts.Option], key: str, alt: str, height: int) -> None:
    """Draw a chart (画图); one that fails says so and leaves the page standing."""
    try:
        st.echarts_chart(option(), key=key, height=height, alt=alt, renderer="svg")
    except Exception as error:  # the page must outlive any one chart
        st.warning(word("chart_failed", type(error).__name__))


def _scope(outcome: Outcome, wanted: str) -> Scope:
    return next(scope for scope in outcome.baseline.scopes if scope.id == wanted)


def leading_sections(outcome: Outcome, year: int, count: int = 3) -> list[tuple[str, float]]:
    """Name the sections that contribute most in a year (拉动最大的行业)."""
    parts = outcome.contributions[outcome.row(year)]
    order = sorted(range(len(SECTIONS)), key=lambda place: -parts[place])[:count]
    return [(name(SECTIONS[place]), float(parts[place])) for place in order]
