"""The pictures, films and captions that a pack names: are they there, and are they what they should be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from kiosk.catalogue.rows import Cue
from kiosk.media.captions import read_captions
from kiosk.media.faults import MediaError
from kiosk.media.films import FilmFacts, conversion, probe_film
from kiosk.media.probe import ImageFacts, probe_images
from kiosk.messages import both, coded, reason, say
from kiosk.packs.folder import Folder, check_file_name
from kiosk.packs.memory import NO_MEMORY, Memory
from kiosk.packs.outline import Mention
from kiosk.packs.place import Place
from kiosk.packs.texts import character_problem
from kiosk.plain_yaml import FieldPath
from kiosk.problems import Problem

HD = (1920, 1080)
_KINDS = {"image": say("a picture"), "film": say("a film"), "captions": say("captions")}


@dataclass(frozen=True, slots=True)
class Assets:
    """The assets of one pack, by name inside the pack."""

    pictures: Mapping[str, ImageFacts]
    films: Mapping[str, FilmFacts]
    captions: Mapping[str, tuple[Cue, ...]]


@dataclass(slots=True)
class AssetReader:
    """Collects what the files of a pack name, then looks into each file once."""

    folder: Folder
    decode: bool
    """False leaves out the decoding of pictures, for a caller who decodes them anyway."""
    memory: Memory = NO_MEMORY
    """What is known of pictures and films that did not change."""
    named: dict[str, tuple[str, Place, FieldPath]] = field(default_factory=dict)
    """File -> its kind and the first place that names it."""
    captioned: list[tuple[str, str, Place, FieldPath]] = field(default_factory=list)
    """Film, its captions, and the place that names these."""

    def add(self, mentions: Iterable[Mention], place: Place) -> Iterator[Problem]:
        """Take down every file that is named in ``place``; yields what is wrong with the names."""
        film = ""
        for path, kind, file in mentions:
            if kind == "film":
                film = file
            elif kind == "captions":
                self.captioned.append((film, file, place, path))
            if file not in self.folder.files:
                yield from check_file_name(file, self.folder, place, path)
                continue
            first_kind, first, first_path = self.named.setdefault(file, (kind, place, path))
            if first_kind != kind:
                message = say(
                    "`{file}` is named as {kind} here and as {other} in `{where}`, line {line}.",
                    file=file,
                    kind=_KINDS[kind],
                    other=_KINDS[first_kind],
                    where=first.shown.name,
                    line=first.document.line(first_path),
                )
                yield place.error(path, "wrong-kind", message, say("Name the right file."))

    def read(self) -> tuple[Assets, list[Problem]]:
        """Look into every file that was named."""
        pictures: dict[str, ImageFacts] = {}
        films: dict[str, FilmFacts] = {}
        captions: dict[str, tuple[Cue, ...]] = {}
        problems: list[Problem] = []
        images = sorted(file for file, (kind, _, _) in self.named.items() if kind == "image")
        known = {file: ImageFacts(*facts) for file in images if (facts := self._known(file))}
        anew = [file for file in images if file not in known]
        probed = zip(anew, probe_images([*map(self.folder.path, anew)], self.decode), strict=True)
        for file, found in chain(known.items(), probed):
            _, place, where = self.named[file]
            if isinstance(found, ImageFacts):
                pictures[file] = found
                problems += _check_image(file, found, place, where)
            else:
                problems.append(_media_problem(file, found, place, where))
        for file, (kind, place, where) in sorted(self.named.items()):
            path = self.folder.path(file)
            try:
                if kind == "film":
                    same = self._known(file)
                    films[file] = FilmFacts(*same) if same else probe_film(path)
                    problems += _check_film(path, films[file], place, where)
                elif kind == "captions":
                    captions[file] = read_captions(path)
                    problems += _check_cues(captions[file], path, place, where)
            except (MediaError, OSError) as error:
                problems.append(_media_problem(file, error, place, where))
        problems += self._check_ends(films, captions)
        return Assets(pictures, films, captions), problems

    def _known(self, file: str) -> list[Any] | None:
        """The facts of a picture or film that is still the same."""
        if self.decode:
            return None
        try:
            return self.memory.facts(file, self.folder.path(file))
        except OSError:
            # Whoever reads it next is told why.
            return None

    def _check_ends(
        self, films: Mapping[str, FilmFacts], captions: Mapping[str, tuple[Cue, ...]]
    ) -> Iterator[Problem]:
        for film, file, place, where in self.captioned:
            if film in films and captions.get(file):
                end, duration = captions[file][-1].end, films[film].duration
                if end > duration + 0.5:
                    yield place.warning(
                        where,
                        "captions-too-long",
                        say(
                            "The last caption of `{file}` ends at {end} s, the film at {duration} s.",
                            file=file,
                            end=f"{end:.1f}",
                            duration=f"{duration:.1f}",
                        ),
                        say("Is it the caption file of this film?"),
                    )


def _media_problem(file: str, error: MediaError | OSError, place: Place, where: FieldPath) -> Problem:
    """A problem of the record that names the file; of the file itself where its line is known."""
    if isinstance(error, OSError):
        message = say("`{file}` cannot be read: {reason}.", file=file, reason=reason(error))
        return place.error(where, "unreadable", message)
    if error.line is not None:
        return Problem(error.path, error.line, "", error.code, error.reason, error.hint, title=place.title)
    message = say("`{file}`: {problem}", file=error.path.name, problem=error.reason)
    return place.error(where, error.code, message, error.hint)


def _check_image(file: str, facts: ImageFacts, place: Place, where: FieldPath) -> Iterator[Problem]:
    if facts.moving:
        yield place.warning(
            where,
            "picture-moves",
            say("`{file}` holds several pictures that move; only the first is shown.", file=file),
            say("To show the movement, deliver it as a film (MP4)."),
        )


def _check_film(path: Path, facts: FilmFacts, place: Place, where: FieldPath) -> Iterator[Problem]:
    long, short = sorted((facts.width, facts.height), reverse=True)
    if long > HD[0] or short > HD[1]:
        yield place.warning(
            where,
            "film-large",
            say(
                "`{file}` is {width} × {height}; a small computer may not play that smoothly.",
                file=path.name,
                width=facts.width,
                height=facts.height,
            ),
            both(say("Export it with 1920 × 1080."), conversion(path)),
        )
    if facts.silenced:
        yield place.warning(
            where,
            "film-sound",
            say(
                "The sound of `{file}` is coded as {codec}; the kiosk plays it without sound.",
                file=path.name,
                codec=coded([facts.silenced]),
            ),
            conversion(path, fits=long <= HD[0] and short <= HD[1]),
        )


def _check_cues(cues: tuple[Cue, ...], path: Path, place: Place, where: FieldPath) -> Iterator[Problem]:
    if not cues:
        yield place.warning(where, "no-captions", say("`{file}` has no captions in it.", file=path.name))
    for cue in cues:
        problem = character_problem(cue.text, place, where)
        if problem is not None:
            yield problem
