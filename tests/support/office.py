"""LibreOffice without a window: recalculates a workbook as a reader's Excel would (重算)."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Recalculate on loading, always: otherwise the values kept in the file would be believed."""


def soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def recalculated(book: bytes, changes: dict[tuple[str, str], float], folder: Path) -> Any:
    """Change cells (sheet, address) of a workbook, recalculate it, and read its values.

    The values kept in the file are dropped, so that only recalculated ones can come back.
    """
    program = soffice()
    assert program is not None
    opened = openpyxl.load_workbook(io.BytesIO(book))
    for (sheet, address), value in changes.items():
        opened[sheet][address] = value
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    source, target = folder / "changed.xlsx", folder / "out"
    opened.save(source)
    subprocess.run(
        [
            *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless"),
            *("--convert-to", "xlsx", "--outdir", str(target), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return openpyxl.load_workbook(target / "changed.xlsx", data_only=True)
