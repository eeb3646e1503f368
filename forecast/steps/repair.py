"""Series as they come, made fit to be forecast, and what was done to them (序列整理).

Nothing is corrected in silence: every step is a note that names the series. What cannot be
corrected is a problem that says what is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from base.problems import Problem, Problems, Text
from forecast.arrays import Array
from forecast.models.base import History, Model, Unfit
from forecast.models.pool import Pooled, pool

SHORT = 6
"""Years below which no model has anything to go by."""

JUMP = np.log(5.0)
"""A change of level past fivefold in one step is a new unit or definition, not growth."""

FILLED = 0.1
"""Weight of a value that was interpolated over a gap."""


@dataclass(frozen=True)
class Repaired:
    """A history fit to be forecast, and notes of what was done to it (整理结果).

    `behind` periods at its end have no value: what is forecast starts after them.
    """

    name: str
    history: History
    notes: tuple[Text, ...] = ()
    behind: int = 0


def repaired(
    name: str, values: Sequence[float], weight: Array | None = None, season: int = 1
) -> Repaired:
    """Fill gaps, rescale across a jump of level, and say so (整理序列).

    Gaps (NaN) are interpolated and hardly counted; blanks at the end are forecast like what comes
    after them; the part before a jump is brought to the later level. Raises Problems when nothing
    is known, or a value is infinite.
    """
    level = np.array(values, dtype=float)
    odd = [] if np.isinf(level).any() else seasonal_outliers(level, season)
    notes: list[Text] = [
        _note(
            name,
            f"第 {at + 1} 期的 {level[at]:.6g} 像是另一单位的数，已作缺值",
            f"{level[at]:.6g} at observation {at + 1} stands in another unit, it seems: left out",
        )
        for at in odd
    ]
    level[odd] = np.nan
    counts = np.ones(len(level)) if weight is None else np.array(weight, dtype=float)
    known = np.flatnonzero(~np.isnan(level))
    if len(known) == 0 or np.isinf(level).any():
        raise Problems([_nothing(name, len(level), bool(len(known)))])
    behind = len(level) - 1 - int(known[-1])
    if behind:
        zh = f"末尾 {behind} 期没有数值，预测仍自末尾之后起算"
        notes.append(_note(name, zh, f"blanks at the end: {behind}; forecasts start after them"))
    level, counts = level[known[0] : known[-1] + 1], counts[known[0] : known[-1] + 1]
    gap = np.isnan(level)
    if gap.any():
        places = np.arange(len(level))
        positive = bool((level[~gap] > 0).all())
        seen = np.log(level[~gap]) if positive else level[~gap]
        filled = np.interp(places[gap], places[~gap], seen)
        level[gap] = np.exp(filled) if positive else filled
        counts[gap] = FILLED
        notes.append(_note(name, f"{gap.sum()} 个缺值已插补", f"{gap.sum()} gaps interpolated"))
    if (level > 0).all() and len(level) >= 2 * season + 1:
        step = np.diff(np.log(level))
        usual = np.median(np.abs(step - np.median(step)))
        jumps = np.flatnonzero((np.abs(step) > JUMP) & (np.abs(step) > 6 * usual))
        for jump in jumps[: 1 if season == 1 else 0]:
            level[: jump + 1] *= np.exp(step[jump] - np.median(step))
            counts[jump + 1] = min(counts[jump + 1], FILLED)
            notes.append(
                _note(
                    name,
                    f"第 {jump + 2} 期水平突变 {np.exp(step[jump]):.3g} 倍，此前已按新水平换算",
                    f"level jumps {np.exp(step[jump]):.3g}-fold at observation {jump + 2}; "
                    "what came before was rescaled",
                )
            )
    return Repaired(name, History(level, counts, season), tuple(notes), behind)


def outliers(level: Array) -> list[int]:
    """Find single values in another unit (单位错的数): up and back, or off by 10, 100, … at an end.

    >>> outliers(np.array([100.0, 1.02, 104.0, 105.0, 106.0, 107.0, 108.0, 1.09e6]))
    [1, 7]
    """
    known = np.flatnonzero(level > 0)
    if len(known) < 4 or (level[~np.isnan(level)] <= 0).any():
        return []
    steps = np.diff(np.log(level[known]))
    far = np.abs(steps) > JUMP
    back = far[:-1] & far[1:] & (steps[:-1] * steps[1:] < 0)
    found = [int(at) for at in known[1:-1][back]]
    rest = [int(at) for at in known if at not in found]
    for end, beside in ((rest[0], rest[1]), (rest[-1], rest[-2])):
        tens = abs(np.log10(level[end] / level[beside]))
        if tens * np.log(10) > JUMP and abs(tens - round(tens)) < 0.1:
            found.append(end)
    return sorted(found) if len(found) * 4 <= len(known) else []


def seasonal_outliers(level: Array, season: int) -> list[int]:
    """Find values in another unit quarter by quarter (分季查单位错): seasons may differ fivefold.

    >>> level = np.array([1.0, 9.0] * 6)
    >>> level[4] *= 1e4
    >>> seasonal_outliers(level, 2)
    [4]
    """
    phases = range(season)
    return sorted(one * season + at for at in phases for one in outliers(level[at::season]))


def forecast(
    models: Sequence[Model],
    series: Repaired,
    horizon: int,
    draws: int,
    rng: np.random.Generator,
    either: tuple[Model, Model] | None = None,
) -> tuple[Pooled, tuple[Text, ...]]:
    """Draw from the pool, or from a wide random walk where no model can be used (稳妥预测).

    `horizon` counts from the end of the series as it was given. Never NaN and never a crash: what
    was left out and why is in the notes.
    """
    history, notes, steps = series.history, list(series.notes), series.behind + horizon
    try:
        if len(history) < SHORT:
            raise Unfit(f"{len(history)} observations")
        if len(history) < SHORT * history.season:
            notes.append(
                _note(
                    series.name,
                    f"仅 {len(history)} 期，不足 {SHORT} 年，区间仅供参考",
                    f"{len(history)} observations are less than {SHORT} years; the interval is "
                    "a rough one",
                )
            )
        pooled = pool(models, history, steps, draws, rng, either)
        # A model that takes logarithms says so of itself; that is no failure of the series.
        notes += [
            _note(series.name, f"未用模型 {model}：{why}", f"{model} left out: {why}")
            for model, why in pooled.left_out.items()
        ]
    except Unfit as why:
        pooled = _wide(history, steps, draws, rng)
        notes.append(
            _note(
                series.name,
                f"无模型可用（{why}），以宽区间随机游走代替",
                f"no model can be used ({why}); a wide random walk stands in",
            )
        )
    if np.ptp(history.level) == 0:
        pooled = _wide(history, steps, draws, rng)
        notes.append(
            _note(
                series.name,
                "历年数值不变，以宽区间随机游走代替",
                "constant; a wide random walk stands in",
            )
        )
    asked = replace(pooled, paths=pooled.paths[-horizon:], point=pooled.point[-horizon:])
    return asked, tuple(notes)


WIDE = 0.1
"""A standard deviation a year of a tenth of the level, for want of anything to learn from."""


def _wide(history: History, horizon: int, draws: int, rng: np.random.Generator) -> Pooled:
    """Random walk about the last value, whose spread is the past's or a tenth a year."""
    last = float(history.level[-1])
    size = float(np.abs(history.level).mean()) or 1.0
    changes = np.diff(history.level) / size
    variance = float(np.sum(changes**2) + 3 * WIDE**2) / (len(changes) + 3)
    freedom = len(changes) + 3
    shocks = rng.standard_t(freedom, (horizon, draws)) * np.sqrt(variance / history.season)
    walk = np.cumsum(shocks, axis=0)
    drawn = last * np.exp(walk) if history.positive else last + size * walk
    return Pooled(drawn, np.full(horizon, last), {})


def _note(name: str, zh: str, en: str) -> Text:
    return Text(f"{name}：{zh}", f"{name}: {en}")


def _nothing(name: str, size: int, infinite: bool) -> Problem:
    return Problem(
        name,
        Text("序列含无穷大", "the series holds an infinite value")
        if infinite
        else Text("序列没有任何数值", "the series holds no value at all"),
        "inf" if infinite else f"{size} × NaN",
        Text(f"至少 {SHORT} 年的数值", f"{SHORT} yearly values or more"),
        Text("请补录该序列", "supply the series"),
        code="series-infinite" if infinite else "series-empty",
    )
