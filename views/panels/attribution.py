"""Attribution, sensitivity, uncertainty: three panels below the board (归因、敏感性、把握)."""

from html import escape

import streamlit as st

from base.digits import minus
from data.sections import industry
from scenarios.outcome.attribution import (
    Split,
    growth_split,
    printed,
    share_from_baseline,
    share_over_time,
    share_split,
)
from scenarios.outcome.plausibility import plausibility, reached
from scenarios.outcome.required_growth import required_all
from scenarios.outcome.sensitivity import sensitivities
from scenarios.outcome.simulate import Outcome, undisturbed
from scenarios.outcome.targets import (
    chosen_targets,
    correlations,
    joint_odds,
    judge,
    official,
    scope_of,
    within_horizon,
)
from views.present import charts
from views.present.names import name, part_name
from views.present.seals import scenario_title
from views.present.verdict_cards import odds_count, scope_label
from views.widgets import pieces
from views.widgets.chart import of, show
from views.widgets.fields import choose
from views.words.numbers import chance, percent, points
from views.words.words import aside, exactly, growing, labelled, language, running, sized, word


def plausibility_lines(outcome: Outcome) -> list[str]:
    """Say how plausible the assumptions are, and warn beyond the 99% region (合理性)."""
    if not outcome.scenario.assumptions:
        return []
    found = plausibility(outcome.checked)
    if found.unlikely:
        st.warning(word("unlikely", chance(found.further_out)))
    plain = undisturbed(outcome.baseline)
    most = max(reached(outcome, plain), key=lambda one: abs(one.draws - 0.5))
    come = word(
        *("services_standing", most.year, growing(most.value, ahead=True)),
        *(_beside(most.draws), _beside(most.history)),
    )
    outer = sorted(found.standings, key=lambda one: -abs(one.draws - 0.5))[:3]
    listed = word("stop").join(
        word(
            "standing",
            name(industry(one.section)),
            one.year,
            percent(one.value),
            _beside(one.draws),
            "—" if one.history is None else _beside(one.history),
        )
        for one in outer
    )
    return [come, word("least_likely", listed)]


def _beside(below: float) -> str:
    """Say how few lie beyond a value, on its own side of the middle (更低、更高)."""
    return word("lie_below" if below < 0.5 else "lie_above", chance(min(below, 1 - below)))


def required_lines(outcome: Outcome, scope: str) -> list[str]:
    """Say what the remaining quarters and years must average (所需增速)."""
    lines = []
    whose = word("by_baseline" if outcome.scenario.empty else "by_scenario")
    for one in required_all(outcome, scope):
        if one.lead is None and one.known is not None:
            known = one.known
            lines.append(
                word(
                    "required_rest",
                    known.year,
                    known.quarters,
                    growing(known.growth),
                    exactly(one.target.threshold),
                    averaging(one.average),
                    averaging(one.expected),
                    whose,
                )
            )
        elif one.lead is not None and one.expected_lead is not None:
            lines.append(
                word(
                    "required_share",
                    one.target.year,
                    scope_label(str(one.scope), outcome),
                    exactly(one.target.threshold),
                    one.years,
                    averaging(one.average),
                    averaging(one.expected),
                    sized(one.lead, "must_lead", "may_lag", "must_match", digits=1),
                    sized(one.expected_lead, "leads", "lags", "matches", digits=1),
                    whose,
                )
            )
    return lines


def averaging(growth: float) -> str:
    """Say what a growth must average (平均增速): 增长 6.1%, 下降 0.4%."""
    return word("shrinks" if round(growth, 3) < 0 else "grows", percent(abs(growth)))


def attribution(outcome: Outcome, scope: str) -> None:
    """Show scenario less baseline, as a waterfall and as a table (情景与基准之差)."""
    year = chosen_year(outcome, "takes_year")
    if outcome.scenario.empty:
        st.caption(word("nothing_moved"))
        share_by_section(outcome, scope, year)
        return
    plain = undisturbed(outcome.baseline)
    left, right = st.columns(2, gap="large")
    with left:
        whose = scenario_title(outcome.scenario)
        title = word("moved_chart", word("growth_chart"), year, whose)
        _waterfall(outcome, growth_split(outcome, year, plain), title, "growth")
    with right:
        what = f"{word('producer_share')}{aside(labelled('scope', scope_label(scope, outcome)))}"
        title = word("moved_chart", what, year, whose)
        _waterfall(outcome, share_split(outcome, scope, year, plain), title, "share")
    change = share_from_baseline(outcome, scope, year, plain)
    causes = [sum(change.producer), sum(change.rest), change.counting]
    shown = printed(causes, change.later - change.earlier)
    st.caption(
        word(
            "share_causes", year, scope_label(scope, outcome), *(points(one / 100) for one in shown)
        )
    )
    share_by_section(outcome, scope, year)


def share_by_section(outcome: Outcome, scope: str, year: int) -> None:
    """Show what each section did to the share, over time or against the baseline (分行业)."""
    kinds = {"origin": word("since_origin", outcome.origin)}
    if not outcome.scenario.empty:
        kinds["baseline"] = word("since_baseline")
    chosen = choose(
        *(st.segmented_control, word("compared_with"), list(kinds), "share_since", "origin"),
        show=kinds.__getitem__,
        required=True,
    )

    def build() -> charts.Chart:
        if chosen == "baseline":
            plain = undisturbed(outcome.baseline)
            change = share_from_baseline(outcome, scope, year, plain)
        else:
            change = share_over_time(outcome, scope, year)
        named = scope_label(scope, outcome)
        total = points(change.later - change.earlier)
        title = word("by_section", named, kinds[chosen], year, total)
        return charts.share_parts(change, year, title, named)

    show(build, "takes-share-parts", of(outcome))


def _waterfall(outcome: Outcome, split: Split, title: str, key: str) -> None:
    """Draw one split; its table lists what each part does alone."""
    shown = printed([one.effect for one in split.parts], split.total)
    labels = [part_name(outcome, one) for one in split.parts]
    show(lambda: charts.waterfall(split, title, labels, shown, key), f"takes-{key}", of(outcome))
    st.caption(word("interaction", points(split.interaction)))


def sensitivity(outcome: Outcome, scope: str) -> None:
    """Rank what one more point in a section's year does (敏感性)."""
    left, right = st.columns([1, 2])
    with left:
        year = chosen_year(outcome, "takes_sensitivity_year")
    judged = [t for t in chosen_targets(outcome) if t.year in outcome.years]
    labels = {
        "growth": word("to_growth"),
        "share": word("to_share", scope_label(scope, outcome)),
    }
    labels |= {t.id: word("to_odds", t.title_in(language())) for t in judged}
    with right:
        kind = choose(
            *(st.selectbox, word("effect_on"), list(labels), "effect_on", "growth"),
            show=labels.__getitem__,
        )
    last = max((t.year for t in judged if t.measure == "producer_share"), default=year)
    rows = [one for one in sensitivities(outcome, scope) if one.year == year]
    found = [
        one.growth
        if kind == "growth"
        else one.share.get(last, 0.0)
        if kind == "share"
        else one.odds.get(kind, 0.0)
        for one in rows
    ]
    names = [name(industry(one.section)) for one in rows]
    values = [100 * one for one in found]
    most = max(range(len(rows)), key=lambda place: abs(values[place]))
    alt = word("moves_alt", year, labels[kind], names[most], points(values[most] / 100))
    title = f"{word('moves')} · {labels[kind]}"
    show(
        lambda: charts.ranked(names, values, title, alt, f"moves-{kind}-{year}"),
        *("takes-moves", of(outcome)),
    )
    st.caption(word("one_point"))


def joint(outcome: Outcome, scope: str) -> None:
    """Show each target, both, and how they move together, by scope (联合概率)."""
    both, related = joint_odds(outcome), correlations(outcome)
    wanted = [t for t in chosen_targets(outcome) if within_horizon(t, outcome)]
    rows = []
    for one in outcome.scope_ids:
        odds = [judge(t, outcome, scope_of(t, one)).odds for t in wanted]
        pair = next(iter(related[one].values()), None)
        label = escape(scope_label(one, outcome))
        cells = [label if one != scope else f"<b>{label}</b>", *map(_chance, odds)]
        cells += [_chance(both[one]), "—" if pair is None else minus(f"{pair:+.2f}")]
        rows.append(tuple(cells))
    names = [t.title_in(language()) for t in wanted]
    head = (word("scope"), *map(escape, names), word("joint"), word("correlation"))
    pieces.plain_table(head, rows)
    st.caption(running(word("no_scope"), odds_count(outcome)))


def _chance(odds: float) -> str:
    return escape(chance(odds))


def chosen_year(outcome: Outcome, key: str) -> int:
    """Let the reader choose a forecast year (选择年份): the one that was moved, at first.

    Of several the share target's; without any the first.
    """
    moved = {year for one in outcome.scenario.assumptions for year in one.years}
    aim = official("producer_share").year
    first = aim if aim in moved else max(moved, default=outcome.years[0])
    return choose(st.segmented_control, word("year"), outcome.years, key, first)
