"""An outcome as Python gives it (推演结果): tables by name, draws beside them, a fan."""

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, overload

import pandas as pd

from base.notebook_display import Brief
from base.problems import Language
from forecast.arrays import Array, Draws
from forecast.baseline import Baseline
from scenarios.assume.scenario import Scenario
from scenarios.outcome import simulate
from views.notebook import tables
from views.notebook.picture import Picture, fan
from views.notebook.tables import LEVELS


@dataclass(frozen=True, eq=False, repr=False)
class Outcome(Brief):
    """What follows from a scenario (推演结果), every figure from the same draws.

    Tables have rates as fractions, money in 亿元; `language` is that of their labels, "en" or
    "zh", and `levels` are quantiles from 0 to 1. What is asked for a year, scope, level or
    language that there is not raises Problems with those there are. `worked_out` is what the
    rest of the software works with.
    """

    worked_out: simulate.Outcome

    @property
    def baseline(self) -> Baseline:
        """The baseline it stands on (基准), with the scenario's own scopes."""
        return self.worked_out.baseline

    @property
    def scenario(self) -> Scenario:
        """The scenario that was worked through (情景)."""
        return self.worked_out.scenario

    @property
    def origin(self) -> int:
        """Last published year (预测起点)."""
        return self.worked_out.origin

    @property
    def years(self) -> tuple[int, ...]:
        """Forecast years (预测期)."""
        return self.worked_out.years

    @property
    def scope_ids(self) -> tuple[str, ...]:
        """Ids of the scopes (口径)."""
        return self.worked_out.scope_ids

    def growth(self, levels: Iterable[float] = LEVELS, language: Language = "en") -> pd.DataFrame:
        """Give real growth of services (服务业增速): years × quantiles."""
        return tables.growth(self.worked_out, levels, language)

    @overload
    def share(
        self,
        scope: str | None = None,
        year: None = None,
        levels: Iterable[float] = LEVELS,
        language: Language = "en",
    ) -> pd.DataFrame: ...

    @overload
    def share(self, scope: str, year: int) -> Draws: ...

    def share(
        self,
        scope: str | None = None,
        year: int | None = None,
        levels: Iterable[float] = LEVELS,
        language: Language = "en",
    ) -> pd.DataFrame | Draws:
        """Give producer services over services at current prices (比重).

        By one scope years × quantiles; else (scope, definition, year) × quantiles, all scopes.
        With a year it gives the draws, as version 0.1 did; ask `draws("share", scope)[year]`.
        """
        if year is None:
            return tables.share(self.worked_out, scope, levels, language)
        _old("outcome.share(scope, year)", 'outcome.draws("share", scope)[year]')
        return self.worked_out.share(scope or "", year)

    def sections(self, levels: Iterable[float] = LEVELS, language: Language = "en") -> pd.DataFrame:
        """Give real growth of sections (各行业增速): (code, section, year) × quantiles."""
        return tables.sections(self.worked_out, levels, language)

    def contributions(self, language: Language = "en") -> pd.DataFrame:
        """Give contributions to services growth (拉动): years × (code, section).

        A year's add up to its median growth.
        """
        return tables.contributions(self.worked_out, language)

    def targets(self, language: Language = "en") -> pd.DataFrame:
        """Give every target judged (判定), a row each, a share once for each scope.

        Columns: id, target, year, scope, verdict (met, missed, too_close), said (in words),
        value, threshold, gap, odds, within_tolerance, published, own, reason (why it cannot be
        judged).
        """
        return tables.targets(self.worked_out, language)

    def sensitivities(self, scope: str | None = None, language: Language = "en") -> pd.DataFrame:
        """Say what one more point of growth moves (敏感性): (code, section, year) × effects.

        Effects on growth that year, on the share by a scope (the scenario's, unless given), on
        the odds of each target and on the joint odds.
        """
        return tables.sensitivities(self.worked_out, scope, language)

    def draws(
        self,
        measure: Literal["growth", "share", "total"] = "growth",
        scope: str | None = None,
        language: Language = "en",
    ) -> pd.DataFrame:
        """Give the draws (抽样): draws × years; a draw is one future, the same in every table.

        `share` is by `scope`, the scenario's unless given; `total` is services, 亿元.
        """
        return tables.draws(self.worked_out, measure, scope, language)

    def plot_fan(self, language: Language = "en") -> Picture:
        """Draw growth with history, intervals and target (扇形图); a notebook shows it.

        It is the picture of the pages; `.save("fan.png")` or `.svg` keeps it.
        """
        return fan(self.worked_out, language)

    def growth_quantile(self, year: int, level: float) -> float:
        """Give one quantile of growth (增速分位数); of a published year what is published."""
        return self.worked_out.growth_quantile(year, level)

    def share_quantile(self, scope: str, year: int, level: float) -> float:
        """Give one quantile of the share by a scope (比重分位数)."""
        return self.worked_out.share_quantile(scope, year, level)

    @property
    def shares(self) -> Draws:
        """Old name for the draws of shares (scope, year, draw); use `draws("share", scope)`."""
        _old("outcome.shares", 'outcome.draws("share", scope)')
        return self.worked_out.shares

    @property
    def total(self) -> Draws:
        """Old name for the draws of services, 亿元 (year, draw); use `draws("total")`."""
        _old("outcome.total", 'outcome.draws("total")')
        return self.worked_out.total

    @property
    def mean_level(self) -> Array:
        """Value added at current prices, mean of the draws (均值水平); (year, column), 亿元."""
        return self.worked_out.mean_level

    def _brief(self) -> Mapping[str, object]:
        return self.worked_out._brief()


def _old(name: str, new: str) -> None:
    """Warn of a name that the next minor version has no more (弃用)."""
    warnings.warn(f"{name} goes with version 0.3: use {new}", DeprecationWarning, stacklevel=3)
