"""Fits made here before (已有拟合): a request is noted beside the baseline that it gave."""

import hashlib
import json
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from base import asked, settings
from base.places import put_told
from base.problems import Problems
from base.settings import Home
from data.vintages import Vintage, as_of
from forecast.artefacts import shelf
from forecast.baseline import Baseline
from forecast.fit import SEED, VERSIONS, Progress, fit
from forecast.made_here import marks_kept
from forecast.spec import Spec


def prepare(
    when: date,
    spec: Spec | None = None,
    seed: int = SEED,
    home: Home = None,
    progress: Progress | None = None,
) -> Baseline:
    """Give the baseline of a day, fitting and saving it if there is none yet (准备基准)."""
    return made(as_of(when), spec or Spec(), seed, home, progress)


def made(
    vintage: Vintage,
    spec: Spec,
    seed: int,
    home: Home = None,
    progress: Progress | None = None,
    must_save: bool = True,
) -> Baseline:
    """Give the baseline of a vintage, fitting and saving it if there is none yet (拟合并存).

    Raises Problems when it cannot be written; with `must_save` false it is given all the same.
    """
    seed = asked.seed(seed)
    note = _note(vintage, spec, seed, home)
    known = _noted(note, home)
    if known is not None:
        return known
    baseline = fit(vintage, spec, seed, progress)
    try:
        baseline.save(home)
        _put(note, baseline.id)
    except Problems:
        if must_save:
            raise
    return baseline


def _put(note: Path, name: str) -> None:
    """Note which baseline a request gave, whole or not at all; raises Problems."""
    words = "拟合结果未能记下", "it could not be noted which baseline was fitted"
    put_told(note, name.encode(), *words)


def kept(when: date, spec: Spec, seed: int = SEED, home: Home = None) -> Baseline | None:
    """Give the fit if it was made here before (已有拟合); None if not, or if it is damaged."""
    return _noted(_note(as_of(when), spec, seed, home), home)


def _noted(note: Path, home: Home) -> Baseline | None:
    """Load the baseline that a request gave before.

    Today's code marks what it fits: a note of its own where no mark was ever made is another's.
    """
    try:
        if not marks_kept(shelf(home)):
            with suppress(OSError):  # where nothing can be written, notes are all there is
                note.unlink()
        return Baseline.load(note.read_text(encoding="utf-8"), home)
    except OSError:
        return None
    except Problems as problems:
        problems.allow(
            "baseline-damaged", "baseline-foreign", "baseline-missing", "unknown-version"
        )
        return None


def _note(vintage: Vintage, spec: Spec, seed: int, home: Home) -> Path:
    """Say where it is noted which baseline a request gave."""
    chosen = spec.model_dump(mode="json", by_alias=True)
    request = json.dumps(
        [vintage.id, vintage.known_until.isoformat(), chosen, seed, VERSIONS, code()]
    )
    return settings.home(home) / "fits" / f"{hashlib.sha256(request.encode()).hexdigest()[:16]}.txt"


FITTED_BY: Final = ("base", "data", "forecast")
"""The rooms whose code decides a fit."""


BESIDE: Final = ("*.toml", "indicators.csv")
"""What lies beside the code and decides a fit as it does: what was learnt from the provinces, the
bridges, and how indicators enter the accounts."""


@cache
def code() -> str:
    """Fingerprint of the code that fits: an edit must never meet a fit of before it (代码指纹)."""
    return fingerprint(Path(__file__).parents[1])


def fingerprint(root: Path) -> str:
    """Hash the code below a folder that decides a fit (代码指纹).

    Raises FileNotFoundError where a room holds none, for then no edit would ever be seen.
    """
    digest = hashlib.sha256()
    for room in FITTED_BY:
        files = sorted((root / room).rglob("*.py"))
        if not files:
            raise FileNotFoundError(f"no code in {root / room}")
        beside = sorted(path for name in BESIDE for path in (root / room).rglob(name))
        for path in (*files, *beside):
            digest.update(path.read_bytes())
    return digest.hexdigest()
