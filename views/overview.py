"""总览: the leader's page, one screen: the verdict, the number, the odds, the reason."""

from html import escape

import streamlit as st

from scenarios.simulate import Outcome
from scenarios.targets import judge, targets
from views import parts, state
from views.cards import cards
from views.words import chance, language, percent, points, word


def lead(outcome: Outcome, scope: str) -> str:
    """Say the verdicts in plain words (结论)."""
    growth, share = targets()
    first = judge(growth, outcome)
    key = f"growth_{'' if first.published else 'ahead_'}{first.verdict}"
    short = points(abs(first.gap)).lstrip("+")
    said = word(
        *(key, growth.year, percent(first.value), growth.wording_in(language())),
        *(short, chance(first.odds)),
    )
    each = [judge(share, outcome, one.id) for one in outcome.baseline.scopes]
    chosen = next(one for one in each if one.scope == scope)
    likely = sum(one.odds > 0.5 for one in each)
    limit = percent(share.threshold, 0)
    return f"{said} " + word(
        "share_lead",
        *(share.year, len(each), likely, limit, scope),
        *(percent(chosen.value), chance(chosen.odds)),
    )


result = state.outcome()
scope = state.scope()
year = result.years[0]
share_target = targets()[1]

st.html(f'<p class="lead">{escape(lead(result, scope))}</p>')
cards(result, scope)
left, right = st.columns([3, 2], gap="large")
with left:
    parts.growth_chart(result, "overview-growth")
with right:
    parts.share_chart(result, share_target, scope, "overview-share")
st.markdown(f"##### {word('drivers')}（{year}）")
for column, (section, part) in zip(
    st.columns(3), parts.leading_sections(result, year), strict=True
):
    column.metric(section, points(part), border=True)
st.caption(word("no_scope"))
parts.pinned(result)
