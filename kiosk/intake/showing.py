"""Showing a version: one rename, a build, a look at its pages; or what was shown is shown again."""

import logging
from pathlib import Path

from kiosk.catalogue import editions
from kiosk.catalogue.build import build
from kiosk.catalogue.freshness import BuildResult
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.intake.receiving import seen_from
from kiosk.intake.trial import try_gallery
from kiosk.intake.work import Work, event
from kiosk.messages import Message, say
from kiosk.packs.installed import Event, Versions
from kiosk.problems import Problem, errors

log = logging.getLogger(__name__)


def show(work: Work, pack: str, change: Event) -> tuple[Problem, ...]:
    """Show the event's version. Where that does not succeed, show again what was shown, and say why."""
    before = work.versions.state(pack).shown
    state = work.versions.copy_state(pack, work.aside)
    work.versions.record(pack, change, work.aside)
    try:
        why = is_shown(work, pack, change.folder, change.origin)
    except BaseException as error:
        log.warning("%s is taken back: %s", pack, error)
        try:
            _take_back(work, pack, before, change.origin, say("It could not be finished."))
        except OSError:
            work.versions.put_back(pack, state)
        if isinstance(error, OSError | KioskError):
            _build_again(work)
        raise
    if why:
        _take_back(work, pack, before, change.origin, why[0].message)
        build(work.config, work.progress)
    return why


def show_still(work: Work, pack: str, origin: str) -> tuple[Problem, ...]:
    """Make sure that the installed version is in the edition: its installation may have been killed before it
    was. Where it cannot be shown, show the one before, and say why."""
    why = is_shown(work, pack, work.versions.state(pack).shown, origin)
    if why:
        _take_back(work, pack, work.versions.previous(pack), origin, why[0].message)
        build(work.config, work.progress)
    return why


def is_shown(work: Work, pack: str, folder: str, origin: str) -> tuple[Problem, ...]:
    """Build; nothing when the version is in the edition that is current then, and its pages can be made."""
    built = build(work.config, work.progress)
    return _why_not_shown(work.config, pack, folder, origin or pack, built)


def _why_not_shown(
    config: Config, pack: str, folder: str, origin: str, built: BuildResult
) -> tuple[Problem, ...]:
    if not folder and not (config.content / pack).is_dir():
        return ()
    if pack in built.last_good or pack not in {each.id for each in built.packs}:
        root = Versions(config.data / "versions").root(pack, folder) if folder else config.content / pack
        return seen_from(origin, root, errors(built.problems)) or (_unshowable(origin),)
    edition = editions.current(config.data)
    assert edition is not None
    try:
        try_gallery(edition, pack)
    except Exception:
        log.exception("the pages of %s cannot be made", pack)
        return (_unshowable(origin),)
    return ()


def _unshowable(origin: str) -> Problem:
    message = say("The pages of this version cannot be shown.")
    hint = say("This is a mistake of the program: send the pack to its makers.")
    return Problem(Path(origin), None, "", "unshowable", message, hint)


def _take_back(work: Work, pack: str, folder: str, origin: str, reason: Message) -> None:
    version = work.versions.called(pack, folder)
    change = event("rolled-back", folder, version, origin, reason=reason)
    work.versions.record(pack, change, work.aside)


def _build_again(work: Work) -> None:
    """The edition may have been switched before the disk refused what came after it."""
    try:
        build(work.config, work.progress)
    except (OSError, KioskError) as error:
        log.warning("what was shown before is shown by the next build: %s", error)
