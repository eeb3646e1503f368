"""The six published groups drawn together: growth and deflators (公布行业联合抽样)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from base.problems import Text
from data.sections import GROUP_SERIES
from data.vintages import Measure, Vintage
from forecast.models import MODELS
from forecast.models.base import Array, History
from forecast.spec import Spec
from forecast.steps.calibration import Factors, Rolled, factors, rolling, rolling_scores, stretch
from forecast.steps.joint_draws import reorder, shrunk_correlation
from forecast.steps.repair import Mended, forecast, mend

PUBLISHED = tuple(GROUP_SERIES)
"""Codes of the six groups that are published with their growth."""


AHEAD = 5
"""Years ahead that intervals are calibrated on (校准预测期)."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """Yearly growth of the groups (行业增速抽样): `yearly` (group, year, draw), fractions.

    `past`: earlier origin → log growth since then (group, horizon, draw) as it would have been
    drawn there, widened by today's factors, the groups apart.
    """

    yearly: Array
    factors: Factors
    notes: tuple[Text, ...]
    past: Mapping[int, Array]


def draw_groups(
    table: pd.DataFrame,
    years: range,
    spec: Spec,
    spawned: Iterator[np.random.SeedSequence],
    begin: Callable[[str], None] = lambda _what: None,
) -> Drawn:
    """Draw yearly growth of the groups jointly (联合抽样).

    `table` is their past growth, fractions, years × series. Each group by the combination,
    calibrated on the groups' own rolling origins, then whole paths reordered so that they move
    together as surprises have. `begin` is told each step: `errors/J`, then `draws/J`.
    """
    mended = [_mended(table[column], spec) for column in table]
    ahead = years[-1] - int(table.index.max())
    models = [MODELS[name] for name in spec.models]
    histories = [one.history for one in mended]
    seed = int(next(spawned).generate_state(1)[0])
    told = iter(PUBLISHED)
    rolled = rolling(
        models, histories, AHEAD, spec.origins, seed, begin=lambda: begin(f"errors/{next(told)}")
    )
    scale = factors(rolling_scores(rolled), AHEAD)
    found = []
    for code, one in zip(PUBLISHED, mended, strict=True):
        begin(f"draws/{code}")
        rng = np.random.default_rng(next(spawned))
        found.append(forecast(models, one, ahead, spec.draws, rng))
    start = np.array([history.level[-1] for history in histories])
    logs = np.log(np.stack([pooled.paths for pooled, _ in found]) / start[:, None, None])
    logs = reorder(
        stretch(logs, scale),
        shrunk_correlation(surprises(table)),
        np.random.default_rng(next(spawned)),
    )
    yearly = np.expm1(np.diff(logs, axis=1, prepend=0.0))
    notes = tuple(note for _, told in found for note in told)
    past = _past(rolled, histories, scale, int(table.index.min()) - 1)
    return Drawn(yearly[:, -len(years) :], scale, notes, past)


def _past(
    rolled: Sequence[Rolled], histories: Sequence[History], scale: Factors, first: int
) -> dict[int, Array]:
    """Gather the groups' forecasts of one origin; `first` is the year of the first level."""
    found: dict[int, list[Array]] = {}
    for one in rolled:
        start = np.log(histories[one.series].level[one.end - 1])
        found.setdefault(first + one.end - 1, []).append(stretch(one.drawn, scale) - start)
    return {year: np.stack(of) for year, of in found.items() if len(of) == len(histories)}


def past_growth(vintage: Vintage, measure: Measure, spec: Spec) -> pd.DataFrame:
    """Give the groups' growth that is learnt from (建模样本), fractions, years × series."""
    first = spec.first_year if measure == "real_growth" else spec.deflator_first_year
    table = vintage.history(measure).loc[first:, list(GROUP_SERIES.values())]
    table = table.loc[: table.dropna().index.max()]
    return table.apply(winsorise) if measure == "deflator" else table


def surprises(table: pd.DataFrame) -> Array:
    """Give growth less its mean of the five years before (意外增速); shape (year, group)."""
    return np.asarray((table - table.shift().rolling(5, min_periods=3).mean()).dropna())


def winsorise(column: "pd.Series[float]") -> "pd.Series[float]":
    """Bring splices in implied deflators to within three median deviations of the median."""
    middle = column.median()
    reach = 3 * 1.4826 * (column - middle).abs().median()
    return column.clip(middle - reach, middle + reach)


def _mended(growth: "pd.Series[float]", spec: Spec) -> Mended:
    """Chain growth into an index, with the declared interventions as weights.

    Years of unknown growth are gaps, over which the index grows as usual; to lose everything,
    or more, is no growth but a slip.
    """
    known = growth.where(growth > -1).to_numpy(dtype=float)
    gap = np.isnan(known)
    if gap.all():
        return mend(str(growth.name), list(known))  # raises: nothing is known
    index = np.concatenate([[1.0], np.cumprod(1 + np.where(gap, np.nanmedian(known), known))])
    weight = np.array([1.0] + [spec.interventions.get(int(year), 1.0) for year in growth.index])
    index[1:][gap] = np.nan
    return mend(str(growth.name), list(index), weight)
