#!/usr/bin/env python3
"""Build the three kiosk fonts from Noto fonts. Run it by hand; see README.md.

Kivy draws a label with one font file and has no fallback to another, so each
face here holds everything the kiosk shows: Han from "Noto ... SC", and Latin,
Cyrillic and Greek from "Noto Sans" or "Noto Serif".

How the two halves are matched
  * Latin is scaled by 1.027. Its capitals are then 0.733 em high, the height
    that the designers of the Chinese fonts gave to the Latin they draw.
  * The Latin weight is chosen so that, after scaling, the stem of "H" equals
    the stem of the "H" inside the Chinese font (in thousandths of an em):
    Sans Regular 92 and 92, Sans Bold 155 and 148, Serif 120 and 120. For the
    serif that means Noto Serif Medium beside Noto Serif SC SemiBold.

Characters that both halves have
  * Letters, digits, quotes “ ” ‘ ’, the ellipsis and all other signs in the
    WESTERN ranges come from the Western font. The Chinese font draws quotes
    one em wide, which leaves a hole in Kazakh, Russian and English text.
  * U+2014 EM DASH fills a cell of exactly one em with no space at its sides,
    so that the Chinese double dash is one line. It is raised a little, to sit
    between the middle of small letters and the middle of a Han character.
  * U+00B7 MIDDLE DOT gets a cell of half an em with the dot in its middle,
    which is what Chinese practice asks for between the parts of a name.
  * U+2026 ELLIPSIS keeps its dots on the baseline. A Chinese text that wants
    them in the middle can use U+22EF.
  * Chinese punctuation, full-width forms, arrows and shapes come from the
    Chinese font. The Western font only fills gaps there.

What is left out
  * GSUB, GPOS, kern, GDEF, BASE: the line breaker adds up the advances of
    single characters. Kerning or ligatures would make that sum wrong.
  * vhea, vmtx, VORG: the kiosk sets no vertical text. STAT: nothing varies.
  * prep: a 7-byte program for drop-out control. The sources hold no other
    instructions, so the result holds none at all.
  * Characters whose ink leaves the line box, so that no text is ever clipped.
  * In the serif, Han of Extension A that are neither in the General Standard
    list nor in GBK, to keep the file under 12 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

HERE = Path(__file__).resolve().parent
STANDARD_LIST = HERE / "coverage" / "general-standard-8105.txt"
SUMS = HERE / "SHA256SUMS"
COVERAGE = HERE / "coverage.txt"
VERSION = "1.000"
# Seconds since 1904, the clock of the head table: 2025-01-01. It is fixed, and
# not "now", so that two runs give the same bytes.
TIMESTAMP = 3818534400
EM, LATIN_SCALE = 1000, 1.027
# The line box, the same in all faces. It holds the tallest stacked accents.
ASCENT, DESCENT = 1100, -300

DROPPED_TABLES = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "kern", "vhea", "vmtx", "VORG", "prep"]
EM_DASH, HORIZONTAL_BAR, MIDDLE_DOT = 0x2014, 0x2015, 0x00B7
EM_DASH_RAISE = 40
# A hair past the cell, so that two dashes in a row show no seam.
EM_DASH_OVERHANG = 5

# Where the Western font wins over the Chinese one.
WESTERN = (
    (0x0020, 0x058F), (0x1C80, 0x1C8F),  # Latin, marks, Greek, Cyrillic
    (0x1AB0, 0x1AFF), (0x1D00, 0x1FFF),  # more marks, letters with marks
    (0x2000, 0x214F), (0x2200, 0x22FF),  # punctuation, money, arithmetic
    (0x2C60, 0x2C7F), (0x2DE0, 0x2E7F),  # rare Latin and Cyrillic
    (0xA640, 0xA7FF), (0xAB30, 0xAB6F),
    (0xFB00, 0xFB06), (0xFE20, 0xFE2F),  # Latin ligatures, half marks
)  # fmt: skip
# Where it may only add what the Chinese one lacks.
GAP_FILL = ((0x2150, 0x2BFF), (0xFEFF, 0xFEFF), (0xFFFC, 0xFFFD))
EXTENSION_A = frozenset(range(0x3400, 0x4DC0))


@dataclass(frozen=True)
class Face:
    """One font to build: its name, its weight and the two source fonts."""

    family: str
    style: str
    weight: int
    han: str
    western: str
    trim_extension_a: bool = False

    @property
    def file_name(self) -> str:
        return f"{self.family.replace(' ', '')}-{self.style}.ttf"


FACES = (
    Face("Kiosk Sans", "Regular", 400, "NotoSansSC_400Regular", "NotoSans_400Regular"),
    Face("Kiosk Sans", "Bold", 700, "NotoSansSC_700Bold", "NotoSans_700Bold"),
    Face("Kiosk Serif", "SemiBold", 600, "NotoSerifSC_600SemiBold", "NotoSerif_500Medium",
         trim_extension_a=True),
)  # fmt: skip


def load(modules: Path, name: str) -> TTFont:
    """Open a source font, such as NotoSansSC_400Regular, in its npm package."""
    family, style = name.split("_")
    package = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", family).lower()
    path = modules / "@expo-google-fonts" / package / style / f"{name}.ttf"
    return TTFont(path, recalcTimestamp=False)


def in_ranges(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


def read_standard_list() -> set[int]:
    lines = STANDARD_LIST.read_text(encoding="utf-8").splitlines()
    return {ord(char) for line in lines if not line.startswith("#") for char in line}


def in_gbk(code: int) -> bool:
    return chr(code).encode("gbk", "ignore") != b""


def fits_line_box(font: TTFont, glyph_name: str) -> bool:
    glyph = font["glyf"][glyph_name]
    return bool(glyph.numberOfContours == 0 or (glyph.yMax <= ASCENT and glyph.yMin >= DESCENT))


def reduce_to(font: TTFont, codes: set[int]) -> None:
    """Drop from the font all but the glyphs of these code points."""
    options = Options()
    options.layout_features = []
    options.drop_tables += DROPPED_TABLES
    options.notdef_outline = True
    options.glyph_names = True
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def add_fitted(font: TTFont, code: int, left: int, right: int, advance: int, dy: int) -> str:
    """Add a copy of this character's glyph with a new extent, advance and height.

    It is a copy because other glyphs may be built from the old one.
    """
    old_name = font.getBestCmap()[code]
    old = font["glyf"][old_name]
    stretch = (right - left) / (old.xMax - old.xMin)
    outline = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[old_name].draw(outline)
    pen = TTGlyphPen(None)
    outline.replay(TransformPen(pen, (stretch, 0, 0, 1, left - old.xMin * stretch, dy)))
    name = f"fitted.{old_name}"
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (advance, left)
    return name


def add_shared_punctuation(western: TTFont) -> dict[int, str]:
    """Fit the dash and the dot to Han cells (see the top); return their glyphs."""
    over, cell = EM_DASH_OVERHANG, EM // 2
    dash = add_fitted(western, EM_DASH, -over, EM + over, EM, EM_DASH_RAISE)
    dot = western["glyf"][western.getBestCmap()[MIDDLE_DOT]]
    width = dot.xMax - dot.xMin
    left = (cell - width) // 2
    fitted_dot = add_fitted(western, MIDDLE_DOT, left, left + width, cell, 0)
    return {EM_DASH: dash, HORIZONTAL_BAR: dash, MIDDLE_DOT: fitted_dot}


def add_glyphs(target: TTFont, source: TTFont) -> None:
    """Copy all glyphs of source to target, with "w." before their names."""
    order = list(target.getGlyphOrder())
    for name in source.getGlyphOrder()[1:]:  # the first is .notdef
        glyph = source["glyf"][name]
        if glyph.isComposite():
            for part in glyph.components:
                part.glyphName = f"w.{part.glyphName}"
        order.append(f"w.{name}")
        target["glyf"].glyphs[f"w.{name}"] = glyph
        target["hmtx"].metrics[f"w.{name}"] = source["hmtx"].metrics[name]
    target.setGlyphOrder(order)
    target["glyf"].setGlyphOrder(order)


def set_metadata(font: TTFont, face: Face, copyrights: list[str]) -> None:
    """Set names, weight, line box and dates."""
    ribbi = face.style in ("Regular", "Bold")
    full = f"{face.family} {face.style}"
    names = {
        "copyright": "; ".join(line.rstrip(". ") for line in copyrights) + ".",
        "familyName": face.family if ribbi else full,
        "styleName": face.style if ribbi else "Regular",
        "uniqueFontIdentifier": f"{VERSION};{face.file_name.removesuffix('.ttf')}",
        "fullName": full,
        "version": f"Version {VERSION}",
        "psName": face.file_name.removesuffix(".ttf"),
        "licenseDescription": "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        "licenseInfoURL": "https://openfontlicense.org",
    }
    if not ribbi:
        names |= {"typographicFamily": face.family, "typographicSubfamily": face.style}
    builder = FontBuilder(font=font)
    builder.setupNameTable(names, mac=False)
    builder.setupPost(keepGlyphNames=False)

    head, hhea, os2, bold = font["head"], font["hhea"], font["OS/2"], face.style == "Bold"
    head.created = head.modified = TIMESTAMP
    head.fontRevision = float(VERSION)
    head.macStyle = 1 if bold else 0
    hhea.ascent, hhea.descent, hhea.lineGap = ASCENT, DESCENT, 0
    os2.version = max(os2.version, 4)
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, DESCENT, 0
    os2.usWinAscent, os2.usWinDescent = ASCENT, -DESCENT
    os2.usWeightClass, os2.fsType, os2.achVendID = face.weight, 0, "NONE"
    os2.fsSelection = 0x80 | (0x20 if bold else 0x40)  # use typo metrics; bold or regular
    os2.recalcUnicodeRanges(font)
    os2.recalcCodePageRanges(font)


def build(face: Face, modules: Path, standard: set[int]) -> TTFont:
    han, western = load(modules, face.han), load(modules, face.western)
    copyrights = [font["name"].getDebugName(0) for font in (han, western)]
    # scale_upem makes the outlines larger for a finer grid. Put the old size of
    # the em back, and the letters themselves are larger.
    scale_upem(western, round(EM * LATIN_SCALE))
    western["head"].unitsPerEm = EM

    han_map, western_map = han.getBestCmap(), western.getBestCmap()
    from_western = {
        code
        for code, name in western_map.items()
        if (in_ranges(code, WESTERN) or (in_ranges(code, GAP_FILL) and code not in han_map))
        and fits_line_box(western, name)
    }
    from_han = {
        code
        for code, name in han_map.items()
        if code not in from_western
        and fits_line_box(han, name)
        and not (face.trim_extension_a and code in EXTENSION_A - standard and not in_gbk(code))
    }
    os2, western_os2 = han["OS/2"], western["OS/2"]
    os2.sxHeight, os2.sCapHeight = western_os2.sxHeight, western_os2.sCapHeight
    reduce_to(han, from_han)
    reduce_to(western, from_western)
    western_map = western.getBestCmap() | add_shared_punctuation(western)

    char_map = dict(han.getBestCmap())
    char_map |= {code: f"w.{name}" for code, name in western_map.items()}
    add_glyphs(han, western)
    FontBuilder(font=han).setupCharacterMap(char_map, allowFallback=False)
    set_metadata(han, face, copyrights)
    return han


def ranges_text(codes: set[int]) -> str:
    """The code points as lines like "20-7E", or "B7" for a single one."""
    firsts = sorted(code for code in codes if code - 1 not in codes)
    lasts = sorted(code for code in codes if code + 1 not in codes)
    pairs = zip(firsts, lasts, strict=True)
    return "".join(f"{a:X}-{b:X}\n" if b > a else f"{a:X}\n" for a, b in pairs)


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the kiosk fonts.")
    help_text = "the folder that npm made (default: beside this script)"
    parser.add_argument("--modules", type=Path, default=HERE / "node_modules", help=help_text)
    modules = parser.parse_args().modules
    standard = read_standard_list()
    covered: list[set[int]] = []
    for face in FACES:
        font = build(face, modules, standard)
        codes = set(font.getBestCmap())
        if missing := standard - codes:
            print(f"{face.file_name}: {len(missing)} characters of the standard are missing")
            return 1
        path = HERE / face.file_name
        font.save(path)
        print(f"{path.name}: {path.stat().st_size:,} bytes, {len(codes):,} characters")
        covered.append(codes)
    common = set.intersection(*covered)
    COVERAGE.write_text(ranges_text(common), encoding="ascii")
    # `kiosk doctor` compares the shipped files with it; `sha256sum --check` can as well.
    sums = [(hashlib.sha256(path.read_bytes()).hexdigest(), path.name) for path in sorted(HERE.glob("*.ttf"))]
    SUMS.write_text("".join(f"{digest}  {name}\n" for digest, name in sums), encoding="ascii")
    print(f"{COVERAGE.name}: {len(common):,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
