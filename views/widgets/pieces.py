"""Pieces that several pages show: charts, tables, the line that pins them (页面部件)."""

from functools import lru_cache
from html import escape

import streamlit as st

from data import clock
from data.scopes import Scope
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome, simulate
from scenarios.outcome.targets import Target, joint_odds, judge_all
from scenarios.outcome.verdicts import gap_said, said
from views.present import figures
from views.present.age import data_age
from views.present.verdicts import pin_line, scope_name
from views.widgets.chart import draw as draw
from views.widgets.chart import of, show
from views.widgets.table import plain_table as plain_table
from views.words.numbers import chance, percent
from views.words.words import language, word

STYLE = """
<style>
.stMainBlockContainer { padding-top: 3.8rem; padding-bottom: .5rem; position: relative; }
.stMainBlockContainer .stVerticalBlock { gap: .6rem; }
.st-key-page, [class*="st-key-follow"], [class*="st-key-of-beside"] { position: absolute;
  width: 0 !important; } /* nothing to see: no gap for them */
[data-testid="stCaptionContainer"] { color: inherit !important; opacity: .8; }
.stMultiSelect [data-tag] { background: rgba(128,128,128,.22); color: inherit; }
.stMultiSelect [data-tag] * { color: inherit; }
.stMarkdown h2 { font-size: 1.15rem; padding: .4rem 0 1.1rem; }
.stAppHeader a:focus-visible, .stElementToolbar button:focus-visible, .scroll:focus-visible {
  outline: 2px solid currentColor; outline-offset: 1px; } /* Streamlit shows no focus here */
.stCode button { visibility: visible; } /* hidden until hovered, keys could not reach it */
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; } /* our label says it */
[data-testid="stPopoverBody"]:has([class*="st-key-beside-"]) { min-height: 15rem; } /* flips */
h1.brand { font-size: 1.5rem; font-weight: 700; line-height: 1.3; padding: 0; margin: 0; }
@media (min-width: 1800px) { html { font-size: 118%; } } /* a projector, read from afar */
h1.brand small { font-size: .85rem; font-weight: 400; opacity: .8; margin-left: .4rem; }
@media (max-width: 640px) {
  .stElementContainer:has(h1.brand) { position: fixed; top: .7rem; left: 4rem; z-index: 999990;
    width: auto; }
  h1.brand small { display: none; }
  .katex-display { overflow: auto hidden; } /* an equation wider than the phone */
  table.plain th, table.plain td { min-width: 4.5em; } /* Chinese would stand a sign a line */
  table.plain th:first-child, table.plain td:first-child { min-width: 7em; }
  table.stacked thead, table.stacked td:empty { display: none; }
  table.stacked tr { display: block; border-bottom: 1px solid rgba(128,128,128,.3); }
  table.stacked td { display: flex; gap: 1rem; justify-content: space-between; border: 0; }
  table.stacked td:first-child { font-weight: 700; }
  table.stacked td:not(:first-child)::before { content: attr(data-head); opacity: .8;
    text-align: left; flex: 0 0 40%; overflow-wrap: anywhere; }
  .st-key-top { gap: .5rem; }
  .st-key-top button { padding-inline: .5rem; }
  .st-key-share button * { gap: 0; }
  .st-key-share button p { position: absolute; width: 1px; height: 1px; overflow: hidden; }
}
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: .8rem; }
.card { border: 1px solid rgba(128,128,128,.4); border-left: .4rem solid #767676;
  border-radius: .5rem; padding: .6rem .9rem; background: inherit; }
.card.met { border-left-color: #009E73; } .card.missed { border-left-color: #D55E00; }
.card.near { border-left-color: #E69F00; }
.card .what { font-size: .9rem; }
.card .number { font-size: 2rem; font-weight: 700; line-height: 1.25;
  font-variant-numeric: tabular-nums; }
.card .verdict { font-size: 1.05rem; font-weight: 600; margin-left: .5rem; }
.card .detail { font-size: .85rem; }
.lead { font-size: 1.2rem; line-height: 1.6; margin: .2rem 0 .6rem; }
.pin { font-size: .8rem; opacity: .75; } .age { font-size: .9rem; }
table.plain { border-collapse: collapse; width: 100%; font-size: .88rem; }
table.plain th, table.plain td { padding: .28rem .5rem; text-align: right;
  border-bottom: 1px solid rgba(128,128,128,.3); font-variant-numeric: tabular-nums; }
table.plain th:first-child, table.plain td:first-child { text-align: left; }
table.plain tr.chosen { font-weight: 700; background: rgba(0,114,178,.10); }
.scroll { overflow-x: auto; }
.stElementContainer:has(.waits) { position: sticky; top: 4rem; z-index: 9; height: 0;
  margin-bottom: -.6rem; } /* takes no room: what the board is ahead of says so, see beside.js */
.waits { display: none; width: fit-content; margin: auto; padding: .15rem .8rem; font-size: .9rem;
  border: 1px solid #E69F00; border-radius: .5rem; background: Canvas; color: CanvasText; }
[aria-busy="true"] > :has(.waits):first-child .waits { display: block; }
[class*="st-key-beside-"]:not([aria-busy="false"]) { & > :not(:first-child) { opacity: .3; }
  & :is(.stButton, .stDownloadButton, .stCode) { pointer-events: none; } }
@media print { /* the leader's page is one sheet of A4, in ink whatever the theme */
  @page { size: A4 landscape; margin: 9mm; }
  html, body { font-size: 11.3px; background: #fff !important; }
  .stApp, .stApp * { color: #111 !important; background-color: transparent; }
  .stApp, .stAppViewContainer, .stMain, .stMainBlockContainer { position: static !important;
    overflow: visible !important; height: auto !important; background: #fff !important; }
  .stMainBlockContainer { padding: 0 !important; }
  .stAppHeader, .stApp button, .stPopover, .stButtonGroup { display: none !important; }
}
</style>
"""


def scope_table(outcome: Outcome, target: Target, chosen: str) -> None:
    """Show all scopes side by side for a share target (口径并列表)."""
    joint = joint_odds(outcome)
    head = ("scope", "median", "verdict", "gap", "odds", "joint", "scope_range")
    tongue = language()
    rows = []
    for one in judge_all(outcome, (target,)):
        assert one.scope is not None
        scope = _scope(outcome, one.scope)
        low, high = _coefficient_range(outcome, scope, target.year)
        cells = (
            escape(scope_name(scope, outcome.scenario)),
            percent(one.value),
            f'<span style="white-space:nowrap">{said(target, one).marked(tongue)}</span>',
            gap_said(one.gap, short=True)[tongue],
            escape(chance(one.odds)),
            escape(chance(joint[one.scope])),
            "—" if low == high else f"{percent(low)}–{percent(high)}",
        )
        mark = ' class="chosen"' if one.scope == chosen else ""
        rows.append(f"<tr{mark}>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    st.html(
        '<div class="scroll" tabindex="0"><table class="plain"><thead><tr>'
        + "".join(f'<th scope="col">{word(key)}</th>' for key in head)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _coefficient_range(outcome: Outcome, scope: Scope, year: int) -> tuple[float, float]:
    """Give the share on the mean path at the scope's low and high coefficients."""
    row = outcome.row(year)
    level = outcome.mean_level[row]
    low, high = (sum(c * v for c, v in zip(k, level, strict=True)) for k in (scope.low, scope.high))
    return float(low / level.sum()), float(high / level.sum())


def growth_chart(outcome: Outcome, key: str) -> None:
    """Show the fan of services growth with history and target (增速扇形图)."""
    show(lambda: figures.growth(outcome, undisturbed(outcome.baseline)), key, of(outcome))


def contribution_chart(outcome: Outcome, year: int, key: str) -> None:
    """Show the sections' contributions to growth in a year (拉动图)."""
    show(lambda: figures.contributions(outcome, year), key, of(outcome))


def share_chart(outcome: Outcome, target: Target, chosen: str, key: str) -> None:
    """Show the share by every scope against the target (各口径比重图)."""
    show(lambda: figures.shares(outcome, target, chosen), key, of(outcome))


@lru_cache(maxsize=8)
def undisturbed(base: Baseline) -> Outcome:
    """Work out the baseline itself, once (基准结果)."""
    return simulate(base, Scenario())


def pinned(outcome: Outcome) -> None:
    """Say which baseline the page stands on (基准标识)."""
    st.html(f'<div class="pin">{escape(pin_line(outcome.baseline))}</div>')


def aged(*bases: Baseline) -> None:
    """Say how old the figures are that each baseline stands on (数据时效), each day once."""
    for day in dict.fromkeys(base.as_of for base in bases):
        st.html(f'<div class="age">{escape(data_age(day, clock.today()))}</div>')


def _scope(outcome: Outcome, wanted: str) -> Scope:
    return next(scope for scope in outcome.baseline.scopes if scope.id == wanted)
