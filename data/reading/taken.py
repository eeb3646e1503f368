"""How one table of a sheet was read (读法): what each cell was taken for, and what was left out."""

from dataclasses import dataclass, field
from decimal import Decimal

from base.problems import Text
from data.reading.blocks import Block
from data.reading.evidence import Evidence
from data.reading.facts import FigureFacts
from data.reading.sheets.grid import Spot


@dataclass(frozen=True)
class Omission:
    """A column or row that was not taken (未采用): its text, why, and what would make it
    readable."""

    where: str
    text: str
    why: Text
    remedy: Text
    code: str = ""


@dataclass
class TableReading:
    """How one table was read (读法): the table, each column's facts, the cells' roles."""

    block: Block
    where: str
    layout: str = ""
    figures: dict[Spot, FigureFacts] = field(default_factory=dict)
    values: dict[Spot, Decimal] = field(default_factory=dict)
    evidence: dict[Spot, Evidence] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    left: dict[Spot, Omission] = field(default_factory=dict)
