"""The inbox: what is put there settles, is installed or refused, and is put away with its report."""

import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.intake import inbox as watched
from kiosk.intake import putting_away, receiving
from kiosk.intake.inbox import AGAIN_SECONDS, LONGEST_OPEN_SECONDS, MOST_TRIES, Inbox
from kiosk.packs.installed import Versions
from tests.builds import SMALL, break_record, config, run, set_version, shown
from tests.synthetic import make_content

QUIET_SECONDS = 3.0


class Hall:
    """A hall with the pack alpha, an inbox, deliveries ready to be put there, and a clock."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.inbox = folder, folder / "inbox"
        make_content(folder / "content", {"alpha": 2}, pictures=1, size=SMALL)
        make_content(folder / "stick/content", {"alpha": 3, "gamma": 2}, pictures=1, size=SMALL)
        set_version(folder / "stick", "alpha", "2")
        run(folder)
        self.config: Config = replace(
            config(folder), inbox=self.inbox, inbox_quiet_seconds=QUIET_SECONDS, curator_language="en"
        )
        self.now = 1000.0
        self.said: list[str] = []
        self.start()

    def start(self) -> None:
        """The inbox anew, as after a restart of the program."""
        self.watching = Inbox(self.config, lambda: self.now, self.said.append)
        self.watching.prepare()

    def put(self, pack: str, name: str = "") -> Path:
        """A folder, or a zip of it when the name says so."""
        name, source = name or pack, self.folder / "stick/content" / pack
        if name.endswith(".zip"):
            return Path(shutil.make_archive(str(self.inbox / name[:-4]), "zip", source.parent, pack))
        return Path(shutil.copytree(source, self.inbox / name))

    def pass_by(self, seconds: float = 10.0) -> None:
        """Time goes by, with a look every second."""
        for _ in range(round(seconds)):
            self.now += 1
            self.watching.look()

    @property
    def records(self) -> dict[str, int]:
        return {name: len(found) for name, found in shown(self.folder / "data").items()}

    def lies_in(self, folder: str) -> set[str]:
        return {path.name for path in (self.inbox / folder).iterdir()}

    def report(self, name: str) -> str:
        return (self.inbox / name).read_text("utf-8-sig")


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


def reports(stem: str) -> set[str]:
    return {f"{stem}-report.html", f"{stem}-report.txt"}


def test_a_folder_and_a_zip_become_galleries(hall: Hall) -> None:
    hall.put("gamma")
    hall.put("alpha", "alpha 2.zip")
    hall.pass_by()
    assert hall.records == {"alpha": 3, "gamma": 2}
    assert hall.lies_in("accepted") == {"gamma", "alpha 2.zip"} | reports("gamma") | reports("alpha 2")
    assert hall.lies_in(".") == {"accepted", "rejected"}
    assert len(hall.said) == 2
    assert "is installed" in hall.report("accepted/gamma-report.txt")
    assert "kiosk packs remove gamma" in hall.report("accepted/gamma-report.html"), "nothing was before it"
    assert "kiosk packs rollback alpha" in hall.report("accepted/alpha 2-report.html")


def test_nothing_is_taken_before_it_has_settled(hall: Hall) -> None:
    drop = hall.put("gamma")
    hall.pass_by(QUIET_SECONDS)
    with (drop / "pack.yaml").open("a") as stream:
        stream.write("\n")
    hall.pass_by(QUIET_SECONDS)
    (drop / "notes.txt").write_text("more")
    hall.pass_by(QUIET_SECONDS)
    assert drop.exists() and hall.records == {"alpha": 2}
    hall.pass_by(1)
    assert hall.records == {"alpha": 2, "gamma": 2}


def test_a_copy_that_has_stalled_is_waited_for(hall: Hall) -> None:
    drop = hall.put("gamma")
    with (drop / "media/p0.jpg").open("ab") as writer:
        hall.pass_by(60)
        assert drop.exists()
        writer.write(b"\0")
    hall.pass_by()
    assert hall.records == {"alpha": 2, "gamma": 2}
    drop = hall.put("alpha")
    with (drop / "media/p0.jpg").open("ab"):
        hall.pass_by(60)
        assert drop.exists()
        hall.pass_by(LONGEST_OPEN_SECONDS - 50)
        assert not drop.exists(), "a program that never closes a file keeps nobody waiting for ever"


def test_what_changes_while_it_is_copied_is_waited_for(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    drop = hall.put("gamma")
    copy, seen = receiving._copy, []

    def copy_and_change(source: Path, *rest: object) -> None:
        copy(source, *rest)  # type: ignore[arg-type]
        seen.append(source)
        if len(seen) == 3:
            with (drop / "objects/r00000.yaml").open("a") as stream:
                stream.write("\n")

    monkeypatch.setattr(receiving, "_copy", copy_and_change)
    hall.pass_by(QUIET_SECONDS + 1)
    assert len(seen) > 3 and drop.exists()
    assert hall.records == {"alpha": 2}
    assert Versions(hall.folder / "data/versions").packs() == []
    hall.pass_by(2 * QUIET_SECONDS)
    assert hall.records == {"alpha": 2, "gamma": 2}
    assert not drop.exists()


def test_a_broken_pack_is_refused_with_its_problems(hall: Hall) -> None:
    break_record(hall.folder / "stick")
    hall.put("alpha", "alpha-new.zip")
    hall.pass_by()
    assert hall.records == {"alpha": 2}
    assert hall.lies_in("rejected") == {"alpha-new.zip"} | reports("alpha-new")
    report = hall.report("rejected/alpha-new-report.txt")
    assert "Not installed" in report and "objects/r00001.yaml" in report and "credit_lime" in report


def test_reports_are_in_the_curators_language(hall: Hall) -> None:
    hall.config = replace(hall.config, curator_language="kk")
    hall.start()
    hall.put("gamma")
    hall.pass_by()
    assert "орнатылды" in hall.report("accepted/gamma-report.html")


OTHER_THINGS = {
    "objects.xlsx": "spreadsheet",
    "photo.JPG": "medium",
    "saka.rar": "archive",
    "pack.yaml": "one file of a pack",
    "words.docx": "document",
    "unknown": "not a pack",
}


@pytest.mark.parametrize("name", OTHER_THINGS)
def test_what_is_no_pack_is_refused_with_an_explanation(name: str, hall: Hall) -> None:
    (hall.inbox / name).write_bytes(b"PK\x03\x04")
    hall.pass_by()
    assert hall.lies_in("rejected") == {name} | reports(name)
    assert OTHER_THINGS[name] in hall.report(f"rejected/{name}-report.txt")


def test_links_and_pipes_are_never_opened(hall: Hall) -> None:
    (hall.inbox / "link").symlink_to(hall.folder / "stick/content/gamma")
    os.mkfifo(hall.inbox / "pipe.zip")
    os.mkfifo(hall.put("gamma") / "pipe")
    hall.pass_by()
    assert hall.lies_in("rejected") >= {"link", "pipe.zip", "gamma"}
    assert (hall.folder / "stick/content/gamma").exists()
    assert hall.records == {"alpha": 2}


def test_litter_and_what_is_half_copied_is_left_alone(hall: Hall) -> None:
    litter = {".DS_Store", "Thumbs.db", "desktop.ini", "~$objects.xlsx", "saka.zip.part", "x.crdownload"}
    for name in litter:
        (hall.inbox / name).write_bytes(b"x")
    (hall.inbox / "__MACOSX").mkdir()
    (hall.inbox / "System Volume Information").mkdir()
    (hall.inbox / "New folder").mkdir()
    hall.pass_by(20)
    assert not hall.lies_in("accepted") and not hall.lies_in("rejected")
    assert hall.lies_in(".") >= litter | {"New folder"}


def test_nothing_that_lies_there_is_overwritten(hall: Hall) -> None:
    (hall.inbox / "accepted/gamma-report.txt").write_text("mine")
    hall.put("gamma")
    hall.pass_by()
    hall.put("gamma")
    hall.pass_by()
    assert hall.lies_in("accepted") == (
        {"gamma-report.txt", "gamma (2)", "gamma (3)"} | reports("gamma (2)") | reports("gamma (3)")
    )
    assert hall.report("accepted/gamma-report.txt") == "mine"
    assert "is shown already" in hall.report("accepted/gamma (3)-report.txt")


def test_names_of_any_kind(hall: Hall) -> None:
    long, foreign = "д" * 120, os.fsdecode("саки".encode("cp1251"))
    for name in (long, foreign, "萨迦 *?"):
        hall.put("gamma", name)
    hall.pass_by(20)
    assert hall.lies_in(".") == {"accepted", "rejected"}
    assert hall.lies_in("accepted") >= {foreign, "萨迦 *?"}
    assert len(hall.lies_in("accepted")) == 9
    assert Versions(hall.folder / "data/versions").state("gamma").events


def test_two_versions_are_taken_in_as_they_came(hall: Hall) -> None:
    hall.put("alpha", "z.zip")
    set_version(hall.folder / "stick", "alpha", "3")
    hall.put("alpha", "a.zip")
    hall.pass_by(20)
    events = Versions(hall.folder / "data/versions").state("alpha").events
    assert [event.version for event in events] == ["2", "3"]


def test_a_folder_around_a_pack_is_no_matter(hall: Hall) -> None:
    shutil.copytree(hall.folder / "stick/content/gamma", hall.inbox / "october/gamma")
    hall.pass_by()
    assert hall.lies_in("accepted") == {"october"} | reports("october")
    shutil.copytree(hall.folder / "stick/content", hall.inbox / "all")
    hall.pass_by()
    assert "several packs: `alpha`, `gamma`" in hall.report("rejected/all-report.txt")


def test_what_cannot_be_moved_is_taken_in_once(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, place: Path) -> None:
        raise PermissionError(1, "read-only", str(place))

    monkeypatch.setattr(putting_away, "rename_new", refuse)
    hall.put("gamma")
    hall.pass_by(3 * AGAIN_SECONDS)
    hall.start()
    hall.pass_by(20)
    assert hall.records == {"alpha": 2, "gamma": 2}
    assert len(hall.said) == 1
    assert {path.name for path in (hall.folder / "data/reports").iterdir()} == reports("gamma")
    monkeypatch.undo()
    hall.pass_by(AGAIN_SECONDS)
    assert hall.lies_in("accepted") == {"gamma"} | reports("gamma")
    assert hall.lies_in(".") == {"accepted", "rejected"}


def test_another_version_in_its_place_is_taken_in(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, place: Path) -> None:
        raise PermissionError(1, "read-only", str(place))

    monkeypatch.setattr(putting_away, "rename_new", refuse)
    drop = hall.put("gamma")
    hall.pass_by()
    (drop / "objects/r00001.yaml").unlink()
    (drop / "objects/r00000.yaml").write_text(
        (drop / "objects/r00000.yaml").read_text("utf-8").replace("related: [r00001]", "related: []"), "utf-8"
    )
    hall.pass_by()
    assert hall.records["gamma"] == 1
    assert len(hall.said) == 2


def test_reports_that_cannot_be_written_there(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    write = putting_away.write_both

    def refuse(report: object, stem: Path, language: object) -> None:
        if stem.is_relative_to(hall.inbox):
            raise OSError(28, "full", str(stem))
        write(report, stem, language)  # type: ignore[arg-type]

    monkeypatch.setattr(putting_away, "write_both", refuse)
    hall.put("gamma", "gamma.zip")
    hall.pass_by(2 * AGAIN_SECONDS)
    assert hall.lies_in("accepted") == {"gamma.zip"}
    assert {path.name for path in (hall.folder / "data/reports").iterdir()} == reports("gamma")


@pytest.mark.parametrize("moment", ["install", "on_delivery", "put_away"])
def test_a_kill_between_two_steps_is_made_good(
    moment: str, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``SystemError`` stands for the kill: nothing catches it on the way."""
    there = getattr(watched, moment)

    def killed(*args: object, **more: object) -> object:
        if moment == "install":
            there(*args, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(watched, moment, killed)
    hall.put("gamma")
    with pytest.raises(KeyboardInterrupt):
        hall.pass_by()
    monkeypatch.undo()
    hall.start()
    hall.pass_by()
    assert hall.lies_in("accepted") == {"gamma"} | reports("gamma")
    assert hall.records == {"alpha": 2, "gamma": 2}
    assert len(Versions(hall.folder / "data/versions").state("gamma").events) == 1


def test_a_kill_after_the_move_still_brings_the_report(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(putting_away, "write_both", killed)
    hall.put("gamma")
    with pytest.raises(KeyboardInterrupt):
        hall.pass_by()
    monkeypatch.undo()
    assert hall.lies_in("accepted") == {"gamma"}
    hall.start()
    hall.pass_by(1)
    assert hall.lies_in("accepted") == {"gamma"} | reports("gamma")


def test_a_delivery_that_ends_the_program_each_time_is_given_up(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def killed(*_: object) -> None:
        tries.append(1)
        raise KeyboardInterrupt

    monkeypatch.setattr(watched, "install", killed)
    hall.put("gamma")
    for _ in range(MOST_TRIES):
        with pytest.raises(KeyboardInterrupt):
            hall.pass_by()
        hall.start()
    hall.pass_by()
    assert len(tries) == MOST_TRIES
    assert "mistake of the program" in hall.report("rejected/gamma-report.txt")


def test_a_mistake_of_ours_is_no_end(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(watched, "install", fail)
    hall.put("gamma")
    hall.pass_by()
    monkeypatch.undo()
    assert "mistake of the program" in hall.report("rejected/gamma-report.txt")
    hall.put("gamma")
    hall.pass_by()
    assert hall.records == {"alpha": 2, "gamma": 2}


def test_what_cannot_be_read_is_tried_again(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(receiving, "list_folder", broken)
    hall.put("gamma")
    hall.pass_by(2 * QUIET_SECONDS)
    assert hall.lies_in(".") == {"accepted", "rejected", "gamma"}
    hall.pass_by(MOST_TRIES * QUIET_SECONDS + 10)
    assert "the disk has a fault" in hall.report("rejected/gamma-report.txt")


def test_a_full_disk_is_a_reason(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(hall.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    hall.put("gamma")
    hall.pass_by()
    assert "The disk is full" in hall.report("rejected/gamma-report.txt")
    assert "technician" in hall.report("rejected/gamma-report.txt")


def test_an_inbox_that_comes_and_goes(hall: Hall) -> None:
    hall.put("gamma")
    hall.pass_by(2)
    away = hall.inbox.rename(hall.folder / "away")
    assert not hall.watching.look()
    hall.pass_by(5)
    away.rename(hall.inbox)
    hall.pass_by()
    assert hall.records == {"alpha": 2, "gamma": 2}


def test_a_pack_that_is_taken_away_again_leaves_nothing(hall: Hall) -> None:
    drop = hall.put("gamma")
    hall.pass_by(2)
    shutil.rmtree(drop)
    hall.pass_by()
    assert hall.records == {"alpha": 2}
    assert not hall.lies_in("accepted") and not hall.lies_in("rejected")


def test_a_hostile_zip_is_refused(hall: Hall) -> None:
    with zipfile.ZipFile(hall.inbox / "evil.zip", "w") as archive:
        archive.writestr("../../escaped.yaml", "x")
    hall.pass_by()
    assert "leads out of the pack" in hall.report("rejected/evil-report.txt")
    assert not list(hall.folder.rglob("escaped.yaml"))
