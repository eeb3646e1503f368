"""Fields on screen (控件): each shows what is held and asks to change it; none stores anything.

`ask` is the Streamlit call that draws, `st.selectbox` or that of a column; `name` says which
field it is. Options are ids: what a widget says counts only if it is one of them, else what is
held stays and is shown again. Without `take` the session keeps the value under the field's name.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from views.session import roles, uploads
from views.session.choices import Shown, heard, sent, session
from views.words.words import word

T = TypeVar("T")
Take = Callable[[Any], None]


def choose(
    ask: Callable[..., Any],
    label: str,
    options: Sequence[T],
    name: str,
    held: T,
    *,
    show: Callable[[Any], str] = str,
    take: Take | None = None,
    **more: Any,
) -> T:
    """Let one of the options be chosen (单选), `held` at first; gives what is held."""
    value: T = held if take else session().fields.get(name, held)
    value = value if value in options else held
    labels = [show(one) for one in options]
    told = session().show(name, value, labels)
    place = options.index(value) if value in options else None
    start = {"index": place} if ask.__name__ == "selectbox" else {"default": value}
    ask(
        label,
        options,
        format_func=show,
        **start,
        **_heard_by(told, name, take, lambda said: said in options),
        **more,
    )
    return value


def choose_many(
    ask: Callable[..., Any],
    label: str,
    options: Sequence[T],
    name: str,
    held: Sequence[T],
    *,
    show: Callable[[Any], str] = str,
    **more: Any,
) -> list[T]:
    """Let some of the options be chosen (多选); what is offered no more falls out."""
    value = [one for one in session().fields.get(name, held) if one in options]
    told = session().show(name, value, [show(one) for one in options])

    def known(said: Any) -> bool:
        return isinstance(said, list) and all(one in options for one in said)

    ask(
        label,
        options,
        format_func=show,
        default=value,
        **_heard_by(told, name, None, known),
        **_in_our_words(ask) | more,
    )
    return value


def _in_our_words(ask: Callable[..., Any]) -> dict[str, Any]:
    """Say what Streamlit would say in English, or leave it out."""
    if ask.__name__ != "multiselect":
        return {}
    return {"placeholder": word("choose_some"), "select_all": False}


def enter(
    ask: Callable[..., Any],
    label: str,
    name: str,
    held: T,
    *,
    take: Take | None = None,
    **more: Any,
) -> T:
    """Let a text, number, day or tick be entered (填写), `held` at first; gives what is held."""
    value: T = held if take else session().fields.get(name, held)
    told = session().show(name, value, None)
    same = type(value)
    ask(label, value=value, **_heard_by(told, name, take, lambda said: type(said) is same), **more)
    return value


def edit(ask: Callable[..., Any], held: pd.DataFrame, name: str, take: Take, **more: Any) -> None:
    """Let the cells of a table be edited (填表); `take` is given the whole table as edited."""
    shape = (list(held.index), list(held.columns))
    told = session().show(name, _cells(held), shape, held)
    ask(told.first, key=told.key, on_change=_hear_edits, args=(told, take), **more)


def _hear_edits(told: Shown, take: Take) -> None:
    """Put what was edited since the table appeared over what it showed then."""
    table = told.first.copy()
    for row, cells in (sent(told.key, "edited_rows") or {}).items():
        for column, value in cells.items():
            table[column] = [
                value if place == row else old for place, old in enumerate(table[column])
            ]
    told.says = _cells(table)
    take(table)


def _cells(table: pd.DataFrame) -> list[list[Any]]:
    """Spell a table's cells so that two can be compared: empty is empty, a day is its date."""
    return [["" if pd.isna(one) else _spelt(one) for one in row] for row in table.to_numpy(object)]


def _spelt(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


def tabs(ask: Callable[..., Any], labels: Mapping[str, str], name: str) -> Sequence[Any]:
    """Show tabs (标签页); the one that the reader opened stays open."""
    ids = {label: one for one, label in labels.items()}
    value = session().fields.get(name, next(iter(labels)))
    told = session().show(name, value, list(ids))

    def hear() -> None:
        if heard(told.key) in ids:
            told.says = session().fields[name] = ids[heard(told.key)]

    found: Sequence[Any] = ask(list(ids), default=labels[told.first], key=told.key, on_change=hear)
    return found


def person(place: Any, label: str, name: str) -> str:
    """Ask who acts (操作人); who signed in is not asked."""
    signed = roles.who() if roles.signed_in() is not None else None
    if signed is None:
        return enter(place.text_input, label, name, "", max_chars=200)
    return enter(place.text_input, label, f"{name}_signed", signed, take=_nothing, disabled=True)


def upload(ask: Callable[..., Any], label: str, name: str, **more: Any) -> Any:
    """Ask for a file (上传); `session().forget(name)` empties the field."""
    uploads.place()
    return ask(label, key=session().show(name, "", None).key, **more)


def _nothing(said: object) -> None:
    """A listener for fields that are only shown: it does nothing."""


def _heard_by(
    told: Shown, name: str, take: Take | None, known: Callable[[Any], bool]
) -> dict[str, Any]:
    """Give a widget its key, and say who hears it."""
    return {"key": told.key, "on_change": _hear, "args": (told, name, take, known)}


def _hear(told: Shown, name: str, take: Take | None, known: Callable[[Any], bool]) -> None:
    """Take what a widget says, if it still stands for its field and says something known."""
    held, said = session(), heard(told.key)
    if held.shown.get(name) is not told:
        return
    told.says = said
    if not known(said):
        return  # what is held is shown again
    if take is None:
        held.fields[name] = said
    else:
        take(said)
