"""One pack alone in a kiosk of its own, in a folder aside: nothing of what is installed is touched."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.catalogue.build import Progress, build
from kiosk.config import Config
from kiosk.languages import LANGUAGES
from kiosk.messages import Name
from kiosk.packs.model import Pack
from kiosk.packs.reader import read_hall, read_model, read_pack
from kiosk.problems import Problem, errors


@dataclass(frozen=True, slots=True)
class Desk:
    """A kiosk for one pack: its content is the pack and a hall's words, its data a folder aside."""

    pack: Path
    hall: Path
    """A content folder; without its ``terms/`` and ``centre.yaml`` the pack must do with its own words."""
    config: Config

    @classmethod
    def of(cls, pack: Path, hall: Path, settings: Config, aside: Path) -> "Desk":
        pack, hall = pack.resolve(), hall.resolve()
        config = replace(settings, content=aside / "content", data=aside / "data", galleries=(pack.name,))
        return cls(pack, hall, config)

    def lay_out(self) -> None:
        """Put links to the pack and to the hall's words where a build looks. Raises OSError."""
        content = self.config.content
        content.mkdir(parents=True, exist_ok=True)
        _link(content / self.pack.name, self.pack)
        if (self.hall / "terms").is_dir():
            _link(content / "terms", self.hall / "terms")
        house = content / "centre.yaml"
        if (self.hall / "centre.yaml").is_file():
            _link(house, self.hall / "centre.yaml")
        elif not house.is_symlink():
            house.write_text(_stand_in(self.pack), encoding="utf-8")

    def at_home(self, problem: Problem) -> Problem:
        """The problem with the file's own name instead of our link's."""
        content = self.config.content
        for link, home in ((content / self.pack.name, self.pack), (content, self.hall)):
            if problem.file.is_relative_to(link):
                return replace(problem, file=home / problem.file.relative_to(link))
        return problem


@dataclass(frozen=True, slots=True)
class Alone:
    """What came of showing one pack."""

    config: Config
    """Of the kiosk that shows it."""
    title: Name
    problems: tuple[Problem, ...]
    """Errors that keep it from being shown; none when it is."""


def show_alone(pack: Path, hall: Path, settings: Config, aside: Path, progress: Progress) -> Alone:
    """Build an edition of ``pack`` in the folder ``aside``, with the words of ``hall`` (see ``Desk``).

    Raises OSError and StorageError.
    """
    desk = Desk.of(pack, hall, settings, aside)
    reading = read_pack(desk.pack, read_hall(desk.hall).terms, decode_pictures=False)
    if reading.pack is None:
        return Alone(desk.config, reading.summary.title, tuple(errors(reading.problems)))
    desk.lay_out()
    result = build(desk.config, progress)
    wrong = errors(result.problems)
    if result.edition is None and not wrong:
        wrong = list(result.problems)
    return Alone(desk.config, reading.summary.title, tuple(map(desk.at_home, wrong)))


def _link(link: Path, target: Path) -> None:
    if not link.is_symlink():
        link.unlink(missing_ok=True)
        link.symlink_to(target)


def _stand_in(pack: Path) -> str:
    """A house for a pack that lies in none; JSON is YAML too."""
    manifest, _, _ = read_model(Pack, pack / "pack.yaml")
    if manifest is None:
        named = dict.fromkeys(LANGUAGES, pack.name)
        return json.dumps({"name": named, "intro": named, "credits": named})
    texts = manifest.model_dump(include={"title", "intro", "credit_line"}, exclude_none=True)
    house = {"name": texts["title"], "intro": texts["intro"], "credits": texts["credit_line"]}
    return json.dumps(house, ensure_ascii=False)
