"""Saved scenarios: records that never change, and versions of their titles (情景库).

A record is a pin under the hash of its content. A title is a thread of versions, each naming
a record, with note, who, when and why; archiving and restoring are versions too. Nothing is
altered or removed, and the database's own triggers see to it. Each saving is sealed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final, Literal

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from base.json_types import Record
from base.problems import Problem, Problems, Text
from data import clock
from data.sections import CODES, industry
from records.links.codec import short_link
from records.links.pin import Pin, identity, read_pin
from records.links.seal import UNSEALED, UNSIGNED, Attested, Seal, sign
from records.store.audit_log import AuditLog
from records.store.database import entries, publications, reading, records, seals, writing
from records.store.keys import Keyring
from records.store.people import checked, cleaned, legible, person

EntryAction = Literal["save", "archive", "restore"]

TRIES: Final = 100
"""How often a version number is asked for anew when somebody else took it (PostgreSQL)."""

OWN: Final = -1
"""To save onto any version that is the saver's own."""

MOVED: Final = "title-moved"
"""Code of the problem that a version came between."""

UNSAID: Final = {"baseline", "scope", "measure", "kind", "section", "linkage"}
"""Keys of a scenario whose texts are terms of the format, not words of a person."""


@dataclass(frozen=True)
class Entry:
    """One version of a title (版本): which record it names, and who said so, when and why."""

    record: str
    title: str
    number: int
    note: str
    action: EntryAction
    who: str
    why: str
    at: str

    @property
    def link(self) -> str:
        """The record's short link (短链接); a record keeps its baseline from being tidied away."""
        return short_link(self.record)

    def asdict(self) -> Record:
        """Give it as a row of `--json` output (机器可读)."""
        return asdict(self)


class Store(AuditLog):
    """The store (情景库); safe to share between threads, and between processes."""

    def __init__(self, setting: str | None = None):
        """Open it at an address, else at `YUCE_STORE`, else beside the baselines."""
        super().__init__(setting)
        self._spellings: dict[str, str] = {}
        self._looked = 0

    def save(
        self,
        pin: Pin,
        title: str,
        note: str = "",
        who: str | None = None,
        why: str = "",
        onto: int | None = OWN,
        by: str = UNSIGNED,
    ) -> Entry:
        """Keep a pin under a title, sealed (保存); returns the version that was made.

        The same pin again is no second record; the same title again is its next version.
        Saved twice alike by the same person it is one version: a double click changes nothing.
        `onto` is the version the saver has seen, 0 for none: raises Problems, saying whose
        version came between, when the newest is another. `OWN` is any of the saver's own;
        None does not ask. `by` is who signed in, for the seal.
        """
        said = checked({"title": title, "note": note, "who": who or person(), "why": why})
        said["title"] = self._spelled(title)
        return self._append(pin.own_id, "save", said, _Kept(pin, by, onto, self.keys.private()))

    @cached_property
    def keys(self) -> Keyring:
        """The keys it knows (密钥环)."""
        return Keyring(self.engine)

    def archive(self, title: str, who: str | None = None, why: str = "") -> Entry:
        """Put a title out of the list (归档); its records and links stay."""
        return self._mark("archive", title, who, why)

    def restore(self, title: str, who: str | None = None, why: str = "") -> Entry:
        """Take an archived title back into the list (恢复)."""
        return self._mark("restore", title, who, why)

    def duplicate(
        self, title: str, new: str, who: str | None = None, why: str = "", by: str = UNSIGNED
    ) -> Entry:
        """Start a new title from the newest version of another (另存为)."""
        past = self.history(title)
        if not past:
            raise Problems([_no_title(title)])
        return self.save(self.get(past[-1].record), new, past[-1].note, who, why, by=by)

    def get(self, name: str) -> Pin:
        """Read a record and verify that it is what its name says (读取); raises Problems."""
        return read_pin(json.loads(self._text(name)))

    def attested(self, name: str) -> Attested:
        """Weigh the seal of a record (核验签章): of who signed in to save it, the newest, else of
        the first saving; raises Problems.
        """
        kept = self.savings(name)
        worth = self.weighed(kept)
        signed = [one for one in worth if one.vouched]
        return (signed[-1:] or worth[:1] or [UNSEALED])[0]

    def weighed(self, kept: Iterable[Entry]) -> list[Attested]:
        """Weigh the seal of each of some versions (核验各版签章), `UNSEALED` for one that has none;
        raises Problems.
        """
        kept = list(kept)
        named = {one.record for one in kept}
        with reading(self.engine) as connection:
            rows = connection.execute(sa.select(seals).where(seals.c.record.in_(named))).all()
        held = {(row.record, cleaned(row.title), row.number): _seal(row) for row in rows}
        found = [held.get((one.record, one.title, one.number)) for one in kept]
        texts = {
            one.record: self._text(one.record)
            for one, seal in zip(kept, found, strict=True)
            if seal is not None
        }
        return self.keys.weighed(
            (seal, "" if seal is None else texts[one.record])
            for one, seal in zip(kept, found, strict=True)
        )

    def _text(self, name: str) -> str:
        with reading(self.engine) as connection:
            row = connection.execute(sa.select(records).where(records.c.id == name)).first()
        if row is None:
            raise Problems([_unknown(name)])
        if _checksum(row.pin) != row.seal:
            raise Problems([_damaged(name, Text("校验和不符", "another checksum"))])
        held = json.loads(row.pin)
        # Once a link whose texts were left out was kept by the name of the whole.
        if name not in (found := identity(held), (held.get("left_out") or {}).get("id")):
            raise Problems([_damaged(name, found)])
        return str(row.pin)

    def has(self, name: str) -> bool:
        """Say whether a record is kept here (是否已存)."""
        with reading(self.engine) as connection:
            query = sa.select(records.c.id).where(records.c.id == name)
            return connection.execute(query).first() is not None

    def ids(self) -> list[str]:
        """Name every record, in the order in which they were first saved (全部编号)."""
        first = sa.select(entries.c.record, sa.func.min(entries.c.seq).label("first"))
        query = first.group_by(entries.c.record).order_by("first")
        with reading(self.engine) as connection:
            return [row.record for row in connection.execute(query)]

    def newest(
        self, search: str = "", archived: bool = False, first: int = 0, most: int | None = None
    ) -> list[Entry]:
        """List the newest version of each title, newest first (列表): `most` of them from `first`.

        `search` is looked for in title, note, who, why and the record's own texts, the ledger
        included; archived titles are listed only when asked for.
        """
        query = _newest(sa.select(entries), search, archived).order_by(entries.c.seq.desc())
        with reading(self.engine) as connection:
            return [_entry(row) for row in connection.execute(query.offset(first).limit(most))]

    def count(self, search: str = "", archived: bool = False) -> int:
        """Count the titles that `newest` would list (题名数)."""
        query = _newest(sa.select(sa.func.count()).select_from(entries), search, archived)
        with reading(self.engine) as connection:
            return int(connection.execute(query).scalar_one())

    def history(self, title: str = "", record: str = "") -> list[Entry]:
        """Give every version of a title, or every version that names a record (历史)."""
        query = sa.select(entries).order_by(entries.c.seq)
        if title:
            query = query.where(entries.c.title == self._spelled(title))
        if record:
            query = query.where(entries.c.record == record)
        with reading(self.engine) as connection:
            return [_entry(row) for row in connection.execute(query)]

    def savings(self, record: str) -> list[Entry]:
        """Give every saving of a record, the first one first (历次保存)."""
        return [one for one in self.history(record=record) if one.action == "save"]

    def saving(self, record: str) -> Entry | None:
        """Give the newest saving of a record (最近一次保存); None when there is none."""
        kept = self.savings(record)
        return kept[-1] if kept else None

    def baselines(self) -> set[str]:
        """Name the baselines that a record or a publication needs (被引用的基准)."""
        with reading(self.engine) as connection:
            kept = connection.execute(sa.select(records.c.baseline).distinct()).scalars().all()
            told = connection.execute(sa.select(publications.c.baseline)).scalars().all()
        return {*map(str, kept), *map(str, told)}

    def _mark(self, action: EntryAction, title: str, who: str | None, why: str) -> Entry:
        past = self.history(title)
        if not past:
            raise Problems([_no_title(title)])
        said = checked({"title": title, "note": past[-1].note, "who": who or person(), "why": why})
        said["title"] = self._spelled(title)
        return self._append(past[-1].record, action, said, None)

    def _spelled(self, title: str) -> str:
        """Spell a title as it is kept: older ones may hold signs that cannot be seen."""
        neat = cleaned(title)
        titles = sa.select(entries.c.title).distinct()
        with reading(self.engine) as connection:
            for one in (title, neat):
                if connection.execute(titles.where(entries.c.title == one)).first() is not None:
                    return one
            return self._old_spellings(connection).get(neat, neat)

    def _old_spellings(self, connection: Connection) -> dict[str, str]:
        """Give titles of older versions that are kept otherwise than they are spelt now, by how.

        Nothing is removed, so each row is looked at once.
        """
        query = sa.select(entries.c.seq, entries.c.title).where(entries.c.seq > self._looked)
        for row in connection.execute(query.order_by(entries.c.seq)):
            self._looked = row.seq
            if (neat := cleaned(row.title)) != row.title:
                self._spellings.setdefault(neat, row.title)
        return self._spellings

    def _append(
        self, name: str, action: EntryAction, said: dict[str, str], kept: "_Kept | None"
    ) -> Entry:
        """Write record, version and seal in one transaction; all are there, or none is."""
        record = None if kept is None else _record(name, kept.pin)
        for attempt in range(TRIES):
            try:
                with writing(self.engine) as connection:
                    if record is not None:
                        _insert_record(connection, record)
                    last = connection.execute(
                        sa.select(entries)
                        .where(entries.c.title == said["title"])
                        .order_by(entries.c.number.desc())
                        .limit(1)
                    ).first()
                    row: dict[str, Any] = {
                        "record": name,
                        "action": action,
                        "at": clock.stamp(),
                        **said,
                    }
                    if last is not None and all(
                        getattr(last, key) == row[key]
                        for key in ("record", "action", "note", "who", "why")
                    ):
                        return _entry(last)
                    if kept is not None and last is not None and not kept.follows(last, said):
                        raise Problems([_between(_entry(last))])
                    row["number"] = 1 if last is None else last.number + 1
                    connection.execute(sa.insert(entries), row)
                    if kept is not None:
                        connection.execute(sa.insert(seals), kept.sealed(connection, row))
                return Entry(**legible(row))
            except IntegrityError:  # somebody took the number first: ask for the next one
                if attempt == TRIES - 1:
                    raise
        raise AssertionError("unreachable")


@dataclass(frozen=True)
class _Kept:
    """A pin that is being saved: by whom, onto which version, and the key that seals it."""

    pin: Pin
    by: str
    onto: int | None
    key: Ed25519PrivateKey

    def follows(self, last: Any, said: dict[str, str]) -> bool:
        """Say whether the newest version is one that the saver knows of."""
        if self.onto == OWN:
            return cleaned(last.who, "who") == said["who"]
        return self.onto in (None, last.number)

    def sealed(self, connection: Connection, row: Record) -> Record:
        """Seal the record as it is kept: its first saver's text, which has that day."""
        kept = sa.select(records.c.pin).where(records.c.id == row["record"])
        made = sign(self.key, connection.execute(kept).scalar_one(), self.by)
        named = {key: row[key] for key in ("record", "title", "number")}
        told = {"who": made.by, "moment": made.moment, "key": made.key.hex()}
        return named | told | {"signature": made.signature.hex()}


def _newest(query: sa.Select[Any], search: str, archived: bool) -> sa.Select[Any]:
    """Keep to the newest version of each title that the words are found in."""
    last = sa.select(sa.func.max(entries.c.seq)).group_by(entries.c.title)
    query = query.where(entries.c.seq.in_(last))
    if not archived:
        query = query.where(entries.c.action != "archive")
    if not search.strip():
        return query
    query = query.join(records, records.c.id == entries.c.record)
    texts = (*(entries.c[name] for name in ("title", "note", "who", "why")), records.c.words)
    for part in search.split():
        query = query.where(sa.or_(*(text.icontains(part, autoescape=True) for text in texts)))
    return query


def _record(name: str, pin: Pin) -> Record:
    """Spell a pin out as a row, before anybody waits for the database."""
    text, said = pin.text(), "\n".join(words(pin)).replace("\0", " ")
    try:
        checksum = _checksum(text)
    except UnicodeEncodeError as error:  # half a character: no file and no database can hold it
        raise Problems([_half(text[error.start : error.end])]) from error
    row = {"id": name, "seal": checksum, "baseline": pin.baseline.id}
    return row | {"pin": text, "words": said}


def _insert_record(connection: Connection, row: Record) -> None:
    """Write the record unless it is there; the first to save it keeps its day."""
    there = sa.select(records.c.id).where(records.c.id == row["id"])
    if connection.execute(there).first() is not None:
        return
    if connection.dialect.name == "postgresql":  # somebody else may be writing it right now
        connection.execute(postgresql.insert(records).values(row).on_conflict_do_nothing())
    else:
        connection.execute(sa.insert(records), row)


def words(pin: Pin) -> Iterator[str]:
    """Give what a reader may look a record up by (检索用词): its texts, and its sections."""
    items: list[Any] = [pin.record()["scenario"]]
    while items:
        item = items.pop()
        if isinstance(item, dict):
            items += [value for key, value in item.items() if key not in UNSAID]
        elif isinstance(item, list):
            items += item
        elif isinstance(item, str) and item:
            yield item
    for code in sorted({item.section for item in pin.scenario.assumptions} & set(CODES)):
        yield f"{code} {industry(code).zh} {industry(code).en}"


def _seal(row: Any) -> Seal:
    return Seal(row.who, row.moment, bytes.fromhex(row.key), bytes.fromhex(row.signature))


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _entry(row: Any) -> Entry:
    named = row._mapping
    return Entry(**legible({key: named[key] for key in Entry.__dataclass_fields__}))


def _between(last: Entry) -> Problem:
    done = {"save": "保存", "archive": "归档", "restore": "恢复"}[last.action]
    at = clock.shown(last.at)
    zh = f"《{last.title}》已有第 {last.number} 版，由 {last.who} 于 {at} {done}，未保存"
    en = f"version {last.number} of {last.title!r} came between, by {last.who} at {at}"
    return Problem(
        where="title",
        what=Text(zh, f"{en} ({last.action}); nothing was saved"),
        found=last.record,
        expected=Text("本人已查看的最新版本", "the newest version, looked at by whoever saves"),
        remedy=Text(
            f"先看这一版；确要接续，用 onto={last.number}，或换一个标题",
            f"look at it first; to follow on it say onto={last.number}, or take another title",
        ),
        code=MOVED,
        arguments=("onto",),
    )


def _half(found: str) -> Problem:
    return Problem(
        where="scenario",
        what=Text("文字中有不完整的字符", "a text contains half a character"),
        found=ascii(found),
        expected=Text("完整的 Unicode 文字", "whole Unicode text"),
        remedy=Text("删去这个字符", "remove it"),
        code="text-half-character",
    )


def _no_title(title: str) -> Problem:
    return Problem(
        where="title",
        what=Text("库中没有这个标题", "the store has no such title"),
        found=repr(title)[:80],
        expected=Text("已保存的标题", "a title that was saved"),
        remedy=Text("用 yuce list 查看", "see `yuce list`"),
        code="title-unknown",
    )


def _unknown(name: str) -> Problem:
    return Problem(
        where="?s=",
        what=Text("情景库中没有这个编号", "the store has no such record"),
        found=name,
        expected=Text("本库保存过的编号", "an id saved in this store"),
        remedy=Text(
            "确认 YUCE_STORE 指向发送者所用的库，或索取 ?x= 链接",
            "point YUCE_STORE to the sender's store, or ask for the ?x= link",
        ),
        code="record-unknown",
    )


def _damaged(name: str, found: str | Text) -> Problem:
    return Problem(
        where=f"?s={name}",
        what=Text("记录已损坏，内容与编号不符", "the record's content is not what its id says"),
        found=found,
        expected=Text(name, name),
        remedy=Text("从备份恢复情景库", "restore the store from a backup"),
        code="record-damaged",
    )
