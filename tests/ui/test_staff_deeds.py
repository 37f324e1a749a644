"""What staff do in their menu, with the real commands beside the kiosk."""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from kiosk.config import load_config
from kiosk.intake.install import install
from kiosk.staff import turned
from kiosk.staff.levels import Level
from kiosk.staff.means import Means
from kiosk.staff.sticks import Stick
from kiosk.ui.navigation import ATTRACT
from tests.builds import Quiet, run, set_version, shown
from tests.synthetic import make_content
from tests.ui.conftest import Open
from tests.ui.staff import go_in, hang_door, touch
from tests.ui.visit import Visit


class Knob:
    """A volume, a light."""

    def __init__(self, value: float) -> None:
        self.value = value

    def level(self) -> Level:
        return Level(lambda: self.value, lambda value: setattr(self, "value", value))


class Deck:
    """A machine that can do everything."""

    def __init__(self, stick: Path) -> None:
        self.stick, self.sticks = stick, True
        self.volume, self.light = Knob(0.4), Knob(0.9)
        self.restarted: list[str] = []

    def means(self) -> Means:
        return Means(
            lambda: (Stick(self.stick, "KINGSTON", 12_000_000_000, True),) if self.sticks else (),
            self.volume.level(),
            self.light.level(),
            lambda: self.restarted.append("machine"),
        )


@pytest.fixture
def hall_folder(tmp_path: Path) -> Path:
    """A hall with one pack in its second version, a configuration, and a stick with another pack."""
    make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=(320, 240))
    (tmp_path / "config.yaml").write_text("content: content\ndata: data\n", "utf-8")
    run(tmp_path)
    config = load_config(tmp_path / "config.yaml")
    copytree(tmp_path / "content/alpha", tmp_path / "new/content/alpha")
    set_version(tmp_path / "new", "alpha", "2.0")
    assert install(config, tmp_path / "new/content/alpha", Quiet()).result == "shown"
    stick = tmp_path / "stick"
    make_content(tmp_path / "other", {"gamma": 2}, pictures=1, size=(320, 240))
    copytree(tmp_path / "other/gamma", stick / "gamma")
    return tmp_path


@pytest.fixture
def deck(hall_folder: Path) -> Deck:
    return Deck(hall_folder / "stick")


@pytest.fixture
def staff(open_kiosk: Open, hall_folder: Path, deck: Deck) -> Visit:
    """Staff in their menu, in English."""
    visit = open_kiosk(hall_folder / "data", languages=("en", "kk", "zh", "ru"), default_language="en")
    hang_door(visit, hall_folder / "data", deck.means(), config=hall_folder / "config.yaml")
    go_in(visit)
    return visit


def room_of(visit: Visit) -> Any:
    assert visit.stage.door is not None
    return visit.stage.door.room


def until_done(visit: Visit) -> None:
    visit.hall.until(lambda: not room_of(visit).page.busy, "the end of the command")
    visit.wait(0.5)


def versions(folder: Path) -> str:
    from tests.builds import versions as of_edition

    return of_edition(folder).get("alpha", "")


def test_the_menu_tells_of_packs_machine_and_connections(staff: Visit) -> None:
    for words in ("Program", "Edition", "alpha", "2.0", "Last delivery", "is installed", "Memory", "Disk"):
        assert staff.says(words), words
    for words in (
        "Temperature",
        "Restarts",
        "Displays",
        "Inputs",
        "Network",
        "Clock",
        "Last touch of a visitor",
    ):
        assert staff.says(words), words


def test_a_pack_goes_back_to_its_version_before(staff: Visit, hall_folder: Path) -> None:
    touch(staff, "rollback")
    assert staff.shows("2.0 is shown")
    touch(staff, "back-alpha")
    touch(staff, "no")
    touch(staff, "back-alpha")
    before = staff.stage.edition
    touch(staff, "yes")
    frames = 0

    def running() -> bool:
        nonlocal frames
        frames += 1
        return not room_of(staff).page.busy

    staff.hall.until(running, "the end of the command")
    staff.wait(0.5)
    assert frames > 20, "frames were drawn meanwhile"
    assert staff.shows("Done.")
    staff.hall.until(lambda: staff.stage.edition != before, "the new edition beneath")
    assert staff.stage.navigation.here == ATTRACT
    assert room_of(staff) is not None, "the room stays"
    assert versions(hall_folder) != "2.0"
    touch(staff, "staff-back")
    staff.hall.until(lambda: room_of(staff).asked == "told", "what is shown now")
    staff.hall.frame()
    assert not staff.has("rollback"), "there is nothing before it"


def test_packs_come_from_a_stick(staff: Visit, deck: Deck, hall_folder: Path) -> None:
    deck.sticks = False
    touch(staff, "import")
    staff.wait(1)
    assert staff.shows("There is no stick yet")
    deck.sticks = True
    staff.wait(3)
    staff.hall.until(lambda: staff.has("stick-KINGSTON"), "the stick")
    touch(staff, "stick-KINGSTON")
    until_done(staff)
    assert staff.shows("Done."), staff.texts()
    assert "gamma" in shown(hall_folder / "data")
    assert list((deck.stick / "kiosk-reports").iterdir())


def test_a_stick_without_packs_is_told(staff: Visit, deck: Deck, tmp_path: Path) -> None:
    deck.stick = tmp_path / "empty"
    deck.stick.mkdir()
    touch(staff, "import")
    staff.hall.until(lambda: staff.has("stick-KINGSTON"), "the stick")
    touch(staff, "stick-KINGSTON")
    until_done(staff)
    assert staff.shows("It was not done, or not all of it."), staff.texts()
    assert not staff.shows("Done.")


def test_logs_and_visits_go_to_a_stick(staff: Visit, deck: Deck) -> None:
    touch(staff, "export")
    staff.hall.until(lambda: staff.has("stick-KINGSTON"), "the stick")
    touch(staff, "stick-KINGSTON")
    until_done(staff)
    (folder,) = [each for each in deck.stick.iterdir() if each.name != "gamma"]
    assert {"facts.txt", "visits.csv"} <= {each.name for each in folder.iterdir()}
    assert "alpha" in (folder / "facts.txt").read_text("utf-8")
    assert staff.shows("All of it is in"), staff.texts()


def test_somebody_who_waits_for_a_command_is_not_sent_away(staff: Visit) -> None:
    touch(staff, "rollback")
    touch(staff, "back-alpha")
    touch(staff, "yes")
    deed = room_of(staff).deed
    while deed.told.ended is None:
        staff.leave_alone(30)
    staff.leave_alone(5)
    assert room_of(staff) is not None
    assert staff.shows("Done.")


def test_volume_and_brightness_change_at_once(staff: Visit, deck: Deck) -> None:
    touch(staff, "volume")
    staff.hall.until(lambda: staff.shows("40 %"), "the volume")
    touch(staff, "more")
    touch(staff, "more")
    staff.hall.until(lambda: deck.volume.value == pytest.approx(0.6), "the volume")
    assert staff.shows("60 %")
    touch(staff, "staff-back")
    touch(staff, "brightness")
    staff.hall.until(lambda: staff.shows("90 %"), "the brightness")
    touch(staff, "less")
    staff.hall.until(lambda: deck.light.value == pytest.approx(0.8), "the brightness")


def test_a_turn_is_kept_or_taken_back_after_a_restart(open_kiosk: Open, tmp_path: Path) -> None:
    restarts = []
    options = {"turning": 0, "restart": lambda: restarts.append(turned.rotation(tmp_path, 0))}

    def started() -> Visit:
        visit = open_kiosk()
        door = hang_door(visit, tmp_path, Means(tuple), **options)
        choice = turned.turned(tmp_path, 0)
        if choice is not None and not choice.kept:
            door.ask_to_keep_turn()
        return visit

    def turn(visit: Visit, degrees: int) -> Visit:
        go_in(visit)
        touch(visit, "turn")
        touch(visit, f"turn-{degrees}")
        assert restarts[-1] == degrees
        visit.close()
        visit = started()
        assert visit.has("keep")
        return visit

    visit = turn(started(), 90)
    visit.leave_alone(22)
    assert restarts == [90, 0], "nobody has kept it"
    visit.close()
    visit = started()
    assert not visit.has("keep")
    visit = turn(visit, 270)
    touch(visit, "keep")
    assert room_of(visit) is None
    visit.close()
    visit = started()
    assert not visit.has("keep")
    visit = turn(visit, 180)
    touch(visit, "turn-back")
    assert restarts == [90, 0, 270, 180, 270]
    assert turned.rotation(tmp_path, 90) == 90, "another configuration comes first"


def test_restarts(staff: Visit, deck: Deck, hall_folder: Path) -> None:
    assert staff.stage.door is not None
    object.__setattr__(staff.stage.door.settings, "restart", lambda: deck.restarted.append("kiosk"))
    touch(staff, "restart")
    touch(staff, "restart-kiosk")
    touch(staff, "restart-machine")
    staff.hall.until(lambda: deck.restarted == ["kiosk", "machine"], "the restarts")


def test_screen_off_leaves_and_switches(open_kiosk: Open, tmp_path: Path) -> None:
    visit = open_kiosk()
    hang_door(visit, tmp_path, Means(tuple), screen_off=visit.stage.closing.screen_off)
    go_in(visit)
    touch(visit, "screen-off")
    visit.wait(2)
    assert room_of(visit) is None
    assert visit.place.screen == "closed"
    visit.touch_at((600, 400))
    visit.wait(1)
    assert visit.place == ATTRACT


def test_what_the_machine_cannot_do_is_not_offered(open_kiosk: Open, tmp_path: Path) -> None:
    visit = open_kiosk()
    hang_door(visit, tmp_path, Means(tuple))
    go_in(visit)
    assert visit.has("touch-test")
    for name in ("volume", "brightness", "turn", "screen-off", "rollback"):
        assert not visit.has(name), name
    touch(visit, "restart")
    assert visit.has("restart-kiosk")
    assert not visit.has("restart-machine")


def test_every_finger_draws(staff: Visit, tmp_path: Path) -> None:
    touch(staff, "touch-test")
    hands = staff.hall.hands
    fingers = [hands.put((200.0 + 100 * number, 500.0)) for number in range(5)]
    staff.hall.frame()
    for step in range(10):
        for finger in fingers:
            hands.move(finger, (200.0 + 100 * fingers.index(finger), 500.0 - 10 * step))
        staff.hall.frame()
    assert staff.shows("Fingers: 5; most at once: 5")
    for finger in fingers:
        hands.lift(finger)
    staff.hall.frame()
    staff.hall.frame()
    assert staff.shows("Fingers: 0; most at once: 5")
    lines = [line for _, line in room_of(staff).page._lines]
    assert len(lines) == 5
    assert all(len(line.points) > 20 for line in lines)
    staff.hall.a_moment_later()
    touch(staff, "wipe")
    assert staff.shows("Fingers: 0; most at once: 0")
    touch(staff, "staff-back")
    assert staff.has("touch-test")


def test_the_touch_test_keeps_its_memory(staff: Visit) -> None:
    touch(staff, "touch-test")
    page = room_of(staff).page
    staff.hall.draws = False
    for number in range(60):
        finger = staff.hall.hands.put((100.0, 100.0))
        staff.hall.frame()
        for step in range(200):
            staff.hall.hands.move(finger, (100.0 + 5 * step, 100.0 + number))
        staff.hall.frame()
        staff.hall.hands.lift(finger)
        staff.hall.frame()
    assert sum(len(line.points) // 2 for _, line in page._lines) <= 6_600


def test_test_pictures_go_on_with_each_touch(staff: Visit) -> None:
    touch(staff, "test-picture")
    colours = []
    for _ in range(5):
        staff.touch_at((640, 300))
        staff.hall.frame()
        staff.hall.draw()
        assert room_of(staff).page.name == "test picture"
        colours.append(room_of(staff).pattern)
    assert colours == [1, 2, 3, 4, 5]
    staff.touch_at((640, 300))
    staff.hall.frame()
    assert staff.has("touch-test")
