"""Text as pixels: measured as drawn, nothing cut, nothing obeyed. Needs fonts, but no window."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
LINES = {
    "kk": "Алтын адам Есік қорғанынан табылған, ғылыми атауы: Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі",
    "zh": "阿勒泰金人出土于伊塞克墓，见《史记》。“金人”（公元前5—前3世纪）Алтын адам 1969",
    "en": "The Golden Man of Esik, AVATAR To fi ffi Wa; 4,000 gold ornaments: 7.7 × 2.2 cm",
    "ru": "Золотой человек из кургана Иссык: „цитата“, «кавычки» и ещё раз — V–III вв. до н. э.",
}


@pytest.fixture(scope="module")
def text() -> Iterator[ModuleType]:
    os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_CONFIG="1", KIVY_NO_FILELOG="1")
    from kiosk.ui import text

    yield text
    text.font_metrics.cache_clear()


@pytest.fixture(params=["KioskSans-Regular", "KioskSans-Bold", "KioskSerif-SemiBold"])
def font(request: pytest.FixtureRequest) -> str:
    return str(FONTS / f"{request.param}.ttf")


def rows_with_ink(bitmap) -> list[int]:
    alphas, width = bitmap.pixels[3::4], bitmap.width
    return [row for row in range(bitmap.height) if any(alphas[row * width : (row + 1) * width])]


@pytest.mark.parametrize("size", [24, 29, 37, 56, 90])
@pytest.mark.parametrize("language", LINES)
def test_the_sum_of_advances_is_the_width_that_is_drawn(text, font, size, language) -> None:
    metrics = text.font_metrics(font, size)
    line = LINES[language]
    assert metrics.extents(line)[0] == pytest.approx(sum(metrics[char] for char in line), abs=1)


def test_han_and_full_width_signs_share_one_advance(text, font) -> None:
    metrics = text.font_metrics(font, 32)
    for char in "一阿勒泰，。、；：？！）》（《　８ｗ":
        assert metrics.extents(f"H{char}H")[0] - metrics.extents("HH")[0] == metrics[char] == 32, char


@pytest.mark.parametrize("size", [24, 31, 48])
def test_lines_of_kept_cells_look_as_if_drawn_whole(text, font, size) -> None:
    metrics = text.font_metrics(font, size)
    for line in ("绎珍赐歌一阿勒泰金人，见《史记》。“金人”", "出土于1969年（Esik）。", "鹿jf：绎"):
        width, height = metrics.extents(line)
        whole = metrics._face.draw([(line, 0)], width, height)
        for _ in range(2):
            ink = metrics.ink(line)
            assert (ink.width, ink.height) == (width, height)
            assert ink.pixels == whole, line


def test_cells_are_bounded(text, font, monkeypatch) -> None:
    from kiosk.ui import faces

    metrics = text.font_metrics(font, 40)
    before = metrics.ink("一二三四五六七八")
    a_cell = metrics.height * (40 + faces._ROW_BYTES)
    monkeypatch.setattr(faces, "CELL_BYTES", 3 * a_cell)
    most = 0
    for char in "阿勒泰金人出土于墓别列尔冢冰冻鹿角马具":
        metrics.ink(char)
        rows = {id(row): row for cell in metrics._cells.values() for row in cell or ()}
        assert sum(map(sys.getsizeof, rows.values())) <= 4 * a_cell
        most = max(most, len(metrics._cells))
    assert most > 4, "rows that are alike are one"
    assert metrics.ink("一二三四五六七八") == before


def test_as_many_cells_are_kept_as_is_said(text, font) -> None:
    """5,500 characters of 32 px; counted with characters in everyday use, of GB 2312, a line at a time."""
    from kiosk.ui import faces

    metrics = text.font_metrics(font, 32)
    before = faces.FontMetrics._cell_bytes
    rows = range(0xB0, 0xD0, 4)
    for row in rows:
        metrics.prepare(bytes(code for cell in range(0xA1, 0xC1) for code in (row, cell)).decode("gb2312"))
    assert 5500 * (faces.FontMetrics._cell_bytes - before) / (32 * len(rows)) < faces.CELL_BYTES


def test_lines_that_fit_by_their_advances_fit_when_drawn(text, font) -> None:
    style = text.TextStyle(font, 32)
    for language, line in LINES.items():
        lines = text.lay_out(line * 4, 700, style, language)
        bitmap = text.compose(lines, style, 700)
        assert len(lines) > 4 and bitmap.width <= 701


def test_baselines_are_one_pitch_apart_and_lines_do_not_wipe_each_other(text, font) -> None:
    for factor in (1.0, 1.3, 1.6):
        style = text.TextStyle(font, 40, line_height=factor)
        one = text.compose(["HjÅ"], style)
        ink = rows_with_ink(one)
        three = text.compose(["HjÅ", "", "HjÅ"], style)
        assert rows_with_ink(three) == ink + [row + 2 * style.pitch for row in ink]
    tight = text.TextStyle(font, 40, line_height=0.9)
    loose = text.TextStyle(font, 40, line_height=2.0)

    def ink_pixels(style) -> int:
        return sum(map(bool, text.compose(["gjp", "xnm"], style).pixels[3::4]))

    assert ink_pixels(tight) == ink_pixels(loose)


def test_stacked_accents_are_not_cut_and_do_not_move_the_baseline(text, font) -> None:
    style = text.TextStyle(font, 48, line_height=1.4)
    plain = text.compose(["Hx", "Hx"], style)
    stacked = text.compose(["Hx\u0302\u0303\u0306", "Hx"], style)
    grown = stacked.height - plain.height
    assert grown > 0
    assert rows_with_ink(stacked)[0] < grown + rows_with_ink(plain)[0]
    assert rows_with_ink(stacked)[-1] == rows_with_ink(plain)[-1] + grown


def test_alignment_and_colour(text, font) -> None:
    widths = {}
    for align in ("left", "center", "right"):
        style = text.TextStyle(font, 30, (0.2, 0.4, 0.6, 1.0), align=align)
        bitmap = text.compose(["HH"], style, 400)
        assert bitmap.width == 400 and len(bitmap.pixels) == 400 * bitmap.height * 4
        inked = [i for i, alpha in enumerate(bitmap.pixels[3::4]) if alpha]
        widths[align] = (min(i % 400 for i in inked), 399 - max(i % 400 for i in inked))
        solid = bitmap.pixels[3::4].index(255)
        assert tuple(bitmap.pixels[solid * 4 : solid * 4 + 3]) == (51, 102, 153)
    assert widths["left"][0] < 10 and widths["right"][1] < 10
    assert abs(widths["center"][0] - widths["center"][1]) <= 6


def test_markup_is_letters(text, font) -> None:
    style = text.TextStyle(font, 30)
    line = "[b]x[/b] [color=ff0000]&bl;"
    assert text.lay_out(line, 2000, style, "en") == [line]
    assert text.text_width(line, style) > text.text_width("x", style) * 10


def test_no_text_is_a_blank_picture(text, font) -> None:
    bitmap = text.compose([], text.TextStyle(font, 30))
    assert bitmap.width == 1 and not any(bitmap.pixels[3::4])


def test_the_texture_cache_counts_bytes(text) -> None:
    class Texture:
        width, height = 100, 100

    cache = text._TextureCache(limit=100_000)
    for key in "abc":
        cache.put(key, Texture())
    assert cache.get("a") is None and cache.get("b") and cache.bytes == 80_000
    cache.put("d", Texture())
    assert cache.get("b") and cache.get("c") is None, "the least recently used goes first"
