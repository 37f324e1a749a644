"""The good packs that mutants are made of, in memory: name inside the pack -> bytes."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image, ImageCms

from kiosk.keys import PrivateKey, PublicKey
from kiosk.packs.contents import FolderContents
from kiosk.packs.signature import SIGNATURE
from kiosk.packs.signing import signature_for

Files = dict[str, bytes]
GOOD = Path(__file__).parents[1] / "packs"
SIZE = (160, 120)


def read_files(root: Path) -> Files:
    """All files below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def write_files(root: Path, files: Files) -> None:
    """Write files below a folder, with whatever folders they need."""
    for name, content in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def several_records() -> Files:
    """A pack of six records, each with a picture of another kind."""
    files = read_files(GOOD / "good" / "gallery")
    record = files["objects/bowl.yaml"]
    for name, content in _pictures().items():
        stem = name.removeprefix("media/").partition(".")[0]
        files[name] = content
        text = record.replace(b"id: bowl", b"id: " + stem.encode())
        files[f"objects/{stem}.yaml"] = text.replace(b"media/bowl.jpg", name.encode())
    return files


def with_a_film() -> Files:
    """A pack of one record with a film, its captions and its poster."""
    return read_files(GOOD / "good_film" / "gallery")


def signed(files: Files, aside: Path) -> Files:
    """The same with a signature, made in the empty folder ``aside``."""
    write_files(aside, files)
    secret = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    key = PrivateKey(PublicKey("mutants", secret.public_key().public_bytes_raw()), secret)
    text = signature_for(FolderContents.of(aside), key, datetime(2026, 1, 1, tzinfo=UTC))
    assert isinstance(text, bytes)
    return {**files, SIGNATURE: text}


def _pictures() -> Files:
    noise = Random(7)
    image = Image.frombytes("RGB", SIZE, noise.randbytes(SIZE[0] * SIZE[1] * 3)).reduce(2)
    exif = Image.Exif()
    exif[0x0112] = 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    deep = Image.new("I;16", SIZE, 40_000)
    return {
        "media/cup.jpg": _saved(image, "JPEG", exif=exif, icc_profile=profile),
        "media/dish.jpg": _saved(image.convert("CMYK"), "JPEG", progressive=True),
        "media/jug.png": _saved(deep, "PNG"),
        "media/lid.png": _saved(image.convert("P"), "PNG", transparency=3, exif=exif, icc_profile=profile),
        "media/pan.webp": _saved(image, "WEBP", lossless=True, exif=exif, icc_profile=profile),
        "media/pot.webp": _saved(image, "WEBP", save_all=True, append_images=[image.rotate(180)]),
    }


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    encoded = BytesIO()
    image.save(encoded, kind, **options)
    return encoded.getvalue()
