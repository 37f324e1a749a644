"""Draw ``one_moment.png``: ``python deploy/session/draw_one_moment.py``, after a change of its words."""

import struct
import zlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parents[2] / "assets" / "fonts" / "KioskSerif-SemiBold.ttf"
OUT = Path(__file__).with_name("one_moment.png")
WORDS = ("Бір сәт күте тұрыңыз", "请稍候", "One moment, please", "Одну минуту, пожалуйста")
SIZE, LINE, WIDTH = 96, 190, 1360


def picture() -> Image.Image:
    """Bright words on black."""
    image = Image.new("L", (WIDTH, LINE * len(WORDS)))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), SIZE)
    for number, words in enumerate(WORDS):
        draw.text((WIDTH // 2, LINE * number + LINE // 2), words, fill=255, font=font, anchor="mm")
    return image


def png(image: Image.Image) -> bytes:
    """Without filters, so that ``one_moment.py`` needs none."""
    width, height = image.size
    pixels = image.tobytes()
    lines = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    chunks = (
        (b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


if __name__ == "__main__":
    OUT.write_bytes(png(picture()))
