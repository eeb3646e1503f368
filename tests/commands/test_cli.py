"""`yuce`, run as a user runs it: what it prints, and how it ends."""

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from terminal import ROOT, printed, yuce
from typer.main import get_command

import cli
from base.problems import Language
from data import clock
from data.vintages import as_of
from records.publishing.published import in_use
from scenarios.assume.scenario import OwnTarget, Scenario
from scenarios.outcome.simulate import simulate
from scenarios.year.year_watch import year_watch
from views.export.brief.year_brief import year_brief_file


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUCE_LANG", "zh")


@pytest.mark.parametrize(
    ("day", "year", "value"), [("2026-03-26", "2025", 0.062), ("2025-05-28", "2024", 0.068)]
)
def test_show_is_what_was_known(day: str, year: str, value: float) -> None:
    options = ("--series", "tertiary", "--measure", "real_growth", "--as-of", day)
    record = printed("data", "show", *options)
    assert (record["series"], record["unit"], record["as_of"]) == ("tertiary", "fraction", day)
    assert max(record["values"]) == year
    assert record["values"][year] == value
    assert year in yuce("data", "show", *options)


def test_forecast_has_the_promised_shape() -> None:
    record = printed("forecast", "--as-of", "2026-03-26")
    assert record["as_of"] == "2026-03-26"
    for group in (record["growth"], record["sections"]["J"], record["share"]["D3"]):
        quantiles = {key: value for key, value in group["2027"].items() if key != "sources"}
        assert list(quantiles) == ["p05", "p10", "median", "p90", "p95"]
        assert sorted(quantiles.values()) == list(quantiles.values())
    assert len(record["sections"]) == 15
    assert len(record["baseline"]) == 16


def test_run_answers_both_targets(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text(
        '[[assumptions]]\nsection = "J"\nyears = [2026, 2027]\nvalue = 0.09\n', encoding="utf-8"
    )
    plain = printed("forecast")
    record = printed("run", str(file))
    assert record["growth"]["2026"]["median"] > plain["growth"]["2026"]["median"]
    for year, parts in record["contributions"].items():
        assert sum(parts.values()) == pytest.approx(record["growth"][year]["median"], abs=1e-9)
    found = {(one["id"], one["scope"]): one for one in record["targets"]}
    growth = found["growth-2025", None]
    assert (growth["verdict"], growth["value"]) == ("missed", 0.062)
    assert growth["gap"] == pytest.approx(-0.003)
    assert {scope for name, scope in found if name == "share-2027"} == set(record["share"])
    assert set(record["joint_odds"]) == set(record["share"])
    assert "口径" in yuce("run", str(file))


def test_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert yuce("--version") == f"yuce {project['version']}\n"


def test_run_reads_what_is_piped_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[[assumptions]]\nsection = "J"\nyears = [2026]\nvalue = 0.09\n'
    file = tmp_path / "s.toml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    piped = printed("run", "-")
    assert piped["scenario"]["assumptions"][0]["value"] == 0.09
    assert piped == printed("run", str(file))


def test_an_empty_scenario_is_the_baseline(tmp_path: Path) -> None:
    file = tmp_path / "empty.json"
    file.write_text('{"schema": 1}', encoding="utf-8")
    plain, empty = printed("forecast"), printed("run", str(file))
    for year in (year for scope in plain["share"].values() for year in scope.values()):
        del year["sources"]  # said of the baseline alone
    for key in ("baseline", "growth", "sections", "share"):
        assert plain[key] == empty[key]


def test_a_wrong_scenario_names_every_problem_and_exits_1(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text(
        '[[assumptions]]\nsection = "Z"\nyears = [2099]\nvalue = 600.0\n'
        '[[assumptions]]\nsection = "J"\nyears = [2026]\nvalue = 0.05\n',
        encoding="utf-8",
    )
    told = yuce("run", str(file), code=1)
    for part in ("Z", "2099", "600"):
        assert part in told
    file.write_text("valeu = nan\n", encoding="utf-8")
    assert "valeu" in yuce("run", str(file), code=1)


def test_check_names_every_problem_and_touches_nothing(tmp_path: Path) -> None:
    assert printed("data", "check")["ok"] is True
    broken = tmp_path / "annual.csv"
    lines = (ROOT / "data/tables/annual.csv").read_text(encoding="utf-8").splitlines()
    lines[5] = lines[5].replace(",preliminary,", ",perhaps,").replace(",final,", ",perhaps,")
    lines.append(lines[7])
    broken.write_text("\n".join(lines), encoding="utf-8")
    before = broken.read_bytes()
    told = yuce("data", "check", str(broken), code=1)
    assert len(told.strip().splitlines()) >= 2
    assert broken.read_bytes() == before


def test_usage_errors_exit_2() -> None:
    yuce("forecast", "--as-of", "yesterday", code=2)
    yuce("no-such-command", code=2)
    assert "未知取值" in yuce("data", "show", "--series", "nope", code=1)


def test_fit_prints_its_manifest_and_two_runs_agree() -> None:
    first = printed("fit", "--as-of", "2025-05-28")
    assert (first["as_of"], first["origin"]) == ("2025-05-28", 2024)
    assert printed("fit", "--as-of", "2025-06-01")["baseline"] == first["baseline"]


def test_the_installed_command_is_the_same() -> None:
    command = [str(Path(sys.executable).parent / "yuce"), "data", "check", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"schema": 1, "ok": True, "problems": []}


def test_what_cannot_be_written_is_told_and_no_traceback(tmp_path: Path) -> None:
    """A file stands where a folder would have to be: so even root cannot write there."""
    (tmp_path / "file").touch()
    away = tmp_path / "file" / "x"
    library = str(ROOT / "scenarios" / "library" / "plan-finance.toml")
    for words in (
        ("backup", str(away)),
        ("export", library, "--to", str(away), "--format", "csv"),
        ("solve", "--target", "share-2027", "--scope", "D6", "--out", str(away)),
    ):
        told = yuce(*words, code=1)
        assert str(away) in told, words
        assert "清理磁盘空间或修改文件权限" in told, words
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("command", ["forecast", "fit"])
def test_a_day_of_which_nothing_is_known_is_told(command: str) -> None:
    assert "最早可用日期为 2024-12-31" in yuce(command, "--as-of", "1990-01-01", code=1)


def leaves(command: Any, path: str = "yuce") -> Iterator[tuple[str, Any]]:
    """Every command, by what is typed."""
    if not hasattr(command, "commands"):
        yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from leaves(inner, f"{path} {name}")


COMMANDS = dict(leaves(get_command(cli.app)))


def test_help_is_in_both_languages() -> None:
    assert len(COMMANDS) > 25
    said = {path: command.help for path, command in COMMANDS.items()}
    for path, command in COMMANDS.items():
        said |= {f"{path} {one.name}": one.help for one in command.params if one.name != "help"}
    both = re.compile("(?=.*[a-z]{3})(?=.*[\u4e00-\u9fff])", re.DOTALL)
    assert [where for where, text in said.items() if not both.match(text or "")] == []


def test_every_command_that_the_documents_name_is_there_with_its_options() -> None:
    pages = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("README*.md")]
    named = 0
    for page in pages:
        for words, rest in re.findall(
            r"\byuce ((?:data |keys )?[a-z][a-z-]+)([^`|#\n]*)", page.read_text(encoding="utf-8")
        ):
            if words in ("data", "keys"):
                continue  # the topics themselves
            known = COMMANDS[f"yuce {words}"]
            options = {one for param in known.params for one in param.opts}
            assert set(re.findall(r"--[a-z][a-z-]+", rest)) <= options, (page.name, words, rest)
            named += 1
    assert named > 80


def test_the_fits_are_readable_in_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    for tongue in ("zh", "en"):
        monkeypatch.setenv("YUCE_LANG", tongue)
        (one, *_) = printed("fits")["fits"] or [None]
        if one is None:
            yuce("forecast", "--as-of", "2026-03-31")
            (one, *_) = printed("fits")["fits"]
        found = yuce("fits")
        assert one["id"] in found  # whole
        assert one["as_of"] in found
        assert max(map(len, found.splitlines())) <= 80


HEAVY = ("numpy", "pandas", "pyarrow", "pydantic_settings", "sqlalchemy", "streamlit", "openpyxl")


@pytest.mark.parametrize(
    ("words", "needed"), [("--help", ()), ("data --help", ()), ("data show", HEAVY[:4])]
)
def test_a_command_loads_only_what_it_uses(words: str, needed: tuple[str, ...]) -> None:
    script = "import sys, cli, contextlib\nwith contextlib.suppress(SystemExit):\n    cli.main()\n"
    script += f"print('loaded', *sorted({set(HEAVY) - set(needed)} & set(sys.modules)))"
    env = {key: value for key, value in os.environ.items() if not key.startswith("YUCE_")}
    done = subprocess.run(
        [sys.executable, "-c", script, *words.split()],
        cwd=ROOT, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "loaded"


@pytest.mark.parametrize(("form", "tongue"), [("docx", "zh"), ("pdf", "en")])
def test_the_quarterly_brief_is_the_page_s(
    form: str, tongue: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an own target, as the page has it when it is set there: the same bytes."""
    monkeypatch.setenv("YUCE_LANG", tongue)
    file = tmp_path / f"brief.{form}"
    told = printed("watch", "--target", "6", "--brief", str(file))
    content = file.read_bytes()
    assert told["files"] == [{"path": str(file), "bytes": len(content)}]
    own = OwnTarget(id="own-1", measure="services_real_growth", year=2026, threshold=0.06)
    base = in_use().baseline
    plain, board = simulate(base, Scenario()), simulate(base, Scenario(targets=(own,)))
    watch = year_watch(plain, as_of(clock.today()), clock.today(), board)
    assert year_brief_file(watch, form, tongue) == content
    assert str(file) in yuce("watch", "--brief", str(file))
    assert "--brief" in yuce("watch", "--brief", str(tmp_path / "brief.txt"), code=2)
