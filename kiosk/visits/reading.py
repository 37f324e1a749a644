"""Visits for whoever looks at them: from the kiosk's own file, or from the hall's database."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from kiosk.errors import KioskError
from kiosk.languages import Language
from kiosk.messages import Message, quoted, say, told
from kiosk.visits import rows, schema
from kiosk.visits.model import Visit
from kiosk.visits.sending import hall_engine, reason
from kiosk.visits.store import connect

if TYPE_CHECKING:
    from kiosk.config import Config


class VisitsError(KioskError):
    """The visits cannot be read."""

    def __init__(self, words: Message) -> None:
        self.words = words
        super().__init__(words)

    def told(self, language: Language) -> str:
        return told(self.words, language)


@contextmanager
def open_visits(
    config: "Config", first: date | None = None, last: date | None = None, hall: bool = False
) -> Iterator[Iterator[Visit]]:
    """The visits from one day to another, by this computer's clock, both of them counted. Raises VisitsError.

    None of them where no visit was written down yet. ``hall``: those of all screens.
    """
    since = datetime.combine(first, time()).astimezone() if first else None
    until = datetime.combine(last + timedelta(days=1), time()).astimezone() if last else None
    if hall and config.visits.database_url is None:
        raise VisitsError(say("The configuration names no database. Write `database_url:` under `visits:`."))
    if not hall and not config.visits_file.exists():
        yield iter(())
        return
    engine = hall_engine(config.visits.database_url or "") if hall else connect(config.visits_file, "ro")
    try:
        with engine.connect() as connection:
            # Its tables are made one after the other, this one later than the visits'.
            if not inspect(connection).has_table(schema.screen.name):
                yield iter(())
                return
            with closing(rows.visits(connection, since=since, until=until)) as found:
                yield found
    except SQLAlchemyError as error:
        where = engine.url.render_as_string() if hall else str(config.visits_file)
        words = say(
            "The visits in `{place}` cannot be read: {words}.", place=where, words=quoted(reason(error))
        )
        raise VisitsError(words) from error
