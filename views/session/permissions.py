"""Who may do what: roles, and the claims that give them (角色与声明). Imports no Streamlit.

One settings file holds both: `[auth]` for Streamlit's sign-in, `[roles]` for what is read
here; see docs/operations.md. What cannot be read opens nothing.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from base.faults import fault
from base.problems import Problem, Problems, Text
from base.strict_files import problems_in
from records.links.codec import LOCAL

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

REMEDY: Final = Text(
    "对照 docs/operations.md 更正后重启", "correct it (docs/operations.md), then restart"
)

UNSHOWN: Final = Text("（不显示）", "(not shown)")
"""Stands for a value of the settings file: it may be a secret."""


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


Filled = Annotated[str, Field(min_length=1)]


class Auth(BaseModel):
    """The `[auth]` table (登录设定): whole, or nothing is open; more is Streamlit's own."""

    model_config = ConfigDict(frozen=True)

    redirect_uri: Annotated[str, Field(pattern=r"^https?://.+/oauth2callback$")]
    cookie_secret: Filled
    client_id: Filled
    client_secret: Filled
    server_metadata_url: Filled


class AccessSettings(BaseModel):
    """The settings file (设定文件): whether there is sign-in, and the rules; nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    auth: Auth | None = None
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


def usual(folder: Path) -> list[Path]:
    """Give the places where Streamlit looks for the settings, unless told (惯例位置)."""
    return [place / ".streamlit" / "secrets.toml" for place in (Path.home(), folder)]


def open_to(known: AccessSettings) -> tuple[str, Role | None]:
    """Say to whom the pages are open (开放范围): the key of its words, and everyone's role."""
    if known.auth:
        return "open_signed_in", None
    return ("open_all", known.roles.anonymous) if known.roles.anonymous else ("open_here", None)


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
        found = problems_in(error, "settings.toml", AccessSettings, {"auth": Auth, "roles": Rules})
        raise Problems(replace(one, found=UNSHOWN, remedy=REMEDY) for one in found) from error


def counting(
    claims: Mapping[str, Any], known: AccessSettings, now: float
) -> Mapping[str, Any] | None:
    """Give the claims of who signed in, while they count (有效登录声明); `now` is in seconds."""
    if not known.auth or not claims.get("is_logged_in"):
        return None
    age = now - float(claims.get("iat", 0))
    return claims if age < 3600 * known.roles.hours else None


def granted(
    known: AccessSettings, claims: Mapping[str, Any] | None, here: Callable[[], bool]
) -> Role | None:
    """Give the role of a reader (所授角色) by claims that count; None may not even read.

    With sign-in set up, the claims decide. Without, who sits at this machine (`here`) is an
    admin and anybody else a viewer. `anonymous` in the settings goes before both.
    """
    if claims is not None:
        return known.roles.role(claims)
    if known.auth or known.roles.anonymous:
        return known.roles.anonymous
    return "admin" if here() else "viewer"


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


FORWARDED: Final = re.compile(r"via|.*forwarded.*|(.*-)?(ip|addr)|x-original-.+")
"""Names of headers, in small letters, by which a proxy says for whom it asks."""


def local(peer: str | None, headers: Mapping[str, str]) -> bool:
    """Say whether a reader sits at this very machine (是否本机).

    No proxy passed the request on, it names this machine as its host, and it comes from no page
    but the app's own: a foreign name may point here, another port of this machine serves somebody
    else's pages, and of a reader who is gone nothing is known.
    """
    told = {name.lower(): value for name, value in headers.items()}
    proxied = any(FORWARDED.fullmatch(name) for name in told)
    host = told.get("host", "")
    own = "origin" not in told or urlsplit(told["origin"]).netloc == host
    return peer is None and not proxied and own and urlsplit(f"//{host}").hostname in LOCAL


def _unreadable(path: Path, error: Exception) -> Problem:
    return Problem(
        where=str(path),
        what=Text("设定文件无法读取，页面不开放", "the settings cannot be read: nothing is open"),
        found=fault(error),
        expected=Text("TOML 文件，含 [auth] 与 [roles]", "a TOML file with [auth] and [roles]"),
        remedy=REMEDY,
        code="setting-unreadable",
    )
