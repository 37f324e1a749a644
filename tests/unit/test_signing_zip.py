"""Signed zips: signed and verified as they are, without being unpacked."""

import shutil
import zipfile
from pathlib import Path

import pytest

from kiosk.config import Archive
from kiosk.keys import PrivateKey
from kiosk.packs.archive import unpack
from kiosk.packs.signature import SIGNATURE, Signed
from kiosk.packs.signed_zip import UnusableZip, open_zip
from kiosk.packs.signing import signature_for, verified, verify
from tests.signed import GOOD, NOW, make_key, sign, sign_zip, told, zipped


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


@pytest.mark.parametrize("prefix", ["", "gallery/"])
def test_a_zip_is_signed_without_unpacking(pack: Path, key: PrivateKey, prefix: str, tmp_path: Path) -> None:
    folder_signature = (pack / SIGNATURE).read_bytes()
    (pack / SIGNATURE).unlink()
    path = zipped(pack, prefix)
    path.chmod(0o640)
    sign_zip(path, key)
    sign_zip(path, key)
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["gallery", "gallery.zip"]
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist().count(prefix + SIGNATURE) == 1
        assert archive.read(prefix + SIGNATURE) == folder_signature, "the same as in the folder"
        archive.extractall(tmp_path / "out")
    with open_zip(path, Archive()) as contents:
        signed = verify(contents, [key.public])
    assert signed == verified(tmp_path / "out" / prefix, [key.public])
    assert isinstance(signed, Signed)


def test_what_was_altered_in_a_zip_is_found(pack: Path, key: PrivateKey) -> None:
    (pack / "media" / "film.mp4").write_bytes(b"another film")
    (pack / "media" / "bowl.jpg").unlink()
    path = zipped(pack)
    with open_zip(path, Archive()) as contents:
        found = verify(contents, [key.public])
    assert isinstance(found, tuple)
    assert [(each.code, str(each.file.relative_to(path))) for each in found] == [
        ("lost-file", "gallery/media/bowl.jpg"),
        ("altered-file", "gallery/media/film.mp4"),
    ]


def test_a_damaged_zip_is_told_and_left_alone(pack: Path, key: PrivateKey) -> None:
    path = zipped(pack)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("gallery/media/film.mp4").header_offset
    raw[start + 200 : start + 260] = bytes(60)
    path.write_bytes(raw)
    with open_zip(path, Archive()) as contents:
        found = signature_for(contents, key, NOW)
    assert isinstance(found, tuple)
    assert [(each.code, each.file.name) for each in found] == [("damaged", "film.mp4")]
    path.write_bytes(raw[:500])
    with pytest.raises(UnusableZip) as caught, open_zip(path, Archive()):
        pass
    assert caught.value.problems[0].code == "not-a-zip"
    assert path.read_bytes() == raw[:500]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("gallery/../../evil.txt", "leaves-pack"),
        ("/evil.txt", "leaves-pack"),
        ("C:/evil.txt", "leaves-pack"),
        ("gallery/pack.yaml", "file-name"),
        ("evil.txt", "missing-file"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_zips_that_lead_out_of_the_pack_are_not_signed(pack: Path, name: str, code: str) -> None:
    path = zipped(pack)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"evil")
    with pytest.raises(UnusableZip) as caught, open_zip(path, Archive()):
        pass
    assert [each.code for each in caught.value.problems] == [code]


def test_links_in_a_zip_are_not_signed(pack: Path) -> None:
    path = zipped(pack)
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("gallery/media/link.jpg")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, b"/etc/passwd")
    with pytest.raises(UnusableZip) as caught, open_zip(path, Archive()):
        pass
    assert [each.code for each in caught.value.problems] == ["symlink"]


def test_names_of_old_windows_and_of_macs_are_signed_as_they_will_be_unpacked(
    pack: Path, key: PrivateKey, tmp_path: Path
) -> None:
    path = zipped(pack)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("gallery/media/ABCD.txt", b"Chinese Windows")
        archive.writestr("gallery/media/и\u0306.txt", b"Mac")
    path.write_bytes(path.read_bytes().replace(b"ABCD.txt", "金人.txt".encode("gbk")))
    sign_zip(path, key)
    sign_zip(path, key)
    (tmp_path / "out").mkdir()
    assert unpack(path, tmp_path / "out", Archive()) == ()
    root = tmp_path / "out" / "gallery"
    assert isinstance(verified(root, [key.public]), Signed)
    assert (root / "media" / "金人.txt").exists()
    (root / "media" / "й.txt").rename(root / "media" / "и\u0306.txt")
    assert isinstance(verified(root, [key.public]), Signed), "on a Mac it is the same file"
    (root / "media" / "й.txt").write_text("another")
    assert told(root, key) == [("altered-file", "media/й.txt"), ("file-name", "media/й.txt")]
