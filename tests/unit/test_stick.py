"""Packs from a stick: found, installed, reported on; a stick that is read-only, broken, or pulled."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.commands.app import app
from kiosk.intake import receiving, stick
from kiosk.intake.outcome import Outcome
from kiosk.intake.stick import Imported, find, import_packs
from kiosk.packs.installed import Versions
from tests.builds import SMALL, Quiet, break_record, config, run, set_version, shown
from tests.synthetic import make_content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hall with the pack alpha, built, and an empty folder ``stick``; ``new`` has alpha 2 and gamma."""
    make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=SMALL)
    make_content(tmp_path / "new/content", {"alpha": 3, "gamma": 2}, pictures=1, size=SMALL)
    set_version(tmp_path / "new", "alpha", "2")
    (tmp_path / "stick").mkdir()
    run(tmp_path)
    return tmp_path


def fill(folder: Path) -> None:
    """A pack in a folder, another zipped one level down, and other things."""
    place = folder / "stick"
    shutil.copytree(folder / "new/content/alpha", place / "alpha")
    (place / "packs").mkdir()
    shutil.make_archive(str(place / "packs/gamma-1"), "zip", folder / "new/content", "gamma")
    (place / "holiday").mkdir()
    (place / "holiday/p.jpg").write_bytes(b"x")
    shutil.make_archive(str(place / "holiday"), "zip", place, "holiday")


def take(folder: Path) -> Imported:
    """Import from the stick; the report is in English."""
    place, ended = folder / "stick", list[Outcome]()
    return import_packs(config(folder), place, find(place), Quiet(), ended.append, "en")


def records(folder: Path) -> dict[str, int]:
    return {name: len(found) for name, found in shown(folder / "data").items()}


def written(place: Path) -> set[str]:
    return {path.name for path in place.iterdir()}


REPORTS = {f"{name}-report.{kind}" for name in ("alpha", "gamma-1", "summary") for kind in ("html", "txt")}


def test_packs_are_found_two_levels_down_and_no_link_is_followed(folder: Path) -> None:
    fill(folder)
    place = folder / "stick"
    shutil.copytree(place / "alpha", place / "a/b/c/too-deep")
    shutil.copytree(place / "alpha", place / "a/b", dirs_exist_ok=True)
    (place / "link").symlink_to(folder / "new/content")
    (place / "zip-link.zip").symlink_to(place / "packs/gamma-1.zip")
    os.mkfifo(place / "pipe.zip")
    (place / "System Volume Information").mkdir()
    (place / "cut.zip").write_bytes((place / "packs/gamma-1.zip").read_bytes()[:-30])
    found = find(place)
    assert [str(path.relative_to(place)) for path in found.packs] == [
        "a/b",
        "alpha",
        "cut.zip",
        "packs/gamma-1.zip",
    ]
    assert [path.name for path in found.other_zips] == ["holiday.zip"]
    assert find(place / "alpha").packs == (place / "alpha",)
    with pytest.raises(FileNotFoundError):
        find(place / "nowhere")


def test_of_several_versions_the_last_one_stays(folder: Path) -> None:
    for number in ("9", "10"):
        set_version(folder / "new", "alpha", number)
        shutil.copytree(folder / "new/content/alpha", folder / f"stick/alpha-{number}")
    assert [outcome.version for outcome in take(folder).outcomes] == ["9", "10"]


def test_all_packs_are_installed_and_reported_on(folder: Path) -> None:
    fill(folder)
    done = take(folder)
    assert [outcome.result for outcome in done.outcomes] == ["shown", "shown"]
    assert records(folder) == {"alpha": 3, "gamma": 2}
    assert done.why_not_there is None
    assert done.reports.parent == folder / "stick" / stick.REPORTS
    assert written(done.reports) == REPORTS
    summary = (done.reports / "summary-report.txt").read_text("utf-8-sig")
    assert "2 packs on the stick; installed: 2." in summary
    assert "holiday.zip" in summary
    assert find(folder / "stick").packs == (folder / "stick/alpha", folder / "stick/packs/gamma-1.zip")
    assert Versions(folder / "data/versions").state("gamma").events[-1].origin == "packs/gamma-1.zip"


def test_one_broken_pack_keeps_no_other_one_back(folder: Path) -> None:
    break_record(folder / "new")
    fill(folder)
    done = take(folder)
    assert [outcome.result for outcome in done.outcomes] == ["refused", "shown"]
    assert records(folder) == {"alpha": 2, "gamma": 2}
    assert "credit_lime" in (done.reports / "alpha-report.txt").read_text("utf-8-sig")


def test_the_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "config.yaml").write_text("content: content\ndata: data\ncurator_language: kk\n")
    monkeypatch.chdir(folder)

    def kiosk(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["packs", "import", *words])
        return done.exit_code, done.output

    assert kiosk("stick")[0] == 2
    assert kiosk("nowhere")[0] == 2
    fill(folder)
    status, said = kiosk("stick")
    assert (status, records(folder)) == (0, {"alpha": 3, "gamma": 2})
    assert "2 packs on the stick" in said and stick.REPORTS in said
    (summary,) = (folder / "stick").glob("*/*/summary-report.txt")
    assert "Флешкада" in summary.read_text("utf-8-sig")
    shutil.rmtree(folder / "stick" / stick.REPORTS)
    status, said = kiosk("stick", "--language", "ru")
    assert "На флешке 2 пакета" in said
    (summary,) = (folder / "stick").glob("*/*/summary-report.txt")
    assert "На флешке" in summary.read_text("utf-8-sig")


# Sticks of all kinds: real file systems


@pytest.fixture
def mounted(folder: Path) -> Iterator[Path]:
    """``stick`` is a file system of its own, with the packs on it."""
    mount(folder, "-t", "tmpfs", "none")
    fill(folder)
    yield folder
    unmount(folder)


def mount(folder: Path, *what: str) -> None:
    done = subprocess.run(["mount", *what, folder / "stick"], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"a file system cannot be mounted here: {done.stderr.strip()}")


def unmount(folder: Path) -> None:
    """Gone for everybody who looks for a name, as when it is pulled."""
    with suppress(subprocess.CalledProcessError):
        subprocess.run(["umount", "-l", folder / "stick"], check=True, capture_output=True)


def test_a_read_only_stick(mounted: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", mounted / "stick"], check=True)
    done = take(mounted)
    assert records(mounted) == {"alpha": 3, "gamma": 2}
    assert done.why_not_there == "the disk is read-only"
    assert done.reports.parent == mounted / "data/reports"
    assert written(done.reports) == REPORTS


@pytest.mark.parametrize("moment", [1, 4, 6, 7])
def test_a_stick_that_is_pulled_while_it_is_copied(
    moment: int, mounted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many files: alpha has six, gamma's zip is one."""
    copy, copied = receiving._copy, []

    def copy_and_pull(*args: object) -> None:
        copy(*args)  # type: ignore[arg-type]
        copied.append(args)
        if len(copied) == moment:
            unmount(mounted)

    monkeypatch.setattr(receiving, "_copy", copy_and_pull)
    done = take(mounted)
    taken = {outcome.pack for outcome in done.outcomes if outcome.result == "shown"}
    assert taken == (set() if moment < 7 else {"alpha"})
    assert records(mounted) == {"alpha": 3 if "alpha" in taken else 2}
    assert not list((mounted / "stick").iterdir()), "nothing is written where the stick was"
    assert done.why_not_there == "the disk or stick is gone"
    assert "summary-report.txt" in written(done.reports)
    assert all((mounted / "data/versions" / pack / "state.json").exists() for pack in taken)
    monkeypatch.undo()
    mount(mounted, "-t", "tmpfs", "none")
    fill(mounted)
    assert all(outcome.result in ("shown", "unchanged") for outcome in take(mounted).outcomes)
    assert records(mounted) == {"alpha": 3, "gamma": 2}


def test_a_stick_that_is_pulled_while_a_pack_is_built(mounted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was copied is installed to its end."""
    lay = stick._Shelf.lay

    def pull_and_lay(self: stick._Shelf, *args: object) -> None:
        unmount(mounted)
        lay(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(stick._Shelf, "lay", pull_and_lay)
    done = take(mounted)
    assert [outcome.result for outcome in done.outcomes] == ["shown", "unread"]
    assert records(mounted) == {"alpha": 3}
    assert written(done.reports) == REPORTS
    assert "disk or stick is gone" in (done.reports / "gamma-1-report.txt").read_text("utf-8-sig")


def test_a_stick_that_is_broken(folder: Path) -> None:
    """A block device that gives errors from its middle on."""
    image = folder / "stick.img"
    with image.open("wb") as stream:
        stream.truncate(16 << 20)
    made = subprocess.run(["mkfs.ext4", "-q", image], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"no file system can be made here: {made.stderr.strip()}")
    mount(folder, "-o", "loop", str(image))
    try:
        fill(folder)
        subprocess.run(["umount", folder / "stick"], check=True)
        mount(folder, "-o", "loop,ro", str(image))
        assert len(find(folder / "stick").packs) == 2
        size = image.stat().st_size
        os.truncate(image, 1 << 20)
        done = take(folder)
        assert {outcome.result for outcome in done.outcomes} == {"unread"}
        assert records(folder) == {"alpha": 2}
        assert Versions(folder / "data/versions").packs() == []
        assert "could not be read" in (done.reports / "alpha-report.txt").read_text("utf-8-sig")
        os.truncate(image, size)
    finally:
        unmount(folder)


def test_our_own_disk_may_be_full(mounted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(mounted)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    (mounted / "config.yaml").write_text("content: content\ndata: data\n")
    done = CliRunner().invoke(
        app, ["packs", "import", str(mounted / "stick"), "--config", str(mounted / "config.yaml")]
    )
    assert done.exit_code == 2
    assert "disk is full" in done.output
    assert records(mounted) == {"alpha": 2}


def test_the_configured_signatures_count_here_too(folder: Path) -> None:
    fill(folder)
    place = folder / "stick"
    settings = replace(config(folder), require_signature=True)
    done = import_packs(settings, place, find(place), Quiet(), lambda _: None, "en")
    assert {outcome.result for outcome in done.outcomes} == {"refused"}
    assert records(folder) == {"alpha": 2}
