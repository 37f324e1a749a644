"""Keys and signed packs for tests."""

import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

from kiosk.config import Archive
from kiosk.keys import PrivateKey, new_key, read_private
from kiosk.packs.contents import FolderContents
from kiosk.packs.folder import list_folder
from kiosk.packs.signed_zip import open_zip, with_signature
from kiosk.packs.signing import put_signature, signature_for, verified

GOOD = Path(__file__).parent / "packs" / "good_film" / "gallery"
NOW = datetime(2026, 11, 22, 12, 30, 5, tzinfo=timezone(timedelta(hours=8)))


def make_key(folder: Path, name: str) -> PrivateKey:
    return read_private(new_key(name, folder)[0], str)


def sign(root: Path, key: PrivateKey) -> None:
    text = signature_for(FolderContents.of(root), key, NOW)
    assert isinstance(text, bytes), text
    put_signature(root, text)


def told(root: Path, *keys: PrivateKey) -> list[tuple[str, str]]:
    """Code and file of every problem."""
    found = verified(root, [each.public for each in keys])
    assert isinstance(found, tuple)
    return [(each.code, each.file.relative_to(root).as_posix()) for each in found]


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
