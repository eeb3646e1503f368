"""“Other services” split into its nine sections (其他服务业拆分).

Nobody publishes I and L–S yearly. Three sources are combined: input–output tables give levels by
product, which differ from the industry accounts by a gap; a section's own figures give its level
and its growth by industry; the country's record by section gives its growth relative to the
others. Log shares are random walks with two drifts: one until growth of the section was published
(for sections without, until the newest table), which says nothing of today's, and one since. All
is Gaussian, so conditioning is exact and no year has to be invented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from data.sections import OTHER_CODES
from forecast.arrays import Array
from forecast.models.mirrored import normals
from forecast.steps.even import bent, even

START = 2002
"""First benchmark year: the walk begins there."""

STEP = 0.02
"""Standard deviation of a year's change of a log share about its drift: the country's sections
changed by 0.02 a year in 2022 and 2023. Tables left out are held as well as by 0.035."""

PAST_DRIFT = 0.02
"""Prior standard deviation of a section's drift up to its `turn`, per year."""

DRIFT = 0.02
"""Standard deviation of the drift since, per year: as far as the country's own sections lie apart
(docs/method.md)."""

PULL = 0.5
"""Prior standard deviation of the elasticity to a section's share of employment."""


@dataclass(frozen=True)
class SectionEvidence:
    """What one section's log share is known by (观测).

    `levels`: year, log share, standard error; `products`: the same by product, which differs from
    the industry accounts by a constant gap of standard deviation `gap`; `changes`: year, change
    of the log share over the year, standard error. `drift`: what it is expected to gain a year on
    the others after the year `turn`, in logs. `driver`: year, log share of employment, which the
    log share follows with an elasticity of its own; beyond its years it stays where it was.
    """

    levels: Sequence[tuple[int, float, float]] = ()
    products: Sequence[tuple[int, float, float]] = ()
    gap: float = 0.0
    changes: Sequence[tuple[int, float, float]] = ()
    drift: float = 0.0
    turn: int = START
    driver: Mapping[int, float] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing at all is known."""
        return not (self.levels or self.products or self.changes)


def split(
    inside: dict[str, SectionEvidence],
    apart: dict[str, SectionEvidence],
    years: Sequence[int],
    draws: int,
    rng: np.random.Generator,
) -> Array:
    """Draw the sections' shares of other services (构成抽样).

    `apart` are sections known on the industry basis, by their share of the whole; `inside`
    are the others, by their share of what is left. Returns shares in the order of
    OTHER_CODES, shape (years, 9, draws), adding up to 1 in every draw.
    """
    share = np.empty((len(years), len(OTHER_CODES), draws))
    left = np.ones((len(years), draws))
    for code, evidence in apart.items():
        place = OTHER_CODES.index(code)
        share[:, place] = np.minimum(np.exp(_walk(evidence, years, draws, rng)), 0.45)
        left -= share[:, place]
    within = np.exp(np.stack([_walk(evidence, years, draws, rng) for evidence in inside.values()]))
    within *= left / within.sum(axis=0)
    for code, part in zip(inside, within, strict=True):
        share[:, OTHER_CODES.index(code)] = part
    return share


def centred(share: Array) -> Array:
    """Lean the steps of shares so that centres of sections add up to their group's (中心可加).

    `share` (year, section, draw), adding up to 1, before and after.
    """
    steps = np.diff(np.log(share), axis=0)
    away = steps - np.median(steps, axis=-1, keepdims=True)
    found = np.empty_like(share)
    found[0] = counted = share[0]
    for year, (step, far) in enumerate(zip(steps, away, strict=True), start=1):
        before, usual = found[year - 1], np.exp(step - far)

        def leant(
            lean: float, before: Array = before, usual: Array = usual, far: Array = far
        ) -> Array:
            factor = usual * np.maximum(1 + bent(far, lean), 0.1)
            return np.asarray(factor / (before * factor).sum(axis=0))

        factor, counted = even(leant, counted)
        found[year] = before * factor
    return found


def _walk(
    evidence: SectionEvidence, years: Sequence[int], draws: int, rng: np.random.Generator
) -> Array:
    """Draw one log share over `years`, given its evidence; shape (years, draws)."""
    rows, values, noise = _observations(evidence)
    wanted = np.array([_row(year, evidence) for year in years])
    prior = np.diag(
        np.concatenate(
            [
                [1.0, PAST_DRIFT**2, DRIFT**2, evidence.gap**2, PULL**2],
                np.full(_LAST - START, STEP**2),
            ]
        )
    )
    expected = np.zeros(len(prior))
    expected[0], expected[2] = values[0], evidence.drift
    gain = wanted @ prior @ rows.T
    inner = np.linalg.inv(rows @ prior @ rows.T + np.diag(noise**2))
    mean = wanted @ expected + gain @ inner @ (values - rows @ expected)
    covariance = wanted @ prior @ wanted.T - gain @ inner @ gain.T
    factor = np.linalg.cholesky(covariance + 1e-10 * np.eye(len(years)))
    return np.asarray(mean[:, None] + factor @ normals(rng, len(years), draws))


_LAST = 2040
_FIXED = 5
"""State: first level, drift up to the turn and since, gap, elasticity; then a year's shock each."""


def _row(year: int, evidence: SectionEvidence, product: bool = False) -> Array:
    """Loadings of a year's log share on the state."""
    row = np.zeros(_FIXED + _LAST - START)
    row[0], row[1], row[2] = 1.0, min(year, evidence.turn) - START, max(year - evidence.turn, 0)
    row[3] = product
    if evidence.driver:
        first, last = min(evidence.driver), max(evidence.driver)
        base = evidence.driver[min(max(START, first), last)]
        row[4] = evidence.driver[min(max(year, first), last)] - base
    row[_FIXED : _FIXED + year - START] = 1.0
    return row


def _observations(evidence: SectionEvidence) -> tuple[Array, Array, Array]:
    """Loadings, values and standard errors of everything known of a section."""
    known = (
        [(_row(year, evidence), value, error) for year, value, error in evidence.levels]
        + [(_row(year, evidence, True), value, error) for year, value, error in evidence.products]
        + [
            (_row(year, evidence) - _row(year - 1, evidence), value, error)
            for year, value, error in evidence.changes
        ]
    )
    rows, values, errors = zip(*known, strict=True)
    return np.array(rows), np.array(values), np.array(errors)
