"""What a candidate model is: a name and a way to draw futures from a history (候选模型)."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class History:
    """One yearly series as a model sees it (历史序列).

    `log_level` is the logarithm of a positive level, evenly spaced, oldest first. `weight`
    says how much each observation counts in the likelihood: 1 ordinarily, less for a year
    declared an intervention (2020), never 0 — the year stays in.
    """

    log_level: Array
    weight: Array

    @classmethod
    def of(cls, level: Array, weight: Array | None = None) -> "History":
        """Take positive levels, each of weight 1 unless said otherwise."""
        return cls(np.log(level), np.ones(len(level)) if weight is None else weight)

    def until(self, end: int) -> "History":
        """Give the first `end` observations: what an earlier forecaster would have had."""
        return History(self.log_level[:end], self.weight[:end])

    def __len__(self) -> int:
        return len(self.log_level)


class Model(Protocol):
    """A candidate (候选模型): pure, seeded by its generator alone."""

    @property
    def name(self) -> str:
        """The name under which weights and scores are reported."""

    def simulate(
        self, history: History, horizon: int, draws: int, rng: np.random.Generator
    ) -> Array:
        """Draw `draws` futures of the log level; shape (horizon, draws)."""
