"""The workbook to fill in: what is written into it is read, and what is left is no figure."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from terminal import printed

from data.indicators import indicators
from data.reading.read_file import read_figures
from data.reading.template import template

OCTOBER = date(2026, 10, 25)
FILLED = {
    ("ind_freight_turnover", "indicator_growth"): 5.1,
    ("ind_retail_sales", "indicator_level"): 13000.5,
    ("ind_dir_trains", "indicator_level"): 4300,
}


def made() -> Workbook:
    return load_workbook(BytesIO(template(OCTOBER)))


def rows(book: Workbook) -> dict[tuple[str, str], dict[str, object]]:
    """What the long sheets ask for: the cells of a row by the names of the columns."""
    found = {}
    for sheet in book.worksheets[1:]:
        head, *body = sheet.iter_rows(values_only=True)
        for row in body:
            cells = dict(zip(map(str, head), row, strict=True))
            found[str(cells["series"]), str(cells["measure"])] = cells
    return found


def test_every_indicator_of_the_region_has_its_row_and_its_newest_period() -> None:
    book = made()
    assert book.sheetnames == ["数据", "指标", "小切口"]
    asked = rows(book)
    own = {name for name, one in indicators().items() if one.area == "own"}
    assert {series for series, _ in asked} == own
    assert {cells["value"] for cells in asked.values()} == {"—"}
    # Revenue above size of August is out on 5 October, that of September on 5 November.
    assert asked["ind_service_above_scale", "indicator_growth"]["period"] == "2026M08"
    assert asked["ind_freight_turnover", "indicator_level"]["unit"] == "100m_ton_km"
    assert asked["ind_freight_turnover", "indicator_level"]["name"] == "货物周转量"
    assert asked["ind_dir_trains", "indicator_level"]["period"] == "2026Q3"
    assert ("ind_dir_trains", "indicator_growth") not in asked
    assert ("ind_cpi", "indicator_level") not in asked


def test_what_is_filled_in_is_read_and_nothing_else(tmp_path: Path) -> None:
    book = made()
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=2):
            value = FILLED.get((str(row[0].value), str(row[3].value)))
            if value is not None:
                row[4].value = value
    file = tmp_path / "filled.xlsx"
    book.save(file)
    words = ["data", "add", str(file), "--release", "october", "--title", "虚构"]
    words += ["--url", "https://example.org", "--published", OCTOBER.isoformat(), "--dry-run"]
    told = printed(*words)
    assert told["problems"] == []
    assert {(one["series"], one["measure"]) for one in told["read"]} == set(FILLED)
    read = read_figures(file)
    assert {one.key[::2]: float(one.value) for one in read.figures} == FILLED


@pytest.mark.parametrize("cell", [None, "约5"])
def test_a_cell_without_a_figure_or_a_dash_is_told(cell: str | None, tmp_path: Path) -> None:
    book = made()
    book["指标"].cell(2, 5).value = cell
    file = tmp_path / "odd.xlsx"
    book.save(file)
    assert [one.code for one in read_figures(file).problems] == ["figure-not-a-number"]
