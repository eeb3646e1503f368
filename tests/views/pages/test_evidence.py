"""依据: what a page says of figures is what the terminal says, quarters and all."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from cli import app
from data.figure_changes import KEY
from data.releases.differences import counts
from data.vintages import as_of
from views.panels import evidence_tables
from views.words.words import speaking

DAYS = ("2025-03-26", "2025-05-28", "2025-12-31", "2026-03-31")


@pytest.mark.parametrize("before", DAYS[:-1])
@pytest.mark.parametrize("after", DAYS[1:])
def test_page_and_terminal_compare_the_same_figures(before: str, after: str) -> None:
    done = CliRunner().invoke(app, ["data", "diff", before, after, "--json"])
    told = json.loads(done.stdout)
    table = evidence_tables.compared(date.fromisoformat(before), date.fromisoformat(after))
    assert counts(table) == told["counts"]
    rows = {tuple(row[key] for key in KEY): row["kind"] for row in told["differences"]}
    assert rows == {tuple(row[key] for key in KEY): row["kind"] for _, row in table.iterrows()}


def test_a_series_has_its_quarters_too() -> None:
    table = evidence_tables.compared(date(2025, 5, 28), date(2026, 3, 31), "tertiary")
    new = table[table["kind"] == "new"]
    assert {"2025Q2", "2025"} <= set(new["period"])
    with speaking("zh"):
        shown = evidence_tables._printed(new)
    assert "2025 年上半年" in set(shown["时期"])
    assert {"%", "亿元"} == set(shown["单位"])


def test_figures_list_quarters_beside_years() -> None:
    with speaking("zh"):
        table = evidence_tables.figures(as_of(date(2026, 3, 31)), "tertiary").set_index("时期")
    assert list(table.index[:3]) == ["2025", "2025 年上半年", "2025 年一季度"]
    assert table.loc["2025 年上半年", "可比价增速（%）"] == pytest.approx(5.6)
    assert table.loc["2025 年上半年", "增加值（亿元，现价）"] == 9659.01
    assert table.loc["2025", "发布"] == "2025年重庆市国民经济和社会发展统计公报"
    assert table["状态"].notna().all()
