"""A link as a QR code (二维码), for whoever holds the paper and a phone."""

import io

import segno


def qr_svg(link: str) -> str:
    """Draw it as SVG (矢量二维码), to stand inside a page."""
    file = io.BytesIO()
    segno.make(link, error="l", micro=False).save(
        file, kind="svg", xmldecl=False, border=2, omitsize=True, svgns=True
    )
    return file.getvalue().decode("utf-8")


def qr_png(link: str, scale: int = 6) -> bytes:
    """Draw it as PNG (位图二维码), for Word."""
    file = io.BytesIO()
    segno.make(link, error="l", micro=False).save(file, kind="png", scale=scale, border=2)
    return file.getvalue()
