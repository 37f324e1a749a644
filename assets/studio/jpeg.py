"""Pictures as JPEG files of a bounded size."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageCms

LIMIT = 600_000  # bytes of a picture
BEST, LEAST = 92, 72  # qualities; under the least one the metal's soft gradients break into squares


def write_jpeg(picture: Image.Image, target: Path, limit: int = LIMIT, best: int = BEST) -> int:
    """Write a picture in sRGB at the best quality at which the file keeps within `limit` bytes.

    Returns the quality. A picture that is too large even at the least quality is written with that one.
    """
    profile = _srgb()

    def encoded(quality: int) -> bytes:
        data = io.BytesIO()
        options = {"quality": quality, "optimize": True, "progressive": True, "icc_profile": profile}
        picture.convert("RGB").save(data, "JPEG", **options)
        return data.getvalue()

    low, high, kept = LEAST, best, encoded(LEAST)
    while low < high:
        middle = (low + high + 1) // 2
        data = encoded(middle)
        if len(data) <= limit:
            low, kept = middle, data
        else:
            high = middle - 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(kept)
    return low


def _srgb() -> bytes:
    """Return the profile of sRGB, without the time at which it was made: the same picture, the same file."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # the header's date: 2000-01-01
    return bytes(profile)
