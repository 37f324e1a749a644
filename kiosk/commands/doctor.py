"""``kiosk doctor``: what is wrong with this kiosk, and what to do."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.options import CONFIG, ConfigOption
from kiosk.commands.packs_check import Format
from kiosk.commands.telling import TERMINAL, LanguageOption
from kiosk.languages import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.doctor.check import Check, State
    from kiosk.machine.look import Machine


def doctor(
    config: ConfigOption = CONFIG,
    format: Annotated[Format, typer.Option(help="For people or for programs.")] = Format.text,
    language: LanguageOption = TERMINAL,
) -> None:
    """Look after everything that can be wrong with this kiosk, on one page, and say what to do.

    Ends with 0 when all is well, 1 when something wants attention, 2 when something is broken.
    """
    from kiosk.doctor.check import exit_status
    from kiosk.doctor.examine import examine, patient

    examined = patient(config)
    checks = list(examine(examined))
    if format is Format.json:
        typer.echo(_as_json(checks, examined.machine))
    else:
        _print(checks, language)
    raise typer.Exit(exit_status(checks))


def _as_json(checks: "list[Check]", machine: "Machine") -> str:
    """The checks, and every fact about the machine; sentences in English."""
    from datetime import UTC, datetime

    from kiosk import __version__
    from kiosk.doctor.check import worst
    from kiosk.machine.words import rows

    said = {
        "kiosk": __version__,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "state": worst(check.state for check in checks),
        "checks": [check.as_dict() for check in checks],
        "machine": {str(name): str(value) for name, value in rows(machine)},
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace").decode("utf-8")


def summary(checks: "Sequence[Check]") -> str:
    """The page in a sentence."""
    from kiosk.messages import NOTHING, both, say_many

    broken = sum(check.state == "broken" for check in checks)
    attention = sum(check.state == "attention" for check in checks)
    if not broken + attention:
        return say_many("{count} check, all is well.", "{count} checks, all is well.", len(checks))
    wanted = say_many("{count} check wants attention.", "{count} checks want attention.", attention)
    failed = say_many("{count} check says broken.", "{count} checks say broken.", broken)
    return both(failed if broken else NOTHING, wanted if attention else NOTHING)


def _print(checks: "Sequence[Check]", language: Language) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kiosk.doctor.check import STATES
    from kiosk.messages import told
    from kiosk.problems import visible

    def said(text: str) -> str:
        return visible(told(text, language))

    colours: dict[State, str] = {"ok": "green", "attention": "bold yellow", "broken": "bold red"}
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=120)
    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False, expand=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for check in checks:
        lines = Text()
        for number, finding in enumerate(check.findings):
            lines.append("\n" if number else "")
            lines.append(said(finding.said), colours[finding.state] if finding.state != "ok" else "")
            if finding.remedy:
                lines.append(f"\n→ {said(finding.remedy)}")
        state = Text(said(STATES[check.state]), colours[check.state])
        table.add_row(state, Text(said(check.title), "bold"), lines)
    console.print(table)
    typer.echo(said(summary(checks)))
