"""Whole visits, as lists of steps."""

import pytest

from kiosk.i18n import UiStrings
from kiosk.languages import LANGUAGES, Language
from kiosk.ui.navigation import ABOUT, GALLERIES
from kiosk.ui.photograph import photograph
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.visit import Visit

TITLES: dict[Language, str] = {
    "kk": "Алтын адам",
    "zh": "金人",
    "en": "Golden Man",
    "ru": "Золотой человек",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_visit(visit: Visit, language: Language) -> None:
    words = UiStrings(language)
    assert visit.place.screen == "attract"
    for each in LANGUAGES:
        assert visit.shows(UiStrings(each).gettext("Touch to begin"))

    visit.touch_at((600, 400))
    assert visit.place.screen == "languages"
    visit.touch(f"choose-{language}")
    assert visit.place == GALLERIES
    assert visit.shows(words.gettext("Galleries"))

    visit.touch("gallery-esik")
    assert (visit.place.screen, visit.place.gallery) == ("gallery", "esik")
    visit.touch(visit.card("golden-man"))
    assert (visit.place.screen, visit.record_id) == ("record", "golden-man")
    assert visit.says(TITLES[language])
    assert visit.says(words.gettext("Replica"))

    visit.touch("open-viewer")
    assert visit.place.screen == "viewer"
    visit.pinch(visit.screen.zoom_area.center, 100, 300)
    assert visit.screen.zoom_area.zoom > visit.screen.zoom_area.fit * 2
    visit.touch("close")
    assert (visit.place.screen, visit.record_id) == ("record", "golden-man")

    visit.touch("home")
    visit.touch("gallery-saka")
    visit.touch(visit.card("snow-leopard-mask"))
    visit.touch("open-film")
    assert visit.place.screen == "film"
    visit.touch("play")
    visit.hall.until(lambda: visit.screen.player.position > 0.2, "the film to play")
    visit.touch("back")
    assert (visit.place.screen, visit.record_id) == ("record", "snow-leopard-mask")

    visit.touch("about")
    assert visit.place == ABOUT
    assert visit.says(words.gettext("Fonts and licences"))
    visit.touch("back")
    visit.touch("back")
    assert (visit.place.screen, visit.place.gallery) == ("gallery", "saka")
    visit.touch("back")
    assert visit.place == GALLERIES
    assert not visit.target("back").enabled


def test_back_finds_the_gallery_where_it_was_left(made_up: Visit) -> None:
    begin(made_up, "en", "gallery-steppe")
    card = made_up.card("r00020")
    made_up.touch(card)
    made_up.touch("back")
    where = made_up.target(card).box
    made_up.touch(card)
    made_up.touch("back")
    assert made_up.target(card).box == where


def test_next_and_previous_go_through_the_gallery(made_up: Visit) -> None:
    begin(made_up, "en", "gallery-river")
    made_up.touch(made_up.card("r00000"))
    assert not made_up.target("previous").enabled
    assert made_up.shows("1 / 3")
    seen = [made_up.record_id]
    for _ in range(2):
        made_up.touch("next")
        seen.append(made_up.record_id)
    assert seen == ["r00000", "r00001", "r00002"]
    assert made_up.shows("3 / 3")
    assert not made_up.target("next").enabled
    made_up.touch("previous")
    assert made_up.record_id == "r00001"
    made_up.touch("back")
    assert made_up.place.screen == "gallery", "steps through records are no steps of the way back"


def test_related_records_and_the_way_back(made_up: Visit) -> None:
    begin(made_up, "en", "gallery-river")
    made_up.touch(made_up.card("r00000"))
    made_up.touch(made_up.card("r00001"))
    assert made_up.record_id == "r00001"
    made_up.touch("back")
    assert made_up.record_id == "r00000"


def test_thumbnails_choose_the_picture_that_the_viewer_shows(visit: Visit) -> None:
    begin(visit, "ru", "gallery-esik")
    visit.touch(visit.card("winged-horses"))
    visit.touch("picture-2")
    assert visit.place.picture == 1
    visit.touch("open-viewer")
    assert visit.screen.index == 1
    visit.touch("previous")
    assert visit.screen.index == 0
    visit.touch("close")
    assert visit.place.screen == "record"


def test_another_picture_leaves_the_text_where_it_is(visit: Visit) -> None:
    begin(visit, "ru", "gallery-esik")
    visit.touch(visit.card("winged-horses"))
    visit.screen.scroll.scroll_to_fraction(0.5)
    position = visit.screen.scroll.kinetic.position
    visit.touch("picture-2")
    assert visit.screen.scroll.kinetic.position == pytest.approx(position, abs=1)
    visit.touch("next")
    assert visit.screen.scroll.kinetic.position == 0, "another record begins at its beginning"


def test_a_text_in_another_language_says_so(made_up: Visit) -> None:
    begin(made_up, "zh", "gallery-steppe")
    made_up.touch(made_up.card("r00001"))
    assert made_up.says("以英文显示")
    made_up.touch("language-en")
    assert not made_up.says("Text in")


def test_a_record_without_pictures(made_up: Visit) -> None:
    begin(made_up, "en", "gallery-steppe")
    made_up.touch(made_up.card("r00002"))
    assert not made_up.has("open-viewer")
    made_up.touch("next")
    assert made_up.has("open-viewer")


def test_a_drag_is_no_touch(made_up: Visit) -> None:
    begin(made_up, "en", "gallery-steppe")
    made_up.screen.scroll.scroll_to_end()
    made_up.settle()
    x, y = made_up.target(made_up.card("r00027")).box.centre
    before = made_up.screen.scroll.kinetic.position
    made_up.drag((x, y), (x, y - 150))
    assert made_up.place.screen == "gallery"
    assert made_up.screen.scroll.kinetic.position == pytest.approx(before - 150, abs=2)


def brightness(point: tuple[float, float]) -> int:
    """0 to 255 of the window's pixel there."""
    picture = photograph().convert("L")
    return int(picture.getpixel((round(point[0]), picture.height - 1 - round(point[1]))))  # type: ignore[arg-type]


def test_a_touch_answers_in_the_very_next_frame(visit: Visit) -> None:
    visit.touch_at((600, 400))
    visit.settle()
    choice = visit.target("choose-en")
    corner = (choice.box.left + 12, choice.box.bottom + 12)
    dark = brightness(corner)
    finger = visit.hall.hands.put(choice.box.centre)
    visit.hall.frame()
    assert brightness(corner) > dark
    visit.hall.hands.move(finger, (choice.box.left - 30, choice.box.bottom - 30))
    visit.hall.frame()
    assert brightness(corner) == dark, "a finger that slides off has changed its mind"
    visit.hall.hands.lift(finger)
    visit.hall.frame()
    assert visit.place.screen == "languages"


def test_two_hands_at_once_go_to_one_place(visit: Visit) -> None:
    begin(visit, "en", "home")
    hands = visit.hall.hands
    fingers = [hands.put(visit.target(f"gallery-{each}").box.centre) for each in ("saka", "berel")]
    visit.hall.frame()
    for finger in fingers:
        hands.lift(finger)
    visit.hall.frame()
    visit.settle()
    assert visit.place.screen == "gallery"


def test_a_fling_flies_on_and_stops_at_the_end(made_up: Visit) -> None:
    begin(made_up, "en", "gallery-steppe")
    kinetic = made_up.screen.scroll.kinetic
    made_up.fling(300)
    let_go = kinetic.position
    assert let_go >= 250
    made_up.settle()
    assert kinetic.position > let_go + 200
    for _ in range(12):
        made_up.fling(400)
        made_up.settle()
    assert kinetic.position == kinetic.limit
    made_up.fling(-400)
    made_up.settle()
    assert kinetic.position < kinetic.limit


def test_a_page_pulled_over_its_edge_comes_back(made_up: Visit) -> None:
    begin(made_up, "en", "gallery-steppe")
    area = made_up.screen.scroll
    made_up.drag(area.center, (area.center_x, area.center_y - 200))
    assert area.kinetic.position < 0
    made_up.settle()
    assert area.kinetic.position == 0


def test_a_touch_stops_a_flying_page_and_opens_nothing(made_up: Visit) -> None:
    begin(made_up, "en", "gallery-steppe")
    made_up.fling(350)
    assert made_up.screen.scroll.kinetic.moving
    made_up.touch_at(made_up.screen.scroll.center)
    assert made_up.place.screen == "gallery"


def test_turning_the_screen_keeps_what_is_read(visit: Visit) -> None:
    begin(visit, "kk", "gallery-berel")
    visit.touch(visit.card("larch-coffin"))
    page = visit.screen.scroll
    page.scroll_to_fraction(0.5)
    on_page = [each for each in visit.written() if page in each.owners]
    read = min(on_page, key=lambda each: abs(each.box.centre[1] - page.center_y))
    for size in ((720, 1280), (1920, 1080), (1280, 720)):
        visit.resize(*size)
        assert visit.record_id == "larch-coffin"
        assert visit.screen.right == size[0]
        assert visit.shows(" ".join(read.lines))
    visit.touch("home")
    assert visit.place == GALLERIES


def test_the_whole_page_can_be_reached_with_a_finger(visit: Visit) -> None:
    begin(visit, "ru", "about")
    area = visit.screen.scroll
    for _ in range(60):
        if area.kinetic.position >= area.kinetic.limit:
            break
        x, y = area.center
        visit.drag((x, y - 250), (x, y + 250), steps=5)
        visit.settle()
    last = min(visit.written(), key=lambda each: each.box.bottom if visit.screen in each.owners else 1e9)
    assert last.box.bottom >= area.y


def test_a_fourth_pack_is_a_fourth_gallery(open_kiosk: Open, editions: Editions) -> None:
    """Two packs that nobody has heard of, and no line of code for them."""
    visit = open_kiosk(editions.made_up)
    begin(visit, "en", "gallery-river")
    assert visit.place.gallery == "river"


def begin(visit: Visit, language: Language, then: str) -> None:
    """From the attract loop through the choice of a language."""
    visit.touch_at((600, 400))
    visit.settle()
    visit.touch(f"choose-{language}")
    visit.touch(then)
