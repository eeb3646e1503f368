"""What people hand to `yuce`, made what its functions need (参数)."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from forecast.spec import Spec
from records.publishing.spec_files import parse as parse_spec
from records.publishing.spec_files import read_spec

Day = date | np.datetime64 | str
AnySpec = Spec | Mapping[str, Any] | Path | str | None

VINTAGE = 'yuce.as_of("2026-03-31")'
SCENARIO = 'yuce.Scenario(…) or yuce.read_scenario("scenario.toml")'
OUTCOME = "yuce.simulate(baseline, scenario)"
REVIEW = "yuce.review(fit)"
"""How to get an argument of the right kind."""


def spec_of(said: AnySpec) -> Spec:
    """Give a spec; raises Problems for a file or a mapping with wrong keys or values."""
    if said is None:
        return Spec()
    if isinstance(said, str | Path):
        return read_spec(Path(said))
    return said if isinstance(said, Spec) else parse_spec(said)
