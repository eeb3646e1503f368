"""The same bytes on every Python (各版 Python 同字节): a baseline fitted here, and by another one.

    python -m benchmarks.pythons 3.13

The other interpreter, which is looked for and never downloaded, gets what the lock says in a
folder of its own, and fits the same baseline.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from data.tables import TABLES, read_tables
from data.vintages import as_of
from forecast.artefacts import DRAWS
from forecast.fit import SEED, fit
from forecast.spec import Spec

ROOT = Path(__file__).parent.parent
UV = Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin") / "uv"


def fingerprint() -> str:
    """Fit the shipped figures, and name the baseline and the file of its draws (指纹)."""
    tables = read_tables(TABLES)
    baseline = fit(as_of(tables.releases["known_from"].max().date(), tables), Spec(), SEED)
    with tempfile.TemporaryDirectory() as home:
        draws = (baseline.save(Path(home)) / DRAWS).read_bytes()
    return f"{baseline.id} {hashlib.sha256(draws).hexdigest()}"


def interpreter(version: str) -> Path | None:
    """Find a Python of a version, such as 3.13 (查找解释器): `PYTHON`, pyenv's, what uv knows."""
    return next((one for one in _candidates(version) if _version(one) == version), None)


def _candidates(version: str) -> Iterator[Path]:
    if told := os.environ.get("PYTHON"):
        yield Path(told)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from sorted(pyenv.glob(f"{version}.*/bin/python"))
    known = _uv("python", "find", "--no-project", "--no-python-downloads", version, check=False)
    if known.returncode == 0:
        yield Path(known.stdout.strip())


def _version(python: Path) -> str:
    """Ask an interpreter for its version, "3.13"; empty when it does not answer."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        return subprocess.run([python, "-c", ask], capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def installed(python: Path, folder: Path) -> Path:
    """Give an interpreter what the lock says, in a folder of its own (按锁定安装)."""
    _uv("venv", "--quiet", "--python", str(python), str(folder))
    own = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = ("pip", "install", "--quiet", "--python", str(own))
    _uv(*install, "--only-binary", ":all:", "--require-hashes", "-r", "requirements.txt")
    _uv(*install, "--no-deps", "--no-build-isolation", "--editable", ".")
    return own


def _uv(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run([UV, *words], cwd=ROOT, check=check, capture_output=True, text=True)


def elsewhere(python: Path) -> str:
    """Have another interpreter give its fingerprint (他版指纹)."""
    with tempfile.TemporaryDirectory() as place:
        own = installed(python, Path(place) / "venv")
        command = [str(own), "-m", "benchmarks.pythons"]
        told = os.environ | {"YUCE_HOME": place}
        return subprocess.check_output(command, cwd=ROOT, env=told, text=True).strip()


def main(version: str) -> None:
    python = interpreter(version)
    if python is None:
        raise SystemExit(f"no Python {version} here: name one with PYTHON=/path/to/python")
    here, there = fingerprint(), elsewhere(python)
    print(f"{sys.version.split()[0]:8} {here}\n{version:8} {there}")
    raise SystemExit("the bytes differ" if here != there else 0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        print(fingerprint())
