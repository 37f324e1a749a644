"""The pictures that a table names: found in their folder, looked at, copied into the pack."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from kiosk.media.faults import MediaError
from kiosk.media.probe import probe_image
from kiosk.messages import Message, say

_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be copied."""

    source: Path
    name: str
    """In the pack: ``media/kz-017.jpg``."""

    def copy(self, root: Path) -> None:
        shutil.copyfile(self.source, root / self.name)


class NoPicture(Exception):
    """Why there is none, in words."""

    def __init__(self, message: Message, hint: Message) -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


def find_picture(folder: Path, wanted: str, stem: str) -> Picture:
    """The picture called ``wanted`` inside ``folder``; never one outside it. Raises NoPicture.

    ``stem`` is its new name without the ending. Only its header is read; `kiosk packs check` reads on.
    """
    inside = say("Put the picture into the folder `{folder}`.", folder=folder.name or ".")
    name = wanted.replace("\\", "/")
    missing = say("There is no picture `{name}`.", name=wanted[:200])
    try:
        source = (folder / name).resolve()
        if name.startswith("/") or not source.is_relative_to(folder.resolve()) or not source.is_file():
            raise NoPicture(missing, inside)
        ending = source.suffix.lower()
        if ending not in _ENDINGS:
            message = say("`{name}` is no JPEG, PNG or WebP picture.", name=wanted[:200])
            raise NoPicture(message, say("Save it as one."))
        probe_image(source, decode=False)
    except MediaError as error:
        message = say("`{file}`: {problem}", file=wanted[:200], problem=error.reason)
        raise NoPicture(message, error.hint) from error
    except (OSError, ValueError) as error:
        raise NoPicture(missing, inside) from error
    return Picture(source, f"media/{stem}{ending}")
