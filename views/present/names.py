"""What sections and series are called (名称), in the reader's language."""

from base.texts import called
from data.reading.words.vocabulary import indicators
from data.sections import COLUMNS, Industry
from views.words.words import WORDS, language, word


def name(industry: Industry) -> str:
    """Name of a section in the reader's language (行业名称)."""
    return called(industry, language())


def series_name(series: str) -> str:
    """Name a series of the tables in the reader's language (序列名称)."""
    indicator = indicators().get(series)
    if indicator:
        return called(indicator, language())
    for industry in COLUMNS:
        if industry.series == series:
            return name(industry)
    return word(f"series_{series}") if f"series_{series}" in WORDS else series
