"""The candidate models, a line each (候选模型)."""

from typing import Final

from forecast.models.base import Model
from forecast.models.drift import Drift
from forecast.models.ets import Ets
from forecast.models.growth import LocalGrowth
from forecast.models.theta import Theta

MODELS: Final[dict[str, Model]] = {
    model.name: model
    for model in (
        Drift(),
        Ets(),
        Theta("raw"),
        Theta("log"),
        Theta("raw", half=True),
        LocalGrowth(),
    )
}

EITHER: Final = ("ets_raw", "theta_half")
"""Of these two a yearly series has the first in so far as its growth is steady, else the second."""

COMBINATION: Final = ("growth", "theta_log", "theta_raw", *EITHER)
"""Members of the annual combination; drift is the benchmark they are judged against."""

QUARTERLY: Final = ("ets_raw", "theta_log", "theta_raw", "theta_half")
"""Members of the quarterly combination: those that see seasons."""
