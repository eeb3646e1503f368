"""What sections, series and sources are called (名称), in the reader's language."""

import re

from data.reading.words.vocabulary import indicators
from data.sections import COLUMNS, Industry
from data.tables import read
from views.words.words import WORDS, language, word


def name(industry: Industry) -> str:
    """Name of a section in the reader's language (行业名称)."""
    return industry.zh if language() == "zh" else industry.en


def series_name(series: str) -> str:
    """Name a series of the tables in the reader's language (序列名称)."""
    indicator = indicators().get(series)
    if indicator:
        return indicator.zh if language() == "zh" else indicator.en
    for industry in COLUMNS:
        if industry.series == series:
            return name(industry)
    return word(f"series_{series}") if f"series_{series}" in WORDS else series


def source_name(source: str) -> str:
    """Spell out a source (来源): a release's id in it becomes the title it was published under.

    >>> source_name("bulletin-2025, page 3")
    '2025年重庆市国民经济和社会发展统计公报, page 3'
    """
    releases = read().releases
    titles = dict(zip(releases["release"], releases["title"], strict=True))
    return re.sub(r"\w+(?:-\w+)+", lambda found: titles.get(found[0], found[0]), source)
