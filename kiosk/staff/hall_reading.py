"""Reads what the staff menu says of the packs. For a command: it loads all that packs are read with."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.catalogue import editions
from kiosk.catalogue.freshness import pack_roots
from kiosk.config import Config
from kiosk.errors import EditionError
from kiosk.intake.deliveries import Deliveries
from kiosk.intake.kept_reports import kept_report
from kiosk.intake.outcome import summary_of_version
from kiosk.intake.report import Report
from kiosk.messages import both, say
from kiosk.packs.installed import Versions
from kiosk.problems import Problem
from kiosk.staff.hall import Delivery, HallState, PackState

MOST_PROBLEMS = 12


def read_state(config: Config) -> HallState:
    """The state of the hall that this configuration describes."""
    versions = Versions(config.data / "versions")
    edition = editions.current(config.data)
    return HallState(
        edition.name if edition else "",
        tuple(_packs(config, versions)),
        max(_deliveries(config, versions), key=lambda each: each.at, default=None),
    )


def _packs(config: Config, versions: Versions) -> Iterator[PackState]:
    edition = editions.current(config.data)
    try:
        shown = {pack.id: pack.version for pack in editions.read(edition).packs} if edition else {}
    except EditionError:
        shown = {}  # a build is just replacing it
    for pack, root in pack_roots(config).items():
        if root is None:
            continue
        summary = summary_of_version(root, pack)
        installed, before = versions.state(pack).shown, versions.previous(pack)
        in_content = (config.content / pack).is_dir()
        yield PackState(
            pack,
            summary.title or pack,
            shown.get(pack, summary.version),
            versions.called(pack, before)
            or (summary_of_version(config.content / pack, pack).version if in_content and not before else ""),
            bool(before or (installed and in_content)),
        )


def _deliveries(config: Config, versions: Versions) -> Iterator[Delivery]:
    """The last one of the inbox, and of each pack the last that was put in by whatever way."""
    for delivery in Deliveries(config.data / "deliveries").all():
        if delivery.report is not None:
            yield _delivery(delivery.name, delivery.report)
            break
    for pack in versions.packs():
        for event in reversed(versions.state(pack).events):
            report = kept_report(versions, pack, event)
            if report is not None:
                yield _delivery(event.origin or pack, report)
                break


def _delivery(origin: str, report: Report) -> Delivery:
    ordered = sorted(report.problems, key=lambda each: each.severity != "error")
    made = report.made if report.made.tzinfo else datetime.astimezone(report.made)
    told = tuple(_sentence(each) for each in ordered[:MOST_PROBLEMS])
    return Delivery(origin, made, report.accepted, report.outcome, told)


def _sentence(problem: Problem) -> str:
    where = f"{problem.file.name}:{problem.line}" if problem.line else problem.file.name
    return say("{place}: {problem}", place=where, problem=both(problem.message, problem.hint))
