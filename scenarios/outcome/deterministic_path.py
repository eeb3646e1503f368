"""The deterministic path (确定性路径): one path through the accounts, that a workbook can repeat.

Levels start from the mean of the draws in the origin year; every section then grows by its
median growth and its median deflator, or by what is assumed. Comparable prices are rebased as
the bureau does (data.accounts.price_base).

It is no forecast and knows no odds. Its growth lies some tenths of a point below the median of
the draws, for the draws are skewed and the median of a sum is not the sum of medians. That
difference hardly moves with the assumptions (a hundredth of a point), so every value is also
given aligned (对齐值): the path, plus what parted it from the draws' median at the outset.
"""

from dataclasses import dataclass

import numpy as np

from data.accounts import price_base
from data.sections import TERTIARY
from forecast.arrays import Array
from scenarios.assume.events import Effects
from scenarios.outcome.simulate import Outcome
from scenarios.outcome.targets import Target, Verdict, judge_all, verdict


@dataclass(frozen=True, eq=False)
class Inputs:
    """What the path starts from (推算输入): the workbook's cells.

    `level`, `comparable` (column): 亿元 in the origin year, at current prices and at those of
    the first year's base; `growth`, `deflator` (year, column): fractions, as assumed or else
    medians; `volume` (year, column): what events add, 亿元 at the origin year's prices; `carry`
    (year, column): the baseline's median deflators since the origin, which carry volumes to
    other years' prices; `revision` (year, column): factors of census revisions; `coefficients`
    (year, scope, column): what each scope counts.
    """

    years: tuple[int, ...]
    level: Array
    comparable: Array
    growth: Array
    deflator: Array
    volume: Array
    carry: Array
    revision: Array
    coefficients: Array

    def opens(self, row: int) -> bool:
        """Whether the comparable prices of a year have another base than the year before's."""
        return row > 0 and price_base(self.years[row]) != price_base(self.years[row - 1])


@dataclass(frozen=True, eq=False)
class AccountPath:
    """What follows from the inputs (确定性路径), every step as the workbook has it.

    All (year, column), 亿元: `chain` at current prices without events, `linked` the same at
    comparable prices; `earlier` and `later`, last year's and this year's level at this year's
    base, events included; `current` at current prices, events included. `growth` (year),
    `section_growth`, `contributions` (year, column) and `shares` (scope, year) are fractions.
    """

    inputs: Inputs
    chain: Array
    linked: Array
    earlier: Array
    later: Array
    current: Array
    growth: Array
    section_growth: Array
    contributions: Array
    shares: Array


def inputs(outcome: Outcome) -> Inputs:
    """Take the inputs of an outcome's path (推算输入)."""
    base, drawn = outcome.baseline, outcome.drawn
    happened: Effects | None = outcome.events
    carry = np.asarray(np.cumprod(1 + base.median_deflator, axis=0))
    nothing = np.zeros_like(carry)
    counted = np.array([scope.mid for scope in base.scopes], dtype=float)
    return Inputs(
        years=base.years,
        level=base.level.mean(axis=-1),
        comparable=base.comparable.mean(axis=-1),
        growth=(1 + drawn.median_growth) * outcome.real - 1,
        deflator=(1 + drawn.median_deflator) * outcome.price - 1,
        volume=nothing if happened is None else happened.added / carry,
        carry=carry,
        revision=np.ones_like(carry) if happened is None else happened.revision,
        coefficients=(
            np.tile(counted, (len(base.years), 1, 1))
            if happened is None
            else np.asarray(happened.coefficients)
        ),
    )


def walk(given: Inputs) -> AccountPath:
    """Work the path through, year by year (逐年推算)."""
    shape = given.growth.shape
    chain, linked, earlier, later = (np.empty(shape) for _ in range(4))
    level, opened = given.level, given.comparable
    # From the origin year's prices to the base's; a section without a level stays without.
    rate = given.comparable / np.where(given.level == 0, 1, given.level)
    volume = np.zeros(shape[1])
    for row in range(len(given.years)):
        if given.opens(row):
            opened, rate = level, given.carry[row - 1]
        grown = opened * (1 + given.growth[row])
        earlier[row] = opened * given.revision[row] + volume * rate
        later[row] = grown * given.revision[row] + given.volume[row] * rate
        level = level * (1 + given.growth[row]) * (1 + given.deflator[row])
        opened, volume = grown, given.volume[row]
        chain[row], linked[row] = level, grown
    current = chain * given.revision + given.volume * given.carry
    totals = earlier.sum(axis=1, keepdims=True)
    return AccountPath(
        inputs=given,
        chain=chain,
        linked=linked,
        earlier=earlier,
        later=later,
        current=current,
        growth=later.sum(axis=1) / totals[:, 0] - 1,
        section_growth=later / np.where(earlier == 0, later + (later == 0), earlier) - 1,
        contributions=(later - earlier) / totals,
        shares=np.einsum("ysc,yc->sy", given.coefficients, current) / current.sum(axis=1),
    )


@dataclass(frozen=True, eq=False)
class Alignment:
    """What parts the draws' medians from the path at the outset (对齐差); fractions.

    `growth` (year) and `shares` (scope, year).
    """

    growth: Array
    shares: Array

    @classmethod
    def of(cls, outcome: Outcome) -> "Alignment":
        """Take it from an outcome and its own path."""
        path, years = walk(inputs(outcome)), outcome.years
        growth = [outcome.growth_quantile(year, 0.5) for year in years]
        shares = [
            [outcome.share_quantile(scope, year, 0.5) for year in years]
            for scope in outcome.scope_ids
        ]
        return cls(np.array(growth) - path.growth, np.array(shares) - path.shares)


@dataclass(frozen=True)
class JudgedPath:
    """A target on the path (确定性判定); fractions.

    `value` is the path's, `aligned` the same plus the alignment, which gap and verdict are of;
    both are the published figure of a past year.
    """

    target: Target
    scope: str | None
    value: float
    aligned: float
    gap: float
    verdict: Verdict
    published: bool


def judged(path: AccountPath, outcome: Outcome, alignment: Alignment) -> list[JudgedPath]:
    """Judge every target on a path (确定性判定), a share once for each scope."""
    judgements = []
    for one in judge_all(outcome):
        target, row = one.target, one.target.year - path.inputs.years[0]
        if target.measure == "producer_share":
            place = outcome.scope_ids.index(str(one.scope))
            value, shift = path.shares[place, row], alignment.shares[place, row]
        elif one.published:
            value, shift = outcome.baseline.published(TERTIARY)[target.year], 0.0
        else:
            value, shift = path.growth[row], alignment.growth[row]
        aligned = float(value + shift)
        gap = aligned - target.threshold
        said = verdict(gap, target.strict, one.published)
        judgements.append(
            JudgedPath(target, one.scope, float(value), aligned, gap, said, one.published)
        )
    return judgements


def stated(outcome: Outcome) -> set[tuple[str, str, int]]:
    """Say which cells a scenario assumes (已设假设): measure, section, year."""
    return {
        (item.measure, item.section, year)
        for item in outcome.scenario.assumptions
        for year in item.years
    }
