"""The window as a picture."""

from pathlib import Path

from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glPixelStorei, glReadPixels
from PIL import Image

_GL_PACK_ALIGNMENT = 0x0D05


def photograph() -> Image.Image:
    """Draw the window now and read it back: what a visitor sees, pixel by pixel."""
    width, height = (int(side) for side in Window.system_size)
    Window.canvas.ask_update()
    Window.dispatch("on_draw")
    glPixelStorei(_GL_PACK_ALIGNMENT, 1)
    pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
    return Image.frombytes("RGB", (width, height), pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)


def save_photograph(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    photograph().save(path, compress_level=4)
