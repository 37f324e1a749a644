"""KivyMD's controls at our sizes."""

from collections.abc import Callable
from typing import Any

from kiosk.ui.theme import DIM, PRESSED, RAISED, rgba
from kiosk.ui.window import load_rules

load_rules()

from kivymd.uix.button import MDIconButton  # noqa: E402
from kivymd.uix.slider import MDSlider, MDSliderHandle  # noqa: E402

__all__ = ["MDIconButton", "MDSlider", "MDSliderHandle", "icon_button"]


def icon_button(icon: str, name: str, side: int, action: Callable[[], None]) -> Any:
    """A round button of ``side`` px with a glyph of the icon font; ``name`` as in ``Tap``."""
    button = MDIconButton(
        icon=icon,
        style="tonal",
        theme_bg_color="Custom",
        md_bg_color=rgba(PRESSED),
        # KivyMD lays this colour under the icon and over it.
        md_bg_color_disabled=rgba(RAISED, 0.6),
        icon_color_disabled=rgba(DIM),
        theme_font_size="Custom",
        font_size=round(side * 0.55),
        on_release=lambda *_: action(),
    )
    # After KivyMD's own rule, which makes every icon button 40 dp.
    button.size = (side, side)
    button.name = name
    return button
