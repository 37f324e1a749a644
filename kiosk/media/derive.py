"""Derivatives: what screens show instead of a pack's own files. They can always be made again.

Every medium has a folder ``derivatives/<ab>/<key>/`` whose key is the digest of the file's content and the
version of these settings, so editions share it and an edited file never changes a shown edition.
Folders are made aside and renamed into place: one that is there is whole.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock

from PIL import Image, ImageCms, ImageOps

from kiosk.errors import FileError
from kiosk.media.sizes import CARD_WIDTHS, DERIVE_VERSION, FIT_SIDES, TILE, fitted
from kiosk.messages import Message, quoted, say
from kiosk.storage import fresh_folder, link_or_copy, move_into_place, sync

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 120_000_000
"""Width x height; 120 megapixels take 360 MB while they are worked on."""

# Pillow's own limit warns of pictures that we take, and would warn on standard error in the hall.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS

_QUALITY = 88
_CENTRE = (0.5, 0.4)
"""Cards are cropped a little above the middle: figures have their heads there."""
_GROUND = (20, 17, 14)
"""Transparent parts show the kiosk's ground."""
_WORKERS = 2
_LARGE_PIXELS = 30_000_000
_large = Lock()
_FACTS = "medium.json"


class PictureError(FileError):
    """A picture cannot be decoded."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A file with derivatives."""

    derivative: str
    """Its key."""
    width: int
    """Pixels of the original, after EXIF rotation."""
    height: int
    duration: float | None = None
    """Seconds; None for a picture."""


def key_of(digest: str) -> str:
    """The derivatives' key of a file with this content digest (hexadecimal)."""
    return f"{digest}-{DERIVE_VERSION}"


def known(folder: Path) -> Medium | None:
    """What was made earlier; None when there is nothing."""
    try:
        return Medium(**json.loads((folder / _FACTS).read_bytes()))
    except FileNotFoundError:
        return None


def derive_picture(source: Path, key: str, place: Path, aside: Path) -> Medium:
    """Make all derivatives of one picture at ``place``; ``aside`` is a folder on the same file system.

    Raises PictureError when it cannot be decoded, OSError when the disk cannot take it.
    """
    with _large_ones_in_turn(source):
        image = decode(source)
        folder = fresh_folder(aside / key)
        _write_derivatives(image, folder)
        medium = Medium(key, *image.size)
    _finish(folder, medium, place)
    return medium


def keep_film(source: Path, medium: Medium, place: Path, aside: Path) -> Medium:
    """Put a film at ``place/film.mp4``. ``source`` must be a file of ours: it is linked, not copied."""
    folder = fresh_folder(aside / medium.derivative)
    link_or_copy(source, folder / "film.mp4")
    _finish(folder, medium, place)
    return medium


def derive_all(
    pictures: Mapping[str, Path],
    place: Callable[[str], Path],
    aside: Path,
    done: Callable[[], None],
) -> dict[str, Medium | PictureError]:
    """Make the derivatives of ``{key: file}``, two pictures at a time; ``done`` is called after each.

    Threads, not processes: Pillow lets go of Python's lock while it decodes, scales and encodes, and
    nothing is left running when the program is killed.
    """
    results: dict[str, Medium | PictureError] = {}
    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="derive") as pool:
        tasks = {
            key: pool.submit(derive_picture, source, key, place(key), aside)
            for key, source in pictures.items()
        }
        try:
            for key, task in tasks.items():
                try:
                    results[key] = task.result()
                except PictureError as error:
                    results[key] = error
                done()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return results


@contextmanager
def _large_ones_in_turn(source: Path) -> Iterator[None]:
    """Two pictures of a hundred megapixels at once would need more memory than a mini-PC has to spare."""
    with _open(source) as image:
        large = image.width * image.height > _LARGE_PIXELS
    with _large if large else nullcontext():
        yield


@contextmanager
def _open(source: Path) -> Iterator[Image.Image]:
    """The picture, its pixels not decoded yet. Raises PictureError here and for whatever decoding raises."""
    try:
        with Image.open(source, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                most = MOST_PIXELS // 1_000_000
                raise PictureError(source, say("The picture has more than {most} megapixels.", most=most))
            yield image
    except PictureError:
        raise
    except Exception as error:
        # Decoders fed with damage raise whatever they like: OSError, SyntaxError, struct.error, zlib.error …
        raise PictureError(source, undecodable(error)) from error


def undecodable(error: Exception) -> Message:
    """What a decoder complained of, in its own words."""
    words = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:160]
    return say("The picture cannot be decoded ({words}).", words=quoted(words))


def decode(source: Path) -> Image.Image:
    """The picture's pixels as sRGB, upright. Raises PictureError."""
    with _open(source) as image:
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        return _to_srgb(image)


def _to_srgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        # 16 bits a pixel: Pillow would cut everything above 255 to white.
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        lit = image.convert("RGBA")
        image = Image.new("RGB", image.size, _GROUND)
        image.paste(lit, mask=lit.getchannel("A"))
    elif profile and image.mode in ("RGB", "CMYK", "L"):
        return _by_profile(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return image.convert("RGB")
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image.convert("RGB")
    except (OSError, ImageCms.PyCMSError):
        # A damaged profile: the pixels are still worth showing.
        return image.convert("RGB")


def _write_derivatives(image: Image.Image, folder: Path) -> None:
    levels = [image]
    while max(levels[-1].size) > TILE:
        levels.append(levels[-1].reduce(2))
    for number, level in enumerate(levels):
        tiles = folder / "tiles" / str(number)
        tiles.mkdir(parents=True)
        for top in range(0, level.height, TILE):
            for left in range(0, level.width, TILE):
                box = (left, top, min(left + TILE, level.width), min(top + TILE, level.height))
                _save(level.crop(box), tiles / f"{left // TILE}_{top // TILE}.jpg")
    made = levels[:1]
    for side in reversed(FIT_SIDES):
        made.append(_scaled(made, fitted(*image.size, side)))
        _save(made[-1], folder / f"f{side}.jpg")
    for width in CARD_WIDTHS:
        _save(_card(made, width), folder / f"c{width}.jpg")


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


def _save(image: Image.Image, path: Path) -> None:
    # Through memory: Pillow's own writing hides from us that a disk is full.
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=_QUALITY)
    path.write_bytes(encoded.getbuffer())


def _finish(folder: Path, medium: Medium, place: Path) -> None:
    (folder / _FACTS).write_text(json.dumps(asdict(medium)))
    sync(folder)
    move_into_place(folder, place)
