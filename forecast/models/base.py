"""What a candidate model is: a name and a way to draw futures from a history (候选模型)."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from forecast.arrays import Array


class Unfit(ValueError):  # noqa: N818 - says what the history is, not that something broke
    """A candidate cannot be used on this history (候选不适用): it is reported and left out."""


@dataclass(frozen=True)
class History:
    """One evenly spaced series as a model sees it (历史序列).

    `level` in the series' own unit, oldest first. `weight` says how much each observation
    counts in the likelihood: 1 ordinarily, less for a year declared an intervention (2020),
    never 0 — the year stays in. `season` is the number of periods in a year.
    """

    level: Array
    weight: Array
    season: int = 1

    @classmethod
    def of(cls, level: Array, weight: Array | None = None, season: int = 1) -> "History":
        """Take levels, each of weight 1 unless said otherwise."""
        level = np.asarray(level, dtype=float)
        return cls(level, np.ones(len(level)) if weight is None else weight, season)

    def until(self, end: int) -> "History":
        """Give the first `end` observations: what an earlier forecaster would have had."""
        return History(self.level[:end], self.weight[:end], self.season)

    def since(self, start: int) -> "History":
        """Leave out the observations before position `start`; negative counts from the end."""
        return History(self.level[start:], self.weight[start:], self.season)

    @property
    def positive(self) -> bool:
        """Whether logarithms can be taken (全为正数)."""
        return bool((self.level > 0).all())

    @cached_property
    def log_level(self) -> Array:
        """Logarithms of the levels; raises Unfit when one is zero or negative."""
        if not self.positive:
            raise Unfit("zero or negative values have no logarithm")
        return np.asarray(np.log(self.level))

    def __len__(self) -> int:
        return len(self.level)


class Model(Protocol):
    """A candidate (候选模型): pure, seeded by its generator alone."""

    @property
    def name(self) -> str:
        """The name under which weights and scores are reported."""

    def simulate(
        self, history: History, horizon: int, draws: int, rng: np.random.Generator
    ) -> Array:
        """Draw `draws` futures of the level, shape (horizon, draws); raises Unfit."""
