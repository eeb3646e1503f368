"""The draws that the live board works on, to who may read the pages (抽样文件)."""

import streamlit as st
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from base import settings
from views.board.draws import DRAWS
from views.server.readers import may_read


class PackedDraws(StaticFiles):
    """The files of a folder, to readers alone (只供读者的文件)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give a file, asked about anew by each reader's browser; nothing to who may not read.

        Where a proxy's headers say who somebody is, to who knows a baseline's id, which pages tell.
        """
        if st.get_option("server.trustedUserHeaders") or may_read(HTTPConnection(scope)):
            await super().__call__(scope, receive, send)
        else:
            await PlainTextResponse("sign in first 请先登录", 403)(scope, receive, send)


def mount(root: str) -> Mount:
    """Answer under the app's own address (挂载)."""
    return Mount(f"{root}/{DRAWS}", PackedDraws(directory=settings.home() / DRAWS, check_dir=False))
