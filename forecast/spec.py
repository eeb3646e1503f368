"""What a fit is told to do (模型设定): a small strict file."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from base.brief import Brief
from forecast.models import COMBINATION, MODELS


class Spec(Brief, BaseModel):
    """The settings of a fit (设定); with vintage, seed and versions they decide its bytes.

    `interventions`: weight of a year's growth in the likelihood; a year declared an outlier
    stays in with a small one. `origins`: rolling origins intervals are calibrated on.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    models: tuple[str, ...] = Field(default=COMBINATION, min_length=1)
    last_year: int = Field(default=2030, ge=2026, le=2040)
    draws: int = Field(default=10_000, ge=100, le=100_000)
    first_year: int = Field(default=2000, ge=1979)
    deflator_first_year: int = Field(default=2000, ge=1996)
    origins: int = Field(default=12, ge=0)
    interventions: dict[int, float] = {2020: 0.2}
    nowcast: bool = True

    def _brief(self) -> Mapping[str, object]:
        every = type(self).model_fields
        moved = {name for name in every if getattr(self, name) != every[name].default}
        return {"draws": self.draws} | {
            name: getattr(self, name) for name in every if name in moved | {"models", "last_year"}
        }

    @field_validator("models")
    @classmethod
    def _listed(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [name for name in names if name not in MODELS]
        if unknown:
            listed = {"expected": ", ".join(MODELS)}
            raise PydanticCustomError("literal_error", "one of {expected}", listed)
        return names

    @field_validator("interventions")
    @classmethod
    def _kept(cls, weights: dict[int, float]) -> dict[int, float]:
        wrong = [year for year, weight in weights.items() if not 0 < weight <= 1]
        if wrong:
            raise PydanticCustomError("weight", "a weight lies in (0, 1]; a year is never deleted")
        return weights
