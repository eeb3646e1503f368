"""The old vintage fitted with today's model, to tell data from model (旧数据新模型)."""

from datetime import date

from base.problems import Problems
from base.settings import Home
from forecast.baseline import Baseline
from forecast.evaluation.verify import spec_of
from forecast.fit_cache import prepare


def refit(old: Baseline, new: Baseline, home: Home = None) -> Baseline | None:
    """Fit the data of `old` with the spec and seed of `new` (旧数据新模型), kept like any fit.

    None when the tables no longer hold that vintage, or the spec is of another software.
    """
    try:
        day, seed = date.fromisoformat(old.as_of), int(new.manifest["seed"])
        return prepare(day, spec_of(new), seed, home)
    except (Problems, ValueError, KeyError):
        return None
