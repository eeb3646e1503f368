"""A fit worked out again and held against what was kept (复核拟合)."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
from pydantic import ValidationError

from base.faults import fault
from base.problems import Problem, Problems, Text
from base.settings import Home
from data.vintages import recalled
from forecast.baseline import Baseline
from forecast.checksums import ARRAYS, checksum, rounded
from forecast.fit import VERSIONS, Progress, fit
from forecast.manifest import upgrade
from forecast.spec import Spec


@dataclass(frozen=True)
class Compared:
    """One array then and now (逐项比对): checksums, and the largest differences.

    `largest` is of the single draws, `said` of the rounded quantiles; both are None when the
    shapes differ.
    """

    name: str
    then: str
    now: str
    largest: float | None
    said: float | None


@dataclass(frozen=True)
class Verified:
    """What working a fit out again gave (复核结果).

    `identical`: the same bytes. `same`: the same checksums, so whatever is printed is the same.
    `versions` holds only software that differs, as (then, now); None where one has none.
    """

    id: str
    again: str
    vintage: tuple[str, str]
    versions: dict[str, tuple[str | None, str | None]]
    kept: dict[str, bool]
    arrays: tuple[Compared, ...]

    @property
    def identical(self) -> bool:
        """Whether every bit is the same (逐位一致)."""
        return self.id == self.again

    @property
    def same(self) -> bool:
        """Whether all that is said is the same (数字一致)."""
        return all(one.then == one.now for one in self.arrays)

    def record(self) -> dict[str, Any]:
        """Give it as `yuce fit --verify --json` prints it (机器可读)."""
        return {
            "schema": 1,
            "id": self.id,
            "again": self.again,
            "identical": self.identical,
            "same": self.same,
            "vintage": {"then": self.vintage[0], "now": self.vintage[1]},
            "versions": {
                name: {"then": then, "now": now} for name, (then, now) in self.versions.items()
            },
            "checksums_kept": self.kept,
            "arrays": [asdict(one) for one in self.arrays],
        }


def verify(name: str, home: Home = None, progress: Progress | None = None) -> Verified:
    """Fit again what a saved baseline was fitted to, and compare (复核).

    Raises Problems when it is missing or damaged, or when its spec is of another software.
    """
    kept = Baseline.load(name, home)
    manifest = upgrade(kept.manifest)
    vintage = recalled(date.fromisoformat(kept.as_of), str(manifest["vintage"]))
    again = fit(vintage, spec_of(kept), int(manifest["seed"]), progress)
    names = sorted(manifest["versions"].keys() | VERSIONS.keys())
    versions = {one: (manifest["versions"].get(one), VERSIONS.get(one)) for one in names}
    told = manifest["checksums"]
    return Verified(
        id=name,
        again=again.id,
        vintage=(str(manifest["vintage"]), vintage.id),
        versions={one: pair for one, pair in versions.items() if pair[0] != pair[1]},
        kept={one: told[one] == checksum(one, getattr(kept, one)) for one in ARRAYS if one in told},
        arrays=tuple(
            _compare(one, kept, again) for one in ARRAYS if one in {*kept.arrays, *again.arrays}
        ),
    )


def spec_of(baseline: Baseline) -> Spec:
    """Read the spec that a baseline was fitted with (所用设定); raises Problems."""
    try:
        return Spec.model_validate_json(json.dumps(upgrade(baseline.manifest)["spec"]))
    except (ValidationError, KeyError) as error:
        raise Problems(
            [
                Problem(
                    where=f"{baseline.id} manifest.json spec",
                    what=Text(
                        "该基准的设定不能由本版软件执行",
                        "this software cannot run the spec of that baseline",
                    ),
                    found=fault(error),
                    expected=Text("本版软件的设定", "a spec of this software"),
                    remedy=Text(
                        "用拟合时的软件版本，或另写设定文件",
                        "use the software it was fitted with, or write a spec file",
                    ),
                    code="spec-other-software",
                )
            ]
        ) from error


def _compare(name: str, kept: Baseline, again: Baseline) -> Compared:
    then, now = kept.arrays.get(name), again.arrays.get(name)
    largest = said = None
    if then is None or now is None:  # a fit of before knew nothing of it
        first, second = ("" if one is None else checksum(name, one) for one in (then, now))
        return Compared(name, first, second, largest, said)
    if then.shape == now.shape:
        largest = float(np.abs(then - now).max())
        said = float(np.abs(rounded(name, then) - rounded(name, now)).max())
    return Compared(name, checksum(name, then), checksum(name, now), largest, said)
