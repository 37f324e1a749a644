"""What is done about an edition that the kiosk could not show: taken back, built, reported, once."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk import background
from kiosk.catalogue import editions, showable
from kiosk.catalogue.showable import Refusal
from kiosk.commands.app import app
from kiosk.helpers import Helpers
from kiosk.intake import taking_back
from kiosk.intake.install import install
from kiosk.intake.report import Report
from kiosk.intake.taking_back import TakenBack, take_back_unshowable
from kiosk.packs.installed import Versions
from tests.builds import SMALL, Quiet, config, run, set_version, versions
from tests.synthetic import make_content

LATER = "2126-01-01T00:00:00+00:00"


class Hall:
    """Packs alpha and beta of the content folder, in version 1.0; others can be installed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.config = folder, folder / "data", config(folder)
        for place in ("content", "new/content"):
            make_content(folder / place, {"alpha": 1, "beta": 1}, pictures=1, size=SMALL)
        run(folder)
        self.good = self.current
        self.reports: list[tuple[Report, TakenBack]] = []

    @property
    def current(self) -> str:
        edition = editions.current(self.data)
        assert edition is not None
        return edition.name

    def install(self, pack: str, version: str) -> None:
        set_version(self.folder / "new", pack, version)
        assert install(self.config, self.folder / "new/content" / pack, Quiet()).result == "shown"

    def refuse(self, gallery: str = "", before: str | None = None, at: str = LATER) -> None:
        """The kiosk cannot show the current edition."""
        before = self.good if before is None else before
        showable.refuse(self.data, Refusal(at, self.current, gallery, before, "KeyError: 7"))

    def take_back(self) -> list[str]:
        """The packs that there are reports on."""
        self.reports.clear()
        take_back_unshowable(self.config, Quiet(), lambda *report: self.reports.append(report))
        assert showable.refusal(self.data) is None
        return [taken.pack for _, taken in self.reports]

    def deeds(self, pack: str) -> list[tuple[str, str]]:
        return [(event.deed, event.version) for event in Versions(self.data / "versions").state(pack).events]


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


def test_the_pack_of_the_gallery_is_taken_back_and_no_other(hall: Hall) -> None:
    hall.install("alpha", "2")
    hall.install("beta", "2")
    hall.install("beta", "3")
    hall.refuse("beta")
    assert hall.take_back() == ["beta"]
    assert versions(hall.folder) == {"alpha": "2", "beta": "2"}
    assert hall.deeds("beta") == [("installed", "2"), ("installed", "3"), ("rolled-back", "2")]
    ((report, _),) = hall.reports
    assert not report.accepted and "3, was taken back" in report.outcome
    assert hall.take_back() == []


def test_where_no_gallery_is_named_all_that_have_changed_are_taken_back(hall: Hall) -> None:
    hall.install("alpha", "2")
    good = hall.current
    hall.install("beta", "2")
    hall.refuse(before=good)
    assert hall.take_back() == ["beta"]
    assert hall.current == good
    hall.install("beta", "3")
    hall.refuse(before="")
    assert hall.take_back() == ["beta"], "the newest, where nobody knows what was shown before"
    hall.refuse(before="")
    assert hall.take_back() == ["alpha"]
    hall.refuse(before="")
    assert hall.take_back() == []


def test_a_pack_of_the_content_folder_is_only_reported(hall: Hall) -> None:
    set_version(hall.folder, "alpha", "2")
    run(hall.folder)
    new = hall.current
    hall.refuse("alpha")
    assert hall.take_back() == ["alpha"]
    assert hall.current == new
    assert "cannot show" in hall.reports[0][0].outcome
    assert Versions(hall.data / "versions").packs() == []


def test_an_edition_that_is_not_current_any_more_is_no_matter(hall: Hall) -> None:
    hall.install("alpha", "2")
    hall.refuse("alpha")
    hall.install("alpha", "3")
    assert hall.take_back() == []
    assert versions(hall.folder)["alpha"] == "3"


def test_what_somebody_has_done_since_settles_it(hall: Hall) -> None:
    hall.install("alpha", "2")
    hall.refuse("alpha", at="2001-01-01T00:00:00+00:00")
    assert hall.take_back() == []
    assert versions(hall.folder)["alpha"] == "2"


@pytest.mark.parametrize("step", ["lay", "build", "settle"])
def test_a_kill_between_two_steps_is_made_good(
    step: str, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.install("alpha", "2")
    hall.refuse("alpha")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    if step == "build":
        monkeypatch.setattr(taking_back, "build", killed)
    if step == "settle":
        monkeypatch.setattr(showable, "settle", killed)
    with pytest.raises(KeyboardInterrupt):
        take_back_unshowable(hall.config, Quiet(), killed if step == "lay" else lambda *_: None)
    monkeypatch.undo()
    refusal = showable.refusal(hall.data)
    assert refusal is not None
    # Its moment, as it is in life: before the deed.
    showable.refuse(hall.data, replace(refusal, at=LATER if step == "lay" else "2001-01-01T00:00:00+00:00"))
    hall.take_back()
    assert hall.deeds("alpha") == [("installed", "2"), ("removed", "")]
    assert versions(hall.folder)["alpha"] == "1.0"
    assert hall.current == hall.good


def test_a_refusal_that_comes_meanwhile_is_not_lost(hall: Hall) -> None:
    hall.install("alpha", "2")
    hall.refuse("alpha")
    other = Refusal(LATER, "000009-x", "", "", "")
    take_back_unshowable(hall.config, Quiet(), lambda *_: showable.refuse(hall.data, other))
    assert showable.refusal(hall.data) == other


def test_the_command(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    (hall.folder / "config.yaml").write_text("content: content\ndata: data\ncurator_language: ru\n")
    monkeypatch.chdir(hall.folder)
    hall.install("alpha", "2")
    hall.refuse("alpha")
    done = CliRunner().invoke(app, ["packs", "take-back", "--language", "en"])
    assert done.exit_code == 0
    assert "was taken back" in done.output
    assert versions(hall.folder)["alpha"] == "1.0"
    report = (hall.data / "reports/alpha-report.txt").read_text("utf-8-sig")
    assert "снята с показа" in report and "KeyError: 7" in report
    history = CliRunner().invoke(app, ["packs", "history", "alpha", "--language", "en"]).output
    assert "removed" in history and "The kiosk could not show it." in history
    said = CliRunner().invoke(app, ["packs", "history", "alpha", "--report", "2", "--language", "en"]).output
    assert "was taken back" in said


def test_the_kiosk_has_it_done_by_another_process(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the real command; the request was left by a kiosk that has ended since."""
    # Where the machine is busy, a process that gives way would keep the test waiting for minutes.
    command = [
        word for word in background.take_back_command(hall.folder / "config.yaml") if word != "--background"
    ]
    monkeypatch.setattr(background, "take_back_command", lambda _: command)
    (hall.folder / "config.yaml").write_text(f"content: {hall.folder}/content\ndata: {hall.data}\n")
    hall.install("alpha", "2")
    hall.install("alpha", "3")
    helpers = Helpers(hall.folder / "config.yaml", hall.config)
    try:
        hall.refuse("alpha")
        helpers.take_back()
        assert not helpers._running, "not before the first frame"
        helpers.start()
        waited_for(lambda: showable.refusal(hall.data) is None)
        assert versions(hall.folder)["alpha"] == "2"
        helpers.start()
        assert len(helpers._running) == 1, "there is nothing to do"
    finally:
        helpers.stop()


def waited_for(done: Callable[[], bool], seconds: float = 120.0) -> None:
    pause = threading.Event()
    for _ in range(round(seconds / 0.05)):
        if done():
            return
        pause.wait(0.05)
    raise AssertionError("it never happened")
