"""The brief as PDF (简报 PDF): one page, an annex where it is too much, fonts embedded."""

from dataclasses import asdict
from pathlib import Path
from typing import Final

from views.export.brief.brief import brief
from views.export.pictures.qr import qr_svg
from views.export.pictures.typesetting import pdf
from views.present.contents import Contents
from views.words.words import speaking, word

SOURCE: Final = Path(__file__).with_name("brief.typ")


def brief_pdf(contents: Contents) -> bytes:
    """Set the brief (简报排版); raises Problems where there is no Chinese font."""
    with speaking(contents.tongue):
        told = brief(contents)
        heads = {
            "parts": word("contribution_chart", told.year),
            "services": word("services"),
            "scopes": told.scopes_head,
            "ledger": word("sheet_ledger"),
            "nothing": word("nothing_assumed"),
            "annex": word("annex"),
            "see_annex": word("see_annex"),
        }
        code = qr_svg(contents.link)
        data = asdict(told) | {"heads": heads, "code": code, "lang": contents.tongue}
        return pdf(SOURCE.read_bytes(), data)
