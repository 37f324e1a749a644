"""The facts about the machine, as sentences for technicians."""

from collections.abc import Callable
from typing import TypeVar

from kiosk.machine.clock import Clock
from kiosk.machine.displays import Display
from kiosk.machine.fact import Unknown
from kiosk.machine.graphics import Graphics
from kiosk.machine.inputs import Input, Kind
from kiosk.machine.look import Machine
from kiosk.machine.memory import Disk, Memory, ProgramMemory, Temperature
from kiosk.machine.network import Interface
from kiosk.machine.starts import Starts
from kiosk.machine.versions import Versions
from kiosk.messages import Message, Name, say, say_many

Value = TypeVar("Value")

KINDS: dict[Kind, Message] = {
    "touch-screen": say("touch screen"),
    "touch-pad": say("touch pad"),
    "pen": say("pen"),
    "mouse": say("mouse"),
    "keyboard": say("keyboard"),
    "other": say("buttons and others"),
}


def rows(machine: Machine) -> tuple[tuple[Message, str], ...]:
    """Every fact: what it is about, and what is known of it."""
    return (
        (say("Memory"), told(machine.memory, memory)),
        (say("Memory of the kiosk"), told(machine.kiosk_memory, program_memory)),
        (say("Disk"), told(machine.disk, disk)),
        (say("Temperature"), told(machine.temperature, temperature)),
        (say("Running time of the computer"), told(machine.machine_seconds, lasting)),
        (say("Running time of the kiosk"), told(machine.kiosk_seconds, lasting)),
        (say("Restarts"), told(machine.starts, starts)),
        (say("Graphics"), told(machine.graphics, graphics)),
        (say("Displays"), told(machine.displays, displays)),
        (say("Inputs"), told(machine.inputs, inputs)),
        (say("Network"), told(machine.network, network)),
        (say("Clock"), clock_kept(machine)),
        (say("Versions"), told(machine.versions, versions)),
    )


def told(value: Value | Unknown, words: Callable[[Value], str]) -> str:
    """A fact in words, also one that is not known."""
    if isinstance(value, Unknown):
        return say("not known: {reason}", reason=value.reason)
    return words(value)


def gigabytes(count: float) -> str:
    """The number alone, as each language writes it."""
    text = f"{count / 1e9:.0f}" if count >= 10e9 else f"{count / 1e9:.1f}"
    comma = text.replace(".", ",")
    return Name({"kk": comma, "zh": text, "en": text, "ru": comma})


def megabytes(count: float) -> int:
    return round(count / 1e6)


def lasting(seconds: float) -> Message:
    """A length of time in its two largest units."""
    minutes, hours, days = int(seconds // 60), int(seconds // 3600), int(seconds // 86400)
    if days:
        return _two(
            say_many("{count} day", "{count} days", days),
            say_many("{count} hour", "{count} hours", hours % 24),
            hours % 24,
        )
    if hours:
        return _two(
            say_many("{count} hour", "{count} hours", hours),
            say_many("{count} minute", "{count} minutes", minutes % 60),
            minutes % 60,
        )
    if minutes:
        return say_many("{count} minute", "{count} minutes", minutes)
    return say_many("{count} second", "{count} seconds", int(seconds))


def _two(first: Message, second: Message, count: int) -> Message:
    return say("{larger} {smaller}", larger=first, smaller=second) if count else first


def memory(value: Memory) -> Message:
    words = _free(value.available, value.total)
    if not value.swapped:
        return words
    return _with(words, say("{size} GB swapped to the disk", size=gigabytes(value.swapped)))


def _free(free: int, total: int) -> Message:
    return say("{free} of {total} GB free", free=gigabytes(free), total=gigabytes(total))


def program_memory(value: ProgramMemory) -> Message:
    own = value.resident if value.own is None else value.own
    return say("{size} MB, at most {most} MB", size=megabytes(own), most=megabytes(max(value.most, own)))


def disk(value: Disk) -> Message:
    words = _free(value.free, value.total)
    return _with(words, say("read-only")) if value.read_only else words


def temperature(value: Temperature) -> str:
    now = f"{value.celsius:.0f} °C"
    if value.critical is None:
        return now
    return say("{now}; it switches itself off at {most}", now=now, most=f"{value.critical:.0f} °C")


def starts(value: Starts) -> Message:
    words = say_many("{count} since power-on", "{count} since power-on", value.restarts)
    if not value.broken_off:
        return words
    return _with(
        words,
        say_many("{count} of them after a crash", "{count} of them after crashes", value.broken_off),
    )


def graphics(value: Graphics) -> str:
    return f"{value.renderer}, OpenGL {value.version}"


def displays(value: tuple[Display, ...]) -> Message:
    connected = [each for each in value if each.connected]
    if not connected:
        return say("none connected")
    return _listed([_display(each) for each in connected])


def _display(value: Display) -> Message:
    words = say("{connector}: {name}", connector=value.connector, name=value.name or say("display"))
    if value.modes:
        words = _with(words, say("{width} × {height}", width=value.modes[0][0], height=value.modes[0][1]))
    if value.diagonal_inch:
        words = _with(words, say("{inches} inches", inches=round(value.diagonal_inch)))
    return words if value.lit else _with(words, say("dark"))


def inputs(value: tuple[Input, ...]) -> Message:
    telling = [each for each in value if each.kind != "other"]
    if not telling:
        return say("neither touch screen nor mouse nor keyboard")
    return _listed([_input(each) for each in telling])


def _input(value: Input) -> Message:
    words = say("{kind} {name}", kind=KINDS[value.kind], name=value.name)
    if value.fingers:
        words = _with(words, say_many("{count} finger", "{count} fingers", value.fingers))
    return words if value.readable else _with(words, say("may not be read"))


def network(value: tuple[Interface, ...]) -> Message:
    return _listed([_interface(each) for each in value])


def _interface(value: Interface) -> Message:
    if not value.up:
        return say("{name}: not connected", name=value.name)
    return say(
        "{name}: {addresses}", name=value.name, addresses=", ".join(value.addresses) or say("no address")
    )


def clock_kept(machine: Machine) -> Message:
    """The clock, and whether it is kept right."""
    return _with(told(machine.clock, clock), told(machine.synchronised, synchronised))


def clock(value: Clock) -> Message:
    return say("{time}, {zone}", time=f"{value.now:%Y-%m-%d %H:%M:%S}", zone=value.zone)


def synchronised(value: bool) -> Message:
    return say("kept right by time servers") if value else say("nobody keeps it right")


def versions(value: Versions) -> str:
    libraries = ", ".join(f"{name} {version}" for name, version in value.libraries.items() if version)
    parts = (f"kiosk {value.kiosk}", f"Python {value.python}", libraries, value.system, value.kernel)
    machine = (value.computer, value.processor)
    return "; ".join(filter(None, parts + machine))


def _with(first: str, second: str) -> Message:
    return say("{first}; {second}", first=first, second=second)


def _listed(things: list[Message]) -> Message:
    words = things[0]
    for each in things[1:]:
        words = _with(words, each)
    return words
