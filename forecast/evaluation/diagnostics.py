"""What one-step errors still hold that a model should have seen (残差诊断).

Errors are those of the forecast over its own rolling origins. Some 15 errors a series: tests of
so few find only what is gross, and one in twenty is significant by chance.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.sections import GROUP_SERIES
from data.vintages import Vintage
from forecast.arrays import Array
from forecast.spec import Spec
from forecast.steps.groups import SERIES
from forecast.steps.growth_paths import EARLIEST, draw_growth

DRAWS: Final = 400
LEVEL: Final = 0.05
"""A test speaks up below this p-value (显著性水平)."""

TESTS: Final = ("bias", "ljung_box", "arch", "trend", "normality")
"""The tests, each with its p-value: mean zero (t), no autocorrelation (Ljung, Box), no clusters
of volatility (Engle's ARCH), a spread that does not drift (Breusch, Pagan, on time), normal
(Jarque, Bera)."""


@dataclass(frozen=True, eq=False)
class Residuals:
    """One-step errors (一步预测误差): `values` years × groups, points; positive: grew more."""

    values: pd.DataFrame

    def tests(self) -> pd.DataFrame:
        """Test every group (残差检验): columns group, errors, mean, spread, and TESTS."""
        found = [
            {"group": name, **examined(column.dropna().to_numpy(dtype=float))}
            for name, column in self.values.items()
        ]
        return pd.DataFrame(found)

    def autocorrelations(self) -> pd.DataFrame:
        """Give autocorrelations (自相关): columns group, lag, value, limit (95%, by chance)."""
        found = []
        for name, column in self.values.items():
            errors = column.dropna().to_numpy(dtype=float)
            for lag, value in enumerate(autocorrelation(errors), start=1):
                limit = 1.96 / np.sqrt(len(errors))
                found.append({"group": name, "lag": lag, "value": value, "limit": limit})
        return pd.DataFrame(found)


def residuals(vintage: Vintage, spec: Spec, seed: int = 1) -> Residuals:
    """Forecast every year from the one before, from what was known then (一步预测误差).

    The same functions as the fit's, told nothing of the year ahead. Groups are indexed by their
    code.
    """
    told = spec.model_copy(update={"information": ("common",), "draws": DRAWS})
    growth = vintage.history("real_growth")[SERIES]
    level = vintage.history("value_added")[SERIES]
    found: dict[int, Array] = {}
    for year in range(EARLIEST, vintage.newest_year):
        rng = np.random.default_rng([seed, year])
        weight = level.loc[year].to_numpy(dtype=float)
        drawn = draw_growth(vintage, range(year + 1, year + 2), told, weight, rng)
        middle = np.median(drawn.yearly[:, 0], axis=-1)
        found[year + 1] = 100 * (growth.loc[year + 1].to_numpy(dtype=float) - middle)
    table = pd.DataFrame(found, index=list(GROUP_SERIES)).T
    return Residuals(table.rename_axis("year"))


def lags(count: int) -> int:
    """Give how many lags so few errors can speak of (滞后阶数): a fifth of them, 1 to 10.

    >>> lags(16)
    3
    """
    return int(np.clip(count // 5, 1, 10))


def autocorrelation(errors: Array) -> Array:
    """Autocorrelations of the lags that can be spoken of (自相关系数); shape (lag,)."""
    from statsmodels.tsa.stattools import acf

    return np.asarray(acf(errors, nlags=lags(len(errors)), fft=False))[1:]


def examined(errors: Array) -> dict[str, float | int]:
    """Examine errors in their order (残差检验): errors, mean, spread and a p-value a test.

    References: Ljung, Box (1978), doi:10.1093/biomet/65.2.297; Engle (1982),
    doi:10.2307/1912773; Breusch, Pagan (1979), doi:10.2307/1911963; Jarque, Bera (1980),
    doi:10.1016/0165-1765(80)90024-5.
    """
    from statsmodels.stats.diagnostic import acorr_ljungbox, het_arch, het_breuschpagan
    from statsmodels.stats.stattools import jarque_bera
    from statsmodels.stats.weightstats import DescrStatsW

    count = len(errors)
    time = np.column_stack([np.ones(count), np.arange(count)])
    return {
        "errors": count,
        "mean": float(errors.mean()),
        "spread": float(errors.std(ddof=1)),
        "bias": float(DescrStatsW(errors).ttest_mean(0.0)[1]),
        "ljung_box": float(acorr_ljungbox(errors, lags=[lags(count)])["lb_pvalue"].iloc[0]),
        "arch": float(het_arch(errors, nlags=1, result_object=True)[1]),
        "trend": float(het_breuschpagan(errors - errors.mean(), time)[1]),
        "normality": float(jarque_bera(errors)[1]),
    }
