"""The old vintage fitted with today's model, to tell data from model (旧数据新模型)."""

import json
from datetime import date
from pathlib import Path

from data.problems import Problems
from forecast.baseline import HOME, Baseline
from forecast.fit import prepare
from forecast.spec import Spec


def refit(old: Baseline, new: Baseline, home: Path = HOME) -> Baseline | None:
    """Fit the data of `old` with the spec and seed of `new` (旧数据新模型), kept like any fit.

    None when the tables no longer hold that vintage, or the spec is of another software.
    """
    try:
        spec = Spec.model_validate_json(json.dumps(new.manifest["spec"]))
        return prepare(date.fromisoformat(old.as_of), spec, int(new.manifest["seed"]), home)
    except (Problems, ValueError, KeyError):
        return None
