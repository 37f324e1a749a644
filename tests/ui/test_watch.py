"""``kiosk packs watch``: an author saves, and the window shows it, or says what is wrong with it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kiosk.authoring.alone import Desk
from kiosk.authoring.watch import Watch
from kiosk.commands.packs_watch import follow
from kiosk.commands.run import stage_settings
from kiosk.config import Config
from kiosk.languages import LANGUAGES, Language
from kiosk.ui.app import KioskApp
from kiosk.ui.author import AuthorWindow
from kiosk.ui.navigation import GALLERIES, Place
from tests.builds import SMALL, Quiet
from tests.builds import replace as replace_in
from tests.synthetic import make_content
from tests.ui.hall import Hall
from tests.ui.visit import Visit

LANDSCAPE, PORTRAIT = (1280, 720), (720, 1280)


@dataclass
class Desktop:
    """Her editor on one side, the window on the other."""

    pack: Path
    visit: Visit
    watch: Watch
    window: AuthorWindow

    def record(self, number: int) -> Path:
        return self.pack / f"objects/r{number:05d}.yaml"

    def save(self, number: int, old: str, new: str) -> float:
        """Save a record as most editors do, by a rename; seconds until the window has taken it."""
        file, before = self.record(number), self.window.view
        text = file.read_text("utf-8")
        assert old in text
        beside = file.with_name(f".{file.name}.new")
        beside.write_text(text.replace(old, new), "utf-8")
        began = time.monotonic()
        beside.replace(file)
        return self.taken(before, began)

    def taken(self, before: object, began: float) -> float:
        self.visit.hall.until(lambda: self.window.view is not before, "the window to take what was saved")
        seconds = time.monotonic() - began
        self.visit.settle()
        return seconds

    def shows_number(self, number: str) -> bool:
        return self.visit.says(number)

    def touch_strip(self) -> None:
        assert self.window.strip is not None
        self.visit.touch_at(self.window.strip.center)
        self.visit.settle()


Open = Callable[..., Desktop]


@pytest.fixture
def open_desktop(hall: Hall, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Open]:
    """``open_desktop(language, size, prepare)``: ``prepare`` is given the pack before the window opens."""
    opened: list[Desktop] = []
    before = signal.signal(signal.SIGIO, signal.SIG_IGN)

    def start(
        language: Language = "en",
        size: tuple[int, int] = LANDSCAPE,
        prepare: Callable[[Path], None] = lambda _pack: None,
    ) -> Desktop:
        pack = make_content(tmp_path / "content", {"alpha": 6}, pictures=2, size=SMALL) / "alpha"
        for number, file in enumerate(sorted((pack / "objects").iterdir())):
            os.utime(file, (1000 + number, 1000 + number))
        prepare(pack)
        hall.resize(*size)
        settings = replace(Config(), default_language=language, attract_motion=False)
        watch = Watch(Desk.of(pack, pack.parent, settings, tmp_path / "aside"))
        first = watch.take(Quiet())
        assert first is not None
        still = replace(stage_settings(watch.desk.config), idle_seconds=1e9)
        app = KioskApp(still, watch.desk.config.data, edition=lambda: watch.edition)
        app._run_prepare()
        visit = Visit(hall, app)
        desktop = Desktop(pack, visit, watch, follow(app, watch, first, language))
        opened.append(desktop)
        visit.settle()
        return desktop

    yield start
    for desktop in opened:
        desktop.watch.stop()
        desktop.visit.close()
        assert desktop.window.strip is None
        assert desktop.watch.error is None
    signal.signal(signal.SIGIO, before)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


def test_each_save_is_on_the_screen(open_desktop: Open) -> None:
    desktop = open_desktop()
    visit = desktop.visit
    assert (visit.place.screen, visit.record_id) == ("record", "r00005"), "what she saved last"
    assert visit.shows("No problems")
    desktop.save(5, "SYN-5", "NEW-5")
    assert visit.record_id == "r00005" and visit.says("NEW-5")
    desktop.save(2, "SYN-2", "NEW-2")
    assert visit.record_id == "r00002" and visit.says("NEW-2")
    visit.touch("back")
    assert visit.place == GALLERIES, "from record to record is no long way back"


def test_the_page_stays_where_she_reads(open_desktop: Open) -> None:
    desktop = open_desktop()
    area = desktop.visit.screen.scroll
    area.scroll_to_fraction(0.6)
    before = area.kinetic.position
    assert before > 0
    desktop.save(5, "SYN-5", "NEW-5")
    assert abs(desktop.visit.screen.scroll.kinetic.position - before) <= 1


def test_the_record_stays_though_its_number_is_another(open_desktop: Open) -> None:
    desktop = open_desktop()
    visit, before = desktop.visit, desktop.window.view
    visit.touch("open-viewer")
    key = visit.place.record
    began = time.monotonic()
    for number in (0, 1):
        desktop.record(number).unlink()
    for number in (2, 3, 4):
        text = desktop.record(number).read_text("utf-8")
        desktop.record(number).write_text(text.replace("related: [r00001, r00003]", "related: [r00003]"))
    os.utime(desktop.record(5))
    desktop.taken(before, began)
    assert visit.place.screen == "viewer" and visit.record_id == "r00005"
    assert visit.place.record == key - 2


def test_a_record_that_is_deleted_leaves_its_gallery(open_desktop: Open) -> None:
    desktop = open_desktop()
    before, began = desktop.window.view, time.monotonic()
    desktop.record(5).unlink()
    other = desktop.record(4).read_text("utf-8").replace("related: [r00003, r00005]", "related: [r00003]")
    times = desktop.record(4).stat()
    desktop.record(4).write_text(other, "utf-8")
    os.utime(desktop.record(4), ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    desktop.taken(before, began)
    assert desktop.visit.place.screen == "record" and desktop.visit.record_id == "r00004"
    desktop.visit.stage.navigation.reset(Place("gallery", "alpha", theme="feast"))
    before = desktop.window.view
    (desktop.pack / "pack.yaml").touch()
    desktop.taken(before, began)
    assert desktop.visit.place.screen == "gallery"


WORDS: dict[Language, tuple[str, str, str]] = {
    "kk": ("Ескертпе жоқ", "2 қате", "Соңғы жарамды күйі көрсетіліп тұр."),
    "zh": ("没有问题", "2 个错误", "显示的是上一个正确的版本。"),
    "en": ("No problems", "2 errors", "The last good state is shown."),
    "ru": ("Замечаний нет", "2 ошибки", "Показано последнее исправное состояние."),
}


@pytest.mark.parametrize("size", (LANDSCAPE, PORTRAIT), ids=("landscape", "portrait"))
@pytest.mark.parametrize("language", LANGUAGES)
def test_problems_are_told_at_the_foot(open_desktop: Open, language: Language, size: tuple[int, int]) -> None:
    desktop = open_desktop(language, size)
    visit, (fine, count, note) = desktop.visit, WORDS[language]
    assert visit.shows(fine)
    desktop.save(3, "credit_line:", "credit_lime:")
    assert visit.record_id == "r00003" and visit.says("SYN-3"), "its last good state stays"
    assert visit.shows(count) and visit.shows(note)
    assert visit.shows("objects/r00003.yaml:1")
    strip = desktop.window.strip
    assert strip is not None
    for written in visit.written():
        if strip in written.owners:
            assert strip.y <= written.box.bottom and written.box.top <= strip.top, written
            assert written.box.left >= 0 and written.box.right <= visit.stage.width, written
        elif visit.screen in written.owners and written.is_seen and visit.screen.scroll not in written.owners:
            assert written.box.bottom >= strip.top, f"hidden by the strip: {written}"
    desktop.touch_strip()
    assert visit.shows("[credit_line]") and visit.shows("[credit_lime]")
    assert visit.shows("`credit_line:`"), "what to write"
    other: Language = "ru" if language != "ru" else "kk"
    visit.touch(f"language-{other}")
    assert visit.language == other and visit.shows(note), "her own language, whatever she looks at"
    desktop.touch_strip()
    assert desktop.window.list is None
    desktop.save(3, "credit_lime:", "credit_line:")
    assert visit.shows(fine) and not visit.shows(note)


def test_the_list_closes_when_all_is_mended(open_desktop: Open) -> None:
    desktop = open_desktop()
    desktop.save(3, "credit_line:", "credit_lime:")
    desktop.touch_strip()
    desktop.save(4, "credit_line:", "credit_lime:")
    assert desktop.window.list is not None and desktop.visit.shows("4 errors")
    visit = desktop.visit
    visit.touch_at((visit.stage.width / 2, visit.stage.height * 0.75))
    assert visit.place.screen == "record" and desktop.window.list is not None, "nothing is touched through it"
    desktop.save(3, "credit_lime:", "credit_line:")
    desktop.save(4, "credit_lime:", "credit_line:")
    assert desktop.window.list is None and visit.shows("No problems")


def test_a_pack_that_is_broken_from_the_beginning(open_desktop: Open) -> None:
    desktop = open_desktop(
        prepare=lambda pack: replace_in(pack / "objects/r00002.yaml", "credit_line:", "credit_lime:")
    )
    visit = desktop.visit
    assert visit.place.screen == "quiet" and desktop.window.list is not None
    assert visit.shows("Nothing can be shown until the errors are mended.")
    desktop.save(2, "credit_lime:", "credit_line:")
    assert visit.record_id == "r00002" and desktop.window.list is None


def test_a_long_problem_is_cut_in_the_strip_and_whole_in_the_list(open_desktop: Open) -> None:
    desktop = open_desktop("kk", PORTRAIT)
    desktop.save(3, "credit_line:", f"{'a_field_that_nobody_knows_' * 5}: 3\ncredit_line:")
    first = desktop.window.view.problems[0]
    assert any(each.startswith("objects/r00003.yaml:") and "…" in each for each in desktop.visit.texts())
    desktop.touch_strip()
    assert desktop.visit.shows(first.what.text)


def test_the_strip_follows_the_window(open_desktop: Open) -> None:
    desktop = open_desktop()
    desktop.save(3, "credit_line:", "credit_lime:")
    desktop.touch_strip()
    desktop.visit.resize(*PORTRAIT)
    strip, listed = desktop.window.strip, desktop.window.list
    assert strip is not None and listed is not None
    assert strip.width == listed.width == PORTRAIT[0] and listed.y == strip.top and listed.top == PORTRAIT[1]


def test_the_command_follows_the_pack_and_leaves_nothing(tmp_path: Path) -> None:
    pack = make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=SMALL) / "alpha"
    (tmp_path / "tmp").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk.cli", "packs", "watch", str(pack), "--size", "640x360"],
        cwd=tmp_path,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "installed"), "TMPDIR": str(tmp_path / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for(lambda: len(editions(tmp_path)) == 1, process)
        # The watch begins when the window is open.
        replace_in(pack / "objects/r00001.yaml", "SYN-1", "NEW-1")
        wait_for(lambda: len(editions(tmp_path)) == 2, process)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert list((tmp_path / "tmp").iterdir()) == [] and not (tmp_path / "installed").exists()


def test_the_command_says_that_there_is_no_such_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", "packs", "watch", "none", "--messages", "ru"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2 and "такого файла или папки нет" in done.stderr, done.stderr


def editions(folder: Path) -> list[Path]:
    return list((folder / "tmp").glob("kiosk-watch-*/data/editions/*"))


def wait_for(done: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 90
    while not done():
        assert process.poll() is None and time.monotonic() < end, process.communicate(timeout=5)[0]
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.05)
