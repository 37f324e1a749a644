"""What is shown when a delivery is broken: its last good version, and nothing worse."""

import shutil
from pathlib import Path

import pytest

from kiosk.catalogue import delivery, editions
from tests.builds import SMALL, break_record, codes, replace, run, set_version, shown, versions
from tests.synthetic import make_content, make_picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two packs of three records, not built yet."""
    make_content(tmp_path / "content", {"alpha": 3, "beta": 3}, pictures=1, size=SMALL)
    return tmp_path


def test_a_broken_pack_keeps_its_last_good_version(folder: Path) -> None:
    run(folder)
    before = shown(folder / "data")
    set_version(folder, "alpha", "2.0")
    set_version(folder, "beta", "2.0")
    break_record(folder)
    result = run(folder)
    assert result.published
    assert versions(folder) == {"alpha": "1.0", "beta": "2.0"}
    assert result.last_good == ("alpha",)
    assert {"unknown-field", "last-good"} <= codes(result)
    assert [row.title for row in shown(folder / "data")["alpha"]] == [row.title for row in before["alpha"]]

    again = run(folder)
    assert again.last_good == ("alpha",)
    assert again.problems == result.problems

    replace(folder / "content/alpha/objects/r00001.yaml", "credit_lime:", "credit_line:")
    mended = run(folder)
    assert mended.last_good == ()
    assert versions(folder) == {"alpha": "2.0", "beta": "2.0"}


def test_the_last_good_version_outlives_many_builds_and_a_lost_folder(folder: Path) -> None:
    run(folder, "alpha", "beta", keep=1)
    shutil.rmtree(folder / "content/alpha")
    for version in ("2.0", "3.0", "4.0"):
        set_version(folder, "beta", version)
        result = run(folder, "alpha", "beta", keep=1)
        assert {"missing-pack", "last-good"} <= codes(result)
    assert versions(folder) == {"alpha": "1.0", "beta": "4.0"}


def test_a_pack_that_never_was_good_is_left_out(folder: Path) -> None:
    break_record(folder)
    result = run(folder)
    assert list(shown(folder / "data")) == ["beta"]
    assert {"unknown-field", "never-good"} <= codes(result)
    assert result.last_good == ()


def test_without_any_good_pack_nothing_is_published(folder: Path) -> None:
    break_record(folder)
    result = run(folder, "alpha")
    assert (result.edition, result.published, result.packs) == (None, False, ())
    assert editions.current(folder / "data") is None
    assert run(folder, "alpha").problems == result.problems
    replace(folder / "content/alpha/objects/r00001.yaml", "credit_lime:", "credit_line:")
    assert run(folder, "alpha").published


def test_when_all_break_the_edition_stays(folder: Path) -> None:
    first = run(folder)
    for pack in ("alpha", "beta"):
        (folder / "content" / pack / "pack.yaml").write_text("format: 2\n", "utf-8")
    result = run(folder)
    assert (result.edition, result.published) == (first.edition, False)
    assert result.last_good == ("alpha", "beta")


def test_a_broken_picture_breaks_its_pack_only(folder: Path) -> None:
    run(folder)
    picture = folder / "content/alpha/media/p0.jpg"
    make_picture(picture, SMALL, 77)
    picture.write_bytes(picture.read_bytes()[:-600])
    set_version(folder, "alpha", "2.0")
    set_version(folder, "beta", "2.0")
    result = run(folder)
    assert versions(folder) == {"alpha": "1.0", "beta": "2.0"}
    (problem,) = [each for each in result.problems if each.code == "not-an-image"]
    assert problem.file.suffix == ".yaml", "the record that names the picture"
    assert problem.line


def test_broken_words_of_the_hall_keep_the_last_good_ones(folder: Path) -> None:
    run(folder)
    before = shown(folder / "data")
    (folder / "content/centre.yaml").write_text("name: [", "utf-8")
    set_version(folder, "beta", "2.0")
    result = run(folder)
    assert "last-good-hall" in codes(result)
    assert versions(folder) == {"alpha": "1.0", "beta": "2.0"}
    assert [row.title for row in shown(folder / "data")["alpha"]] == [row.title for row in before["alpha"]]


def test_a_lost_word_leaves_the_packs_with_the_words_they_were_good_with(folder: Path) -> None:
    run(folder)
    before = shown(folder / "data")
    for file in (folder / "content/terms").glob("materials.yaml"):
        file.write_text(file.read_text("utf-8").replace("gold:\n", "goldd:\n", 1), "utf-8")
    result = run(folder)
    assert "unknown-term" in codes(result)
    assert set(result.last_good) <= {"alpha", "beta"}
    assert result.last_good
    after = shown(folder / "data")
    for name in ("alpha", "beta"):
        assert [row.materials for row in after[name]] == [row.materials for row in before[name]]
    for version in ("2.0", "3.0"):
        set_version(folder, "beta", version)
        assert result.last_good == run(folder).last_good


def test_no_words_at_all_and_none_known(folder: Path) -> None:
    (folder / "content/centre.yaml").unlink()
    result = run(folder)
    assert result.edition is None
    assert any(problem.file.name == "centre.yaml" for problem in result.problems)


def test_a_pack_that_is_still_being_copied_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    set_version(folder, "alpha", "2.0")
    read_packs = delivery.read_packs

    def slowly(*args: object, **options: object) -> object:
        readings = read_packs(*args, **options)  # type: ignore[arg-type]
        set_version(folder, "alpha", "3.0")
        return readings

    monkeypatch.setattr(delivery, "read_packs", slowly)
    result = run(folder)
    assert "still-changing" in codes(result)
    assert versions(folder) == {"alpha": "1.0", "beta": "1.0"}
    monkeypatch.undo()
    run(folder)
    assert versions(folder) == {"alpha": "3.0", "beta": "1.0"}


def test_names_that_lead_out_of_the_content_folder_are_no_packs(folder: Path) -> None:
    result = run(folder, "../content/alpha", "..", "beta")
    assert list(shown(folder / "data")) == ["beta"]
    assert codes(result) >= {"missing-pack", "never-good"}


def test_a_pack_that_vanishes_while_it_is_kept_is_broken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder)
    set_version(folder, "alpha", "2.0")
    set_version(folder, "beta", "2.0")
    read_packs = delivery.read_packs

    def pulled_out(*args: object, **options: object) -> object:
        readings = read_packs(*args, **options)  # type: ignore[arg-type]
        (folder / "content/alpha/media/p0.jpg").unlink()
        return readings

    monkeypatch.setattr(delivery, "read_packs", pulled_out)
    result = run(folder)
    assert {"unreadable", "last-good"} <= codes(result)
    assert versions(folder) == {"alpha": "1.0", "beta": "2.0"}
