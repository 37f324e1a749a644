"""The log of a program that nobody watches: entries for journald where it listens, else lines on the standard
error, or in a file that turns over. What repeats itself is counted instead of written.

On the path to the first frame: only the standard library here.
"""

import faulthandler
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TextIO

log = logging.getLogger(__name__)

COUNT_SECONDS = 60.0
"""So long what repeats itself is counted before the count is written."""
FEW, MANY = 10, 600
"""Different warnings or errors of one template, and messages of one template, written in that time."""
MOST_KINDS = 500
"""Templates that are remembered at once."""

LINE = "%(levelname)s %(name)s: %(message)s"

_FILES = 4
"""A log in files is turned over in so many parts."""


def begin(program: str, stream: TextIO | None = None, environment: Mapping[str, str] = os.environ) -> None:
    """From now on everything is logged, also what nobody catches. ``program`` is its name in the journal."""
    stream = stream or sys.stderr
    handler: logging.Handler
    if _is_journal(stream, environment):
        from kiosk.journal import Journal  # with sockets, a hundredth of a second

        handler = Journal(program)
    else:
        handler = logging.StreamHandler(stream)
        handler.setFormatter(logging.Formatter(LINE))
    _log_to(handler)
    _catch_everything(stream)


def into_file(file: Path, megabytes: float) -> None:
    """Write into a file instead; beyond a quarter of ``megabytes`` the next one is begun, and four are kept.

    Where it cannot be written, all stays as it is, with a warning.
    """
    from logging.handlers import RotatingFileHandler

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=max(int(megabytes * 1e6 / _FILES), 1), backupCount=_FILES - 1, encoding="utf-8"
        )
    except OSError as error:
        log.warning("the log cannot be written into %s: %s", file, error)
        return
    handler.setFormatter(logging.Formatter(f"%(asctime)s {LINE}"))
    log.info("the log goes on in %s", file)
    _log_to(handler)


def last_words(seconds: float = 1.0) -> None:
    """Write what was counted, before a program ends at once (``os._exit``), whatever it is doing."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, Sparing) and handler.lock and handler.lock.acquire(timeout=seconds):
            try:
                handler.flush()
            finally:
                handler.lock.release()


def _log_to(handler: logging.Handler) -> None:
    root = logging.getLogger()
    for old in list(root.handlers):
        if isinstance(old, Sparing):
            root.removeHandler(old)
            old.close()
    root.addHandler(Sparing(handler))
    root.setLevel(logging.INFO)


def _is_journal(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """True when what is written to the stream ends in the journal: systemd says which file that is."""
    try:
        found = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return False
    return environment.get("JOURNAL_STREAM") == f"{found.st_dev}:{found.st_ino}"


# What nobody catches ----------------------------------------------------------------------------


def _catch_everything(stream: TextIO) -> None:
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _uncaught_in_thread
    try:
        # A crash inside a graphics driver says where it was.
        faulthandler.enable(stream)
    except (OSError, ValueError) as error:
        log.debug("no faulthandler: %s", error)


def _uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
        return
    log.critical("the program ends: %s", error, exc_info=(kind, error, traceback))


def _uncaught_in_thread(said: threading.ExceptHookArgs) -> None:
    if said.exc_value is None or isinstance(said.exc_value, SystemExit):
        return
    name = said.thread.name if said.thread else "?"
    log.error(
        "the thread %s ends: %s",
        name,
        said.exc_value,
        exc_info=(said.exc_type, said.exc_value, said.exc_traceback),
    )


def _unraisable(said: "sys.UnraisableHookArgs") -> None:
    if said.exc_value is None:
        return
    exc_info = (said.exc_type, said.exc_value, said.exc_traceback)
    log.error("%s in %r: %s", said.err_msg or "an error", said.object, said.exc_value, exc_info=exc_info)


# What repeats itself ----------------------------------------------------------------------------

Key = tuple[str, int, str, str]


@dataclass(slots=True)
class _Kind:
    """Records of one template within a minute."""

    since: float
    written: int = 0
    texts: set[str] = field(default_factory=set)
    held: int = 0
    last: logging.LogRecord | None = None


class Sparing(logging.Handler):
    """Hands records on. Of a warning or error that comes again within a minute only the number is handed on,
    and of a template that says ever something else no more than a few."""

    def __init__(self, handler: logging.Handler, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._handler, self._clock = handler, clock
        self._kinds: dict[Key, _Kind] = {}
        self._timer: threading.Timer | None = None
        self._handing_on = False

    def emit(self, record: logging.LogRecord) -> None:
        if self._handing_on:
            # The handler speaks of its own trouble: it does so on the standard error, which Kivy logs.
            return
        self._handing_on = True
        try:
            if self._may_pass(record):
                self._handler.handle(record)
        except Exception:
            self.handleError(record)
        finally:
            self._handing_on = False

    def flush(self) -> None:
        """Hand on the numbers of what was held back."""
        self.acquire()
        try:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            kinds, self._kinds = self._kinds, {}
            now = self._clock()
            before, self._handing_on = self._handing_on, True
            try:
                for kind in kinds.values():
                    self._tell(kind, now)
                self._handler.flush()
            finally:
                self._handing_on = before
        finally:
            self.release()

    def close(self) -> None:
        self.flush()
        self._handler.close()
        super().close()

    def _may_pass(self, record: logging.LogRecord) -> bool:
        key, now = _key(record), self._clock()
        kind = self._kinds.get(key)
        if kind is None or now - kind.since >= COUNT_SECONDS:
            if kind is not None:
                self._tell(kind, now)
            elif len(self._kinds) >= MOST_KINDS:
                self.flush()
            kind = self._kinds[key] = _Kind(now)
        grave = record.levelno >= logging.WARNING
        text = record.getMessage() if grave else ""
        if (text in kind.texts or len(kind.texts) >= FEW) if grave else kind.written >= MANY:
            kind.held += 1
            kind.last = _bare(record)
            self._tell_later()
            return False
        kind.written += 1
        if grave:
            kind.texts.add(text)
        return True

    def _tell(self, kind: _Kind, now: float) -> None:
        record = kind.last
        if record is None:
            return
        seconds = max(round(now - kind.since), 1)
        same = len(kind.texts) == 1 and record.levelno >= logging.WARNING
        words = "the same" if same else "like this"
        told = logging.LogRecord(
            record.name,
            record.levelno,
            record.pathname,
            record.lineno,
            "%s (%d more %s in %d s)",
            (record.getMessage(), kind.held, words, seconds),
            None,
            record.funcName,
        )
        told.repeated = kind.held
        self._handler.handle(told)

    def _tell_later(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(COUNT_SECONDS, self.flush)
            self._timer.name, self._timer.daemon = "log", True
            self._timer.start()


def _bare(record: logging.LogRecord) -> logging.LogRecord:
    """The record without what it was about: a traceback holds a whole screen in memory."""
    text = record.getMessage()
    name, level, path, line = record.name, record.levelno, record.pathname, record.lineno
    return logging.LogRecord(name, level, path, line, text, None, None, record.funcName)


def _key(record: logging.LogRecord) -> Key:
    """What records have in common that say the same of other things."""
    where = ""
    if record.exc_info and record.exc_info[1] is not None:
        kind, _, trace = record.exc_info
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{kind.__name__} {trace.tb_frame.f_code.co_filename} {trace.tb_lineno}" if trace else ""
    return record.name, record.levelno, str(record.msg), where
