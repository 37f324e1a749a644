"""Installing packs: what is shown, what is kept, what is refused, and how it is taken back."""

import shutil
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.catalogue.build import build
from kiosk.intake import showing
from kiosk.intake.install import install, remove, roll_back
from kiosk.intake.work import NothingToDo
from kiosk.keys import new_key, read_private
from kiosk.packs.contents import FolderContents
from kiosk.packs.installed import Versions
from kiosk.packs.signing import put_signature, signature_for
from kiosk.storage import only_one
from tests.builds import SMALL, Quiet, break_record, config, set_version, shown
from tests.synthetic import make_content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hall with the pack alpha, built; a delivery of gamma and one of alpha lie on a stick."""
    make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=SMALL)
    build(config(tmp_path), Quiet())
    make_content(tmp_path / "stick", {"alpha": 3, "gamma": 2}, pictures=1, size=SMALL)
    for pack in ("alpha", "gamma"):
        (tmp_path / "stick" / "content").mkdir(exist_ok=True)
        (tmp_path / "stick" / pack).rename(tmp_path / "stick" / "content" / pack)
        set_version(tmp_path / "stick", pack, "2")
    return tmp_path


def records(folder: Path) -> dict[str, int]:
    return {name: len(found) for name, found in shown(folder / "data").items()}


def take(folder: Path, pack: str, **settings: object):
    return install(replace(config(folder), **settings), folder / "stick/content" / pack, Quiet())


def test_a_new_pack_becomes_a_gallery(folder: Path) -> None:
    outcome = take(folder, "gamma")
    assert (outcome.result, outcome.pack, outcome.version) == ("shown", "gamma", "2")
    assert records(folder) == {"alpha": 2, "gamma": 2}
    assert not (folder / "data/intake").exists()


def test_an_installed_version_comes_before_the_content_folder(folder: Path) -> None:
    assert take(folder, "alpha").result == "shown"
    assert records(folder) == {"alpha": 3}
    assert take(folder, "alpha").result == "unchanged"
    assert len(Versions(folder / "data/versions").folders("alpha")) == 1


def test_the_folder_may_have_any_name(folder: Path) -> None:
    (folder / "stick/content/gamma").rename(folder / "stick/new pack (2)")
    outcome = install(config(folder), folder / "stick/new pack (2)", Quiet())
    assert (outcome.result, outcome.origin) == ("shown", "new pack (2)")
    assert records(folder)["gamma"] == 2


def test_a_zip_is_as_good_as_a_folder(folder: Path) -> None:
    shutil.make_archive(str(folder / "gamma-2"), "zip", folder / "stick/content", "gamma")
    outcome = install(config(folder), folder / "gamma-2.zip", Quiet())
    assert (outcome.result, outcome.origin) == ("shown", "gamma-2.zip")
    shutil.make_archive(str(folder / "flat"), "zip", folder / "stick/content/gamma")
    assert install(config(folder), folder / "flat.zip", Quiet()).result == "unchanged"
    shutil.make_archive(str(folder / "all"), "zip", folder / "stick/content")
    assert [each.code for each in install(config(folder), folder / "all.zip", Quiet()).problems] == [
        "missing-file"
    ]
    (folder / "cut.zip").write_bytes((folder / "gamma-2.zip").read_bytes()[:-30])
    assert [each.code for each in install(config(folder), folder / "cut.zip", Quiet()).problems] == [
        "not-a-zip"
    ]
    assert records(folder) == {"alpha": 2, "gamma": 2}


def test_a_broken_pack_is_refused_and_nothing_changes(folder: Path) -> None:
    break_record(folder / "stick")
    outcome = take(folder, "alpha")
    assert outcome.result == "refused"
    assert {each.file.parts[0] for each in outcome.problems} == {"alpha"}
    assert all(not each.file.is_absolute() for each in outcome.problems)
    assert records(folder) == {"alpha": 2}
    assert Versions(folder / "data/versions").packs() == []


def test_versions_are_taken_back_one_by_one(folder: Path) -> None:
    versions = Versions(folder / "data/versions")
    for number in ("2", "3", "4"):
        set_version(folder / "stick", "alpha", number)
        assert take(folder, "alpha").version == number
    assert roll_back(config(folder), "alpha", Quiet()).version == "3"
    assert roll_back(config(folder), "alpha", Quiet()).version == "2"
    assert roll_back(config(folder), "alpha", Quiet()).version == "", "what the content folder has"
    assert records(folder) == {"alpha": 2}
    with pytest.raises(NothingToDo):
        roll_back(config(folder), "alpha", Quiet())
    newest = versions.folders("alpha")[0]
    assert roll_back(config(folder), "alpha", Quiet(), newest).version == "4"
    deeds = [event.deed for event in versions.state("alpha").events]
    assert deeds == ["installed"] * 3 + ["rolled-back"] * 2 + ["removed", "rolled-back"]


def test_what_is_taken_back_to_is_what_was_shown(folder: Path) -> None:
    """Not the version with the number before: that one was taken back already."""
    for number in ("2", "3"):
        set_version(folder / "stick", "alpha", number)
        take(folder, "alpha")
    roll_back(config(folder), "alpha", Quiet())
    set_version(folder / "stick", "alpha", "4")
    take(folder, "alpha")
    assert roll_back(config(folder), "alpha", Quiet()).version == "2"


def test_what_a_killed_installation_left_undone_is_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recorded, but not in the edition yet."""

    def killed(*_: object) -> None:
        raise SystemError

    monkeypatch.setattr(showing, "build", killed)
    monkeypatch.setattr(showing, "_take_back", lambda *_: None)
    with pytest.raises(SystemError):
        take(folder, "alpha")
    monkeypatch.undo()
    assert records(folder) == {"alpha": 2}
    assert take(folder, "alpha").result == "unchanged"
    assert records(folder) == {"alpha": 3}


def test_removing_keeps_all_versions(folder: Path) -> None:
    take(folder, "gamma")
    assert remove(config(folder), "gamma", Quiet()).result == "back"
    assert records(folder) == {"alpha": 2}
    with pytest.raises(NothingToDo, match=r"No installed version of `gamma` is shown.*--to 0001-"):
        remove(config(folder), "gamma", Quiet())
    roll_back(config(folder), "gamma", Quiet())
    assert records(folder) == {"alpha": 2, "gamma": 2}, "what was shown last comes back"
    with pytest.raises(NothingToDo, match="There is no earlier version of `gamma`"):
        roll_back(config(folder), "gamma", Quiet())
    remove(config(folder), "gamma", Quiet())
    (kept,) = Versions(folder / "data/versions").folders("gamma")
    roll_back(config(folder), "gamma", Quiet(), kept)
    assert records(folder) == {"alpha": 2, "gamma": 2}
    with pytest.raises(NothingToDo):
        remove(config(folder), "beta", Quiet())
    with pytest.raises(NothingToDo):
        roll_back(config(folder), "gamma", Quiet(), "0009-0000000000000000")


def test_only_so_many_versions_are_kept(folder: Path) -> None:
    for number in range(2, 9):
        set_version(folder / "stick", "alpha", str(number))
        take(folder, "alpha", keep_versions=3)
    versions = Versions(folder / "data/versions")
    assert [name[:4] for name in versions.folders("alpha")] == ["0007", "0006", "0005"]
    take(folder, "gamma", versions_gb=0.0)
    assert [name[:4] for name in versions.folders("alpha")] == ["0007", "0006"], "the shown one and its elder"


def test_only_signed_versions_where_signatures_are_asked_for(folder: Path) -> None:
    key = read_private(new_key("almaty", folder)[0], str)
    settings = {"require_signature": True, "trusted_keys": (key.public,)}
    pack = folder / "stick/content/alpha"

    def sign() -> None:
        text = signature_for(FolderContents.of(pack), key, datetime.now(UTC))
        assert isinstance(text, bytes), text
        put_signature(pack, text)

    def refused() -> set[str]:
        outcome = take(folder, "alpha", **settings)
        assert outcome.result == "refused"
        return {each.code for each in outcome.problems if each.severity == "error"}

    assert refused()
    sign()
    assert take(folder, "alpha", **settings).result == "shown"
    assert Versions(folder / "data/versions").state("alpha").events[-1].signer == "almaty"
    (pack / "media/p0.jpg").write_bytes((pack / "media/p0.jpg").read_bytes() + b"\0")
    assert refused()
    set_version(folder / "stick", "alpha", "1")
    sign()
    assert refused() == {"downgrade"}
    outcome = install(replace(config(folder), **settings), pack, Quiet(), allow_downgrade=True)
    assert (outcome.result, outcome.version) == ("shown", "1")


def test_a_version_whose_pages_cannot_be_made_is_taken_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(edition: Path, gallery: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(showing, "try_gallery", fail)
    outcome = take(folder, "alpha")
    assert outcome.result == "refused"
    assert [each.code for each in outcome.problems if each.severity == "error"] == ["unshowable"]
    assert records(folder) == {"alpha": 2}
    assert Versions(folder / "data/versions").state("alpha").events[-1].deed == "rolled-back"


def test_a_damaged_note_costs_no_version(folder: Path) -> None:
    take(folder, "gamma")
    note = folder / "data/versions/gamma/state.json"
    for damage in (b"", b"\xff\x00", b'{"shown": 3}'):
        note.write_bytes(damage)
        build(config(folder), Quiet())
        assert records(folder) == {"alpha": 2, "gamma": 2}


def test_one_installation_waits_for_another(folder: Path) -> None:
    progress = Quiet()
    waits = threading.Event()
    progress.waiting = waits.set  # type: ignore[method-assign]
    source = folder / "stick/content/gamma"
    (folder / "data").mkdir(exist_ok=True)
    with only_one(folder / "data/intake.lock", lambda: None):
        second = threading.Thread(target=install, args=(config(folder), source, progress))
        second.start()
        assert waits.wait(30)
        assert records(folder) == {"alpha": 2}
    second.join(60)
    assert records(folder) == {"alpha": 2, "gamma": 2}
