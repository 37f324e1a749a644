"""Pictures as they come out of cameras, phones and office programs: shown right, or explained."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from kiosk.media import pictures
from kiosk.media.faults import MediaError
from kiosk.media.probe import ImageFacts, probe_image
from tests.synthetic import make_picture
from tests.unit.test_derive import decoded, near, saved

#: Column and row of a corner when the picture is upright; orientation -> where the corner lies in the file.
CORNERS = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (0, 1), 7: (1, 1), 8: (1, 0)}


def refused(path: Path) -> MediaError:
    with pytest.raises(MediaError) as caught:
        probe_image(path)
    assert str(path.parent) not in caught.value.reason
    return caught.value


@pytest.mark.parametrize("orientation", CORNERS)
@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_photo_stands_upright_however_the_camera_was_held(
    orientation: int, ending: str, tmp_path: Path
) -> None:
    column, row = CORNERS[orientation]
    image = Image.new("RGB", (80, 40), "black")
    image.paste("white", (column * 40, row * 20, column * 40 + 40, row * 20 + 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    source = saved(image, tmp_path / f"x.{ending}", exif=exif, quality=95)
    turned = orientation >= 5
    assert probe_image(source) == (ImageFacts(40, 80) if turned else ImageFacts(80, 40))
    shown = decoded(source)
    assert shown.size == ((40, 80) if turned else (80, 40))
    assert near(shown.getpixel((5, 5)), (255, 255, 255))
    assert near(shown.getpixel((shown.width - 5, shown.height - 5)), (0, 0, 0))


def rgb_profile(primaries: tuple[tuple[float, float], ...], gamma: float, name: str) -> bytes:
    """A colour profile made of the primaries' chromaticities (red, green, blue; white is D65)."""
    white = (0.3127, 0.3290)

    def xyz(x: float, y: float) -> tuple[float, float, float]:
        return x / y, 1.0, (1 - x - y) / y

    columns = [xyz(*each) for each in primaries]
    rows = [[column[n] for column in columns] for n in range(3)]
    scale = solved(rows, xyz(*white))
    # Bradford: from D65 to D50, which profiles are written in.
    adapted = ((1.0479, 0.0229, -0.0502), (0.0296, 0.9904, -0.0171), (-0.0092, 0.0151, 0.7519))
    colorants = []
    for column, factor in zip(columns, scale, strict=True):
        scaled = [factor * value for value in column]
        colorants.append([sum(a * b for a, b in zip(row, scaled, strict=True)) for row in adapted])

    def fixed(value: float) -> bytes:
        return round(value * 65536).to_bytes(4, "big", signed=True)

    def point(values: list[float]) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    described = name.encode() + b"\0"
    description = b"desc\0\0\0\0" + len(described).to_bytes(4, "big") + described + bytes(78)
    curve = b"curv\0\0\0\0\0\0\0\x01" + round(gamma * 256).to_bytes(2, "big") + b"\0\0"
    tags = {
        b"desc": description,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": point([0.9642, 1.0, 0.8249]),
        b"rXYZ": point(colorants[0]),
        b"gXYZ": point(colorants[1]),
        b"bXYZ": point(colorants[2]),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, data = len(tags).to_bytes(4, "big"), b""
    for tag, content in tags.items():
        content += bytes(-len(content) % 4)
        start = 128 + 4 + 12 * len(tags) + len(data)
        table += tag + start.to_bytes(4, "big") + len(content).to_bytes(4, "big")
        data += content
    head = bytearray(128)
    head[0:4] = (128 + len(table) + len(data)).to_bytes(4, "big")
    head[8:12], head[12:24], head[36:40] = b"\x02\x10\0\0", b"mntrRGB XYZ ", b"acsp"
    head[68:80] = b"".join(map(fixed, (0.9642, 1.0, 0.8249)))
    return bytes(head) + table + data


def solved(rows: list[list[float]], right: tuple[float, float, float]) -> list[float]:
    """Three equations with three unknowns (Cramer)."""

    def determinant(m: list[list[float]]) -> float:
        (a, b, c), (d, e, f), (g, h, i) = m
        return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)

    whole = determinant(rows)
    return [
        determinant([[right[r] if c == n else rows[r][c] for c in range(3)] for r in range(3)]) / whole
        for n in range(3)
    ]


ADOBE_RGB = rgb_profile(((0.64, 0.33), (0.21, 0.71), (0.15, 0.06)), 2.2, "Wide as Adobe's")
DISPLAY_P3 = rgb_profile(((0.68, 0.32), (0.265, 0.69), (0.15, 0.06)), 2.2, "Wide as a phone's")


@pytest.mark.parametrize(
    ("profile", "written", "seen"),
    [
        # The same colour, sRGB (200, 100, 50), as it is written in the wider spaces.
        (ADOBE_RGB, (181, 100, 56), (200, 100, 50)),
        (DISPLAY_P3, (188, 106, 62), (200, 100, 50)),
    ],
    ids=["Adobe RGB", "Display P3"],
)
@pytest.mark.parametrize("kind", ["jpg", "png", "transparent", "palette"])
def test_colours_of_wide_spaces_are_brought_home(
    profile: bytes, written: tuple[int, int, int], seen: tuple[int, int, int], kind: str, tmp_path: Path
) -> None:
    image = Image.new("RGB", (32, 32), written)
    if kind == "transparent":
        image.putalpha(255)
    elif kind == "palette":
        image = image.quantize(2)
    ending = "jpg" if kind == "jpg" else "png"
    options = {"quality": 100, "subsampling": 0} if kind == "jpg" else {}
    source = saved(image, tmp_path / f"x.{ending}", icc_profile=profile, **options)
    assert near(decoded(source).getpixel((9, 9)), seen)


@pytest.mark.parametrize(
    ("image", "ending", "seen"),
    [
        (Image.new("CMYK", (32, 32), (0, 255, 255, 0)), "jpg", (254, 0, 0)),
        (Image.new("I;16", (32, 32), 128 * 256), "png", (128, 128, 128)),
        (Image.new("LA", (32, 32), (200, 0)), "png", (20, 17, 14)),
        (Image.new("LA", (32, 32), (200, 255)), "png", (200, 200, 200)),
        (Image.new("RGBA", (32, 32), (255, 255, 255, 128)), "webp", (137, 136, 134)),
    ],
    ids=["CMYK", "16 bit", "grey, clear", "grey, solid", "half clear"],
)
def test_every_kind_of_pixels_is_shown(
    image: Image.Image, ending: str, seen: tuple[int, ...], tmp_path: Path
) -> None:
    source = saved(image, tmp_path / f"x.{ending}")
    assert probe_image(source) == ImageFacts(32, 32)
    assert near(decoded(source).getpixel((9, 9)), seen)


def test_sixteen_bits_of_colour_are_shown(tmp_path: Path) -> None:
    """Pillow writes no such PNG, so it is put together here."""
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (8).to_bytes(4, "big") * 2 + bytes([16, 2, 0, 0, 0])
    row = b"\0" + b"\xc8\x12\x64\x34\x32\x56" * 8
    raw = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(row * 8))
        + chunk(b"IEND", b"")
    )
    (tmp_path / "x.png").write_bytes(raw)
    assert probe_image(tmp_path / "x.png") == ImageFacts(8, 8)
    assert near(decoded(tmp_path / "x.png").getpixel((4, 4)), (200, 100, 50))


@pytest.mark.parametrize(
    "broken", [b"no profile", b"\0" * 200, ADOBE_RGB[:300], ADOBE_RGB[:140] + b"\xff" * 400]
)
def test_a_damaged_profile_loses_only_itself(broken: bytes, tmp_path: Path) -> None:
    source = saved(Image.new("RGB", (32, 32), (10, 200, 30)), tmp_path / "x.png", icc_profile=broken)
    assert probe_image(source) == ImageFacts(32, 32)
    assert near(decoded(source).getpixel((9, 9)), (10, 200, 30))


def test_a_profile_of_another_kind_of_colours_is_passed_over(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    source = saved(Image.new("RGB", (32, 32), (10, 200, 30)), tmp_path / "x.png", icc_profile=lab)
    assert near(decoded(source).getpixel((9, 9)), (10, 200, 30))


@pytest.mark.parametrize("ending", ["png", "webp"])
def test_of_a_picture_that_moves_the_first_is_taken(ending: str, tmp_path: Path) -> None:
    first, second = Image.new("RGB", (32, 32), (200, 0, 0)), Image.new("RGB", (32, 32), (0, 0, 200))
    source = saved(first, tmp_path / f"x.{ending}", save_all=True, append_images=[second], lossless=True)
    assert probe_image(source) == ImageFacts(32, 32, moving=True)
    assert near(decoded(source).getpixel((9, 9)), (200, 0, 0))


def test_two_pictures_in_one_jpeg_do_not_move(tmp_path: Path) -> None:
    """As stereo cameras and phones write them (MPF)."""
    first, second = Image.new("RGB", (32, 32), (200, 0, 0)), Image.new("RGB", (32, 32), (0, 0, 200))
    first.save(tmp_path / "x.jpg", "MPO", save_all=True, append_images=[second])
    assert probe_image(tmp_path / "x.jpg") == ImageFacts(32, 32)
    assert near(decoded(tmp_path / "x.jpg").getpixel((9, 9)), (200, 0, 0))


def test_a_progressive_jpeg_is_like_any_other(tmp_path: Path) -> None:
    make_picture(tmp_path / "a.jpg", (320, 240), 3)
    with Image.open(tmp_path / "a.jpg") as image:
        image.save(tmp_path / "b.jpg", progressive=True)
    assert probe_image(tmp_path / "b.jpg") == ImageFacts(320, 240)
    raw = (tmp_path / "b.jpg").read_bytes()
    (tmp_path / "c.jpg").write_bytes(raw[: len(raw) // 2])
    assert "cut off" in refused(tmp_path / "c.jpg").reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_ending_of_the_name_does_not_matter(kind: str, tmp_path: Path) -> None:
    for ending in ("jpg", "png", "webp", "tif"):
        Image.new("RGB", (40, 30), "gray").save(tmp_path / f"x.{ending}", kind)
        assert probe_image(tmp_path / f"x.{ending}") == ImageFacts(40, 30)


def encoded(kind: str, **options: object) -> Callable[[], bytes]:
    def make() -> bytes:
        content = BytesIO()
        Image.new("RGB", (32, 32), "gray").save(content, kind, **options)
        return content.getvalue()

    return make


@pytest.mark.parametrize(
    ("content", "kind", "export"),
    [
        (encoded("GIF"), "GIF", "PNG"),
        (encoded("TIFF"), "TIFF", "PNG"),
        (encoded("AVIF"), "AVIF", "JPEG"),
        (encoded("BMP"), "BMP", "PNG"),
        (encoded("JPEG2000"), "JPEG 2000", "JPEG"),
        (encoded("PDF"), "PDF", "3000"),
        (lambda: b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + bytes(99), "HEIC", "iPhone"),
        (lambda: b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "RAW", "JPEG"),
        (lambda: b"8BPS\0\1" + bytes(99), "PSD", "PNG"),
        (lambda: b"\xff\x0a" + bytes(99), "JPEG XL", "JPEG"),
        (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", "EPS", "3000"),
        (
            lambda: b'<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
            "SVG",
            "3000",
        ),
    ],
)
def test_other_pictures_are_named_and_what_to_export(
    content: Callable[[], bytes], kind: str, export: str, tmp_path: Path
) -> None:
    for name in (f"x.{kind.lower()}", "x.jpg"):
        (tmp_path / name).write_bytes(content())
        error = refused(tmp_path / name)
        assert error.code == "not-an-image"
        assert f"a {kind} picture" in error.reason
        assert export in error.hint


def test_a_raw_photo_is_told_from_a_tiff_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "x.NEF").write_bytes(encoded("TIFF")())
    assert "RAW" in refused(tmp_path / "x.NEF").reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "not copied whole"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"PK\3\4" + bytes(26) + b"word/document.xml", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (b"PK\3\4" + bytes(26) + b"picture.jpg", "archive"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "film"),
        (b"a text", "not a JPEG, PNG or WebP"),
        (b"\xff\xd8\xff", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"RIFF\x10\0\0\0WEBP", "damaged"),
    ],
)
def test_what_is_no_picture_is_named(content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(content)
    assert words in refused(tmp_path / "x.jpg").reason


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_picture_whose_copy_was_cut_off(ending: str, tmp_path: Path) -> None:
    make_picture(tmp_path / "a.jpg", (320, 240), 3)
    with Image.open(tmp_path / "a.jpg") as image:
        image.save(tmp_path / f"b.{ending}")
    raw = (tmp_path / f"b.{ending}").read_bytes()
    for share in (0.3, 0.6, 0.95):
        (tmp_path / f"c.{ending}").write_bytes(raw[: int(share * len(raw))])
        assert refused(tmp_path / f"c.{ending}").code == "not-an-image"


def larger_than_it_is(raw: bytes) -> bytes:
    """The same with a header that promises 10,000 x 10,000 pixels."""
    side = 10_000
    if raw.startswith(b"\xff\xd8"):
        at = raw.index(b"\xff\xc2") + 5
        return raw[:at] + struct.pack(">HH", side, side) + raw[at + 4 :]
    header = raw[12:16] + struct.pack(">II", side, side) + raw[24:29]
    return raw[:12] + header + struct.pack(">I", zlib.crc32(header)) + raw[33:]


@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_no_room_is_made_for_more_pixels_than_the_file_can_hold(ending: str, tmp_path: Path) -> None:
    make_picture(tmp_path / "a.jpg", (320, 240), 3)
    with Image.open(tmp_path / "a.jpg") as image:
        image.save(tmp_path / f"b.{ending}", progressive=True)
    raw = larger_than_it_is((tmp_path / f"b.{ending}").read_bytes())
    (tmp_path / f"c.{ending}").write_bytes(raw)
    assert "cut off" in refused(tmp_path / f"c.{ending}").reason
    with pytest.raises(OSError, match="truncated"):
        pictures.opened(BytesIO(raw))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK"])
def test_a_picture_of_one_colour_is_not_taken_for_cut_off(mode: str, tmp_path: Path) -> None:
    name = f"a.{'jpg' if mode in ('RGB', 'CMYK') else 'png'}"
    options = {"progressive": True, "optimize": True, "quality": 1, "subsampling": 2, "compress_level": 9}
    source = saved(Image.new(mode, (3000, 2000)), tmp_path / name, **options)
    assert probe_image(source) == ImageFacts(3000, 2000)
