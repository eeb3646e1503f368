"""Events: what no growth rate can say (事件): a project, a spin-off, a rescoping, a census.

A project and a spin-off add value added to a section, in every draw alike. A rescoping and a
census revision change what is counted: they show as a break (断点), never as growth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, assert_never

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from data.sections import CODES, column
from forecast.arrays import Array
from forecast.baseline import Baseline


class _StatedEvent(BaseModel):
    """What every event states: its section, its first year, and who says so."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)

    section: str
    start: int = Field(alias="from")
    title_zh: str = Field(default="", max_length=200)
    title_en: str = Field(default="", max_length=200)
    reason: str = Field(default="", max_length=2_000)
    source: str = Field(default="", max_length=2_000)
    owner: str = Field(default="", max_length=200)

    def key(self) -> tuple[str, ...] | None:
        """What only one event may say (唯一性); None when several alike may stand."""
        return None


class Project(_StatedEvent):
    """A project that adds value added (项目): `amount` 亿元 a year at full scale.

    At the prices of the origin year; reached in `ramp` years from `start`, in equal steps.
    """

    kind: Literal["project"]
    amount: float = Field(gt=0, le=100_000, allow_inf_nan=False)
    ramp: int = Field(default=1, ge=1, le=20)


class SpinOff(_StatedEvent):
    """Services a manufacturer sets up on their own (主辅分离): out of secondary, into a section.

    `amount` 亿元 a year as for a project. GDP does not change; services and their growth do.
    """

    kind: Literal["spin_off"]
    amount: float = Field(gt=0, le=100_000, allow_inf_nan=False)
    ramp: int = Field(default=1, ge=1, le=20)


class Rescoping(_StatedEvent):
    """A scope that counts a section otherwise from a year on (口径调整): its new coefficient."""

    kind: Literal["rescoping"]
    scope: str
    coefficient: float = Field(ge=0, le=1, allow_inf_nan=False)

    def key(self) -> tuple[str, ...]:
        """What makes it the same event as another (同一事件)."""
        return (self.kind, self.scope, self.section, str(self.start))


class Revision(_StatedEvent):
    """A census that finds a section's level higher or lower (普查修订): `shift`, a fraction.

    From `start` on the whole past is revised alike, so growth of the section stays.
    """

    kind: Literal["census"]
    shift: float = Field(ge=-0.9, le=9, allow_inf_nan=False)

    def key(self) -> tuple[str, ...]:
        """What makes it the same event as another (同一事件)."""
        return (self.kind, self.section, str(self.start))


Event = Annotated[Project | SpinOff | Rescoping | Revision, Field(discriminator="kind")]


@dataclass(frozen=True, eq=False)
class Effects:
    """What events do to the accounts (事件影响), by year and column.

    `added`: 亿元 at current prices; `comparable`: for each segment of the baseline, 亿元 at the
    prices of its base, the year before its first included; `revision`: factors on levels;
    `coefficients` (year, scope, column): what each scope counts; `counted` (scope, column): what
    it counts in the baseline.
    """

    added: Array
    comparable: tuple[Array, ...]
    revision: Array
    coefficients: Array
    counted: Array

    @property
    def breaks(self) -> bool:
        """Whether anything is counted otherwise than in the baseline (有无断点)."""
        return bool(np.any(self.revision != 1) or np.any(self.coefficients != self.counted))


def effects(baseline: Baseline, events: Sequence[Event]) -> Effects | None:
    """Work out what events do (事件影响); None when there are none.

    Amounts are carried to other years' prices by the section's median deflator.
    """
    if not events:
        return None
    years, wide = baseline.years, len(CODES)
    volume = np.zeros((len(years), wide))
    revision = np.ones((len(years), wide))
    counted = np.array([scope.mid for scope in baseline.scopes], dtype=float)
    coefficients = np.tile(counted, (len(years), 1, 1))
    known = [scope.id for scope in baseline.scopes]
    for event in events:
        place, first = column(event.section), years.index(event.start)
        if isinstance(event, Project | SpinOff):
            steps = np.arange(1, len(years) - first + 1)
            volume[first:, place] += event.amount * np.minimum(steps / event.ramp, 1.0)
        elif isinstance(event, Rescoping):
            coefficients[first:, known.index(event.scope), place] = event.coefficient
        elif isinstance(event, Revision):
            revision[first:, place] *= 1 + event.shift
        else:
            assert_never(event)
    prices = np.asarray(np.cumprod(1 + baseline.median_deflator, axis=0), dtype=np.float64)
    return Effects(
        added=volume * prices,
        comparable=_at_bases(baseline, volume, prices),
        revision=revision,
        coefficients=coefficients,
        counted=counted,
    )


def _at_bases(baseline: Baseline, volume: Array, prices: Array) -> tuple[Array, ...]:
    """Carry added volume from the origin year's prices to those of each segment's base."""
    found = []
    for segment in baseline.segments:
        before = np.zeros((1, volume.shape[1]))
        if segment.opened_by is None:
            now, based = baseline.level.mean(axis=-1), baseline.comparable.mean(axis=-1)
            # Of the earliest days support services are inside other: nothing to compare.
            rate = np.divide(based, now, out=np.ones_like(now), where=now > 0)
        else:
            before = volume[segment.opened_by][None]
            rate = prices[segment.opened_by]
        found.append(np.vstack([before, volume[segment.start : segment.stop]]) * rate)
    return tuple(found)
