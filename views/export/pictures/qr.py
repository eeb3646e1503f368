"""A link as a QR code (二维码), for whoever holds the paper and a phone."""

import io
from typing import Any

import segno


def qr_svg(link: str, light: str | None = None, border: int = 2) -> str:
    """Draw it as SVG (矢量二维码), to stand inside a page; `light`: the colour behind it."""
    shown = {"border": border, "light": light, "omitsize": True}
    return _drawn(link, kind="svg", xmldecl=False, svgns=True, **shown).decode("utf-8")


def qr_png(link: str, scale: int = 6) -> bytes:
    """Draw it as PNG (位图二维码), for Word."""
    return _drawn(link, kind="png", scale=scale, border=2)


def _drawn(link: str, **how: Any) -> bytes:
    file = io.BytesIO()
    segno.make(link, error="l", micro=False).save(file, **how)
    return file.getvalue()
