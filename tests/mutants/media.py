"""What happens to pictures and films: damage, lies in their headers, chunks that swell."""

import struct
import zlib
from collections.abc import Iterator
from random import Random

from tests.mutants.packs import Files

_SIDES = (0, 1, 2, 255, 4096, 16_383, 30_000, 40_001, 65_535)
_WIDER = (0x7FFFFFFF, 0xFFFFFFFF, 1 << 20)
_BOMB = zlib.compress(bytes(1_000_000))
_OTHERS = (
    b"", b"\0" * 600, b"GIF89a" + b"\0" * 99, b"%PDF-1.7", b"<!doctype html><title>x",
    b"II*\0" + b"\0" * 40, b"\0\0\0\x18ftypheic\0\0\0\0", b"PK\x03\x04word/", b"#EXTM3U\n/etc/passwd\n",
    b"<svg xmlns='x'/>", b"RIFF\xff", b"ffconcat version 1.0\nfile /etc/passwd\n", b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP",
)  # fmt: skip


def spoil_medium(files: Files, random: Random, _lures: list[str]) -> str:
    """Change one picture or film; returns in a word what was done."""
    name = random.choice([each for each in files if each.startswith("media/") and not each.endswith(".vtt")])
    raw = files[name]
    acts = [_flips, _flips, _cut, _other]
    if raw.startswith(b"\x89PNG"):
        acts += [_png_header, _png_chunks, _png_data] * 2
    elif raw.startswith(b"\xff\xd8"):
        acts += [_jpeg_size, _jpeg_segments, _jpeg_scans] * 2
    elif raw.startswith(b"RIFF"):
        acts += [_webp_size, _webp_chunks] * 2
    elif raw[4:8] == b"ftyp":
        acts += [_boxes] * 6
    act = random.choice(acts)
    files[name] = act(raw, random)
    return act.__name__.strip("_")


def _flips(raw: bytes, random: Random) -> bytes:
    """Some bytes are others, mostly near the beginning, where headers stand."""
    spoilt = bytearray(raw)
    for _ in range(random.choice((1, 2, 5, 40))):
        if spoilt:
            near = min(len(spoilt), random.choice((64, 700, len(spoilt))))
            spoilt[random.randrange(near)] = random.choice((0, 1, 127, 128, 255, random.randrange(256)))
    return bytes(spoilt)


def _cut(raw: bytes, random: Random) -> bytes:
    at = random.randrange(len(raw) + 1)
    return random.choice(
        (raw[:at], raw[at:], raw[:at] + raw, raw + raw[at:], raw[:at] + bytes(len(raw) - at))
    )


def _other(raw: bytes, random: Random) -> bytes:
    return random.choice(_OTHERS)


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(raw):
        (length,) = struct.unpack_from(">I", raw, at)
        yield raw[at + 4 : at + 8], raw[at + 8 : at + 8 + length]
        at += 12 + length


def _png(chunks: list[tuple[bytes, bytes]]) -> bytes:
    """A PNG whose checksums fit."""
    whole = b"\x89PNG\r\n\x1a\n"
    for kind, body in chunks:
        whole += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return whole


def _png_header(raw: bytes, random: Random) -> bytes:
    """Another size, depth, colour type, or interlacing."""
    chunks = list(_chunks(raw))
    width, height = (random.choice((160, 120, *_SIDES, *_WIDER)) for _ in range(2))
    depth, colour = random.choice((1, 8, 8, 16, 77)), random.choice((0, 2, 3, 4, 6, 9))
    interlaced = random.choice((0, 1, 5))
    chunks[0] = b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    return _png(chunks)


def _png_chunks(raw: bytes, random: Random) -> bytes:
    """Chunks twice, in another order, left out, swollen, or such as nobody expects."""
    chunks = list(_chunks(raw))
    at = random.randrange(len(chunks))
    match random.randrange(5):
        case 0:
            chunks.insert(at, random.choice(chunks))
        case 1:
            random.shuffle(chunks)
        case 2:
            del chunks[at]
        case 3:
            kind, before = random.choice(
                (
                    (b"iCCP", b"x\0\0"),
                    (b"zTXt", b"x\0\0"),
                    (b"iTXt", b"x\0\1\0\0\0"),
                    (b"eXIf", b""),
                    (b"acTL", b""),
                )
            )
            chunks[1:1] = [(kind, before + _BOMB)] * random.choice((1, 3, 200))
        case 4:
            chunks[at] = chunks[at][0], random.randbytes(random.choice((0, 1, 13, 2000)))
    return _png(chunks)


def _png_data(raw: bytes, random: Random) -> bytes:
    """Other pixels than the header promises: fewer, more, many more."""
    chunks = [each for each in _chunks(raw) if each[0] != b"IDAT"]
    data = random.choice((b"", _BOMB, _BOMB * 3, zlib.compress(random.randbytes(99)), random.randbytes(99)))
    chunks[-1:-1] = [(b"IDAT", data[start : start + 900]) for start in range(0, len(data), 900)]
    return _png(chunks)


def _jpeg_size(raw: bytes, random: Random) -> bytes:
    """Another size, or number of colours, in the frame's header."""
    spoilt = bytearray(raw)
    for marker in (b"\xff\xc0", b"\xff\xc2"):
        at = raw.find(marker)
        if at >= 0:
            height, width = (random.choice((120, 160, *_SIDES)) for _ in range(2))
            struct.pack_into(">HH", spoilt, at + 5, height, width)
            if random.random() < 0.3:
                spoilt[at + 1] = random.choice((0xC0, 0xC1, 0xC2, 0xC3, 0xC9))
            if random.random() < 0.2:
                spoilt[at + 9] = random.randrange(6)
    return bytes(spoilt)


def _jpeg_segments(raw: bytes, random: Random) -> bytes:
    """Segments that nobody needs, in masses, or with damage in them."""
    marker = random.choice((0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE, 0xDB, 0xC4, 0xDD))
    begin = random.choice(
        (b"Exif\0\0MM\0*\0\0\0\x08", b"ICC_PROFILE\0\1\1", b"MPF\0II*\0\x08\0\0\0", b"JFIF\0", b"")
    )
    body = begin + random.choice((b"", random.randbytes(40), b"\0\1\1\x12\0\3" * 900, b"\xff" * 9000))
    segment = struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
    return raw[:2] + segment * random.choice((1, 3, 300)) + raw[2:]


def _jpeg_scans(raw: bytes, random: Random) -> bytes:
    """The last scan again and again."""
    at = raw.rfind(b"\xff\xda")
    scan = raw[at:-2][: random.choice((20, 200, 4000))]
    return raw[:-2] + scan * random.choice((1, 20, 400)) + raw[-2:]


def _webp_size(raw: bytes, random: Random) -> bytes:
    """Another canvas, or frames larger than it."""
    spoilt = bytearray(raw)
    for kind, at in ((b"VP8X", 12), (b"VP8L", 9), (b"VP8 ", 14), (b"ANMF", 14)):
        found = raw.find(kind)
        if found >= 0 and found + at + 6 <= len(raw) and random.random() < 0.7:
            spoilt[found + at : found + at + 6] = random.choice((b"\xff" * 6, bytes(6), random.randbytes(6)))
    return bytes(spoilt)


def _webp_chunks(raw: bytes, random: Random) -> bytes:
    """A chunk in masses, with a false length, or of noise."""
    kind = random.choice((b"EXIF", b"ICCP", b"XMP ", b"ANMF", b"ANIM", b"ALPH", b"VP8 ", b"VP8L", b"junk"))
    body = random.randbytes(random.choice((0, 7, 16, 3000)))
    length = random.choice((len(body), len(body), 0xFFFFFFFF, 0))
    chunk = kind + struct.pack("<I", length) + body
    inner = raw[8:30] + chunk * random.choice((1, 2, 2000)) + raw[30:]
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


def _boxes(raw: bytes, random: Random) -> bytes:
    """A film's boxes: lengths and numbers that lie."""
    spoilt = bytearray(raw)
    for _ in range(random.choice((1, 1, 3))):
        kind = random.choice(
            (
                b"moov",
                b"trak",
                b"mdia",
                b"stsd",
                b"stsz",
                b"stts",
                b"stco",
                b"stsc",
                b"ctts",
                b"mvhd",
                b"tkhd",
                b"avcC",
            )
        )
        at = raw.find(kind) + random.choice((-4, 4, 8, 12, 16, 20))
        if 0 <= at <= len(raw) - 4:
            wild = random.choice(
                (0, 1, 7, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, 1 << 16, random.getrandbits(32))
            )
            struct.pack_into(">I", spoilt, at, wild)
    return bytes(spoilt)
