"""Whether a link is believed, and its digits are those worked out here, in words (核验用语)."""

from typing import Final, get_args

from base.problems import Problems
from records.links.opened import Opened
from records.links.pin import SOFTWARE
from records.links.verification import Difference
from scenarios.outcome.scope_names import adjusted
from scenarios.outcome.targets import Target, Verdict
from scenarios.outcome.verdict_wording import called
from views.present.seals import claimed
from views.words.numbers import chance, percent
from views.words.words import language, word

TABLES: Final = {"scopes": "differs_scopes", "standing": "differs_standing"}
"""What is compared whole, with no figure of its own."""

DifferenceRow = tuple[str, str, str]
StatedFigure = float | str | None


def checked(opened: Opened) -> str:
    """Say first whether these are the numbers that were sent (核验结论)."""
    mark, made = opened.pin.baseline, claimed(opened.pin.made, opened.seal)
    if opened.elsewhere and opened.decided is not None:
        return word("same_elsewhere", made, mark.id, opened.decided.baseline.id)
    if opened.same:
        return word("same_numbers", made)
    return unlike(opened, made) if opened.differences else ""


def refused_said(problems: Problems) -> list[str]:
    """Say why a link is not believed (不予采信的理由), and nothing that it says."""
    tongue = language()
    comma = "，" if tongue == "zh" else "; "
    cut = [one.code for one in problems.problems] == ["link-cut"]
    blamed = not cut and not problems.of("store")  # which is no fault of the link
    told = (f"{one.what[tongue]}{comma}{one.remedy[tongue]}" for one in problems.problems)
    return [*([word("bad_link")] if blamed else []), *dict.fromkeys(told)]


def unlike(opened: Opened, made: str) -> str:
    """Say that digits of a link of some day differ, and of what software it is (数字不同)."""
    number = len(opened.differences)
    if opened.other_software:
        return word("other_software", made, opened.pin.software, SOFTWARE, number)
    return word("other_numbers", made, number)


def differences(opened: Opened) -> list[DifferenceRow]:
    """Say each difference (逐项差异): what it is of, as the link states it, as it is here."""
    return [_row(opened, one) for one in opened.differences]


def _row(opened: Opened, one: Difference) -> DifferenceRow:
    """Read a difference's path, as records.links.verification spells it."""
    kind, *rest = one.where.split(".")
    if kind == "growth":
        return (f"{word('growth_chart')} {rest[0]}", *_figures(one))
    if kind == "joint_odds":
        return (f"{word('joint')} · {_scope(opened, rest[0])}", *_figures(one))
    if kind != "targets":
        return (word(TABLES[kind]), _plain(one.then), _plain(one.now))
    name, *scope, what = rest
    target = next(row for row in opened.pin.believed if row.id == name)
    of = " · ".join((target.title_in(language()), *(_scope(opened, part) for part in scope)))
    if what == "verdict":
        then, now = (_verdict(opened, target, way) for way in (one.then, one.now))
        return (f"{of} · {word(what)}", then, now)
    if what == "published":
        return (f"{of} · {word(what)}", _whether(one.then), _whether(one.now))
    return (f"{of} · {word(what)}", *_figures(one))


def _scope(opened: Opened, scope: str) -> str:
    return scope + adjusted(scope, opened.pin.shown, language())


def _figures(one: Difference) -> tuple[str, str]:
    """Print two fractions as per cent, with the digits it takes to tell them apart."""
    then, now = float(one.then or 0), float(one.now or 0)
    odds = one.where.startswith("joint_odds.") or one.where.endswith(".odds")
    if odds and chance(then) != chance(now):
        return chance(then), chance(now)
    for digits in (1, 2, 3, 4):
        if percent(then, digits) != percent(now, digits):
            break
    return percent(then, digits), percent(now, digits)


def _verdict(opened: Opened, target: Target, verdict: StatedFigure) -> str:
    past = opened.decided is not None and target.year <= opened.decided.origin
    known = {str(key): called(target, key, published=past) for key in get_args(Verdict)}
    return known[str(verdict)].phrase[language()]


def _whether(said: StatedFigure) -> str:
    return word("yes" if said == "True" else "no")


def _plain(value: StatedFigure) -> str:
    return "—" if value is None else str(value)
