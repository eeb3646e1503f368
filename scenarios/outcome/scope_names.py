"""What a scope is called under a scenario (口径名称): one whose counting it changes says so.

The one place that every screen, file and message takes the name of a scope from.
"""

from typing import Final

from base.digits import exact
from base.problems import Language
from base.texts import called
from data.scopes import Scope
from data.sections import industry
from scenarios.assume.events import Rescoping, Revision
from scenarios.assume.scenario import Scenario

BASELINE: Final = Scenario()
"""The baseline itself, under which every scope is as it was published."""


def scope_name(scope: Scope, scenario: Scenario, language: Language) -> str:
    """Name a scope, its id first (口径名称), and say what the scenario counts otherwise.

    >>> from data.scopes import scopes
    >>> from data.vintages import as_of
    >>> from datetime import date
    >>> told = {"kind": "rescoping", "section": "J", "from": 2027, "scope": "D1",
    ...         "coefficient": 0.5}
    >>> moved = Scenario.model_validate({"events": [told]})
    >>> scope_label(scopes(as_of(date(2026, 4, 1)))[0], moved, "zh")
    'D1（口径有调整：金融业 0.5，自2027年）'
    """
    return scope.name_in(language) + adjusted(scope.id, scenario, language)


def scope_label(scope: Scope, scenario: Scenario, language: Language) -> str:
    """Give a scope's id (口径编号), and say what the scenario counts otherwise."""
    return scope.label_in(language) + adjusted(scope.id, scenario, language)


def adjusted(scope: str, scenario: Scenario, language: Language) -> str:
    """Say in brackets which events change what a scope's share counts (口径调整); "" for none.

    A rescoping gives a section's new coefficient; a census, by which every share moves, the
    section's shift in level.
    """
    zh = language == "zh"
    counted, revised = [], []
    for event in scenario.events:
        since = f"自{event.start}年" if zh else f"from {event.start}"
        named = called(industry(event.section), language)
        if isinstance(event, Rescoping) and event.scope == scope:
            counted.append(f"{named} {exact(event.coefficient)}{'，' if zh else ', '}{since}")
        elif isinstance(event, Revision):
            shift = f"{exact(event.shift, 2, signed=True)}%"
            revised.append(f"{named} {shift}{'，' if zh else ', '}{since}")
    heads = ("口径有调整：", "普查修订：") if zh else ("adjusted: ", "census revision: ")
    parts = [
        f"{head}{'；'.join(rows) if zh else '; '.join(rows)}"
        for head, rows in zip(heads, (counted, revised), strict=True)
        if rows
    ]
    said = ("；" if zh else "; ").join(parts)
    return "" if not said else f"（{said}）" if zh else f" ({said})"
