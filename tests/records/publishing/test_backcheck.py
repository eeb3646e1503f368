"""What was assumed against what happened."""

from datetime import date

import pytest

from data.vintages import as_of
from forecast.baseline import Baseline
from records.publishing.back_check import SERVICES, back_check, happened, score
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate

NOW = as_of(date(2026, 3, 31))


def test_assumptions_meet_what_was_published_since(report: Baseline) -> None:
    items = [
        {"section": "J", "years": [2025, 2026], "value": 0.07, "owner": "张三"},
        {"section": "K", "years": [2025], "kind": "change", "value": 0.0},
        {"section": "P", "years": [2025], "value": 0.05},
    ]
    rows = back_check(simulate(report, Scenario.model_validate({"assumptions": items})), NOW)
    found = {(row.section, row.year): row for row in rows}
    assert set(found) == {("J", 2025), ("K", 2025), (SERVICES, 2025)}
    finance = found["J", 2025]
    assert finance.happened == pytest.approx(0.059)  # published for 2025
    assert finance.error == pytest.approx(0.011)
    assert finance.owner == "张三"
    assert found["K", 2025].assumed == found["K", 2025].baseline
    assert found[SERVICES, 2025].happened == pytest.approx(0.062)
    total = score(rows)
    assert total["all"]["count"] == 2
    assert total["sections"]["K"]["better"] is False
    assert total["sections"]["J"]["assumed"] == pytest.approx(0.011)


def test_before_any_release_nothing_is_scored(newest: Baseline) -> None:
    rows = back_check(simulate(newest, Scenario()), NOW)
    assert rows == []
    assert score(rows)["all"]["count"] == 0


def test_a_revision_gives_another_actual() -> None:
    then = happened(as_of(date(2025, 5, 28)))
    assert (SERVICES, "real_growth", 2025) not in then
    assert then[SERVICES, "real_growth", 2023] == pytest.approx(0.059)
    assert happened(NOW)[SERVICES, "real_growth", 2023] == pytest.approx(0.067)
