"""New figures laid out: a cell that is clicked says its six facts and where each is said."""

import pytest
from dressed import of_text

from views.present.release_tables import of_cell
from views.words.words import speaking

TABLE = "2026年前三季度重庆市\n指标,增加值（亿元）,贡献率（%）\n第三产业,15400,5.9\n"


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        (
            "zh",
            ("15,400", "重庆市 (A1)", "(A3)", "(B2)", "亿元 (B2)", "前三季度 (A1)", "累计 (A1)"),
        ),
        ("en", ("15,400", "Chongqing (A1)", "(A3)", "(B2)", "100m yuan (B2)", "year to date (A1)")),
    ],
)
def test_a_figure_says_its_six_facts_and_where_they_are_said(
    language: str, facts: tuple[str, ...]
) -> None:
    (taken,) = of_text(TABLE).tables
    with speaking("zh" if language == "zh" else "en"):
        told = of_cell(taken, (2, 1))
        assert all(one in told for one in facts), told
        assert of_cell(taken, (2, 2)).startswith("贡献率(%)")
        assert not of_cell(taken, (0, 1))
