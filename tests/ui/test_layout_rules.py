"""Each rule of the layout finds what it is there for: a wrong block on an else right screen."""

import pytest
from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget

from kiosk.ui.navigation import ERROR
from kiosk.ui.styles import Styles, sized
from kiosk.ui.theme import BONE, rgba
from kiosk.ui.widgets.blocks import Block, Fill, TextBlock
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels.views import Phrase
from tests.ui import photographs
from tests.ui.layout import complaints
from tests.ui.visit import Visit


@pytest.fixture
def quiet(visit: Visit) -> Visit:
    """The error screen: words in the middle, nothing below them."""
    visit.stage.navigation.reset(ERROR)
    visit.hall.frame()
    assert not complaints(visit)
    return visit


def styles(visit: Visit) -> Styles:
    return Styles(visit.stage.sizes, rgba(BONE))


def text(visit: Visit, words: str = "Wrong", width: float = 400) -> TextBlock:
    return TextBlock(Phrase(words, "en"), styles(visit).small(), width, limit=False)


def put(visit: Visit, block: Block, x: float, y: float) -> list[str]:
    block.place(x, y)
    visit.screen.add_widget(block)
    return complaints(visit)


def test_text_beyond_the_edge(quiet: Visit) -> None:
    assert any("goes out of the screen" in each for each in put(quiet, text(quiet), 1260, 200))


def test_text_under_the_bar(quiet: Visit) -> None:
    assert any("goes out of the screen" in each for each in put(quiet, text(quiet), 100, 10))


def test_text_larger_than_its_block(quiet: Visit) -> None:
    block = text(quiet, "A very long text that is wider")
    block.width = 20
    assert any("goes out of its TextBlock" in each for each in put(quiet, block, 100, 200))


def test_text_beneath_something(quiet: Visit) -> None:
    put(quiet, text(quiet), 100, 200)
    assert any("is covered" in each for each in put(quiet, Fill(50, 50, "#000000"), 90, 190))


def test_text_over_text(quiet: Visit) -> None:
    put(quiet, text(quiet), 100, 200)
    assert any("overlaps" in each for each in put(quiet, text(quiet), 110, 205))


def test_text_over_a_button(quiet: Visit) -> None:
    put(quiet, Tap(100, 100, lambda: None, "button"), 100, 200)
    assert any("lies over button" in each for each in put(quiet, text(quiet), 150, 220))


def test_small_letters(quiet: Visit) -> None:
    block = TextBlock(Phrase("Small", "en"), sized(styles(quiet).small(), 10), 400)
    assert any("degrees high" in each for each in put(quiet, block, 100, 200))


def test_long_lines(quiet: Visit) -> None:
    assert any("a line of 56" in each for each in put(quiet, text(quiet, "x" * 56, 1200), 20, 150))


def test_letters_that_no_font_has(quiet: Visit) -> None:
    assert any("its font lacks" in each for each in put(quiet, text(quiet, "\u0e01"), 100, 200))


def test_small_button(quiet: Visit) -> None:
    assert any("mm small" in each for each in put(quiet, Tap(200, 20, lambda: None, "low"), 100, 200))


def test_buttons_over_each_other(quiet: Visit) -> None:
    put(quiet, Tap(100, 100, lambda: None, "one"), 100, 200)
    found = put(quiet, Tap(100, 100, lambda: None, "other"), 190, 200)
    assert any("one" in each and "other" in each and "overlap" in each for each in found)


def test_button_beyond_the_edge(quiet: Visit) -> None:
    found = put(quiet, Tap(100, 100, lambda: None, "away"), 1200, 200)
    assert any("away" in each and "goes out of" in each for each in found)


def test_page_that_does_not_reach_its_end(quiet: Visit) -> None:
    quiet.screen.scroll.content_height += 100
    assert any("the page ends" in each for each in complaints(quiet))


def test_pale_text(quiet: Visit) -> None:
    ground = Widget()
    with ground.canvas:
        Color(0.7, 0.7, 0.65, 1)
        Rectangle(pos=(80, 180), size=(500, 100))
    quiet.screen.add_widget(ground)
    put(quiet, text(quiet), 100, 200)
    assert any("Wrong" in each for each in photographs.pale(quiet))
