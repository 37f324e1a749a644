"""Answers on 127.0.0.1, in a thread of its own, one question after the other."""

import json
import logging
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from prometheus_client.exposition import choose_encoder

from kiosk.health.figures import FRAME_SECONDS, LOOP_SECONDS, Figures
from kiosk.health.metrics import registry

log = logging.getLogger(__name__)

ADDRESS = "127.0.0.1"
PATIENCE_SECONDS = 2.0
"""So long a question may take to be asked; nobody may keep the others waiting."""
POLL_SECONDS = 0.5
"""Between two looks whether it is to end."""


def health(figures: Figures) -> dict[str, Any]:
    """What ``/healthz`` says; ``well`` decides between 200 and 503."""
    now = figures.now()
    frame, loop = now - figures.last_frame, now - figures.turned
    return {
        "well": frame < FRAME_SECONDS and loop < LOOP_SECONDS and figures.edition is not None,
        "last_frame_age_seconds": round(frame, 2),
        "loop_age_seconds": round(loop, 2),
        "loop_turns": loop < LOOP_SECONDS,
        "edition": figures.edition.name if figures.edition else None,
    }


class HealthServer:
    """Listens until it is closed. Raises OSError when the port is taken."""

    def __init__(self, port: int, figures: Figures, data: Path) -> None:
        metrics = registry(figures, data)

        def answer(path: str, accept: str) -> tuple[int, str, bytes]:
            if path == "/healthz":
                said = health(figures)
                status = 200 if said["well"] else 503
                return status, "application/json", json.dumps(said).encode() + b"\n"
            if path == "/metrics":
                encode, kind = choose_encoder(accept)
                return 200, kind, encode(metrics)
            return 404, "text/plain; charset=utf-8", b"/healthz, /metrics\n"

        self._server = _Server((ADDRESS, port), _Handler)
        self._server.answer = answer
        self.port: int = self._server.server_address[1]
        self._thread = Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": POLL_SECONDS},
            name="health",
            daemon=True,
        )
        self._thread.start()
        log.info("health at http://%s:%d/healthz and /metrics", ADDRESS, self.port)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(PATIENCE_SECONDS)


class _Server(HTTPServer):
    answer: Callable[[str, str], tuple[int, str, bytes]]

    def handle_error(self, _request: Any, _client: Any) -> None:
        log.warning("a question about health could not be answered", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = PATIENCE_SECONDS
    server_version, sys_version = "kiosk", ""

    def do_GET(self) -> None:
        try:
            status, kind, body = self.server.answer(
                self.path.partition("?")[0], self.headers.get("Accept", "")
            )
        except Exception as error:
            log.warning("health: %s", error, exc_info=True)
            status, kind, body = 500, "text/plain; charset=utf-8", b"see the log\n"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        log.debug(format, *args)
