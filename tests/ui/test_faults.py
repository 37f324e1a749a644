"""What breaks round a kiosk: it is killed, its disk is full or read-only, its files are damaged or gone, its
display goes away. The true program, of a user other than root; each test says how often it tried."""

import os
import queue
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from time import monotonic

import psutil
import pytest
from PIL import ImageChops, ImageGrab

from kiosk.catalogue import editions as finished
from kiosk.catalogue.editions import CATALOGUE
from kiosk.errors import EditionError
from tests.builds import run, shown
from tests.cage import give
from tests.outside import (
    PATIENCE_SECONDS,
    ROOT,
    SIZE,
    SOMEBODY,
    Display,
    Kiosk,
    at_home,
    command,
    somebodys,
    somebodys_folder,
    started,
)
from tests.synthetic import make_content
from tests.ui.conftest import Open
from tests.ui.hall import CAPTIONS, Editions
from tests.ui.test_outside import FAR, Twin

SEED = 5
FILM = ROOT / "content/saka/media/seeing-the-mask.mp4"
TEXTS = "{kk: Фильм, zh: 影片, en: Film, ru: Фильм}"


@pytest.fixture(scope="module")
def editions() -> Editions:
    """None of the others' galleries are needed here."""
    return Editions(ROOT, ROOT, ROOT, ROOT)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of somebody's with two small galleries, one with a film, and an edition of them."""
    with somebodys_folder() as folder:
        content = make_content(folder / "content", {"hill": 3, "river": 2}, pictures=1, size=(640, 480))
        media = content / "hill/media"
        (media / "film.mp4").write_bytes(FILM.read_bytes())
        shutil.copy(FILM.with_suffix(".jpg"), media / "film.jpg")
        for language in ("kk", "zh", "en"):
            (media / f"film.{language}.vtt").write_text(CAPTIONS.format(language), "utf-8")
        captions = ", ".join(f"{language}: media/film.{language}.vtt" for language in ("kk", "zh", "en"))
        with (content / "hill/objects/r00000.yaml").open("a", encoding="utf-8") as record:
            record.write(
                f"films:\n  - file: media/film.mp4\n    poster: media/film.jpg\n    title: {TEXTS}\n"
                f"    alt: {TEXTS}\n    credit: {TEXTS}\n    rights: CC0-1.0\n    captions: {{{captions}}}\n"
            )
        result = run(folder, "hill", "river")
        assert len(result.packs) == 2, list(map(str, result.problems))
        (folder / "config.yaml").write_text(
            "content: content\ndata: data\ngalleries: [hill, river]\ndefault_language: zh\n"
            "attract_motion: false\ndisplay: {diagonal_inch: 60, viewing_distance_mm: 400}\n",
            "utf-8",
        )
        give(folder)
        yield folder


@pytest.fixture
def display() -> Iterator[Display]:
    server = Display()
    yield server
    server.end()


def words(place: Path) -> list[str]:
    return somebodys(command(place / "config.yaml"), place)


def environment(place: Path, display: Display) -> dict[str, str]:
    return at_home(place, display.environment)


@pytest.fixture
def kiosk(place: Path, display: Display) -> Iterator[Kiosk]:
    with started(words(place), environment(place, display), SOMEBODY) as found:
        assert SOMEBODY is None or psutil.Process(found.process.pid).uids().effective == SOMEBODY
        found.has_begun("attract zh")
        yield found


def visit(twin: Twin) -> int:
    """A visit through two galleries; how many touches that were."""
    kiosk, here = twin.kiosk, twin.here
    kiosk.touch((600, 400))
    kiosk.comes_to("languages zh")
    here.touch_at((600, 400))
    twin.step("choose-ru", "galleries ru")
    twin.step("gallery-hill", "gallery hill ru")
    card = here.card("r00001")
    twin.step(card, f"record hill {card.removeprefix('card-')} ru")
    twin.step("open-viewer", f"viewer hill {card.removeprefix('card-')} ru")
    twin.step("home", "galleries ru")
    twin.step("gallery-river", "gallery river ru")
    twin.step("home", "galleries ru")
    return 8


def tell(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with capsys.disabled():
        print(f"\n{words}")  # noqa: T201


# Killed -----------------------------------------------------------------------------------------


@pytest.mark.timeout(600)
def test_killed_at_any_moment(place: Path, display: Display, capsys: pytest.CaptureFixture[str]) -> None:
    kill_often(place, display, 5, capsys)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_killed_fifty_times(place: Path, display: Display, capsys: pytest.CaptureFixture[str]) -> None:
    kill_often(place, display, 50, capsys)


def kill_often(place: Path, display: Display, times: int, capsys: pytest.CaptureFixture[str]) -> None:
    """``kill -9`` at random moments between the start of the process and well after its first frame."""
    random = Random(SEED)
    environ = environment(place, display)
    began = monotonic()
    with started(words(place), environ, SOMEBODY) as kiosk:
        kiosk.has_begun("attract zh")
        most = 3 * (monotonic() - began)
        kiosk.says("can be shown")
    before, files = 0, everything(place)
    for _ in range(times):
        with started(words(place), environ, SOMEBODY) as kiosk:
            moment = random.uniform(0, most)
            try:
                kiosk.process.wait(moment / 2)
            except subprocess.TimeoutExpired:
                kiosk.hands("mousemove", 600, 400, "click", 1)
            try:
                pytest.fail(f"it ended by itself: {kiosk.process.wait(moment / 2)}")
            except subprocess.TimeoutExpired:
                kiosk.process.kill()
            assert kiosk.ends() == -signal.SIGKILL
        before += not any("first frame" in line for line in [*kiosk.said, *rest_of(kiosk.log)])
    with started(words(place), environ, SOMEBODY) as kiosk:
        kiosk.has_begun("attract zh")
        kiosk.touch((600, 400))
        kiosk.reaches("languages zh")
    assert set(shown(place / "data")) == {"hill", "river"}
    for log in place.glob("data/**/visits.sqlite"):
        with closing(sqlite3.connect(log)) as visits:
            assert visits.execute("PRAGMA quick_check").fetchone() == ("ok",)
    left = everything(place) - files
    assert not {each for each in left if "visits" not in each}, left
    tell(capsys, f"killed {times} times (seed {SEED}), {before} of them before the first frame: starts whole")


def everything(place: Path) -> set[str]:
    return {str(path.relative_to(place)) for path in (place / "data").rglob("*")}


def rest_of(log: "queue.Queue[str]") -> list[str]:
    return [log.get() for _ in range(log.qsize())]


# A disk that takes nothing ----------------------------------------------------------------------


def test_a_data_folder_that_is_read_only(
    place: Path, display: Display, open_kiosk: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (place / "data", *(place / "data").rglob("*")):
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)
    with started(words(place), environment(place, display), SOMEBODY) as kiosk:
        kiosk.has_begun("attract zh")
        touches = visit(Twin(kiosk, open_kiosk(place / "data", SIZE, **FAR)))
        kiosk.stays()
    tell(capsys, f"data read-only: {touches} touches, all answered")


@pytest.mark.parametrize("spare_kb", [0, 8])
def test_a_full_disk(
    place: Path, display: Display, open_kiosk: Open, capsys: pytest.CaptureFixture[str], spare_kb: int
) -> None:
    """A small file system, filled to the last byte; mounted where only the kiosk sees it."""
    full = place / "full"
    full.mkdir()
    give(full)
    size = sum(path.stat().st_blocks for path in (place / "data").rglob("*")) // 2 + 4096
    fill = (
        f"set -e; mount -t tmpfs -o size={size}k tmpfs {full}; cp -a {place}/data/. {full}; "
        f"dd if=/dev/zero of={full}/filler bs=1024 2>/dev/null || true; "
        f"truncate -s -{spare_kb * 1024} {full}/filler; "
        f'mount --bind {full} {place}/data; df -k {full} >&2; exec "$@"'
    )
    if subprocess.run(
        ["unshare", "-Urm", "true"], check=False, **({"user": SOMEBODY} if SOMEBODY else {})
    ).returncode:
        pytest.skip("this machine lets users mount nothing of their own")
    shell = ["unshare", "-Urm", "sh", "-c", fill, "sh"]
    with started([*shell, *words(place)], environment(place, display), SOMEBODY) as kiosk:
        kiosk.says("100%" if not spare_kb else "%")
        kiosk.has_begun("attract zh")
        touches = visit(Twin(kiosk, open_kiosk(place / "data", SIZE, **FAR)))
        kiosk.stays()
    tell(capsys, f"disk full, {spare_kb} kB left: {touches} touches, all answered")


# Files that are not what they were --------------------------------------------------------------

DAMAGES = ("random bytes", "cut off", "deleted", "edition gone", "attract loop of random bytes")


def damage(edition: Path, how: str) -> None:
    catalogue = edition / CATALOGUE
    size = catalogue.stat().st_size
    if how == "random bytes":
        with catalogue.open("r+b") as file:
            file.write(Random(SEED).randbytes(size))
    elif how == "cut off":
        os.truncate(catalogue, size // 3)
    elif how == "deleted":
        catalogue.unlink()
    elif how == "edition gone":
        shutil.rmtree(edition)
    else:
        attract = edition / finished.ATTRACT
        attract.write_bytes(Random(SEED).randbytes(attract.stat().st_size))


def current(place: Path) -> Path:
    found = finished.current(place / "data")
    assert found is not None
    return found


@pytest.mark.parametrize("how", DAMAGES[:-1])  # the attract loop is read when a visit is over
def test_an_edition_damaged_while_it_is_shown(
    kiosk: Kiosk, place: Path, open_kiosk: Open, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    """The visit goes on or ends; what is shown is whole again by itself."""
    twin = Twin(kiosk, open_kiosk(place / "data", SIZE, **FAR))
    kiosk.says("can be shown")
    old = current(place)
    kiosk.touch((600, 400))
    kiosk.reaches("languages zh")
    twin.here.touch_at((600, 400))
    twin.step("choose-ru", "galleries ru")
    points = [twin.here.target(name).box.centre for name in ("gallery-hill", "home", "gallery-river", "home")]
    first = whole_one(place)
    damage(old, how)
    touches = 0
    while kiosk.process.poll() is None and whole_one(place) in (None, first):
        kiosk.touch(points[touches % len(points)])
        touches += 1
        assert touches < 3000, (kiosk.said, rest_of(kiosk.log))
    assert kiosk.process.poll() is None, (kiosk.said, rest_of(kiosk.log))
    assert set(shown(place / "data")) == {"hill", "river"}
    tell(capsys, f"edition damaged ({how}): built anew after {touches} touches, the program lived")


def whole_one(place: Path) -> int | None:
    """The number that the disk has for the edition to show, if that is whole: names may come again."""
    pointed = (place / "data/current").resolve()
    try:
        finished.read(pointed)
    except EditionError:
        return None
    return pointed.stat().st_ino


@pytest.mark.parametrize("how", DAMAGES)
def test_an_edition_damaged_while_the_power_was_off(
    place: Path, display: Display, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    old = current(place)
    damage(old, how)
    with started(words(place), environment(place, display), SOMEBODY) as kiosk:
        if how == "random bytes":
            # As long as it was: noticed when the first visitor comes, or when the program has warmed up.
            kiosk.has_begun("attract zh")
            kiosk.touch((600, 400))
            kiosk.says("showing edition none")
        kiosk.says("showing edition 00000")
        kiosk.comes_to("attract zh")
        assert kiosk.process.poll() is None
    assert set(shown(place / "data")) == {"hill", "river"}
    assert current(place) != old or how == "edition gone"
    tell(capsys, f"edition damaged before the start ({how}): shows one that was built anew")


@pytest.mark.parametrize("how", ["random bytes", "nothing", "a folder", "wrong keys", "a bomb"])
def test_a_broken_configuration(
    place: Path, display: Display, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    """It is said on the screen; the program stays."""
    file = place / "config.yaml"
    if how == "nothing":
        file.unlink()
    elif how == "a folder":
        file.unlink()
        file.mkdir()
    else:
        text = {"wrong keys": b"galeries: [saka]\n", "a bomb": b"[" * 200_000}
        file.write_bytes(text.get(how, Random(SEED).randbytes(4096)))
    with started(words(place), environment(place, display), SOMEBODY) as kiosk:
        kiosk.has_begun("configuration zh")
        kiosk.says("The edition")  # that of the folder for data without a configuration: there is none
        kiosk.touch((600, 400))
        kiosk.hands("key", "Escape")
        assert kiosk.process.poll() is None
        children = psutil.Process(kiosk.process.pid).children()
        assert not any("build" in child.cmdline() for child in children), "which could not read it either"
    tell(capsys, f"configuration broken ({how}): said on the screen")


@pytest.mark.parametrize("what", ["content/hill", "content"])
def test_packs_that_have_vanished(
    place: Path, display: Display, open_kiosk: Open, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    """What was built from them is shown, after a start too, and a build does not take it away."""
    environ = environment(place, display)
    with started(words(place), environ, SOMEBODY) as kiosk:
        kiosk.has_begun("attract zh")
        shutil.rmtree(place / what)
        twin = Twin(kiosk, open_kiosk(place / "data", SIZE, **FAR))
        touches = visit(twin)
        kiosk.stays()
    subprocess.run(
        [*words(place)[:3], "build", "--config", str(place / "config.yaml")],
        cwd=ROOT,
        env=environ,
        check=False,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE_SECONDS,
        **({"user": SOMEBODY} if SOMEBODY else {}),
    )
    with started(words(place), environ, SOMEBODY) as kiosk:
        kiosk.has_begun("attract zh")
        touches += visit(Twin(kiosk, open_kiosk(place / "data", SIZE, **FAR)))
    assert set(shown(place / "data")) == {"hill", "river"}
    tell(capsys, f"{what} vanished: {touches} touches in two runs, all answered")


def test_a_film_cut_off_while_it_plays(
    kiosk: Kiosk, place: Path, open_kiosk: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    here = open_kiosk(place / "data", SIZE, **FAR)
    twin = Twin(kiosk, here)
    kiosk.touch((600, 400))
    kiosk.reaches("languages zh")
    here.touch_at((600, 400))
    twin.step("choose-en", "galleries en")
    twin.step("gallery-hill", "gallery hill en")
    card = here.card("r00000")
    record = f"record hill {card.removeprefix('card-')} en"
    twin.step(card, record)
    film = record.replace("record", "film")
    twin.step("open-film", film)
    before = ImageGrab.grab(xdisplay=kiosk.environment["DISPLAY"])
    kiosk.touch(here.target("play").box.centre)
    changes = 0
    while changes < 10:
        now = ImageGrab.grab(xdisplay=kiosk.environment["DISPLAY"])
        changes += ImageChops.difference(before.convert("RGB"), now.convert("RGB")).getbbox() is not None
        before = now
    (file,) = list((place / "data/derivatives").rglob("*.mp4"))
    os.truncate(file, 5000)
    # It plays what it has read, then stops or shows its poster; nothing of that is waited for.
    kiosk.touch(here.target("play").box.centre)
    kiosk.touch(here.target("play").box.centre)
    kiosk.touch(here.target("back").box.centre)
    kiosk.reaches(record)
    here.touch("back")
    twin.step("open-film", film)
    for _ in range(5):
        kiosk.touch(here.target("play").box.centre)
    kiosk.touch(here.target("home").box.centre)
    kiosk.reaches("galleries en")
    assert kiosk.process.poll() is None
    here.touch("home")
    twin.step("gallery-river", "gallery river en")
    tell(capsys, "film cut off while it played: played again 6 times, the visit went on")


# The display ------------------------------------------------------------------------------------


def test_a_display_that_goes_and_comes_back(
    place: Path, capsys: pytest.CaptureFixture[str], open_kiosk: Open
) -> None:
    """The program ends with a status that starts it again, leaves nothing behind, and shows itself anew."""
    number, tries = None, 3
    for _ in range(tries):
        display = Display(number)
        number = display.number
        with started(words(place), environment(place, display), SOMEBODY) as kiosk:
            kiosk.has_begun("attract zh")
            children = psutil.Process(kiosk.process.pid).children(recursive=True)
            display.end()
            assert kiosk.ends() == 1
            assert not psutil.wait_procs(children, PATIENCE_SECONDS)[1]
    display = Display(number)
    with started(words(place), environment(place, display), SOMEBODY) as kiosk:
        kiosk.has_begun("attract zh")
        visit(Twin(kiosk, open_kiosk(place / "data", SIZE, **FAR)))
    display.end()
    tell(capsys, f"display gone {tries} times: ended with 1 each time, shown again after the next start")
