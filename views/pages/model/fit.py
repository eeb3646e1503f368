"""The fit tab (拟合): its settings, its figures, and what each step did."""

from typing import Any

import pandas as pd
import streamlit as st

from data.sections import COLUMNS
from forecast.baseline import Baseline
from forecast.steps.share_errors import SOURCES
from records.publishing.fits import Fit
from scenarios.outcome.targets import official
from views.pages.model import run
from views.present.names import name
from views.session import current, opened_link
from views.widgets.fields import choose
from views.widgets.table import show_table
from views.words.numbers import chance, percent, points, rate
from views.words.words import aside, joined, language, word


def settings(base: Baseline) -> pd.DataFrame:
    """Lay out what decides the fit's bytes: vintage, spec, seed, versions (拟合设定)."""
    spec = base.manifest["spec"]
    rows = {
        word("baseline"): base.id,
        word("vintage"): base.as_of + aside(base.manifest["vintage"]),
        word("seed"): str(base.manifest["seed"]),
        **_told(spec),
        word("draws"): f"{base.draws:,}",
        word("versions"): joined(f"{k} {v}" for k, v in base.manifest["versions"].items()),
        **{
            word(f"scale_{measure}"): f"{scale['inner']:.3f} / {scale['outer']:.3f}"
            + aside(f"n = {scale['errors']}")
            for measure, scale in base.manifest["scale"].items()
        },
    }
    return pd.DataFrame({word("item"): list(rows), word("setting"): list(rows.values())})


def _told(spec: dict[str, Any]) -> dict[str, str]:
    """What the fit was told: pieces of information, or the pool of earlier fits."""
    if "information" in spec:
        return {word("information"): joined(word(f"info_{one}") for one in spec["information"])}
    weights = (f"{year} × {weight:g}" for year, weight in spec["interventions"].items())
    return {word("candidates"): joined(spec["models"]), word("interventions"): joined(weights)}


def information(base: Baseline) -> pd.DataFrame:
    """Lay out each piece of information and how far it moved services growth, points (所用信息)."""
    rows = []
    for one in base.manifest["information"]:
        row = {
            word("information"): word(f"info_{one['source']}"),
            word("known_since"): one["known_from"] or "—",
            word("says"): rate(one["value"]),
            word("give_or_take"): rate(one["spread"]),
        }
        moved = {year: points(by) for year, by in one["moved"].items()}
        rows.append(row | moved)
    return pd.DataFrame(rows)


def medians(base: Baseline) -> pd.DataFrame:
    """Lay out the sections' median growth by year, per cent (分行业中位数)."""
    table: dict[str, Any] = {word("section"): [name(one) for one in COLUMNS]}
    for row, year in enumerate(base.years):
        table[str(year)] = 100 * base.median_growth[row]
    return pd.DataFrame(table)


def routes(base: Baseline, scope: str) -> pd.DataFrame:
    """Lay out the share by both routes, per cent: 10%, median, 90% (两条路径)."""
    found = base.manifest["share_routes"][scope]
    return pd.DataFrame(
        {word("year"): [str(year) for year in base.years]}
        | {
            f"{word(f'route_{route}')} {label}": [
                100 * by_year[str(year)][place] for year in base.years
            ]
            for route, by_year in found.items()
            for place, label in enumerate(("10%", word("median"), "90%"))
        }
    )


def widths(base: Baseline, scope: str) -> pd.DataFrame:
    """Lay out what each source adds to a share's width, points, by year (误差来源)."""
    found = base.manifest["share_sources"][scope]
    table = {word("year"): list(found)} | {
        word(f"source_{one}"): [100 * parts[one] for parts in found.values()] for one in SOURCES
    }
    # Squares add up: the sources are drawn apart.
    whole = [100 * sum(value**2 for value in parts.values()) ** 0.5 for parts in found.values()]
    return pd.DataFrame(table | {word("source_all"): whole})


def odds_of_reaching(percentiles: list[float], threshold: float) -> float:
    """Give the odds of reaching a threshold, from percentiles 1 to 99 (达标概率)."""
    return sum(value >= threshold for value in percentiles) / len(percentiles)


def chosen(kept: list[Fit], label: str = "fit_shown", newest: bool = False) -> Baseline:
    """Let the economist choose a fit to look at (查看拟合): this session's own, at first.

    Or the `newest` that somebody asked for, where there is one.
    """
    own = current.current_baseline()
    listed = {fit.id: fit for fit in kept}
    labels = {own.id: own.id} | {name: run.label(fit) for name, fit in listed.items()}
    asked = next((fit.id for fit in kept if fit.at), own.id)
    first = asked if newest else own.id
    shown = choose(
        *(st.selectbox, word(label), list(labels), label, first), show=labels.__getitem__
    )
    return own if shown == own.id else opened_link.load(shown)


def tab(kept: list[Fit]) -> None:
    """Start a fit, and show a fit's settings and figures (拟合)."""
    run.panel()
    base = chosen(kept)
    st.markdown(f"## {word('fit_settings')}")
    show_table(settings(base), "settings", f"yuce-{base.id}-settings")
    if base.manifest.get("information"):
        st.markdown(f"## {word('information_moved')}")
        show_table(information(base), "information", f"yuce-{base.id}-information")
    nowcast = base.manifest["nowcast"]
    if nowcast:
        st.markdown(f"## {word('nowcast')}")
        line = official("services_real_growth").threshold
        said = [
            text
            for route in ("annual", "combined")
            for text in (
                percent(nowcast[route][49]),
                chance(odds_of_reaching(nowcast[route], line)),
            )
        ]
        ytd = percent(nowcast["ytd"])
        st.markdown(word("nowcast_said", nowcast["year"], *said, nowcast["quarter"], ytd))
    st.markdown(f"## {word('section_medians')}")
    show_table(medians(base), "medians", f"yuce-{base.id}-sections", digits=1)
    if current.scope() in base.manifest["share_routes"]:  # a scope of one's own has no fit
        st.markdown(f"## {word('share_routes')} · {current.scope()}")
        show_table(routes(base, current.scope()), "routes", f"yuce-{base.id}-routes", digits=1)
    if current.scope() in base.manifest.get("share_sources", {}):
        st.markdown(f"## {word('share_sources')} · {current.scope()}")
        show_table(widths(base, current.scope()), "widths", f"yuce-{base.id}-widths", digits=2)
    for note in base.manifest["notes"]:
        st.warning(note[language()])
    st.caption(word("backtest_help"))
