"""The text styles of every screen: few, and all from here."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kiosk.fonts import FONTS, SANS, SANS_BOLD, SERIF
from kiosk.ui.text import TextStyle
from kiosk.ui.theme import BONE, DIM, Rgba, Sizes, rgba


@cache
def _font(name: str) -> str:
    return str(FONTS / name)


@dataclass(frozen=True, slots=True)
class Styles:
    """Text styles for one set of sizes. ``accent`` is the gallery's colour."""

    sizes: Sizes
    accent: Rgba

    def display(self) -> TextStyle:
        return TextStyle(_font(SERIF), self.sizes.display, rgba(BONE), 1.15)

    def title(self) -> TextStyle:
        return TextStyle(_font(SERIF), self.sizes.title, rgba(BONE), 1.2)

    def heading(self) -> TextStyle:
        return TextStyle(_font(SERIF), self.sizes.heading, rgba(BONE), 1.25)

    def lead(self) -> TextStyle:
        return TextStyle(_font(SANS), self.sizes.lead, rgba(BONE), 1.45)

    def body(self) -> TextStyle:
        return TextStyle(_font(SANS), self.sizes.body, rgba(BONE), 1.5)

    def small(self) -> TextStyle:
        return TextStyle(_font(SANS), self.sizes.small, rgba(DIM), 1.35)

    def strong(self) -> TextStyle:
        return TextStyle(_font(SANS_BOLD), self.sizes.small, rgba(BONE), 1.35)

    def mark(self) -> TextStyle:
        """Short words in the gallery's colour."""
        return TextStyle(_font(SANS_BOLD), self.sizes.small, self.accent, 1.35)

    def button(self) -> TextStyle:
        return TextStyle(_font(SANS_BOLD), self.sizes.small, rgba(BONE), 1.3, "center")

    def bar(self) -> TextStyle:
        return TextStyle(_font(SANS), self.sizes.fixed, rgba(BONE), 1.2, "center")

    def bar_chosen(self) -> TextStyle:
        return TextStyle(_font(SANS_BOLD), self.sizes.fixed, self.accent, 1.2, "center")

    def icon(self, size: int) -> TextStyle:
        """Material Design Icons, as they come with KivyMD."""
        return TextStyle(str(icon_font()), size, rgba(BONE), 1.0, "center")


@cache
def icon_font() -> Path:
    from importlib.util import find_spec

    spec = find_spec("kivymd")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "fonts" / "materialdesignicons-webfont.ttf"


ICONS = {
    "home": "\U000f11d9",
    "back": "\U000f004d",
    "about": "\U000f02fd",
    "larger": "\U000f09f4",
    "play": "\U000f040a",
    "film": "\U000f1710",
    "previous": "\U000f0141",
    "next": "\U000f0142",
    "open": "\U000f0143",
    "close": "\U000f0140",
    "enlarge": "\U000f06ed",
    "touch": "\U000f0741",
    "alert": "\U000f0026",
    "broken": "\U000f0029",
    "dot": "\U000f0765",
    "ring": "\U000f0766",
    "erase": "\U000f0b5c",
    "check": "\U000f012c",
    "minus": "\U000f0374",
    "plus": "\U000f0415",
    "rollback": "\U000f006f",
    "stick": "\U000f129f",
    "export": "\U000f011d",
    "draw": "\U000f0f49",
    "pattern": "\U000f08b5",
    "volume": "\U000f057e",
    "brightness": "\U000f00df",
    "rotate": "\U000f0475",
    "dark": "\U000f0594",
    "restart": "\U000f0709",
    "power": "\U000f0425",
}
"""Names of ours for glyphs of Material Design Icons."""


def coloured(style: TextStyle, colour: Rgba) -> TextStyle:
    return replace(style, colour=colour)


def centred(style: TextStyle) -> TextStyle:
    return replace(style, align="center")


def sized(style: TextStyle, size: int) -> TextStyle:
    return replace(style, size=size)
