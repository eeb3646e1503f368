"""Every export format (导出), and the names of its files."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from base.problems import Problems, named, not_among
from views.present.contents import Contents
from views.present.safe_cells import inert
from views.words.words import speaking

ExportedFiles = dict[str, bytes]
"""File name → content."""


def export(contents: Contents, kind: str) -> ExportedFiles:
    """Write one form of an outcome (导出); file names hold the scenario's id.

    Raises Problems for an unknown form, and where pictures need a Chinese font there is none of.
    """
    if not named(kind, FORMATS):
        raise Problems(
            [
                not_among(
                    *("form", "未知格式", "an unknown form", kind, [*FORMATS, "all"]),
                    code="format-unknown",
                    arguments=("form",),
                )
            ]
        )
    with speaking(contents.tongue):
        return FORMATS[kind](contents)


# Each imports what it needs when it is asked for: Word, Excel and typst are slow to load.
def _xlsx(contents: Contents) -> ExportedFiles:
    from views.export.workbook.workbook import workbook

    return {contents.file("workbook", "xlsx"): workbook(contents)}


def _docx(contents: Contents) -> ExportedFiles:
    from views.export.brief.brief_word import brief_word

    return {contents.file("brief", "docx"): brief_word(contents)}


def _pdf(contents: Contents) -> ExportedFiles:
    from views.export.brief.brief_pdf import brief_pdf

    return {contents.file("brief", "pdf"): brief_pdf(contents)}


def _png(contents: Contents) -> ExportedFiles:
    from views.export.pictures.pictures import pictures
    from views.export.pictures.typesetting import png

    return {contents.file(name, "png"): png(svg) for name, svg in pictures(contents).items()}


def _svg(contents: Contents) -> ExportedFiles:
    from views.export.pictures.pictures import pictures

    return {contents.file(name, "svg"): svg.encode() for name, svg in pictures(contents).items()}


def _csv(contents: Contents) -> ExportedFiles:
    from views.export.csv_tables import assumptions, results

    return {
        contents.file("assumptions", "csv"): assumptions(contents),
        contents.file("results", "csv"): results(contents),
    }


def _html(contents: Contents) -> ExportedFiles:
    from views.export.offline_page import dossier

    return {contents.file("dossier", "html"): dossier(contents)}


def _iamc(contents: Contents) -> ExportedFiles:
    from views.export.iamc import iamc

    table = iamc(contents.outcome)
    with speaking("en"):
        about = table[["model", "scenario"]].head(1).assign(**asdict(contents.facts()))
    return {
        contents.file(name, "csv"): rows.map(inert).to_csv(index=False).encode()
        for name, rows in (("iamc", table), ("iamc-meta", about))
    }


FORMATS: Final[dict[str, Callable[[Contents], ExportedFiles]]] = {
    "xlsx": _xlsx,
    "docx": _docx,
    "pdf": _pdf,
    "png": _png,
    "svg": _svg,
    "csv": _csv,
    "html": _html,
    "iamc": _iamc,
}
