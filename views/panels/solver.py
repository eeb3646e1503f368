"""The solver's panel (反推): choose targets and odds; see the scenarios, and apply one."""

from html import escape

import streamlit as st

from base.problems import Problems
from data.sections import SECTIONS, column, industry
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import Outcome, undisturbed
from scenarios.outcome.targets import chosen_targets, judge, scope_of, within_horizon
from scenarios.solve.alternatives import NOT_SLOWED
from scenarios.solve.solve import Answer, Solution, solve
from scenarios.solve.wish import Wish
from views.panels import limits
from views.panels.cells import load, verdict_line
from views.present.names import name
from views.widgets import pieces
from views.widgets.fields import choose_many, enter
from views.words.numbers import percent
from views.words.words import joined, language, word


def solver(outcome: Outcome, scope: str) -> None:
    """Ask for targets, odds and locks; show what it would take, and apply it (反推)."""
    known = {t.id: t.title_in(language()) for t in chosen_targets(outcome)}
    live = [t.id for t in chosen_targets(outcome) if t.year in outcome.years]
    first, second = st.columns([2, 1])
    wanted = choose_many(
        *(
            first.multiselect,
            word("target"),
            list(known),
            f"takes_targets_{outcome.years[0]}",
            live,
        ),
        show=known.__getitem__,
    )
    odds = enter(
        *(second.slider, word("odds"), "takes_odds", 50),
        min_value=5,
        max_value=95,
        step=5,
        format="%d%%",
    )
    locks = choose_many(
        *(st.multiselect, word("locks"), [section.code for section in SECTIONS], "takes_locks", []),
        show=lambda code: name(industry(code)),
        placeholder=word("none_locked"),
    )
    years, bounds = limits.editor(outcome.baseline)
    keep = enter(st.checkbox, word("keep_mine"), "takes_keep", False)
    if not wanted:
        st.caption(word("choose_target"))
        return
    held = outcome.scenario if keep else Scenario(scope=scope, targets=outcome.scenario.targets)
    wish = Wish(
        targets=tuple(t for t in chosen_targets(outcome) if t.id in wanted),
        scope=scope,
        odds=odds / 100,
        locks=(*((code, None) for code in locks), *years),
        bounds=bounds,
        held=held,
    )
    if not enter(st.toggle, word("solve"), "takes_solve", False):
        return
    try:
        with st.spinner(word("solving")):
            found = solve(outcome.baseline, wish)
        _answer(found, scope)
    except Problems as problems:
        st.error(word("bad_input"))
        st.code(problems.text(language()), language=None, wrap_lines=True)


def _answer(answer: Answer, scope: str) -> None:
    """Show an answer: the reason, the scenario, and the others, each with a button."""
    if answer.reason:
        (st.info if answer.feasible else st.error)(answer.reason[language()])
    others = sorted(answer.alternatives, key=lambda one: one.name != NOT_SLOWED)
    answers = [one for one in (answer.best, *others) if one.scenario.assumptions]
    if answers:
        st.caption(word("distance_means"))
    for place, found in enumerate(answers):
        title = f"{found.name[language()]} · {word('distance', f'{found.distance:.2f}')}"
        with st.expander(title, expanded=place == 0 or found.name == NOT_SLOWED):
            _solution(found, place, scope)


def _solution(solution: Solution, place: int, scope: str) -> None:
    cells = {(one.section, one.years[0]): one.value for one in solution.scenario.assumptions}
    years = sorted({year for _, year in cells})
    median = solution.outcome.baseline.median_growth
    plain, rows = undisturbed(solution.outcome.baseline), []
    grown = [
        word(
            "solution_growth",
            *(year, percent(solution.outcome.growth_quantile(year, 0.5))),
            percent(plain.growth_quantile(year, 0.5)),
        )
        for year in years
    ]
    slowed = [
        name(industry(section))
        for section in dict.fromkeys(section for section, _ in cells)
        if any(
            cells.get((section, year), 1.0)
            < round(float(median[solution.outcome.row(year), column(section)]), 3) - 1e-9
            for year in years
        )
    ]
    for section in dict.fromkeys(section for section, _ in cells):
        shown = []
        for year in years:
            base = percent(float(median[solution.outcome.row(year), column(section)]))
            shown.append(
                f"{base} → {percent(cells[section, year])}" if (section, year) in cells else base
            )
        rows.append((escape(name(industry(section))), *shown))
    judged = [
        judge(one, solution.outcome, scope_of(one, scope))
        for one in chosen_targets(solution.outcome)
        if within_horizon(one, solution.outcome)
    ]
    lines = [
        f"{word('growth_chart')}{word('colon')}{word('stop').join(grown)}",
        verdict_line(judged, solution.outcome),
        word("slowed", joined(slowed)) if slowed else word("none_slowed"),
    ]
    st.html("".join(f'<div class="pin">{escape(line)}</div>' for line in lines))
    pieces.plain_table((word("section"), *map(str, years)), rows, stacked=True)
    if st.button(
        word("apply"),
        key=f"takes_apply_{place}",
        type="primary" if place == 0 else "secondary",
    ):
        load(solution.scenario, solution.outcome.baseline)
