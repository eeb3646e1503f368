"""The candidate models, a line each (候选模型)."""

from forecast.model import Model
from forecast.models.drift import Drift
from forecast.models.ets import Ets
from forecast.models.growth import LocalGrowth

MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        Drift(),
        Ets(),
        LocalGrowth(),
    )
}
