"""Edition, packs, deliveries, visits."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.catalogue import editions, freshness, showable
from kiosk.doctor.check import Finding, Patient, attention, broken, ok
from kiosk.intake.deliveries import Deliveries, Delivery
from kiosk.machine import words
from kiosk.messages import Message, listed, quoted, say, say_many
from kiosk.packs.reader import read_hall, read_packs
from kiosk.problems import Problem, errors

MOST_TOLD = 3
RECENT = timedelta(days=14)
QUIET = timedelta(days=7)
"""A kiosk that nobody has touched for so long may be deaf."""


def edition(patient: Patient) -> Iterator[Finding]:
    """Is there one, is it whole, and does it hold what it names."""
    data = patient.config.data
    current = editions.current(data)
    if current is None:
        yield broken(
            say("There is no edition: visitors see a quiet screen."),
            say("Call `kiosk build`; it says what is in the way."),
        )
        return
    if (data / "current").resolve() != current:
        yield attention(
            say("The newest edition is damaged; an older one is shown."), say("Call `kiosk build`.")
        )
    refused = showable.note(data).refused
    if current.name in refused:
        yield attention(
            say("The kiosk could not show edition `{name}`, and shows the one before.", name=current.name),
            say(
                "`kiosk packs history PACK` says what became of it; the reports in `{folder}` say why.",
                folder=data / "reports",
            ),
        )
    said = editions.read(current)
    made = datetime.fromtimestamp((current / editions.EDITION).stat().st_mtime, UTC)
    age = words.lasting(max((datetime.now(UTC) - made).total_seconds(), 0))
    packs = listed([f"{pack.id} {pack.version}" for pack in said.packs]) if said.packs else ""
    yield ok(say("Edition `{name}`, age {age}: {packs}.", name=current.name, age=age, packs=packs))
    yield from _catalogue(current)


def _catalogue(edition: Path) -> Iterator[Finding]:
    file = edition / editions.CATALOGUE
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as sql:
            check = str(sql.execute("PRAGMA quick_check(1)").fetchone()[0])
            keys = [str(row[0]) for row in sql.execute("SELECT derivative FROM medium")]
    except sqlite3.Error as error:
        check, keys = str(error), []
    if check != "ok":
        yield broken(
            say("The catalogue is damaged: {words}.", words=quoted(check)),
            say("Delete the folder `{folder}` and call `kiosk build`.", folder=edition),
        )
        return
    data = editions.data_folder(edition.resolve())
    missing = [key for key in keys if not editions.derivative_folder(data, key).is_dir()]
    if missing:
        yield broken(
            say_many(
                "The pictures of {count} medium are missing.",
                "The pictures of {count} media are missing.",
                len(missing),
            ),
            say("Delete the folder `{folder}` and call `kiosk build`.", folder=edition),
        )


def packs(patient: Patient) -> Iterator[Finding]:
    """As `kiosk packs check` sees them: out of the last build where nothing has changed since."""
    config = patient.config
    if not config.content.is_dir():
        yield broken(say("There is no folder `{name}`.", name=config.content))
        return
    last = freshness.unchanged(config)
    if last is not None:
        yield from _told(last.problems, last.last_good)
        return
    roots = freshness.pack_roots(config)
    for name in (name for name, root in roots.items() if root is None):
        yield attention(
            say("There is no pack `{name}`.", name=name),
            say("Put it into `{folder}`, or take its name out of `galleries`.", folder=config.content),
        )
    hall = read_hall(config.content)
    readings = read_packs([root for root in roots.values() if root], hall.terms, decode_pictures=False)
    problems = [*hall.problems, *(problem for reading in readings for problem in reading.problems)]
    yield from _told(problems, ())
    yield attention(say("What lies in the packs now was not built yet."), say("Call `kiosk build`."))


def _told(problems: Sequence[Problem], last_good: Sequence[str]) -> Iterator[Finding]:
    grave = errors(problems)
    for problem in grave[:MOST_TOLD]:
        place = f"{problem.file}:{problem.line}" if problem.line else str(problem.file)
        yield attention(say("{place}: {words}", place=place, words=problem.message), problem.hint)
    if grave:
        yield attention(_counted(problems), say("`kiosk packs check PACK` lists them."))
    else:
        yield ok(_counted(problems))
    if last_good:
        yield attention(
            say("In an earlier version, because the newer one has errors: {packs}.", packs=listed(last_good)),
            say("Tell the curator; `kiosk packs check PACK` says what to mend."),
        )


def _counted(problems: Sequence[Problem]) -> Message:
    grave = len(errors(problems))
    many = say_many("{count} error", "{count} errors", grave)
    warnings = say_many("{count} warning", "{count} warnings", len(problems) - grave)
    if not problems:
        return say("No problems")
    return say("{first}, {second}", first=many, second=warnings) if grave else warnings


def deliveries(patient: Patient) -> Iterator[Finding]:
    """Those of the inbox that were refused lately, and those that wait."""
    if patient.config.inbox is None:
        yield ok(say("No inbox is watched."))
        return
    if not patient.config.inbox.is_dir():
        yield attention(
            say("The inbox `{folder}` is not there.", folder=patient.config.inbox),
            say("If it is a share, mount it; the kiosk waits for it."),
        )
    kept = list(Deliveries(patient.config.data / "deliveries").all())
    bad = [each for each in kept if _is_recent(each) and each.report and not each.report.accepted]
    for each in bad[:MOST_TOLD]:
        assert each.report is not None
        yield attention(
            say("{name}: {outcome}", name=quoted(each.name), outcome=each.report.outcome),
            say("The report beside it in `rejected` says what to mend."),
        )
    waiting = [each for each in kept if not each.done]
    if waiting:
        yield attention(
            say_many(
                "{count} delivery is not done with.", "{count} deliveries are not done with.", len(waiting)
            ),
            say("Look whether the disk is full, and whether the kiosk runs."),
        )
    if not bad and not waiting:
        yield ok(
            say_many(
                "{count} delivery, none with problems.", "{count} deliveries, none with problems.", len(kept)
            )
        )


def _is_recent(delivery: Delivery) -> bool:
    if delivery.report is None:
        return True
    made = delivery.report.made
    made = made if made.tzinfo else made.astimezone()
    return datetime.now(UTC) - made < RECENT


def visits(patient: Patient) -> Iterator[Finding]:
    """The log of visits: is it whole, and is there news in it."""
    config = patient.config
    if not config.visits.keep_days:
        yield ok(say("No log of visits is kept."))
        return
    file = config.visits_file
    if not file.exists():
        yield ok(say("No visit was written down yet."))
        return
    aside = sorted(each.name for each in file.parent.glob(f"{file.name}.*damaged*"))
    if aside:
        yield attention(
            say("The file of visits was damaged and set aside: {names}.", names=", ".join(aside[:MOST_TOLD])),
            say("Look after the disk. New visits are written into a new file."),
        )
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as sql:
            check = str(sql.execute("PRAGMA quick_check(1)").fetchone()[0])
            count, last = sql.execute("SELECT count(*), max(began) FROM visit").fetchone()
    except sqlite3.Error as error:
        check, count, last = str(error), 0, None
    if check != "ok":
        yield broken(
            say("The file of visits is damaged: {words}.", words=quoted(check)),
            say(
                "Look after the disk. At its next visit the kiosk sets the file aside and begins another one."
            ),
        )
        return
    yield ok(say_many("{count} visit is written down.", "{count} visits are written down.", count))
    moment = _moment(last)
    if moment is not None and datetime.now(UTC) - moment > QUIET:
        days = (datetime.now(UTC) - moment).days
        yield attention(
            say_many("The last visit was {count} day ago.", "The last visit was {count} days ago.", days),
            say("Touch the kiosk. If it does not answer, look after the touch screen's cable."),
        )


def _moment(said: object) -> datetime | None:
    if isinstance(said, int | float):
        return datetime.fromtimestamp(said, UTC)
    if isinstance(said, str):
        found = datetime.fromisoformat(said)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
