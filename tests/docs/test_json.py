"""docs/json.md and docs/links.md name every field that `--json` prints, where it is printed."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from broken import quarter
from documented import PAGE, SAID, sections, undocumented
from terminal import printed, yuce

from data.sections import CODES
from forecast.baseline import Baseline

ELSEWHERE = {"fit --verify", "judge", "backtest"}
"""Commands that take minutes: their own tests ask the same of their records."""

RELEASE = ("--release", "q3-2026", "--title", "t", "--published", "2026-10-22")


@pytest.fixture(scope="module")
def records(
    tmp_path_factory: pytest.TempPathFactory, newest: Baseline
) -> Iterator[dict[str, dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("json")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("YUCE_STORE", f"sqlite:///{folder}/store.db")
        file, other = folder / "s.json", folder / "t.json"
        moved = {"section": "J", "years": [2026], "value": 0.09}
        own = {
            "id": "late-2028",
            "measure": "services_real_growth",
            "year": 2028,
            "threshold": 0.06,
        }
        told = {"assumptions": [moved], "targets": [own]}
        file.write_text(json.dumps(told), "utf-8")
        other.write_text("{}", "utf-8")
        newest.save()
        figures = folder / "q3.csv"
        figures.write_text(quarter(), "utf-8")
        link = printed("link", str(file), "--save", "T", "--who", "A")
        solve = ("solve", "--target", "share-2027", "--scope", "D7")
        diff = ("data", "diff", "2025-05-28", "2026-03-26")
        show = ("data", "show", "--series", "tertiary", "--measure", "real_growth")
        fitted = printed("fit", "--as-of", "2026-03-31")
        yield {
            "data check": printed("data", "check"),
            "data add": printed("data", "add", str(figures), *RELEASE, "--dry-run"),
            "data diff": printed(*diff),
            "settings": printed("settings"),
            "backcheck": printed("backcheck"),
            "history": printed("history", "T"),
            "data show": printed(*show),
            "fit": fitted,
            "fits": printed("fits"),
            "publish": json.loads(yuce("publish", newest.id, "--json", code=1)),
            "audit": printed("audit"),
            "keys": printed("keys"),
            "forecast": printed("forecast"),
            "watch": printed("watch", "--target", "6"),
            "run": printed("run", str(file)),
            "solve": printed(*solve),
            "presets": printed("presets"),
            "clusters": printed("clusters"),
            "export": printed("export", str(file), "--to", str(folder / "out"), "--format", "csv"),
            "link": link,
            "open": printed("open", link["link"]),
            "save": printed("save", str(other), "--title", "U", "--who", "A"),
            "list": printed("list"),
            "compare": printed("compare", str(file), str(other)),
            "tidy": printed("tidy"),
        }


@pytest.mark.parametrize("command", [one for one in SAID if one not in ELSEWHERE])
def test_every_field_is_documented(command: str, records: dict[str, dict[str, Any]]) -> None:
    assert undocumented(command, records[command]) == set()


@pytest.mark.parametrize(
    ("section", "command"),
    [
        ("A distribution", "run"),
        ("An outcome", "run"),
        ("Why (`yuce run`)", "run"),
        ("What it would take (`yuce solve`)", "solve"),
        ("A fit's manifest", "fit"),
    ],
)
def test_every_key_that_is_documented_is_there(
    section: str, command: str, records: dict[str, dict[str, Any]]
) -> None:
    named = re.findall(r"^\| `([a-z_]+)` \|", sections(PAGE)[section], re.MULTILINE)
    assert named
    assert set(named) - set(records[command]) == set()


def test_years_are_texts_only_where_they_are_keys(records: dict[str, dict[str, Any]]) -> None:
    assert all(re.fullmatch(r"\d{4}", key) for key in records["run"]["growth"])
    rows = (*records["run"]["targets"], *records["run"]["sensitivities"]["rows"])
    assert all(isinstance(row["year"], int) for row in rows)
    assert isinstance(records["run"]["origin"], int)


def test_sizes_are_those_that_the_page_says(records: dict[str, dict[str, Any]]) -> None:
    run = records["run"]
    years = len(run["growth"])
    assert len(run["sections"]) == len(CODES) == 15
    assert {len(one) for one in (*run["sections"].values(), *run["share"].values())} == {years}
    assert len(run["sensitivities"]["rows"]) == 14 * years
    assert "14 sections × years" in PAGE.read_text("utf-8")


def test_the_day_is_that_which_was_asked_for(records: dict[str, dict[str, Any]]) -> None:
    asked = printed("forecast", "--as-of", "2026-04-02")
    assert (asked["as_of"], asked["figures"]) == ("2026-04-02", "as_of")
    assert records["forecast"]["as_of"] == Baseline.load(records["forecast"]["baseline"]).as_of
