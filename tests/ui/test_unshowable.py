"""An edition that cannot be shown: what was shown stays, and the version that is to blame is taken back."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from kiosk.catalogue import attract, editions, showable
from kiosk.catalogue.showable import Note
from kiosk.intake.inbox import Inbox
from kiosk.languages import LANGUAGES
from kiosk.packs.installed import Versions
from kiosk.ui import first_scene, scenes, stage
from kiosk.ui.navigation import ATTRACT, Place
from kiosk.ui.trial import MOST_STARTS
from tests.builds import config, run, set_version
from tests.synthetic import make_content
from tests.ui.conftest import Open
from tests.ui.test_visits import begin
from tests.ui.visit import Visit

pytestmark = pytest.mark.usefixtures("broken_version")


@pytest.fixture
def broken_version(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Of a pack's version 2 the gallery cannot be drawn in Kazakh."""
    build = scenes._BUILDERS["gallery"]

    def fail(of: stage.Stage, place: Place, *rest: object) -> object:
        if scenes._row(of, place.gallery).version == "2" and of.language == "kk":
            raise ZeroDivisionError("no width")
        return build(of, place, *rest)  # type: ignore[arg-type]

    monkeypatch.setitem(scenes._BUILDERS, "gallery", fail)


class Museum:
    """A hall with the gallery hill, built, and an inbox."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.inbox = folder, folder / "data", folder / "inbox"
        make_content(folder / "content", {"hill": 2}, pictures=1, size=(640, 480))
        make_content(folder / "new/content", {"hill": 2, "lake": 2}, pictures=1, size=(640, 480))
        assert run(folder).published
        settings = replace(config(folder), inbox=self.inbox, inbox_quiet_seconds=1.0, curator_language="en")
        self.now = 0.0
        self.watching = Inbox(settings, lambda: self.now)
        self.watching.prepare()

    def deliver(self, version: str, pack: str = "hill") -> None:
        """Put a version into the inbox, and let it be installed."""
        set_version(self.folder / "new", pack, version)
        copytree(self.folder / "new/content" / pack, self.inbox / f"{pack}-{version}")
        self.look()
        assert (self.inbox / f"accepted/{pack}-{version}").exists()

    def look(self) -> None:
        for _ in range(3):
            self.now += 2
            self.watching.look()

    @property
    def current(self) -> Path | None:
        return editions.current(self.data)

    def deeds(self, pack: str = "hill") -> list[tuple[str, str]]:
        """What happened to a pack, and to which version."""
        return [(event.deed, event.version) for event in Versions(self.data / "versions").state(pack).events]


@pytest.fixture
def museum(tmp_path: Path) -> Museum:
    return Museum(tmp_path)


@pytest.fixture
def visit(museum: Museum, open_kiosk: Open) -> Visit:
    """In front of the kiosk; its first edition was tried."""
    visit = open_kiosk(museum.data, tries_editions=True)
    until(visit, lambda: showable.note(museum.data).good != "")
    return visit


def until(visit: Visit, done: Callable[[], bool]) -> None:
    """Nobody is there, until something has happened."""
    for _ in range(600):
        if done():
            return
        visit.hall.frame(0.1)
    raise AssertionError("it never happened")


def asked_to_take_back(museum: Museum) -> bool:
    return showable.refusal(museum.data) is not None


def test_it_is_never_shown_and_taken_back_by_itself(
    museum: Museum, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    good = visit.stage.edition
    museum.deliver("1.5")
    until(visit, lambda: visit.stage.edition != good)
    better = visit.stage.edition
    museum.deliver("2")
    until(visit, lambda: asked_to_take_back(museum))
    assert "no width" in caplog.text
    caplog.clear()
    assert (visit.place, visit.stage.edition) == (ATTRACT, better)
    visit.leave_alone(20)
    assert visit.stage.edition == better and not caplog.records, "it is tried once"

    museum.look()
    assert not asked_to_take_back(museum)
    assert museum.current == better
    assert museum.deeds() == [("installed", "1.5"), ("installed", "2"), ("rolled-back", "1.5")]
    assert (
        Versions(museum.data / "versions").state("hill").events[-1].reason == "The kiosk could not show it."
    )
    rejected = {path.name for path in (museum.inbox / "rejected").iterdir()}
    assert rejected == {"hill-2", "hill-2-report.html", "hill-2-report.txt"}
    assert not list((museum.inbox / "accepted").glob("hill-2*"))
    report = (museum.inbox / "rejected/hill-2-report.txt").read_text("utf-8-sig")
    assert "was taken back: the kiosk could not show it" in report
    assert "ZeroDivisionError: no width" in report

    visit.leave_alone(5)
    assert visit.stage.edition == better
    museum.deliver("3")
    until(visit, lambda: visit.stage.edition != better)
    assert museum.current == visit.stage.edition
    visit.settle()
    begin(visit, "kk", "gallery-hill")


def test_a_visitor_notices_nothing(museum: Museum, visit: Visit, caplog: pytest.LogCaptureFixture) -> None:
    begin(visit, "kk", "gallery-hill")
    good = visit.stage.edition
    museum.deliver("2")
    visit.leave_alone(10)
    visit.touch(visit.card("r00000"))
    assert not asked_to_take_back(museum), "not while somebody is there"
    visit.leave_alone(115)
    assert visit.place == ATTRACT
    until(visit, lambda: asked_to_take_back(museum))
    assert visit.stage.edition == good
    visit.settle()
    begin(visit, "kk", "gallery-hill")
    museum.look()
    assert museum.current == good
    visit.touch(visit.card("r00000"))
    caplog.clear()


def test_other_packs_that_came_with_it_stay(
    museum: Museum, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    good = visit.stage.edition
    begin(visit, "en", "gallery-hill")
    museum.deliver("2")
    museum.deliver("7", "lake")
    visit.leave_alone(115)
    until(visit, lambda: asked_to_take_back(museum))
    caplog.clear()
    museum.look()
    assert museum.deeds() == [("installed", "2"), ("removed", "")]
    assert museum.deeds("lake") == [("installed", "7")]
    until(visit, lambda: visit.stage.edition != good)
    visit.settle()
    begin(visit, "kk", "gallery-lake")


def test_a_touch_puts_a_trial_off(museum: Museum, visit: Visit) -> None:
    good = visit.stage.edition
    museum.deliver("3")
    until(visit, lambda: showable.note(museum.data).trying != "")
    visit.touch_at((600, 400))
    visit.hall.frame(0.2)
    assert showable.note(museum.data) == Note(good=Path(str(good)).name)
    begin_again = [visit.stage.edition, visit.place.screen]
    assert begin_again == [good, "languages"]
    visit.leave_alone(115)
    until(visit, lambda: visit.stage.edition == museum.current)
    assert visit.stage.edition != good
    visit.settle()


def test_every_changed_pack_is_tried_in_every_language(
    museum: Museum, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, tried = visit.stage.edition, set[tuple[str, str, str]]()
    rehearse = visit.stage.rehearse

    def noted(edition: Path, catalogue: object, place: Place, language: str) -> None:
        tried.add((place.screen, place.gallery, language))
        rehearse(edition, catalogue, place, language)  # type: ignore[arg-type]

    monkeypatch.setattr(visit.stage, "rehearse", noted)
    museum.deliver("3", "lake")
    until(visit, lambda: visit.stage.edition != good)
    assert {each for each in tried if each[1]} == {
        (screen, "lake", language) for screen in ("gallery", "record") for language in LANGUAGES
    }
    visit.settle()


def test_at_the_start_the_last_good_edition_is_shown_instead(
    museum: Museum,
    visit: Visit,
    open_kiosk: Open,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its attract loop cannot be made: there is nothing to show but another one."""
    good = visit.stage.edition
    visit.close()
    museum.deliver("2")
    assert museum.current != good

    def fail(edition: Path) -> object:
        if edition != good:
            raise ZeroDivisionError("no height")
        return attract.read_attract(edition)

    monkeypatch.setattr(first_scene, "read_attract", fail)
    again = open_kiosk(museum.data, tries_editions=True)
    assert (again.place, again.stage.edition) == (ATTRACT, good)
    refusal = showable.refusal(museum.data)
    assert refusal is not None and "no height" in refusal.error
    caplog.clear()
    museum.look()
    assert museum.current == good
    again.leave_alone(5)
    assert again.stage.edition == good


def test_an_edition_that_ends_the_program_is_given_up(
    museum: Museum, visit: Visit, open_kiosk: Open, caplog: pytest.LogCaptureFixture
) -> None:
    """As when a driver crashes: nothing is raised, the next start only finds that it was being tried."""
    good = visit.stage.edition
    assert good is not None
    visit.close()
    museum.deliver("3")
    new = museum.current
    assert new is not None
    showable.write_note(museum.data, Note(good=good.name, trying=new.name, tries=MOST_STARTS - 1))
    again = open_kiosk(museum.data, tries_editions=True)
    assert again.stage.edition == new
    assert showable.note(museum.data).tries == 0, "this time there was a first frame"
    again.close()
    showable.write_note(museum.data, Note(good=good.name, trying=new.name, tries=MOST_STARTS))
    last = open_kiosk(museum.data, tries_editions=True)
    assert last.stage.edition == good
    assert "ended" in caplog.text
    caplog.clear()
    museum.look()
    assert museum.current == good
    assert museum.deeds() == [("installed", "3"), ("removed", "")]


def test_a_doubtful_edition_is_better_than_none(
    tmp_path: Path, open_kiosk: Open, caplog: pytest.LogCaptureFixture
) -> None:
    """Its gallery cannot be drawn in one language; there is no other edition."""
    make_content(tmp_path / "content", {"hill": 2}, pictures=1, size=(640, 480))
    set_version(tmp_path, "hill", "2")
    run(tmp_path)
    visit = open_kiosk(tmp_path / "data", tries_editions=True)
    until(visit, lambda: showable.refusal(tmp_path / "data") is not None)
    visit.leave_alone(10)
    assert visit.place == ATTRACT
    visit.settle()
    begin(visit, "en", "gallery-hill")
    assert visit.place == Place("gallery", "hill")
    caplog.clear()


def test_damaged_notes_are_no_matter(museum: Museum, open_kiosk: Open) -> None:
    for words in ("", "[]", json.dumps({"good": 3})):
        (museum.data / "showing.json").write_text(words)
        (museum.data / "unshowable.json").write_text(words)
        visit = open_kiosk(museum.data, tries_editions=True)
        until(visit, lambda: showable.note(museum.data).good == Path(str(museum.current)).name)
        museum.look()
        visit.close()
