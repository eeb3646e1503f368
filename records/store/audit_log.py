"""What was done, by whom, when and why (审计日志): publications, and everything else.

All of it is append-only, and its order is that in which it was written, not that of the clock.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from heapq import merge
from itertools import accumulate
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

from base.json_types import Record
from base.notebook_display import Brief
from base.problems import Problem, Problems, Text
from base.texts import lines
from data import clock
from records.store.database import (
    connect,
    entries,
    events,
    keys,
    publications,
    reading,
    records,
    writing,
)
from records.store.people import checked, legible, now, person

ANY: Final = -1
"""Publish after the last publication, whichever it is."""

NO_NOTE: Final = Text("", "")


@dataclass(frozen=True, repr=False)
class Publication(Brief):
    """A baseline that was published (发布): its note, and who acknowledged what.

    `previous` is the publication it follows, 0 for none; None before the gate was built.
    """

    seq: int
    baseline: str
    note_zh: str
    note_en: str
    acknowledged: str
    previous: int | None
    who: str
    why: str
    at: str

    def _brief(self) -> Mapping[str, object]:
        return {"seq": self.seq, "baseline": self.baseline, "at": self.at, "who": self.who}

    @property
    def note(self) -> Text:
        """The note in both languages (发布说明)."""
        return Text(self.note_zh, self.note_en)

    def asdict(self) -> Record:
        """Give it as a row of `--json` output (机器可读)."""
        return asdict(self)


@dataclass(frozen=True)
class LoggedEvent:
    """One thing that was done (操作记录).

    `kind`: save, archive, restore (`subject` is the title), publish (the baseline), fit (the
    baseline), figures (the release), key_made, key_trusted, key_untrusted (the fingerprint),
    or whatever else was logged. `detail` holds the rest.
    """

    kind: str
    subject: str
    detail: Record
    who: str
    why: str
    at: str

    def asdict(self) -> Record:
        """Give it as a row of `--json` output (机器可读)."""
        return asdict(self)


class AuditLog:
    """The part of the store that keeps what was done (审计日志)."""

    def __init__(self, setting: str | None = None):
        """Open it at an address, else at `YUCE_STORE`, else beside the baselines."""
        self.engine: Engine = connect(setting)

    def publish(
        self,
        baseline: str,
        who: str | None = None,
        why: str = "",
        note: Text = NO_NOTE,
        acknowledged: str = "",
        after: int = ANY,
        saved: int | None = None,
    ) -> Publication:
        """Point to a baseline as the published one (发布); earlier pointers stay.

        `after` and `saved` are the publication and the number of records that were reviewed:
        raises Problems when either has moved since. All or nothing, in one transaction.
        """
        said = {"note_zh": note.zh, "note_en": note.en, "who": who or person(), "why": why}
        row: dict[str, Any] = checked(said) | {"baseline": baseline, "at": now()}
        row["acknowledged"] = acknowledged
        try:
            with writing(self.engine) as connection:
                last = connection.execute(sa.select(sa.func.max(publications.c.seq))).scalar() or 0
                if after not in (ANY, last) or saved not in (None, _count(connection)):
                    raise Problems([_stale()])
                row["previous"] = last
                done = connection.execute(sa.insert(publications), row)
        except IntegrityError as error:  # somebody followed the same publication first
            raise Problems([_stale()]) from error
        assert done.inserted_primary_key is not None
        return Publication(seq=int(done.inserted_primary_key[0]), **row)

    def publications(self) -> list[Publication]:
        """Give every publication, the newest first (历次发布)."""
        query = sa.select(publications).order_by(publications.c.seq.desc())
        with reading(self.engine) as connection:
            return [_publication(row) for row in connection.execute(query)]

    def current(self) -> Publication | None:
        """Give the publication that holds (当前发布); None when none was ever made."""
        query = sa.select(publications).order_by(publications.c.seq.desc()).limit(1)
        with reading(self.engine) as connection:
            row = connection.execute(query).first()
        return None if row is None else _publication(row)

    def publication(self) -> str | None:
        """Name the baseline published last (当前发布的基准); None when none ever was."""
        found = self.current()
        return None if found is None else found.baseline

    def size(self) -> int:
        """Count the records (记录数); none is ever removed: it marks a state."""
        with reading(self.engine) as connection:
            return _count(connection)

    def log(
        self,
        kind: str,
        subject: str,
        detail: Record | None = None,
        who: str | None = None,
        why: str = "",
    ) -> LoggedEvent:
        """Write down something that was done (记录): a fit, figures added, and the like."""
        detail = _neat(detail or {})
        content = json.dumps(detail, ensure_ascii=False, sort_keys=True, allow_nan=False)
        said = {"subject": subject, "detail": content, "who": who or person(), "why": why}
        row = {"kind": kind, **checked(said), "at": now()}
        with writing(self.engine) as connection:
            connection.execute(sa.insert(events), row)
        return LoggedEvent(**(row | {"detail": detail}))  # type: ignore[arg-type]

    def audit(self, kind: str = "", most: int | None = None) -> list[LoggedEvent]:
        """Give what was done, the newest first (审计): saves, fits, publications, …; `most` of it.

        Each kind in the order it was written; kinds among one another by the clock.
        """
        with reading(self.engine) as connection:
            told = []
            for table, named, make in TOLD:
                query = _of(sa.select(table), table, named, kind)
                rows = connection.execute(query.order_by(table.c.seq.desc()).limit(most)).all()
                told.append([make(row) for row in reversed(rows)])
        found = [event for _, event in merge(*map(_timed, told), key=lambda pair: pair[0])]
        return found[::-1][:most]

    def audited(self) -> int:
        """Count what was done (操作数)."""
        with reading(self.engine) as connection:
            return sum(
                connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table, *_ in TOLD
            )

    def close(self) -> None:
        """Let go of the connections (关闭)."""
        self.engine.dispose()


def _timed(told: list[LoggedEvent]) -> list[tuple[datetime, LoggedEvent]]:
    """Date each entry so that times never run backwards, even if the clock did."""
    times = accumulate((clock.instant(event.at) for event in told), max)
    return list(zip(times, told, strict=True))


def _publication(row: Any) -> Publication:
    return Publication(**legible(row._mapping))


def _neat(item: Any) -> Any:
    """Make every text of a detail neat."""
    if isinstance(item, dict):
        return {key: _neat(value) for key, value in item.items()}
    if isinstance(item, list | tuple):
        return [_neat(one) for one in item]
    return lines(item) if isinstance(item, str) else item


def _event(kind: str, subject: str, detail: Record, row: Any) -> LoggedEvent:
    told = legible({"subject": subject, "who": row.who, "why": row.why})
    return LoggedEvent(kind=kind, detail=_neat(detail), at=row.at, **told)


def _saved(row: Any) -> LoggedEvent:
    detail = {"record": row.record, "number": row.number, "note": row.note}
    return _event(row.action, row.title, detail, row)


def _published(row: Any) -> LoggedEvent:
    detail = {
        key: getattr(row, key) for key in ("seq", "previous", "acknowledged", "note_zh", "note_en")
    }
    return _event("publish", row.baseline, detail, row)


def _keyed(row: Any) -> LoggedEvent:
    return _event(row.action, row.fingerprint, {"name": row.name}, row)


def _logged(row: Any) -> LoggedEvent:
    return _event(row.kind, row.subject, json.loads(row.detail), row)


TOLD: Final = (
    (entries, "action", _saved),
    (publications, None, _published),
    (events, "kind", _logged),
    (keys, "action", _keyed),
)
"""What was done, by table: the column that says which kind it was (none: "publish"), its reader."""


def _of(query: Any, table: sa.Table, named: str | None, kind: str) -> Any:
    """Keep to one kind of what was done; "" for all."""
    if not kind:
        return query
    return query.where(sa.literal("publish") == kind if named is None else table.c[named] == kind)


def _count(connection: Connection) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(records)).scalar() or 0


def _stale() -> Problem:
    return Problem(
        where="publish",
        what=Text("复核已过时，未发布", "the review is out of date; nothing was published"),
        found=Text("其间有人发布了基准或保存了情景", "another publication or save"),
        expected=Text("与复核时相同的发布与情景", "what was published and saved at the review"),
        remedy=Text("重新复核，再发布", "review it again, then publish"),
        code="publish-stale",
    )
