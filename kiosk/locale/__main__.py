"""``python -m kiosk.locale``: see the package."""

from kiosk.locale import STAFF, VISITORS, update

for words in (VISITORS, STAFF):
    update(words)
