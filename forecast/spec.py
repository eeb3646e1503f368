"""What a fit is told to do (模型设定): a small strict file."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from base.notebook_display import Brief
from base.problems import Problems
from base.strict_files import problems_in

INFORMATION: Final = ("common", "target", "country", "quarters", "indicators")
"""What a forecast may be told beside the region's own years (可用信息): the level that provinces
and the country share; the official target of the year; the country's growth of the year; the
region's own quarters, whole and by group; what indicators tell of quarters not yet published."""

Information = Literal["common", "target", "country", "quarters", "indicators"]

LEFT: Final = ("models", "origins", "interventions", "nowcast")
"""Settings of specs of schema 1 that say nothing any more: a pool of univariate models."""


class Spec(Brief, BaseModel):
    """The settings of a fit (设定); with vintage, seed and versions they decide its bytes.

    `information`: what the forecast uses beside the region's own past; `first_year`,
    `deflator_first_year`: from which years it learns.
    """

    def __init__(self, **said: Any) -> None:
        """Check every field; raises Problems, all at once."""
        try:
            super().__init__(**said)
        except ValidationError as error:
            raise Problems(problems_in(error, "Spec", Spec, {}, "docs/laboratory.md")) from error

    # Files are validated by pydantic itself, not through here.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_: Literal[2] = Field(default=2, alias="schema")
    information: tuple[Information, ...] = INFORMATION
    last_year: int = Field(default=2030, ge=2026, le=2040)
    draws: int = Field(default=10_000, ge=100, le=100_000)
    first_year: int = Field(default=2000, ge=1979)
    deflator_first_year: int = Field(default=2000, ge=1996)

    def _brief(self) -> Mapping[str, object]:
        every = type(self).model_fields
        moved = {name for name in every if getattr(self, name) != every[name].default}
        return {"draws": self.draws} | {
            name: getattr(self, name) for name in every if name in moved | {"last_year"}
        }

    @model_validator(mode="before")
    @classmethod
    def _of_schema_1(cls, said: Any) -> Any:
        """Read a spec of schema 1 as one of today's: its pool of models is no more."""
        if not isinstance(said, dict):
            return said
        if isinstance(said.get("information"), list):  # of a file, where there are no tuples
            said = said | {"information": tuple(said["information"])}
        if said.get("schema") != 1:
            return said
        kept = {key: value for key, value in said.items() if key not in LEFT}
        left = () if said.get("nowcast", True) else ("quarters", "indicators")
        told = [one for one in INFORMATION if one not in left]
        return kept | {"schema": 2, "information": tuple(told)}

    @field_validator("information")
    @classmethod
    def _in_order(cls, names: tuple[Information, ...]) -> tuple[Information, ...]:
        """Keep one order, each once: two specs that say the same are the same."""
        return tuple(one for one in INFORMATION if one in names)
