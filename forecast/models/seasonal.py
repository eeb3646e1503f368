"""Seasons taken out and put back (季节调整)."""

from dataclasses import dataclass

import numpy as np

from forecast.arrays import Array
from forecast.models.base import History

FADE = 0.8
"""Weight of a season against the same season a year later: patterns drift, and the recent
ones count most. With fixed indices a fourth quarter that drifts is forecast too high or low."""


@dataclass(frozen=True)
class Adjusted:
    """A history without its seasons (季调后): `history` has season 1, `factor` (season,) those
    of the periods to come."""

    history: History
    factor: Array
    multiplied: bool

    def restore(self, drawn: Array) -> Array:
        """Put the seasons back into draws of shape (horizon, draws) (还原季节)."""
        wheel = np.resize(self.factor, len(drawn))[:, None]
        return np.asarray(drawn * wheel if self.multiplied else drawn + wheel)


def adjust(history: History) -> Adjusted:
    """Take recent, shrunk seasonal indices out (剔除季节).

    Deviations from a centred moving average, averaged by season with fading weights, then
    shrunk towards none by how much of them is noise. Multiplied where all is positive.
    """
    season, size = history.season, len(history)
    multiplied = history.positive
    values = history.log_level if multiplied else history.level
    index = np.zeros(season)
    if season > 1 and size >= 2 * season + 2:
        window = np.concatenate([[0.5], np.ones(season - 1), [0.5]]) / season
        trend = np.convolve(values, window, "valid")
        start = season // 2
        away = values[start : start + len(trend)] - trend
        phase = (np.arange(len(away)) + start) % season
        age = (len(away) - 1 - np.arange(len(away))) // season
        weight = FADE**age
        total = np.bincount(phase, weight, season)
        index = np.bincount(phase, weight * away, season) / total
        noise = float((weight * (away - index[phase]) ** 2).sum() / weight.sum())
        index -= index.mean()
        strength = float((index**2).mean())
        rounds = total.mean() ** 2 / np.bincount(phase, weight**2, season).mean()
        index *= max(0.0, 1 - noise / max(rounds * strength, 1e-300)) if strength > 0 else 0.0
    seen = index[np.arange(size) % season]
    plain = np.exp(values - seen) if multiplied else values - seen
    ahead = index[(size + np.arange(season)) % season]
    return Adjusted(
        History(plain, history.weight), np.exp(ahead) if multiplied else ahead, multiplied
    )
