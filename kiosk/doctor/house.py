"""Configuration, program, disk, permissions, clock, computer."""

import os
import pwd
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.catalogue import editions
from kiosk.catalogue.freshness import pack_roots
from kiosk.doctor.check import Finding, Patient, attention, broken, ok
from kiosk.hours import read_zone
from kiosk.machine import words
from kiosk.machine.clock import Clock
from kiosk.machine.fact import Unknown
from kiosk.machine.memory import Disk, Memory, Temperature
from kiosk.machine.service import Service, service, unit
from kiosk.machine.starts import running
from kiosk.messages import Message, say, say_many

ALWAYS_NEEDED = 300_000_000
"""Bytes that should be free besides a delivery: for editions, visits and the log."""
DELIVERY_TAKES = 3
"""A new version of a pack is received, unpacked, and its derivatives are made."""
HOT = 85.0
"""Degrees Celsius."""
FEW_MEMORY = 0.1
"""A tenth of it free is little."""
MANY_CRASHES = 3


def configuration(patient: Patient) -> Iterator[Finding]:
    for problem in patient.problems:
        name = f"{problem.file}:{problem.line}" if problem.line else str(problem.file)
        yield broken(say("{place}: {words}", place=name, words=problem.message), problem.hint)
    if not patient.problems:
        yield ok(say("`{file}` has no mistakes.", file=patient.config_file))


def kiosk(patient: Patient) -> Iterator[Finding]:
    """Whether it runs, and how well."""
    name = unit(patient.config_file)
    found, watched = patient.machine.starts, service(name)
    short = name.removesuffix(".service")
    pid = None if isinstance(found, Unknown) else running(found)
    if isinstance(watched, Service) and (watched.given_up or watched.state == "failed"):
        yield broken(
            say(
                "It failed again and again, so visitors see “one moment please” ({result}).",
                result=watched.result,
            ),
            say(
                "The log says why: `journalctl -u {unit} -n 200`. Then: `sudo systemctl restart {unit}`.",
                unit=short,
            ),
        )
    elif isinstance(found, Unknown):
        yield attention(say("Nothing is known of the kiosk: {reason}.", reason=found.reason), _start(short))
    elif pid is None:
        yield attention(say("The kiosk does not run."), _start(short))
    else:
        lasting = words.told(patient.machine.kiosk_seconds, words.lasting)
        memory = words.told(patient.machine.kiosk_memory, words.program_memory)
        yield ok(say("Running time: {time}; memory: {memory}.", time=lasting, memory=memory))
    if not isinstance(found, Unknown) and found.broken_off >= MANY_CRASHES:
        yield attention(
            say_many(
                "It has crashed {count} time since power-on.",
                "It has crashed {count} times since power-on.",
                found.broken_off,
            ),
            say("The log says why: `journalctl SYSLOG_IDENTIFIER=kiosk -p err`."),
        )


def _start(name: str) -> Message:
    return say("Start it: `sudo systemctl start {unit}`.", unit=name)


def disk(patient: Patient) -> Iterator[Finding]:
    """Free against what a new version of the largest pack takes."""
    found = patient.machine.disk
    if isinstance(found, Unknown):
        yield broken(say("The disk cannot be looked at: {reason}.", reason=found.reason))
        return
    needed = needs(patient)
    room = words.disk(found)
    if found.read_only:
        yield broken(
            say("The disk is read-only: {room}.", room=room),
            say("It may have a fault: `sudo dmesg`, `sudo fsck`. A disk that fails has to be replaced."),
        )
    elif found.free < needed:
        state = broken if found.free < ALWAYS_NEEDED else attention
        yield state(
            say(
                "There is little room: {room}; a new version of the largest pack takes {needed} MB.",
                room=room,
                needed=words.megabytes(needed),
            ),
            say(
                "Keep fewer versions (`keep_versions`, `versions_gb`), or look what takes the room:"
                " `sudo du -xh --max-depth=2 / | sort -h | tail`."
            ),
        )
    else:
        yield ok(room)
    yield from _names(found)


def needs(patient: Patient) -> int:
    """Bytes that taking in a new version of the largest pack would take."""
    roots = [root for root in pack_roots(patient.config).values() if root]
    return ALWAYS_NEEDED + DELIVERY_TAKES * max(map(_size, roots), default=0)


def _size(folder: Path) -> int:
    return sum(os.lstat(f"{path}/{name}").st_size for path, _, names in os.walk(folder) for name in names)


def _names(found: Disk) -> Iterator[Finding]:
    there = next(
        each for each in (found.folder.absolute(), *found.folder.absolute().parents) if each.exists()
    )
    usage = os.statvfs(there)
    if usage.f_files and usage.f_favail < 5000:
        yield attention(
            say_many(
                "The disk takes only {count} more file.",
                "The disk takes only {count} more files.",
                usage.f_favail,
            ),
            say("Look where the many small files are: `sudo du --inodes -x / | sort -n | tail`."),
        )


def permissions(patient: Patient) -> Iterator[Finding]:
    """What this user may do, and what belongs to somebody else."""
    config = patient.config
    owner = _owner(config.data)
    if patient.user == 0:
        yield attention(
            say("You are root, who may do everything: what the kiosk's user may do was not looked at."),
            say(
                "Call it as that user: `sudo -u {user} kiosk doctor`.",
                user=owner if owner != "root" else "kiosk",
            ),
        )
    else:
        yield from _may(patient)
    if config.data.is_dir():
        strangers = [each for each in sorted(config.data.iterdir()) if _owner(each) != owner]
        for each in strangers[:3]:
            yield broken(
                say("`{path}` belongs to `{stranger}`.", path=each, stranger=_owner(each)),
                say(
                    "Somebody has worked there as another user. Give it back:"
                    " `sudo chown -R {owner}: {data}`.",
                    owner=owner,
                    data=config.data,
                ),
            )


def _may(patient: Patient) -> Iterator[Finding]:
    config = patient.config
    writable = [config.data]
    if config.inbox is not None:
        writable.append(config.inbox)
    if config.visits.keep_days:
        writable.append(config.visits_file.parent)
    refused = 0
    for folder in writable:
        there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
        if not os.access(there, os.W_OK | os.X_OK):
            refused += 1
            yield broken(
                say("`{folder}` cannot be written by this user.", folder=folder),
                say(
                    "Give it to that user: `sudo chown -R {user}: {folder}`.",
                    user=_name(patient.user),
                    folder=there,
                ),
            )
    for place in (config.content, patient.config_file):
        if not os.access(place, os.R_OK):
            refused += 1
            yield broken(
                say("`{folder}` cannot be read by this user.", folder=place),
                say("Let everybody read it: `sudo chmod -R a+rX {folder}`.", folder=place),
            )
    if not refused:
        yield ok(say("`{user}` may read and write what the kiosk needs.", user=_name(patient.user)))


def _owner(path: Path) -> str:
    try:
        return _name(path.stat(follow_symlinks=False).st_uid)
    except OSError:
        return _name(os.geteuid())


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def clock(patient: Patient) -> Iterator[Finding]:
    found = patient.machine.clock
    if isinstance(found, Unknown):
        yield broken(say("The clock cannot be looked at: {reason}.", reason=found.reason))
        return
    made = _newest(patient)
    if made and found.now < made - timedelta(days=1):
        yield broken(
            say(
                "The clock shows {time}; the edition was made on {made}.",
                time=words.clock(found),
                made=f"{made:%Y-%m-%d}",
            ),
            say(
                'Set it: `sudo timedatectl set-time "2026-11-22 10:30"`. If it is wrong again after a power'
                " cut, the battery on the board is empty (CR2032)."
            ),
        )
    else:
        yield ok(words.clock(found))
    yield from _zone(found, patient)
    kept = patient.machine.synchronised
    if kept is False:
        yield attention(
            say("Nobody keeps the clock right: opening hours and visits go by it."),
            say(
                "Where the hall has a time server: `sudo timedatectl set-ntp true`. Without one, compare it"
                " with a watch at each visit of yours."
            ),
        )


def _zone(found: Clock, patient: Patient) -> Iterator[Finding]:
    hall = patient.config.hours.time_zone
    if found.now.utcoffset() != found.now.astimezone(read_zone(hall)).utcoffset():
        yield attention(
            say("The computer's time zone is {zone}, that of the hall {hall}.", zone=found.zone, hall=hall),
            say(
                "Visits are told by the computer's: `sudo timedatectl set-timezone {hall}`. Or write another"
                " one to `time_zone` under `hours`.",
                hall=hall,
            ),
        )


def _newest(patient: Patient) -> datetime | None:
    """When the current edition was made."""
    edition = editions.current(patient.config.data)
    if edition is None:
        return None
    return datetime.fromtimestamp((edition / editions.EDITION).stat().st_mtime, UTC).astimezone()


def machine(patient: Patient) -> Iterator[Finding]:
    """Memory, temperature, how long it runs."""
    facts = patient.machine
    if isinstance(facts.memory, Memory) and facts.memory.available < FEW_MEMORY * facts.memory.total:
        yield attention(
            say("Memory is scarce: {memory}.", memory=words.memory(facts.memory)),
            say("`ps aux --sort=-rss | head` names what takes it."),
        )
    else:
        yield ok(say("Memory: {memory}.", memory=words.told(facts.memory, words.memory)))
    hot = facts.temperature
    if isinstance(hot, Temperature):
        if hot.celsius >= min(HOT, (hot.critical or 200.0) - 10):
            yield attention(
                say("It is hot: {temperature}.", temperature=words.temperature(hot)),
                say("Clean its fan, and let air to it."),
            )
        else:
            yield ok(words.temperature(hot))
    yield ok(say("Running time: {time}.", time=words.told(facts.machine_seconds, words.lasting)))
