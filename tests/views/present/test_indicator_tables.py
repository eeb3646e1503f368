"""依据 → 指标 says where an indicator's figures do not agree among themselves."""

from datetime import date

import pandas as pd
import pytest

from views.present.watched import indicator_tables
from views.words.words import speaking

ROWS = [
    ("2025M08", "indicator_level", 100.0),
    ("2026M05", "indicator_growth", 0.05),
    ("2026M08", "indicator_level", 112.0),
]


def said(monkeypatch: pytest.MonkeyPatch, growth: float) -> list[str]:
    rows = [*ROWS, ("2026M08", "indicator_growth", growth)]
    figures = [("ind_express", *one) for one in rows]
    table = pd.DataFrame(figures, columns=["series", "period", "measure", "value"])
    monkeypatch.setattr(indicator_tables, "known", lambda when: table)
    with speaking("en"):
        return indicator_tables.disagreements("ind_express", date(2026, 10, 1))


def test_growth_that_levels_contradict_and_lost_months(monkeypatch: pytest.MonkeyPatch) -> None:
    levels, months = said(monkeypatch, 0.05)
    assert "published as 5.0%, its levels make 12.0%" in levels
    assert "2026" in months
    assert "6, 7" in months


def test_what_agrees_is_not_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    (months,) = said(monkeypatch, 0.125)
    assert "6, 7" in months
