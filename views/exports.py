"""Buttons that hand an outcome over (导出按钮): workbook, brief, pictures, table, offline page."""

import io
import zipfile
from collections.abc import Callable
from typing import Final

import streamlit as st

from data.problems import Language, Problems
from scenarios.simulate import Outcome
from views.report.contents import Contents
from views.report.export import export
from views.words import language, word

BUTTONS: Final = (
    ("xlsx", "download_xlsx", ":material/table_view:"),
    ("docx", "download_docx", ":material/description:"),
    ("pdf", "download_pdf", ":material/picture_as_pdf:"),
    ("html", "download_html", ":material/tune:"),
    ("png", "download_png", ":material/image:"),
    ("svg", "download_svg", ":material/shapes:"),
    ("csv", "download_csv", ":material/csv:"),
)
TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "zip": "application/zip",
}


def downloads(outcome: Outcome) -> None:
    """Show a button for every form (导出按钮); each is written when it is pressed, no rerun.

    `outcome` and the language are those of the moment the buttons were shown.
    """
    contents = Contents(outcome, language(), str(st.context.url or ""))
    places = st.columns(4)
    for number, (kind, key, icon) in enumerate(BUTTONS):
        packed = kind in ("png", "svg", "csv")
        suffix = "zip" if packed else kind
        places[number % len(places)].download_button(
            word(key),
            data=_writer(contents, kind),
            file_name=contents.file(kind if packed else _called(kind), suffix),
            mime=TYPES[suffix],
            on_click="ignore",
            icon=icon,
            key=f"download-{kind}",
            width="stretch",
        )


def _called(kind: str) -> str:
    return {"xlsx": "workbook", "html": "dossier"}.get(kind, "brief")


def _writer(contents: Contents, kind: str) -> Callable[[], bytes]:
    """Write on demand; what is wrong is handed over as text rather than as a broken file."""

    def write() -> bytes:
        try:
            files = export(contents, kind)
        except Problems as problems:
            return _told(problems, contents.tongue)
        if len(files) == 1:
            return next(iter(files.values()))
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return file.getvalue()

    return write


def _told(problems: Problems, tongue: Language) -> bytes:
    return problems.text(tongue).encode("utf-8-sig")
