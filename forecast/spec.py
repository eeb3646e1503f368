"""What a fit is told to do (模型设定): a small strict file."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from forecast.models import MODELS

ModelName = Literal["drift", "ets", "growth"]


class Spec(BaseModel):
    """The settings of a fit (设定); with vintage, seed and versions they decide its bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    models: tuple[str, ...] = tuple(MODELS)
    last_year: int = Field(default=2030, ge=2026, le=2040)
    draws: int = Field(default=10_000, ge=100, le=100_000)
    first_year: int = Field(default=1996, ge=1979)
    deflator_first_year: int = Field(default=2013, ge=1996)
    origins: int = Field(default=12, ge=0)
    interventions: dict[int, float] = {2020: 0.2, 2021: 0.2, 2022: 0.2}
