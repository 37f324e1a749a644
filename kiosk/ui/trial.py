"""A new edition is tried before a visitor can see it: its first screens are made, aside, while nobody is
there.

They are the attract loop, the galleries, and of every pack that has changed its gallery and its first record,
in all languages. Where one cannot be made, what was shown stays, and the installer is asked to take the new
version back. An edition that ends the whole program is noticed at the next start.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.clock import Clock

from kiosk.catalogue import editions, showable
from kiosk.catalogue.showable import Refusal
from kiosk.errors import EditionError
from kiosk.ui.navigation import ATTRACT, GALLERIES, RESTING, Place

if TYPE_CHECKING:
    from kiosk.catalogue.queries import Catalogue
    from kiosk.ui.mending import Mending
    from kiosk.ui.stage import Stage

log = logging.getLogger(__name__)

STEP_SECONDS = 0.1
"""Between two screens, so that the moving pictures are drawn as well."""
MOST_STARTS = 3
"""So often an edition may have ended the program before another one is shown."""


class Trials:
    """The trials of one data folder. They begin when the program is ``ready``; ``told`` is called when an
    edition was refused. One that a disk has damaged is not refused but mended."""

    def __init__(
        self, data: Path, ready: Callable[[], bool], told: Callable[[], None], mending: "Mending"
    ) -> None:
        self._data, self._ready, self._told, self._mending = data, ready, told, mending
        self._note = showable.note(data)
        self._begun = ""
        """The edition that this process has written down as being tried."""
        self._edition: Path | None = None
        self._catalogue: Catalogue | None = None
        self._gallery = ""
        self._stage: Stage | None = None
        self._steps: Iterator[None] = iter(())
        self._event = Clock.create_trigger(self._step, STEP_SECONDS, interval=True)

    # Which edition ------------------------------------------------------------------------------

    def current(self) -> Path | None:
        """The edition to show: the current one, or, where that cannot be shown, another."""
        found = editions.current(self._data)
        if found is None or not self._note.refused:
            return found
        if found.name in self._note.refused:
            # A doubtful one is better than none.
            return self._other(self._note.refused) or found
        self._write(replace(self._note, refused=()))
        return found

    def _other(self, without: Collection[str]) -> Path | None:
        """The one that could be shown last, or else the newest."""
        others = set(without)
        for edition in editions.all_editions(self._data):
            if edition.name == self._note.good and edition.name not in others:
                return edition
        return editions.current(self._data, others)

    def first(self) -> Path | None:
        """The same at the start of the program, before anything of it is on the screen."""
        found = self.current()
        if found is None or self.knows(found):
            return found
        if found.name == self._note.trying and self._note.tries >= MOST_STARTS:
            other = self._other([found.name])
            if other is not None:
                self._refuse(found, f"the program ended {self._note.tries} times")
                return other
        self._begin(found)
        return found

    def knows(self, edition: Path) -> bool:
        """True when there is nothing to try: it could be shown before, or could not and there is no other."""
        return edition.name == self._note.good or edition.name in self._note.refused

    def fails(self, edition: Path, error: Exception) -> Path | None:
        """The attract loop of an edition could not be made: what to show instead."""
        self._gallery = ""
        if not self._mending.sets_aside(edition):
            self._refuse(edition, _words(error))
        return self.current()

    # One trial ----------------------------------------------------------------------------------

    def begin(self, stage: "Stage", edition: Path) -> None:
        """Try an edition, step by step; a trial of it that runs already goes on."""
        if not self._ready() or (self._edition == edition and self._event.is_triggered):
            return
        self.cancel()
        log.info("trying edition %s", edition.name)
        self._begin(edition)
        self._stage, self._edition, self._gallery = stage, edition, ""
        self._steps = self._screens(stage, edition)
        self._event()

    def cancel(self) -> None:
        """Somebody has come, or the program ends: try again another time."""
        self._event.cancel()
        self._close()
        self.survived()

    def survived(self) -> None:
        """What was begun has not ended the program."""
        if self._begun:
            self._begun = ""
            self._write(replace(self._note, trying="", tries=0))

    def _screens(self, stage: "Stage", edition: Path) -> Iterator[None]:
        catalogue = self._catalogue = stage.shown_edition.open_catalogue(edition)
        languages = stage.settings.languages

        def make(place: Place) -> Iterator[None]:
            for language in languages:
                stage.rehearse(edition, catalogue, place, language)
                yield

        stage.rehearse(edition, catalogue, ATTRACT, stage.language)
        yield
        yield from make(GALLERIES)
        for gallery in self._changed(edition):
            self._gallery = gallery
            yield from make(Place("gallery", gallery))
            for key in catalogue.record_keys(gallery)[:1]:
                yield from make(Place("record", gallery, key))

    def _changed(self, edition: Path) -> list[str]:
        """The packs that differ from those of the edition that could be shown last."""
        try:
            before = {pack.id: pack for pack in editions.read(edition.parent / self._note.good).packs}
        except EditionError:
            before = {}
        return [pack.id for pack in editions.read(edition).packs if before.get(pack.id) != pack]

    def _step(self, _seconds: float) -> None:
        stage, edition = self._stage, self._edition
        assert stage is not None
        assert edition is not None
        if stage.navigation.here.screen not in RESTING:
            self.cancel()
            return
        try:
            next(self._steps)
        except StopIteration:
            log.info("edition %s can be shown", edition.name)
            self._event.cancel()
            self._begun = ""
            self._write(replace(self._note, good=edition.name, trying="", tries=0))
            catalogue, self._catalogue = self._catalogue, None
            assert catalogue is not None
            stage.take(edition, catalogue)
        except Exception as error:
            log.error("edition %s cannot be shown: %s", edition.name, error, exc_info=error)
            self._event.cancel()
            self._close()
            if not self._mending.sets_aside(edition):
                self._refuse(edition, _words(error))

    def _refuse(self, edition: Path, error: str) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        said = Refusal(now, edition.name, self._gallery, self._note.good, error)
        log.error("edition %s is refused (%s): %s", edition.name, said.gallery or "all galleries", error)
        showable.refuse(self._data, said)
        self._begun = ""
        self._write(replace(self._note, trying="", tries=0, refused=(*self._note.refused, edition.name)))
        self._told()

    def _begin(self, edition: Path) -> None:
        if self._begun != edition.name:
            self._begun = edition.name
            tries = self._note.tries if self._note.trying == edition.name else 0
            self._write(replace(self._note, trying=edition.name, tries=tries + 1))

    def _write(self, note: showable.Note) -> None:
        self._note = note
        showable.write_note(self._data, note)

    def _close(self) -> None:
        if self._catalogue is not None:
            self._catalogue.close()
            self._catalogue = None


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
