"""The inbox: a folder where packs are put, installed in the background, and put away with their reports.

::

    inbox/saka-2.zip                      dropped; waited for until it has stopped changing
    inbox/accepted/saka-2.zip             what is installed now, and beside it
    inbox/accepted/saka-2-report.html     its report (and the same as .txt)
    inbox/rejected/…                      what was refused, in the same way

Nothing is ever overwritten or deleted. Every step is remembered before it is done (``deliveries.py``): after
a kill at any moment the next start goes on.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.catalogue import showable
from kiosk.config import Config
from kiosk.errors import StorageError
from kiosk.intake.deliveries import Deliveries, Delivery
from kiosk.intake.drops import is_being_written, is_dropped, is_empty, may_be_pack
from kiosk.intake.install import install
from kiosk.intake.outcome import Outcome, without_summary
from kiosk.intake.putting_away import ACCEPTED, REJECTED, move_back, put_away, write_aside
from kiosk.intake.receiving import mark_of
from kiosk.intake.report import Report, on_delivery
from kiosk.intake.taking_back import TakenBack, take_back_unshowable
from kiosk.intake.work import Unwatched
from kiosk.messages import Message, say
from kiosk.packs.folder import entries_of
from kiosk.problems import Problem, visible

log = logging.getLogger(__name__)

MOST_TRIES = 5
"""So often the program may have ended, or the disk failed, in the middle of one delivery."""
LONGEST_OPEN_SECONDS = 600.0
"""A file that some program keeps open for writing is waited for no longer than this."""
AGAIN_SECONDS = 60.0
"""After that it is tried again to put away what could not be."""


@dataclass(slots=True)
class _Waiting:
    """Something that has not settled yet."""

    mark: str
    since: float
    """Moment since which nothing of it has changed."""
    tries: int = 0


class Inbox:
    """One inbox. ``clock`` gives seconds; ``said`` is told in one sentence how each delivery ended."""

    def __init__(
        self,
        config: Config,
        clock: Callable[[], float] = time.monotonic,
        said: Callable[[Message], None] = lambda _sentence: None,
    ) -> None:
        assert config.inbox is not None
        self._config, self._folder, self._clock, self._said = config, config.inbox, clock, said
        self._deliveries = Deliveries(config.data / "deliveries")
        self._waiting: dict[str, _Waiting] = {}
        self._open = {each.name: each for each in reversed(list(self._deliveries.all())) if not each.done}
        """By name: what was begun and not finished yet."""
        self._again = self._not_before = 0.0

    def prepare(self) -> None:
        """Make the folders. Raises OSError."""
        for folder in (self._folder, self._folder / ACCEPTED, self._folder / REJECTED):
            folder.mkdir(parents=True, exist_ok=True)

    def look(self) -> bool:
        """Look once at all that lies there, take in what has settled; False while the folder is not there.

        Raises StorageError and OSError when our own disk cannot even remember what was done.
        """
        self._take_back()
        self._put_away_the_rest()
        try:
            drops = {entry.name: Path(entry.path) for entry in entries_of(self._folder)}
        except OSError as error:
            if self._waiting:
                log.warning("the inbox is gone: %s", error)
            self._waiting.clear()
            return False
        drops = {name: drop for name, drop in drops.items() if self._is_new(name, drop)}
        self._waiting = {name: waiting for name, waiting in self._waiting.items() if name in drops}
        settled = [(name, drop) for name, drop in drops.items() if self._has_settled(name, drop)]
        for name, drop in sorted(settled, key=lambda each: _arrived(each[1])):
            self._take(drop, self._waiting.pop(name))
        return True

    def _take_back(self) -> None:
        """Do what the kiosk asks for when it could not show a version."""
        if self._clock() < self._not_before or showable.refusal(self._config.data) is None:
            return
        self._not_before = self._clock() + AGAIN_SECONDS
        take_back_unshowable(self._config, Unwatched(), self._lay_back)
        self._not_before = 0.0

    def _lay_back(self, report: Report, taken: TakenBack) -> None:
        """The report comes to the delivery that the version was, or else into the data folder."""
        self._said(report.outcome)
        for delivery in self._deliveries.all():
            if (
                taken.folder
                and (delivery.pack, delivery.folder) == (taken.pack, taken.folder)
                and delivery.done
            ):
                move_back(report, delivery, self._config, self._deliveries)
                return
        write_aside(report, taken.origin, self._config.data, self._config.curator_language)

    def _is_new(self, name: str, drop: Path) -> bool:
        if name in (ACCEPTED, REJECTED) or not is_dropped(name):
            return False
        known = self._open.get(name)
        # What was taken in but could not be moved away lies there until it can be, or is changed.
        return known is None or known.report is None or not _is_same(drop, known.mark)

    def _has_settled(self, name: str, drop: Path) -> bool:
        """True when nothing of it has changed for the quiet time."""
        now = self._clock()
        waiting = self._waiting.get(name)
        try:
            mark = mark_of(drop)
            if waiting is None or waiting.mark != mark:
                self._waiting[name] = _Waiting(mark, now, waiting.tries if waiting else 0)
                return False
            quiet = now - waiting.since
            if quiet < self._config.inbox_quiet_seconds or is_empty(drop):
                return False
            return quiet >= LONGEST_OPEN_SECONDS or not is_being_written(drop)
        except OSError as error:
            log.warning("%s cannot be looked at: %s", visible(name), error)
            return False

    def _take(self, drop: Path, waiting: _Waiting) -> None:
        """Take in one delivery, remember how it ended, and put it away."""
        begun = self._open.get(drop.name)
        if begun is None or begun.mark != waiting.mark:
            if begun is not None:
                # Another thing under the same name has taken its place.
                self._deliveries.save(begun, done=True)
            begun = self._deliveries.begin(drop.name, waiting.mark)
        begun = self._open[drop.name] = self._deliveries.save(begun, tries=begun.tries + 1)
        outcome = self._ended_too_often(begun) or self._installed(drop)
        if outcome.result in ("changing", "unread"):
            if outcome.result == "changing" or waiting.tries + 1 < MOST_TRIES:
                log.info("%s", outcome.sentence)
                self._open[drop.name] = self._deliveries.save(begun, tries=begun.tries - 1)
                tries = waiting.tries + (outcome.result == "unread")
                self._waiting[drop.name] = _Waiting(waiting.mark, self._clock(), tries)
                return
            outcome = Outcome("refused", outcome.origin, outcome.problems, outcome.summary)
        self._said(outcome.sentence)
        report = on_delivery(outcome, datetime.now().astimezone())
        ended = self._deliveries.save(begun, report=report, pack=outcome.pack, folder=outcome.folder)
        self._put_away(ended)

    def _installed(self, drop: Path) -> Outcome:
        origin = visible(drop.name)
        try:
            problems = may_be_pack(drop)
            if problems:
                return without_summary("refused", origin, problems)
            return install(self._config, drop, Unwatched())
        except StorageError as error:
            hint = say("Nothing was changed. Tell the technician, then put the pack here again.")
            problem = Problem(Path(origin), None, "", "storage", error.reason, hint)
            return without_summary("refused", origin, (problem,))
        except FileNotFoundError as error:
            # Somebody has taken it away again.
            log.info("%s", error)
            return without_summary("changing", origin, ())
        except Exception:
            log.exception("taking in %s failed", origin)
            return without_summary("refused", origin, (_mistake(origin),))

    def _ended_too_often(self, begun: Delivery) -> Outcome | None:
        """A delivery that ends the program each time must not keep all others waiting."""
        if begun.tries <= MOST_TRIES:
            return None
        origin = visible(begun.name)
        return without_summary("refused", origin, (_mistake(origin),))

    def _put_away(self, delivery: Delivery) -> None:
        self._open[delivery.name] = delivery
        away = put_away(delivery, self._config, self._deliveries)
        if away.done:
            del self._open[delivery.name]
            self._deliveries.prune()
        else:
            self._open[delivery.name] = away

    def _put_away_the_rest(self) -> None:
        """What was killed, or the disk refused, between an installation and its end."""
        if not self._open or self._clock() < self._again:
            return
        self._again = self._clock() + AGAIN_SECONDS
        for delivery in list(self._open.values()):
            if delivery.report is not None:
                self._put_away(delivery)
            elif not (self._folder / delivery.name).exists():
                self._deliveries.save(delivery, done=True)
                del self._open[delivery.name]


def _mistake(origin: str) -> Problem:
    message = say("A mistake of the program kept it from taking in this delivery.")
    hint = say("Send it to the makers of the program. What was shown stays on the screen.")
    return Problem(Path(origin), None, "", "mistake", message, hint)


def _is_same(drop: Path, mark: str) -> bool:
    try:
        return mark_of(drop) == mark
    except OSError:
        return False


def _arrived(drop: Path) -> tuple[float, str]:
    """Two deliveries of one pack are taken in as they came."""
    try:
        return drop.lstat().st_ctime, drop.name
    except OSError:
        return 0.0, drop.name
