"""What is installed to serve, by its own word: licences we may use, hashes pinned (依赖)."""

import re
import tomllib
from importlib.metadata import distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]

ALLOWED = re.compile(
    r"\b(MIT|BSD|BSD-[23]-Clause|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL|"
    r"Mozilla Public|LGPL|Lesser General|HPND|Unlicense|CC0|Zlib|ZLIB|CNRI)",
)
"""Licences under which a server may use a library without opening its own source; LGPL and MPL
bind changes to the library itself, and we make none."""


def pinned(name: str) -> dict[str, str]:
    """Names and blocks of a requirements file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {
        block.split("==")[0].split("[")[0].strip().lower(): block
        for block in re.split(r"\n(?=\S)", text)
        if "==" in block
    }


def licence(name: str) -> str:
    """Everything a package says of its licence."""
    found = distribution(name).metadata
    said = [*(found.get_all("License-Expression") or [])]
    said += [text[:200] for text in found.get_all("License") or []]
    said += [one for one in found.get_all("Classifier") or [] if one.startswith("License")]
    return " ".join(said)


def test_every_package_is_pinned_by_hash_and_names_no_address() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        blocks = pinned(file)
        assert len(blocks) > 50
        for name, block in blocks.items():
            assert "--hash=sha256:" in block, name
        assert "://" not in (ROOT / file).read_text(encoding="utf-8")


def test_every_package_we_serve_with_has_a_licence_we_may_use() -> None:
    wrong, looked = {}, 0
    for name, block in pinned("requirements.txt").items():
        if ";" in block.splitlines()[0]:
            continue  # for another platform or Python, so perhaps not here
        looked += 1
        said = licence(name)
        if not ALLOWED.search(said):
            wrong[name] = said[:120]
    assert looked > 50
    assert wrong == {}


def test_what_is_installed_is_what_is_pinned_and_nothing_else() -> None:
    """Judged from the packages themselves: one more, or another version, is named."""
    listed: dict[str, set[str]] = {}
    for file in ("requirements.txt", "requirements-dev.txt"):
        for name, version in re.findall(
            r"^([\w.-]+)(?:\[.*?\])?==([^\s;]+)", (ROOT / file).read_text("utf-8"), re.MULTILINE
        ):
            listed.setdefault(plain(name), set()).add(version)
    assert len(listed) > 100
    ours = {"pip", "uv", "yuce"}  # what sets up, and this project itself
    found = {plain(one.metadata["Name"]): one.version for one in distributions()}
    strange = {n: v for n, v in found.items() if n not in ours and v not in listed.get(n, set())}
    assert strange == {}


def plain(name: str) -> str:
    """Give a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_our_own_licence_is_said_wherever_it_is_looked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["license"], project["license-files"]) == ("Apache-2.0", ["LICENSE"])
    assert (
        "Apache License\n                           Version 2.0" in (ROOT / "LICENSE").read_text()
    )
    for page in ("README.md", "README.zh.md"):
        assert "[Apache-2.0](LICENSE)" in (ROOT / page).read_text(encoding="utf-8")
