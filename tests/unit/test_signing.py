"""Signed packs: one altered byte anywhere is found, and named."""

import json
import shutil
import tracemalloc
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.keys import PrivateKey, PublicKey
from kiosk.packs.contents import FolderContents
from kiosk.packs.folder import list_folder
from kiosk.packs.model import Terms
from kiosk.packs.reader import read_pack
from kiosk.packs.signature import SIGNATURE, Signed, Statement
from kiosk.packs.signing import signature_for, verified
from tests.signed import GOOD, NOW, make_key, sign, told


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> PrivateKey:
    return make_key(tmp_path_factory.mktemp("keys"), "almaty")


@pytest.fixture
def pack(tmp_path: Path, key: PrivateKey) -> Path:
    """A signed pack."""
    root = tmp_path / "gallery"
    shutil.copytree(GOOD, root)
    sign(root, key)
    return root


def test_a_signed_pack_is_verified(pack: Path, key: PrivateKey) -> None:
    trusted = PublicKey("our-own-name", key.public.raw)
    signed = verified(pack, [PublicKey("other", bytes(32)), trusted])
    count = len(list_folder(pack)[0].files) - 1
    assert signed == Signed("gallery", "1.0", trusted, NOW.astimezone(UTC), count)
    assert json.loads((pack / SIGNATURE).read_bytes())["signed"] == "2026-11-22T04:30:05Z"
    assert read_pack(pack, Terms()).pack is not None, "a signature is no unknown file"
    sign(pack, key)
    assert verified(pack, [trusted]) == signed, "signing again covers the same files"


def test_what_desktops_leave_behind_does_not_count(pack: Path, key: PrivateKey) -> None:
    for name in (".DS_Store", "media/Thumbs.db", "objects/bowl.yaml~", ".git/config"):
        (pack / name).parent.mkdir(exist_ok=True)
        (pack / name).write_text("litter")
    assert isinstance(verified(pack, [key.public]), Signed)


@given(st.data())
def test_one_changed_byte_of_any_file_is_found(
    tmp_path_factory: pytest.TempPathFactory, key: PrivateKey, data: st.DataObject
) -> None:
    root = tmp_path_factory.getbasetemp() / "flipped" / "gallery"
    if not root.exists():
        shutil.copytree(GOOD, root)
        sign(root, key)
    files = list_folder(root)[0].files
    name = data.draw(st.sampled_from(sorted(name for name in files if files[name])))
    at = data.draw(st.integers(0, files[name] - 1))
    change = data.draw(st.integers(1, 255))
    before = (root / name).read_bytes()
    after = bytearray(before)
    after[at] ^= change
    (root / name).write_bytes(after)
    try:
        codes = told(root, key)
    finally:
        (root / name).write_bytes(before)
    if name == SIGNATURE:
        assert {code for code, _ in codes} <= {"signature-altered", "untrusted-key"}
        assert codes
    else:
        assert codes == [("altered-file", name)]
    assert isinstance(verified(root, [key.public]), Signed)


def test_every_kind_of_change_is_named_file_by_file(pack: Path, key: PrivateKey) -> None:
    (pack / "objects" / "bowl.yaml").write_text("id: bowl\n")
    (pack / "media" / "new.txt").write_text("new")
    (pack / "media" / "film.mp4").rename(pack / "media" / "Film.mp4")
    (pack / "media" / "bowl.jpg").unlink()
    (pack / "media" / "link.jpg").symlink_to("film.en.vtt")
    assert told(pack, key) == [
        ("renamed-file", "media/Film.mp4"),
        ("lost-file", "media/bowl.jpg"),
        ("symlink", "media/link.jpg"),
        ("added-file", "media/new.txt"),
        ("altered-file", "objects/bowl.yaml"),
    ]


def test_two_files_that_change_places_are_found(pack: Path, key: PrivateKey) -> None:
    one, other = pack / "media" / "bowl.jpg", pack / "media" / "film.mp4"
    aside = pack / "media" / "aside"
    one.rename(aside)
    other.rename(one)
    aside.rename(other)
    assert told(pack, key) == [("altered-file", "media/bowl.jpg"), ("altered-file", "media/film.mp4")]


def test_a_file_that_cannot_be_read_is_no_lost_file(
    pack: Path, key: PrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def opened(path: Path, *args: object) -> object:
        if path.name == "film.mp4":
            raise OSError(5, "Input/output error", str(path))
        return real(path, *args)

    monkeypatch.setattr(Path, "open", opened)
    assert told(pack, key) == [("unreadable", "media/film.mp4")]


def test_a_signature_from_another_pack_says_so(pack: Path, key: PrivateKey, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(GOOD, other)
    for path in other.rglob("*.*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"id: gallery", b"id: other") + b"\n")
    shutil.copy(pack / SIGNATURE, other)
    assert told(other, key) == [("signature-of-another-pack", SIGNATURE)]


def test_an_older_signature_of_the_same_pack_does_not_fit(pack: Path, key: PrivateKey) -> None:
    before = (pack / SIGNATURE).read_bytes()
    manifest = pack / "pack.yaml"
    manifest.write_text(manifest.read_text().replace('version: "1.0"', 'version: "2.0"'))
    sign(pack, key)
    assert isinstance(verified(pack, [key.public]), Signed)
    (pack / SIGNATURE).write_bytes(before)
    assert told(pack, key) == [("altered-file", "pack.yaml")]


def test_strangers_and_unsigned_packs_are_refused(pack: Path, key: PrivateKey, tmp_path: Path) -> None:
    stranger = make_key(tmp_path, "almaty")
    assert told(pack, stranger) == [("untrusted-key", SIGNATURE)], "the same name is not the same key"
    assert told(pack) == [("untrusted-key", SIGNATURE)]
    sign(pack, stranger)
    assert told(pack, key) == [("untrusted-key", SIGNATURE)]
    (pack / SIGNATURE).unlink()
    assert told(pack, key) == [("unsigned", ".")]


def test_a_stranger_cannot_call_himself_by_a_trusted_key(pack: Path, key: PrivateKey, tmp_path: Path) -> None:
    """His signature, with the public key of another in it."""
    sign(pack, make_key(tmp_path, "almaty"))
    forged = json.loads((pack / SIGNATURE).read_bytes())
    forged["key"] |= {"id": key.public.id, "public": key.public.raw.hex()}
    (pack / SIGNATURE).write_text(json.dumps(forged, ensure_ascii=False, indent=1) + "\n")
    assert told(pack, key) == [("signature-altered", SIGNATURE)]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: b"",
        lambda text: b"[" * 200_000,
        lambda text: b'"\\ud800"',
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text + b" ",
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b'"format": 1', b'"format": true'),
        lambda text: text.replace(b'"format": 1', b'"format": 1,\n "extra": 1'),
        lambda text: text.replace(b'"format": 1', b'"format": 1,\n "format": 1'),
        lambda text: text.replace(b"2026-11-22", b"2026-13-22"),
        lambda text: text.replace(b'"pack.yaml"', b'"pack.yaml\\ud800"'),
        lambda text: text[:-400],
    ],
)
def test_the_signature_file_has_one_form(
    pack: Path, key: PrivateKey, change: Callable[[bytes], bytes]
) -> None:
    text = (pack / SIGNATURE).read_bytes()
    assert change(text) != text
    (pack / SIGNATURE).write_bytes(change(text))
    assert told(pack, key) == [("signature-altered", SIGNATURE)]


def test_the_version_signed_is_that_of_the_pack(pack: Path, key: PrivateKey) -> None:
    """Whoever has a trusted key, and a program of his own, cannot pass an old pack off as a new one."""
    document = json.loads((pack / SIGNATURE).read_bytes())
    statement = Statement.of("gallery", "9", key.public, NOW, document["files"])
    (pack / SIGNATURE).write_bytes(statement.signed_by(key).text())
    assert told(pack, key) == [("signature-altered", SIGNATURE)]


def test_a_pack_without_a_name_cannot_be_signed(tmp_path: Path, key: PrivateKey) -> None:
    root = tmp_path / "gallery"
    shutil.copytree(GOOD, root)
    (root / "media" / "link.jpg").symlink_to("/etc/passwd")
    for text, codes in (
        ("[", ["no-version", "symlink"]),
        ("id: 1\nversion: 2\n", ["no-version", "symlink"]),
        (None, ["missing-file", "symlink"]),
    ):
        if text is None:
            (root / "pack.yaml").unlink()
        else:
            (root / "pack.yaml").write_text(text)
        found = signature_for(FolderContents.of(root), key, NOW)
        assert isinstance(found, tuple)
        assert sorted(each.code for each in found) == codes


def test_a_large_film_takes_no_memory(pack: Path, key: PrivateKey) -> None:
    with (pack / "media" / "large.mp4").open("wb") as film:
        film.truncate(300_000_000)
    tracemalloc.start()
    try:
        sign(pack, key)
        assert isinstance(verified(pack, [key.public]), Signed)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()
