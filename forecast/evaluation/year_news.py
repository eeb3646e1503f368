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
from forecast.spec import Spec

ORDERS: Final = 2
"""An order and its reverse."""

KEY: Final = ["series", "period", "measure"]

CauseKind = Literal["accounts", "quarter", "country", "target"]


@dataclass(frozen=True)
class YearCause:
    """A figure, or figures that come as one (变动来源).

    `accounts`: all yearly figures, `period` their newest year; `quarter`: one series' growth to
    date, `value` a fraction; `country`: the country's growth; `target`: the year's GDP target.
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
    causes = tuple(_causes(old, new))

    def seen(inside: frozenset[int]) -> Array:
        taken = [causes[place] for place in inside]
        blend = new if len(taken) == len(causes) else _blend(old, new, taken)
        found = read_year(blend, year, spec, seed)
        assert found is not None, "between two that can be read"
        return np.append(found.contributions, odds_of(found, threshold))

    first, last = (read_year(one, year, spec, seed) for one in (old, new))
    if first is None or last is None:
        return None
    before = np.append(first.contributions, odds_of(first, threshold))
    effects, _ = shapley(seen, len(causes), ORDERS, seed)
    after = seen(frozenset(range(len(causes))))
    asked = threshold is not None
    return YearNews(
        causes,
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


def _causes(old: Vintage, new: Vintage) -> list[YearCause]:
    """Name what differs, in the order in which a reading takes it in."""
    years, quarters, country, targets = (
        _differing(one, other) for one, other in zip(looked_at(old), looked_at(new), strict=True)
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


def _blend(old: Vintage, new: Vintage, taken: list[YearCause]) -> Vintage:
    """Give the newer vintage with all but some causes as in the older (混合版本)."""
    sources = {one.source for one in taken}
    series = [one.series for one in taken if one.source == "quarter"]
    quarters = pd.concat(
        [
            old._quarterly[~old._quarterly["series"].isin(series)],
            new._quarterly[new._quarterly["series"].isin(series)],
        ]
    )
    around = replace(
        new.around if "country" in sources else old.around,
        _targets=(new if "target" in sources else old).around._targets,
    )
    rows = (new if "accounts" in sources else old).rows
    return replace(new, rows=rows, _quarterly=quarters, around=around)
