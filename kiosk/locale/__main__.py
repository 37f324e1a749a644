"""``python -m kiosk.locale``: see the package."""

from kiosk.locale import update

update()
