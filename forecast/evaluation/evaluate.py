"""A fit judged (评判): is it any good, can its intervals be trusted, and why did it move?

A judgement is a pure function of the fit: the past is forecast as the fit's spec says, on what
was known at its vintage and nothing later. It is kept under the hash of all that, and of the
code, so that it is made once.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from base import settings
from base.json_types import Record
from base.places import put_told
from base.problems import Problem, Problems, Text
from base.settings import Home
from data.tables import Tables, read_tables
from data.vintages import Vintage, as_of
from forecast.baseline import Baseline
from forecast.evaluation.backtest import backtest
from forecast.evaluation.changes import expectations
from forecast.evaluation.coverage import coverage, stability
from forecast.evaluation.diagnostics import residuals
from forecast.evaluation.news import news
from forecast.evaluation.scoreboard import against_drift, plain, summary
from forecast.evaluation.weights import leave_one_out
from forecast.fit import VERSIONS, Progress
from forecast.fit_cache import code
from forecast.spec import Spec

SCHEMA: Final = 1
DRAWS: Final = 1_000
"""Draws of a backtest: scores move by a hundredth of a point with more."""


def judge_fit(
    fitted: Baseline,
    against: Baseline | None = None,
    home: Home = None,
    progress: Progress | None = None,
) -> Record:
    """Judge a fit, and set it against another (评判拟合); plain values, docs/json.md.

    The first time takes a minute, and as much again for another fit's news; later it is read.
    Raises Problems when the tables no longer give what the fit saw.
    """
    tell = progress or (lambda _what, _done: None)
    share = 1.0 if against is None else 0.3
    record = _kept(home, ["fit", fitted.id], lambda: _judged(fitted, _within(tell, 0.0, share)))
    if against is None:
        return record | {"against": None}
    other = _kept(home, ["fit", against.id], lambda: _judged(against, _within(tell, 0.3, 0.6)))
    known = ["news", against.id, fitted.id]
    moved = _kept(home, known, lambda: _moved(against, fitted, _within(tell, 0.6, 1.0)))
    return record | {"against": moved | {"judged": other}}


def judged(fitted: Baseline, against: Baseline | None = None, home: Home = None) -> Record | None:
    """Give a judgement that was made before (已有评判), None when there is none."""
    record = _read(_file(home, ["fit", fitted.id]))
    if record is None or against is None:
        return record and record | {"against": None}
    other = _read(_file(home, ["fit", against.id]))
    moved = _read(_file(home, ["news", against.id, fitted.id]))
    return record | {"against": moved | {"judged": other}} if moved and other else None


def seen_by(fitted: Baseline) -> Vintage:
    """Give the figures that a fit saw (拟合所见数据); raises Problems when they are not there."""
    vintage = as_of(date.fromisoformat(fitted.as_of))
    if vintage.id != fitted.manifest["vintage"]:
        raise Problems([_other_figures(fitted, vintage)])
    return vintage


def known_by(when: date, tables: Tables | None = None) -> Tables:
    """Give the tables as they were on a day (当日数据表)."""
    tables = read_tables() if tables is None else tables
    day = pd.Timestamp(when)
    own = ("annual", "quarterly", "drivers", "releases")
    names = (*own, "national", "official_targets", "provinces")
    then = {name: getattr(tables, name) for name in names}
    return replace(
        tables, **{name: table[table["known_from"] <= day] for name, table in then.items()}
    )


def _judged(fitted: Baseline, tell: Progress) -> Record:
    vintage, spec = seen_by(fitted), Spec.model_validate(fitted.manifest["spec"])
    seed, tables = int(fitted.manifest["seed"]), known_by(vintage.as_of)
    fewer = spec.model_copy(update={"draws": min(DRAWS, spec.draws)})
    rows = backtest(fewer, seed, tables, _step(tell, "backtest", 0.0, 0.5))
    members = leave_one_out(vintage, fewer, seed, tables, _step(tell, "members", 0.5, 0.95))
    tell("residuals", 0.95)
    errors = residuals(vintage, spec, seed)
    return {
        "schema": SCHEMA,
        "baseline": fitted.id,
        "as_of": fitted.as_of,
        "weights": plain(members),
        "scores": plain(summary(rows)),
        "diebold_mariano": plain(against_drift(rows)),
        "coverage": plain(coverage(rows)),
        "stability": plain(stability(rows)),
        "residuals": plain(errors.values.reset_index()),
        "tests": plain(errors.tests()),
        "autocorrelations": plain(errors.autocorrelations()),
    }


def _moved(old: Baseline, new: Baseline, tell: Progress) -> Record:
    """Say by how much the new fit's medians differ, and because of what."""
    specs = [Spec.model_validate(one.manifest["spec"]) for one in (old, new)]
    years = range(max(old.years[0], new.years[0]), min(old.years[-1], new.years[-1]) + 1)
    before, after = (expectations(one, years, np.median) for one in (old, new))
    shared = before.index.intersection(after.index, sort=False)
    medians = pd.DataFrame({"before": before[shared], "after": after[shared]})
    found = news(
        *(seen_by(old), seen_by(new), specs[1], int(new.manifest["seed"])),
        old_spec=specs[0],
        progress=tell,
    )
    effects = found.effects[shared]
    effects.loc["remainder"] = medians["after"] - medians["before"] - effects.sum()
    unsure = found.error[shared].reindex(effects.index)
    return {
        "baseline": old.id,
        "as_of": old.as_of,
        "medians": plain(medians.reset_index()),
        "news": [
            {
                "cause": str(cause),
                "figures": plain(found.figures[found.figures["cause"] == cause][_FIGURE])
                if "/" in str(cause)
                else int((found.figures["cause"] == cause).sum()),
                "effects": [
                    {"what": what, "name": name, "year": year, "effect": effect, "error": error}
                    for (what, name, year), effect, error in zip(
                        shared,
                        effects.loc[cause].round(6).tolist(),
                        unsure.loc[cause].round(6).replace(np.nan, None).tolist(),
                        strict=True,
                    )
                ],
            }
            for cause in effects.index
        ],
    }


_FIGURE: Final = ["series", "period", "measure", "before", "after"]


def _within(tell: Progress, start: float, stop: float) -> Progress:
    """Take a part's progress for a stretch of the whole."""
    return lambda what, done: tell(what, start + (stop - start) * done)


def _step(tell: Progress, name: str, start: float, stop: float) -> Progress:
    """The same under one name: which origin or member it is says little."""
    return lambda _what, done: tell(name, start + (stop - start) * done)


def _kept(home: Home, what: list[str], make: Callable[[], Record]) -> Record:
    """Read what was made before, else make and keep it, all or nothing."""
    file = _file(home, what)
    record = _read(file)
    if record is None:
        record = make()
        content = json.dumps(record, ensure_ascii=False, allow_nan=False).encode()
        put_told(file, content, "评估结果未能存下", "the judgement could not be kept")
        record = _read(file) or record
    return record


def _read(file: Path) -> Record | None:
    """Read a judgement; one that is damaged is made anew."""
    try:
        record: Record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record


def _file(home: Home, what: list[str]) -> Path:
    request = json.dumps([SCHEMA, what, VERSIONS, code()])
    name = hashlib.sha256(request.encode()).hexdigest()[:16]
    return settings.home(home) / "judged" / f"{name}.json"


def _other_figures(fitted: Baseline, vintage: Vintage) -> Problem:
    return Problem(
        where=f"{fitted.id} · {fitted.as_of}",
        what=Text("该基准所见数据与现有数据表不符", "the tables are not those that the fit saw"),
        found=vintage.id,
        expected=Text(str(fitted.manifest["vintage"]), str(fitted.manifest["vintage"])),
        remedy=Text(
            "恢复当时的数据表，或评判较新的拟合", "restore its tables, or judge a newer fit"
        ),
        code="baseline-other-figures",
    )
