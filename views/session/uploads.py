"""From which sessions files are taken (可上传的会话): the limits of the server ask (limits.py)."""

from typing import Final, cast

from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from views.session.choices import session_id

LARGEST: Final = 10 * 2**20
"""Bytes of a file at most, as in views/server/.streamlit/config.toml."""

HELD: Final = 3 * LARGEST
"""Bytes of files that are held for a session."""

ALL: Final = 20 * LARGEST
"""Bytes of files that are held for all of them."""

_open: set[str] = set()
_seen: set[str] = set()


def place() -> None:
    """Say that this session's page has a place for files (此页可上传)."""
    session = session_id()
    if session:
        _open.add(session)
        _seen.add(session)


def settle() -> None:
    """Let go of a session's files once its page has no place for them (清理).

    Called at the end of each page.
    """
    session = session_id()
    if session in _seen:
        _seen.discard(session)
    elif session in _open:
        _open.discard(session)
        _files().remove_session_files(session)


def refusal(session: str, length: int) -> str | None:
    """Say why a file is not taken from a session (拒收原因); None when it is."""
    if session not in _open:
        return "no file is asked for here 此处不接收文件"
    files = list(_files().file_storage.items())
    held = {name: sum(len(one.data) for one in list(kept.values())) for name, kept in files}
    if held.get(session, 0) + length > HELD or sum(held.values()) + length > ALL:
        return "too many files are held here: remove some 文件过多，请先移除"
    return None


def _files() -> MemoryUploadedFileManager:
    return cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr)
