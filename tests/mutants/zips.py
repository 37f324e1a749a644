"""What happens to zips: names and sizes that lie, links, bombs, damage."""

import stat
import struct
import zipfile
from io import BytesIO
from random import Random

from tests.mutants.packs import Files

_NAMES = (
    "../evil.yaml", "/tmp/evil.yaml", "C:\\evil.yaml", "..\\evil.yaml", "a/../../evil", "gallery/inner.zip",
    "nul\0.yaml", "gallery/" + "d/" * 40 + "x", "gallery/" + "n" * 300, "gallery//x", "gallery/./x",
    "gallery/pack.yaml", "", "gallery/PACK.yaml", "gallery/pack.yaml/x", "__MACOSX/gallery/._x",
    "other/pack.yaml", "gallery/\ud7ff.jpg",
)  # fmt: skip


def zipped(files: Files, random: Random, damage: bool) -> tuple[bytes, str]:
    """A zip of a pack, and in a word what is wrong with it; mostly nothing unless ``damage``."""
    packed = BytesIO()
    acts = (_as_it_is, _named, _kinds, _bomb, _flipped, _flipped, _cut, _lying, _utf8)
    act = random.choice(acts) if damage else _as_it_is
    with zipfile.ZipFile(packed, "w", random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for name, content in files.items():
            archive.writestr(f"gallery/{name}", content)
        if act in (_named, _kinds, _bomb):
            act(archive, random)
    raw = packed.getvalue()
    if act in (_flipped, _cut, _lying, _utf8):
        raw = act(raw, random)
    return raw, act.__name__.strip("_")


def _as_it_is(raw: bytes, _random: Random) -> bytes:
    return raw


def _named(archive: zipfile.ZipFile, random: Random) -> None:
    for name in random.sample(_NAMES, 2):
        archive.writestr(zipfile.ZipInfo(name or "x"), b"id: evil\n")


def _kinds(archive: zipfile.ZipFile, random: Random) -> None:
    """Links, pipes and devices."""
    info = zipfile.ZipInfo("gallery/media/odd.jpg")
    kind = random.choice((stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK, 0o170000))
    info.external_attr = (kind | 0o777) << 16
    archive.writestr(info, b"/etc/passwd")


def _bomb(archive: zipfile.ZipFile, random: Random) -> None:
    name = random.choice(("gallery/media/bowl2.jpg", "gallery/objects/x.yaml", "gallery/pack2.yaml"))
    archive.writestr(name, bytes(random.choice((1_000_000, 12_000_000))), zipfile.ZIP_DEFLATED)


def _flipped(raw: bytes, random: Random) -> bytes:
    spoilt = bytearray(raw)
    start = random.choice((0, raw.rfind(b"PK\1\2") - 400, len(raw) - 60))
    for _ in range(random.choice((1, 3, 30))):
        spoilt[random.randrange(max(0, start), len(raw))] = random.randrange(256)
    return bytes(spoilt)


def _cut(raw: bytes, random: Random) -> bytes:
    at = random.randrange(len(raw))
    return random.choice((raw[:at], raw[at:], raw[:at] + raw, raw + bytes(at), raw + raw))


def _lying(raw: bytes, random: Random) -> bytes:
    """A field of one entry in the directory says something else: flags, method, sizes, place, lengths."""
    spoilt = bytearray(raw)
    at = raw.find(b"PK\1\2", random.randrange(raw.find(b"PK\1\2") + 1, len(raw)))
    if at >= 0:
        wild = random.choice((0, 1, 99, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF))
        offset, shape = random.choice(
            (
                (8, "<H"),
                (10, "<H"),
                (16, "<I"),
                (20, "<I"),
                (24, "<I"),
                (28, "<H"),
                (30, "<H"),
                (38, "<I"),
                (42, "<I"),
            )
        )
        struct.pack_into(shape, spoilt, at + offset, wild & (0xFFFF if shape == "<H" else 0xFFFFFFFF))
    return bytes(spoilt)


def _utf8(raw: bytes, random: Random) -> bytes:
    """Names in some other encoding than the zip says."""
    other = random.choice(("миска", "碗碗碗")).encode(random.choice(("gb18030", "cp866", "utf-8")), "replace")
    return raw.replace(b"bowl", other[:4].ljust(4, b"_"))
