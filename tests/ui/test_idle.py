"""When a visitor has walked away: a question, a countdown, and the next one begins anew."""

import pytest

from kiosk.ui.navigation import ABOUT, ATTRACT, LANGUAGES
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.test_visits import begin
from tests.ui.visit import Visit

IDLE, COUNTDOWN = 90, 20


@pytest.fixture
def reader(visit: Visit) -> Visit:
    """Somebody who reads a record in Russian, in larger text."""
    begin(visit, "ru", "gallery-esik")
    visit.touch("larger")
    visit.touch(visit.card("torque"))
    return visit


def test_asks_after_the_time_and_counts_down(reader: Visit) -> None:
    reader.leave_alone(IDLE - 2)
    assert reader.stage.presence.question is None
    reader.leave_alone(3)
    assert reader.stage.presence.question is not None
    assert reader.shows("Вы ещё здесь?")
    seconds = [seconds_shown(reader)]
    assert seconds[0] in (COUNTDOWN, COUNTDOWN - 1)
    for _ in range(3):
        reader.leave_alone(1)
        seconds.append(seconds_shown(reader))
    assert seconds == [seconds[0] - step for step in range(4)]


def test_one_touch_stays_and_does_nothing_else(reader: Visit) -> None:
    reader.leave_alone(IDLE + 5)
    # Where the record's picture is, which opens the viewer.
    reader.touch_at((300, 400))
    assert reader.stage.presence.question is None
    assert reader.place.screen == "record"
    assert (reader.language, reader.stage.text_scale) == ("ru", 1.5)
    reader.leave_alone(IDLE - 2)
    assert reader.stage.presence.question is None


def test_the_button_of_the_question_stays(reader: Visit) -> None:
    reader.leave_alone(IDLE + 5)
    reader.touch("stay")
    assert reader.stage.presence.question is None
    assert reader.place.screen == "record"


def test_without_a_touch_the_next_visitor_begins_anew(reader: Visit) -> None:
    reader.leave_alone(IDLE + COUNTDOWN + 1)
    assert reader.place == ATTRACT
    assert (reader.language, reader.stage.text_scale) == ("zh", 1.0)
    assert reader.stage.presence.question is None
    reader.settle()
    reader.touch_at((600, 400))
    assert reader.place == LANGUAGES
    reader.touch("choose-kk")
    assert not reader.target("back").enabled, "the way back of the last visitor is forgotten"


@pytest.mark.parametrize("movement", ["drag", "pinch"])
def test_every_touch_counts_as_presence(reader: Visit, movement: str) -> None:
    reader.touch("open-viewer")
    for _ in range(4):
        reader.leave_alone(IDLE * 0.6)
        if movement == "drag":
            reader.drag((400, 400), (500, 400))
        else:
            reader.pinch((400, 400), 100, 120)
        assert reader.stage.presence.question is None
    assert reader.place.screen == "viewer"


def test_a_playing_film_counts_as_presence_and_a_pausing_one_does_not(open_kiosk: Open) -> None:
    visit = open_kiosk(idle_seconds=10, countdown_seconds=20)
    begin(visit, "en", "gallery-saka")
    visit.touch(visit.card("snow-leopard-mask"))
    visit.touch("open-film")
    visit.touch("play")
    visit.hall.until(lambda: visit.screen.player.position > 0.1, "the film to play")
    visit.leave_alone(12)
    assert visit.screen.player.state == "playing"
    assert visit.stage.presence.question is None
    visit.touch("play")
    visit.leave_alone(11)
    assert visit.stage.presence.question is not None


def test_a_film_that_nobody_watches_any_more_is_closed(made_up: Visit) -> None:
    begin(made_up, "en", "gallery-steppe")
    made_up.touch(made_up.card("r00000"))
    made_up.touch_nth("open-film", 0)
    player = made_up.screen.player
    made_up.touch("play")
    made_up.hall.until(lambda: player.state == "ended", "the end of the film")
    made_up.leave_alone(IDLE + COUNTDOWN + 1)
    assert made_up.place == ATTRACT
    assert player.state == "closed"


@pytest.mark.parametrize("screen", ["languages", "about", "gallery"])
def test_every_screen_of_a_visit_ends(visit: Visit, screen: str) -> None:
    if screen == "languages":
        visit.touch_at((600, 400))
    elif screen == "about":
        begin(visit, "en", "about")
        assert visit.place == ABOUT
    else:
        begin(visit, "en", "gallery-saka")
    assert visit.place.screen == screen
    visit.leave_alone(IDLE + COUNTDOWN + 1)
    assert visit.place == ATTRACT


def test_the_attract_loop_goes_on_by_itself(open_kiosk: Open, editions: Editions) -> None:
    visit = open_kiosk(attract_seconds=5)
    screen, shown = visit.screen, [0]
    for _ in range(30 * len(screen.slides)):
        visit.leave_alone(0.5)
        visit.hall.until(lambda: visit.stage.pictures.idle, "the next picture")
        if screen._index != shown[-1]:
            shown.append(screen._index)
        if len(shown) > len(screen.slides):
            break
    assert shown == [*range(len(screen.slides)), 0]
    assert visit.stage.presence.question is None


def test_the_pictures_of_the_attract_loop_move_slowly(open_kiosk: Open) -> None:
    visit = open_kiosk(attract_motion=True, attract_seconds=5)
    lower = visit.screen._rectangles[0]
    widths = []
    for _ in range(4):
        visit.wait(0.5)
        widths.append(lower.size[0])
    assert widths == sorted(set(widths)), "the picture grows"
    assert widths[-1] < visit.screen.width * 1.06
    visit.touch_at((600, 400))
    assert visit.place == LANGUAGES


def seconds_shown(visit: Visit) -> int:
    words = next(each for each in visit.texts() if "секунд" in each)
    return int("".join(char for char in words if char.isdigit()))
