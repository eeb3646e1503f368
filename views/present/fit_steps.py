"""What a fit is at, in words (拟合步骤)."""

from base.problems import Language
from base.texts import called
from data.sections import CODES, OTHER, industry
from views.words.words import say


def step(tongue: Language, what: str) -> str:
    """Say a step as the fit names it (步骤名称).

    >>> step("en", "real_growth/draws/J")
    'Real growth: Finance, draws'
    """
    if not what:
        return say(tongue, "job_loading")
    if "/" not in what:
        return say(tongue, f"step_{what}")
    measure, kind, code = what.split("/")
    if code in CODES and code != OTHER:
        group = called(industry(code), tongue)
    else:
        group = say(tongue, "series_other_services")
    return say(tongue, f"step_{kind}", say(tongue, measure), group)
