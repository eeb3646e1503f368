"""docs/json.md and docs/links.md name every field that `--json` prints, where it is printed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from terminal import ROOT, printed, yuce

from data.sections import CODES
from forecast.baseline import Baseline

PAGE, LINKS = (ROOT / "docs" / name for name in ("json.md", "links.md"))
DISTRIBUTION = ("A distribution",)
OUTCOME = (*DISTRIBUTION, "An outcome", "Why (`yuce run`)")
SAID = {
    "data check": (),
    "data diff": (),
    "data show": (),
    "fit": ("A fit's manifest",),
    "fit --verify": (),
    "fits": (),
    "publish": (),
    "audit": (),
    "keys": (),
    "forecast": DISTRIBUTION,
    "run": OUTCOME,
    "solve": ("What it would take (`yuce solve`)", *OUTCOME),
    "presets": (),
    "clusters": (),
    "export": (),
    "link": DISTRIBUTION,
    "open": OUTCOME,
    "save": (),
    "list": (),
    "compare": ("An outcome",),
    "tidy": (),
}
"""Sections of json.md that a command's row refers to."""

DATA = re.compile(r"\d{4}(Q\d|M\d\d)?|D\d|[a-z]+-\d{4}(\|[a-z]+-\d{4})*")
"""Keys that are data: years and periods, scopes, targets."""

INNER = {
    *("scenario", "spec", "versions", "checksums", "checksums_kept", "interventions", "counts"),
    *("scopes", "values", "moved", "detail", "published", "scale", "share_routes", "nowcast"),
}
"""Fields whose inside is described elsewhere, or whose keys are data."""


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
        link = printed("link", str(file), "--save", "T", "--who", "A")
        solve = ("solve", "--target", "share-2027", "--scope", "D7")
        diff = ("data", "diff", "2025-05-28", "2026-03-26")
        show = ("data", "show", "--series", "tertiary", "--measure", "real_growth")
        fitted = printed("fit", "--as-of", "2026-03-31")
        yield {
            "data check": printed("data", "check"),
            "data diff": printed(*diff),
            "data show": printed(*show),
            "fit": fitted,
            "fits": printed("fits"),
            "publish": json.loads(yuce("publish", newest.id, "--json", code=1)),
            "audit": printed("audit"),
            "keys": printed("keys"),
            "forecast": printed("forecast"),
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


@pytest.mark.parametrize("command", [one for one in SAID if one != "fit --verify"])
def test_every_field_is_documented(command: str, records: dict[str, dict[str, Any]]) -> None:
    told = _told(command)
    missing = {name for name in _fields(records[command]) if f"`{name}`" not in told}
    assert missing - {"schema"} == set()


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
    named = re.findall(r"^\| `([a-z_]+)` \|", _sections(PAGE)[section], re.MULTILINE)
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


def _fields(value: object) -> Iterator[str]:
    """Yield the names of all fields, at any depth; keys that are data are none."""
    if isinstance(value, list):
        for one in value:
            yield from _fields(one)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not (DATA.fullmatch(name) or name in CODES):
                yield name
            if name not in INNER:
                yield from _fields(inner)


def _told(command: str) -> str:
    """What is said of a command: its rows, and the sections that they refer to."""
    lines = [*PAGE.read_text("utf-8").splitlines(), *LINKS.read_text("utf-8").splitlines()]
    rows = [one for one in lines if re.match(rf"\|[^|]*`(?:yuce )?{command}\b", one)]
    assert rows, command
    sections = _sections(PAGE)
    return "\n".join((*rows, sections[""], *(sections[name] for name in SAID[command])))


def _sections(page: Path) -> dict[str, str]:
    """Sections by their heads; what stands before the first table by none."""
    parts = re.split(r"^## (.*)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return {"": parts[0].split("\n|")[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}
