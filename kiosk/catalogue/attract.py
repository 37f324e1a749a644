"""The attract loop's pictures: chosen when the edition is built, read without the database.

On the path to the first frame: only the standard library here.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.catalogue.editions import ATTRACT, data_folder, derivative_folder
from kiosk.errors import EditionError
from kiosk.messages import quoted, say

if TYPE_CHECKING:
    from kiosk.catalogue.rows import TextMap

MOST_SLIDES = 12


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide as ``attract.json`` keeps it: the medium's key instead of a path."""

    derivative: str
    file: str
    width: int
    height: int
    gallery_title: "TextMap"
    title: "TextMap"
    accent: str


@dataclass(frozen=True, slots=True)
class AttractSlide:
    """One picture of the attract loop. Read from ``attract.json``, without the database."""

    picture: Path
    """A fitted JPEG of the largest side."""
    width: int
    """Pixels of that JPEG."""
    height: int
    gallery_title: "TextMap"
    title: "TextMap"
    accent: str


def read_attract(edition: Path) -> tuple[AttractSlide, ...]:
    """The slides of one edition, in the order in which they are shown. Raises EditionError."""
    edition = edition.resolve()
    try:
        slides = [Slide(**slide) for slide in json.loads((edition / ATTRACT).read_bytes())]
    except (OSError, ValueError, TypeError) as error:
        raise EditionError(
            edition, say("The attract loop cannot be read ({words}).", words=quoted(str(error)))
        ) from error
    data = data_folder(edition)
    return tuple(
        AttractSlide(
            picture=derivative_folder(data, slide.derivative) / slide.file,
            width=slide.width,
            height=slide.height,
            gallery_title=slide.gallery_title,
            title=slide.title,
            accent=slide.accent,
        )
        for slide in slides
    )


def write_attract(edition: Path, slides: Sequence[Slide]) -> None:
    (edition / ATTRACT).write_text(json.dumps([asdict(slide) for slide in slides], ensure_ascii=False))


def choose(galleries: Iterable[Iterable[Slide]], most: int = MOST_SLIDES) -> list[Slide]:
    """Take the galleries' pictures in turn, none twice, at most ``most``."""
    chosen: dict[str, Slide] = {}
    for slide in chain.from_iterable(zip_longest(*galleries)):
        if len(chosen) == most:
            break
        if slide is not None:
            chosen.setdefault(slide.derivative, slide)
    return list(chosen.values())
