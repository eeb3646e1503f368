"""What it would take, and the shipped scenarios: panels below the board (反推与预设)."""

from collections.abc import Callable, Iterable
from html import escape

import streamlit as st

from data.industries import SECTIONS, column, industry
from data.problems import Problems
from scenarios.presets import presets
from scenarios.scenario import Scenario, assumed
from scenarios.simulate import Outcome, simulate
from scenarios.solve import Answer, Found, Wish, solve
from scenarios.targets import Judgement, chosen_targets, judge, scope_of
from views import limits, own_targets, parts, why
from views.board_data import HIGHEST, LOWEST
from views.cards import verdict_text
from views.choices import choices
from views.fields import choose, choose_many, enter
from views.going_on import go_on
from views.words import labelled, language, name, percent, word

Panel = Callable[[Outcome, str], None]


def panels(outcome: Outcome, scope: str) -> None:
    """Show plausibility and required growth, and one panel that the reader chooses (分析面板)."""
    own_targets.cards(outcome, scope)
    lines = [*why.plausibility_lines(outcome), *why.required_lines(outcome, scope)]
    if lines:
        st.caption("  \n".join(lines))
    shown: dict[str, Panel] = {
        "because": why.attribution,
        "moves": why.sensitivity,
        "takes": solver,
        "sure": why.joint,
        "presets": picker,
        "growth_chart": lambda found, _: parts.growth_chart(found, "scenario-growth"),
    }
    chosen = choose(
        *(st.segmented_control, word("ask"), list(shown), "takes_panel", "because"), show=word
    )
    shown[chosen](outcome, scope)


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
        _answer(found)
    except Problems as problems:
        st.error(word("bad_input"))
        st.code(problems.text(language()), language=None, wrap_lines=True)


def _answer(answer: Answer) -> None:
    """Show an answer: the reason, the scenario, and the others, each with a button."""
    if answer.reason:
        (st.info if answer.feasible else st.error)(answer.reason[language()])
    for place, found in enumerate((answer.best, *answer.alternatives)):
        if not found.scenario.assumptions:
            continue
        title = f"{found.name[language()]} · {word('distance')} {found.distance:.2f}"
        with st.expander(title, expanded=place == 0):
            _solution(found, place)


def _solution(found: Found, place: int) -> None:
    cells = {(one.section, one.years[0]): one.value for one in found.scenario.assumptions}
    years = sorted({year for _, year in cells})
    median = found.outcome.baseline.median_growth
    rows = []
    for section in dict.fromkeys(section for section, _ in cells):
        shown = []
        for year in years:
            base = percent(float(median[found.outcome.row(year), column(section)]))
            shown.append(
                f"{base} → {percent(cells[section, year])}" if (section, year) in cells else base
            )
        rows.append((escape(name(industry(section))), *shown))
    st.caption(_said(found.judgements))
    parts.plain_table((word("section"), *map(str, years)), rows)
    board = as_cells(found.scenario, found.outcome)
    if st.button(
        word("apply"),
        key=f"takes_apply_{place}",
        disabled=not on_board(board),
        type="primary" if place == 0 else "secondary",
    ):
        load(board)
    if not on_board(board):
        st.caption(word("beyond_sliders", f"{LOWEST:g}", f"{HIGHEST:g}"))


def picker(outcome: Outcome, scope: str) -> None:
    """Choose a shipped scenario: its reading, its source, what follows, and load it (预设)."""
    known = presets()
    chinese = language() == "zh"
    titles = {key: one.title_zh if chinese else one.title_en for key, one in known.items()}
    chosen = choose(
        *(st.selectbox, word("presets"), list(known), "takes_preset", next(iter(known))),
        show=titles.__getitem__,
    )
    one = known[chosen]
    st.markdown(escape(one.note_zh if chinese else one.note_en))
    st.caption(labelled("source", escape(one.source)))
    found = simulate(outcome.baseline, one.model_copy(update={"baseline": None}))
    said = [judge(t, found, scope_of(t, scope)) for t in chosen_targets(found)]
    st.caption(_said(said))
    moved = as_cells(one, found)
    plain = not one.events and one.linkage == "alone" and on_board(moved)
    if st.button(word("load"), key="takes_load", disabled=not plain):
        go_on(one, moved)
        choices().preset = dict(moved)
        st.rerun()
    if not plain:
        st.caption(word("not_on_board"))


def as_cells(scenario: Scenario, outcome: Outcome) -> dict[str, float]:
    """Turn assumptions into the board's cells (滑块值): "J/2026" → growth in per cent."""
    median = outcome.baseline.median_growth
    cells = {}
    for one in scenario.assumptions:
        if one.measure == "real_growth":
            for year in one.years:
                base = float(median[outcome.row(year), column(one.section)])
                growth = assumed(one, outcome.baseline, base)
                cells[f"{one.section}/{year}"] = round(100 * growth, 1)
    return cells


def on_board(cells: dict[str, float]) -> bool:
    """Say whether every cell lies within the sliders (能否载入)."""
    return all(LOWEST <= value <= HIGHEST for value in cells.values())


def load(cells: dict[str, float]) -> None:
    """Put cells on the board (载入滑块盘)."""
    choices().put(cells)
    st.rerun()


def _said(judgements: Iterable[Judgement]) -> str:
    """Say verdicts in one line."""
    return word("stop").join(
        f"{one.target.title_in(language())} {verdict_text(one.target, one)}" for one in judgements
    )
