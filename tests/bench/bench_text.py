"""Breaking, measuring and drawing text, beside Kivy's own label on the same text in the same run."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from tests.bench.table import Row
from tests.mixed_text import paragraph

pytestmark = pytest.mark.bench

PART = "Text"
FONT = str(Path(__file__).parents[2] / "assets" / "fonts" / "KioskSans-Regular.ttf")
TEXTS = {
    "kk": "Есік қорғанындағы бүйір қабір тоналмаған күйінде табылды; киім алтын әшекейлермен безендірілген. ",
    "zh": "伊塞克墓的侧室未遭盗掘，出土时约有四千件黄金饰件（公元前5—前3世纪），史称“金人”。",
    "en": "The side grave of the Issyk kurgan had not been robbed; the costume bore 4,000 gold ornaments. ",
    "ru": "Боковая могила кургана Иссык не была разграблена; костюм украшали четыре тысячи золотых бляшек. ",
}


def once(act: Callable[[], object]) -> float:
    """Milliseconds of processor time: what else runs on the machine does not count."""
    start = time.thread_time()
    act()
    return (time.thread_time() - start) * 1000


def milliseconds(act: Callable[[], object], times: int = 15) -> float:
    """Median of ``times`` runs, after one that warms up."""
    act()
    return median(once(act) for _ in range(times))


@pytest.fixture(scope="module")
def text():
    os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_CONFIG="1", KIVY_NO_FILELOG="1", KIVY_NO_CONSOLELOG="1")
    from kivy.core.window import Window

    from kiosk.ui import text

    assert Window is not None, "textures need a window"
    yield text
    text.textures.clear()


def test_breaking_two_thousand_chinese_characters(text, tell: Callable[..., None]) -> None:
    from kivy.core.text import Label

    style = text.TextStyle(FONT, 32)
    words = (TEXTS["zh"] * 60)[:2000]
    metrics = text.font_metrics(FONT, 32)
    metrics.clear()
    first = once(lambda: text.lay_out(words, 900, style, "zh"))
    ours = milliseconds(lambda: text.lay_out(words, 900, style, "zh"))
    label = Label(text=words, font_name=FONT, font_size=32, text_size=(900, None))
    kivys = milliseconds(label.render, 5)
    tell(
        Row(PART, "wrapping 2,000 Chinese characters", ours, "ms", "Kivy's label", kivys, most=5),
        Row(PART, "  the very first time", first, "ms"),
    )


def test_ten_thousand_paragraphs(text, tell: Callable[..., None]) -> None:
    style = text.TextStyle(FONT, 32)
    chance = random.Random(7)
    paragraphs = [paragraph(chance).replace("\n", "") for _ in range(10_000)]
    start = time.perf_counter()
    broken = [text.lay_out(each, chance.randint(10, 40) * 32, style, "zh") for each in paragraphs]
    taken = time.perf_counter() - start
    faults = sum(line[0] in "，。、；：？！）》”" for lines in broken for line in lines[1:])
    faults += sum(line[-1] in "（《“" for lines in broken for line in lines[:-1])
    tell(
        Row(PART, "wrapping 10,000 mixed paragraphs", taken, "s"),
        Row(PART, "  lines with misplaced punctuation", faults, "", most=0),
    )
    assert faults == 0


@pytest.mark.parametrize("language", TEXTS)
def test_a_paragraph_of_600_characters(text, language) -> None:
    from kivy.core.text import Label

    style = text.TextStyle(FONT, 32, line_height=1.5)
    words = (TEXTS[language] * 20)[:600]
    lines = text.lay_out(words, 1000, style, language, 55)

    def draw() -> None:
        text.textures.clear()
        text.render(lines, style)

    def kivys() -> None:
        label = Label(text=words, font_name=FONT, font_size=32, text_size=(1000, None), line_height=1.1)
        label.refresh()
        label.texture.bind()  # until then it is not drawn

    breaking = milliseconds(lambda: text.lay_out(words, 1000, style, language, 55))
    composing = milliseconds(lambda: text.compose(lines, style))
    drawing = milliseconds(draw)
    text.render(lines, style)
    again = milliseconds(lambda: text.render(lines, style))
    size = text.textures.bytes / 1e6
    print(
        f"\n600 characters, {language}, {len(lines):2} lines: break {breaking:5.2f} ms, draw {composing:5.2f}"
        f", draw and upload {drawing:5.2f}, from cache {again:.3f}; {size:.1f} MB;"
        f" Kivy's label {milliseconds(kivys, 5):5.1f}"
    )
    assert drawing < 50


def test_a_chinese_paragraph_of_600_different_characters(text) -> None:
    """The worst first visit; most characters come back in the next text."""
    table = (Path(FONT).parent / "coverage" / "general-standard-8105.txt").read_text(encoding="utf-8")
    words = "".join(char for char in table if char > "\u2e80")[:600]
    style = text.TextStyle(FONT, 33)
    lines = text.lay_out(words, 1000, style, "zh", 55)
    first = once(lambda: text.compose(lines, style))
    again = milliseconds(lambda: text.compose(lines, style))
    print(f"\n600 different characters: draw {first:5.1f} ms at first, {again:5.1f} then")


def test_a_card_caption(text) -> None:
    """What each new card of a gallery costs while it is flung."""
    style = text.TextStyle(FONT, 32)

    def caption() -> None:
        text.textures.clear()
        text.render(text.lay_out("Қанатты жылқылар бейнеленген алтын бас киім", 400, style, "kk"), style)

    print(f"\na card's caption                     {milliseconds(caption, 50):8.2f} ms")
