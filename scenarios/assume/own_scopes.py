"""A scope of the planner's own (自定口径): what each section counts for, stated in the scenario.

It stands beside the baseline's scopes wherever those stand, and travels with the scenario: into
links, the store and files. The baseline itself, and its name, stay as they are.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from data.scopes import Scope
from data.sections import CODES, SECTION_CODES

Coefficient = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]

MOST = 8
"""Own scopes that one scenario may state: a link has room for them."""


class OwnScope(BaseModel):
    """A coefficient a section, 0 to 1 (自定口径); a section that is not named counts for nothing.

    >>> OwnScope(id="mine", coefficients={"J": 0.8}).scope().mid[CODES.index("J")]
    0.8
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = Field(pattern=r"^[\w\-]+$", max_length=40)
    title_zh: str = Field(default="", max_length=200)
    title_en: str = Field(default="", max_length=200)
    coefficients: dict[str, Coefficient] = Field(min_length=1)
    source: str = Field(default="", max_length=2_000)

    @field_validator("coefficients")
    @classmethod
    def _sections(cls, given: dict[str, float]) -> dict[str, float]:
        """Refuse what is no section; keep them in the order of the standard."""
        strange = [code for code in given if code not in SECTION_CODES]
        if strange:
            listed = {"expected": ", ".join(SECTION_CODES)}
            raise PydanticCustomError("literal_error", "one of {expected}", listed)
        return {code: float(given[code]) for code in SECTION_CODES if code in given}

    def scope(self) -> Scope:
        """Give it as the baseline's scopes are given (口径)."""
        counted = tuple(self.coefficients.get(code, 0.0) for code in CODES)
        return Scope(
            id=self.id,
            variant=self.id,
            zh=self.title_zh or self.title_en or self.id,
            en=self.title_en or self.title_zh or self.id,
            description_zh=self.source,
            description_en=self.source,
            low=counted,
            mid=counted,
            high=counted,
            release="",
            basis=("",) * len(CODES),
            known_from="",
        )
