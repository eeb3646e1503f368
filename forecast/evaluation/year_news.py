"""Which figure moved the reading of a year, and which group (当年变动分解), exactly.

Between two vintages every figure that a reading looks at and that differs is a cause. Each gets
its mean effect over an order of arrival and the reverse (over all of them where few), so effects
add up to the change whatever the order: see `shapley`.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import pandas as pd

from data.vintages import Vintage
from forecast.arrays import Array
from forecast.evaluation.shapley import shapley
from forecast.evaluation.year_reading import READ, YearReading, looked_at, read_year
from forecast.quarters.bridged import growth_rows, telling
from forecast.spec import Spec

ORDERS: Final = 2
"""An order and its reverse."""

KEY: Final = ["series", "period", "measure"]

CauseKind = Literal["accounts", "quarter", "country", "target", "indicator"]

FEW: Final = 8
"""Indicators up to which each is a cause of its own."""


@dataclass(frozen=True)
class YearCause:
    """A figure, or figures that come as one (变动来源).

    `accounts`: all yearly figures, `period` their newest year; `quarter`: one series' growth to
    date, `value` a fraction; `country`: the country's growth; `target`: the year's GDP target;
    `indicator`: growth of one, or of all where many came, `series` then "".
    """

    source: CauseKind
    series: str
    period: str
    value: float | None


@dataclass(frozen=True, eq=False)
class YearNews:
    """The change of a year's reading shared out (变动分解), fractions.

    `effects` (cause, group): contributions of the groups to services growth, which add up to
    `after` less `before`, (group,), in both directions; `odds` (cause,): what each did to the
    odds of the threshold, adding up to `odds_after` less `odds_before`; None without one.
    """

    causes: tuple[YearCause, ...]
    effects: Array
    before: Array
    after: Array
    odds: Array | None
    odds_before: float | None
    odds_after: float | None


@lru_cache(16)
def year_news(
    old: Vintage, new: Vintage, year: int, spec: Spec, seed: int, threshold: float | None
) -> YearNews | None:
    """Share out what came between two vintages (变动分解); None where either cannot be read.

    `threshold`: growth of services whose odds are shared out too, a fraction, or None.
    """
    came = causes(old, new)

    def seen(inside: frozenset[int]) -> Array:
        taken = [came[place] for place in inside]
        blend = new if len(taken) == len(came) else _blend(old, new, taken, came)
        found = read_year(blend, year, spec, seed)
        assert found is not None, "between two that can be read"
        return np.append(found.contributions, odds_of(found, threshold))

    first, last = (read_year(one, year, spec, seed) for one in (old, new))
    if first is None or last is None:
        return None
    before = np.append(first.contributions, odds_of(first, threshold))
    effects, _ = shapley(seen, len(came), ORDERS, seed)
    after = seen(frozenset(range(len(came))))
    asked = threshold is not None
    return YearNews(
        came,
        effects[:, :-1],
        before[:-1],
        after[:-1],
        effects[:, -1] if asked else None,
        float(before[-1]) if asked else None,
        float(after[-1]) if asked else None,
    )


def odds_of(found: YearReading, threshold: float | None, strict: bool = False) -> float:
    """Give the odds that services grow by a threshold or more (概率); 0 without one."""
    if threshold is None:
        return 0.0
    gap = found.services - threshold
    return float(np.mean(gap > 1e-9 if strict else gap >= -1e-9))


@lru_cache(16)
def causes(old: Vintage, new: Vintage) -> tuple[YearCause, ...]:
    """Name what differs of what a reading looks at, in the order it takes it in (变动来源)."""
    before, after = looked_at(old)[:-1], looked_at(new)
    # An indicator whose quarter has come out since says nothing more: that is the accounts' doing.
    before += (growth_rows(old, set(after[-1]["series"])),)
    years, quarters, country, targets, told = (
        _differing(one, other) for one, other in zip(before, after, strict=True)
    )
    found = []
    if len(years):
        found.append(YearCause("accounts", "", str(years["period"].max()), None))
    if len(targets):
        found.append(YearCause("target", "", str(targets["period"].max()), None))
    if len(country):
        found.append(YearCause("country", "", str(country["period"].max()), None))
    for series in READ:
        mine = quarters[quarters["series"] == series]
        if len(mine):
            growth = mine[mine["measure"] == "real_growth"]
            last = (growth if len(growth) else mine).sort_values("period").iloc[-1]
            value = float(last["value"]) if last["measure"] == "real_growth" else None
            found.append(YearCause("quarter", series, str(last["period"]), value))
    return (*found, *_indicators(told, str(new.newest_year)))


def _indicators(told: pd.DataFrame, known: str) -> list[YearCause]:
    """Indicators that differ: each that tells of a year after `known`, by its newest figure; the
    rest, which only teach, as one, or all as one where they are many."""
    newest = told.sort_values(["period", "series"]).drop_duplicates("series", keep="last")
    alone = newest[newest["period"].str[:4] > known].sort_values("series")
    alone = alone if len(alone) <= FEW else alone.head(0)
    rows = alone[["series", "period", "value"]].itertuples(index=False, name=None)
    found = [YearCause("indicator", *row) for row in rows]
    if len(newest) > len(alone):
        found.append(YearCause("indicator", "", str(newest["period"].max()), None))
    return found


def _differing(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Rows of the newer table that the older has not, or not with that value and standing.

    What was taken back since stands as the older has it.
    """
    about = [name for name in (*KEY, "value", "status") if name in old]
    gone, come = (pd.MultiIndex.from_frame(one[about].astype(str)) for one in (old, new))
    kept = new[~come.isin(gone)]
    keys = pd.MultiIndex.from_frame(new[KEY].astype(str))
    lost = old[~pd.MultiIndex.from_frame(old[KEY].astype(str)).isin(keys)]
    return pd.concat([kept, lost]) if len(lost) else kept


def _blend(
    old: Vintage, new: Vintage, taken: list[YearCause], causes: tuple[YearCause, ...]
) -> Vintage:
    """Give the newer vintage with all but some causes as in the older (混合版本)."""
    sources = {one.source for one in taken}
    series = [one.series for one in taken if one.source in ("quarter", "indicator")]
    if "" in series:  # all indicators but those that are causes of their own
        alone = [one.series for one in causes if one.source == "indicator"]
        series += [name for name in telling(new)["series"].unique() if name not in alone]

    def quarterly(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
        kept, come = before["series"].isin(series), after["series"].isin(series)
        return pd.concat([before[~kept], after[come]])

    around = replace(
        new.around if "country" in sources else old.around,
        _targets=(new if "target" in sources else old).around._targets,
    )
    rows = (new if "accounts" in sources else old).rows
    return replace(
        new,
        rows=rows,
        _quarterly=quarterly(old._quarterly, new._quarterly),
        _indicators=quarterly(old._indicators, new._indicators),
        around=around,
    )
