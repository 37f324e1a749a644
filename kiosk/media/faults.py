"""What can be wrong with a picture, a film or captions."""

from pathlib import Path

from kiosk.errors import FileError
from kiosk.messages import Message, quoted, say

SAVE_AGAIN = say("Save it again as JPEG, PNG or WebP from a picture editor.")
EXPORT_FILM = say("Export the film as MP4 with H.264.")
COPY_AGAIN = say("Copy it again from where it came.")
IS_EMPTY = say("The file is empty.")


class MediaError(FileError):
    """A file is not the picture, film or captions that it should be."""

    def __init__(
        self, path: Path, code: str, reason: Message, hint: Message, line: int | None = None
    ) -> None:
        self.code, self.hint, self.line = code, hint, line
        super().__init__(path, reason)


def words_of(complaint: str) -> Message:
    """What a decoder complained of, in its own words."""
    return quoted((complaint.splitlines() or [""])[0].strip().rstrip(".")[:160])
