"""For tests of the build: a configuration, a silent progress, and a look at everything an edition shows."""

from pathlib import Path

from PIL import Image

from kiosk.catalogue import editions
from kiosk.catalogue.attract import read_attract
from kiosk.catalogue.build import Stage, build
from kiosk.catalogue.freshness import BuildResult
from kiosk.catalogue.queries import Catalogue
from kiosk.catalogue.rows import ImageRow, RecordRow
from kiosk.config import Config
from kiosk.media.sizes import fitted

SMALL = (320, 240)


class Quiet:
    """Keeps what a build told of its progress."""

    def __init__(self) -> None:
        self.stages: dict[str, int] = {}
        self.steps = 0
        self.waited = False

    def waiting(self) -> None:
        self.waited = True

    def stage(self, stage: Stage, total: int) -> None:
        self.stages[stage] = self.stages.get(stage, 0) + total

    def step(self) -> None:
        self.steps += 1


def config(folder: Path, *galleries: str, keep: int = 3) -> Config:
    """Content in ``folder/content``, editions in ``folder/data``."""
    return Config(
        content=folder / "content", data=folder / "data", galleries=galleries or None, keep_editions=keep
    )


def run(folder: Path, *galleries: str, keep: int = 3) -> BuildResult:
    return build(config(folder, *galleries, keep=keep), Quiet())


def codes(result: BuildResult) -> set[str]:
    """The problems' short names."""
    return {problem.code for problem in result.problems}


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, f"{file} has no {old!r}"
    file.write_text(text.replace(old, new), "utf-8")


def set_version(folder: Path, pack: str, version: str) -> None:
    """Deliver the pack again, as another version."""
    manifest = folder / "content" / pack / "pack.yaml"
    lines = manifest.read_text("utf-8").splitlines()
    said = [f'version: "{version}"' if line.startswith("version:") else line for line in lines]
    manifest.write_text("\n".join([*said, ""]), "utf-8")


def versions(folder: Path) -> dict[str, str]:
    """Gallery -> version on the screen."""
    shown(folder / "data")
    edition = editions.current(folder / "data")
    assert edition is not None
    catalogue = Catalogue(edition)
    try:
        return {gallery.id: gallery.version for gallery in catalogue.galleries()}
    finally:
        catalogue.close()


def break_record(folder: Path) -> None:
    replace(folder / "content/alpha/objects/r00001.yaml", "credit_line:", "credit_lime:")


def shown(data: Path) -> dict[str, list[RecordRow]]:
    """Gallery id -> its records, of the current edition; checks that every file they need is there."""
    edition = editions.current(data)
    assert edition is not None
    for slide in read_attract(edition):
        assert _size(slide.picture) == (slide.width, slide.height)
    catalogue = Catalogue(edition)
    try:
        found = {}
        for gallery in catalogue.galleries():
            _check(gallery.cover)
            keys = catalogue.record_keys(gallery.id)
            assert len(keys) == gallery.record_count
            found[gallery.id] = [catalogue.record(key) for key in keys]
            assert [card.record_id for card in catalogue.cards(keys)] == [
                record.record_id for record in found[gallery.id]
            ]
            for record in found[gallery.id]:
                for image in record.images:
                    _check(image)
                for film in record.films:
                    assert film.file.stat().st_size
                    _check(film.poster)
        assert catalogue.credits()
        assert catalogue.centre().name
        return found
    finally:
        catalogue.close()


def _check(image: ImageRow) -> None:
    for card in (200, 800):
        width = min(card, image.width, image.height * 4 // 3)
        assert _size(image.folder / f"c{card}.jpg") == (width, round(width * 3 / 4))
    assert _size(image.folder / "f2880.jpg") == fitted(image.width, image.height, 2880)
    assert _size(image.folder / "tiles" / "0" / "0_0.jpg") == (min(image.width, 512), min(image.height, 512))


def _size(file: Path) -> tuple[int, int]:
    with Image.open(file) as image:
        return image.size
