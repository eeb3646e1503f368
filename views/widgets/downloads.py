"""Buttons that hand an outcome over (导出按钮): workbook, brief, pictures, table, offline page."""

import io
import zipfile
from collections.abc import Callable
from typing import Final

import streamlit as st

from records.links.pin import pin
from scenarios.outcome.simulate import Outcome
from views.export.formats import export
from views.present.contents import Contents
from views.session import current, opened_link, roles
from views.widgets import fields
from views.widgets.after_board import beside
from views.widgets.fields import enter
from views.words.words import language, word

BUTTONS: Final = (
    ("xlsx", "export_xlsx", ":material/table_view:"),
    ("docx", "export_docx", ":material/description:"),
    ("pdf", "export_pdf", ":material/picture_as_pdf:"),
    ("html", "export_html", ":material/tune:"),
    ("png", "export_png", ":material/image:"),
    ("svg", "export_svg", ":material/shapes:"),
    ("csv", "export_csv", ":material/csv:"),
)
CALLED: Final = {"xlsx": "workbook", "html": "dossier", "docx": "brief", "pdf": "brief"}
TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "zip": "application/zip",
}


def take_away(outcome: Outcome) -> None:
    """Offer every form of export, built when it is opened (导出)."""
    behind = st.popover(
        word("take_away"), icon=":material/download:", key="take-away", on_change="rerun"
    )
    if behind.open:
        with behind, beside("take-away"):
            sign()
            downloads(outcome)


def handed(outcome: Outcome) -> Contents:
    """Put the contents of an export together, signed as the session says (交付内容)."""
    given = opened_link.provenance(pin(outcome).id, current.signed())
    address = str(st.context.url or "")
    return Contents(outcome, language(), address, given=given, by=roles.vouched())


def sign() -> None:
    """Ask who hands it on, for which office and why (署名); who signed in is not asked."""
    who, unit, why = st.columns([2, 3, 3])
    fields.person(who, word("fact_who"), "sign_who")
    enter(unit.text_input, word("fact_unit"), "sign_unit", "", max_chars=200)
    enter(why.text_input, word("fact_why"), "sign_why", "", max_chars=2_000)


def downloads(outcome: Outcome) -> None:
    """Show a button for every form (导出按钮); each is written when it is pressed, no rerun.

    `outcome` and the language are those of the moment the buttons were shown.
    """
    contents = handed(outcome)
    row = st.container(horizontal=True)
    for kind, key, icon in BUTTONS:
        packed = kind in ("png", "svg", "csv")
        suffix = "zip" if packed else kind
        row.download_button(
            word(key),
            data=_writer(contents, kind),
            file_name=contents.file(CALLED.get(kind, kind), suffix),
            mime=TYPES[suffix],
            on_click="ignore",
            icon=icon,
            key=f"export-{kind}",
        )


def _writer(contents: Contents, kind: str) -> Callable[[], bytes]:
    """Write on demand; several files of one form come as a zip."""

    def write() -> bytes:
        files = export(contents, kind)
        if len(files) == 1:
            return next(iter(files.values()))
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return file.getvalue()

    return write
