"""KivyMD's theme in the hall's colours: fixed, so no palette is computed at the start (0.13 s)."""

from typing import Any

from kivymd.theming import ThemeManager

from kiosk.ui.theme import BONE, DEFAULT_ACCENT, DIM, GROUND, LINE, PRESSED, RAISED, rgba

_COLOURS: dict[str, str] = {
    "background": GROUND,
    "onBackground": BONE,
    "surface": GROUND,
    "surfaceDim": GROUND,
    "surfaceBright": RAISED,
    "surfaceContainerLowest": GROUND,
    "surfaceContainerLow": RAISED,
    "surfaceContainer": RAISED,
    "surfaceContainerHigh": PRESSED,
    "surfaceContainerHighest": PRESSED,
    "onSurface": BONE,
    "surfaceVariant": LINE,
    "onSurfaceVariant": DIM,
    "inverseSurface": BONE,
    "inverseOnSurface": GROUND,
    "outline": LINE,
    "outlineVariant": LINE,
    "shadow": "#000000",
    "scrim": "#000000",
    "surfaceTint": RAISED,
    "primary": DEFAULT_ACCENT,
    "onPrimary": GROUND,
    "primaryContainer": PRESSED,
    "onPrimaryContainer": BONE,
    "inversePrimary": GROUND,
    "secondary": DIM,
    "onSecondary": GROUND,
    "secondaryContainer": RAISED,
    "onSecondaryContainer": BONE,
    "tertiary": DIM,
    "onTertiary": GROUND,
    "tertiaryContainer": PRESSED,
    "onTertiaryContainer": BONE,
    "error": "#e2674a",
    "onError": GROUND,
    "errorContainer": PRESSED,
    "onErrorContainer": BONE,
}


class HallTheme(ThemeManager):
    """Material 3 roles filled with our colours."""

    def set_colors(self, *_args: Any) -> None:
        for name, colour in _COLOURS.items():
            setattr(self, f"{name}Color", rgba(colour))
        self.disabledTextColor = rgba(DIM, 0.5)

    def set_accent(self, accent: str) -> None:
        """The colour of the gallery that is shown, on sliders and chosen buttons."""
        self.primaryColor = rgba(accent)
