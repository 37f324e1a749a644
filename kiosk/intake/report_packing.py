"""Reports as plain data for JSON, from which they can still be said in every language."""

from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.intake.report import Report
from kiosk.messages import packed, unpacked
from kiosk.packs.summary import Summary
from kiosk.problems import unpacked_problem


def packed_report(report: Report) -> dict[str, Any]:
    """See ``unpacked_report``."""
    return {
        "outcome": packed(report.outcome),
        "accepted": report.accepted,
        "packs": [
            [str(each.root), packed(each.title), each.version, each.records, each.pictures, each.films]
            for each in report.packs
        ],
        "problems": [problem.packed() for problem in report.problems],
        "made": report.made.isoformat(),
        "notes": [packed(note) for note in report.notes],
    }


def unpacked_report(said: dict[str, Any]) -> Report:
    """The report that ``packed_report`` made plain data of."""
    return Report(
        unpacked(said["outcome"]),
        said["accepted"],
        tuple(Summary(Path(root), unpacked(title), *rest) for root, title, *rest in said["packs"]),
        tuple(map(unpacked_problem, said["problems"])),
        datetime.fromisoformat(said["made"]),
        tuple(map(unpacked, said["notes"])),
    )
