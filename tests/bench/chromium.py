"""Reference: Chromium with pages of the same contents in a window of the same size, where it is installed.

``profile`` is a folder for its settings: the same one again spares it what it does on its very first start.
"""

import json
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE_SECONDS = 60
FLAGS = (
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--password-store=basic",
    "--window-position=0,0",
    "--window-size=1920,1080",
    "--allow-file-access-from-files",
)

STYLE = """body{margin:0;background:#14110d;color:#efe7d8;font:24px sans-serif}
.attract img{width:1920px;height:1080px;object-fit:cover;display:block}
.attract div{position:absolute;left:64px;bottom:64px;font-size:48px}
.grid{display:grid;grid-template-columns:repeat(4,400px);gap:24px 40px;padding:64px}
.grid img{width:400px;height:300px;display:block}.grid p{margin:8px 0;height:130px}"""

TELL = """<script>function tell(what) {
  navigator.sendBeacon('http://127.0.0.1:%d/', JSON.stringify(what)) }</script>"""

FIRST_PAINT = """<script>new PerformanceObserver(list => { for (const each of list.getEntries())
  if (each.name == 'first-contentful-paint') tell({paint: performance.timeOrigin + each.startTime})
}).observe({type: 'paint', buffered: true})</script>"""

SCROLL = """<script>const frames = [], speed = %f, seconds = %f; let start, last, at = 0;
function step(now) { if (start === undefined) start = now; else frames.push(now - last);
  at += last === undefined ? 0 : speed * (now - last) / 1000; last = now; scrollTo(0, at);
  if (now - start < seconds * 1000) requestAnimationFrame(step); else tell({frames, at: scrollY}) }
addEventListener('load', () => requestAnimationFrame(step))</script>"""


def found() -> str | None:
    """Chromium's program, where the machine has it."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def _listening() -> Iterator[tuple[int, "list[dict[str, Any]]", threading.Event]]:
    """A port that pages tell to, what they told, and whether they did."""
    told: list[dict[str, Any]] = []
    heard = threading.Event()

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            heard.set()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1], told, heard
    finally:
        server.shutdown()
        server.server_close()


def _show(body: str, script: str, profile: Path) -> tuple[dict[str, Any], float, float]:
    """What a page told, the moment (``time.time``) its Chromium was started, and its processes' PSS in MB."""
    program = found()
    assert program is not None
    with tempfile.TemporaryDirectory() as name, _listening() as (port, told, heard):
        page = Path(name) / "page.html"
        page.write_text(
            f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{TELL % port}{script}{body}", "utf-8"
        )
        start = time.time()
        command = [program, *FLAGS, f"--user-data-dir={profile}", f"--app=file://{page}"]
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            if not heard.wait(PATIENCE_SECONDS):
                raise TimeoutError("Chromium's page told nothing")
            return told[0], start, _pss(browser.pid)
        finally:
            _end(browser)


def _end(browser: subprocess.Popen[bytes]) -> None:
    family = [*psutil.Process(browser.pid).children(recursive=True), psutil.Process(browser.pid)]
    for process in family:
        process.terminate()
    for process in psutil.wait_procs(family, timeout=5)[1]:
        process.kill()
    browser.wait()


def _pss(pid: int) -> float:
    total = 0.0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        total += process.memory_full_info().pss / 1e6
    return total


def first_paint(picture: Path, words: list[str], profile: Path) -> float:
    """Seconds from the start of the process to the first contentful paint of one picture with words."""
    lines = "<br>".join(map(escape, words))
    body = f'<div class=attract><img src="file://{picture}"><div>{lines}</div></div>'
    told, start, _ = _show(body, FIRST_PAINT, profile)
    return float(told["paint"]) / 1000 - start


def scroll(cards: list[tuple[Path, str]], speed: float, seconds: float, profile: Path) -> dict[str, Any]:
    """Frame times (ms) and PSS (MB) while a grid of cards scrolls, no faster than the screen's 60 Hz."""
    body = "".join(
        f'<div><img loading=lazy src="file://{path}"><p>{escape(words)}</div>' for path, words in cards
    )
    told, _, pss = _show(f"<div class=grid>{body}</div>", SCROLL % (speed, seconds), profile)
    return {"frames": told["frames"], "pss": pss, "moved": told["at"]}
