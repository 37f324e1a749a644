"""A picture's pixels, and what is made of them. In memory only, and only in a process of its own
(``picture_worker``): the picture may be anything that somebody calls a picture."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

from kiosk.media.sizes import CARD_WIDTHS, FIT_SIDES, MOST_PIXELS, MOST_SIDE, TILE, fitted

FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 88
_CENTRE = (0.5, 0.4)
"""Cards are cropped a little above the middle: figures have their heads there."""
_GROUND = (20, 17, 14)
"""Transparent parts show the kiosk's ground."""
_DEFLATED = 1032
"""Bytes that the compression of PNG can make of one."""
_ORIENTATION = 0x0112
_TURNED = range(5, 9)
"""EXIF orientations that exchange width and height."""

# ``opened`` counts the pixels itself; Pillow would warn of pictures that we take.
Image.MAX_IMAGE_PIXELS = None


class TooLarge(Exception):
    """More pixels than are decoded; its arguments are width and height."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture says of itself."""

    width: int
    """Pixels, upright (after EXIF rotation)."""
    height: int
    moving: bool
    """It has more pictures, shown one after the other; the first is used."""


def opened(stream: BinaryIO) -> Image.Image:
    """The picture, its pixels not decoded yet. Raises TooLarge, OSError for one that is cut off, and whatever
    Pillow raises."""
    length = stream.seek(0, SEEK_END)
    stream.seek(0)
    image = Image.open(stream, formats=FORMATS)
    if image.width * image.height > MOST_PIXELS or max(image.size) > MOST_SIDE:
        raise TooLarge(*image.size)
    # Before the decoder makes room for all the pixels that a header promises.
    if image.width * image.height > length * _most_pixels_a_byte(image):
        raise OSError("truncated: too few bytes for so many pixels")
    return image


def _most_pixels_a_byte(image: Image.Image) -> float:
    """How many pixels the file's format can pack into one byte, at the very most."""
    if image.format == "JPEG":
        # A bit for a block of 8 x 8, and as much again to be on the safe side.
        return 1024
    if image.format == "PNG":
        bits = 8 * len(image.getbands()) if len(image.getbands()) > 1 else 1
        return _DEFLATED * 8 / bits
    return math.inf


def look(image: Image.Image) -> Look:
    """Size and kind of an opened picture."""
    width, height = image.size
    if image.getexif().get(_ORIENTATION) in _TURNED:
        width, height = height, width
    # A JPEG with a second picture (of a stereo camera, or for brighter screens) shows its first everywhere.
    moving = image.format in ("PNG", "WEBP") and getattr(image, "is_animated", False)
    return Look(width, height, moving)


def check(image: Image.Image) -> None:
    """Decode every byte of an opened picture; an eighth of the size for JPEG."""
    image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()


def upright(image: Image.Image) -> Image.Image:
    """The pixels of an opened picture as sRGB, turned as EXIF says."""
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    return _to_srgb(image)


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        # 16 bits a pixel: Pillow would cut everything above 255 to white.
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        lit = image.convert("RGBA")
        seen = lit.getchannel("A")
        colours = _by_profile(lit.convert("RGB"), profile)
        image = Image.new("RGB", lit.size, _GROUND)
        image.paste(colours, mask=seen)
        return image
    if image.mode == "P":
        image = image.convert("RGB")
    return _by_profile(image, profile)


def _by_profile(image: Image.Image, profile: bytes | None) -> Image.Image:
    """sRGB by the picture's own colour profile, where it has one that fits."""
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                target = ImageCms.createProfile("sRGB")
                made = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
                assert made is not None
                return made
        except (OSError, ImageCms.PyCMSError):
            # A damaged profile, or one of another kind: the pixels are still worth showing.
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def derivatives(image: Image.Image) -> Iterator[tuple[str, memoryview]]:
    """Name and bytes (JPEG) of everything that the screens show of a picture: fitted, cards, tiles."""
    made = [image]
    for side in reversed(FIT_SIDES):
        made.append(_scaled(made, fitted(*image.size, side)))
        yield f"f{side}.jpg", _encoded(made[-1])
    for width in CARD_WIDTHS:
        yield f"c{width}.jpg", _encoded(_card(made, width))
    made.clear()
    level = 0
    while True:
        for top in range(0, image.height, TILE):
            for left in range(0, image.width, TILE):
                box = (left, top, min(left + TILE, image.width), min(top + TILE, image.height))
                yield f"tiles/{level}/{left // TILE}_{top // TILE}.jpg", _encoded(image.crop(box))
        if max(image.size) <= TILE:
            return
        image = image.reduce(2)
        level += 1


def _source(made: Sequence[Image.Image], size: tuple[int, int]) -> Image.Image:
    """The smallest picture made so far that is still clearly larger: as sharp as from the full size, and a
    third of the time."""
    enough = [image for image in made if 3 * image.width >= 4 * size[0] and 3 * image.height >= 4 * size[1]]
    return enough[-1] if enough else made[0]


def _scaled(made: Sequence[Image.Image], size: tuple[int, int]) -> Image.Image:
    source = _source(made, size)
    return source if source.size == size else source.resize(size, Image.Resampling.LANCZOS)


def _card(made: Sequence[Image.Image], width: int) -> Image.Image:
    full = made[0]
    width = max(1, min(width, full.width, full.height * 4 // 3))
    size = (width, max(1, round(width * 3 / 4)))
    return ImageOps.fit(_source(made, size), size, Image.Resampling.LANCZOS, centering=_CENTRE)


def _encoded(image: Image.Image) -> memoryview:
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=_QUALITY)
    return encoded.getbuffer()
