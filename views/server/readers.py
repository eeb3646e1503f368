"""Who asks for a page that the app itself does not answer (来者何人): by the app's own rules.

Signing in is Streamlit's: its cookie is read as its pages read it, under the same secret. What
cannot be read so is nobody, and nobody may do no more than the settings say.
"""

import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import HTTPConnection
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from base.problems import Problems
from views.session import permissions, roles


def may_read(asked: HTTPConnection) -> bool:
    """Say whether who asks may read (可否阅读): as `roles.gate` lets them in to the pages."""
    try:
        known = roles.settings()
    except Problems:  # nothing is open while settings are bad
        return False
    said = _claims(asked) if known.auth else {}
    found = permissions.counting(said, known, time.time())
    return permissions.may(permissions.granted(known, found, lambda: False), "read")


def _claims(asked: HTTPConnection) -> Mapping[str, Any]:
    """Give the claims of Streamlit's cookie (登录声明); none unless all of it is in order.

    It counts at the very address it was given for. Where a proxy's headers say who somebody is,
    only the pages themselves can tell.
    """
    if st.get_option("server.trustedUserHeaders"):
        return {}
    secret = get_cookie_secret()

    def one(name: str) -> bytes | None:
        value = asked.cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1")) if value else None

    try:
        found = json.loads(get_cookie_with_chunks(one, AUTH_COOKIE_NAME) or b"{}")
    except ValueError:  # not JSON, not Latin-1
        return {}
    home = get_origin_from_redirect_uri()
    fits = home and isinstance(found, dict) and found.get("origin") == home
    return found if fits and asked.headers.get("host") == urlsplit(home).netloc else {}
