"""Scopes as known at a vintage: the newest variant of each, and nothing from the future."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from data.scopes import Scope, scopes
from data.sections import CODES, SUPPORT, column
from data.tables import read_tables
from data.vintages import as_of

THEN, NOW = date(2025, 5, 28), date(2026, 3, 26)


def known(when: date) -> dict[str, Scope]:
    return {scope.id: scope for scope in scopes(as_of(when))}


@pytest.mark.parametrize("when", [THEN, NOW])
def test_there_is_one_of_each(when: date) -> None:
    assert list(known(when)) == [f"D{i}" for i in range(1, 9)]


@pytest.mark.parametrize(
    ("when", "variant", "release"),
    [
        (THEN, "2017", "io-2017"),
        (date(2025, 12, 17), "2017", "io-2017"),
        (date(2025, 12, 18), "2023", "io-2023"),
        (NOW, "2023", "io-2023"),
    ],
)
def test_input_output_scopes_are_the_newest_known(when: date, variant: str, release: str) -> None:
    for name in ("D7", "D8"):
        scope = known(when)[name]
        assert (scope.variant, scope.release) == (f"{name}-{variant}", release)
        assert date.fromisoformat(scope.known_from) <= when


def test_before_the_report_only_input_output_scopes_are_known() -> None:
    assert set(known(date(2025, 5, 27))) == {"D7", "D8"}
    assert known(date(2020, 12, 30)) == {}


@pytest.mark.parametrize("when", [THEN, NOW])
def test_coefficients_are_fractions_in_order_and_support_is_none(when: date) -> None:
    for scope in known(when).values():
        assert len(scope.low) == len(scope.mid) == len(scope.high) == len(CODES)
        for low, mid, high in zip(scope.low, scope.mid, scope.high, strict=True):
            assert 0 <= low <= mid <= high <= 1
        assert scope.mid[column(SUPPORT)] == scope.high[column(SUPPORT)] == 0


def test_coefficients_stand_at_their_sections() -> None:
    d2, d7 = known(NOW)["D2"], known(NOW)["D7"]
    assert (d2.low[column("F")], d2.mid[column("F")], d2.high[column("F")]) == (0.45, 0.53, 0.6)
    assert d7.mid[column("G")] == d7.low[column("G")] == d7.high[column("G")] == 0.865
    assert d7.mid[column("K")] == 0


def test_the_2023_coefficients_follow_from_the_input_output_table() -> None:
    table = read_tables().input_output.query("year == 2023")
    inner, built = table["intermediate_use"], table["capital_formation"]
    used = inner + built + table["household_consumption"] + table["government_consumption"]
    # M has two products: their ratios are weighted with value added.
    weight = table["value_added"]
    whole = weight.groupby(table["section"]).sum()
    for name, numerator in (("D7", inner + built), ("D8", inner)):
        ratios = (numerator / used * weight).groupby(table["section"]).sum() / whole
        scope = known(NOW)[name]
        for code in "FGHIJLMNOPQRS":
            assert scope.mid[column(code)] == pytest.approx(ratios[code], abs=6e-4)


def test_a_scope_is_words_and_numbers_only() -> None:
    for scope in known(NOW).values():
        record: dict[str, Any] = json.loads(json.dumps(asdict(scope)))
        fields: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in record.items()
        }
        assert Scope(**fields) == scope
        assert scope.zh
        assert scope.en.isascii() or "–" in scope.en or "’" in scope.en
        assert scope.description_zh
        assert scope.description_en


def test_d1_reproduces_the_published_42_per_cent_of_2023() -> None:
    # An institute's 近7000亿元, 42%左右, on the base before the fifth census: by product here.
    products = as_of(NOW).benchmarks().loc[2023]
    five = sum(products[code] for code in "GIJLM")
    assert five == pytest.approx(7260.56, abs=0.1)


def test_flows_of_2023_add_up_to_each_products_intermediate_use() -> None:
    tables = read_tables()
    flows = tables.input_output_flows_2023
    given = tables.input_output.query("year == 2023").set_index("sector_code")["intermediate_use"]
    added = flows.groupby("row_code")["flow"].sum()
    # 42 flows, each printed to 0.0001 亿元, and a sum that is printed to 0.001.
    assert (added[given.index] - given).abs().max() < 42 * 0.00005 + 0.0005 + 1e-9


def test_the_statistical_scope_follows_the_classification_by_division() -> None:
    mapped = read_tables().producer_mapping
    divisions = mapped.groupby("section")["producer"].agg(set)
    d4 = known(NOW)["D4"]
    for code in "FGHIJKLMNOQRS":  # of P only vocational training is in it, which is set to none
        counted = d4.mid[column(code)]
        assert (counted > 0) == bool(divisions[code] & {"full", "partial"}), code
        assert counted < 1 or "none" not in divisions[code], code
