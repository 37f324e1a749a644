"""Journald's own protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL). Imported only under systemd."""

import logging
import socket
from collections.abc import Mapping

ADDRESS = "/run/systemd/journal/socket"
MOST_CHARACTERS = 30_000
"""Of one entry; a datagram takes some 200 kB."""

_PRIORITIES = {logging.CRITICAL: 2, logging.ERROR: 3, logging.WARNING: 4, logging.INFO: 6, logging.DEBUG: 7}
"""Of syslog."""


class Journal(logging.Handler):
    """Entries for journald: a datagram each, so a traceback stays in one piece. It never waits: while
    journald does not keep up, entries are lost, and counted."""

    def __init__(self, program: str, address: str = "") -> None:
        super().__init__()
        self._program, self._address = program, address or ADDRESS
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        self._socket.setblocking(False)
        self._lost = 0

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._send(self._entry(record))
        except Exception:
            self.handleError(record)

    def close(self) -> None:
        self._socket.close()
        super().close()

    def _entry(self, record: logging.LogRecord) -> dict[str, str]:
        text = self.format(record)
        if len(text) > MOST_CHARACTERS:
            half = MOST_CHARACTERS // 2
            text = f"{text[:half]}\n…\n{text[-half:]}"
        entry = {
            "MESSAGE": text,
            "PRIORITY": str(_PRIORITIES.get(record.levelno, 6)),
            "SYSLOG_IDENTIFIER": self._program,
            "LOGGER": record.name,
            "TEMPLATE": str(record.msg)[:1000],
            "THREAD_NAME": record.threadName or "",
            "CODE_FILE": record.pathname,
            "CODE_LINE": str(record.lineno),
            "CODE_FUNC": record.funcName or "",
        }
        repeated = getattr(record, "repeated", None)
        if repeated:
            entry["REPEATED"] = str(repeated)
        return entry

    def _send(self, entry: dict[str, str]) -> None:
        if self._lost:
            entry["LOST_BEFORE"] = str(self._lost)
        try:
            self._socket.sendto(datagram(entry), self._address)
        except OSError:
            # Journald is busy, or is being started again.
            self._lost += 1
        else:
            self._lost = 0


def datagram(entry: Mapping[str, str]) -> bytes:
    """Fields and their values as journald reads them."""
    whole = bytearray()
    for name, value in entry.items():
        data = value.encode("utf-8", "replace")
        if b"\n" in data:
            whole += name.encode() + b"\n" + len(data).to_bytes(8, "little") + data + b"\n"
        else:
            whole += name.encode() + b"=" + data + b"\n"
    return bytes(whole)
