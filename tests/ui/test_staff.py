"""The staff menu: who gets in, what it shows, and that it leaves by itself."""

import random
import subprocess
import sys
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest

from kiosk.staff import pin
from kiosk.staff.tries import Tries
from kiosk.ui.navigation import ATTRACT, LANGUAGES
from kiosk.ui.staff import pad
from kiosk.visiting import Ending, Seen
from tests.ui.conftest import Open
from tests.ui.staff import PIN, QUICK_HASH, corner, enter, gesture, go_in, hang_door, touch
from tests.ui.test_visits import begin
from tests.ui.visit import Visit

LANDSCAPE, PORTRAIT = (1280, 720), (720, 1280)


def in_room(visit: Visit) -> bool:
    return visit.stage.door is not None and visit.stage.door.room is not None


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_the_gesture_works_on_every_screen(open_kiosk: Open, tmp_path: Path, size: tuple[int, int]) -> None:
    visit = open_kiosk(size=size)
    hang_door(visit, tmp_path)

    def made() -> None:
        gesture(visit)
        assert in_room(visit), visit.place
        assert visit.shows("工作人员专用")
        touch(visit, "leave")
        assert not in_room(visit)
        assert visit.place == ATTRACT

    made()
    visit.touch_at((600, 400))
    assert visit.place == LANGUAGES
    made()
    for way in (
        ["gallery-saka"],
        ["gallery-esik", "card"],
        ["gallery-esik", "card", "open-viewer"],
        ["about"],
    ):
        begin(visit, "zh", way[0])
        for step in way[1:]:
            visit.touch(visit.card("torque") if step == "card" else step)
        made()
    begin(visit, "zh", "gallery-saka")
    visit.leave_alone(95)
    assert visit.stage.presence.question is not None
    made()


def test_without_a_pin_there_is_no_staff_menu(visit: Visit) -> None:
    assert visit.stage.door is None
    gesture(visit)
    assert visit.place != ATTRACT, "the taps are a visitor's"


class Listener:
    """What is told of visits."""

    def __init__(self) -> None:
        self.screens: list[str] = []

    def touched(self, now: float) -> None:
        pass

    def shown(self, seen: Seen, now: float) -> None:
        if not seen.resting:
            self.screens.append(seen.screen)

    def ended(self, how: Ending, now: float) -> None:
        pass


def test_staff_are_no_visitors(visit: Visit, tmp_path: Path) -> None:
    listener = Listener()
    visit.stage.presence.visits = listener
    door = hang_door(visit, tmp_path)
    go_in(visit)
    touch(visit, "touch-test")
    visit.leave_alone(61)
    assert not in_room(visit)
    assert listener.screens == []
    assert door.last_touch is None
    visit.touch_at((600, 400))
    assert listener.screens == ["languages"]


def test_what_belongs_to_the_gesture_does_nothing_else(visit: Visit, tmp_path: Path) -> None:
    """Home lies in the left corner, the page about the Centre in the right one."""
    hang_door(visit, tmp_path)
    begin(visit, "en", "gallery-saka")
    place = visit.place
    visit.drag(corner(visit, "left"), corner(visit, "left"), steps=220)
    visit.settle()
    assert visit.place == place, "a hold of three seconds"
    visit.touch_at(corner(visit, "right"))
    visit.settle()
    assert visit.place == place, "a tap after it"
    visit.wait(5)
    visit.touch_at(corner(visit, "right"))
    visit.settle()
    assert visit.place.screen == "about", "a tap of a visitor"
    visit.touch_at(corner(visit, "left"))
    visit.settle()
    assert visit.place.screen == "galleries"


def test_a_wrong_pin_waits_and_the_right_one_opens(
    visit: Visit, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hang_door(visit, tmp_path)
    gesture(visit)
    touch(visit, "staff-en")
    enter(visit, "111111")
    assert visit.shows("That is not the PIN. The next try can be made in 0:1")
    assert Tries(tmp_path, QUICK_HASH).wrong == 1
    for digit in PIN:
        touch(visit, f"key-{digit}")
    touch(visit, "key-check")
    visit.hall.frame()
    assert visit.stage.door is not None
    assert visit.stage.door.room is not None
    assert visit.stage.door.room.digits == PIN, "not checked before the time"
    tries = visit.stage.door.room.tries
    assert tries is not None
    later = tries._clock() + 16
    tries._clock = lambda: later
    visit.wait(0.5)
    assert not visit.shows("The next try")
    touch(visit, "key-erase")
    touch(visit, f"key-{PIN[-1]}")
    enter(visit, "")
    assert visit.shows("Touch test")
    assert Tries(tmp_path, QUICK_HASH).wrong == 0
    said = [record.getMessage() for record in caplog.records if record.name.startswith("kiosk.")]
    for words in ("the gesture was made", "a wrong PIN, number 1; the wait is 15 s", "the PIN was right"):
        assert any(words in each for each in said), words
    assert not any("111111" in each or PIN in each for each in said)


def test_no_frame_waits_for_the_check(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hang_door(visit, tmp_path)
    gesture(visit)
    asked, answer = Event(), Event()

    def fits(_hash: str, _pin: str) -> bool:
        assert current_thread() is not main_thread()
        asked.set()
        return answer.wait(60)

    monkeypatch.setattr(pad, "fits", fits)
    touch(visit, "staff-en")
    for digit in PIN:
        touch(visit, f"key-{digit}")
    touch(visit, "key-check")
    visit.hall.until(asked.is_set, "the check")
    visit.wait(2)
    assert visit.shows("One moment")
    touch(visit, "key-1")
    assert in_room(visit), "frames and touches go on"
    answer.set()
    visit.hall.until(lambda: visit.has("touch-test"), "the menu")


def test_the_real_hash_opens_too(visit: Visit, tmp_path: Path) -> None:
    hang_door(visit, tmp_path, pin_hash=pin.hash_pin(PIN))
    gesture(visit)
    enter(visit)
    visit.hall.until(lambda: visit.has("touch-test"), "the menu")


def test_the_pad_leaves_after_half_a_minute_and_the_menu_after_one(visit: Visit, tmp_path: Path) -> None:
    hang_door(visit, tmp_path)
    gesture(visit)
    visit.leave_alone(29)
    assert in_room(visit)
    visit.leave_alone(2)
    assert not in_room(visit)
    assert visit.place == ATTRACT
    room = go_in(visit)
    visit.leave_alone(50)
    touch(visit, "staff-kk")
    visit.leave_alone(58)
    assert in_room(visit)
    visit.leave_alone(4)
    assert not in_room(visit)
    assert room.left
    assert visit.stage.language == "zh"


def test_a_failing_page_is_left(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hang_door(visit, tmp_path)

    def broken(_room: object) -> object:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("kiosk.ui.staff.pages.RestartPage", broken)
    go_in(visit)
    touch(visit, "restart")
    visit.wait(0.6)
    assert not in_room(visit)
    caplog.clear()


def test_on_a_disk_that_takes_nothing_the_menu_stays_shut(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.staff import tries

    def refuse(*_: object) -> None:
        raise OSError(30, "read-only")

    monkeypatch.setattr(tries, "write_file", refuse)
    hang_door(visit, tmp_path)
    gesture(visit)
    touch(visit, "staff-en")
    enter(visit)
    assert visit.shows("cannot write to its disk")
    assert not visit.has("touch-test")


def test_the_room_turns_with_the_screen_and_speaks_four_languages(visit: Visit, tmp_path: Path) -> None:
    hang_door(visit, tmp_path)
    go_in(visit)
    for language, words in (
        ("kk", "Жанасуды сынау"),
        ("zh", "触摸测试"),
        ("en", "Touch test"),
        ("ru", "Проверка касаний"),
    ):
        touch(visit, f"staff-{language}")
        assert visit.shows(words)
    visit.resize(*PORTRAIT)
    assert visit.shows("Проверка касаний")
    assert in_room(visit)


def test_twenty_thousand_random_touches_do_not_open_it(
    visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As often in the corners as anywhere else of their size, and some of them long."""
    door = hang_door(visit, tmp_path)
    opened = 0
    luck = random.Random(7)
    visit.hall.draws = False
    hands, now = visit.hall.hands, 0.0
    visit.stage.now = lambda: now

    def count() -> None:
        nonlocal opened
        opened += 1

    door.open = count  # type: ignore[method-assign]
    taken = 0
    for _ in range(20_000):
        finger = hands.put((luck.uniform(0, visit.stage.width), luck.uniform(0, visit.stage.height)))
        finger.pos = (0.0, 0.0)
        finger.scale_for_screen(*map(int, visit.stage.size))
        now += luck.expovariate(1)
        taken += door.down(finger)
        now += luck.choice([0.1, 0.3, luck.uniform(0, 6)])
        door.up(finger)
    hands._news.clear()
    with capsys.disabled():
        print(  # noqa: T201
            f"\n20000 random touches: the door opened {opened} times, {taken} taps were taken away"
        )
    assert opened == 0


def test_nothing_of_it_is_loaded_before_the_gesture() -> None:
    code = (
        "import sys\n"
        "from kiosk.ui import window\n"
        "window.configure(320, 320, fullscreen=False)\n"
        "import kiosk.ui.stage, kiosk.ui.staff.door\n"
        "ours = ('kiosk.staff', 'kiosk.ui.staff', 'argon2', 'psutil')\n"
        "print(*sorted(each for each in sys.modules if each.startswith(ours)))\n"
    )
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).strip()
    assert loaded == "kiosk.staff kiosk.staff.gesture kiosk.ui.staff kiosk.ui.staff.door"
