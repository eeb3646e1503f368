"""Who may do what: roles, and the claims that give them (角色与声明). Imports no Streamlit.

One settings file holds both: `[auth]` for Streamlit's sign-in, `[roles]` for what is read
here; see docs/operations.md. What cannot be read opens nothing.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from base.faults import fault
from base.problems import Problem, Problems, Text
from base.strict_files import problems_in

Role = Literal["viewer", "planner", "economist", "admin"]
Action = Literal["read", "save", "archive", "duplicate", "add_figures", "fit", "publish", "audit"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""Each may do what those before it may."""

NEEDS: Final[Mapping[Action, Role]] = {
    "read": "viewer",
    "save": "planner",
    "archive": "planner",
    "duplicate": "planner",
    "add_figures": "economist",
    "fit": "economist",
    "publish": "economist",
    "audit": "economist",
}
"""Action → the least role that may do it."""

LOCAL: Final = ("localhost", "127.0.0.1", "::1")
"""Names by which a machine calls itself."""

REMEDY: Final = Text(
    "对照 docs/operations.md 更正后重启", "correct it (docs/operations.md), then restart"
)


class Rules(BaseModel):
    """The `[roles]` table (角色设定): for each role, claims and the values that give it.

    `anonymous` is who has not signed in, `signed_in` who matches nothing; `hours` is how long
    a sign-in counts, for its claims are those of its moment.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    anonymous: Role | None = None
    signed_in: Role | None = "viewer"
    hours: float = Field(default=12, gt=0)
    viewer: dict[str, tuple[str, ...]] = {}
    planner: dict[str, tuple[str, ...]] = {}
    economist: dict[str, tuple[str, ...]] = {}
    admin: dict[str, tuple[str, ...]] = {}

    def role(self, claims: Mapping[str, Any]) -> Role | None:
        """Give the highest role that the claims of somebody signed in give (所授角色)."""
        for role in reversed(ROLES):
            wanted: dict[str, tuple[str, ...]] = getattr(self, role)
            if any(set(values) & values_of(claims, claim) for claim, values in wanted.items()):
                return role
        return self.signed_in


class AccessSettings(BaseModel):
    """The settings file (设定文件): whether there is sign-in, and the rules."""

    model_config = ConfigDict(frozen=True)

    auth: dict[str, Any] = {}
    roles: Rules = Rules()


def values_of(claims: Mapping[str, Any], claim: str) -> set[str]:
    """Give a claim's values (声明取值); dots lead into tables: `realm_access.roles`.

    An e-mail address that its provider calls unverified is nobody's.
    """
    if claim == "email" and claims.get("email_verified") is False:
        return set()
    found: Any = claims.get(claim)
    if found is None:
        found = claims
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    texts = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    return {text for text in texts if isinstance(text, str)}


@lru_cache(maxsize=4)
def settings(files: tuple[str, ...]) -> AccessSettings:
    """Read the settings, later files over earlier ones (读取设定); raises Problems."""
    merged: dict[str, Any] = {}
    for path in filter(Path.is_file, map(Path, files)):
        try:
            merged |= tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise Problems([_unreadable(path, error)]) from error
    try:
        return AccessSettings.model_validate(merged)
    except ValidationError as error:
        found = problems_in(error, "settings.toml", AccessSettings, {"roles": Rules})
        raise Problems(replace(one, remedy=REMEDY) for one in found) from error


def may(role: Role | None, action: Action) -> bool:
    """Say whether a role may do this (是否可为); nobody's role may do nothing.

    >>> may("planner", "save"), may("planner", "publish")
    (True, False)
    """
    return role is not None and ROLES.index(role) >= ROLES.index(NEEDS[action])


def whose(claims: Mapping[str, Any]) -> str:
    """Name a person by what the provider vouches for (签名): a name, and what is unique."""
    named = [str(claims[key]) for key in ("name", "preferred_username") if claims.get(key)]
    unique = next((str(claims[key]) for key in ("email", "sub") if claims.get(key)), "?")
    return " · ".join(dict.fromkeys([*named[:1], unique]))[:200]


def local(peer: str | None, headers: Mapping[str, str]) -> bool:
    """Say whether a reader sits at this very machine (是否本机).

    No proxy passed the request on, and it names this machine as its host: a foreign name may
    point here, and of a reader who is gone nothing is known.
    """
    proxied = any(headers.get(key) for key in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"))
    host = urlsplit(f"//{headers.get('Host', '')}").hostname
    return peer is None and not proxied and host in LOCAL


def _unreadable(path: Path, error: Exception) -> Problem:
    return Problem(
        where=str(path),
        what=Text("设定文件无法读取，页面不开放", "the settings cannot be read: nothing is open"),
        found=fault(error),
        expected=Text("TOML 文件，含 [auth] 与 [roles]", "a TOML file with [auth] and [roles]"),
        remedy=REMEDY,
        code="setting-unreadable",
    )
