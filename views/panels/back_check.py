"""Saved scenarios held against what happened (回看): by scenario and by section."""

import pandas as pd
import streamlit as st

from base.problems import Problems
from data.sections import column, industry
from data.vintages import recalled
from records.publishing.back_check import SERVICES, BackCheck, check_all, score
from records.store.database import exists
from views.present.names import name
from views.session import current, opened_link
from views.widgets.table import show_table
from views.words.words import joined, language, word


@st.fragment
def panel() -> None:
    """Show the back-check of every saved scenario, worked out when it is opened (回看)."""
    if not exists():
        return
    shown = st.expander(word("backcheck"), key="backcheck", on_change="rerun")
    if not shown.open:
        return
    when, stands = current.vintage(), current.current_baseline()
    with shown:
        st.caption(word("backcheck_help", when.isoformat()))
        with st.spinner(word("checking_saved")):
            checked, problems = check_all(
                opened_link.store(), opened_link.load, recalled(when, stands.vintage)
            )
        if problems:
            st.code(Problems(problems).text(language()), language=None, wrap_lines=True)
        known = [one for one in checked if one.rows]
        if not known:
            st.caption(word("nothing_happened"))
            return
        scored = scores(known)
        if len(scored):  # an empty table says "empty", in English
            show_table(scored, "backcheck-scores", f"yuce-backcheck-{when}")
        show_table(details(known), "backcheck-rows", f"yuce-backcheck-{when}-items")


def scores(checked: list[BackCheck]) -> pd.DataFrame:
    """Lay out how near each scenario came, by section and in all, beside the baseline (得分)."""
    rows = []
    for one in checked:
        found = score(one.rows)
        parts = sorted(found["sections"].items(), key=lambda item: column(item[0]))
        for section, part in [(None, found["all"]), *parts]:
            if not part["count"]:
                continue
            rows.append(
                {
                    word("scenario_title"): joined(one.titles),
                    word("section"): word("in_all_sections")
                    if section is None
                    else name(industry(section)),
                    word("counted"): str(part["count"]),
                    word("mean_error"): 100 * part["assumed"],
                    word("baseline_error"): 100 * part["baseline"],
                    word("closer"): word("scenario" if part["better"] else "baseline"),
                }
            )
    return pd.DataFrame(rows)


def details(checked: list[BackCheck]) -> pd.DataFrame:
    """Lay out item by item what was assumed and what happened (逐项)."""
    return pd.DataFrame(
        [
            {
                word("scenario_title"): joined(one.titles),
                word("section"): word("series_tertiary")
                if row.section == SERVICES
                else name(industry(row.section)),
                word("measure"): word(row.measure),
                word("year"): str(row.year),
                word("assumed_percent"): 100 * row.assumed,
                word("baseline_percent"): 100 * row.baseline,
                word("happened"): 100 * row.happened,
                word("deviation"): 100 * row.error,
                word("owner"): row.owner,
            }
            for one in checked
            for row in one.rows
        ]
    )
