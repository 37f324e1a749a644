"""The log: what repeats itself is counted, a traceback stays in one piece, and nothing fills the disk."""

import gc
import io
import logging
import os
import re
import socket
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest

from kiosk import journal, logs

ROOT = Path(__file__).parents[2]

log = logging.getLogger("kiosk.tests.logs")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Kept(logging.Handler):
    """What was handed on."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    @property
    def texts(self) -> list[str]:
        return [record.getMessage() for record in self.records]


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sparing(kept: Kept, clock: Clock) -> Iterator[logs.Sparing]:
    handler = logs.Sparing(kept, clock)
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    yield handler
    log.removeHandler(handler)
    handler.close()


class Looped(io.StringIO):
    """A standard error as Kivy makes it: what is written there is logged."""

    def write(self, text: str) -> int:
        for line in text.splitlines():
            log.warning("stderr: %s", line)
        return len(text)


def test_a_log_that_cannot_be_written_does_not_log_that(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    """The handler tells its trouble on the standard error, which comes back to it."""
    gone = io.StringIO()
    handler = logs.Sparing(logging.StreamHandler(gone), clock)
    gone.close()
    monkeypatch.setattr(sys, "stderr", Looped())
    log.addHandler(handler)
    try:
        for number in range(20):
            log.error("no room %d", number)
            log.error("no room")
        clock.now += logs.COUNT_SECONDS
        log.error("no room")
        handler.flush()
    finally:
        log.removeHandler(handler)
    assert not handler._handing_on


def test_a_thousand_equal_errors_are_one_line_and_a_count(
    sparing: logs.Sparing, kept: Kept, clock: Clock
) -> None:
    for _ in range(1000):
        log.error("no room on %s", "/var")
        clock.now += 0.01
    assert kept.texts == ["no room on /var"]
    sparing.flush()
    assert kept.texts == ["no room on /var", "no room on /var (999 more the same in 10 s)"]
    assert kept.records[-1].levelno == logging.ERROR
    assert kept.records[-1].repeated == 999  # type: ignore[attr-defined]


def test_errors_of_one_template_about_many_things_are_few_lines(sparing: logs.Sparing, kept: Kept) -> None:
    for number in range(1000):
        log.warning("picture %d cannot be read", number)
    sparing.flush()
    assert kept.texts[: logs.FEW] == [f"picture {number} cannot be read" for number in range(logs.FEW)]
    assert kept.texts[logs.FEW :] == [f"picture 999 cannot be read ({1000 - logs.FEW} more like this in 1 s)"]


def test_equal_messages_that_are_no_warnings_are_all_written(sparing: logs.Sparing, kept: Kept) -> None:
    """A visitor goes to the same screen again within a minute; but a loop gone wild is stopped."""
    for _ in range(50):
        log.info("screen %s", "attract")
    assert len(kept.texts) == 50
    for number in range(5000):
        log.info("screen %s", number)
    assert len(kept.texts) == logs.MANY
    sparing.flush()
    assert kept.texts[-1] == f"screen 4999 ({5050 - logs.MANY} more like this in 1 s)"


def test_what_goes_on_is_told_once_a_minute(sparing: logs.Sparing, kept: Kept, clock: Clock) -> None:
    for _ in range(600):
        log.error("again")
        clock.now += 1
    sparing.flush()
    assert kept.texts == ["again", "again (59 more the same in 60 s)"] * 10


def test_errors_from_different_places_are_kept_apart(sparing: logs.Sparing, kept: Kept) -> None:
    def fail(how: str) -> None:
        if how == "key":
            raise KeyError("gold")
        raise ValueError("gold")

    for _ in range(5):
        for how in ("key", "value"):
            try:
                fail(how)
            except Exception:
                log.exception("a screen failed")
    assert len(kept.records) == 2
    assert {record.exc_info[0] for record in kept.records if record.exc_info} == {KeyError, ValueError}
    sparing.flush()
    assert [text for text in kept.texts if "4 more the same" in text] == kept.texts[2:]


def test_what_is_held_back_holds_nothing_in_memory(sparing: logs.Sparing) -> None:
    class Screen:
        pass

    def fail() -> weakref.ref[Screen]:
        screen = Screen()
        try:
            raise ValueError("gold")
        except ValueError:
            log.exception("a screen failed")
        return weakref.ref(screen)

    log.propagate = False  # pytest's own handler keeps them
    screens = [fail() for _ in range(5)]
    log.propagate = True
    gc.collect()
    # The first was handed on, and whoever keeps the records in this test keeps it as well.
    assert [each() for each in screens[1:]] == [None] * 4


def test_templates_without_end_take_no_memory_without_end(sparing: logs.Sparing, kept: Kept) -> None:
    for number in range(5000):
        log.error(f"a library that writes its own text {number}")
    assert len(kept.texts) == 5000, "different errors are all written"
    assert len(sparing._kinds) <= logs.MOST_KINDS


def test_a_minute_later_the_count_is_written_by_itself(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "COUNT_SECONDS", 0.05)
    told = threading.Event()
    handler = logs.Sparing(kept, lambda: 0.0)

    class Telling(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "more the same" in record.getMessage():
                told.set()

    handler._handler = Telling()
    record = logging.LogRecord("kiosk", logging.ERROR, "x.py", 1, "no sound", None, None)
    handler.handle(record)
    assert handler._timer is None, "nothing waits where nothing repeats itself"
    handler.handle(record)
    assert told.wait(30)
    handler.close()


def test_a_broken_record_ends_nothing(
    sparing: logs.Sparing, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    log.propagate = False  # pytest's own handler raises
    log.error("%d apples", "no number")
    log.error("still here")
    log.propagate = True
    assert "apples" in capsys.readouterr().err
    assert kept.texts == ["still here"]


# A program --------------------------------------------------------------------------------------

PROGRAM = """
import logging, sys, threading
from kiosk import logs
logs.begin("kiosk")
log = logging.getLogger("kiosk.tests")
"""


def run(code: str, *words: str, **more: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", PROGRAM + code, *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **more,  # type: ignore[call-overload]
    )


def test_counts_are_written_when_the_program_ends() -> None:
    done = run("for _ in range(1000): log.error('no sound')")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "ERROR kiosk.tests: no sound",
        "ERROR kiosk.tests: no sound (999 more the same in 1 s)",
    ]


def test_counts_are_written_when_it_ends_at_once() -> None:
    done = run("import os\nfor _ in range(9): log.error('no sound')\nlogs.last_words(); os._exit(3)")
    assert done.returncode == 3
    assert "8 more the same" in done.stderr


def test_what_nobody_catches_is_logged() -> None:
    done = run(
        "thread = threading.Thread(target=lambda: 1 / 0, name='films'); thread.start(); thread.join()\n"
        "raise RuntimeError('the end')"
    )
    assert done.returncode == 1
    assert "ERROR kiosk.logs: the thread films ends: division by zero" in done.stderr
    assert "CRITICAL kiosk.logs: the program ends: the end" in done.stderr
    assert done.stderr.count("Traceback") == 2


def test_what_is_thrown_while_garbage_is_collected_is_logged() -> None:
    done = run("class Bad:\n  def __del__(self): raise ValueError('left over')\nBad()")
    assert "ERROR kiosk.logs: " in done.stderr
    assert "left over" in done.stderr


def test_a_crash_of_a_driver_says_where_it_was() -> None:
    done = run("import ctypes\ndef draw(): ctypes.string_at(0)\ndraw()")
    assert done.returncode < 0
    assert "Segmentation fault" in done.stderr
    assert "in draw" in done.stderr


def test_a_log_in_files_never_takes_more_than_its_share(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "kiosk.log"
    code = (
        "from pathlib import Path\nlogs.into_file(Path(sys.argv[1]), 0.1)\n"
        "for number in range(5000): log.info(f'{number} ' + 'x' * 100)"
    )
    done = run(code, str(file))
    assert "the log goes on in" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    files = list(file.parent.iterdir())
    assert len(files) == 4
    assert sum(each.stat().st_size for each in files) <= 100_000
    last = file.read_text().splitlines()[-1]
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ INFO kiosk.tests: 4999 xxx", last)


def test_a_file_that_cannot_be_written_leaves_the_log_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    code = "from pathlib import Path\nlogs.into_file(Path(sys.argv[1]), 1)\nlog.info('still told')"
    done = run(code, str(tmp_path / "logs" / "kiosk.log"))
    assert "WARNING kiosk.logs: the log cannot be written into" in done.stderr
    assert "INFO kiosk.tests: still told" in done.stderr


# Journald ---------------------------------------------------------------------------------------


def fields(data: bytes) -> dict[str, str]:
    """What journald reads in a datagram."""
    found = {}
    while data:
        line, _, rest = data.partition(b"\n")
        name, equals, value = line.partition(b"=")
        if not equals:
            length = int.from_bytes(rest[:8], "little")
            value, data = rest[8 : 8 + length], rest[8 + length :]
            assert data[:1] == b"\n"
            data = data[1:]
        else:
            data = rest
        found[name.decode()] = value.decode()
    return found


class Journald:
    """Listens as journald does."""

    def __init__(self, address: Path) -> None:
        self.address = str(address)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.address)
        self._socket.settimeout(30)

    def hears(self) -> dict[str, str]:
        return fields(self._socket.recv(1 << 20))

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def journald(tmp_path: Path) -> Iterator[Journald]:
    listening = Journald(tmp_path / "socket")
    yield listening
    listening.close()


def record(text: str, *values: object, level: int = logging.ERROR) -> logging.LogRecord:
    return logging.LogRecord("kiosk.ui.stage", level, "/x/stage.py", 7, text, values, None, "fail")


def test_an_entry_has_fields(journald: Journald) -> None:
    handler = journal.Journal("kiosk", journald.address)
    handler.handle(record("no %s = %d", "gold", 3))
    heard = journald.hears()
    assert heard["MESSAGE"] == "no gold = 3"
    assert heard["TEMPLATE"] == "no %s = %d"
    assert heard["PRIORITY"] == "3"
    assert heard["SYSLOG_IDENTIFIER"] == "kiosk"
    assert heard["LOGGER"] == "kiosk.ui.stage"
    assert (heard["CODE_FILE"], heard["CODE_LINE"], heard["CODE_FUNC"]) == ("/x/stage.py", "7", "fail")
    handler.close()


def test_a_traceback_is_one_entry(journald: Journald) -> None:
    handler = journal.Journal("kiosk", journald.address)
    said = record("a screen failed")
    try:
        raise ValueError("два\nстроки")
    except ValueError:
        said.exc_info = sys.exc_info()
    handler.handle(said)
    heard = journald.hears()["MESSAGE"]
    assert heard.startswith("a screen failed\nTraceback (most recent call last):")
    assert heard.endswith("ValueError: два\nстроки")
    handler.close()


def test_nothing_in_a_message_becomes_a_field_of_its_own(journald: Journald) -> None:
    handler = journal.Journal("kiosk", journald.address)
    handler.handle(record("a title\nPRIORITY=0\nSYSLOG_IDENTIFIER=sshd"))
    heard = journald.hears()
    assert (heard["PRIORITY"], heard["SYSLOG_IDENTIFIER"]) == ("3", "kiosk")
    handler.close()


def test_a_very_long_message_keeps_its_ends(journald: Journald) -> None:
    handler = journal.Journal("kiosk", journald.address)
    handler.handle(record("начало " + "ә" * 200_000 + " конец"))
    heard = journald.hears()["MESSAGE"]
    assert heard.startswith("начало") and heard.endswith("конец")
    assert len(heard) < journal.MOST_CHARACTERS + 10
    handler.close()


def test_a_journal_that_is_gone_or_full_never_stops_us(tmp_path: Path) -> None:
    address = tmp_path / "later"
    handler = journal.Journal("kiosk", str(address))
    handler.handle(record("lost"))
    journald = Journald(address)
    began = time.monotonic()
    for number in range(5000):
        handler.handle(record("number %d", number))
    assert time.monotonic() - began < 30
    first = journald.hears()
    assert first["LOST_BEFORE"] == "1"
    while journald.hears()["MESSAGE"] != "number 4999":
        handler.handle(record("number %d", 4999))
    journald.close()
    handler.close()


def test_the_journal_is_used_where_systemd_says_so(tmp_path: Path) -> None:
    """Our standard error is a socket of systemd's then, and the environment names it."""
    journald = Journald(tmp_path / "socket")
    ours, theirs = socket.socketpair()
    found = os.fstat(theirs.fileno())
    stream = {"JOURNAL_STREAM": f"{found.st_dev}:{found.st_ino}"}
    code = (
        "import logging, sys\nfrom kiosk import journal, logs\njournal.ADDRESS = sys.argv[1]\n"
        "logs.begin('kiosk')\n"
        "logging.getLogger('kiosk.tests').warning('two\\nlines')"
    )
    for environment, said in (
        (stream, b""),
        ({"JOURNAL_STREAM": "1:2"}, b"WARNING kiosk.tests: two\nlines\n"),
    ):
        subprocess.run(
            [sys.executable, "-c", code, journald.address],
            stderr=theirs,
            env={**os.environ, **environment},
            check=True,
            timeout=120,
        )
        ours.setblocking(False)
        try:
            assert ours.recv(1000) == said
        except BlockingIOError:
            assert said == b""
            assert journald.hears()["MESSAGE"] == "two\nlines"
    journald.close()
    ours.close()
    theirs.close()


def test_a_stream_without_a_file_is_no_journal() -> None:
    assert not logs._is_journal(io.StringIO(), {"JOURNAL_STREAM": "1:2"})


def test_the_journal_keeps_no_more_than_it_may() -> None:
    said = ConfigParser()
    said.optionxform = str  # type: ignore[assignment, method-assign]
    said.read(ROOT / "deploy/systemd/journald.conf.d/kiosk.conf")
    assert said["Journal"]["SystemMaxUse"] == "200M"
    # What journald does not know it only warns of: these are its names (man journald.conf).
    known = {
        *("Storage", "SystemMaxUse", "SystemMaxFileSize", "RuntimeMaxUse", "MaxRetentionSec"),
        *("RateLimitIntervalSec", "RateLimitBurst"),
    }
    assert set(said["Journal"]) == known
