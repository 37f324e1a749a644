"""Processes that decode foreign pictures, so that a picture that crashes, hangs or bloats a decoder takes
only such a process with it. Two at most, started when they are first needed; each serves many pictures.

They are given open files and give back bytes: whatever is written, this process writes, so a program that is
killed has nothing left running that could still write. They end with this process, even when it is killed.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from threading import BoundedSemaphore, Lock
from typing import Any

from kiosk.media.picture_worker import FRAME, IDLE_SECONDS

WORKERS = 2
ANSWER_SECONDS = 300.0
"""How long one answer may take. A decoder that hangs uses up its processor time long before."""
_START_SECONDS = 120.0
_LONGEST_TOLD, _LONGEST_CONTENT = 10_000, 64_000_000
_PROGRAM = Path(__file__).with_name("picture_worker.py")


class Died(Exception):
    """A worker ended in the middle of its work, or no longer answers; its argument is the exit code, negative
    for a signal, or None when it hung."""


class Worker:
    """One process."""

    def __init__(self, program: Path) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(program), str(theirs.fileno())],
                stdin=lifeline(),
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
            )
        self._channel = ours
        self.pid = self._process.pid
        self.busy = True
        self.used = time.monotonic()
        self._channel.settimeout(_START_SECONDS)
        try:
            self.receive()
        except Died as error:
            raise RuntimeError(f"the decoder of pictures did not start ({error})") from error
        self._channel.settimeout(ANSWER_SECONDS)

    @property
    def waits(self) -> bool:
        """Whether it will take a request: it ends by itself when nobody has asked for long."""
        return self._process.poll() is None and time.monotonic() - self.used < IDLE_SECONDS / 2

    def ask(self, request: bytes, file: int | None = None) -> None:
        """Send one letter, with an open file where the request needs one."""
        self.busy = True
        try:
            socket.send_fds(self._channel, [request], [] if file is None else [file])
        except OSError:
            # It ended; receiving says how.
            return

    def receive(self) -> tuple[dict[str, Any], bytearray]:
        """The next frame; after the last one of an answer the worker is free again. Raises Died."""
        try:
            told, content = FRAME.unpack(self._read(FRAME.size))
            if told > _LONGEST_TOLD or content > _LONGEST_CONTENT:
                raise Died(None)
            found = json.loads(self._read(told))
            if not isinstance(found, dict):
                raise Died(None)
            self.busy = found.get("last") is not True
            return found, self._read(content)
        except (TimeoutError, ValueError):
            raise Died(None) from None
        except (EOFError, ConnectionError):
            raise Died(self._process.wait()) from None

    def close(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._channel.close()

    def _read(self, count: int) -> bytearray:
        parts = bytearray(count)
        filled = 0
        view = memoryview(parts)
        while filled < count:
            got = self._channel.recv_into(view[filled:])
            if not got:
                raise EOFError
            filled += got
        return parts


class Pool:
    """Workers of one program, each lent to one thread at a time."""

    def __init__(self, program: Path, count: int) -> None:
        self._program = program
        self._free = BoundedSemaphore(count)
        self._idle: LifoQueue[Worker] = LifoQueue()

    @contextmanager
    def lent(self) -> Iterator[Worker]:
        """A worker that waits for requests. One that is left in the middle of an answer is ended."""
        with self._free:
            worker = self._next()
            try:
                yield worker
            finally:
                if worker.busy:
                    worker.close()
                else:
                    worker.used = time.monotonic()
                    self._idle.put(worker)

    def close(self) -> None:
        """End all idle workers."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def pids(self) -> list[int]:
        """Processes that wait for work."""
        return [worker.pid for worker in list(self._idle.queue) if worker.waits]

    def _next(self) -> Worker:
        while True:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                return Worker(self._program)
            if worker.waits:
                return worker
            worker.close()


pool = Pool(_PROGRAM, WORKERS)
_line: tuple[int, int] | None = None
_line_lock = Lock()


def lifeline() -> int:
    """The end of a pipe that closes when this process ends: standard input of everything that decodes."""
    global _line
    with _line_lock:
        if _line is None:
            _line = os.pipe()
        return _line[0]


def _in_a_fork() -> None:
    """A forked process has no part in its parent's workers, and does not keep them alive."""
    global pool, _line, _line_lock
    if _line is not None:
        os.close(_line[1])
    pool, _line, _line_lock = Pool(_PROGRAM, WORKERS), None, Lock()


os.register_at_fork(after_in_child=_in_a_fork)
atexit.register(lambda: pool.close())
