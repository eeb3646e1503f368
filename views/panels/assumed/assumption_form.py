"""The form of an assumption beside the sliders (假设表单): read as a scenario file is read.

What is entered becomes a row of a scenario file, so what is wrong is told with the file's own
codes; nothing that was entered is lost until it is right.
"""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from base.digits import exact
from base.problems import Problem, Problems
from base.texts import line
from data.sections import SECTION_CODES, industry
from scenarios.assume.cells import NUMBER, PLAIN, fraction
from scenarios.assume.listed import Listed, ListedItem, read_item, unfit
from scenarios.assume.scenario import Assumption
from views.present.names import name
from views.present.verdict_cards import scope_name
from views.session import current
from views.session.choices import choices, session
from views.widgets.fields import choose, choose_many, enter
from views.words.words import language, word

KINDS: Final[dict[str, tuple[str, ...]]] = {
    "project": ("amount", "ramp"),
    "spin_off": ("amount", "ramp"),
    "rescoping": ("scope", "coefficient"),
    "census": ("shift",),
    "deflator": ("measured", "value"),
    "real_growth": ("measured", "value"),
}
"""Kinds of assumption, in the order offered, and what each asks beside section and year."""

PERCENT: Final = ("shift", "value")
"""Fields entered per cent, which a file writes as fractions."""

TEXTS: Final = ("title", "reason", "source", "owner")
TYPED: Final = ("amount", "ramp", "coefficient", "shift", "value")
START: Final = {"ramp": "1"}
EDITED, WRONG, FIELD = "other_edited", "other_wrong", "other/"


def add_or_change() -> None:
    """Ask for one assumption, and list it (添加假设)."""
    kept = session().fields
    number = kept.get(EDITED)
    with st.expander(word("others_add"), expanded=number is not None or WRONG in kept):
        kind = choose(
            *(st.segmented_control, word("others_kind"), list(KINDS), f"{FIELD}kind", "project"),
            show=lambda one: word(f"others_{one}"),
            required=True,
        )
        st.caption(word(f"others_{kind}_help"))
        said = _asked(kind)
        with st.container(horizontal=True):
            done = st.button(
                word("others_keep" if number is not None else "others_put"),
                key="others-put",
                type="primary",
            )
            if number is not None:
                st.button(word("others_cancel"), key="others-cancel", on_click=_empty)
        if done:
            _put(said, number)
        if wrong := kept.get(WRONG):
            st.error(word("bad_input"))
            st.code("\n".join(map(told, wrong)), language=None, wrap_lines=True)


def edit(number: int, item: ListedItem) -> None:
    """Put a listed assumption into the form, to be changed (修改)."""
    _empty()
    record = item.model_dump(mode="json", by_alias=True)
    fields = session().fields
    fields[EDITED], fields[f"{FIELD}section"] = number, item.section
    for key in TYPED:
        if key in record:
            fields[FIELD + key] = exact(record[key], 2 if key in PERCENT else 0)
    fields[f"{FIELD}title"] = record.get("title_zh") or record.get("title_en") or ""
    fields |= {FIELD + key: record.get(key, "") for key in TEXTS[1:]}
    said: dict[str, Any]
    if isinstance(item, Assumption):
        said = {"kind": item.measure, "years": list(item.years), "measured": item.kind}
    else:
        said = {"kind": item.kind, "from": item.start, "scope": record.get("scope", "")}
    fields |= {FIELD + key: value for key, value in said.items()}


def told(problem: Problem) -> str:
    """Say what is wrong, by the field's name on the page (问题说明), with its code."""
    field = problem.where.split(".")[-1]
    label = word(f"others_field_{field}") if field in FIELDS else word("others_one")
    words = problem.text(language()).removeprefix(problem.where).lstrip("：: ")
    return f"{label}{word('colon')}{words} [{problem.code}]"


FIELDS: Final = (*("section", "from", "years", "scope"), *TYPED, *TEXTS)


def _asked(kind: str) -> dict[str, Any]:
    """Ask for what a kind has (各栏); gives a row of a scenario file."""
    base = current.current_baseline()
    first, second, *others = st.columns(2 + len(KINDS[kind]))
    codes = [*SECTION_CODES]
    said: dict[str, Any] = {"kind": kind}
    said["section"] = choose(
        *(first.selectbox, word("others_field_section"), codes, f"{FIELD}section", codes[0]),
        show=lambda code: name(industry(code)),
    )
    if kind in ("deflator", "real_growth"):
        said["measure"] = kind
        said["years"] = choose_many(
            *(second.multiselect, word("others_field_years"), base.years, f"{FIELD}years"),
            [base.years[0]],
        )
    else:
        said["from"] = choose(
            *(second.selectbox, word("others_field_from"), base.years, f"{FIELD}from"),
            base.years[0],
        )
    for place, key in zip(others, KINDS[kind], strict=True):
        if key == "scope":
            names = {one.id: scope_name(one) for one in base.scopes}
            said["scope"] = choose(
                *(place.selectbox, word("others_field_scope"), list(names), f"{FIELD}scope"),
                current.scope(),
                show=names.__getitem__,
            )
        elif key == "measured":
            ways = ["level", "change", "percentile"]
            said["kind"] = choose(
                *(place.selectbox, word("others_measured"), ways, f"{FIELD}measured"),
                "level",
                show=lambda way: word(f"others_{way}"),
            )
        else:
            label = word(f"others_field_{key}")
            typed = enter(place.text_input, label, FIELD + key, START.get(key, ""), max_chars=40)
            said |= {key: _number(typed, key in PERCENT)} if typed.strip() else {}
    return said | _texts("measure" not in said)


def _texts(titled: bool) -> dict[str, str]:
    """Ask for its name, why, by what source and who says so (名称、理由、来源、提出人)."""
    keys = TEXTS if titled else TEXTS[1:]
    found = {}
    for place, key in zip(st.columns(len(keys)), keys, strict=True):
        most = 200 if key in ("title", "owner") else 2_000
        label = word(f"others_field_{key}")
        text = line(enter(place.text_input, label, FIELD + key, "", max_chars=most))
        found[f"title_{language()}" if key == "title" else key] = text
    return {key: text for key, text in found.items() if text}


def _number(typed: str, per_cent: bool) -> float | int | str:
    """Read a number as it was typed; what is none goes on as it is, for the reader to name."""
    plain = typed.translate(PLAIN).strip().removesuffix("%").strip()
    if not NUMBER.fullmatch(plain):
        return typed
    found = float(plain)
    if per_cent:
        return fraction(found)
    return int(found) if found.is_integer() and "." not in plain else found


def _put(said: Mapping[str, Any], number: int | None) -> None:
    """List it, or say what is wrong with it (列入清单)."""
    held, base, scopes = choices(), current.current_baseline(), current.own_scopes()
    items = [*held.listing.items]
    others = items if number is None else [*items[:number], *items[number + 1 :]]
    try:
        item = read_item(said, "")
        if found := unfit(item, others, base, scopes):
            raise found
    except Problems as problems:
        session().fields[WRONG] = problems.problems
        return
    if number is None or number >= len(items):
        items.append(Listed(item=item))
    else:
        items[number] = Listed(item=item, on=items[number].on)
    held.put_listing(held.listing.model_copy(update={"items": tuple(items)}))
    _empty()
    st.rerun()


def _empty() -> None:
    """Leave nothing in the form but what it was about (清空表单)."""
    for key in (*TYPED, *TEXTS):
        session().forget(FIELD + key)
    for key in (EDITED, WRONG):
        session().fields.pop(key, None)
