"""Canonical bytes (规范字节): one value, one text, one hash, on every machine."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> str:
    """Spell JSON values in one way: sorted keys, no spaces, no NaN (规范写法).

    >>> canonical({"b": 1, "a": "渝"})
    '{"a":"渝","b":1}'
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(value: Any) -> str:
    """Name JSON values by content: 16 hex digits of SHA-256 (内容哈希).

    >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    True
    """
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:16]
