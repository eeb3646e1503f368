"""SVG to PNG and typst to PDF, in this process (栅格与排版); a Chinese font must be there.

typst leaves a glyph it has no font for blank and says nothing, so the fonts are asked first.
"""

import json
from functools import cache
from typing import Any, Final

import typst

from base import settings
from base.problems import Problem, Problems, Text

FAMILIES: Final = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN"),
    *("Microsoft YaHei", "PingFang SC", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"),
    *("Droid Sans Fallback", "AR PL UMing CN", "SimSun"),
)
"""Fonts with Chinese glyphs, best first."""

PICTURE: Final = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(json(bytes(sys.inputs.data)).svg), format: "svg")
"""


def font() -> str:
    """Name the Chinese font of this machine (中文字体).

    Raises Problems when there is none. A folder of fonts may be named in `YUCE_FONTS`.
    """
    known = set(_fonts().families())
    found = next((family for family in FAMILIES if family in known), None)
    if found is None:
        raise Problems([_none()])
    return found


def png(svg: str, pixels: float = 2.0) -> bytes:
    """Draw an SVG as PNG (位图); `pixels` a point of the picture."""
    font()
    # The picture is told its font by name: what a browser falls back to is not asked for here.
    return _compiled(PICTURE, {"svg": svg}, "png", 72 * pixels / 0.75)


def pdf(source: bytes, data: dict[str, Any]) -> bytes:
    """Set a page (排版): `data` reaches it as sys.inputs.data, JSON, never as markup."""
    return _compiled(source, data | {"font": font()}, "pdf", None)


def _compiled(source: bytes, data: dict[str, Any], form: Any, ppi: float | None) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = typst.Compiler(font_paths=_fonts()).compile(
        source, format=form, ppi=ppi, sys_inputs=inputs
    )
    assert isinstance(made, bytes), "one page"
    return made


@cache
def _fonts() -> typst.Fonts:
    """Find the fonts, once a process: it takes half a second."""
    own = settings.read().fonts
    return typst.Fonts(font_paths=[str(own)] if own else [])


def _none() -> Problem:
    return Problem(
        where="fonts",
        what=Text("本机没有中文字体", "there is no font with Chinese glyphs"),
        found="0",
        expected=Text(f"{FAMILIES[0]} 等", f"{FAMILIES[0]} or the like"),
        remedy=Text(
            "安装 fonts-noto-cjk，或用 YUCE_FONTS 指明字体目录",
            "install fonts-noto-cjk, or name a folder of fonts in YUCE_FONTS",
        ),
        code="font-none",
    )
