"""Installing a pack: receive, check, keep, show by one rename, build; or refuse, and say why.

One installation runs at a time. Whatever happens at whatever moment, the hall shows the version before or
the new one, and every version that was ever taken in is still there until ``Versions.prune``.
"""

import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk.catalogue.build import Progress
from kiosk.config import Config
from kiosk.intake.kept_reports import keep_report
from kiosk.intake.outcome import Outcome, Result, summary_of_version, without_summary
from kiosk.intake.receiving import Refused, receive, seen_from
from kiosk.intake.report import on_delivery
from kiosk.intake.showing import show, show_still
from kiosk.intake.signer import signer_of
from kiosk.intake.work import NothingToDo, Work, alone, event
from kiosk.messages import NOTHING, Message, both, say
from kiosk.packs.folder import Folder
from kiosk.packs.installed import Deed, State, digest_of
from kiosk.packs.model import Pack
from kiosk.packs.reader import read_hall, read_model, read_pack
from kiosk.packs.summary import Summary
from kiosk.packs.versions import older
from kiosk.problems import Problem, errors, visible
from kiosk.storage import fresh_folder
from kiosk.suggest import suggest

log = logging.getLogger(__name__)

GB = 1_000_000_000


def install(
    config: Config, source: Path, progress: Progress, origin: str = "", allow_downgrade: bool = False
) -> Outcome:
    """Take in the pack in ``source``, a folder or a zip, which is only read. Raises StorageError.

    Where the configuration asks for signatures, a version older than the installed one is refused unless
    ``allow_downgrade``.
    """
    origin = visible(origin or source.name)
    with alone(config, progress) as work:
        received = receive(source, work.aside, config.archive, origin)
        if isinstance(received, Refused):
            return without_summary(received.result, origin, received.problems)
        root = _named(received, work.aside)
        before = work.versions.state(root.name)
        outcome = _take_in(work, replace(received, root=root), origin, allow_downgrade)
        _remember(work, outcome, before)
        return outcome


def _take_in(work: Work, received: Folder, origin: str, allow_downgrade: bool) -> Outcome:
    """Check, keep and show our own copy of a delivery."""
    config, versions, root = work.config, work.versions, received.root
    # Before any decoder sees a byte of it.
    signer, found = signer_of(root, config)
    if errors(found):
        return without_summary("refused", origin, seen_from(origin, root, found), root.name)
    reading = read_pack(root, read_hall(config.content).terms)
    problems = seen_from(origin, root, (*reading.problems, *found))
    summary = replace(reading.summary, root=Path(origin))
    refused = Outcome("refused", origin, problems, summary, root.name, signer=signer)
    if reading.pack is None:
        return refused
    pack, version = reading.pack.manifest.id, reading.pack.manifest.version
    step_back = _step_back(work, origin, reading.pack.manifest)
    if config.require_signature and not allow_downgrade and step_back:
        return replace(refused, problems=(*problems, *step_back))
    folder = versions.keep(pack, root, digest_of(root, received.files))
    refused = replace(refused, problems=(*problems, *_same_number(work, origin, pack, folder, version)))
    unchanged = folder == versions.state(pack).shown
    if unchanged:
        why = show_still(work, pack, origin)
    else:
        why = show(work, pack, event("installed", folder, version, origin, signer))
    if why:
        return replace(refused, problems=(*problems, *why))
    versions.prune(config.keep_versions, int(config.versions_gb * GB), work.aside)
    earlier = bool(versions.previous(pack)) or (config.content / pack).is_dir()
    result: Result = "unchanged" if unchanged else "shown"
    return replace(refused, result=result, folder=folder, has_earlier=earlier)


def _remember(work: Work, outcome: Outcome, before: State) -> None:
    """Keep the report on an installation, and a refusal too where something of the pack was installed before.

    A disk that cannot take it changes nothing of what was done.
    """
    versions, pack = work.versions, outcome.pack
    if outcome.result == "unchanged":
        return
    events = versions.state(pack).events
    try:
        if outcome.result == "refused" and before.events and events == before.events:
            reason = errors(outcome.problems)[0].message
            refused = event("refused", "", outcome.version, outcome.origin, outcome.signer, reason)
            events = (versions.record(pack, refused, work.aside),)
    except OSError as error:
        log.warning("the refusal of %s is not remembered: %s", outcome.origin, error)
        return
    if events:
        report = on_delivery(outcome, datetime.now().astimezone())
        keep_report(versions, pack, events[-1], report, work.aside)


def remove(config: Config, pack: str, progress: Progress) -> Outcome:
    """Show what the content folder has under this name, or nothing. All versions are kept."""
    with alone(config, progress) as work:
        if not work.versions.state(pack).shown:
            none = say("No installed version of `{pack}` is shown.", pack=pack)
            raise NothingToDo(both(none, _kept(work, pack)))
        return _changed(work, pack, "")


def roll_back(config: Config, pack: str, progress: Progress, to: str = "") -> Outcome:
    """Show an earlier version: the one before, or the one in the folder ``to``; where nothing of the pack is
    shown, the one that was shown last."""
    with alone(config, progress) as work:
        versions = work.versions
        shown, in_content = versions.state(pack).shown, (config.content / pack).is_dir()
        if not versions.state(pack).events:
            never = say("No version of `{pack}` was ever installed.", pack=pack)
            raise NothingToDo(both(never, suggest(pack, versions.packs())))
        if to and to not in versions.folders(pack):
            none = say("There is no version {version} of `{pack}` here.", version=to, pack=pack)
            raise NothingToDo(both(none, _kept(work, pack)))
        folder = to or versions.previous(pack)
        if not folder and not shown and not in_content:
            folder = versions.shown_last(pack)
        if not folder and not (shown and in_content):
            none = say("There is no earlier version of `{pack}`.", pack=pack)
            raise NothingToDo(both(none, _kept(work, pack)))
        return _changed(work, pack, folder)


def _kept(work: Work, pack: str) -> Message:
    """How to come to another version that is kept; nothing where none is."""
    shown = work.versions.state(pack).shown
    others = [folder for folder in work.versions.folders(pack) if folder != shown]
    if not others:
        return NOTHING
    return say(
        "`kiosk packs rollback {pack} --to {version}` shows one that is kept.", pack=pack, version=others[0]
    )


def _changed(work: Work, pack: str, folder: str) -> Outcome:
    """Show another version because somebody asks for it."""
    root = work.versions.root(pack, folder)
    summary = summary_of_version(root, pack) if folder else Summary(Path(pack))
    deed: Deed = "rolled-back" if folder else "removed"
    why = show(work, pack, event(deed, folder, summary.version))
    return Outcome("refused" if why else "back", pack, why, summary, pack, "" if why else folder)


def _same_number(work: Work, origin: str, pack: str, folder: str, version: str) -> tuple[Problem, ...]:
    """Two versions of one number cannot be told apart in lists and reports."""
    versions = work.versions
    others = (each for each in versions.folders(pack) if each != folder)
    if not any(versions.called(pack, each) == version for each in others):
        return ()
    message = say("Version {version} was delivered before, with other contents.", version=version)
    hint = say("Give each delivery a number of its own, so that they can be told apart.")
    return (Problem(Path(origin) / "pack.yaml", None, "version", "same-version", message, hint, "warning"),)


def _step_back(work: Work, origin: str, manifest: Pack) -> tuple[Problem, ...]:
    """A version that is older than the installed one could bring back a mistake that was mended."""
    installed = work.versions.called(manifest.id, work.versions.state(manifest.id).shown)
    if not installed or not older(manifest.version, installed):
        return ()
    message = say(
        "Version {version} is older than {installed}, which is installed.",
        version=manifest.version,
        installed=installed,
    )
    hint = say("To go back, use `kiosk packs rollback`, or install with `--allow-downgrade`.")
    return (Problem(Path(origin) / "pack.yaml", None, "version", "downgrade", message, hint),)


def _named(received: Folder, aside: Path) -> Path:
    """The copy in a folder named as the pack's id, where that can be read; it may come under any name."""
    manifest = read_model(Pack, received.root / "pack.yaml")[0]
    name = manifest.id if manifest else received.root.name
    return received.root.rename(fresh_folder(aside / "named") / name)
