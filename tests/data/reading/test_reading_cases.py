"""Files that were once read wrong, each for a whole kind (cases/): right figures, or none.

Figures are invented or public. A figure is a line `series period measure value`; VA is a level in
亿元, RG growth in per cent, RI an index, S a single quarter, I an indicator.
"""

from pathlib import Path

import pytest
from dressed import of_text, passed

CASES = Path(__file__).parent / "cases"
NAMES = {
    **{"VA": "value_added", "RG": "real_growth", "RI": "real_index"},
    **{"VA-S": "value_added_single", "RG-S": "real_growth_single"},
    **{"I": "indicator_level", "I-G": "indicator_growth"},
}
YEAR = (
    "tertiary 2025 VA 19846.05; tertiary 2025 RG 7.4; wholesale_retail 2025 VA 3919.71; "
    "wholesale_retail 2025 RG 4.9; transport_storage_post 2025 VA 1480; "
    "transport_storage_post 2025 RG 6.9; accommodation_catering 2025 VA 860.83; "
    "accommodation_catering 2025 RG 5.2; finance 2025 VA 2348.49; finance 2025 RG 7.1; "
    "real_estate 2025 VA 1600; real_estate 2025 RG 0.2; other_services 2025 VA 9637.02; "
    "other_services 2025 RG 10.3"
)
RIGHT = {
    "guizhou.csv": "",
    "monthly.csv": "gdp 2025Q3 VA 24449; gdp 2025Q3 RG 5.3; tertiary 2025Q3 VA 14388.2; "
    "tertiary 2025Q3 RG 5.9",
    "dates.csv": "tertiary 2025Q3 RG 5.9; real_estate 2025Q3 RG -1.9; tertiary 2024Q3 RG 5.8; "
    "real_estate 2024Q3 RG -2.1",
    "whole-year.csv": YEAR,
    "year.csv": YEAR,
    "revenue.csv": "ind_sas_ict_revenue 2025Q3 I 1240.3; ind_sas_ict_revenue 2025Q3 I-G 12.4; "
    "ind_sas_revenue_l 2025Q3 I 1560.8; ind_sas_revenue_l 2025Q3 I-G 13.9; "
    "ind_sas_revenue_m 2025Q3 I 810.2; ind_sas_revenue_m 2025Q3 I-G 16.8",
    "wages.csv": "",
    "pp.csv": "finance 2025Q3 RG 5.5; real_estate 2025Q3 RG -1.1",
    "five.csv": "",
    "fraction.csv": "",  # asked
    "single.csv": "tertiary 2025Q1 RG-S 4.8; tertiary 2025Q2 RG-S 6.3; tertiary 2025Q3 RG-S 6.4; "
    "tertiary 2025Q4 RG-S 7; accommodation_catering 2025Q1 RG-S 5; "
    "accommodation_catering 2025Q2 RG-S 6.1; accommodation_catering 2025Q3 RG-S 5.9; "
    "accommodation_catering 2025Q4 RG-S 7.7",
    "provinces.csv": "tertiary 2025 VA 19846.05; tertiary 2024 VA 18366.65",
    "quarters.csv": "gdp 2025 VA 33757.93; gdp 2025Q3 VA 24449; gdp 2025Q2 VA 15929.9; "
    "gdp 2025Q1 VA 7561; tertiary 2025Q4 VA-S 5457.85; tertiary 2025Q3 VA-S 4729.19; "
    "tertiary 2025Q2 VA-S 4902.63; tertiary 2025Q1 VA-S 4756.38; tertiary 2025 VA 19846.05; "
    "tertiary 2025Q3 VA 14388.2; tertiary 2025Q2 VA 9659.01; tertiary 2025Q1 VA 4756.38; "
    "tertiary 2025 RI 106.2; tertiary 2025Q3 RG 5.9; tertiary 2025Q2 RG 5.6; "
    "tertiary 2025Q1 RG 4.8",
    "sub.csv": "tertiary 2025 VA 19846.05; tertiary 2025 RG 6.2; wholesale_retail 2025 VA 3919.71; "
    "wholesale_retail 2025 RG 3.7; accommodation_catering 2025 VA 860.83; "
    "accommodation_catering 2025 RG 4; other_services 2025 VA 9000; other_services 2025 RG 9.1",
    "dash.csv": "tertiary 2025 VA 19846.05; tertiary 2025 RG 6.2; finance 2025 VA 2348.49; "
    "finance 2025 RG 5.9",
    "merged-columns.xlsx": "tertiary 2024 VA 18366.65; tertiary 2024 RG 6.8; "
    "tertiary 2025 VA 19846.05; tertiary 2025 RG 6.2; finance 2024 VA 2238.02; "
    "finance 2024 RG 4.6; finance 2025 VA 2348.49; finance 2025 RG 5.9",
    "q3.csv": "tertiary 2026Q3 VA 15400; tertiary 2026Q3 RG 6.4",
}


def test_every_case_has_its_answer() -> None:
    assert {one.name for one in CASES.iterdir()} == set(RIGHT)


@pytest.mark.parametrize("name", RIGHT)
def test_a_case_is_read_right_or_not_at_all(name: str) -> None:
    expected = {}
    for line in filter(None, RIGHT[name].split("; ")):
        series, period, measure, value = line.split()
        expected[series, period, NAMES[measure]] = float(value)
    assert passed(of_text((CASES / name).read_bytes(), name)) == pytest.approx(expected)
