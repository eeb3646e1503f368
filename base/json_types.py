"""Plain JSON values (JSON 值), as they are read and written."""

from typing import Any

Record = dict[str, Any]
