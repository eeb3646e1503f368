"""`yuce`, run as a user runs it: what it prints, and how it ends."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

import cli

ROOT = Path(__file__).parents[2]


def yuce(*words: str, code: int = 0) -> str:
    """Run the command in this process; what it printed, with its complaints if it failed."""
    stdout, stderr = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["yuce", *words]),
        redirect_stdout(stdout),
        redirect_stderr(stderr),
        pytest.raises(SystemExit) as ended,
    ):
        cli.main()
    told = stdout.getvalue() + (stderr.getvalue() if code else "")
    assert (ended.value.code or 0) == code, stdout.getvalue() + stderr.getvalue()
    return told


def printed(*words: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(yuce(*words, "--json"))
    assert record["schema"] == 1
    return record
