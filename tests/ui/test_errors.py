"""What breaks is never a visitor's business."""

from pathlib import Path

import pytest

from kiosk.catalogue import editions as finished
from kiosk.config import load_config
from kiosk.errors import ConfigError
from kiosk.i18n import UiStrings
from kiosk.languages import LANGUAGES
from kiosk.ui import scenes
from kiosk.ui.navigation import ATTRACT, CONFIGURATION, ERROR, GALLERIES, QUIET, Place
from tests.builds import replace, run
from tests.synthetic import make_content
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.test_visits import begin
from tests.ui.visit import Visit


@pytest.fixture
def broken_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """The record screen raises when it is built."""

    def fail(*_: object) -> None:
        raise RuntimeError("the screen is broken")

    monkeypatch.setitem(scenes._BUILDERS, "record", fail)


@pytest.mark.usefixtures("broken_record")
def test_a_broken_screen_says_so_and_goes_back_by_itself(
    visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    begin(visit, "kk", "gallery-saka")
    visit.touch(visit.card("cauldron"))
    assert visit.place == ERROR
    assert visit.shows(UiStrings("kk").gettext("Something went wrong"))
    assert "the screen is broken" in caplog.text
    visit.leave_alone(9)
    assert visit.place == GALLERIES
    assert visit.language == "kk"
    visit.touch("gallery-esik")
    assert visit.place.screen == "gallery"
    caplog.clear()


@pytest.mark.usefixtures("broken_record")
def test_a_visitor_need_not_wait_for_it(visit: Visit, caplog: pytest.LogCaptureFixture) -> None:
    begin(visit, "en", "gallery-saka")
    visit.touch(visit.card("cauldron"))
    assert visit.place == ERROR
    visit.touch("home")
    assert visit.place == GALLERIES
    visit.leave_alone(9)
    assert visit.place == GALLERIES
    caplog.clear()


@pytest.mark.usefixtures("broken_record")
def test_many_errors_end_in_a_quiet_screen_and_that_ends_too(
    visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    begin(visit, "en", "gallery-saka")
    for _ in range(3):
        assert visit.place == Place("gallery", "saka")
        visit.touch(visit.card("cauldron"))
        if visit.place == ERROR:
            visit.touch("home")
            visit.touch("gallery-saka")
    assert visit.place == QUIET
    quiet_in_four_languages(visit)
    visit.leave_alone(120)
    assert visit.place == ATTRACT
    caplog.clear()


def test_a_touch_that_fails_is_an_error_too(visit: Visit, caplog: pytest.LogCaptureFixture) -> None:
    begin(visit, "ru", "gallery-saka")
    visit.target("home").widget.on_tap = lambda: 1 / 0
    visit.touch("home")
    assert visit.place == ERROR
    assert visit.shows(UiStrings("ru").gettext("Something went wrong"))
    caplog.clear()


def test_no_edition_is_a_quiet_screen(open_kiosk: Open, tmp_path: Path) -> None:
    visit = open_kiosk(tmp_path)
    assert visit.place == QUIET
    quiet_in_four_languages(visit)
    visit.touch_at((600, 400))
    visit.leave_alone(200)
    assert visit.place == QUIET


def test_the_first_edition_appears_on_the_quiet_screen_by_itself(open_kiosk: Open, tmp_path: Path) -> None:
    visit = open_kiosk(tmp_path / "data")
    assert visit.place == QUIET
    make_content(tmp_path / "content", {"hill": 2}, pictures=1, size=(320, 240))
    assert run(tmp_path, "hill").published
    visit.leave_alone(4)
    assert visit.place == ATTRACT
    visit.settle()


@pytest.mark.parametrize("file", ["catalogue.sqlite", "attract.json", "edition.json"])
def test_a_damaged_edition_is_not_shown(open_kiosk: Open, tmp_path: Path, file: str) -> None:
    """Cut off, as by a power cut."""
    data = one_edition(tmp_path)
    edition = finished.current(data)
    assert edition is not None
    (edition / file).write_bytes((edition / file).read_bytes()[:100])
    visit = open_kiosk(data)
    assert visit.place == QUIET
    quiet_in_four_languages(visit)


@pytest.mark.parametrize("file", ["catalogue.sqlite", "attract.json"])
def test_an_edition_with_other_bytes_shows_no_traceback(
    open_kiosk: Open, tmp_path: Path, file: str, caplog: pytest.LogCaptureFixture
) -> None:
    """As long as it should be, but not what it should be: a dying disk."""
    data = one_edition(tmp_path)
    edition = finished.current(data)
    assert edition is not None
    size = (edition / file).stat().st_size
    (edition / file).write_bytes(b"\xff" * size)
    visit = open_kiosk(data, settled=False)
    visit.leave_alone(1)
    visit.touch_at((600, 400))
    visit.leave_alone(1)
    if visit.place.screen == "languages":
        visit.touch("choose-en")
    # The warm-up opens the catalogue as well, sooner or later by the real clock: then it failed twice.
    assert visit.place in (ERROR, QUIET)
    visit.leave_alone(20)
    # Without the attract loop there are still the galleries; without the catalogue there is nothing.
    assert visit.place == (GALLERIES if file == "attract.json" else QUIET)
    caplog.clear()


def test_a_new_edition_waits_until_the_visit_has_ended(open_kiosk: Open, tmp_path: Path) -> None:
    data = one_edition(tmp_path)
    visit = open_kiosk(data)
    begin(visit, "en", "gallery-hill")
    visit.touch(visit.card("r00000"))
    old = visit.stage.edition
    record = tmp_path / "content" / "hill" / "objects" / "r00000.yaml"
    replace(record, "accession_number: SYN-0", "accession_number: NEW-1")
    assert run(tmp_path, "hill").published
    visit.leave_alone(5)
    visit.touch("language-ru")
    visit.touch("back")
    visit.touch(visit.card("r00000"))
    assert visit.stage.edition == old
    assert visit.says("SYN-0")
    visit.leave_alone(111)
    assert visit.place == ATTRACT
    assert visit.stage.edition != old
    visit.settle()
    begin(visit, "en", "gallery-hill")
    visit.touch(visit.card("r00000"))
    assert visit.says("NEW-1")


def test_a_new_edition_appears_in_the_attract_loop(open_kiosk: Open, tmp_path: Path) -> None:
    data = one_edition(tmp_path)
    visit = open_kiosk(data)
    old = visit.stage.edition
    record = tmp_path / "content" / "hill" / "objects" / "r00000.yaml"
    replace(record, "accession_number: SYN-0", "accession_number: NEW-1")
    assert run(tmp_path, "hill").published
    visit.leave_alone(4)
    assert visit.stage.edition != old
    visit.settle()


def test_a_broken_configuration_says_what_to_mend(open_kiosk: Open, tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("galeries: [saka]\nidle_seconds: soon\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    visit = open_kiosk(config_problems=tuple(str(each) for each in caught.value.problems))
    assert visit.place == CONFIGURATION
    assert visit.says("galeries")
    assert visit.says("galleries")
    assert visit.says("idle_seconds")
    assert visit.says("config.yaml:2")
    visit.touch_at((600, 400))
    visit.leave_alone(200)
    assert visit.place == CONFIGURATION


def test_a_picture_that_is_gone_leaves_a_quiet_place(
    open_kiosk: Open, editions: Editions, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = one_edition(tmp_path)
    for picture in (data / "derivatives").rglob("*.jpg"):
        picture.unlink()
    visit = open_kiosk(data, settled=False)
    visit.touch_at((600, 400))
    visit.settle()
    visit.touch("choose-en")
    visit.touch("gallery-hill")
    visit.touch(visit.card("r00000"))
    assert visit.place.screen == "record"
    assert "cannot be shown" in caplog.text
    caplog.clear()


def one_edition(folder: Path) -> Path:
    make_content(folder / "content", {"hill": 2}, pictures=1, size=(640, 480))
    assert run(folder, "hill").published
    return folder / "data"


def quiet_in_four_languages(visit: Visit) -> None:
    for language in LANGUAGES:
        assert visit.shows(UiStrings(language).gettext("One moment, please"))
