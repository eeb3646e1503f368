"""`/health`: whether readers get answers, and whether the store does (健康状况).

Streamlit's own `/_stcore/health` says that the process runs. This one asks the store as well, and
tells the truth within five seconds, for it waits no longer than that.
"""

from typing import Final

import anyio
import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import JSONResponse

from base.problems import Problems
from records.store.database import exists, reading
from views.session import opened_link

PATIENCE: Final = 4.5
"""Seconds after which a store that has not answered is told as silent."""


async def health(request: Request) -> JSONResponse:
    """Say how it stands (健康状况): 200 where all answers, 503 where the store does not.

    Readers then go on from what is known; nothing can be saved.
    """
    store = "silent"
    with anyio.move_on_after(PATIENCE):
        store = await anyio.to_thread.run_sync(_asked, abandon_on_cancel=True)
    well = store in ("ok", "none")
    said = {"status": "ok" if well else "degraded", "store": store}
    return JSONResponse(said, 200 if well else 503, headers={"Cache-Control": "no-store"})


def _asked() -> str:
    """Ask the store for anything at all; "none" where there is not one yet."""
    try:
        if not exists():
            return "none"
        with reading(opened_link.store().engine) as connection:
            connection.execute(sa.text("SELECT 1"))
    except Problems as problems:
        return "silent" if problems.problems[0].code == "store-silent" else "fault"
    return "ok"
