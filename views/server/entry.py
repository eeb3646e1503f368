"""The pages, with what the server answers beside them and the limits that it keeps (服务入口).

`yuce serve` runs this file: Streamlit finds the app in it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from views.server import first_look, opened_links, packed_draws
from views.server.health import health
from views.server.limits import Limits
from views.session.address import root


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Load the published baseline beside the start (预热): no first reader waits for it."""
    Thread(target=opened_links.warm, daemon=True).start()
    yield


app = st.App(
    Path(__file__).parents[2] / "app.py",
    lifespan=warm,
    routes=[
        Route(f"{root()}/health", health),
        packed_draws.mount(),
        *opened_links.routes(),
        *first_look.routes(),
    ],
    middleware=[Middleware(Limits, calls=opened_links.link_asked)],
)
