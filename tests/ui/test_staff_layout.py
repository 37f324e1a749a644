"""Every page of the staff's room, in every language, on every kind of screen, by the rules of all screens."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.languages import LANGUAGES
from kiosk.messages import Name, say
from kiosk.staff.hall import Delivery, HallState, PackState
from kiosk.staff.levels import Level
from kiosk.staff.means import Means
from kiosk.staff.sticks import Stick
from kiosk.ui.staff import pages
from kiosk.ui.staff.level_pages import BrightnessPage, VolumePage
from kiosk.ui.staff.menu import MenuPage
from kiosk.ui.staff.pad import PinPage
from kiosk.ui.staff.test_picture import PicturePage
from kiosk.ui.staff.touch_test import TouchPage
from kiosk.ui.staff.turn import KeepPage, TurnPage
from tests.ui.conftest import Open
from tests.ui.staff import go_in, hang_door, judged

SIZES = [
    ((1920, 1080), 32.0, 600.0),
    ((1080, 1920), 32.0, 600.0),
    ((1280, 720), 21.5, 500.0),
    ((720, 1280), 21.5, 500.0),
    ((3840, 2160), 55.0, 1200.0),
]
TITLE = Name(
    {"kk": "Берел қорғаны", "zh": "别列尔墓地", "en": "Kurgans of Berel", "ru": "Берельские курганы"}
)
HALL = HallState(
    "000123-0123456789ab",
    tuple(PackState(each, TITLE, "2026-11-01", "2026-09-15", True) for each in ("saka", "esik", "berel")),
    Delivery(
        "berel-2026-11 (third try).zip",
        datetime(2026, 11, 20, 17, 5, tzinfo=UTC),
        False,
        say("Not installed: {title}. What was shown stays on the screen.", title=TITLE),
        tuple(say("There is no key `{name}`.", name=f"field_{number}") for number in range(6)),
    ),
)
LEVEL = Level(lambda: 0.4, lambda _value: None)
MEANS = Means(
    lambda: (
        Stick(Path("/media/KINGSTON"), "KINGSTON", 12_400_000_000, True),
        Stick(Path("/media/x"), "Музей Есік 2026", 900_000_000, True),
    ),
    LEVEL,
    LEVEL,
    lambda: None,
)
PAGES: dict[str, Callable[[Any], Any]] = {
    "pin": PinPage,
    "menu": MenuPage,
    "rollback": pages.RollbackPage,
    "sure": lambda room: pages._sure(HALL.packs[2])(room),
    "import": pages.ImportPage,
    "export": pages.ExportPage,
    "volume": VolumePage,
    "brightness": BrightnessPage,
    "turn": TurnPage,
    "keep": KeepPage,
    "restart": pages.RestartPage,
    "touch": TouchPage,
    "picture": PicturePage,
}


@pytest.mark.parametrize(("size", "diagonal", "distance"), SIZES, ids=lambda each: str(each))
def test_every_page(
    open_kiosk: Open, tmp_path: Path, size: tuple[int, int], diagonal: float, distance: float
) -> None:
    visit = open_kiosk(size=size, diagonal_inch=diagonal, viewing_distance_mm=distance, idle_seconds=1e9)
    hang_door(visit, tmp_path, MEANS, turning=0, screen_off=lambda: None, all_fingers=False)
    room = go_in(visit)
    visit.hall.draws = False
    room.hall, room.asked = HALL, "told"
    found: list[str] = []
    for language in LANGUAGES:
        room.choose(language)
        for name, page in PAGES.items():
            room.touched()
            room.show(MenuPage)
            if name != "menu":
                room.go(page)
            if name == "pin":
                assert room.tries is not None
                room.digits = "480716480716"
                room.page._say(say("That is not the PIN."))
            if name in ("import", "export"):
                visit.hall.until(lambda: visit.has("stick-KINGSTON"), "the sticks")
            found += [f"{name} {language}: {each}" for each in judged(visit)]
    first = {each.split(" at ")[0]: each for each in reversed(found)}
    if first:
        pytest.fail("\n".join(reversed(first.values())), pytrace=False)
