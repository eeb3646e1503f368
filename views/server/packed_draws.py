"""The draws that the live board works on, to who may read the pages (抽样文件)."""

from pathlib import Path
from typing import Any

import streamlit as st
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from base import settings
from views.board.draws import DRAWS
from views.server.readers import may_read
from views.session.address import root


class PackedDraws(StaticFiles):
    """The files of a folder, to readers alone (只供读者的文件); each named by what it holds."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory, check_dir=False)
        self.config_checked = True  # the folder is made with the first file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give a file to who may read.

        Where a proxy's headers say who somebody is, to who knows its name, which pages tell.
        """
        if st.get_option("server.trustedUserHeaders") or may_read(HTTPConnection(scope)):
            await super().__call__(scope, receive, send)
        else:
            await PlainTextResponse("sign in first 请先登录", 403)(scope, receive, send)

    def file_response(self, *args: Any, **more: Any) -> Response:
        """Let a reader's browser keep it for good, and nobody in between."""
        found = super().file_response(*args, **more)
        found.headers["Cache-Control"] = "private, max-age=31536000, immutable"
        found.headers["X-Content-Type-Options"] = "nosniff"
        return found


def mount() -> Mount:
    """Answer under the app's own address (挂载)."""
    return Mount(f"{root()}/{DRAWS}", PackedDraws(settings.home() / DRAWS))
