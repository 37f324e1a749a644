"""Zips that people and burglars deliver: unpacked as they were meant, or refused with a reason."""

import io
import stat
import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config import Archive
from kiosk.packs.archive import unpack
from kiosk.packs.folder import packs_in

Entries = dict[str, bytes]
PLAIN = Archive()


def make(path: Path, entries: Entries, **attributes: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in attributes.items():
                setattr(info, key, value)
            archive.writestr(info, data)
    return path


def codes(path: Path, limits: Archive = PLAIN) -> list[str]:
    target = path.parent / "out"
    target.mkdir()
    return sorted({problem.code for problem in unpack(path, target, limits)})


def unpacked(tmp_path: Path) -> list[str]:
    out = tmp_path / "out"
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def test_a_plain_zip(tmp_path: Path) -> None:
    file = make(tmp_path / "saka.zip", {"saka/pack.yaml": b"id: saka", "saka/media/a.jpg": b"x" * 10})
    assert codes(file) == []
    assert unpacked(tmp_path) == ["saka/media/a.jpg", "saka/pack.yaml"]
    assert packs_in(tmp_path / "out") == [tmp_path / "out/saka"]


def test_the_litter_of_desktops_is_passed_over(tmp_path: Path) -> None:
    litter = ("__MACOSX/saka/._pack.yaml", "saka/.DS_Store", "saka/media/Thumbs.db", "saka/desktop.ini")
    file = make(tmp_path / "a.zip", {"saka/pack.yaml": b"", **dict.fromkeys(litter, b"litter")})
    assert codes(file) == []
    assert unpacked(tmp_path) == ["saka/pack.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "saka/../../evil.yaml",
        "/etc/evil.yaml",
        "C:/evil.yaml",
        "..\\evil.yaml",
        "\\\\host\\evil",
    ],
)
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    assert codes(make(tmp_path / "a.zip", {"saka/pack.yaml": b"", name: b"!"})) == ["leaves-pack"]
    assert unpacked(tmp_path) == []
    assert not (tmp_path / "evil.yaml").exists()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_special_files(tmp_path: Path, kind: int) -> None:
    file = make(tmp_path / "a.zip", {"saka/pack.yaml": b"/etc/passwd"}, external_attr=(kind | 0o644) << 16)
    assert codes(file) == ["symlink" if kind == stat.S_IFLNK else "not-a-file"]
    assert unpacked(tmp_path) == []


def test_bombs(tmp_path: Path) -> None:
    zeros = make(tmp_path / "zeros.zip", {"saka/a.jpg": bytes(30_000_000)})
    for limits in (Archive(), Archive(file_mb=20), Archive(total_mb=20, ratio=10_000)):
        (tmp_path / "out").mkdir()
        assert [each.code for each in unpack(zeros, tmp_path / "out", limits)] == ["zip-bomb"]
        (tmp_path / "out").rmdir()
    many = make(tmp_path / "many.zip", {f"saka/{n}": b"" for n in range(12)})
    assert codes(many, Archive(files=10)) == ["zip-bomb"]


def test_a_file_that_is_larger_than_it_says(tmp_path: Path) -> None:
    file = make(tmp_path / "a.zip", {"saka/a.jpg": bytes(2_000_000)})
    data = bytearray(file.read_bytes())
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.index(mark) + place, 1000)
    file.write_bytes(data)
    assert codes(file) == ["not-a-zip"]
    assert (tmp_path / "out/saka/a.jpg").stat().st_size <= 1000


def test_a_zip_in_a_zip_and_an_encrypted_one(tmp_path: Path) -> None:
    inner = make(tmp_path / "inner.zip", {"pack.yaml": b""}).read_bytes()
    assert codes(make(tmp_path / "a.zip", {"saka/pack.yaml": b"", "saka/old.ZIP": inner})) == ["zip-in-zip"]
    locked = make(tmp_path / "b.zip", {"saka/pack.yaml": b"secret"})
    data = bytearray(locked.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + place] |= 1
    locked.write_bytes(data)
    (tmp_path / "out").rmdir()
    assert codes(locked) == ["encrypted"]


def test_two_names_that_are_one(tmp_path: Path) -> None:
    assert codes(make(tmp_path / "a.zip", {"s/Bowl.jpg": b"1", "s/bowl.jpg": b"2"})) == ["file-name"]
    (tmp_path / "out").rmdir()
    assert codes(make(tmp_path / "b.zip", {"s/a": b"1", "s/a/b": b"2"})) == ["file-name"]


@pytest.mark.parametrize("encoding", ["gbk", "cp866", "utf-8"])
def test_names_of_other_systems(tmp_path: Path, encoding: str) -> None:
    name = "жүзік.jpg" if encoding == "utf-8" else "кольцо.jpg" if encoding == "cp866" else "金戒指.jpg"
    raw = f"s/{name}".encode(encoding)
    plain = "s/" + "x" * (len(raw) - 2)
    file = make(tmp_path / "a.zip", {plain: b"picture"})
    file.write_bytes(file.read_bytes().replace(plain.encode(), raw))
    assert codes(file) == []
    assert unpacked(tmp_path) == [f"s/{name}"]


def test_names_of_a_mac_are_composed(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "s/йғ-é.jpg")
    assert codes(make(tmp_path / "a.zip", {apart: b""})) == []
    assert unpacked(tmp_path) == [unicodedata.normalize("NFC", apart)]


def test_cut_off_at_any_byte(tmp_path: Path) -> None:
    whole = make(tmp_path / "whole.zip", {"s/pack.yaml": b"id: s" * 40, "s/b": b"123"}).read_bytes()
    for length in range(0, len(whole), 7):
        cut = tmp_path / f"{length}.zip"
        cut.write_bytes(whole[:length])
        (tmp_path / f"out{length}").mkdir()
        assert [each.code for each in unpack(cut, tmp_path / f"out{length}", Archive())] == ["not-a-zip"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=6))
def test_damage_never_gets_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, damage) -> None:
    tmp_path = tmp_path_factory.mktemp("zip")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("s/pack.yaml", b"id: s\n" * 30)
        archive.writestr("s/media/a.jpg", bytes(range(256)))
    changed = bytearray(data.getvalue())
    for place, byte in damage:
        changed[place % len(changed)] = byte
    (tmp_path / "a.zip").write_bytes(changed)
    (tmp_path / "out").mkdir()
    unpack(tmp_path / "a.zip", tmp_path / "out", Archive(file_mb=1, total_mb=2))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "out"]
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_symlink()]


def test_several_packs_in_one_zip(tmp_path: Path) -> None:
    file = make(tmp_path / "a.zip", {"all/saka/pack.yaml": b"", "all/esik/pack.yaml": b"", "readme.txt": b""})
    assert codes(file) == []
    assert [root.name for root in packs_in(tmp_path / "out")] == ["esik", "saka"]
