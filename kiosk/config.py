"""The configuration of one screen: ``config.yaml``. Every key is a field here, explained under it.

Read before the first frame, so without pydantic, which alone costs a tenth of a second.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kiosk.errors import ConfigError
from kiosk.languages import LANGUAGES, Language
from kiosk.messages import Message, coded, say
from kiosk.plain_yaml import Document, read_yaml
from kiosk.problems import Problem, unreadable
from kiosk.settings import (
    connector,
    database,
    file,
    flag,
    folder,
    group,
    line,
    names,
    number,
    one_number,
    one_of,
    pattern,
    pin_hash,
    public_keys,
    setting,
    size,
    some_of,
    whole,
)
from kiosk.settings_hours import OpeningHours
from kiosk.settings_reading import Reader

if TYPE_CHECKING:
    from kiosk.keys import PublicKey

# ruff: noqa: RUF009 - setting() gives dataclass fields


def default_data() -> Path:
    """The folder ``kiosk`` in the user's data folder (``XDG_DATA_HOME``)."""
    home = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(home).expanduser() / "kiosk"


@dataclass(frozen=True, slots=True)
class Display:
    """The screen and its visitors: texts and buttons are sized by it."""

    diagonal_inch: float = setting(32.0, number(7, 120))
    """Diagonal of the picture, in inches, as the maker of the screen states it."""
    viewing_distance_mm: float = setting(600.0, number(200, 3000))
    """Distance of a visitor's eyes from the screen, in millimetres."""


@dataclass(frozen=True, slots=True)
class Window:
    """The kiosk's window."""

    fullscreen: bool = setting(True, flag())
    """True in the hall; false shows a window that can be moved, for trying out."""
    size: tuple[int, int] = setting((1920, 1080), size(320, 7680))
    """Width and height in pixels when not fullscreen."""


@dataclass(frozen=True, slots=True)
class Archive:
    """How much a delivered zip may become; more is taken for an attack."""

    files: int = setting(50_000, whole(1, 10_000_000))
    """Files in it."""
    total_mb: int = setting(20_000, whole(1, 10_000_000))
    """Megabytes that all of them take, unpacked."""
    file_mb: int = setting(4_000, whole(1, 10_000_000))
    """Megabytes that one of them takes, unpacked."""
    ratio: int = setting(200, whole(2, 2_000))
    """How many times smaller a file beyond 10 MB may have become in the zip."""


@dataclass(frozen=True, slots=True)
class Visits:
    """The log of visits: which screens, how long, in which language. Nothing of it says who somebody is."""

    file: Path | None = setting(None, file())
    """SQLite file of the log. Without it, ``visits/visits.sqlite`` in ``data``."""
    keep_days: int = setting(400, whole(0, 36_500))
    """How many days with visits are kept; 0 keeps no log at all."""
    kiosk: str | None = setting(None, line())
    """Name of this screen among those of the hall. Without it, the computer's name."""
    database_url: str | None = setting(None, database())
    """PostgreSQL database to which visits are sent as well, for a hall of many screens; without it, they stay
    here. A password may stand in it, or better in the user's ``~/.pgpass``."""


@dataclass(frozen=True, slots=True)
class Logs:
    """What the program writes down of itself, where systemd does not take it."""

    file: Path | None = setting(None, file())
    """File for the log, with three older ones beside it. Without it, the log goes to systemd's journal where
    systemd has started the kiosk, and else to the standard error."""
    megabytes: float = setting(20.0, number(0.1, 10_000))
    """Megabytes that all four take together."""


@dataclass(frozen=True, slots=True)
class Session:
    """How the kiosk gets the screen when it starts by itself (``deploy/session``)."""

    kind: Literal["cage", "x11", "kms"] = setting("cage", one_of(("cage", "x11", "kms")))
    """What draws on the screen: "cage" is a Wayland compositor for one program, "x11" an X server without a
    window manager, "kms" nothing but the kernel."""
    rotation: Literal[0, 90, 180, 270] = setting(0, one_number((0, 90, 180, 270)))
    """Degrees by which the screen stands turned clockwise, as seen from the front."""
    scale: float = setting(1.0, number(1, 4))
    """The picture is drawn so many times smaller and enlarged: 2 rests a weak computer with a 4K screen."""
    screens: Literal["one", "all"] = setting("one", one_of(("one", "all")))
    """Where several screens are plugged in: "one" shows the kiosk on one of them, or the same on each; "all"
    shows one kiosk over all of them, side by side."""
    output: str | None = setting(None, connector())
    """Where each of several screens has a kiosk of its own ("x11"): the connector of this one's, such as
    HDMI-1. Without it, ``screens`` says."""


@dataclass(frozen=True, slots=True)
class Health:
    """Health over HTTP, for programs on this computer."""

    port: int = setting(0, whole(0, 65_535))
    """Port on 127.0.0.1 with ``/healthz`` and ``/metrics``; 0 opens none."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The staff menu, which a gesture and a PIN open at the screen itself."""

    pin_hash: str | None = setting(None, pin_hash())
    """Hash of the PIN, which ``kiosk pin set`` writes here. Without it, there is no staff menu."""


@dataclass(frozen=True, slots=True)
class Config:
    """One screen's configuration. Every key may be left out; relative folders start at the file's own."""

    content: Path = setting(Path("content"), folder())
    """Folder with the packs, ``terms/`` and ``centre.yaml``."""
    data: Path = setting(default_data, folder())
    """Folder where the kiosk keeps its editions and the log of visits. Without it, ``kiosk`` in the
    user's data folder, ``~/.local/share``."""
    galleries: tuple[str, ...] | None = setting(None, names())
    """Ids of the packs that this screen shows, in this order. Without it, every pack, by name."""
    languages: tuple[Language, ...] = setting(LANGUAGES, some_of(LANGUAGES))
    """Languages that a visitor may choose, in the order of the buttons."""
    default_language: Language = setting("zh", one_of(LANGUAGES))
    """Language at the start and after each visit; one of ``languages``."""
    fallback: tuple[Language, ...] = setting(("en", "ru", "kk", "zh"), some_of(LANGUAGES))
    """Where a text is missing in the visitor's language, the first of these that has it is shown."""
    idle_seconds: int = setting(90, whole(10, 3600))
    """Seconds without a touch before the kiosk asks "still there?"."""
    countdown_seconds: int = setting(20, whole(20, 300))
    """Seconds that this question stays before the visit ends."""
    display: Display = setting(Display, group(Display))
    """The screen and its visitors."""
    window: Window = setting(Window, group(Window))
    """The kiosk's window."""
    attract_seconds: float = setting(9.0, number(3, 120))
    """Seconds that each picture of the attract loop stays."""
    attract_motion: bool = setting(True, flag())
    """True moves these pictures slowly; false keeps them still, which rests a weak computer."""
    touch: Literal["window", "device"] = setting("window", one_of(("window", "device")))
    """Where touches come from: "window" is the window system (one finger at a time), "device" reads the
    touch screen itself (two fingers can pinch; the user must be allowed to read /dev/input)."""
    touch_path: str = setting("", pattern())
    """With ``touch: device``, only touch screens with a name in /dev/input/by-path that fits this pattern are
    read, such as ``*usb-0:2:*``: the one of this kiosk's own screen. Empty, all are."""
    keep_editions: int = setting(3, whole(1, 50))
    """How many finished editions are kept."""
    require_signature: bool = setting(False, flag())
    """True installs only packs that one of ``trusted_keys`` has signed, unaltered, and none that is older
    than what is installed."""
    trusted_keys: "tuple[PublicKey, ...]" = setting((), public_keys())
    """Public keys whose signatures count here: the lines that ``kiosk keys show`` prints."""
    keep_versions: int = setting(5, whole(1, 100))
    """How many installed versions of each pack are kept, besides the one that is shown and the one before."""
    versions_gb: float = setting(20.0, number(0.1, 10_000))
    """Gigabytes that all kept versions may take; beyond, the oldest go first."""
    archive: Archive = setting(Archive, group(Archive))
    """How much a delivered zip may become."""
    inbox: Path | None = setting(None, folder(optional=True))
    """Folder where curators put packs, to be installed by themselves; without it, none is watched. In it the
    kiosk makes ``accepted`` and ``rejected``, where packs go with their reports."""
    inbox_quiet_seconds: float = setting(3.0, number(0.1, 3600))
    """Seconds for which nothing of a pack in the inbox may have changed before it is taken in."""
    curator_language: Language = setting("zh", one_of(LANGUAGES))
    """Language of the reports on delivered packs."""
    visits: Visits = setting(Visits, group(Visits))
    """The log of visits."""
    logs: Logs = setting(Logs, group(Logs))
    """The program's own log."""
    health: Health = setting(Health, group(Health))
    """Health over HTTP."""
    hours: OpeningHours = setting(OpeningHours, group(OpeningHours))
    """When the hall is open."""
    session: Session = setting(Session, group(Session))
    """How the kiosk gets the screen when it starts by itself."""
    staff: Staff = setting(Staff, group(Staff))
    """The staff menu."""

    @property
    def visits_file(self) -> Path:
        """The SQLite file of the log of visits."""
        return self.visits.file or self.data / "visits" / "visits.sqlite"


def load_config(path: Path, needs_content: bool = True) -> Config:
    """Read the configuration. Raises ConfigError with every problem, each with its line.

    ``needs_content``: the folder with the packs must be there.
    """
    try:
        document, found = read_yaml(path, path)
    except OSError as error:
        hint = say("Name the file with `--config`.")
        raise ConfigError(path, (unreadable(path, error, hint),)) from error
    problems = list(found)
    if document is None:
        raise ConfigError(path, tuple(problems))
    reader = Reader(path, document)
    config = reader.group(Config, {} if document.data is None else document.data)
    problems += reader.problems
    if isinstance(config, Config):
        base = path.resolve().parent
        inbox = base / config.inbox if config.inbox else None
        file = base / config.visits.file if config.visits.file else None
        visits = replace(config.visits, file=file)
        log = base / config.logs.file if config.logs.file else None
        config = replace(
            config,
            content=base / config.content,
            data=base / config.data,
            inbox=inbox,
            visits=visits,
            logs=replace(config.logs, file=log),
        )
        problems += _check(config, path, document, needs_content)
    if problems or not isinstance(config, Config):
        raise ConfigError(path, tuple(sorted(problems, key=lambda each: each.line or 0)))
    return config


def read_session(path: Path) -> Session:
    """The group ``session`` of a file that is wrong elsewhere, or there; defaults for what cannot be read."""
    try:
        document, _problems = read_yaml(path, path)
    except OSError:
        return Session()
    data = document.data.get("session") if document and isinstance(document.data, dict) else None
    if document is None or not isinstance(data, dict):
        return Session()
    found = Reader(path, document).group(Session, data, ("session",))
    return found if isinstance(found, Session) else Session()


def _check(config: Config, path: Path, document: Document, needs_content: bool) -> Iterator[Problem]:
    def problem(key: str, code: str, message: Message, hint: Message) -> Problem:
        return Problem(path, document.line(tuple(key.split("."))), key, code, message, hint)

    if config.default_language not in config.languages:
        yield problem(
            "default_language",
            "wrong-value",
            say(
                "`default_language` is `{language}`, which is not among `languages`.",
                language=config.default_language,
            ),
            say("Choose one of {names}.", names=coded(config.languages)),
        )
    if config.session.output and config.session.kind != "x11":
        yield problem(
            "session.output",
            "wrong-value",
            say("A screen of its own, `output`, needs the session `x11`."),
            say("Write `kind: x11` under `session`."),
        )
    if needs_content and not config.content.is_dir():
        yield problem(
            "content",
            "missing-folder",
            say("There is no folder `{name}`.", name=config.content),
            say("Write the name of the folder that holds the packs."),
        )
    for key, other in (("content", config.content), ("data", config.data)):
        if config.inbox and _overlap(config.inbox.resolve(), other.resolve()):
            yield problem(
                "inbox",
                "wrong-value",
                say("The folders `inbox` and `{key}` lie one in the other.", key=key),
                say("Choose a folder for the inbox alone."),
            )


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)
