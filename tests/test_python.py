"""`import yuce` alone: what people hand it, and what they are told."""

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from mypy.modulefinder import (
    FindModuleCache,
    ModuleNotFoundReason,
    SearchPaths,
    get_search_dirs,
)

import yuce
from base.problems import Problems
from base.settings import home
from data.sections import SECTION_CODES
from forecast.baseline import Baseline

SMALL = {"draws": 100, "information": ["common"]}
J27 = {"section": "J", "value": 0.07}


@pytest.mark.parametrize(
    "years",
    [2027, np.int64(2027), [2027], np.array([2027]), pd.Index([2027]), (np.int32(2027),)],
)
def test_years_of_any_kind_are_years(years: Any) -> None:
    one = yuce.Assumption(section="J", years=years, value=np.float32(0.5))  # type: ignore[arg-type]
    assert one.years == (2027,)
    assert {type(year) for year in one.years} == {int}
    assert yuce.Assumption(section="J", years=range(2026, 2028), value=0.0).years == (2026, 2027)  # type: ignore[arg-type]
    own = yuce.OwnTarget(id="x", measure="services_real_growth", year=np.int64(2027), threshold=0.1)  # type: ignore[arg-type]
    assert type(own.year) is int


@pytest.mark.parametrize(
    "when",
    [
        date(2025, 5, 28),
        "2025-05-28",
        np.datetime64("2025-05-28"),
        pd.Timestamp("2025-05-28"),
        datetime(2025, 5, 27, 16, tzinfo=UTC),  # midnight in Chongqing
        datetime(2025, 5, 28, 15, 59, tzinfo=UTC),
    ],
)
def test_a_day_of_any_kind_is_chongqings_day(when: Any) -> None:
    assert yuce.as_of(when).as_of == date(2025, 5, 28)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda _: yuce.as_of(pd.NaT),  # type: ignore[arg-type]
        lambda _: yuce.as_of(np.datetime64("NaT")),
        lambda _: yuce.as_of(20250528),  # type: ignore[arg-type]
        lambda _: yuce.as_of(np.int64(3)),  # type: ignore[arg-type]
        lambda _: yuce.prepare("2025-05-28", seed=-1),
        lambda _: yuce.prepare("2025-05-28", seed="7"),  # type: ignore[arg-type]
        lambda _: yuce.fit(yuce.as_of("2025-05-28"), seed=0.5),  # type: ignore[arg-type]
        lambda _: yuce.fit(yuce.as_of("2025-05-28"), {"drawz": 1}),
        lambda _: yuce.fit(yuce.as_of("2025-05-28"), "no-such-file.toml"),
        lambda _: yuce.fit(yuce.as_of("2025-05-28"), 3),  # type: ignore[arg-type]
        lambda _: yuce.decode(None),  # type: ignore[arg-type]
        lambda _: yuce.decode(b"?x=1"),  # type: ignore[arg-type]
        lambda base: yuce.solve(base, "share-2027", lock=(3,)),  # type: ignore[arg-type]
        lambda base: yuce.solve(base, "share-2027", lock="Z"),
        lambda base: yuce.solve(base, "share-2027", lock=(("J", 2026, 1),)),  # type: ignore[arg-type]
        lambda base: yuce.solve(base, "share-2027", bound={"J": 0.1}),  # type: ignore[dict-item]
        lambda base: yuce.solve(base, "share-2027", bound=[("J", 0, 1)]),  # type: ignore[arg-type]
        lambda _: yuce.Assumption(section="J", years=2027, value="x"),  # type: ignore[arg-type]
        lambda _: yuce.Scenario(targets=(_own("growth-2025"),)),
        lambda _: yuce.Scenario(targets=(_own("Growth_2O25"),)),
        lambda _: yuce.Scenario(targets=(_own("mine"), _own("mine"))),
        lambda _: yuce.read_scenario("no-such-file.toml"),
        lambda _: yuce.Baseline.load(None),  # type: ignore[arg-type]
        lambda _: yuce.Baseline.load("../../etc"),
        lambda base: _plain(base).growth_quantile(2031, 0.5),
        lambda base: _plain(base).growth_quantile(1950, 0.5),
        lambda base: _plain(base).growth_quantile(-1, 0.5),
        lambda base: _plain(base).growth_quantile(2027, -0.1),
        lambda base: _plain(base).growth_quantile(2027, float("nan")),
        lambda base: _plain(base).growth_quantile(2027, [0.1, 0.9]),  # type: ignore[arg-type]
        lambda base: _plain(base).share_quantile("D3", 2025, 0.5),
        lambda base: _plain(base).share_quantile("D9", 2027, 0.5),
        lambda base: _plain(base).share("D99"),
        lambda base: base.published("J_"),
        lambda base: yuce.simulate(base, yuce.Scenario(baseline="0" * 16)),
        lambda base: yuce.solve(base, "share-2027", scenario=yuce.Scenario(baseline="0" * 16)),
        lambda base: yuce.simulate(base, yuce.Scenario(scope="D9")),
        lambda base: yuce.simulate(base, _assumed("Z", 2027)),
        lambda base: yuce.simulate(base, _assumed("J", 2025)),
        lambda base: yuce.simulate(base, "scenario.toml"),  # type: ignore[arg-type]
        lambda base: yuce.simulate(base.id, yuce.Scenario()),
        lambda base: yuce.solve(base, "share-2027", scenario="scenario.toml"),  # type: ignore[arg-type]
        lambda base: yuce.compare({"a": 3}, base),  # type: ignore[dict-item]
        lambda base: yuce.compare([yuce.Scenario()], base),  # type: ignore[arg-type]
        lambda base: yuce.judge_targets(base),
        lambda base: yuce.iamc(base),
        lambda _: yuce.as_of("2026-03-26").revisions(3),  # type: ignore[arg-type]
        lambda _: yuce.as_of("2026-03-26").revisions("yearbook"),
        lambda _: yuce.prepare("2025-05-28", home=3),  # type: ignore[arg-type]
        lambda _: yuce.fit("2025-05-28"),  # type: ignore[arg-type]
        lambda _: yuce.fits(home=3),  # type: ignore[arg-type]
        lambda _: yuce.Spec(draws=-1),
        lambda base: _plain(base).plot_fan().save(3),  # type: ignore[arg-type]
        lambda base: yuce.solve(base, None),  # type: ignore[arg-type]
        lambda base: yuce.solve(base, 3),  # type: ignore[arg-type]
        lambda base: yuce.solve(base, ["share-2027"]),  # type: ignore[arg-type]
        lambda base: yuce.compare({"a": yuce.Scenario()}, base.id),
        lambda base: yuce.share(_plain(base), by=3),  # type: ignore[arg-type]
        lambda _: yuce.open_link(None),  # type: ignore[arg-type]
        lambda _: yuce.open_link(Path("link.txt")),  # type: ignore[arg-type]
        lambda base: yuce.export(_plain(base), 3, "csv"),  # type: ignore[arg-type]
        lambda base: yuce.export(_plain(base), "out", ["csv"]),  # type: ignore[arg-type]
        lambda base: yuce.export(_plain(base), "out", None),  # type: ignore[arg-type]
        lambda base: yuce.export(_plain(base), "out", "csv", who=3),  # type: ignore[arg-type]
        lambda base: yuce.export(_plain(base), "out", "csv", address=3),  # type: ignore[arg-type]
        lambda base: yuce.watch(base, "bad"),
        lambda base: yuce.watch(base, threshold="6%"),  # type: ignore[arg-type]
        lambda base: yuce.watch(base, threshold=6.5),
        lambda base: yuce.watch(base, threshold=float("nan")),
        lambda _: yuce.judge_fit("x"),  # type: ignore[arg-type]
        lambda base: yuce.judge_fit(base, "x"),  # type: ignore[arg-type]
        lambda _: yuce.review(None),  # type: ignore[arg-type]
        lambda _: yuce.publish(None, "x"),  # type: ignore[arg-type]
        lambda _: yuce.read_scenario(None),  # type: ignore[arg-type]
        lambda base: yuce.read_scenario("scenario.toml", base.id),
        lambda base: yuce.presets(base.id),
        lambda _: yuce.check(3),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_fit_is_told_as_problems(wrong: Any, newest: Baseline) -> None:
    with pytest.raises(Problems) as told:
        wrong(newest)
    assert all(one.expected.zh and one.expected.en for one in told.value.problems)


@pytest.mark.parametrize("other", ["2025-05-28", date(2025, 5, 28), np.datetime64("2025-05-28")])
def test_figures_are_compared_with_those_of_a_day(other: Any) -> None:
    newest = yuce.as_of("2026-03-26")
    assert newest.revisions(other).equals(newest.revisions(yuce.as_of("2025-05-28")))
    with pytest.raises(Problems) as told:
        newest.revisions("yearbook")
    assert "other: not a day; found 'yearbook', expected a vintage, or" in str(told.value)


def test_a_target_may_be_given_itself(newest: Baseline) -> None:
    share = next(one for one in yuce.targets() if one.id == "share-2027")
    asked = yuce.solve(newest, share, scope="D6")
    assert asked.record() == yuce.solve(newest, "share-2027", scope="D6").record()


def test_what_is_wrong_bears_the_arguments_name(newest: Baseline, tmp_path: Path) -> None:
    """And not that of an option of the terminal."""
    outcome = _plain(newest)
    wrong: dict[str, Callable[[], Any]] = {
        "odds": lambda: yuce.solve(newest, "share-2027", odds=60),
        "scope": lambda: yuce.solve(newest, "share-2027", scope="D99"),
        "target": lambda: yuce.solve(newest),
        "lock": lambda: yuce.solve(newest, "share-2027", lock="J:2050"),
        "form": lambda: yuce.export(outcome, tmp_path, form="xls"),
    }
    for argument, call in wrong.items():
        with pytest.raises(Problems) as told:
            call()
        assert [one.where for one in told.value.problems] == [argument]
        assert "--" not in str(told.value)


def test_a_published_year_answers_with_what_is_published(newest: Baseline) -> None:
    outcome = _plain(newest)
    known = newest.published("tertiary")
    for year, value in ((2025, known[2025]), (np.int64(2024), known[2024])):
        for level in (0, 0.1, np.float32(0.5), 1):
            assert outcome.growth_quantile(year, level) == value  # type: ignore[arg-type]


def test_what_a_baseline_holds_nobody_alters(newest: Baseline) -> None:
    """Its arrays and its manifest are read by all, and its name was made from them."""
    arrays = ("growth", "deflator", "level", "comparable", "settled", "median_growth", "current")
    for name in arrays:
        with pytest.raises(ValueError, match="read-only"):
            getattr(newest, name)[...] = 0
    alterations: tuple[Callable[[Any], Any], ...] = (
        lambda found: found.update(seed=2),
        lambda found: found["spec"].__setitem__("draws", 2),
        lambda found: found["scopes"].append({}),
        lambda found: found["scopes"][0]["mid"].__setitem__(0, 1.0),
        lambda found: found["published"]["tertiary"].pop("2025"),
    )
    for alter in alterations:
        with pytest.raises(TypeError, match="read-only"):
            alter(newest.manifest)
    spec = copy.deepcopy(newest.manifest)["spec"]
    spec["draws"] = 2
    assert type(newest.manifest | {}) is type(spec) is dict
    assert json.loads(json.dumps(newest.manifest)) == newest.manifest


def _plain(base: Baseline) -> yuce.Outcome:
    return yuce.simulate(base, yuce.Scenario())


def _assumed(section: str, year: int) -> yuce.Scenario:
    one = yuce.Assumption(section=section, years=year, value=0.05)  # type: ignore[arg-type]
    return yuce.Scenario(assumptions=(one,))


def test_locks_and_bounds_are_read_in_every_shape(newest: Baseline) -> None:
    asked: tuple[Any, ...] = ("J:2026", ["J:2026"], ("J", 2026), (("J", np.int64(2026)),))
    answers = [yuce.solve(newest, "share-2027", scope="D6", lock=one).record() for one in asked]
    assert all(one == answers[0] for one in answers)
    pairs: tuple[Any, ...] = ({"J": (0.02, 0.06)}, {("J", None): [0.02, np.float64(0.06)]})
    bounded = [yuce.solve(newest, "share-2027", scope="D6", bound=one).record() for one in pairs]
    assert bounded[0] == bounded[1]


@pytest.mark.slow
def test_fit_has_the_defaults_of_prepare(tmp_path: Path) -> None:
    vintage = yuce.as_of("2025-05-28")
    file = tmp_path / "spec.json"
    file.write_text(json.dumps(SMALL), "utf-8")
    told: tuple[Any, ...] = (SMALL, yuce.Spec(**SMALL), str(file))
    fits = [yuce.fit(vintage, one) for one in told]
    made = yuce.prepare("2025-05-28", SMALL, np.int64(20250528), str(tmp_path))  # type: ignore[arg-type]
    assert {one.id for one in fits} == {made.id}
    assert Baseline.load(made.id, str(tmp_path)).id == made.id


def test_a_link_is_made_from_here_alone(newest: Baseline, tmp_path: Path) -> None:
    outcome = yuce.simulate(newest, yuce.Scenario(assumptions=[yuce.Assumption(years=2027, **J27)]))  # type: ignore[arg-type]
    pin = yuce.pin(outcome)
    assert yuce.decode(yuce.encode(outcome)).id == yuce.decode(yuce.encode(pin)).id == pin.id
    assert yuce.decode(yuce.share(outcome, home=str(tmp_path)).link).id == pin.id


def test_paths_may_be_texts(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    file.write_text(yuce.Scenario().text(), "utf-8")
    assert yuce.read_scenario(str(file)) == yuce.read_scenario(file)
    assert yuce.check(str(tmp_path / "none.csv")) == yuce.check(tmp_path / "none.csv")


def _own(name: str) -> yuce.OwnTarget:
    return yuce.OwnTarget(id=name, measure="services_real_growth", year=2027, threshold=0.06)


def test_the_version_is_that_of_what_is_installed() -> None:
    assert yuce.__version__ == version("yuce")
    assert set(yuce.__all__) <= set(dir(yuce))


def test_help_is_a_page() -> None:
    assert len((yuce.__doc__ or "").splitlines()) <= 25
    for name in yuce.__all__:
        if name != "__version__":
            assert getattr(yuce, name).__doc__, name


def test_everything_says_itself_in_a_line(newest: Baseline) -> None:
    years = tuple(range(2026, 2031))
    many = tuple(yuce.Assumption(section=one, years=years, value=0.05) for one in SECTION_CODES)
    note = "说明\x1b[31m<b>" * 200
    scenario = yuce.Scenario(assumptions=many, note_zh=note, title_zh=note[:200])
    outcome = yuce.simulate(newest, scenario)
    answer = yuce.solve(newest, "share-2027", scope="D1")
    link = yuce.encode(outcome)
    late = yuce.OwnTarget(id="late", measure="services_real_growth", year=2035, threshold=0.06)
    judged = yuce.judge_targets(yuce.simulate(newest, yuce.Scenario(targets=(late,))))
    things = [newest, scenario, outcome, outcome.worked_out, yuce.as_of("2025-05-28"), yuce.Spec()]
    things += [answer, answer.best, yuce.pin(outcome), yuce.decode(link)]
    things += [*judged, *yuce.targets(), yuce.share(outcome)]
    for one in things:
        said, table = repr(one), one._repr_html_()
        assert said.startswith(f"{type(one).__name__}(")
        assert len(said) <= 120
        assert str(one) == said
        assert said.isprintable()
        assert len(table) < 2_000
        assert "<b>" not in table
        assert table.count("<tr>") == table.count("</tr>") >= 2


def test_old_names_still_work_and_say_what_is_new(newest: Baseline) -> None:
    outcome = _plain(newest)
    file = Path(yuce.__file__).parents[1] / "scenarios" / "library" / "plan-finance.toml"
    with pytest.warns(DeprecationWarning, match="read_scenario"):
        assert yuce.read(file) == yuce.read_scenario(file)
    with pytest.warns(DeprecationWarning, match="judge_targets"):
        assert yuce.judge_all(outcome) == yuce.judge_targets(outcome)
    with pytest.warns(DeprecationWarning, match="draws"):
        old = outcome.share("D3", 2027)
    np.testing.assert_array_equal(old, outcome.draws("share", "D3")[2027])
    with pytest.warns(DeprecationWarning, match="draws"):
        np.testing.assert_array_equal(outcome.total.T, outcome.draws("total"))
    with pytest.warns(DeprecationWarning, match="draws"):
        assert outcome.shares.shape[2] == newest.draws
    with pytest.warns(DeprecationWarning, match="judge_fit"), pytest.raises(TypeError):
        yuce.judge(newest, nothing=0)


def test_what_one_vintage_says_of_anothers_figures() -> None:
    before, after = yuce.as_of("2025-05-28"), yuce.as_of("2026-03-26")
    found: Any = before.revisions(after).set_index(["series", "period", "measure"])
    assert set(found["kind"]) <= {"revised", "new", "gone", "unchanged"}
    one = found.loc[("tertiary", "2024", "real_growth")]
    for vintage, field in ((before, "before"), (after, "after")):
        assert one[field] == vintage.history("real_growth").loc[2024, "tertiary"]
    assert found.loc[("tertiary", "2025", "real_growth"), "kind"] == "new"
    back = after.revisions(before)
    assert (back["kind"] == "gone").sum() == (found["kind"] == "new").sum()


@pytest.mark.slow
def test_a_fit_is_reviewed_and_published_from_here(
    newest: Baseline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUCE_STORE", f"sqlite:///{tmp_path}/store.db")
    yuce.in_use()
    newest.save(str(home()))
    assert newest.id in set(yuce.fits()["id"])
    found = yuce.review(newest)
    assert len(repr(found)) <= 120
    with pytest.raises(Problems):
        yuce.publish(found, "")
    done = yuce.publish(found, found.hash, yuce.Text("换", "changed"), who="A")
    assert (done.baseline, yuce.in_use().id) == (newest.id, newest.id)
    assert len(repr(done)) <= 120
    fits = yuce.fits().set_index("id")
    assert fits.loc[newest.id, "current"]


@pytest.mark.slow
def test_an_outcome_is_exported_and_a_link_opened(newest: Baseline, tmp_path: Path) -> None:
    newest.save()
    outcome = yuce.simulate(newest, yuce.Scenario(name="mine"))
    (file, *_) = yuce.export(outcome, str(tmp_path), form="csv", language="en", who="A")
    assert file.parent == tmp_path
    assert "Services growth" in (tmp_path / file.name.replace("assumptions", "results")).read_text()
    opened = yuce.open_link(yuce.encode(outcome))
    assert opened.believed
    assert opened.decided is not None
    pd.testing.assert_frame_equal(opened.decided.growth(), outcome.growth())
    assert opened.record()["id"] == yuce.pin(outcome).id
    assert len(repr(opened)) <= 120


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "script", "ends", "says"),
    [
        ({"data.py": ""}, "import yuce; yuce.as_of", 0, "rename it"),
        ({"data.py": ""}, "import data, yuce", 1, "rename it"),
        (
            {"data/x.csv": "", "views/x.txt": "", "yuce/README.md": ""},
            "import yuce; yuce.pin",
            0,
            "",
        ),
        ({"base/__init__.py": ""}, "import yuce; yuce.as_of", 0, "rename it"),
        ({}, "import yuce; yuce.Spec()", 0, ""),
    ],
)
def test_import_works_in_any_folder(
    files: dict[str, str], script: str, ends: int, says: str, tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    plain = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=tmp_path, env=plain, capture_output=True, text=True)
    assert done.returncode == ends, done.stderr
    assert (says in done.stderr) if says else not done.stderr


def test_a_type_checker_sees_its_types_from_any_folder() -> None:
    paths, site = get_search_dirs(sys.executable)
    known = FindModuleCache(SearchPaths((), (), (*paths, *site), ()), None, None)
    for name in ("yuce", "forecast.baseline"):
        assert str(known.find_module(name)).endswith(".py"), name
    assert known.find_module("cli") is ModuleNotFoundReason.FOUND_WITHOUT_TYPE_HINTS


def test_the_year_under_way_is_watched_as_in_the_terminal(newest: Baseline) -> None:
    table: Any = yuce.watch(newest, "2026-03-31", threshold=0.06)
    plain = _plain(newest)
    for head, level in (("p10", 0.1), ("median", 0.5), ("p90", 0.9)):
        assert table.loc["tertiary", head] == plain.growth_quantile(2026, level)
    met = (plain.draws("growth")[2026] >= 0.06).mean()
    assert table.loc["tertiary", "odds"] == pytest.approx(met, abs=0.005)
    support = table.loc["tertiary", "contribution"] - table["contribution"].drop("tertiary").sum()
    assert abs(support) < 0.002
    with pytest.raises(Problems):
        yuce.watch("2026-03-31")  # type: ignore[arg-type]


def test_an_own_target_never_stands_in_for_an_official_one(newest: Baseline) -> None:
    """As a link of others may call it: what is decoded keeps the ids that it was sent with."""
    forged = _own("mine").model_copy(update={"id": "growth-2025", "year": 2025, "threshold": 0.02})
    sent = yuce.Scenario().model_copy(update={"targets": (forged,)})
    table = yuce.compare({"sent": sent, "plain": yuce.Scenario()}, newest)
    (row,) = [row for key, row in table.iterrows() if key == ("growth-2025", 2025, "")]
    assert row["sent"].tolist() == row["plain"].tolist()
    rows = yuce.simulate(newest, sent).targets()
    assert (rows["id"] == "growth-2025").sum() == 1
