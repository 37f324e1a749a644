"""The author's loop without its window: what counts as a save, and what comes of it."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest

from kiosk.authoring.alone import Desk
from kiosk.authoring.watch import LONGEST_OPEN_SECONDS, QUIET_SECONDS, News, Watch
from kiosk.catalogue.build import Stage
from kiosk.catalogue.queries import Catalogue
from kiosk.config import Config
from tests.builds import SMALL, Quiet, replace
from tests.synthetic import make_content, make_pack

PATIENCE_SECONDS = 60.0


@pytest.fixture(autouse=True)
def _no_signal() -> Iterator[None]:
    before = signal.signal(signal.SIGIO, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGIO, before)


@dataclass
class Author:
    """She writes the pack ``alpha``; her clock moves when the test says so."""

    folder: Path
    now: float = 0.0
    heard: list[News] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pack = self.folder / "content/alpha"
        self.watch = self.watching()

    def watching(self) -> Watch:
        desk = Desk.of(self.pack, self.pack.parent, Config(), self.folder / "aside")
        return Watch(desk, self.heard.append, clock=lambda: self.now)

    def begin(self) -> News:
        news = self.watch.take(Quiet())
        assert news is not None
        return news

    def record(self, number: int) -> Path:
        return self.pack / f"objects/r{number:05d}.yaml"

    def looks(self, seconds: float = 2 * QUIET_SECONDS) -> News | None:
        """She waits so long, and the watch looks at both ends of it; what it told then."""
        heard = len(self.heard)
        self.watch.look()
        self.now += seconds
        self.watch.look()
        assert len(self.heard) <= heard + 1
        return self.heard[heard] if self.heard[heard:] else None

    def number_of(self, number: int, news: News | None) -> str:
        """The accession number that a visitor of the edition would read."""
        assert news is not None and news.edition is not None
        catalogue = Catalogue(news.edition)
        try:
            key = catalogue.record_key("alpha", f"r{number:05d}")
            assert key is not None
            return catalogue.record(key).accession_number
        finally:
            catalogue.close()


@pytest.fixture
def author(tmp_path: Path) -> Author:
    make_content(tmp_path / "content", {"alpha": 3}, pictures=1, size=SMALL)
    return Author(tmp_path)


def save_by_rename(file: Path, text: str) -> None:
    """As vim, Kate, VS Code with some file systems: a new file takes the place of the old one."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, "utf-8")
    beside.replace(file)


def edited(file: Path, number: int, to: str) -> str:
    return file.read_text("utf-8").replace(f"accession_number: SYN-{number}\n", f"accession_number: {to}\n")


def test_it_begins_at_the_record_that_was_saved_last(author: Author) -> None:
    for number, moment in ((0, 300), (1, 500), (2, 400)):
        os.utime(author.record(number), (moment, moment))
    news = author.begin()
    assert news.records == ("r00001", "r00002", "r00000")
    assert news.gallery == "alpha" and news.problems == ()
    assert author.watch.edition == news.edition is not None


@pytest.mark.parametrize("by_rename", (True, False), ids=("by rename", "in place"))
def test_a_save_is_shown(author: Author, by_rename: bool) -> None:
    author.begin()
    text = edited(author.record(1), 1, "NEW-1")
    if by_rename:
        save_by_rename(author.record(1), text)
    else:
        author.record(1).write_text(text, "utf-8")
    news = author.looks()
    assert news is not None and news.records == ("r00001",)
    assert author.number_of(1, news) == "NEW-1"
    assert author.looks() is None, "told once"


def test_nothing_is_taken_before_it_is_quiet(author: Author) -> None:
    author.begin()
    for step in range(6):
        author.record(1).write_text(edited(author.record(1), 1, "SYN-1") + f"# {step}\n", "utf-8")
        assert author.looks(QUIET_SECONDS / 3) is None
    assert author.looks() is not None


def test_half_a_file_is_never_shown(author: Author) -> None:
    """The first half of a record may be a good record: it is waited for as long as it is open."""
    author.begin()
    text = edited(author.record(1), 1, "NEW-1")
    half = text.index("related:")
    with author.record(1).open("w", encoding="utf-8") as stream:
        stream.write(text[:half])
        stream.flush()
        for _ in range(3):
            assert author.looks(LONGEST_OPEN_SECONDS / 4) is None
        stream.write(text[half:])
    assert author.number_of(1, author.looks()) == "NEW-1"


def test_a_file_that_stays_open_does_not_stop_her_for_ever(author: Author) -> None:
    author.begin()
    with (author.pack / "notes.txt").open("w", encoding="utf-8") as stream:
        stream.write("kept open by some program")
        stream.flush()
        assert author.looks() is None
        assert author.looks(LONGEST_OPEN_SECONDS) is not None


def test_several_files_at_once_are_one_save(author: Author) -> None:
    author.begin()
    for number in range(3):
        save_by_rename(author.record(number), edited(author.record(number), number, f"NEW-{number}"))
        assert author.looks(0.0) is None
    news = author.looks()
    assert news is not None and set(news.records) == {"r00000", "r00001", "r00002"}
    assert [author.number_of(number, news) for number in range(3)] == ["NEW-0", "NEW-1", "NEW-2"]
    assert len(author.heard) == 1


def test_what_changes_while_it_is_built_is_not_shown(author: Author) -> None:
    first = author.begin()
    save_by_rename(author.record(1), edited(author.record(1), 1, "NEW-1"))

    class Meanwhile(Quiet):
        def stage(self, stage: Stage, total: int) -> None:
            if stage == "publish":
                save_by_rename(author.record(2), edited(author.record(2), 2, "NEW-2"))

    assert author.watch.take(Meanwhile()) is None
    assert author.watch.edition == first.edition, "the window has not been told of another"
    news = author.looks()
    assert author.number_of(1, news) == "NEW-1" and author.number_of(2, news) == "NEW-2"
    assert news is not None and set(news.records) == {"r00001", "r00002"}


def test_what_editors_leave_beside_a_file_is_no_save(author: Author) -> None:
    author.begin()
    for name in (".r00001.yaml.swp", "r00001.yaml~", ".#r00001.yaml", ".DS_Store"):
        (author.pack / "objects" / name).write_text("litter", "utf-8")
    assert author.looks() is None


def test_problems_are_told_and_the_last_good_state_stays(author: Author) -> None:
    first = author.begin()
    replace(author.record(0), "credit_line:", "credit_lime:")
    assert author.looks() is not None
    replace(author.record(2), "materials:", "matter:")
    news = author.looks()
    assert news is not None and news.edition == first.edition
    assert news.records == ("r00002",)
    said = [(str(problem.file), problem.severity) for problem in news.problems]
    assert said[0] == ("objects/r00002.yaml", "error"), "what she is writing comes first"
    assert ("objects/r00000.yaml", "error") in said
    assert {problem.code for problem in news.problems}.isdisjoint({"last-good", "never-good"})
    replace(author.record(0), "credit_lime:", "credit_line:")
    replace(author.record(2), "matter:", "materials:")
    news = author.looks()
    assert news is not None and not news.problems
    assert set(news.records) == {"r00000", "r00002"}


def test_a_pack_that_is_broken_when_she_begins(author: Author) -> None:
    replace(author.record(1), "credit_line:", "credit_lime:")
    news = author.begin()
    assert news.edition is None and news.problems[0].file == Path("objects/r00001.yaml")
    replace(author.record(1), "credit_lime:", "credit_line:")
    news = author.looks()
    assert news is not None and news.edition is not None and not news.problems


def test_a_pack_whose_folder_has_no_name_for_a_pack(author: Author) -> None:
    author.pack = author.pack.rename(author.pack.with_name("Alpha 2"))
    author.watch = author.watching()
    news = author.begin()
    assert news.edition is None
    assert "missing-pack" not in {problem.code for problem in news.problems}
    assert any(problem.file == Path("pack.yaml") for problem in news.problems), news.problems


def test_the_halls_words_count_too(author: Author) -> None:
    author.begin()
    materials = author.pack.parent / "terms/materials.yaml"
    words = materials.read_text("utf-8")
    materials.write_text(words + "a line that is no field\n", "utf-8")
    news = author.looks()
    assert news is not None and news.records == ()
    assert news.problems[0].file == Path("terms/materials.yaml")
    materials.write_text(words, "utf-8")
    news = author.looks()
    assert news is not None and not news.problems


def test_a_pack_without_a_hall_and_without_a_good_pack_yaml(tmp_path: Path) -> None:
    author = Author(tmp_path)
    make_pack(author.pack, 1, 1, SMALL)
    words = make_content(tmp_path / "elsewhere", {}) / "terms"
    words.rename(author.pack / "terms")
    replace(author.pack / "pack.yaml", "accent:", "ascent:")
    news = author.begin()
    assert {problem.file for problem in news.problems} == {Path("pack.yaml")}, news.problems
    replace(author.pack / "pack.yaml", "ascent:", "accent:")
    news = author.looks()
    assert news is not None and news.edition is not None and not news.problems


def test_a_folder_that_goes_and_comes_back(author: Author) -> None:
    first = author.begin()
    away = author.pack.rename(author.folder / "away")
    news = author.looks()
    assert news is not None and news.problems and news.edition == first.edition
    away.rename(author.pack)
    news = author.looks()
    assert news is not None and not news.problems


def test_nothing_is_written_into_the_pack(author: Author) -> None:
    before = {path: path.stat().st_mtime_ns for path in author.pack.parent.rglob("*")}
    author.begin()
    replace(author.record(1), "credit_line:", "credit_lime:")
    author.looks()
    after = {path: path.stat().st_mtime_ns for path in author.pack.parent.rglob("*")}
    assert after.keys() == before.keys()
    assert [path for path in after if after[path] != before[path]] == [author.record(1)]


def test_it_hears_of_saves_by_itself_and_ends_when_told(author: Author) -> None:
    told = Event()
    author.watch = Watch(author.watch.desk, lambda news: (author.heard.append(news), told.set())[1])
    author.begin()
    author.watch.start()
    save_by_rename(author.record(1), edited(author.record(1), 1, "NEW-1"))
    assert told.wait(PATIENCE_SECONDS)
    author.watch.stop()
    assert author.number_of(1, author.heard[-1]) == "NEW-1"
    assert author.watch.error is None


def test_a_build_is_left_when_the_window_is_closed(author: Author) -> None:
    """Nobody waits for two hundred pictures, and the folder aside can be removed."""
    author.begin()
    begun = Event()
    author.watch.busy = lambda _message: (author.watch._stop.set(), begun.set())[1]
    author.watch.clock = iter(range(10**6)).__next__
    make_content(author.folder / "more", {"beta": 0}, pictures=1, size=SMALL)
    (author.folder / "more/beta/media/p0.jpg").replace(author.pack / "media/p0.jpg")
    first = author.watch.edition
    author.watch.start()
    assert begun.wait(PATIENCE_SECONDS)
    author.watch.stop()
    assert author.watch.error is None and author.heard == []
    assert author.watch.edition == first
    assert not list((author.folder / "aside/data/staging").glob("*"))


def test_a_mistake_of_ours_ends_the_window_instead_of_standing_still(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Event()
    author.begin()
    author.watch.ended = ended.set
    author.watch.clock = iter(range(10**6)).__next__
    monkeypatch.setattr("kiosk.authoring.watch.build", lambda *_: 1 / 0)
    author.watch.start()
    author.record(1).touch()
    assert ended.wait(PATIENCE_SECONDS)
    author.watch.stop()
    assert isinstance(author.watch.error, ZeroDivisionError)
