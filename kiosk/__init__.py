"""An interactive kiosk for museum halls: content packs in, galleries on a touch screen out."""

__version__ = "0.1.0"
