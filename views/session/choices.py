"""What one reader has chosen (选择): held in one place, for the whole session and over a reload.

Nothing else touches Streamlit's session: `views.widgets.fields` draws what is held, and asks
here to change it. A widget that is not on screen forgets; what is held here does not.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import streamlit as st
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from base.problems import Language, Problems
from data.scopes import USUAL
from scenarios.assume.cells import FORM, HIGHEST, LOWEST, typed
from scenarios.assume.listed import Listing
from scenarios.assume.own_scopes import OwnScope
from scenarios.assume.scenario import OwnTarget

if TYPE_CHECKING:
    from base.problems import Text
    from data.releases.intake import Reading
    from forecast.baseline import Baseline
    from records.links.opened import Opened
    from records.publishing.gate import Review
    from records.store.audit_log import Publication
    from records.store.records import Entry
    from scenarios.outcome.simulate import Outcome

STEPS: Final = 100
"""Steps of the way back that are kept."""

CellKey = Annotated[str, Field(pattern=rf"^{FORM}$")]
Growth = Annotated[
    float,
    Field(ge=LOWEST, le=HIGHEST, allow_inf_nan=False),
    BeforeValidator(lambda said: typed(said) if isinstance(said, str) else said),
]
Cells = dict[CellKey, Growth]
"""Moved cells (已调整): "J/2026" → growth in per cent."""


class LedgerEntry(BaseModel):
    """What was said of a section's assumption (台账)."""

    reason: str = ""
    source: str = ""
    owner: str = ""
    review: date | None = None


class Moves(BaseModel):
    """The moved cells, and the way back and forward from them (撤销与重做)."""

    moved: Cells = {}
    done: list[Cells] = []
    undone: list[Cells] = []


class Taken(BaseModel):
    """What the board goes on from (沿用的情景): its words, its id, who kept it, and its cells.

    `listing` is what it lists beside the sliders; `dropped` says what of it is past by now.
    """

    title_zh: str = ""
    title_en: str = ""
    note_zh: str = ""
    note_en: str = ""
    source: str = ""
    id: str = ""
    kept: str = ""
    dropped: list[str] = []
    cells: Cells = {}
    listing: Listing = Listing()

    @property
    def nothing(self) -> bool:
        """Whether none of its assumptions came along (无一带入)."""
        return bool(self.dropped) and not self.cells and not self.listing.items

    def stands(self, moved: Cells, listing: Listing) -> bool:
        """Whether anything of it is still assumed (是否仍沿用)."""
        listed = any(one.on and one in listing.items for one in self.listing.items)
        return listed or bool(self.cells.items() & moved.items())

    def differs(self, moved: Cells, listing: Listing) -> int:
        """Count the cells and listed assumptions that are no longer as they were (改动处数)."""
        cells = sum(self.cells.get(key) != moved.get(key) for key in {*self.cells, *moved})
        mine, now = self.listing.items, listing.items
        gone = sum(one not in now for one in mine)
        listed = max(gone, sum(one.on and one not in mine for one in now))
        return cells + listed + (self.listing.linkage != listing.linkage)


class Choices(Moves):
    """What a reader chose (选择); a reload of the page keeps it. None means: as it is offered.

    `preset` and `start` are what the board can go back to, with the `listings` beside them;
    `version` counts the times that something else than the board changed its cells. `listing` is
    what is assumed beside the sliders, with the way back and forward from it.
    """

    model_config = ConfigDict(extra="ignore")

    language: Language | None = None
    vintage: date | None = None
    scope: str = USUAL
    own_scopes: tuple[OwnScope, ...] = ()
    own_targets: tuple[OwnTarget, ...] = ()
    preset: Cells | None = None
    start: Cells | None = None
    listing: Listing = Listing()
    listings: dict[Literal["preset", "start"], Listing] = {}
    listed_before: list[Listing] = []
    listed_after: list[Listing] = []
    ledger: dict[str, LedgerEntry] = {}
    taken: Taken | None = None
    version: int = 0

    def put(self, cells: Cells, taken: Taken | None = None) -> None:
        """Put cells on the board (放上滑块), those of what it goes on from: can be undone."""
        self.taken = taken
        if cells != self.moved:
            self.done, self.undone = [*self.done, self.moved][-STEPS:], []
        self.moved = dict(cells)
        self.version += 1

    def put_listing(self, listing: Listing) -> None:
        """List other assumptions beside the sliders (改动清单): can be undone."""
        if listing != self.listing:
            self.listed_before = [*self.listed_before, self.listing][-STEPS:]
            self.listing, self.listed_after = listing, []

    def listing_back(self) -> None:
        """Undo the last change of the list (撤销清单改动)."""
        if self.listed_before:
            self.listed_after = [*self.listed_after, self.listing]
            self.listing, self.listed_before = self.listed_before[-1], self.listed_before[:-1]

    def listing_again(self) -> None:
        """Do again what was undone (重做清单改动)."""
        if self.listed_after:
            self.listed_before = [*self.listed_before, self.listing]
            self.listing, self.listed_after = self.listed_after[-1], self.listed_after[:-1]

    def go_back_to(self, whole: str) -> None:
        """List what the board goes back to (整体恢复): `baseline`, `preset` or `start`."""
        if whole == "baseline":
            self.put_listing(Listing())
        elif whole in ("preset", "start") and whole in self.listings:
            self.put_listing(self.listings[whole])


@dataclass
class Shown:
    """A field's state on screen (控件现状): its key, its first value, its value now."""

    key: str
    turn: int
    first: Any
    says: Any
    shape: object


@dataclass
class Session:
    """All that one session holds (会话): choices, what stands in fields, and work under way."""

    id: str = field(default_factory=lambda: secrets.token_hex(8))
    choices: Choices = field(default_factory=Choices)
    recalled: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Shown] = field(default_factory=dict)
    link_read: bool = False
    link_unseen: bool = False
    opened: "Opened | Problems | None" = None
    joined: bool = False
    publication: "Publication | None" = None
    widened: "tuple[tuple[Any, ...], Baseline] | None" = None
    worked_out: "tuple[tuple[Any, ...], Outcome] | None" = None
    saved: "Entry | None" = None
    answered: float | None = None
    listing_shown: Listing = field(default_factory=Listing)
    seen: dict[str, int] = field(default_factory=dict)
    job: str | None = None
    watched: list[str] | None = None
    review: "tuple[Review, Text] | None" = None
    just_published: "Publication | None" = None
    reading: "tuple[str, str, Reading] | None" = None
    plan: dict[str, dict[str, Any]] = field(default_factory=dict)
    release_kept: tuple[str, str, str] | None = None

    def show(self, name: str, value: Any, shape: object, first: Any = None) -> Shown:
        """Give the key under which a field shows a value (控件的键).

        It stays while the field says what is held, so that the hand keeps its place; it is
        another one, and so another widget, once something else changed the value or the words.
        `first` is what the widget starts from, where that is not the value itself.
        """
        first = value if first is None else first
        told = self.shown.get(name)
        if told is None:
            told = self.shown[name] = Shown(name, 0, first, value, shape)
        elif told.says != value or told.shape != shape:
            turn = told.turn + 1
            told = self.shown[name] = Shown(f"{name}~{turn}", turn, first, value, shape)
        elif told.key not in st.session_state:  # it was off screen, and starts anew
            told.first = first
        return told

    def forget(self, name: str) -> None:
        """Empty a field (清空): it starts anew."""
        self.fields.pop(name, None)
        if name in self.shown:
            self.shown[name].says = None


def session() -> Session:
    """Give what this session holds (本会话)."""
    if "session" not in st.session_state:
        st.session_state["session"] = Session()
    found: Session = st.session_state["session"]
    return found


def session_id() -> str:
    """Give the name under which Streamlit knows this session (会话编号); "" outside of one."""
    found = get_script_run_ctx()
    return found.session_id if found else ""


def choices() -> Choices:
    """Give what this reader has chosen (当前选择)."""
    return session().choices


def language() -> Language | None:
    """Give the language that the reader chose (所选语言); None before."""
    found: Session | None = st.session_state.get("session")
    return found.choices.language if found else None


def heard(key: str) -> Any:
    """Read what a widget has just said (控件所报): only in its own callback."""
    return st.session_state.get(key)


def sent(key: str, name: str) -> Any:
    """Read one thing of what a component has just said (组件所报): only in its own callback.

    None once another page's component stands under its key: it spoke as its page was left.
    """
    told = heard(key)
    return told.get(name) if isinstance(told, Mapping) else None


def remembered() -> str:
    """Spell the choices out for the browser to keep (交浏览器保留)."""
    return choices().model_dump_json()


def recall(text: object) -> None:
    """Take back what the browser kept over a reload (重新载入后恢复); what is strange is not."""
    held = session()
    held.recalled = True
    try:
        kept = Choices.model_validate_json(str(text))
    except ValidationError:
        return
    told = st.query_params.get("lang")
    if told in ("zh", "en"):
        kept.language = held.choices.language
    kept.version = max(kept.version, held.choices.version) + 1
    held.choices = kept
