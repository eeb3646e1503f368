"""The baseline: joint draws of growth and deflators, with their origin (基准).

A baseline holds what a scenario's arithmetic needs, so that nothing later can change what it
said: the draws, the levels they start from, the published past and the scopes as known then.
Targets are not part of it: they come from the tables, or from the link that states them. It is
named by the hash of that content and never altered.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from base import settings
from base.faults import fault
from base.notebook_display import Brief
from base.problems import Problem, Problems, Text, named, not_among, not_written, shown
from base.read_only import read_only
from base.settings import Home
from data.accounts import price_base
from data.scopes import Scope
from data.sections import CODES
from forecast.arrays import Array, Draws
from forecast.artefacts import DRAWS, MANIFEST, shelf
from forecast.checksums import ARRAYS
from forecast.made_here import made_here, own
from forecast.manifest import SCOPES, parsed, scopes, upgrade
from forecast.measured import CountedPlanes, measured

PREPARED: Final = 'yuce.prepare("2026-03-31")'
"""How to get a baseline in Python (取得基准)."""

LATER = ("misstated", "position", "revised")
"""Arrays that baselines of before have not."""


__all__ = ["SCOPES", "Array", "Baseline", "Draws", "Segment", "damaged", "fixed", "foreign"]


@dataclass(frozen=True, eq=False, repr=False)
class Baseline(Brief):
    """Joint draws of the services accounts (基准).

    Shapes: `growth` and `deflator` (year, column, draw), fractions; `level` and `comparable`
    (column, draw), 亿元 in the origin year, at current prices and at the prices of the first
    forecast year's base; `settled` (draw,), the origin year's growth of services after its final
    verification, a fraction. Columns are the 15 of `data.sections.CODES`. `own` are scopes that
    a scenario brings along: they are judged like the others and are no part of the name. It is
    shared by all who read it: its arrays and its manifest are read-only.

    What follows older baselines have not. `misstated` (column, draw): how far levels in the origin
    year are out, as factors; `position` (column, draw): where coefficients lie, from −1 at a
    scope's low to 1 at its high; both enter shares alone. `revised` (stage, year, draw): what
    final verification and the next census add to growth of services, fractions, in the years of
    `revised_years`.
    """

    manifest: dict[str, Any]
    growth: Array
    deflator: Array
    level: Array
    comparable: Array
    settled: Array
    own: tuple[Scope, ...] = ()
    misstated: Array | None = None
    position: Array | None = None
    revised: Array | None = None

    def __post_init__(self) -> None:
        for array in self.arrays.values():
            fixed(array)
        object.__setattr__(self, "manifest", read_only(self.manifest))

    def _brief(self) -> Mapping[str, object]:
        years = f"{self.years[0]}–{self.years[-1]}"
        return {"id": self.id, "as_of": self.as_of, "years": years, "draws": self.draws}

    @property
    def arrays(self) -> dict[str, Array]:
        """All arrays that it has, by name (数组), in the order of their bytes."""
        found = {name: getattr(self, name) for name in ARRAYS}
        return {name: array for name, array in found.items() if array is not None}

    @cached_property
    def id(self) -> str:
        """Name by content (内容哈希): 16 hex digits of SHA-256 over manifest and draws."""
        digest = hashlib.sha256(_canonical(self.manifest))
        for array in self.arrays.values():
            digest.update(np.ascontiguousarray(array, dtype="<f8").tobytes())
        return digest.hexdigest()[:16]

    @property
    def as_of(self) -> str:
        """The day whose knowledge this is (数据版本), ISO."""
        return str(upgrade(self.manifest)["as_of"])

    @property
    def vintage(self) -> str:
        """Name of the vintage it was fitted to (数据版本标识); of one day there may be several."""
        return str(upgrade(self.manifest)["vintage"])

    @property
    def origin(self) -> int:
        """Last published year (预测起点)."""
        return int(upgrade(self.manifest)["origin"])

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Forecast years (预测期)."""
        return tuple(range(self.origin + 1, self.origin + 1 + len(self.growth)))

    @cached_property
    def median_growth(self) -> Array:
        """Median real growth by year and column (可比价增速中位数), fractions."""
        return fixed(np.asarray(np.median(self.growth, axis=-1)))

    @cached_property
    def median_deflator(self) -> Array:
        """Median deflator growth by year and column (缩减指数涨幅中位数), fractions."""
        return fixed(np.asarray(np.median(self.deflator, axis=-1)))

    def published(self, series: str) -> dict[int, float]:
        """Published real growth of a group or of tertiary, by year (已公布增速), fractions."""
        if not named(series, self._published):
            what = "未知序列", "an unknown series"
            raise Problems(
                [
                    not_among(
                        "series", *what, shown(series), self._published, code="baseline-no-series"
                    )
                ]
            )
        return dict(self._published[series])

    @cached_property
    def _published(self) -> dict[str, dict[int, float]]:
        found = upgrade(self.manifest)["published"]
        return {
            series: {int(year): value for year, value in values.items()}
            for series, values in found.items()
        }

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes of producer services as known at the vintage, then own ones (口径)."""
        return scopes(self.manifest) + self.own

    def widened(self, own: tuple[Scope, ...]) -> "Baseline":
        """Give the same baseline with scopes of one's own beside its (加入自定口径)."""
        given = {one.id for one in own}
        kept = tuple(one for one in self.own if one.id not in given) + own
        return self if kept == self.own else _widened(self, kept)

    @cached_property
    def current(self) -> Draws:
        """Value added at current prices, 亿元; shape (years, 15, draws)."""
        paths = self.level * np.cumprod((1 + self.growth) * (1 + self.deflator), axis=0)
        return fixed(paths.astype(np.float32))

    @cached_property
    def mean_current(self) -> Array:
        """Mean value added at current prices (均值路径), 亿元; shape (years, 15)."""
        return fixed(np.asarray(self.current.mean(axis=-1, dtype=np.float64)))

    @cached_property
    def measured(self) -> CountedPlanes:
        """Value added as shares count it (比重的计量), by forecast year."""
        return measured(self.current, self.scopes, self.misstated, self.position)

    @cached_property
    def opening(self) -> CountedPlanes:
        """The same in the origin year (起点的计量), its only row."""
        return measured(self.level[None], self.scopes, self.misstated, self.position)

    @property
    def revised_years(self) -> tuple[int, ...]:
        """Years whose growth may yet be revised (可修订年份), the last forecast year at the end."""
        if self.revised is None:
            return ()
        return tuple(range(self.years[-1] + 1 - self.revised.shape[1], self.years[-1] + 1))

    @cached_property
    def segments(self) -> tuple["Segment", ...]:
        """Value added at comparable prices, one segment a price base (可比价)."""
        found: list[Segment] = []
        start, opening, opened_by = 0, self.comparable, None
        current = self.level * np.cumprod((1 + self.growth) * (1 + self.deflator), axis=0)
        bases = [price_base(year) for year in self.years]
        while start < len(self.years):
            stop = start + bases[start:].count(bases[start])
            paths = opening * np.cumprod(1 + self.growth[start:stop], axis=0)
            whole = fixed(np.concatenate([opening[None], paths]).astype(np.float32))
            found.append(Segment(bases[start], start, stop, whole, opened_by))
            # A new base starts from the current prices of the year that closes this one.
            start, opening, opened_by = stop, current[stop - 1], stop - 1
        return tuple(found)

    def save(self, home: Home = None) -> Path:
        """Write under its own name, all or nothing (保存); returns the folder.

        What is there damaged is replaced, by the bytes that its name promises; it is marked as
        made here. Raises Problems when it cannot be written.
        """
        place = shelf(home)
        if place.has(self.id) and not _whole(self.id, home):
            place.remove(self.id)
        if not place.has(self.id):
            sink = pa.BufferOutputStream()
            columns = [self.settled, *self.level, *self.comparable]
            for paths in (self.growth, self.deflator):
                columns += list(paths.reshape(-1, self.draws))
            names = _names(self.years)
            for name in LATER:
                array = self.arrays.get(name)
                if array is not None:
                    columns += list(array.reshape(-1, self.draws))
                    names += _later(name, array.size // self.draws)
            pq.write_table(pa.table(columns, names=names), sink)
            draws = sink.getvalue().to_pybytes()
            try:
                own(self.id, place, home)  # before it is there: nobody may find it without its mark
                place.write(self.id, {DRAWS: draws, MANIFEST: _canonical(self.manifest)})
            except OSError as error:
                where = str(settings.home(home) / "baselines")
                zh = f"基准 {self.id} 未能写入，已有基准未受影响"
                en = f"baseline {self.id} could not be written; what was there is untouched"
                raise Problems([not_written(where, zh, en, error)]) from error
        return settings.home(home) / "baselines" / self.id

    @classmethod
    def load(cls, name: str, home: Home = None, believed: bool = True) -> "Baseline":
        """Read a saved baseline and verify that it is what its name says (读取).

        Raises Problems when it is missing, when it was not made here, or when its content is not
        that of the hash. With `believed` false it is read whoever made it, to be held against
        a fit of one's own.

        >>> from datetime import date
        >>> from forecast.fit_cache import prepare
        >>> Baseline.load(prepare(date(2025, 5, 28)).id).origin
        2024
        """
        place = shelf(home)
        folder = settings.home(home) / "baselines" / str(name)
        if not isinstance(name, str):
            raise Problems([_missing(shown(name), folder)])
        try:
            content, packed = place.read(name, MANIFEST), place.read(name, DRAWS)
            if believed and not made_here(name, place, home):
                raise Problems([foreign(name, folder)])
            manifest = parsed(content)
            table = pq.read_table(pa.BufferReader(packed))
            columns = table.column_names
            later = {name: [one for one in columns if one.startswith(f"{name}/")] for name in LATER}
            first = [one for one in columns if one.split("/")[0] not in LATER]
            years = range(manifest["origin"] + 1, manifest["origin"] + 1 + _horizon(first))
            told = [one for name, held in later.items() for one in _later(name, len(held))]
            if columns != [*_names(years), *told]:
                raise ValueError("other columns")
            draws = np.stack([table.column(name).to_numpy() for name in first])
            more = {
                name: np.stack([table.column(one).to_numpy() for one in held])
                for name, held in later.items()
                if held
            }
            if "revised" in more:
                more["revised"] = more["revised"].reshape(2, -1, draws.shape[1])
            if not draws.size or not all(np.isfinite(one).all() for one in (draws, *more.values())):
                raise ValueError("no draws, or none that are numbers")
        except Problems:  # of the store that keeps them
            raise
        except FileNotFoundError as error:
            raise Problems([_missing(name, folder)]) from error
        except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
            raise Problems([damaged(name, folder, fault(error))]) from error
        wide = len(CODES)
        paths = draws[1 + 2 * wide :].reshape(2, -1, wide, draws.shape[1])
        baseline = cls(
            manifest,
            growth=paths[0],
            deflator=paths[1],
            level=draws[1 : 1 + wide],
            comparable=draws[1 + wide : 1 + 2 * wide],
            settled=draws[0],
            misstated=more.get("misstated"),
            position=more.get("position"),
            revised=more.get("revised"),
        )
        if baseline.id != name:
            raise Problems([damaged(name, folder, baseline.id)])
        return baseline

    @property
    def draws(self) -> int:
        """How many draws there are (抽样数)."""
        return int(self.settled.shape[0])


@dataclass(frozen=True, eq=False)
class Segment:
    """Years that share a price base (同一不变价基期).

    `values` are 亿元 at the prices of `base`, shape (stop − start + 1, 15, draws): the year
    before the first, then years `start` to `stop` − 1 of the baseline. `opened_by` is the
    forecast year (its position) whose current prices are the base; None when that year is
    published.
    """

    base: int
    start: int
    stop: int
    values: Draws
    opened_by: int | None

    @cached_property
    def means(self) -> Array:
        """Mean level of each year and column (均值路径), 亿元; shape (years, 15)."""
        return fixed(np.asarray(self.values.mean(axis=-1, dtype=np.float64)))


def fixed(array: NDArray[Any]) -> NDArray[Any]:
    """Give an array that nobody can write into any more (只读)."""
    array.setflags(write=False)
    return array


def _whole(name: str, home: Home) -> bool:
    """Whether what is kept under a name is what the name says."""
    try:
        Baseline.load(name, home)
    except Problems as problems:
        problems.allow(
            "baseline-damaged", "baseline-foreign", "baseline-missing", "unknown-version"
        )
        return False
    return True


@lru_cache(maxsize=16)
def _widened(baseline: Baseline, own: tuple[Scope, ...]) -> Baseline:
    """Copy a baseline with all it has worked out; one object, so that caches know it again."""
    found = copy(baseline)
    found.__dict__.pop("scopes", None)
    object.__setattr__(found, "own", own)
    return found


def _names(years: Iterable[int]) -> list[str]:
    """Name the columns of the draws, in their order."""
    names = ["settled"]
    names += [f"{kind}/{code}" for kind in ("level", "comparable") for code in CODES]
    kinds = ("growth", "deflator")
    return names + [f"{kind}/{year}/{code}" for kind in kinds for year in years for code in CODES]


def _later(name: str, count: int) -> list[str]:
    """Name the columns of an array that older baselines have not, in their order."""
    return [f"{name}/{place}" for place in range(count)]


def _horizon(columns: list[str]) -> int:
    """Tell from the columns how many years are forecast."""
    return (len(columns) - 1 - 2 * len(CODES)) // (2 * len(CODES))


def _canonical(manifest: dict[str, Any]) -> bytes:
    """One spelling of a manifest, whatever the order of its keys."""
    return json.dumps(
        manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _missing(name: str, folder: Path) -> Problem:
    return Problem(
        where=str(folder),
        what=Text(f"没有基准 {name}", f"there is no baseline {name}"),
        found="",
        expected=Text("已保存的基准", "a saved baseline"),
        remedy=Text("运行 yuce fit，或从备份恢复该目录", "run `yuce fit`, or restore the folder"),
        code="baseline-missing",
    )


def foreign(name: str, folder: Path) -> Problem:
    """A baseline that lies here and was made elsewhere, by whom nobody knows (外来基准)."""
    return Problem(
        where=str(folder),
        what=Text(
            f"基准 {name} 不是在本机拟合的，不予采信",
            f"baseline {name} was not fitted here, and is not believed",
        ),
        found="",
        expected=Text("本机拟合的基准", "a baseline that was fitted here"),
        remedy=Text(
            f"运行 yuce fit --verify {name} 在本机重算：逐位一致即可采信；"
            "否则用 yuce fit --as-of 自行拟合，数字一致的链接随之可以打开",
            f"run `yuce fit --verify {name}`: where it gives the same bytes, it is believed; else "
            "fit that day here (`yuce fit --as-of`), and links of the same digits open on that",
        ),
        code="baseline-foreign",
    )


def damaged(name: str, folder: Path, found: str | Text) -> Problem:
    """A baseline whose content is not that of its name, or that no fit ever wrote (基准损坏)."""
    return Problem(
        where=str(folder),
        what=Text(
            "基准文件已损坏，内容与名称不符",
            "the baseline is damaged: its content does not fit its name",
        ),
        found=found,
        expected=Text(name, name),
        remedy=Text(
            "从备份恢复该目录，或重新运行 yuce fit", "restore the folder, or run `yuce fit`"
        ),
        code="baseline-damaged",
    )
