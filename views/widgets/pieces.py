"""Pieces that several pages show: charts, tables, the line that pins them (页面部件)."""

from html import escape
from pathlib import Path

import streamlit as st

from data import clock
from data.scopes import Scope
from forecast.baseline import Baseline
from scenarios.outcome.simulate import Outcome, undisturbed
from scenarios.outcome.targets import Target, joint_odds, judge_all
from scenarios.outcome.verdict_wording import gap_said, said
from views.present import charts
from views.present.age import data_age
from views.present.verdict_cards import pin_line, scope_name
from views.widgets.chart import draw as draw
from views.widgets.chart import of, show
from views.widgets.table import plain_table as plain_table
from views.words.numbers import chance, percent
from views.words.words import language, word

_CSS = (Path(__file__).parent / "pieces.css").read_text(encoding="utf-8")
STYLE = f"<style>\n{_CSS}</style>"
"""How the pages look, put on each of them once (页面样式)."""


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
    show(lambda: charts.growth(outcome, undisturbed(outcome.baseline)), key, of(outcome))


def contribution_chart(outcome: Outcome, year: int, key: str) -> None:
    """Show the sections' contributions to growth in a year (拉动图)."""
    show(lambda: charts.contributions(outcome, year), key, of(outcome))


def share_chart(outcome: Outcome, target: Target, chosen: str, key: str) -> None:
    """Show the share by every scope against the target (各口径比重图)."""
    show(lambda: charts.shares(outcome, target, chosen), key, of(outcome))


def pinned(outcome: Outcome) -> None:
    """Say which baseline the page stands on (基准标识)."""
    st.html(f'<div class="pin">{escape(pin_line(outcome.baseline))}</div>')


def aged(*bases: Baseline) -> None:
    """Say how old the figures are that each baseline stands on (数据时效), each day once."""
    for day, name in dict.fromkeys((base.as_of, base.vintage) for base in bases):
        st.html(f'<div class="age">{escape(data_age(day, clock.today(), name))}</div>')


def _scope(outcome: Outcome, wanted: str) -> Scope:
    return next(scope for scope in outcome.baseline.scopes if scope.id == wanted)
