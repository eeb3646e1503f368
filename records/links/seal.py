"""A seal: an installation's signature under a pin, with who and when (签章).

It says who had the pin made, when, and on which installation, and that not a letter has
changed since; never that its numbers are right: those are worked out again. `by` is the
name that signing in vouched for. docs/links.md gives every byte.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from json import loads
from typing import Final, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from base.canonical import canonical
from base.json_types import Record
from base.texts import line
from data import clock
from records.links.pin import identity

UNSIGNED: Final = "unsigned-in"
"""Who has a pin sealed without having signed in; a name typed into a form is a claim."""

MOST: Final = 255
"""Most bytes of a name in a seal."""

KEY, SIGNED, TIMED = 32, 96, 101
"""Where the public key ends in a packed seal, the signature, and the moment before the name."""

LAST: Final = 253_402_271_999
"""The last second that a date can say, 9999-12-31 in the region."""

SealStanding = Literal["own", "earlier", "trusted", "untrusted", "unknown"]
"""What a key is to this installation: its own, one it had before a restore, or another's."""


@dataclass(frozen=True)
class Seal:
    """Who, when (seconds since 1970), the public key, and the signature over all (签章)."""

    by: str
    moment: int
    key: bytes
    signature: bytes

    @property
    def at(self) -> str:
        """When, in the region's time with its zone (签章时间)."""
        return clock.at(self.moment).isoformat()

    def holds(self, text: str) -> bool:
        """Say whether it is the seal of this very text (验签)."""
        try:
            public = Ed25519PublicKey.from_public_bytes(self.key)
            public.verify(self.signature, _message(text, self.by, self.moment, self.key))
        except (InvalidSignature, ValueError):
            return False
        return True

    def packed(self) -> bytes:
        """Give it as bytes (打包), as a link carries it."""
        name = self.by.encode()
        moment = self.moment.to_bytes(TIMED - SIGNED, "big")
        return self.key + self.signature + moment + bytes([len(name)]) + name


def sign(private: Ed25519PrivateKey, text: str, by: str, now: datetime | None = None) -> Seal:
    """Seal the canonical text of a pin (签章) for somebody, now unless told otherwise."""
    name = line(by).encode()[:MOST].decode(errors="ignore")
    moment = int((now or clock.now()).timestamp())
    key = private.public_key().public_bytes_raw()
    return Seal(name, moment, key, private.sign(_message(text, name, moment, key)))


def unpacked(raw: bytes) -> tuple[Seal, bytes]:
    """Read a seal off the front of bytes (拆包), and give the rest; ValueError if there is none."""
    front, rest = raw[: length(raw)], raw[length(raw) :]
    key, signature, moment = front[:KEY], front[KEY:SIGNED], front[SIGNED:TIMED]
    seconds, by = int.from_bytes(moment, "big"), front[TIMED + 1 :].decode()
    if not rest or seconds > LAST:
        raise ValueError("no seal")
    return Seal(by, seconds, key, signature), rest


def length(raw: bytes) -> int:
    """Count the bytes of the seal at the front of bytes (签章长度), as far as it can be known."""
    return TIMED + 1 + int.from_bytes(raw[TIMED : TIMED + 1], "big")


def fingerprint(key: bytes) -> str:
    """Name a public key so that people can read it out (指纹): 32 hex digits of SHA-256.

    >>> fingerprint(bytes(32))
    '6668-7aad-f862-bd77-6c8f-c18b-8e9f-8e20'
    """
    digits = sha256(key).hexdigest()[:32]
    return "-".join(digits[place : place + 4] for place in range(0, 32, 4))


@dataclass(frozen=True)
class Attested:
    """What a seal is worth here (签章状态): one of four states.

    `here`: it holds, under a key this installation holds. `elsewhere`: it holds, under
    another's, whose `trusted` says whether that one was vouched for here, as `name`.
    `broken`: it does not hold, and says nothing. `none`: there is no seal.
    """

    state: Literal["here", "elsewhere", "none", "broken"]
    trusted: bool = False
    by: str | None = None
    at: str | None = None
    key: str | None = None
    name: str = ""
    earlier: bool = False

    @property
    def vouched(self) -> bool:
        """Whether what is sealed may be shown as known (可信), not as somebody's claim.

        A seal for somebody who had not signed in vouches for no words: anybody may have them
        sealed, a link's own included.
        """
        return (self.state == "here" or self.trusted) and self.by != UNSIGNED

    def record(self) -> Record:
        """Give it as `--json` prints it (机器可读)."""
        keys = ("state", "trusted", "by", "at", "key", "name", "earlier")
        return {key: getattr(self, key) for key in keys}


UNSEALED: Final = Attested("none")
BROKEN: Final = Attested("broken")


def attest(seal: Seal | None, text: str, standing: SealStanding, name: str = "") -> Attested:
    """Weigh a seal under a text by what its key is to this installation (核验签章)."""
    if seal is None:
        return UNSEALED
    if not seal.holds(text):
        return BROKEN
    told = (line(seal.by), seal.at, fingerprint(seal.key))
    if standing == "own":
        return Attested("here", True, *told)
    trusted = standing in ("trusted", "earlier")
    return Attested("elsewhere", trusted, *told, name, standing == "earlier")


def _message(text: str, by: str, moment: int, key: bytes) -> bytes:
    """Spell out what is signed: all of it, so that no part can be put under another."""
    told = {"yuce": "seal 1", "by": by, "at": moment, "key": key.hex()}
    return canonical(told | {"id": identity(loads(text)), "pin": text}).encode()
