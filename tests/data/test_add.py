"""New figures: the bureau's tables are read right, kept whole, and seen from their day on.

Every figure of 2026 here is invented, for tests only (虚构数据，仅供测试).
"""

import io
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from broken import HEAD, TITLE, YEARS, book, good, quarter, saved
from dressed import ENCODINGS
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from terminal import printed, yuce

from base import settings
from base.problems import Problems
from data import archive
from data.figure_changes import figure_changes
from data.releases.differences import counts, figures_of
from data.releases.intake import Addition, Reading, Release, add, propose, read_figures
from data.tables import read_tables as read_tables
from data.vintages import as_of
from forecast.artefacts import RemoteBaselines
from forecast.fit import fit
from forecast.spec import Spec
from records.store import reachable
from scenarios.assume.scenario import Scenario
from scenarios.outcome.simulate import simulate
from scenarios.outcome.targets import judge, official
from views.present.verdict_cards import groups_lacking

ROOT = Path(__file__).parents[2]
DAY, TODAY = date(2026, 10, 22), date(2026, 11, 1)
RELEASE = Release("q3-2026", "2026年前三季度（虚构，仅供测试）", DAY, "https://example.org/q3")
Q3 = quarter()

Figures = dict[tuple[str, str, str], str]
TRUE: Figures = {
    ("gdp", "2026Q3", "value_added"): "25400.1",
    ("gdp", "2026Q3", "real_growth"): "5.1",
    ("tertiary", "2026Q3", "value_added"): "14800.0",
    ("finance", "2026Q3", "real_growth"): "5.5",
}


def of(text: str | bytes, name: str = "表.csv") -> Reading:
    return read_figures(Path(name), text.encode() if isinstance(text, str) else text)


def found(reading: Reading) -> dict[tuple[str, str, str], float]:
    assert reading.problems == ()
    return {one.key: float(one.value) for one in reading.figures}


@pytest.fixture
def installed() -> Iterator[None]:
    """This installation's own place for releases, empty before and after."""
    shutil.rmtree(settings.home() / "figures", ignore_errors=True)
    yield
    shutil.rmtree(settings.home() / "figures", ignore_errors=True)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_same_table_in_every_encoding(encoding: str) -> None:
    assert found(of(ENCODINGS[encoding](Q3))) == found(of(Q3))
    assert {key: found(of(Q3))[key] for key in TRUE} == {k: float(v) for k, v in TRUE.items()}


SECTIONS = "时间,第三产业,其中：批发和零售业,#金融业,人均地区生产总值(元)\n"
SHAPES: dict[str, tuple[str, dict[tuple[str, str, str], float]]] = {
    "years down": (
        YEARS + '2024年,32046.7,,,—\n2025,"33,757.93",2124.14,11787.74,19846.05①\n注：①现价。\n',
        {
            ("gdp", "2024", "value_added"): 32046.7,
            ("gdp", "2025", "value_added"): 33757.93,
            ("primary", "2025", "value_added"): 2124.14,
            ("secondary", "2025", "value_added"): 11787.74,
            ("tertiary", "2025", "value_added"): 19846.05,
        },
    ),
    "years across": (
        "指标,单位,2024,2025\n第三产业,亿元,18366.65,19846.05\n第三产业增长,%,6.8,6.2\n",
        {
            ("tertiary", "2024", "value_added"): 18366.65,
            ("tertiary", "2025", "value_added"): 19846.05,
            ("tertiary", "2024", "real_growth"): 6.8,
            ("tertiary", "2025", "real_growth"): 6.2,
        },
    ),
    "quarters down, 万元": (
        f"单位：万元\n{SECTIONS}2026年1-3季度,148000000,29500000,17900000,80000\n",
        {
            ("tertiary", "2026Q3", "value_added"): 14800.0,
            ("wholesale_retail", "2026Q3", "value_added"): 2950.0,
            ("finance", "2026Q3", "value_added"): 1790.0,
        },
    ),
    "year and quarter in two columns": (
        "年份,季度,第三产业(亿元),\n,,绝对额,增速(%)\n2025年,一季度,4756.38,4.8\n"
        ",上半年,9659.01,5.6\n2026年,一季度,4990,5.7\n,1—2季度,10100,5.8\n",
        {
            ("tertiary", "2025Q1", "value_added"): 4756.38,
            ("tertiary", "2025Q1", "real_growth"): 4.8,
            ("tertiary", "2025Q2", "value_added"): 9659.01,
            ("tertiary", "2025Q2", "real_growth"): 5.6,
            ("tertiary", "2026Q1", "value_added"): 4990,
            ("tertiary", "2026Q1", "real_growth"): 5.7,
            ("tertiary", "2026Q2", "value_added"): 10100,
            ("tertiary", "2026Q2", "real_growth"): 5.8,
        },
    ),
    "index": (
        "指数（上年=100）\n年份,第三产业,金融业\n2024,106.8,104.6\n2025,106.2,105.9\n",
        {
            ("tertiary", "2024", "real_index"): 106.8,
            ("tertiary", "2025", "real_index"): 106.2,
            ("finance", "2024", "real_index"): 104.6,
            ("finance", "2025", "real_index"): 105.9,
        },
    ),
    "footnotes raised, lowered, circled, before and after": (
        "单位：亿元\n年份,地区生产总值¹,②第三产业,第三产业增长㉑(%)\n"
        "2025,33757.93¹⁾,①19846.05,6.2₃\n2024,²32046.7,18366.65（注）,6.8²³\n",
        {
            ("gdp", "2025", "value_added"): 33757.93,
            ("tertiary", "2025", "value_added"): 19846.05,
            ("tertiary", "2025", "real_growth"): 6.2,
            ("gdp", "2024", "value_added"): 32046.7,
            ("tertiary", "2024", "value_added"): 18366.65,
            ("tertiary", "2024", "real_growth"): 6.8,
        },
    ),
    "headings between": (
        "2026年前三季度（虚构）\n指标,数值\n绝对额（亿元）,\n第三产业,14800\n同比增长（%）,\n第三产业,5.9\n",
        {
            ("tertiary", "2026Q3", "value_added"): 14800,
            ("tertiary", "2026Q3", "real_growth"): 5.9,
        },
    ),
    "long": (
        "series,period,measure,value,unit\ntertiary,2026Q3,real_growth,5.9,percent\n"
        "tertiary,2025,real_index,106.2,previous_year=100\n",
        {
            ("tertiary", "2026Q3", "real_growth"): 5.9,
            ("tertiary", "2025", "real_index"): 106.2,
        },
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_table_is_read(shape: str) -> None:
    text, figures = SHAPES[shape]
    assert found(of(text)) == pytest.approx(figures)


@pytest.mark.parametrize(
    "said",
    ["1-3季度", "一至三季度", "前三季度", "1～3季度", "1-9月", "前三季度累计", "2026年1—3季度"],
)
def test_every_way_to_say_a_third_quarter(said: str) -> None:
    year = "" if "2026" in said else "2026年"
    reading = of(f"单位：亿元\n时间,第三产业\n{year}{said},14800\n")
    assert list(found(reading)) == [("tertiary", "2026Q3", "value_added")]


def test_a_workbook_with_merged_headers_and_per_cent_cells() -> None:
    rows: list[list[Any]] = [
        [TITLE, None, None],
        ["指标", "本期", None],
        [None, "绝对额（亿元）", "同比增长"],
        ["第三产业", 14800.0, 0.059],
        ["  #金融业", 1790.0, 0.055],
    ]
    made = book(rows, merge=("A1:C1", "A2:A3", "B2:C2"))
    for at in ("C4", "C5"):
        made.worksheets[0][at].number_format = "0.0%"
    assert found(of(saved(made), "表.xlsx")) == pytest.approx(
        {
            ("tertiary", "2026Q3", "value_added"): 14800.0,
            ("tertiary", "2026Q3", "real_growth"): 5.9,
            ("finance", "2026Q3", "value_added"): 1790.0,
            ("finance", "2026Q3", "real_growth"): 5.5,
        }
    )
    assert found(of(saved(book(good())), "表.xlsx")) == found(of(Q3))


def test_a_small_raised_1_behind_a_number_is_no_digit_of_it() -> None:
    """Excel keeps 1790.0¹ as two runs of one text: read as one they would be 1790.01."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as made:
        sheet, small = made.add_worksheet("表1"), made.add_format({"font_script": 1})
        for at, row in enumerate(good()):
            sheet.write_row(at, 0, row)
        sheet.write_rich_string(7, 1, "1790", ".0", small, "1")
        sheet.write_rich_string(7, 0, "金融", "业", small, "②")
    assert found(of(sink.getvalue(), "表.xlsx")) == found(of(Q3))
    own = book(good())  # the same in the cell itself, as some programmes write it: refused
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    own.worksheets[0]["B8"] = CellRichText("1790.0", raised)
    (problem,) = of(saved(own), "表.xlsx").problems
    assert (problem.where, problem.what.zh) == ("表.xlsx[表1]:B8", "格内文字带有上标或下标")


def test_what_is_left_out_is_told() -> None:
    text, _ = SHAPES["quarters down, 万元"]
    (out,) = of(text).left_out
    assert out.text == "人均地区生产总值(元)"
    assert out.why.en == "it is not value added"


def test_a_release_is_kept_and_seen_from_its_day_on(home: Path) -> None:
    before = as_of(date(2026, 3, 31)).id
    kept = add(of(Q3, "q3.csv"), RELEASE, home=home, today=TODAY)
    assert kept.stored
    assert counts(kept.differences) == {"revised": 0, "new": 12, "gone": 0, "unchanged": 0}
    tables = read_tables(home=home)
    assert as_of(date(2026, 3, 31), tables).id == before
    assert as_of(date(2026, 10, 21), tables).id == as_of(date(2026, 10, 21)).id
    vintage = as_of(DAY, tables)
    assert vintage.id != before
    assert vintage.known_until == DAY
    assert vintage.quarters("tertiary", "real_growth")["2026Q3"] == 0.059
    assert vintage.newest_year == 2025
    record = archive.load("q3-2026", home)
    assert record["source"]["file"] == "q3.csv"
    assert (record["release"]["census_basis"], record["release"]["url"]) == (
        "post-5th",
        "https://example.org/q3",
    )


def test_the_year_to_date_of_2026_moves_the_nowcast(home: Path) -> None:
    fits = {}
    for growth in ("4.2", "7.4"):
        text = quarter(
            第三产业=f"第三产业,14800.0,{growth}", 地区生产总值="地区生产总值,25400.1,4.1"
        )
        place = home / growth
        add(of(text), RELEASE, looked=True, home=place, today=TODAY)
        fits[growth] = fit(as_of(DAY, read_tables(home=place)), Spec(draws=1_000), seed=1)
    for growth, base in fits.items():
        told = base.manifest["nowcast"]
        assert (told["year"], told["quarter"], base.origin) == (2026, 3, 2025)
        assert told["ytd"] == pytest.approx(float(growth) / 100)
        # Between the annual model and the quarters, and much nearer to the quarters.
        annual, combined = told["annual"][49], told["combined"][49]
        assert abs(combined - told["ytd"]) < abs(annual - told["ytd"])
        assert told["gain"] > 0.5
    low, high = (base.manifest["nowcast"]["combined"][49] for base in fits.values())
    assert high - low > 0.01


def test_services_alone_settle_their_target_and_the_rest_is_said(home: Path) -> None:
    for year in ("2025年", "2025年全年", "2025年第1-4季度"):
        text = f"{year}重庆市\n指标,增加值（亿元）,增长（%）\n第三产业,19846.05,7.4\n"
        release = replace(RELEASE, published=date(2026, 1, 20))
        add(of(text), release, home=home / year, today=TODAY)
        known = as_of(date(2026, 1, 25), read_tables(home=home / year))
        assert known.history("real_growth").loc[2025, "tertiary"] == pytest.approx(0.074)
    base = fit(known, Spec(draws=1_000), seed=1)
    told = judge(official("services_real_growth"), simulate(base, Scenario()))
    assert (base.origin, told.published, told.verdict) == (2024, True, "met")
    assert told.value == pytest.approx(0.074)
    assert 0.8 < told.odds < 1  # a revision may still cross the line
    (said,) = groups_lacking(base)
    assert said.startswith(("2025", "Services of 2025"))
    assert "7.4%" in said


def test_figures_of_one_home_are_never_taken_for_anothers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two homes, and one that was emptied, each with a release of the same name.
    seen = []
    for home, growth in (("a", "5.9"), ("b", "5.8"), ("b", "5.7")):
        monkeypatch.setenv("YUCE_HOME", str(tmp_path / home))
        shutil.rmtree(tmp_path / home, ignore_errors=True)
        add(
            of(quarter(第三产业=f"第三产业,14800.0,{growth}")),
            RELEASE,
            home=tmp_path / home,
            today=DAY,
        )
        seen.append(as_of(DAY).quarters("tertiary", "real_growth").iloc[-1])
    assert seen == pytest.approx([0.059, 0.058, 0.057])


def test_the_same_again_is_no_matter_and_another_is_refused(home: Path) -> None:
    first = add(of(Q3), RELEASE, home=home, today=TODAY)
    again = add(of(Q3), RELEASE, home=home, today=TODAY)
    assert (again.seal, again.stored) == (first.seal, True)
    other = of(quarter(金融业="金融业,1791.0,5.5"))
    with pytest.raises(Problems) as told:
        add(other, RELEASE, home=home, today=TODAY)
    assert [one.what.en for one in told.value.problems] == ["there is a release of that name"]
    with pytest.raises(Problems):
        add(other, replace(RELEASE, id="bulletin-2025"), home=home, today=TODAY)
    assert archive.names(home) == ("q3-2026",)


def test_a_dry_run_keeps_nothing(home: Path) -> None:
    shown = add(of(Q3), RELEASE, home=home, today=TODAY, dry_run=True)
    assert not shown.stored
    assert archive.names(home) == ()


def test_a_wrong_release_is_taken_back_by_a_later_one(home: Path) -> None:
    first = add(of(Q3), RELEASE, home=home, today=TODAY)
    back = Release("q3-2026-back", "撤回（虚构）", date(2026, 10, 25), withdraws=("q3-2026",))
    told = counts(add(Reading("", ""), back, home=home, today=TODAY).differences)
    assert (told["gone"], told["new"], told["revised"]) == (len(first.differences), 0, 0)
    assert add(of(Q3), RELEASE, home=home, today=TODAY).already == "withdrawn"
    assert add(Reading("", ""), back, home=home, today=TODAY).already == "stored"
    tables = read_tables(home=home)
    assert "2026Q3" in as_of(date(2026, 10, 24), tables).quarters("tertiary", "real_growth")
    assert "2026Q3" not in as_of(date(2026, 10, 25), tables).quarters("tertiary", "real_growth")
    for day, there in ((24, True), (25, False)):  # what revisions are learnt from, too
        kept = tables.standing(tables.quarterly, date(2026, 10, day))
        assert ("q3-2026" in set(kept["release"])) is there
    mended = of(quarter(金融业="金融业,1791.0,5.5"))
    add(mended, replace(RELEASE, id="q3-mended", published=back.published), home=home, today=TODAY)
    tables = read_tables(home=home)
    assert as_of(TODAY, tables).quarters("finance", "value_added")["2026Q3"] == 1791.0
    with pytest.raises(Problems):
        add(Reading("", ""), replace(back, id="x", withdraws=("nobody",)), home=home, today=TODAY)


def test_of_one_day_the_release_added_last_is_the_newest(home: Path) -> None:
    add(of(Q3), replace(RELEASE, id="z-first"), home=home, today=TODAY)
    mended = of(quarter(金融业="金融业,1791.0,5.6"))
    add(mended, replace(RELEASE, id="a-second"), home=home, today=TODAY)
    vintage = as_of(DAY, read_tables(home=home))
    assert vintage.quarters("finance", "value_added")["2026Q3"] == 1791.0


def test_a_doubt_holds_until_somebody_has_looked(home: Path) -> None:
    odd = of("单位：亿元\n年份,第三产业\n2024,21000\n2025,19846.05\n")
    with pytest.raises(Problems) as told:
        add(odd, RELEASE, home=home, today=TODAY)
    assert "revised by much" in told.value.problems[0].what.en
    assert add(odd, RELEASE, home=home, today=TODAY, looked=True).stored


def test_a_damaged_release_is_told_and_never_half_read(home: Path) -> None:
    add(of(Q3), RELEASE, home=home, today=TODAY)
    file = home / "figures" / "q3-2026" / "release.json"
    content = file.read_bytes()
    for broken in (content[:-40], content.replace(b"14800.0", b"14900.0"), b"", b"[]"):
        file.write_bytes(broken)
        with pytest.raises(Problems, match="an added release is damaged"):
            archive.load("q3-2026", home)
    file.write_bytes(content)
    assert archive.load("q3-2026", home)["number"] == len(read_tables().releases)


def test_a_place_that_cannot_be_written_is_told(home: Path, monkeypatch: Any) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problems, match="the release was not stored; nothing was changed"):
        add(of(Q3), RELEASE, home=home, today=TODAY)
    assert archive.names(home) == ()
    assert not list((home / "figures").iterdir())


def test_another_process_sees_a_release_without_a_restart(installed: None) -> None:
    before = as_of(TODAY).id
    file = settings.home() / "q3.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_text(Q3, "utf-8")
    words = ["data", "add", str(file), "--release", "q3-2026", "--title", "虚构"]
    command = [sys.executable, "-m", "cli", *words, "--published", DAY.isoformat(), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    record = json.loads(done.stdout)
    assert (record["stored"], record["counts"]["new"]) == (True, 12)
    assert as_of(TODAY).id != before
    assert as_of(TODAY).quarters("tertiary", "real_growth")["2026Q3"] == 0.059
    shutil.rmtree(settings.home() / "figures")
    assert as_of(TODAY).id == before


def race(go: Callable[[Reading], Addition]) -> list[object]:
    """Two add different figures under one id at the same moment."""
    start = threading.Barrier(2)
    ended: list[object] = []

    def run(text: str) -> None:
        reading = of(text)
        start.wait()
        try:
            ended.append(go(reading))
        except Problems as told:
            ended.append(told)

    threads = [
        threading.Thread(target=run, args=(text,))
        for text in (Q3, quarter(金融业="金融业,1791.0,5.5"))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return ended


def test_of_two_who_add_at_once_one_is_told(home: Path) -> None:
    for turn in range(5):
        place = home / str(turn)
        ended = race(partial(add, release=RELEASE, home=place, today=TODAY))
        (won,) = [one for one in ended if isinstance(one, Addition)]
        (told,) = [one for one in ended if isinstance(one, Problems)]
        assert "a release of that name" in str(told)
        assert archive.sealed(archive.load("q3-2026", place)) == won.seal


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_stores_database_keeps_releases_too(
    kind: str, tmp_path: Path, monkeypatch: Any, request: pytest.FixtureRequest
) -> None:
    database = str(tmp_path / "store.db")
    if kind == "postgres":
        database = request.getfixturevalue("postgres")()
    monkeypatch.setenv("YUCE_STORE", database)
    monkeypatch.setenv("YUCE_ARTEFACTS", "yuce://")
    reachable()
    archive._remote.cache_clear()
    archive._asked.clear()

    try:
        before = as_of(TODAY).id
        ended = race(lambda reading: add(reading, RELEASE, today=TODAY))
        assert sorted(type(one).__name__ for one in ended) == ["Addition", "Problems"]
        assert archive.names() == ("q3-2026",)
        assert as_of(TODAY).id != before
        baselines = RemoteBaselines("yuce://")
        assert baselines.names() == []  # a release is no baseline
        baselines.files.engine.dispose()
    finally:
        archive._remote("yuce://").files.engine.dispose()
        monkeypatch.undo()
        archive._remote.cache_clear()
        archive._asked.clear()


def test_a_comparison_of_days_and_of_releases() -> None:
    table = figure_changes(figures_of("2025-05-28"), figures_of("2026-03-26"))
    told = {(row["series"], row["period"], row["measure"]): row for _, row in table.iterrows()}
    grown = told["tertiary", "2025", "real_growth"]
    assert (grown["kind"], grown["after"]) == ("new", 0.062)
    revised = told["tertiary", "2023", "real_growth"]
    assert revised["kind"] == "revised"
    assert revised["change"] == pytest.approx(revised["after"] - revised["before"])
    moved = told["finance", "2023", "value_added"]
    assert moved["change"] == pytest.approx(2117.79 / 2590.89 - 1)
    sizes = table.loc[table["kind"] == "revised", "change"].abs()
    assert sizes.is_monotonic_decreasing
    both = figure_changes(figures_of("yearbook-2025"), figures_of("bulletin-2025"))
    assert counts(both)["gone"] > 100
    # 2,238 of the report is the bulletin's 2,238.02 with digits left off.
    fewer = figure_changes(figures_of("yearbook-2025"), figures_of("report-2025-05"))
    rows = fewer[(fewer["series"] == "finance") & (fewer["period"] == "2024")]
    kinds = rows.set_index("measure")["kind"]
    assert kinds["value_added"] == "unchanged"
    same = figure_changes(figures_of("2026-03-26"), figures_of("2026-03-26"))
    assert set(same["kind"]) == {"unchanged"}


def test_the_commands_print_what_they_did(installed: None, tmp_path: Path) -> None:
    file = tmp_path / "q3.csv"
    file.write_bytes(Q3.encode("gb18030"))
    words = ["data", "add", str(file), "--release", "q3-2026", "--title", "虚构", "--url"]
    words += ["https://example.org", "--published", "2026-10-22"]
    dry = printed(*words, "--dry-run")
    assert (dry["stored"], dry["sha256"], dry["problems"]) == (False, None, [])
    assert {row["series"] for row in dry["read"]} == {
        *("gdp", "primary", "secondary", "tertiary", "wholesale_retail", "finance")
    }
    assert "已存入：q3-2026" in yuce(*words)
    again = printed(*words)
    assert (again["stored"], again["already"]) == (True, "stored")
    assert "早已存入，内容相同" in yuce(*words)
    told = printed("data", "diff", "bulletin-2025", "q3-2026")
    assert told["counts"]["new"] == 12
    assert "新增 12" in yuce("data", "diff", "2026-03-31", "2026-10-22")
    for mixed in (("2026-03-31", "q3-2026"), ("bulletin-2025", "2026-03-31")):
        assert "日期不能与发布相比" in yuce("data", "diff", *mixed, code=1)
    wrong = yuce(*[*words[:-1], "2026-09-22"], code=1)
    assert "2026Q3 尚未结束" in wrong
    assert "已有同名发布" in wrong
    ahead = yuce(*[*words[:-1], "2099-01-01"], code=1)
    assert "发布日期在今天之后" in ahead
    assert "发布说明有误" not in ahead
    assert "既不是日期" in yuce("data", "diff", "x", "y", code=1)
    (tmp_path / "odd.csv").write_text(quarter(金融业="金融业,[red]约,5.5"), "utf-8")
    words[2] = str(tmp_path / "odd.csv")
    record = json.loads(yuce(*words, "--json", code=1).splitlines()[0])  # then stderr
    assert record["problems"][0]["found"] == "[red]约"


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"id": "../x"}, "id"),
        ({"id": "Q3"}, "id"),
        ({"title": " "}, "title"),
        ({"title": "长" * 201}, "title"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"published": date(2026, 11, 2)}, "published"),
        ({"census_basis": "6th"}, "census"),
        ({"status": "sure"}, "status"),
        ({"support_services": "some"}, "support"),
        ({"withdraws": ("q3-2026",)}, "withdraws"),
    ],
)
def test_what_is_said_of_a_release_is_checked(said: dict[str, Any], where: str) -> None:
    told = propose(of(Q3), replace(RELEASE, **said), today=TODAY).problems
    assert where in [one.where for one in told]


def test_a_formula_in_a_title_is_kept_as_text(home: Path) -> None:
    title = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
    add(of(Q3), replace(RELEASE, title=title), home=home, today=TODAY)
    listed = as_of(DAY, read_tables(home=home)).releases()
    assert listed["title"].iloc[-1] == title
    from views.present.safe_cells import csv_bytes

    (line,) = [row for row in csv_bytes(listed).decode("utf-8-sig").splitlines() if "cmd" in row]
    assert "'=cmd" in line
    assert HEAD.startswith(",")


NAMES = ("第三产业", "批发和零售业", "金融业", "房地产业")


def growths(period: str, values: list[float]) -> Reading:
    rows = "".join(f"{name},{value}\n" for name, value in zip(NAMES, values, strict=True))
    return of(f"{period}重庆市\n指标,同比增长（%）\n{rows}")


def test_growth_that_is_another_periods_is_asked_about() -> None:
    known = as_of(date(2026, 10, 1)).history("real_growth").T[2025]
    series = ("tertiary", "wholesale_retail", "finance", "real_estate")
    values = [round(100 * value, 1) for value in known[list(series)].astype(float)]
    release = replace(RELEASE, published=date(2027, 1, 30))
    told = propose(growths("2026年", values), release, today=date(2027, 2, 1)).doubts
    assert [one.what.en for one in told] == ["growth of 2026 is all that of 2025"]
    values[0] += 0.1
    assert not propose(growths("2026年", values), release, today=date(2027, 2, 1)).doubts


def test_growth_that_is_nominal_is_asked_about() -> None:
    levels = as_of(date(2026, 10, 1)).history("value_added").loc[2025]
    series = ("tertiary", "wholesale_retail", "finance", "real_estate")
    rows = "".join(
        f"{name},{levels[one] * 1.07:.2f},7.0\n" for name, one in zip(NAMES, series, strict=True)
    )
    text = f"2026年重庆市\n指标,绝对额（亿元）,增长（%）\n{rows}"
    release = replace(RELEASE, published=date(2027, 1, 30))
    told = propose(of(text), release, today=date(2027, 2, 1))
    assert [one.what.zh for one in told.doubts] == ["2026 的增速都是名义增速"]


def test_an_index_under_growth_is_asked_about() -> None:
    told = propose(growths("2026年前三季度", [99.8, 99.7, 98.9, 97.0]), RELEASE, today=TODAY)
    assert any("beyond 50%" in one.what.en for one in told.doubts)


def test_a_table_of_another_producer_has_to_name_its_region() -> None:
    text = "2026年前三季度{0}\n指标,绝对额（亿元）\n第三产业,15100\n"
    other = replace(RELEASE, producer="国家统计局")
    for place, count in (("", 1), ("重庆市", 0)):
        reading = of(text.format(place))
        assert len(propose(reading, other, today=TODAY).doubts) == count
        assert not propose(reading, RELEASE, today=TODAY).doubts
