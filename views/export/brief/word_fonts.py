"""A font inside a Word document (内嵌字体): the letters it uses, as TrueType, obfuscated.

ECMA-376 part 4, §2.8.1: the first 32 bytes are XORed with the font's key.
"""

import io
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from views.export.fonts import FAMILY, FOLDER, STYLES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
BEFORE = ("writeProtection", "view", "zoom", "removePersonalInformation")
"""Settings that stand before those of fonts."""


def embed(document: object, instead: str, text: str) -> None:
    """Put the letters of `text` into a document (内嵌).

    `instead` is the font used where a reader adds letters that are not there.
    """
    table = _related(document.part, "fontTable")  # type: ignore[attr-defined]
    links = []
    for style in STYLES:
        data = subset(style, "".join(sorted({*text})))
        key = uuid5(NAMESPACE_URL, f"{FAMILY} {style} {len(data)} {data[:64].hex()}")
        name = PackURI(f"/word/fonts/{style.lower()}.odttf")
        part = Part(name, CONTENT, obfuscated(data, key), table.package)
        link = table.relate_to(part, f"{R}/font")
        links.append(
            f'<w:embed{style} r:id="{link}" w:fontKey="{{{str(key).upper()}}}" w:subsetted="1"/>'
        )
    entry = (
        f'<w:font xmlns:w="{W}" xmlns:r="{R}" w:name="{FAMILY}"><w:altName w:val="{instead}"/>'
        f"{''.join(links)}</w:font></w:fonts>"
    )
    table._blob = table.blob.replace(b"</w:fonts>", entry.encode())
    settings = document.settings.element  # type: ignore[attr-defined]
    first = sum(child.tag in {f"{{{W}}}{tag}" for tag in BEFORE} for child in settings)
    for place, tag in enumerate(("embedTrueTypeFonts", "saveSubsetFonts")):
        settings.insert(first + place, parse_xml(f'<w:{tag} xmlns:w="{W}"/>'))


def obfuscated(data: bytes, key: UUID) -> bytes:
    """XOR the first 32 bytes with the key, last byte first (混淆); twice is the font again."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(data[:32], mask, strict=True)) + data[32:]


@lru_cache(maxsize=16)
def subset(style: str, letters: str) -> bytes:
    """Keep the letters of the font (子集)."""
    options = Options()
    options.layout_features, options.notdef_outline = [], True
    options.drop_tables += ["GPOS"]
    keep = Subsetter(options)
    keep.populate(text=letters)
    out = io.BytesIO()
    with TTFont(FOLDER / f"{style}.ttf", lazy=True, recalcTimestamp=False) as font:
        keep.subset(font)
        font.save(out)
    return out.getvalue()


def _related(part: Part, kind: str) -> Part:
    return part.part_related_by(f"{R}/{kind}")
