"""What the board of sliders is told (滑块盘数据): on a page, and in a file that opens offline.

Imports no Streamlit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

from data.sections import OTHER, SECTIONS, SUPPORT
from forecast.baseline import Baseline
from scenarios.assume.bounds import from_history
from scenarios.assume.cells import HIGHEST, LOWEST
from scenarios.assume.clusters import Cluster, structure
from scenarios.assume.scenario import Scenario
from scenarios.outcome.scope_names import BASELINE, scope_label
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, Verdict, scope_of, targets
from scenarios.outcome.thresholds import on_threshold
from scenarios.outcome.verdict_wording import GAPS, OPEN, called, odds_of, tolerance_said
from views.board.beyond_sliders import beyond_sliders
from views.board.draws import figures
from views.present.contents import Contents
from views.present.names import name
from views.present.provenance import Facts
from views.present.safe_cells import inert
from views.present.svg import FOOT, broken
from views.present.verdict_cards import card_texts, judged, lead, note_text, pin_line, target_title
from views.words.numbers import percent
from views.words.words import joined, language, pick, running, word

HERE = Path(__file__).parent

FILLED = (
    *(
        "moved",
        "moved_beside",
        "rank",
        "target_line",
        "target_year",
        "interval",
        "drivers",
        "growth_alt",
        "known_on",
    ),
    *("typed_unread", "typed_empty", "typed_beyond", "typed_finer", "typed_stopped"),
    *("grew", "shrank", "to_grow", "to_shrink", "passing", "passing_close"),
)

WORDS = (
    *("estimated", "estimated_help", "unit", "past", "history", "growth_chart"),
    "held",
    *("undo", "redo", "replay", "to_baseline", "to_preset", "to_opened", "gang"),
    *(
        "rank_lowest",
        "rank_highest",
        "rank_under",
        "rank_over",
        "rank_help",
        "years_differ",
        "untouched",
        "published",
        "median",
        "baseline",
        "scenario",
    ),
    *("scopes_line", "as_table", "scope", "assumed", "of_baseline", "of_scenario"),
    *("passing_none", "passing_all"),
)

SCRIPTS = (
    *("rest.js", "cells.js", "engine.js", "picture.js", "sheet.js", "behind.js", "levers.js"),
    "board.js",
)
"""The files of the board's script: each uses what those before it define."""

LEADS = ("lead_past", "lead_ahead", "lead_share")
"""Sentences that the browser fills in while the thumb moves."""


def board_file(file: str) -> str:
    """Give one of the board's own files (读取)."""
    return (HERE / file).read_text(encoding="utf-8")


@cache
def script() -> str:
    """Give the board's script (脚本): all of its files, one after the other."""
    return "\n".join(map(board_file, SCRIPTS))


@cache
def style() -> str:
    """Give the board's style sheet (样式)."""
    return board_file("board.css")


def standing(
    base: Baseline,
    scope: str,
    layout: Mapping[str, Any],
    levers: Sequence[str] = (),
    by_cluster: bool = False,
    scenario: Scenario = BASELINE,
    shown: tuple[Target, ...] | None = None,
) -> dict[str, Any]:
    """Put together what no move changes (滑块盘底数): rows, words, how the draws are packed.

    `layout` is that of views.board.draws, of the targets `shown`; `scenario` says which scopes
    count otherwise.
    """
    years = list(base.years)
    known = {one.id: one for one in (targets() if shown is None else shown)}
    told = []
    for packed in layout["targets"]:
        target = known[packed["id"]]
        by = scope_of(target, scope)
        title, note = target_title(target, by, base, scenario), note_text(target, by, base)
        words = _target_words(target, packed["published"])
        told.append({**packed, "title": title, "note": note, **words})
    few = [{"title": word("levers", years[0], years[-1]), "codes": list(levers)}]
    groups = _clusters() if by_cluster else _groups(base, scope)
    return {
        "meta": {**layout, "targets": told, "asOf": base.as_of},
        "rows": _rows(base),
        "groups": few if levers else groups,
        "columns": years[:1] if levers else years,
        "compact": bool(levers),
        "scope": scope,
        "lead": {key: word(key, *(f"{{{place}}}" for place in range(9))) for key in LEADS},
        "low": LOWEST,
        "high": HIGHEST,
        "heads": _heads(),
        "foot": pin_line(base),
        "words": {key: word(key) for key in WORDS}
        | {key: word(key, *(f"{{{place}}}" for place in range(7))) for key in FILLED}
        | {f"gap_{side}": text[language()] for side, text in GAPS.items()}
        | {f"scope_{one.id}": scope_label(one, scenario, language()) for one in base.scopes}
        | {"comma": joined(("", "")), "space": running("", "")},
    }


def answer(outcome: Outcome, scope: str, values: Mapping[str, float]) -> dict[str, Any]:
    """Put together what a move changes (推演答复): the cells, per cent, and their full result."""
    return {
        "values": dict(values),
        "stated": beyond_sliders(outcome, values),
        "result": {
            "moved": dict(values),
            "cards": [
                card_texts(one.target, one, note_text(one.target, one.scope, outcome.baseline))
                for one in judged(outcome, scope)
            ],
            "lead": lead(outcome, scope),
            "figures": figures(outcome, scope),
        },
    }


def _target_words(target: Target, published: float | None) -> dict[str, Any]:
    """Spell out every name that a target's verdict may take (判定用语), for the browser to pick."""
    tongue, said = language(), {}
    level = published is not None and on_threshold(published - target.threshold)
    flags = [(within, turns) for within in (False, True) for turns in (False, True)]
    for verdict in get_args(Verdict):
        for within, turns in flags:
            one = called(
                *(target, verdict),
                published=published is not None,
                within=within,
                may_turn=turns,
                level=level,
            )
            key = f"{verdict},{within},{turns}".lower()
            about = tolerance_said(target)[tongue] if one.tolerated else ""
            words = {"phrase": one.phrase[tongue], "tolerated": about}
            said[key] = {"mark": one.mark, "tone": one.tone, **words}
    return {
        "wording": target.wording_in(tongue),
        "said": said,
        "opens": OPEN,
        "odds": {
            one: odds_of(target, one, published is not None)[tongue] for one in get_args(Verdict)
        },
    }


def facts(contents: Contents) -> dict[str, Any]:
    """Say who, why and when, for the files that the board writes itself (交付事实).

    Once its cells are others than those stated, the title says so, and the id is gone.
    """
    stated = contents.facts(linked=False)
    title = word("moved_title", stated.title)
    changed = replace(stated, title=title, id="")
    return {"stated": _spelled(stated), "changed": _spelled(changed)}


def _spelled(told: Facts) -> dict[str, list[str]]:
    """Facts as columns of a table, and as lines below a picture."""
    heads, cells = told.columns(("link",))
    lines = [piece for line in told.lines() for piece in broken(line, FOOT)]
    return {"heads": heads, "cells": [inert(cell) for cell in cells], "lines": lines}


def _rows(base: Baseline) -> list[dict[str, Any]]:
    """Describe the sections (滑块行): name, medians and past, per cent.

    `past` is the range that `solve` keeps to: ten years' lowest to highest, of estimated sections
    what follows from their group's.
    """
    found, (low, high) = [], from_history(base)
    for place, section in enumerate(SECTIONS):
        past = base.published(OTHER if section.group == SUPPORT else section.group)
        found.append(
            {
                "code": section.code,
                "name": name(section),
                "estimated": section.estimated,
                "medians": [round(100 * float(m), 1) for m in base.median_growth[:, place]],
                "past": [round(100 * float(side[0, place]), 1) for side in (low, high)],
                "history": [round(100 * v, 1) for year, v in past.items() if year >= 2005],
                "all": [round(100 * value, 1) for value in past.values()],
            }
        )
    return found


def _heads() -> list[str]:
    """Heads of the table behind the picture, in the order of behind.js (数据表头)."""
    tails = (word("quantile_percent", level) for level in (5, 10, 90, 95))
    ends = map(word, ("baseline_percent", "target_percent", "odds_percent"))
    return [*map(word, ("item", "year", "value_percent")), *tails, *ends]


def _groups(base: Baseline, scope: str) -> list[dict[str, Any]]:
    """Sections that the scope counts among producer services, wholly or in part, and the rest."""
    chosen = next(one for one in base.scopes if one.id == scope)
    inside = [s.code for place, s in enumerate(SECTIONS) if chosen.mid[place] > 0]
    outside = [s.code for s in SECTIONS if s.code not in inside]
    both = ((word("producer"), inside), (word("rest"), outside))
    return [{"title": title, "codes": codes} for title, codes in both if codes]


def _clusters() -> list[dict[str, Any]]:
    """Sections by the report's feature clusters, with its figures, and the rest (特色集群)."""
    tagged: dict[str, list[Cluster]] = {}
    for cluster in structure().clusters:
        tagged.setdefault(cluster.section, []).append(cluster)
    groups = []
    for code, clusters in tagged.items():
        names = word("and").join(pick(one.zh, one.en) for one in clusters)
        known = next((one for one in clusters if one.value_added is not None), None)
        if known is not None and known.growth is not None:
            amount = f"{known.value_added:,.1f}"
            names += word("cluster_figures", known.year, amount, percent(known.growth))
        groups.append({"title": names, "codes": [code]})
    rest = [section.code for section in SECTIONS if section.code not in tagged]
    return [*groups, {"title": word("rest"), "codes": rest}]
