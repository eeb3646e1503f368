"""What people hand to `yuce`, made what its functions need (参数)."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from base.problems import Problem, Problems, Text, shown
from data import clock
from forecast.spec import Spec
from records.publishing.spec_files import parse as parse_spec
from records.publishing.spec_files import read_spec

Day = date | np.datetime64 | str
AnySpec = Spec | Mapping[str, Any] | Path | str | None

BASELINE = 'yuce.prepare("2026-03-31")'
SCENARIO = 'yuce.Scenario(…) or yuce.read_scenario("scenario.toml")'
OUTCOME = "yuce.simulate(baseline, scenario)"
"""How to get an argument of the right kind."""


def demand(where: str, given: object, kind: type | tuple[type, ...], how: str) -> None:
    """See that an argument is of its kind; raises Problems that say how to get one."""
    if isinstance(given, kind):
        return
    what = Text("参数类型不符", "an argument of the wrong kind")
    expected = Text(f"{how} 所给的对象", f"what {how} gives")
    remedy = Text(f"写作 {how}", f"write {how}")
    raise Problems([Problem(where, what, shown(given), expected, remedy, code="argument-kind")])


def spec_of(said: AnySpec) -> Spec:
    """Give a spec; raises Problems for a file or a mapping with wrong keys or values."""
    if said is None:
        return Spec()
    if isinstance(said, str | Path):
        return read_spec(Path(said))
    return said if isinstance(said, Spec) else parse_spec(said)


def day(when: Any) -> date:
    """Read a day; raises Problems."""
    try:
        if isinstance(when, np.datetime64):
            when = pd.Timestamp(when)
        if when is pd.NaT:
            raise ValueError
        if isinstance(when, datetime):
            return clock.local(when).date()
        if isinstance(when, date):
            return when
        return date.fromisoformat(when)
    except (TypeError, ValueError):
        raise Problems([_no_day(when)]) from None


def _no_day(found: object) -> Problem:
    return Problem(
        where="when",
        what=Text("不是日期", "not a day"),
        found=repr(found)[:60],
        expected=Text("YYYY-MM-DD", "YYYY-MM-DD"),
        remedy=Text("如 2025-05-28", "2025-05-28, say"),
        code="day-unread",
    )
