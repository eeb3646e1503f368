"""An argument of the core by the option that gives it here: `odds` is `--odds` (参数与选项)."""

import re
from dataclasses import replace
from functools import partial
from typing import Final

from base.problems import Problem, Text

SPELT_OTHERWISE: Final = {"form": "--format"}
"""Options that are not spelt as their argument."""


def option(argument: str) -> str:
    """Give the option of an argument (选项).

    >>> option("odds"), option("form")
    ('--odds', '--format')
    """
    return SPELT_OTHERWISE.get(argument, f"--{argument.replace('_', '-')}")


def optioned(problem: Problem) -> Problem:
    """Speak of options where a problem speaks of arguments (改称选项); values stay as given."""
    if not problem.arguments:
        return problem
    spell = partial(
        re.compile(rf"(?<![\w-])({'|'.join(problem.arguments)})(=|\b(?!-))").sub, _spelt
    )
    found = problem.found
    return replace(
        problem,
        where=spell(problem.where, count=1),  # what follows is a value, `target share-2027`
        found=found if isinstance(found, str) else Text(spell(found.zh), spell(found.en)),
        remedy=Text(spell(problem.remedy.zh), spell(problem.remedy.en)),
    )


def _spelt(found: re.Match[str]) -> str:
    return option(found[1]) + (" " if found[2] else "")
