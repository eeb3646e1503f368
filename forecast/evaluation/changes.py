"""Which figures differ between two vintages, and vintages half way between them (数据变动)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from data.sections import CODES, COLUMNS, GROUP_SERIES, OTHER_CODES, TERTIARY
from data.vintages import Vintage
from forecast.baseline import Baseline

KEY: Final = ["series", "period", "measure"]
MAIN: Final = (TERTIARY, *GROUP_SERIES.values())
PARTS: Final = tuple(one.series for one in COLUMNS if one.estimated and one.series)

FEW: Final = 8
"""Figures up to which each is a cause of its own; more are gathered by series."""

LEVELS, SECTIONS, INPUT_OUTPUT, SCOPES, REST = (
    *("levels", "sections", "input_output", "scopes"),
    "rest",
)
"""Causes that come as one: levels with their census base, what is known inside other services,
input–output tables, scope coefficients, and all that is left."""


@dataclass(frozen=True, eq=False)
class Between:
    """Two vintages, the earlier with the later's new years as it expected them (两版数据之间).

    `figures`: table (annual, quarterly), series, period, measure, before (as expected for a new
    year), after, cause, news (whether the number itself is another): 亿元 or fractions. `blend`
    gives the earlier vintage with the figures of some causes as in the later.
    """

    old: Vintage
    new: Vintage
    expected: pd.DataFrame

    @cached_property
    def figures(self) -> pd.DataFrame:
        """All figures that are not the same in both (变动数据)."""
        annual = _differing(self._start, self.new.rows).assign(table="annual")
        quarterly = _differing(self.old._quarterly, self.new._quarterly).assign(table="quarterly")
        both = pd.concat([annual, quarterly], ignore_index=True)
        years = both["period"].astype(str).str[:4].astype(int)
        fresh = (years > self.old.newest_year) & (both["table"] == "annual")
        both["kind"] = np.where(fresh | both["before"].isna(), "new", "revised")
        growth = both["news"] & (both["measure"] == "real_growth")
        group = growth & (both["table"] == "annual") & both["series"].isin(GROUP_SERIES.values())
        quarter = growth & (both["table"] == "quarterly") & (both["series"] == TERTIARY)
        alone = group | quarter
        named = both["period"].astype(str) if alone.sum() <= FEW else both["kind"]
        both["cause"] = (both["series"] + "/" + named).where(alone, REST)
        level = (both["measure"] == "value_added") & (both["table"] == "annual")
        both.loc[level & both["series"].isin(MAIN), "cause"] = LEVELS
        both.loc[both["series"].isin(PARTS), "cause"] = SECTIONS
        return both

    @cached_property
    def causes(self) -> tuple[str, ...]:
        """Name what can have moved a forecast (变动来源), `REST` last."""
        found = dict.fromkeys(self.figures["cause"])
        if not _same(self.old._input_output, self.new._input_output):
            found[INPUT_OUTPUT] = None
        if not _same(self.old._scopes, self.new._scopes):
            found[SCOPES] = None
        return (*(cause for cause in found if cause != REST), REST)

    def blend(self, causes: Collection[str]) -> Vintage:
        """Give the earlier vintage with these causes as in the later (混合版本)."""
        if set(causes) >= set(self.causes):
            return self.new
        taken = self.figures[self.figures["cause"].isin(list(causes))]
        rest = self.new if REST in causes else self.old
        return replace(
            rest,
            rows=_mixed(self._start, self.new.rows, taken[taken["table"] == "annual"]),
            _quarterly=_mixed(
                self.old._quarterly, self.new._quarterly, taken[taken["table"] == "quarterly"]
            ),
            _input_output=(self.new if INPUT_OUTPUT in causes else self.old)._input_output,
            _scopes=(self.new if SCOPES in causes else self.old)._scopes,
        )

    @cached_property
    def _start(self) -> pd.DataFrame:
        if self.expected.empty:
            return self.old.rows
        return pd.concat([self.old.rows, self.expected]).sort_values(KEY, ignore_index=True)


def expected(old: Vintage, fitted: Baseline, until: int) -> pd.DataFrame:
    """Give the years after a vintage as its fit expected them (预期数据), rows of a vintage.

    Medians of growth and of value added of services and the six groups, up to the year
    `until`; none where the vintage knows that year already.
    """
    newest = old.newest_year
    growth = np.concatenate(
        [fitted.comparable[None], fitted.comparable * np.cumprod(1 + fitted.growth, axis=0)]
    )
    rows = []
    for series in MAIN:
        places = [CODES.index(code) for code in _codes(series)]
        value = np.median(fitted.current[:, places].sum(axis=1), axis=-1)
        real = growth[:, places].sum(axis=1)
        gained = np.median(real[1:] / real[:-1] - 1, axis=-1)
        mine = old.rows[(old.rows["series"] == series) & (old.rows["period"] == newest)]
        for year in range(newest + 1, until + 1):
            step = year - newest - 1
            told = {"value_added": value[step], "real_growth": gained[step]}
            named = mine["measure"].map(told).astype(float)
            rows.append(mine.assign(period=year, value=named, decimals=6, release="expected"))
    if not rows:
        return old.rows.iloc[:0]
    return pd.concat(rows).assign(status="preliminary").dropna(subset=["value"])


def expectations(
    fitted: Baseline, years: range, middle: Callable[..., Any] = np.mean
) -> "pd.Series[float]":
    """Give a fit's means (均值) of services growth, sections' growth and shares, fractions.

    Means, unless told otherwise: the mean of a sum does not depend on which draw meets which,
    so a revision of one section cannot shuffle the others'. Indexed by what (services,
    section, share), name (section or scope; empty for services) and year.
    """
    steps = [one.values.sum(axis=1, dtype=float) for one in fitted.segments]
    services = np.concatenate([middle(one[1:] / one[:-1] - 1, axis=-1) for one in steps])
    planes = fitted.measured
    total = planes.values[:, : planes.wide].sum(axis=1, dtype=float)
    counts = planes.weights(fitted.scopes, np.array([scope.mid for scope in fitted.scopes]))
    found: dict[tuple[str, str, int], float] = {}
    for year in years:
        row = fitted.years.index(year)
        found["services", "", year] = float(services[row])
        for place, code in enumerate(CODES):
            found["section", code, year] = float(middle(fitted.growth[row, place]))
        for scope, counted in zip(fitted.scopes, counts, strict=True):
            part = counted @ planes.values[row]
            found["share", scope.id, year] = float(middle(part / total[row]))
    return pd.Series(found).rename_axis(["what", "name", "year"])


def _codes(series: str) -> tuple[str, ...]:
    """Codes of the columns that make up a series."""
    if series == TERTIARY:
        return CODES
    group = next(code for code, name in GROUP_SERIES.items() if name == series)
    return (group,) if group in CODES else OTHER_CODES


def _differing(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Set rows of two tables side by side and keep those that differ."""
    about = [
        name for name in ("status", "release", "census_base", "support_services") if name in old
    ]
    columns = [*KEY, "value", *about]
    both = old[columns].merge(new[columns], on=KEY, how="outer", suffixes=("", " after"))
    other = pd.Series(False, index=both.index)
    for name in ("value", *about):
        one, two = both[name], both[f"{name} after"]
        other |= (one != two) & ~(one.isna() & two.isna())
    both["news"] = both["value"] != both["value after"]
    both = both[other].rename(columns={"value": "before", "value after": "after"})
    return both[[*KEY, "before", "after", "news"]]


def _mixed(old: pd.DataFrame, new: pd.DataFrame, taken: pd.DataFrame) -> pd.DataFrame:
    """Take the rows of some keys from the newer table."""
    if taken.empty:
        return old
    keys = pd.MultiIndex.from_frame(taken[KEY])
    left = old[~pd.MultiIndex.from_frame(old[KEY]).isin(keys)]
    come = new[pd.MultiIndex.from_frame(new[KEY]).isin(keys)]
    return pd.concat([left, come]).sort_values(KEY, ignore_index=True)


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return one.reset_index(drop=True).equals(other.reset_index(drop=True))
