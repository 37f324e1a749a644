"""From rows to an edition on the screen: build aside, check, sync, switch by one rename, tidy up."""

import json
import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from kiosk.catalogue import editions
from kiosk.catalogue.attract import Slide, choose, write_attract
from kiosk.catalogue.editions import ATTRACT, CATALOGUE, Edition, PackUsed
from kiosk.catalogue.write import Exhibit
from kiosk.errors import EditionError
from kiosk.media.sizes import FIT_SIDES, fitted
from kiosk.messages import quoted, say
from kiosk.packs.outline import texts
from kiosk.storage import discard, move_into_place, point, sync


def edition_digest(program: str, hall: str, packs: Sequence[PackUsed]) -> str:
    """Equal for editions that would look the same."""
    said = [program, hall, [(pack.id, pack.digest) for pack in packs]]
    return sha256(json.dumps(said).encode()).hexdigest()[:12]


def find(data: Path, digest: str) -> Path | None:
    """An edition with that digest that is on the disk already."""
    return next((each for each in editions.all_editions(data) if each.name.endswith(f"-{digest}")), None)


def next_id(data: Path, digest: str) -> str:
    """Numbers grow, so that names sort by age without trusting the clock."""
    folder = editions.editions_folder(data)
    folder.mkdir(exist_ok=True)
    numbers = [int(path.name[:6]) for path in folder.iterdir() if path.name[:6].isdecimal()]
    return f"{max(numbers, default=0) + 1:06d}-{digest}"


def finish(aside: Path, data: Path, program: str, packs: tuple[PackUsed, ...], edition_id: str) -> Path:
    """Describe, check and sync what stands in ``aside``, and move it to its place. Not shown yet.

    Raises EditionError when the check fails.
    """
    sizes = {name: (aside / name).stat().st_size for name in (CATALOGUE, ATTRACT)}
    editions.write(aside, Edition(edition_id, editions.SCHEMA_VERSION, program, packs, sizes))
    _check(aside)
    sync(aside)
    place = editions.editions_folder(data) / edition_id
    move_into_place(aside, place)
    return place


def switch(data: Path, edition: Path, aside: Path) -> None:
    """Make an edition current: the commit point. Before it, everything that was made is on the disk."""
    sync(data)
    point(data / "current", os.path.relpath(edition, data), aside)


def write_slides(aside: Path, exhibits: Sequence[Exhibit]) -> None:
    """Choose the attract loop's pictures: covers, then the first pictures of the records."""
    write_attract(aside, choose(_slides(each) for each in exhibits))


def _slides(exhibit: Exhibit) -> Iterator[Slide]:
    manifest = exhibit.pack.manifest
    yield _slide(exhibit, manifest.cover.file, texts(manifest.subtitle or manifest.title))
    for record in exhibit.pack.outlines:
        if record.images:
            yield _slide(exhibit, record.images[0], record.title)


def _slide(exhibit: Exhibit, file: str, title: Mapping[str, str]) -> Slide:
    manifest, medium = exhibit.pack.manifest, exhibit.media[file]
    side = FIT_SIDES[-1]
    width, height = fitted(medium.width, medium.height, side)
    return Slide(
        derivative=medium.derivative,
        file=f"f{side}.jpg",
        width=width,
        height=height,
        gallery_title=texts(manifest.title),
        title=dict(title),
        accent=manifest.accent,
    )


def _check(edition: Path) -> None:
    """Every page of the database is whole, and every row points to rows that exist."""
    with closing(sqlite3.connect(edition / CATALOGUE)) as catalogue:
        whole = catalogue.execute("PRAGMA quick_check").fetchone()[0]
        astray = catalogue.execute("PRAGMA foreign_key_check").fetchone()
    if whole != "ok" or astray is not None:
        message = say("The new catalogue is not sound ({words}).", words=quoted(f"{whole}, {astray}"))
        raise EditionError(edition, message)
    editions.read(edition)


def prune_editions(data: Path, keep: int, aside: Path) -> None:
    """Delete the oldest editions beyond ``keep``, and damaged ones; never one that is shown."""
    stays = {*list(editions.all_editions(data))[:keep], editions.current(data)}
    for entry in list(os.scandir(editions.editions_folder(data))):
        if Path(entry.path) not in stays:
            editions.remove(Path(entry.path), aside)


def prune_derivatives(data: Path, aside: Path, spare: Collection[str] = ()) -> None:
    """Delete the derivatives that no edition shows, except those in ``spare``."""
    used = {key for edition in editions.all_editions(data) for key in _derivatives(edition)}
    for folder in list((data / "derivatives").glob("*/*")):
        if folder.name not in used and folder.name not in spare:
            discard(folder, aside)


def _derivatives(edition: Path) -> set[str]:
    with closing(sqlite3.connect(edition / CATALOGUE)) as catalogue:
        return {key for (key,) in catalogue.execute("SELECT derivative FROM medium")}
