"""A version that the kiosk could not show is taken back, and everybody is told.

The kiosk tries every new edition before a visitor sees it (``kiosk.ui.trial``) and asks for this by
``data/unshowable.json``. All steps may be done twice: the request is deleted last.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.catalogue import editions, showable
from kiosk.catalogue.build import Progress, build
from kiosk.catalogue.showable import Refusal
from kiosk.config import Config
from kiosk.errors import EditionError
from kiosk.intake.kept_reports import keep_report
from kiosk.intake.outcome import Outcome, summary_of_version
from kiosk.intake.report import Report, on_delivery
from kiosk.intake.work import Work, alone, event
from kiosk.messages import quoted, say
from kiosk.packs.installed import Deed, Versions
from kiosk.problems import Problem

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A version that was taken back, or that nobody can take back because it was not installed."""

    pack: str
    folder: str
    """Of the version; empty where it lies in the content folder."""
    origin: str
    """What was delivered, or the pack's id."""


def take_back_unshowable(
    config: Config, progress: Progress, lay: Callable[[Report, TakenBack], None]
) -> None:
    """Do what the kiosk asks for, if it does; ``lay`` gets each report. Raises StorageError.

    An edition that is not the current one any more is no matter: should the present one be as bad, the kiosk
    will say so.
    """
    with alone(config, progress) as work:
        refusal = showable.refusal(config.data)
        if refusal is None:
            return
        edition = editions.current(config.data)
        if edition is not None and edition.name == refusal.edition:
            for pack in _blamed(work, refusal, edition):
                _take_back(work, pack, refusal, lay)
            build(config, progress)
        showable.settle(config.data, refusal)


def _blamed(work: Work, refusal: Refusal, edition: Path) -> list[str]:
    """The pack of the gallery, or else all that have changed; without those that were dealt with already:
    before a kill, or because somebody was faster."""
    packs = [refusal.gallery] if refusal.gallery else _changed(work.versions, edition, refusal.before)
    return [pack for pack in packs if not any(at > refusal.at for at in _moments(work.versions, pack))]


def _changed(versions: Versions, edition: Path, before: str) -> list[str]:
    """The packs of an edition that were others in the one before; where that is gone, the one that was
    installed last."""
    packs = editions.read(edition).packs
    try:
        known = set(editions.read(edition.parent / before).packs)
    except EditionError:
        installed = [pack.id for pack in packs if versions.state(pack.id).shown]
        return sorted(installed, key=lambda pack: _moments(versions, pack))[-1:]
    return [pack.id for pack in packs if pack not in known]


def _moments(versions: Versions, pack: str) -> list[str]:
    """When other versions of a pack came to be shown, newest first."""
    return [event.at for event in reversed(versions.state(pack).events) if event.deed != "refused"]


def _take_back(work: Work, pack: str, refusal: Refusal, lay: Callable[[Report, TakenBack], None]) -> None:
    versions, state = work.versions, work.versions.state(pack)
    root = versions.shown(pack) or work.config.content / pack
    came = [each for each in state.events if each.deed == "installed" and each.folder == state.shown]
    origin = came[-1].origin if came else pack
    summary = summary_of_version(root, origin)
    outcome = Outcome("taken-back", origin, (_problem(origin, refusal),), summary, pack)
    report = on_delivery(outcome, datetime.now().astimezone())
    taken = TakenBack(pack, state.shown, origin)
    if not state.shown:
        log.error("%s cannot be shown, and is not an installed version", pack)
        lay(_not_ours(outcome, report.made), taken)
        return
    log.warning("%s, %s, is taken back: %s", pack, state.shown, refusal.error)
    lay(report, taken)
    folder = versions.previous(pack)
    deed: Deed = "rolled-back" if folder else "removed"
    reason = say("The kiosk could not show it.")
    change = event(deed, folder, versions.called(pack, folder), origin, reason=reason)
    keep_report(versions, pack, versions.record(pack, change, work.aside), report, work.aside)


def _not_ours(outcome: Outcome, made: datetime) -> Report:
    """A pack of the content folder: nobody but its keeper can take it back."""
    sentence = say(
        "The kiosk cannot show {title}, {version}. What was shown before stays on the screen.",
        title=outcome.summary.title or outcome.pack,
        version=outcome.version,
    )
    return Report(sentence, False, (outcome.summary,), outcome.problems, made)


def _problem(origin: str, refusal: Refusal) -> Problem:
    message = say("A screen of this version cannot be made ({words}).", words=quoted(refusal.error))
    hint = say("This is a mistake of the program: send the pack to its makers.")
    return Problem(Path(origin), None, "", "unshowable", message, hint)
