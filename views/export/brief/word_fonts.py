"""A font inside a Word document (内嵌字体): the letters it uses, as TrueType, obfuscated.

ECMA-376 part 4, §2.8.1: the first 32 bytes are XORed with the font's key. Word embeds TrueType
outlines only, so the curves of an OpenType font are redrawn as quadratic ones.
"""

import io
import shutil
import subprocess
from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
STYLES = (("Regular", ""), ("Bold", ":bold"))
BEFORE = ("writeProtection", "view", "zoom", "removePersonalInformation")
"""Settings that stand before those of fonts."""

NEAR = 1.0
"""How far a redrawn curve may lie from the original, in units of a thousandth of the letter."""


def embed(document: object, family: str, instead: str, text: str) -> bool:
    """Put the letters of `text` of a font into a document (内嵌); False where it cannot be found.

    `instead` is the font used where a reader adds letters that are not there.
    """
    found = [(style, _file(f"{family}{mark}")) for style, mark in STYLES]
    if not all(file for _, file in found):
        return False
    table = _related(document.part, "fontTable")  # type: ignore[attr-defined]
    links = []
    for style, file in found:
        assert file is not None
        data = subset(*file, "".join(sorted({*text})))
        key = uuid5(NAMESPACE_URL, f"{family} {style} {len(data)} {data[:64].hex()}")
        name = PackURI(f"/word/fonts/{style.lower()}.odttf")
        part = Part(name, CONTENT, obfuscated(data, key), table.package)
        link = table.relate_to(part, f"{R}/font")
        links.append(
            f'<w:embed{style} r:id="{link}" w:fontKey="{{{str(key).upper()}}}" w:subsetted="1"/>'
        )
    entry = (
        f'<w:font xmlns:w="{W}" xmlns:r="{R}" w:name="{family}"><w:altName w:val="{instead}"/>'
        f"{''.join(links)}</w:font></w:fonts>"
    )
    table._blob = table.blob.replace(b"</w:fonts>", entry.encode())
    settings = document.settings.element  # type: ignore[attr-defined]
    first = sum(child.tag in {f"{{{W}}}{tag}" for tag in BEFORE} for child in settings)
    for place, tag in enumerate(("embedTrueTypeFonts", "saveSubsetFonts")):
        settings.insert(first + place, parse_xml(f'<w:{tag} xmlns:w="{W}"/>'))
    return True


def obfuscated(data: bytes, key: UUID) -> bytes:
    """XOR the first 32 bytes with the key, last byte first (混淆); twice is the font again."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(data[:32], mask, strict=True)) + data[32:]


@lru_cache(maxsize=16)
def subset(file: str, number: int, letters: str) -> bytes:
    """Keep the letters of a font, as TrueType (子集)."""
    options = Options()
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "GDEF"]
    keep = Subsetter(options)
    keep.populate(text=letters)
    out = io.BytesIO()
    with TTFont(file, fontNumber=number, lazy=True, recalcTimestamp=False) as font:
        keep.subset(font)
        if "CFF " in font:
            _quadratic(font)
        font.save(out)
    return out.getvalue()


def _quadratic(font: TTFont) -> None:
    """Redraw the curves as TrueType has them."""
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, NEAR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    del font["CFF "]
    most = font["maxp"]
    most.tableVersion, most.maxZones = 0x00010000, 1
    for field in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs"):
        setattr(most, f"max{field}", 0)
    for field in ("StackElements", "SizeOfInstructions", "ComponentElements"):
        setattr(most, f"max{field}", 0)
    font["post"].formatType, font.sfntVersion = 3.0, "\x00\x01\x00\x00"


def _file(pattern: str) -> tuple[str, int] | None:
    """Ask fontconfig for a font's file and its place in it; None where there is no fontconfig."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    told = subprocess.run(
        [program, "-f", "%{file}|%{index}|%{family}", pattern],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    ).stdout.split("|")
    if len(told) != 3 or pattern.split(":")[0] not in told[2].split(","):
        return None
    return told[0], int(told[1]) & 0xFFFF


def _related(part: Part, kind: str) -> Part:
    return part.part_related_by(f"{R}/{kind}")
