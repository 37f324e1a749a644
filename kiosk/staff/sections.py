"""What the staff menu shows of the program, the packs and the machine, and which of it is wrong."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.machine import words
from kiosk.machine.fact import Unknown
from kiosk.machine.look import Machine
from kiosk.messages import Message, say, say_many
from kiosk.staff.facts import Fact, Section, State
from kiosk.staff.hall import HallState

LOW_DISK = 0.05
LOW_DISK_BYTES = 2e9
"""Less than both, and something should be done."""
LOW_MEMORY = 0.1
HOT_SHARE = 0.9
HOT_CELSIUS = 85.0


def hall_section(
    version: str, hall: HallState | None, last_touch: float | None, unknown: bool = False
) -> Section:
    """Program, edition and packs; ``hall`` is None while nobody knows, ``unknown`` where nobody will."""
    facts = [Fact(say("Program"), (version,))]
    if unknown:
        why = say("not known: {reason}", reason=say("the command that tells it has failed"))
        facts.append(Fact(say("Packs"), (why,), "attention"))
    if hall is not None:
        edition = hall.edition or say("none")
        facts.append(Fact(say("Edition"), (edition,), "fine" if hall.edition else "broken"))
        packs = tuple(
            say("{title}, {version}", title=each.title, version=each.version) for each in hall.packs
        )
        facts.append(Fact(say("Packs"), packs or (say("none"),), "fine" if packs else "broken"))
        facts += _delivery(hall)
    touched: str = say("none since the start")
    if last_touch is not None:
        touched = _time(datetime.fromtimestamp(last_touch))
    facts.append(Fact(say("Last touch of a visitor"), (touched,)))
    return Section(say("Kiosk"), tuple(facts))


def _delivery(hall: HallState) -> Sequence[Fact]:
    last = hall.last
    if last is None:
        return (Fact(say("Last delivery"), (say("none"),)),)
    name = say("{name}, {time}", name=last.origin, time=_time(last.at))
    found: list[Fact] = [
        Fact(say("Last delivery"), (name, last.outcome), "fine" if last.accepted else "attention")
    ]
    if last.problems:
        found.append(
            Fact(
                say_many("{count} problem of it", "{count} problems of it", len(last.problems)),
                last.problems,
            )
        )
    return found


def machine_section(machine: Machine) -> Section:
    """The machine itself."""
    return Section(
        say("Machine"),
        (
            Fact(say("Memory"), (words.told(machine.memory, words.memory),), _memory(machine)),
            Fact(say("Memory of the kiosk"), (words.told(machine.kiosk_memory, words.program_memory),)),
            Fact(say("Disk"), (words.told(machine.disk, words.disk),), _disk(machine)),
            Fact(
                say("Temperature"),
                (words.told(machine.temperature, words.temperature),),
                _temperature(machine),
            ),
            Fact(say("Machine runs for"), (words.told(machine.machine_seconds, words.lasting),)),
            Fact(say("Kiosk runs for"), (words.told(machine.kiosk_seconds, words.lasting),)),
            Fact(say("Restarts"), (words.told(machine.starts, words.starts),), _restarts(machine)),
        ),
    )


def around_section(machine: Machine) -> Section:
    """What it is connected to."""
    kept: State = "attention" if machine.synchronised is False else "fine"
    return Section(
        say("Connections"),
        (
            Fact(say("Displays"), _each(words.told(machine.displays, words.displays))),
            Fact(say("Inputs"), _each(words.told(machine.inputs, words.inputs)), _inputs(machine)),
            Fact(say("Network"), _each(words.told(machine.network, words.network))),
            Fact(say("Clock"), (words.clock_kept(machine),), kept),
        ),
    )


def _each(text: str) -> tuple[str, ...]:
    return (text,)


def _memory(machine: Machine) -> State:
    memory = machine.memory
    if isinstance(memory, Unknown):
        return "fine"
    return "attention" if memory.available < LOW_MEMORY * memory.total else "fine"


def _disk(machine: Machine) -> State:
    disk = machine.disk
    if isinstance(disk, Unknown):
        return "attention"
    if disk.read_only:
        return "broken"
    return "attention" if disk.free < min(LOW_DISK_BYTES, LOW_DISK * disk.total) else "fine"


def _temperature(machine: Machine) -> State:
    found = machine.temperature
    if isinstance(found, Unknown):
        return "fine"
    hot = HOT_SHARE * found.critical if found.critical else HOT_CELSIUS
    return "attention" if found.celsius >= hot else "fine"


def _restarts(machine: Machine) -> State:
    return "attention" if not isinstance(machine.starts, Unknown) and machine.starts.broken_off else "fine"


def _inputs(machine: Machine) -> State:
    found = machine.inputs
    if isinstance(found, Unknown):
        return "fine"
    return "fine" if any(each.kind == "touch-screen" for each in found) else "attention"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def problems_in(sections: Sequence[Section]) -> int:
    """How many facts want to be looked at."""
    return sum(fact.state != "fine" for section in sections for fact in section.facts)


def summary(sections: Sequence[Section]) -> Message:
    """One line for the head of the menu."""
    count = problems_in(sections)
    if not count:
        return say("All is well.")
    return say_many("{count} thing wants to be looked at.", "{count} things want to be looked at.", count)
