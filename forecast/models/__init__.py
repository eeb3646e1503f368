"""The candidate models, a line each (候选模型)."""

from typing import Final

from forecast.models.base import Model
from forecast.models.drift import Drift
from forecast.models.dynamic_theta import DynamicTheta
from forecast.models.ets import Ets
from forecast.models.growth import LocalGrowth
from forecast.models.theta import Theta

MODELS: Final[dict[str, Model]] = {
    model.name: model
    for model in (
        Drift(),
        Ets("raw"),
        Ets("log"),
        Theta("raw"),
        DynamicTheta(),
        LocalGrowth(),
    )
}

COMBINATION: Final = ("ets_raw", "ets_log", "theta_raw", "dynamic_theta", "growth")
"""Members of the annual combination; drift is the benchmark they are judged against."""

QUARTERLY: Final = ("ets_raw", "ets_log", "theta_raw", "dynamic_theta")
"""Members of the quarterly combination: those that see seasons."""
