"""Editions: what is built, what is left alone, and what is shown when a delivery is broken."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from kiosk.catalogue import build as building
from kiosk.catalogue import delivery, editions, freshness
from kiosk.catalogue.queries import Catalogue
from kiosk.errors import StorageError
from kiosk.storage import only_one
from tests.builds import SMALL, Quiet, break_record, codes, config, replace, run, set_version, shown, versions
from tests.synthetic import make_content, make_picture

CASES = Path(__file__).parents[1] / "packs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two packs of three records, not built yet."""
    make_content(tmp_path / "content", {"alpha": 3, "beta": 3}, pictures=1, size=SMALL)
    return tmp_path


def derivatives(folder: Path) -> dict[str, int]:
    """Key -> inode of every folder of derivatives."""
    return {path.name: path.stat().st_ino for path in (folder / "data/derivatives").glob("*/*")}


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "data/editions").iterdir())


# What is built


def test_the_first_build_publishes_everything(folder: Path) -> None:
    progress = Quiet()
    result = building.build(config(folder), progress)
    assert result.published
    assert [pack.id for pack in result.packs] == ["alpha", "beta"]
    assert result.last_good == ()
    assert set(progress.stages) == {"read", "check", "pictures", "catalogue", "publish"}
    assert progress.stages["read"] == 6, "a step a record"
    assert progress.stages["pictures"] == 4
    assert sum(progress.stages.values()) == progress.steps
    assert {name: len(records) for name, records in shown(folder / "data").items()} == {"alpha": 3, "beta": 3}
    assert (folder / "data/current").readlink() == Path("editions") / str(result.edition)
    assert not (folder / "data/staging").exists()


def test_notes_in_any_encoding_may_lie_in_a_pack(folder: Path) -> None:
    notes = folder / "content/alpha/notes"
    notes.mkdir()
    (notes / "old.yaml").write_bytes("标题".encode("gbk"))
    (folder / "content/terms/.gold.yaml").write_bytes(b"\xff")
    assert run(folder).published


def test_models_and_turns_are_not_copied(folder: Path) -> None:
    media = folder / "content/alpha/media"
    (media / "deer-turn").mkdir()
    for name in ("deer.glb", "deer-turn/00.jpg"):
        (media / name).write_bytes(b"not for an edition")
    assert codes(run(folder)) == set()
    kept = {path.name for path in (folder / "data").rglob("*") if path.is_file()}
    assert not kept & {"deer.glb", "00.jpg"}


def test_galleries_that_are_not_configured_are_not_shown(folder: Path) -> None:
    run(folder, "beta")
    assert list(shown(folder / "data")) == ["beta"]
    assert run(folder, "beta", "alpha").published
    assert list(shown(folder / "data")) == ["beta", "alpha"]


def test_a_fourth_pack_is_a_fourth_gallery(folder: Path) -> None:
    run(folder)
    shutil.copytree(CASES / "good" / "gallery", folder / "content" / "gallery")
    assert run(folder).published
    assert list(shown(folder / "data")) == ["alpha", "beta", "gallery"]


def test_nothing_changed_costs_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(folder)
    before = {path: path.lstat().st_mtime_ns for path in (folder / "data").rglob("*")}

    def reads(*_: object) -> None:
        raise AssertionError("a pack was read")

    monkeypatch.setattr(delivery, "read_packs", reads)
    monkeypatch.setattr(delivery, "read_hall", reads)
    second = run(folder)
    assert (second.edition, second.published) == (first.edition, False)
    assert second.problems == first.problems
    assert second.packs == first.packs
    assert {path: path.lstat().st_mtime_ns for path in (folder / "data").rglob("*")} == before


@pytest.mark.parametrize(
    "change",
    ["text", "new-file", "deleted-file", "picture", "hall", "galleries", "program"],
)
def test_every_change_is_noticed(change: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    assert freshness.is_fresh(config(folder))
    galleries: tuple[str, ...] = ()
    record = folder / "content/alpha/objects/r00001.yaml"
    if change == "text":
        replace(record, "SYN-1", "SYN-9")
    elif change == "new-file":
        text = record.read_text("utf-8").replace("id: r00001", "id: r9").replace("SYN-1", "SYN-9")
        record.with_name("r9.yaml").write_text(text, "utf-8")
    elif change == "deleted-file":
        (folder / "content/beta/objects/r00002.yaml").unlink()
        replace(folder / "content/beta/objects/r00001.yaml", ", r00002]", "]")
    elif change == "picture":
        make_picture(folder / "content/beta/media/p0.jpg", SMALL, 99)
    elif change == "hall":
        replace(folder / "content/terms/sites.yaml", "latitude: 43.5", "latitude: 43.25")
    elif change == "galleries":
        galleries = ("beta", "alpha")
    else:
        monkeypatch.setattr(freshness, "__version__", "99")
    assert not freshness.is_fresh(config(folder, *galleries))
    assert run(folder, *galleries).published


def test_a_touched_file_is_read_again_but_nothing_is_published(folder: Path) -> None:
    first = run(folder)
    os.utime(folder / "content/alpha/pack.yaml")
    assert not freshness.is_fresh(config(folder))
    second = run(folder)
    assert (second.edition, second.published) == (first.edition, False)
    assert freshness.is_fresh(config(folder))


def test_derivatives_are_shared(folder: Path) -> None:
    run(folder)
    before = derivatives(folder)
    assert len(before) == 4
    set_version(folder, "alpha", "2.0")
    shutil.copy(folder / "content/alpha/media/p0.jpg", folder / "content/beta/media/p0.jpg")
    progress = Quiet()
    building.build(config(folder), progress)
    assert progress.stages["pictures"] == 0
    assert derivatives(folder) == before, "the first edition still shows beta's own picture"


def test_going_back_switches_to_the_kept_edition(folder: Path) -> None:
    first = run(folder)
    set_version(folder, "alpha", "2.0")
    run(folder)
    set_version(folder, "alpha", "1.0")
    third = run(folder)
    assert (third.edition, third.published) == (first.edition, True)
    assert len(kept(folder)) == 2


# What is kept


def test_the_last_editions_are_kept_and_what_only_old_ones_used_is_deleted(folder: Path) -> None:
    run(folder, keep=2)
    for number in range(2, 5):
        make_picture(folder / "content/alpha/media/p0.jpg", SMALL, number)
        run(folder, keep=2)
    assert [name[:6] for name in kept(folder)] == ["000003", "000004"]
    assert len(derivatives(folder)) == 5
    assert len(list((folder / "data/packs/alpha").iterdir())) == 2, "one version and its note"
    shown(folder / "data")


def test_an_edition_that_is_shown_is_not_deleted(folder: Path) -> None:
    run(folder, keep=1)
    first = editions.current(folder / "data")
    assert first is not None
    catalogue = Catalogue(first)
    pictures = [catalogue.record(key).images[0] for key in catalogue.record_keys("alpha")]
    for number in (2, 3):
        make_picture(folder / "content/alpha/media/p0.jpg", SMALL, number)
        run(folder, keep=1)
    assert [name[:6] for name in kept(folder)] == ["000001", "000003"]
    assert all((picture.folder / "c200.jpg").exists() for picture in pictures)
    assert catalogue.record(1).title
    catalogue.close()
    set_version(folder, "beta", "2.0")
    run(folder, keep=1)
    assert [name[:6] for name in kept(folder)] == ["000004"]
    assert not pictures[0].folder.exists()


def test_editing_a_film_in_place_does_not_change_the_shown_one(tmp_path: Path) -> None:
    make_content(tmp_path / "content", {"alpha": 1}, pictures=0)
    delivered = shutil.copytree(CASES / "good_film" / "gallery", tmp_path / "content" / "gallery")
    run(tmp_path)
    film = shown(tmp_path / "data")["gallery"][0].films[0].file
    before = film.read_bytes()
    with (delivered / "media/film.mp4").open("r+b") as stream:
        stream.write(b"scribbled over")
    assert film.read_bytes() == before
    result = run(tmp_path)
    assert result.last_good == ("gallery",)
    assert shown(tmp_path / "data")["gallery"][0].films[0].file.read_bytes() == before


# Accidents


@pytest.mark.parametrize("harm", ["texts", "files", "good", "media"])
def test_a_damaged_store_is_as_good_as_none(harm: str, folder: Path) -> None:
    run(folder)
    store = folder / "data/packs/alpha"
    (version,) = (path for path in store.iterdir() if path.is_dir())
    if harm == "good":
        (store / "good.json").write_text("{")
    elif harm == "media":
        (version / "media/media/p0.jpg").write_bytes(b"")
        shutil.rmtree(folder / "data/derivatives")
    else:
        for file in version.glob(f"{harm}*.json"):
            file.write_text("[")
    break_record(folder)
    result = run(folder)
    assert "never-good" in codes(result) or harm == "media"
    assert list(shown(folder / "data")) == ["beta"]


def test_lost_derivatives_are_made_again(folder: Path) -> None:
    first = run(folder)
    shutil.rmtree(folder / "data/derivatives")
    os.utime(folder / "content/alpha/pack.yaml")
    assert run(folder).edition == first.edition
    shown(folder / "data")


def test_what_a_killed_build_left_is_cleared(folder: Path) -> None:
    litter = folder / "data/staging/edition/half"
    litter.mkdir(parents=True)
    (litter / "catalogue.sqlite").write_bytes(b"half")
    assert run(folder).published
    assert not (folder / "data/staging").exists()


def test_a_lost_link_is_set_again(folder: Path) -> None:
    first = run(folder)
    (folder / "data/current").unlink()
    assert editions.current(folder / "data") == folder / "data/editions" / str(first.edition)
    set_version(folder, "alpha", "2.0")
    second = run(folder)
    assert (folder / "data/current").resolve().name == second.edition


def test_two_builds_take_turns(folder: Path) -> None:
    progress, results, waiting = Quiet(), [], threading.Event()
    progress.waiting = waiting.set  # type: ignore[method-assign]
    (folder / "data").mkdir()
    with only_one(folder / "data/build.lock", lambda: None):
        other = threading.Thread(target=lambda: results.append(building.build(config(folder), progress)))
        other.start()
        assert waiting.wait(60)
        assert editions.current(folder / "data") is None
    other.join(60)
    assert results[0].published


def test_rehearsing_writes_nothing(folder: Path) -> None:
    run(folder)
    set_version(folder, "beta", "2.0")
    break_record(folder)
    before = {path: path.lstat().st_mtime_ns for path in (folder / "data").rglob("*")}
    result = building.rehearse(config(folder), Quiet())
    assert [(pack.id, pack.version) for pack in result.packs] == [("alpha", "1.0"), ("beta", "2.0")]
    assert result.last_good == ("alpha",)
    assert "unknown-field" in codes(result)
    assert {path: path.lstat().st_mtime_ns for path in (folder / "data").rglob("*")} == before


def test_too_little_room_is_said_before_anything_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder)
    make_picture(folder / "content/alpha/media/p0.jpg", SMALL, 5)
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(StorageError, match="disk is full"):
        run(folder)
    monkeypatch.undo()
    assert versions(folder) == {"alpha": "1.0", "beta": "1.0"}
    assert not (folder / "data/staging").exists()
    assert run(folder).published


def test_very_deep_folders_and_broken_links_can_be_fingerprinted(folder: Path) -> None:
    before = freshness.mark_pack(folder / "content/alpha")
    deep = [folder / "content/alpha/d"]
    try:
        for _ in range(1200):
            deep[-1].mkdir()
            deep.append(deep[-1] / "d")
        deep[-1].symlink_to("nowhere")
        assert freshness.mark_pack(folder / "content/alpha") != before
        deep[-1].unlink()
        assert freshness.mark_pack(folder / "content/alpha") == before, "empty folders say nothing"
    finally:
        # What clears up after tests cannot go so deep.
        for place in reversed(deep[:-1]):
            place.rmdir()
