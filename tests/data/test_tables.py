"""Reading and checking: what is shipped is sound, and whatever is wrong is found and named."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from base.problems import Problems
from data.tables import TABLES, Tables, check, read_tables

Rows = list[dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped tables, free to break."""
    return shutil.copytree(TABLES, tmp_path / "tables")


def rewrite(file: Path, edit: Callable[[Rows], object]) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    edit(rows)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def line(rows: Rows, **key: str) -> int:
    """Index of the one row with these values; its line in the file is two more."""
    (found,) = [i for i, row in enumerate(rows) if all(row[k] == v for k, v in key.items())]
    return found


FINANCE_2020 = {
    "series": "finance",
    "period": "2020",
    "measure": "value_added",
    "release": "yearbook-2025",
}
TERTIARY_2022 = {
    "series": "tertiary",
    "period": "2022",
    "measure": "real_index",
    "release": "yearbook-2025",
}


def setting(column: str, value: str, key: dict[str, str]) -> Callable[[Rows], int]:
    def edit(rows: Rows) -> int:
        at = line(rows, **key)
        rows[at][column] = value
        return at + 2

    return edit


def repeating(rows: Rows) -> int:
    rows.append(dict(rows[line(rows, **FINANCE_2020)]))
    return len(rows) + 1


def without(rows: Rows) -> int:
    at = line(rows, **FINANCE_2020)
    del rows[at]
    return at + 2


SINGLE = {
    "text in a number": (setting("value", "约2220", FINANCE_2020), "value", "约2220"),
    "NaN": (setting("value", "nan", FINANCE_2020), "value", "nan"),
    "infinity": (setting("value", "inf", FINANCE_2020), "value", "inf"),
    "overflow": (setting("value", "1e999", FINANCE_2020), "value", "1e999"),
    "thousands separator": (setting("value", "2,220.80", FINANCE_2020), "value", "2,220.80"),
    "nothing": (setting("value", "", FINANCE_2020), "value", "nothing"),
    "half a year": (setting("period", "2020.5", FINANCE_2020), "period", "2020.5"),
    "a year out of range": (setting("period", "20200", FINANCE_2020), "period", "20200"),
    "a bad date": (setting("known_from", "2025-02-30", FINANCE_2020), "known_from", "2025-02-30"),
    "a short date": (setting("known_from", "2025-2-3", FINANCE_2020), "known_from", "2025-2-3"),
    "unknown series": (setting("series", "banking", FINANCE_2020), "series", "banking"),
    "unknown release": (setting("release", "yearbook-1925", FINANCE_2020), "release", "1925"),
    "unknown status": (setting("status", "guess", FINANCE_2020), "status", "guess"),
    "wrong unit": (setting("unit", "percent", FINANCE_2020), "unit", "percent"),
    "mixed bases": (setting("price_basis", "previous_year", FINANCE_2020), "price_basis", "prev"),
    "unknown basis": (setting("price_basis", "2020", FINANCE_2020), "price_basis", "2020"),
    "duplicate key": (repeating, "", "finance, 2020, value_added, yearbook-2025"),
    "a gap": (without, "period", "2019, 2021"),
}


@pytest.mark.parametrize("case", SINGLE)
def test_a_broken_annual_row_is_named(folder: Path, case: str) -> None:
    edit, column, found = SINGLE[case]
    at: list[object] = []
    rewrite(folder / "annual.csv", lambda rows: at.append(edit(rows)))
    where = f"annual.csv:{at[0]} {column}".rstrip()
    problems = check(folder / "annual.csv")
    named = [problem for problem in problems if problem.where == where]
    assert [found in (problem.seen("en") or "nothing") for problem in named] == [True], problems
    assert all(problem.remedy.zh and problem.remedy.en for problem in problems)


def test_a_total_its_parts_do_not_reach_is_named(folder: Path) -> None:
    edit = setting("value", "9000.00", {**FINANCE_2020, "series": "gdp"})
    rewrite(folder / "annual.csv", edit)
    (problem,) = check(folder / "annual.csv")
    assert "gdp is not what its parts make (yearbook-2025, 2020)" in problem.what.en
    assert problem.found == "9000.00"


def test_groups_above_tertiary_are_named(folder: Path) -> None:
    # 79 more than printed, where support services leave room for 50.70.
    rewrite(folder / "annual.csv", setting("value", "2300.00", FINANCE_2020))
    assert any(
        "tertiary is not what its parts make" in p.what.en for p in check(folder / "annual.csv")
    )


def test_growth_the_groups_do_not_give_is_named(folder: Path) -> None:
    rewrite(folder / "annual.csv", setting("value", "101.9", TERTIARY_2022))
    (problem,) = check(folder / "annual.csv")
    assert problem.found == "1.90%"
    assert "3.05%" in problem.expected.en


@pytest.mark.slow
def test_everything_wrong_is_told_at_once(folder: Path) -> None:
    def edit(rows: Rows) -> None:
        for case in ("text in a number", "duplicate key"):
            SINGLE[case][0](rows)
        setting("unit", "percent", {**FINANCE_2020, "period": "2019"})(rows)
        del rows[line(rows, **{**FINANCE_2020, "series": "real_estate"})]

    rewrite(folder / "annual.csv", edit)
    (folder / "targets.csv").unlink()
    (folder / "drivers.csv").write_bytes("名称,金额\n".encode("gb18030"))
    rewrite(folder / "scopes.csv", lambda rows: rows[1].update(low="0.9", mid="0.5", high="0.6"))
    rewrite(folder / "input_output.csv", lambda rows: rows[1].update(output="1"))
    with pytest.raises(Problems) as raised:
        read_tables(folder)
    whats = " ".join(problem.what.en for problem in raised.value.problems)
    assert raised.value.problems == tuple(check(folder))
    for part in (
        "not permitted",
        "stands twice",
        "wrong unit",
        "lacks 2020",
        "cannot be opened",
        "encoding cannot be read",
        "out of order",
        "not the sum of its uses",
    ):
        assert part in whats


def test_a_problem_reads_well_in_both_languages(folder: Path) -> None:
    rewrite(folder / "annual.csv", setting("value", "约2220", FINANCE_2020))
    (problem,) = check(folder / "annual.csv")
    assert problem.text("zh").startswith(
        problem.where + "：取值不合规定；现为 约2220，应为有限的数"
    )
    assert problem.text("en").endswith("expected a finite number; correct this cell.")


def drop_column(rows: Rows) -> None:
    for row in rows:
        del row["status"]


def test_missing_and_unknown_columns_are_named(folder: Path) -> None:
    rewrite(folder / "annual.csv", drop_column)
    (problem,) = check(folder / "annual.csv")
    assert (problem.where, problem.what.en) == ("annual.csv:1", "column status is missing")
    rewrite(folder / "annual.csv", lambda rows: [row.update(remark="") for row in rows])
    assert {p.what.en for p in check(folder / "annual.csv")} == {
        "column status is missing",
        "column remark is unknown",
    }


def test_a_column_twice_is_named(folder: Path) -> None:
    file = folder / "targets.csv"
    file.write_text(file.read_text("utf-8").replace("wording", "note", 1), "utf-8")
    whats = {problem.what.en for problem in check(file)}
    assert whats == {"column note stands twice", "column wording is missing"}


UNREADABLE = {
    "gbk": ("名称,金额\n".encode("gb18030"), "the encoding cannot be read"),
    "empty": (b"", "the file holds no figures"),
    "header only": (b"series,period\n", "the file holds no figures"),
    "open quote": (b'series,period\n"gdp,2020\n', "it is not a valid CSV"),
    "binary": (b"\x00\xff\xfe\x00", "the encoding cannot be read"),
}


@pytest.mark.parametrize("case", UNREADABLE)
@pytest.mark.parametrize("name", ["annual.csv", "releases.csv", "unheard-of.csv"])
def test_an_unreadable_file_is_a_problem_not_an_exception(
    folder: Path, case: str, name: str
) -> None:
    content, what = UNREADABLE[case]
    (folder / name).write_bytes(content)
    assert [problem.what.en for problem in check(folder / name)] == [what]


def test_a_missing_file_or_folder_is_a_problem(tmp_path: Path) -> None:
    assert [p.what.en for p in check(tmp_path / "no.csv")] == ["the file cannot be opened"]
    problems = check(tmp_path)
    assert {problem.seen("zh") for problem in problems} == {"没有这个文件或目录"}
    assert len(problems) == 19


def test_a_ragged_row_is_named(folder: Path) -> None:
    file = folder / "targets.csv"
    file.write_text(file.read_text("utf-8") + "growth-2026,六,six\n", "utf-8")
    (problem,) = check(file)
    assert (problem.where, problem.found) == ("targets.csv:4", "3")


def test_a_byte_order_mark_and_crlf_are_welcome(folder: Path) -> None:
    file = folder / "annual.csv"
    text = file.read_text("utf-8").replace("\n", "\r\n")
    file.write_bytes("\ufeff".encode() + text.encode())
    assert check(file) == []


@pytest.mark.parametrize("table", sorted(TABLES.glob("*.csv")), ids=lambda path: path.stem)
def test_a_lone_file_is_known_by_its_columns(table: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "新数据.csv"
    shutil.copy(table, renamed)
    assert check(renamed) == []
    rewrite(renamed, lambda rows: rows.append(dict(rows[0])))
    assert [p.what.en for p in check(renamed)] == ["the key stands twice"]


def test_a_file_of_something_else_is_told_so(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("name,age\nx,1\n", "utf-8")
    assert [problem.what.en for problem in check(other)] == ["no table has these columns"]


@pytest.mark.slow
def test_a_package_folder_is_checked_like_its_tables(folder: Path) -> None:
    assert check(folder.parent) == check(folder) == []


def test_checking_writes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    rewrite(folder / "annual.csv", setting("value", "x", FINANCE_2020))
    before[folder / "annual.csv"] = (folder / "annual.csv").read_bytes()
    check(folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_shipped_tables_are_read_once() -> None:
    assert read_tables() is read_tables()
    assert isinstance(read_tables(), Tables)


def test_printed_values_stay_as_printed() -> None:
    annual = read_tables().annual.set_index(["series", "period", "measure", "release"])
    assert annual.loc[("tertiary", 2025, "real_growth", "bulletin-2025"), "value"] == 6.2
    assert annual.loc[("tertiary", 2023, "value_added", "yearbook-2025"), "value"] == 17381.55
