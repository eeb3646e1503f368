"""Hand an outcome on as files (交付): what the command `export` and Python both do."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from base import settings
from base.places import put_told
from base.problems import Language
from records.links.pin import Pin
from records.publishing.opening import newest_saving
from records.store.people import checked, person
from records.store.records import Store
from scenarios.outcome.simulate import Outcome
from views.export.formats import FORMATS, export
from views.present.contents import Contents
from views.present.provenance import Provenance


@dataclass(frozen=True)
class Handed:
    """What was handed on (交付结果): the pin, and the files written."""

    pin: Pin
    files: tuple[Path, ...]


def hand_on(
    outcome: Outcome,
    to: Path,
    form: str,
    tongue: Language,
    store: Callable[[], Store],
    address: str = "",
    who: str | None = None,
    unit: str = "",
    why: str = "",
    tell: Callable[[str, float], object] = lambda _what, _done: None,
) -> Handed:
    """Write an outcome out in one form, or in "all", into a folder (导出).

    `address` is the app's, `who`, `unit` and `why` are stated; YUCE_ADDRESS, YUCE_USER and
    YUCE_UNIT where they are not given. Raises Problems for an unknown form, for names that do
    not fit, and where it cannot be written.
    """
    unit = unit or settings.read().unit or ""
    said = checked({"who": who or person(), "unit": unit, "why": why})
    contents = Contents(outcome, tongue, address or settings.read().address or "")
    saved, worth = newest_saving(contents.pin.id, store)
    given = Provenance(said["who"], said["unit"], said["why"], saved=saved, attested=worth)
    contents = Contents(outcome, tongue, contents.address, contents.made, given)
    kinds = list(FORMATS) if form == "all" else [form]
    written: list[Path] = []
    for number, kind in enumerate(kinds):
        tell(kind, number / len(kinds))
        for name, data in export(contents, kind).items():
            written.append(put_told(to / name, data, "无法写入", "it cannot be written"))
    return Handed(contents.pin, tuple(written))
