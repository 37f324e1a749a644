"""A real PostgreSQL from Debian's packages, started by the test that wants it: loopback, its own folder."""

import getpass
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import psycopg
import pytest

PATIENCE_SECONDS = 120


def binaries() -> Path | None:
    """Where ``initdb`` and ``postgres`` are; the newest version of them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[4]))
    return found[-1].parent if found else None


def _user() -> str:
    """PostgreSQL refuses to run as root."""
    if os.geteuid():
        return getpass.getuser()
    known = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server that can be ended and started again; its data stay."""

    def __init__(self, folder: Path) -> None:
        found = binaries()
        assert found is not None
        self._bin, self._data, self._log = found, folder / "data", folder / "log"
        self._user, self.port = _user(), _free_port()
        self._password = secrets.token_hex(8)
        self._process: subprocess.Popen[bytes] | None = None
        if not os.geteuid():
            shutil.chown(folder, self._user)
        secret = folder / "password"
        secret.write_text(self._password)
        secret.chmod(0o644)
        self._run(
            "initdb", "-D", str(self._data), "-U", "hall", "-A", "scram-sha-256", f"--pwfile={secret}",
            "-E", "UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip

    def url(self, name: str) -> str:
        return f"postgresql://hall:{self._password}@127.0.0.1:{self.port}/{name}"

    def new_database(self) -> str:
        """An empty database; its address."""
        name = f"hall_{secrets.token_hex(4)}"
        with self.connected("postgres") as sql:
            sql.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)

    @contextmanager
    def connected(self, name: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
        with psycopg.connect(self.url(name), autocommit=True, connect_timeout=30) as sql:
            yield sql

    def start(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": "off",
            "shared_buffers": "16MB",
            "timezone": "UTC",
        }
        command = [str(self._bin / "postgres"), "-D", str(self._data)]
        command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **self._as_user())
        breath = Event()
        for _ in range(PATIENCE_SECONDS * 20):
            try:
                with self.connected("postgres"):
                    return
            except psycopg.OperationalError:
                assert self._process.poll() is None, self._log.read_text()
                breath.wait(0.05)
        pytest.fail(f"the server does not answer: {self._log.read_text()}")

    def stop(self) -> None:
        """As a power cut would."""
        if self._process is not None:
            self._process.send_signal(3)  # SIGQUIT: at once
            self._process.wait(PATIENCE_SECONDS)
            self._process = None

    def _run(self, name: str, *words: str) -> None:
        done = subprocess.run([self._bin / name, *words], capture_output=True, text=True, **self._as_user())
        assert done.returncode == 0, done.stdout + done.stderr

    def _as_user(self) -> dict[str, object]:
        who: dict[str, object] = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}}
        if not os.geteuid():
            user = pwd.getpwnam(self._user)
            who |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        return who


@contextmanager
def server() -> Iterator[Server]:
    """A running server. Skips the test where PostgreSQL is not installed."""
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql)")
    # Not below pytest's folders, which the server's user may not enter.
    folder = Path(tempfile.mkdtemp(prefix="kiosk-postgres-"))
    try:
        running = Server(folder)
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
