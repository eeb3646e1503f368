"""SVG to PNG and typst to PDF, in this process and in our own font (栅格与排版)."""

import json
from functools import cache
from typing import Any, Final

import typst

from base import settings
from views.export.fonts import FAMILY, FOLDER

PICTURE: Final = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(json(bytes(sys.inputs.data)).svg), format: "svg")
"""


def png(svg: str, pixels: float = 2.0) -> bytes:
    """Draw an SVG as PNG (位图); `pixels` a point of the picture."""
    return _compiled(PICTURE, {"svg": svg}, "png", 72 * pixels / 0.75)


def pdf(source: bytes, data: dict[str, Any]) -> bytes:
    """Set a page (排版): `data` reaches it as sys.inputs.data, JSON, never as markup."""
    return _compiled(source, data | {"font": FAMILY}, "pdf", None)


def _compiled(source: bytes, data: dict[str, Any], form: Any, ppi: float | None) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = typst.Compiler(font_paths=_fonts()).compile(
        source, format=form, ppi=ppi, sys_inputs=inputs
    )
    assert isinstance(made, bytes), "one page"
    return made


@cache
def _fonts() -> typst.Fonts:
    """Find the fonts, once a process: ours first; others give the letters that it lacks."""
    own = settings.read().fonts
    return typst.Fonts(font_paths=[str(FOLDER), *([str(own)] if own else [])])
