"""Kazakh ornament as fine lines: qoshqar-müiz, the ram's horn. Dividers and corner marks, never wallpaper."""

from functools import lru_cache

from kivy.graphics.texture import Texture

from kiosk.ornament import DIAMOND, horn

_OVERSAMPLE = 4

SHADE_FOR_WORDS = 0.4
"""The part of a fade's height, from its foot, that words may stand on."""


@lru_cache(maxsize=16)
def horn_mark(height: int) -> Texture:
    """A pair of horns over a small triangle (tumarsha), white on nothing, ``height`` px high."""
    from PIL import Image, ImageDraw

    width = round(height * 1.7)
    scale = height * _OVERSAMPLE
    mask = Image.new("L", (width * _OVERSAMPLE, scale), 0)
    draw = ImageDraw.Draw(mask)
    stroke = max(_OVERSAMPLE, round(scale * 0.045))

    def at(x: float, y: float) -> tuple[float, float]:
        return width * _OVERSAMPLE / 2 + x * scale, scale * (0.93 - y * 1.05)

    for turn in (-1, 1):
        points = [at(x, y) for x, y in horn(turn)]
        draw.line(points, fill=255, width=stroke, joint="curve")
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - stroke / 2, y - stroke / 2, x + stroke / 2, y + stroke / 2), fill=255)
    draw.polygon([at(x, y) for x, y in DIAMOND], fill=255)
    return _texture(mask.resize((width, height), Image.Resampling.LANCZOS))


@lru_cache(maxsize=8)
def fade(height: int) -> Texture:
    """A column of ground colour that fades upwards, for words over a picture."""
    texture = Texture.create(size=(1, height), colorfmt="rgba")
    rows = bytearray()
    for row in range(height):
        share = 1 - row / max(1, height - 1)
        # Below SHADE_FOR_WORDS it is dark enough for any accent, even before a white picture.
        ramp = min(1.0, share / (1 - SHADE_FOR_WORDS))
        rows += bytes((20, 17, 13, round(242 * ramp * ramp * (3 - 2 * ramp))))
    texture.blit_buffer(bytes(rows), colorfmt="rgba", bufferfmt="ubyte")
    return texture


def _texture(mask: object) -> Texture:
    from PIL import Image

    assert isinstance(mask, Image.Image)
    white = Image.new("RGBA", mask.size, (255, 255, 255, 0))
    white.putalpha(mask)
    texture = Texture.create(size=mask.size, colorfmt="rgba")
    texture.blit_buffer(white.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture
