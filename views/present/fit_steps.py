"""What a fit is at, in words (拟合步骤)."""

from base.problems import Language
from views.words.words import say


def step(tongue: Language, what: str) -> str:
    """Say a step as the fit names it (步骤名称).

    >>> step("en", "prices")
    'deflators'
    """
    return say(tongue, f"step_{what}" if what else "job_loading")
