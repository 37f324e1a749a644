"""Installing a pack: copy, check, keep, show by one rename, build; or refuse, and say why.

One installation runs at a time. Whatever happens at whatever moment, the hall shows the version before or
the new one, and every version that was ever taken in is still there until ``Versions.prune``.
"""

import logging
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from kiosk.catalogue import editions
from kiosk.catalogue.build import Progress, build
from kiosk.catalogue.freshness import BuildResult
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.intake.trial import try_gallery
from kiosk.languages import Language
from kiosk.messages import NAMELESS, NOTHING, Message, Name, say, told
from kiosk.packs.archive import pack_roots, unpack
from kiosk.packs.folder import Folder, list_folder
from kiosk.packs.installed import Deed, Event, Versions, digest_of
from kiosk.packs.model import Pack
from kiosk.packs.reader import read_hall, read_model, read_pack
from kiosk.packs.signing import verified
from kiosk.packs.versions import older
from kiosk.problems import Problem, errors
from kiosk.storage import clear_errors, fresh_folder, need_space, only_one

log = logging.getLogger(__name__)

Result = Literal["shown", "unchanged", "refused"]
GB = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """How taking in one delivery ended."""

    result: Result
    origin: str
    """Name of what was delivered."""
    problems: tuple[Problem, ...]
    """Their files are named from ``origin`` on."""
    pack: str = ""
    """Id of the pack; empty when it could not be read."""
    title: Name = NAMELESS
    version: str = ""
    before: str = ""
    """The version that was shown until now; empty when none was installed."""


class NothingToDo(KioskError):
    """There is no such version, or no such pack. ``message`` is one sentence."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))

    def told(self, language: Language) -> str:
        return told(self.message, language)


@dataclass(frozen=True, slots=True)
class _Work:
    """What one installation works with, while it holds the lock."""

    config: Config
    progress: Progress
    versions: Versions
    aside: Path
    """A folder for unfinished things, on the file system of the versions."""


def install(
    config: Config, source: Path, progress: Progress, origin: str = "", allow_downgrade: bool = False
) -> Outcome:
    """Take in the pack in ``source``, a folder or a zip, which is only read. Raises StorageError.

    Where the configuration asks for signatures, a version older than the installed one is refused unless
    ``allow_downgrade``.
    """
    origin = origin or source.name
    with _alone(config, progress) as work:
        if source.is_file():
            unpacked = fresh_folder(work.aside / "unpacked")
            problems = unpack(source, unpacked, config.archive, origin) or _not_one(unpacked, origin)
            if problems:
                return Outcome("refused", origin, problems)
            source = pack_roots(unpacked)[0]
        folder, found = list_folder(source)
        if errors(found):
            return Outcome("refused", origin, _seen_from(origin, source, found))
        need_space(config.data, 2 * sum(folder.files.values()))
        root = _copied(folder, work.aside)
        signer = ""
        if config.require_signature:
            # Before any decoder sees a byte of it.
            signed = verified(root, config.trusted_keys)
            if isinstance(signed, tuple):
                return Outcome("refused", origin, _seen_from(origin, root, signed), root.name)
            signer = signed.key.name
        reading = read_pack(root, read_hall(config.content).terms)
        problems = _seen_from(origin, root, reading.problems)
        if reading.pack is None:
            return Outcome("refused", origin, problems, root.name)
        manifest = reading.pack.manifest
        outcome = Outcome("shown", origin, problems, manifest.id, Name.of(manifest.title), manifest.version)
        step_back = _step_back(work, origin, manifest)
        if config.require_signature and not allow_downgrade and step_back:
            return replace(outcome, result="refused", problems=(*problems, *step_back))
        kept = work.versions.keep(root.name, root, digest_of(root, folder.files))
        if kept == work.versions.state(manifest.id).shown:
            return replace(outcome, result="unchanged")
        why = _show(work, manifest.id, _event("installed", kept, manifest.version, origin, signer))
        if why:
            return replace(outcome, result="refused", problems=(*problems, *why))
        work.versions.prune(config.keep_versions, int(config.versions_gb * GB), work.aside)
        return outcome


def remove(config: Config, pack: str, progress: Progress) -> Outcome:
    """Show what the content folder has under this name, or nothing. All versions are kept."""
    with _alone(config, progress) as work:
        if not work.versions.state(pack).shown:
            raise NothingToDo(say("No version of `{pack}` is installed.", pack=pack))
        return _changed(work, pack, "")


def roll_back(config: Config, pack: str, progress: Progress, to: str = "") -> Outcome:
    """Show an earlier version: the one before, or the one in the folder ``to``."""
    with _alone(config, progress) as work:
        versions = work.versions
        if to and to not in versions.folders(pack):
            raise NothingToDo(say("There is no version {version} of `{pack}` here.", version=to, pack=pack))
        folder = to or versions.previous(pack)
        if not folder and not (versions.state(pack).shown and (config.content / pack).is_dir()):
            raise NothingToDo(say("There is no earlier version of `{pack}`.", pack=pack))
        return _changed(work, pack, folder)


def _step_back(work: _Work, origin: str, manifest: Pack) -> tuple[Problem, ...]:
    """A version that is older than the installed one could bring back a mistake that was mended."""
    installed = work.versions.version(manifest.id)
    if not installed or not older(manifest.version, installed):
        return ()
    message = say(
        "Version {version} is older than {installed}, which is installed.",
        version=manifest.version,
        installed=installed,
    )
    hint = say("To go back, use `kiosk packs rollback`, or install with `--allow-downgrade`.")
    return (Problem(Path(origin) / "pack.yaml", None, "version", "downgrade", message, hint),)


def _changed(work: _Work, pack: str, folder: str) -> Outcome:
    """Show another version because somebody asks for it."""
    manifest = read_model(Pack, work.versions.root(pack, folder) / "pack.yaml")[0] if folder else None
    version = manifest.version if manifest else ""
    deed: Deed = "rolled-back" if folder else "removed"
    why = _show(work, pack, _event(deed, folder, version))
    title = Name.of(manifest.title) if manifest else NAMELESS
    return Outcome("refused" if why else "shown", pack, why, pack, title, version)


def _show(work: _Work, pack: str, event: Event) -> tuple[Problem, ...]:
    """Show the event's version. Where that does not succeed, show again what was shown, and say why."""
    before, version = work.versions.state(pack).shown, work.versions.version(pack)

    def take_back(reason: Message) -> None:
        work.versions.record(
            pack, _event("rolled-back", before, version, event.origin, reason=reason), work.aside
        )

    work.versions.record(pack, event, work.aside)
    try:
        built = build(work.config, work.progress)
        why = _why_not_shown(work.config, pack, event, built)
    except BaseException as error:
        log.warning("taken back: %s", error)
        take_back(say("It could not be finished."))
        raise
    if why:
        take_back(why[0].message)
        build(work.config, work.progress)
    return why


def _why_not_shown(config: Config, pack: str, event: Event, built: BuildResult) -> tuple[Problem, ...]:
    """Nothing when the version is in the edition that is current now, and its pages can be made."""
    if not event.folder and not (config.content / pack).is_dir():
        return ()
    origin = event.origin or pack
    if pack in built.last_good or pack not in {each.id for each in built.packs}:
        root = Versions(config.data / "versions").root(pack, event.folder)
        return _seen_from(origin, root, errors(built.problems)) or (_unshowable(origin),)
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


@contextmanager
def _alone(config: Config, progress: Progress) -> Iterator[_Work]:
    """Hold the lock of installations."""
    data = config.data
    with clear_errors(data):
        data.mkdir(parents=True, exist_ok=True)
        with only_one(data / "intake.lock", progress.waiting):
            # Whatever a killed installation left is in here.
            aside = fresh_folder(data / "intake")
            try:
                yield _Work(config, progress, Versions(data / "versions"), aside)
            finally:
                shutil.rmtree(aside, ignore_errors=True)


def _not_one(unpacked: Path, origin: str) -> tuple[Problem, ...]:
    """What is wrong with a zip that holds no pack, or several."""
    roots = pack_roots(unpacked)
    if len(roots) == 1:
        return ()
    message, hint = say("There is no file `{file}`.", file="pack.yaml"), say("Is this the zip of a pack?")
    if roots:
        names = ", ".join(root.name for root in roots)
        message = say("The zip holds several packs: {names}.", names=names)
        hint = say("Make a zip for each of them.")
    return (Problem(Path(origin), None, "", "missing-file", message, hint),)


def _copied(folder: Folder, aside: Path) -> Path:
    """A copy of a pack in a folder named as the pack's id, where that can be read."""
    target = aside / "delivered"
    for name in folder.files:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder.root / name, target / name, follow_symlinks=False)
    manifest = read_model(Pack, target / "pack.yaml")[0] if "pack.yaml" in folder.files else None
    return target.rename(aside / (manifest.id if manifest else folder.root.name))


def _seen_from(origin: str, root: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems with their files named as in what was delivered."""
    return tuple(
        replace(each, file=Path(origin) / each.file.relative_to(root))
        if root in each.file.parents or root == each.file
        else each
        for each in problems
    )


def _event(
    deed: Deed, folder: str, version: str, origin: str = "", signer: str = "", reason: Message = NOTHING
) -> Event:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Event(now, deed, folder, version, origin, signer, reason)
