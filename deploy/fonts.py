"""The font that documents are set in, made of Noto Sans CJK (文档字体): `python -m deploy.fonts`.

What it makes lies in views/export/fonts, so that a PDF, a Word file and a picture look the same
wherever they are written; it is run again only where letters are to be added. The curves are
redrawn as TrueType, for Word embeds no others. The licence (OFL.txt) asks for a name of its own.
"""

from pathlib import Path
from typing import Final

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

from views.export.fonts import FAMILY, FOLDER, STYLES

SOURCE: Final = Path("/usr/share/fonts/opentype/noto")
"""Where Debian's fonts-noto-cjk lies."""

SC: Final = 2
"""The place of the Chinese font in each collection."""

SIGNS: Final = (
    *((0x20, 0x24F), (0x370, 0x3FF), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x22FF)),
    *((0x2460, 0x24FF), (0x2500, 0x27BF), (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE30, 0xFE4F)),
    (0xFF00, 0xFFEF),
)
"""Letters, punctuation, currencies, arrows, mathematics, numbers in circles, shapes."""

NAMES: Final = (
    "喆镕珺玥昇堃焱垚燊翀赟瑄琪祎晗玮珉烨炜煜熠琨瑾璟璐璇璘琰珂珞珈玙珩琇瑀瑢璠偲儁劭勍卲吔呗囍圳坤垲堉塍墉夔奭妤妍姈姝姵婕婧媛"
    "嫄嫣孖孜寔岚岑峥崮嵘巍帔弢彧忞怿恺悫惇愫慜懋戬扆抃揆旻昉昊昕昱晖晟晞晔暐暄曈曦朴杋枞柃栩桉梓棽椿楗榕槿樾橦檀欣毓沄沐沛泓泠洧洹浠"
    "浥涵淇淞淦湉湑湜滢漪潆潞澍濛瀚炅炘烜焜焯煊熙燚犇猷玎玗玘玚玟玠玢玫珅珑珣珧琎琚琛琤琥琬琮瑗瑜瑭瑱璁璈璋璞甯畅畯皓皙睿砚砺碁祁祐祺禛"
    "禾秾穎竑竣笪筠筱箐篪綦纮绚绮缙羿翊翎翙翚翦翯耀聿肜胤臻舸艺芃芊芮苡茀茉茜荃荏荔莀莹菁菡萱葳蒨蓁蓓蔚蔺薇薏藜蘅虓蛟袆覃訸詠謇赜轶邕郗郝"
    "鄢酉醴釂釔钊钏钰铖铠铱锃锳镐镠闫闳阗陟隽雯霁霖霭靓靖韫韬顼颀飏馥骁骅骐骞髫鲲鹍鹤麒黎黻鼐齊龑侃倢堯淼睎暤頔頫馨"
)
"""Letters of people's names that GB 2312 leaves out, and some that it has."""

MARKS: Final = {
    "✓": [(90, 365), (165, 440), (370, 245), (830, 720), (905, 645), (370, 95)],
    "✕": [
        *((165, 90), (500, 425), (835, 90), (905, 160), (570, 495), (905, 830), (835, 900)),
        *((500, 565), (165, 900), (95, 830), (430, 495), (95, 160)),
    ],
}
"""Corners of the two signs of verdicts, which it lacks too; ours, in thousandths of a letter."""


def letters() -> str:
    """Give what the font holds (所含字符): the letters of GB 2312, names and signs."""
    pairs = [bytes((a, b)) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF)]
    signs = [chr(code) for first, last in SIGNS for code in range(first, last + 1)]
    return "".join([*(pair.decode("gb2312", "ignore") for pair in pairs), *signs, *NAMES])


def make(style: str) -> TTFont:
    """Cut one weight out, redraw and rename it (制作一种字重)."""
    options = Options()
    options.layout_features, options.hinting, options.notdef_outline = ["kern"], False, True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GSUB"]
    keep = Subsetter(options)
    keep.populate(text=letters())
    file = SOURCE / f"NotoSansCJK-{style}.ttc"
    font = TTFont(file, fontNumber=SC, recalcTimestamp=False)
    keep.subset(font)
    redraw(font)
    for sign, corners in MARKS.items():
        mark(font, sign, corners)
    rename(font, style)
    return font


def redraw(font: TTFont) -> None:
    """Redraw the curves as TrueType has them, a thousandth of a letter off at most (曲线重绘)."""
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
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


def mark(font: TTFont, sign: str, corners: list[tuple[int, int]]) -> None:
    """Draw a sign of ours, as wide as a letter (增绘符号)."""
    name, pen = f"uni{ord(sign):04X}", TTGlyphPen(None)
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (1000, min(x for x, _ in corners))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(sign)] = name


def rename(font: TTFont, style: str) -> None:
    """Give it a name of its own; copyright and licence stay (改名)."""
    names = font["name"]
    told = {1: FAMILY, 2: style, 3: f"{FAMILY} {style}", 4: f"{FAMILY} {style}"}
    told |= {6: f"{FAMILY.replace(' ', '')}-{style}", 10: "Cut out of Noto Sans CJK SC"}
    kept = {0: names.getDebugName(0), 13: names.getDebugName(13), 14: names.getDebugName(14)}
    names.names = []
    for number, text in (told | kept).items():
        if text:
            names.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    for style in STYLES:
        make(style).save(FOLDER / f"{style}.ttf")
