"""The merged fonts: every face has every character, and all faces share one line box."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
FACES = ("KioskSans-Regular.ttf", "KioskSans-Bold.ttf", "KioskSerif-SemiBold.ttf")
ASCENT, DESCENT, EM = 1100, -300, 1000

REQUIRED = {
    "Kazakh Cyrillic": "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя",
    "Kazakh Latin": "AaÄäBbDdEeFfGgĞğHhIıİiJjKkLlMmNnÑñOoÖöPpQqRrSsŞşTtUuŪūÜüVvYyZzŊŋÁáǴǵŃńÓóÚúÝý",
    "ASCII": "".join(map(chr, range(0x20, 0x7F))),
    "Latin-1": "".join(map(chr, range(0xA0, 0x100))),
    "Latin Extended-A and B": "".join(map(chr, range(0x100, 0x250))),
    "names of the Achaemenids": "āēīōūšžčḥθḫṯĀĒĪŌŪŠŽČḤΘ",
    "combining marks": "\u0300\u0301\u0304\u0306\u0308\u030c\u0323\u0325\u0331",
    "signs": "–—‒°×±½№′″«»„“”‘’…•·→←↑↓©®™€₸¥−²³\u00a0\u2009\u202f\u2060",
    "Chinese punctuation": "，。、；：？！（）《》〈〉「」『』【】〔〕～￥\u3000",
    "full-width forms": "".join(map(chr, range(0xFF01, 0xFF5F))),
}


@cache
def font(name: str) -> TTFont:
    return TTFont(FONTS / name)


@cache
def codes(name: str) -> frozenset[int]:
    return frozenset(font(name).getBestCmap())


@cache
def standard_characters() -> str:
    lines = (FONTS / "coverage" / "general-standard-8105.txt").read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def gb_2312() -> set[int]:
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return {ord(char) for row in rows for char in row.decode("gb2312", "ignore")}


def advance(name: str, char: str) -> int:
    face = font(name)
    width, _ = face["hmtx"][face.getBestCmap()[ord(char)]]
    return int(width)


def test_the_standard_list_is_whole() -> None:
    assert len(standard_characters()) == len(set(standard_characters())) == 8105


@pytest.mark.parametrize("name", FACES)
@pytest.mark.parametrize("group", REQUIRED)
def test_face_has_the_group(name: str, group: str) -> None:
    missing = [char for char in REQUIRED[group] if ord(char) not in codes(name)]
    assert not missing


@pytest.mark.parametrize("name", FACES)
def test_face_has_the_chinese_standards(name: str) -> None:
    wanted = {ord(char) for char in standard_characters()} | gb_2312()
    assert not wanted - codes(name)


@pytest.mark.parametrize("name", FACES)
def test_required_characters_have_ink(name: str) -> None:
    """A character that is mapped to an empty glyph would vanish from the text."""
    face = font(name)
    text = standard_characters() + "".join(REQUIRED.values())
    blank = [
        char
        for char in text
        if not char.isspace()
        and char not in "\u00ad\u2060"
        and face["glyf"][face.getBestCmap()[ord(char)]].numberOfContours == 0
    ]
    assert not blank


@pytest.mark.parametrize("name", FACES)
def test_line_box_is_the_same_in_every_face(name: str) -> None:
    face = font(name)
    hhea, os2 = face["hhea"], face["OS/2"]
    assert face["head"].unitsPerEm == EM
    assert (hhea.ascent, hhea.descent, hhea.lineGap) == (ASCENT, DESCENT, 0)
    assert (os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap) == (ASCENT, DESCENT, 0)
    assert (os2.usWinAscent, os2.usWinDescent) == (ASCENT, -DESCENT)
    assert os2.sCapHeight == 733


@pytest.mark.parametrize("name", FACES)
def test_no_ink_leaves_the_line_box(name: str) -> None:
    head = font(name)["head"]
    assert head.yMax <= ASCENT
    assert head.yMin >= DESCENT


@pytest.mark.parametrize("name", FACES)
def test_widths_add_up(name: str) -> None:
    """No table may change the sum of the single advances; Han and signs fill their cells."""
    assert not {"GPOS", "GSUB", "kern", "vhea", "vmtx", "VORG", "fvar"} & set(font(name).keys())
    assert {advance(name, char) for char in "中国，。（《—"} == {EM}
    assert all(advance(name, char) < EM * 0.6 for char in "“”‘’")
    assert advance(name, "·") == EM // 2
    assert advance(name, "\u0301") == 0


@pytest.mark.parametrize("name", FACES)
def test_names_respect_the_licence(name: str) -> None:
    names = font(name)["name"]
    for name_id in (1, 3, 4, 6, 16):
        text = names.getDebugName(name_id) or ""
        assert "Noto" not in text
        assert "Source" not in text
    assert "Adobe" in names.getDebugName(0)
    assert "Noto Project Authors" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)
    assert len(list(FONTS.glob("OFL-*.txt"))) == 4


def test_coverage_file_is_in_step() -> None:
    listed: set[int] = set()
    last = -2
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines():
        first_text, _, last_text = line.partition("-")
        first, previous = int(first_text, 16), last
        last = int(last_text or first_text, 16)
        assert previous + 1 < first <= last, "ranges are in order and do not touch"
        listed.update(range(first, last + 1))
    assert listed == frozenset.intersection(*map(codes, FACES))
