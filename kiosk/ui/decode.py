"""Which derivative is wanted, and its pixels. No Kivy here: the first is decoded while the window opens."""

import logging
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from kiosk.catalogue.attract import AttractSlide
from kiosk.media.sizes import FIT_SIDES

log = logging.getLogger(__name__)


class Pixels(NamedTuple):
    """Four bytes a pixel, red, green, blue and 255; rows from the top.

    Uploading three bytes a pixel takes five times as long, and drivers store four all the same.
    """

    size: tuple[int, int]
    rgba: bytes


def fitted(folder: Path, side: float) -> Path:
    """The smallest fitted derivative that is at least ``side`` px, else the largest."""
    wanted = next((each for each in FIT_SIDES if each >= side), FIT_SIDES[-1])
    return folder / f"f{wanted}.jpg"


def covering_file(slide: AttractSlide, width: float, height: float) -> Path:
    """The derivative of a slide that covers a window of this size."""
    scale = max(width / slide.width, height / slide.height)
    return fitted(slide.picture.parent, scale * max(slide.width, slide.height))


def decode(path: Path) -> Pixels:
    """The pixels of a derivative; OSError when it cannot be read."""
    from PIL import Image

    with Image.open(path) as image:
        rgb = image if image.mode == "RGB" else image.convert("RGB")
        # Pillow keeps RGB in four bytes too, the fourth is 255.
        return Pixels(rgb.size, rgb.tobytes("raw", "RGBX"))


class EarlyPicture:
    """One picture, decoded aside from now on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pixels: Pixels | None = None
        self._thread = Thread(target=self._work, name="early picture", daemon=True)
        self._thread.start()

    def take(self, path: Path) -> Pixels | None:
        """The pixels of ``path``, waited for; None when this is not the picture, or cannot be read."""
        if path != self._path:
            return None
        self._thread.join()
        pixels, self._pixels = self._pixels, None
        return pixels

    def _work(self) -> None:
        try:
            self._pixels = decode(self._path)
        except OSError as error:
            # It is asked for once more, and told then.
            log.debug("early picture: %s", error)
