"""The installation's signing key, and whose seals it trusts (密钥): rows that only grow.

The private key has a table of its own, which a backup leaves out. A store restored without it
makes a new key at its next use: the old one is then this installation's earlier key, by the
backup's own row that says so, and trusted; but nothing sealed with it passes for sealed here,
since the key may live on where the backup was made.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.engine import Connection, Engine

from base.json_types import Record
from base.problems import Problem, Problems, Text
from data import clock
from records.links.seal import Attested, Seal, SealStanding, attest, fingerprint
from records.store.database import alone, keys, private_keys, reading, shut, writing
from records.store.people import checked, legible, person

MADE: Final = "key_made"
ACTIONS: Final[dict[str, SealStanding]] = {"key_trusted": "trusted", "key_untrusted": "untrusted"}


@dataclass(frozen=True)
class Known:
    """A key that was heard of (已知密钥): what it is here, its name, and who said so when, why."""

    fingerprint: str
    public: str
    standing: SealStanding
    name: str
    who: str
    why: str
    at: str

    def asdict(self) -> Record:
        """Give it as a row of `--json` output (机器可读)."""
        return asdict(self)


class Keyring:
    """The keys that a store knows (密钥环)."""

    def __init__(self, engine: Engine):
        self.engine = engine

    def private(self) -> Ed25519PrivateKey:
        """Give the key that seals here (本系统私钥), made at first use; raises Problems."""
        with reading(self.engine) as connection:
            found = _own(connection)
        if found is None:
            with writing(self.engine) as connection:
                alone(connection)
                found = _own(connection) or _make(connection)
            shut(self.engine)
        return found

    @property
    def own(self) -> Known | None:
        """The key that seals here (本系统密钥), None before its first use."""
        return next((one for one in self.known() if one.standing == "own"), None)

    def known(self) -> list[Known]:
        """Give every key by its latest standing, the newest first (列出)."""
        last = sa.select(sa.func.max(keys.c.seq)).group_by(keys.c.fingerprint)
        query = sa.select(keys).where(keys.c.seq.in_(last)).order_by(keys.c.seq.desc())
        with reading(self.engine) as connection:
            rows = connection.execute(query).all()
            held = set(connection.execute(sa.select(private_keys.c.fingerprint)).scalars())
        return [_known(row, held) for row in rows]

    def attest(self, seal: Seal | None, text: str) -> Attested:
        """Weigh a seal by what its key is here (核验签章)."""
        return self.weighed([(seal, text)])[0]

    def weighed(self, sealed: Iterable[tuple[Seal | None, str]]) -> list[Attested]:
        """Weigh some seals, each under its text (核验各签章); the keys are asked for once."""
        known = {one.fingerprint: one for one in self.known()}
        worth = []
        for seal, text in sealed:
            found = known.get(fingerprint(seal.key)) if seal else None
            standing: SealStanding = found.standing if found else "unknown"
            worth.append(attest(seal, text, standing, found.name if found else ""))
        return worth

    def trust(self, key: str, name: str, who: str | None = None, why: str = "") -> Known:
        """Believe what another installation seals (信任), by fingerprint or public key."""
        if not name.strip():
            raise Problems([_nameless()])
        return self._say("key_trusted", key, name, who, why)

    def untrust(self, key: str, who: str | None = None, why: str = "") -> Known:
        """Believe a key no more (取消信任); of one's own, the next use makes a new one."""
        known = self.find(_read(key)[1])
        if known is None:
            raise Problems([_unknown(key)])
        return self._say("key_untrusted", key, known.name, who, why)

    def find(self, named: str) -> Known | None:
        """Give the key of a fingerprint (按指纹查), None if it was never heard of."""
        return next((one for one in self.known() if one.fingerprint == named), None)

    def _say(self, action: str, key: str, name: str, who: str | None, why: str) -> Known:
        public, named = _read(key)
        before = self.find(named)
        public = public or (before.public if before else "")
        said = checked({"name": name, "who": who or person(), "why": why})
        with writing(self.engine) as connection:
            own = _own(connection)
            mine = own is not None and _public(own)[1] == named
            if mine and action == "key_trusted":
                raise Problems([_mine(named)])
            row = {
                "fingerprint": named,
                "public": public,
                "action": action,
                "at": clock.stamp(),
                **said,
            }
            connection.execute(sa.insert(keys), row)
        return Known(named, public, ACTIONS[action], **said, at=str(row["at"]))


def _own(connection: Connection) -> Ed25519PrivateKey | None:
    """Read the newest key made here that is held here and was not given up."""
    gone = sa.select(keys.c.fingerprint).where(keys.c.action != MADE)
    query = (
        sa.select(private_keys.c.private)
        .join(keys, keys.c.fingerprint == private_keys.c.fingerprint)
        .where(keys.c.action == MADE, keys.c.fingerprint.not_in(gone))
        .order_by(keys.c.seq.desc())
    )
    found = connection.execute(query).scalar()
    return None if found is None else Ed25519PrivateKey.from_private_bytes(bytes.fromhex(found))


def _make(connection: Connection) -> Ed25519PrivateKey:
    made = Ed25519PrivateKey.generate()
    public, named = _public(made)
    secret = {"fingerprint": named, "private": made.private_bytes_raw().hex()}
    connection.execute(sa.insert(private_keys), secret)
    row = {"fingerprint": named, "public": public, "action": MADE, "name": "", "why": ""}
    connection.execute(sa.insert(keys), row | {"who": person(), "at": clock.stamp()})
    return made


def _public(private: Ed25519PrivateKey) -> tuple[str, str]:
    raw = private.public_key().public_bytes_raw()
    return raw.hex(), fingerprint(raw)


def _known(row: Any, held: set[str]) -> Known:
    mine: SealStanding = "own" if row.fingerprint in held else "earlier"
    standing = ACTIONS.get(row.action, mine)
    told = legible({"name": row.name, "who": row.who, "why": row.why})
    return Known(row.fingerprint, row.public, standing, **told, at=row.at)


def _read(key: str) -> tuple[str, str]:
    """Read a public key, or its fingerprint, as people write it: public ("" if unsaid), named."""
    digits = re.sub(r"[\s:\-]", "", key).lower()
    if re.fullmatch(r"[0-9a-f]{64}", digits):
        return digits, fingerprint(bytes.fromhex(digits))
    if re.fullmatch(r"[0-9a-f]{32}", digits):
        return "", "-".join(digits[place : place + 4] for place in range(0, 32, 4))
    raise Problems([_unreadable(key)])


def _unreadable(key: str) -> Problem:
    return Problem(
        where="key",
        what=Text("不是密钥指纹或公钥", "neither a fingerprint nor a public key"),
        found=repr(key)[:80],
        expected=Text("32 位指纹或 64 位公钥", "32 digits of a fingerprint, or 64 of a key"),
        remedy=Text(
            "请对方运行 yuce keys，并当面或电话核对", "ask for what `yuce keys` prints there"
        ),
        code="key-unreadable",
    )


def _unknown(key: str) -> Problem:
    return Problem(
        where="key",
        what=Text("本系统没有这把密钥", "this key is not known here"),
        found=key[:80],
        expected=Text("yuce keys 列出的密钥", "a key that `yuce keys` lists"),
        remedy=Text("用 yuce keys 查看", "see `yuce keys`"),
        code="key-unknown",
    )


def _mine(named: str) -> Problem:
    return Problem(
        where="key",
        what=Text("这是本系统自己的密钥", "this is this installation's own key"),
        found=named,
        expected=Text("另一系统的密钥", "another installation's key"),
        remedy=Text("无需信任自己", "there is no need to trust oneself"),
        code="key-own",
    )


def _nameless() -> Problem:
    return Problem(
        where="name",
        what=Text("没有写明是谁的密钥", "no name is given for this key"),
        found="",
        expected=Text("对方单位或安装的名称", "the name of the other installation"),
        remedy=Text("加上 name", "add name"),
        code="key-nameless",
        arguments=("name",),
    )
