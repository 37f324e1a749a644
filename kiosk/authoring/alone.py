"""One pack alone in a kiosk of its own, in a folder aside: nothing of what is installed is touched."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.catalogue.build import Progress, build
from kiosk.config import Config
from kiosk.messages import Name
from kiosk.packs.model import Pack
from kiosk.packs.reader import read_hall, read_pack
from kiosk.problems import Problem, errors


@dataclass(frozen=True, slots=True)
class Alone:
    """What came of showing one pack."""

    config: Config
    """Of the kiosk that shows it."""
    title: Name
    problems: tuple[Problem, ...]
    """Errors that keep it from being shown; none when it is."""


def show_alone(pack: Path, hall: Path, settings: Config, aside: Path, progress: Progress) -> Alone:
    """Build an edition of ``pack`` in the folder ``aside``, with the words of ``hall``.

    ``hall`` is a content folder; without its ``terms/`` and ``centre.yaml`` the pack must do with its own
    words. Raises OSError and StorageError.
    """
    pack, hall = pack.resolve(), hall.resolve()
    config = replace(settings, content=aside / "content", data=aside / "data", galleries=(pack.name,))
    reading = read_pack(pack, read_hall(hall).terms, decode_pictures=False)
    if reading.pack is None:
        return Alone(config, reading.summary.title, tuple(errors(reading.problems)))
    manifest = reading.pack.manifest
    config.content.mkdir(parents=True, exist_ok=True)
    _link(config.content / pack.name, pack)
    if (hall / "terms").is_dir():
        _link(config.content / "terms", hall / "terms")
    if (hall / "centre.yaml").is_file():
        _link(config.content / "centre.yaml", hall / "centre.yaml")
    else:
        (config.content / "centre.yaml").write_text(_stand_in(manifest), encoding="utf-8")
    result = build(config, progress)
    wrong = errors(result.problems)
    if result.edition is None and not wrong:
        wrong = list(result.problems)
    return Alone(
        config, reading.summary.title, tuple(_at_home(each, config.content, pack.parent) for each in wrong)
    )


def _link(link: Path, target: Path) -> None:
    if not link.is_symlink():
        link.symlink_to(target)


def _stand_in(manifest: Pack) -> str:
    """A house for a pack that lies in none; JSON is YAML too."""
    texts = manifest.model_dump(include={"title", "intro", "credit_line"}, exclude_none=True)
    house = {"name": texts["title"], "intro": texts["intro"], "credits": texts["credit_line"]}
    return json.dumps(house, ensure_ascii=False)


def _at_home(problem: Problem, content: Path, home: Path) -> Problem:
    """The problem with the file's own name instead of our link's."""
    if not problem.file.is_relative_to(content):
        return problem
    return replace(problem, file=home / problem.file.relative_to(content))
