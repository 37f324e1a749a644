"""Signed packs: one altered byte anywhere is found, and named."""

import json
import shutil
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kiosk.commands.app import app
from kiosk.config import Archive
from kiosk.keys import PrivateKey, PublicKey, new_key, read_private
from kiosk.packs.archive import unpack
from kiosk.packs.contents import FolderContents
from kiosk.packs.folder import list_folder
from kiosk.packs.model import Terms
from kiosk.packs.reader import read_pack
from kiosk.packs.signature import SIGNATURE, Signed, Statement
from kiosk.packs.signed_zip import UnusableZip, open_zip, with_signature
from kiosk.packs.signing import put_signature, signature_for, verified, verify
from kiosk.packs.versions import older

GOOD = Path(__file__).parents[1] / "packs" / "good_film" / "gallery"
NOW = datetime(2026, 11, 22, 12, 30, 5, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> PrivateKey:
    return make_key(tmp_path_factory.mktemp("keys"), "almaty")


def make_key(folder: Path, name: str) -> PrivateKey:
    return read_private(new_key(name, folder)[0], str)


def sign(root: Path, key: PrivateKey) -> None:
    text = signature_for(FolderContents.of(root), key, NOW)
    assert isinstance(text, bytes), text
    put_signature(root, text)


@pytest.fixture
def pack(tmp_path: Path, key: PrivateKey) -> Path:
    """A signed pack."""
    root = tmp_path / "gallery"
    shutil.copytree(GOOD, root)
    sign(root, key)
    return root


def told(root: Path, *keys: PrivateKey) -> list[tuple[str, str]]:
    """Code and file of every problem."""
    found = verified(root, [each.public for each in keys])
    assert isinstance(found, tuple)
    return [(each.code, each.file.relative_to(root).as_posix()) for each in found]


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


# Zips


def zipped(root: Path, prefix: str = "gallery/") -> Path:
    path = root.parent / "gallery.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in list_folder(root)[0].files:
            archive.write(root / name, prefix + name)
        archive.writestr(f"__MACOSX/{prefix}._pack.yaml", b"litter")
    return path


def sign_zip(path: Path, key: PrivateKey) -> None:
    with open_zip(path, Archive()) as contents:
        text = signature_for(contents, key, NOW)
        assert isinstance(text, bytes), text
        with_signature(contents, path, text, NOW)


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


# Versions


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "2"),
        ("1.9", "1.10"),
        ("1.0", "1.0.1"),
        ("1.0", "1.0b"),
        ("2025-12-31", "2026-01-01"),
        ("2026.5", "2026-06"),
        ("spring", "Summer"),
        ("draft", "1"),
        ("2.3", "10"),
        ("第９版", "第10版"),
    ],
)
def test_an_older_version_comes_first(one: str, other: str) -> None:
    assert older(one, other)
    assert not older(other, one)


@pytest.mark.parametrize(("one", "other"), [("1.0", "1,0"), ("2026-05", "2026.5"), ("V2", "v 2"), ("1", "1")])
def test_versions_that_are_the_same_are_no_step_back(one: str, other: str) -> None:
    assert not older(one, other)
    assert not older(other, one)


@given(st.text(max_size=30), st.text(max_size=30))
def test_of_two_versions_at_most_one_is_the_older(one: str, other: str) -> None:
    assert not (older(one, other) and older(other, one))
    assert not older(one, one)


# Commands


def kiosk(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_a_pack_goes_from_a_new_key_to_a_verified_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GOOD, tmp_path / "gallery")
    code, line, _ = kiosk("keys", "new", "almaty")
    assert code == 0
    assert kiosk("keys", "show", "almaty.key") == kiosk("keys", "show", "almaty.pub") == (0, line, "")

    code, said, _ = kiosk("packs", "verify", "gallery")
    assert (code, "not signed" in said) == (1, True)
    code, said, _ = kiosk("packs", "sign", "gallery", "--key", "almaty.key")
    assert (code, said) == (0, "`gallery` 1.0, 7 files: signed by `almaty`.\n")
    assert kiosk("packs", "verify", "gallery")[0] == 1, "nothing is trusted yet"
    assert kiosk("packs", "verify", "gallery", "--key", "almaty.pub")[0] == 0
    (tmp_path / "content").mkdir()
    (tmp_path / "config.yaml").write_text(f"trusted_keys: [{line.strip()}]\n")
    code, said, _ = kiosk("packs", "verify", "gallery")
    assert code == 0
    assert said.startswith("`gallery` 1.0 is as `almaty` (")

    code, said, _ = kiosk("packs", "check", "gallery")
    assert (code, "is as `almaty`" in said) == (0, True)
    with (tmp_path / "gallery" / "pack.yaml").open("a") as manifest:
        manifest.write("# remark\n")
    code, said, _ = kiosk("packs", "check", "gallery")
    assert code == 0, "whoever works on a pack signs it last"
    assert (
        "gallery/pack.yaml: warning: “Test gallery” This file was altered after the pack was signed." in said
    )
    assert "is as `almaty`" not in said
    code, said, _ = kiosk("packs", "verify", "gallery")
    assert (code, said.count("\n")) == (1, 1)


def test_commands_say_what_they_cannot_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kiosk("keys", "new", "almaty")
    (tmp_path / "words.zip").write_text("no zip")
    code, _, said = kiosk("packs", "sign", "nowhere", "--key", "almaty.key")
    assert (code, said) == (2, "nowhere: error: There is no such file or folder.\n")
    code, said, _ = kiosk("packs", "sign", "words.zip", "--key", "almaty.key")
    assert (code, "no zip" in said) == (1, True)


def test_a_passphrase_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GOOD, tmp_path / "gallery")
    run = CliRunner().invoke
    assert run(app, ["keys", "new", "almaty", "--passphrase"], input="secret\nsecret\n").exit_code == 0
    assert run(app, ["packs", "sign", "gallery", "--key", "almaty.key"], input="secret\n").exit_code == 0
    wrong = run(app, ["packs", "sign", "gallery", "--key", "almaty.key", "--language", "zh"], input="wrong\n")
    assert (wrong.exit_code, wrong.stderr) == (2, "almaty.key: 密码不对，或者文件已损坏。\n")
