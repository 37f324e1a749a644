"""``kiosk packs watch``: from a save to the window that shows it, beside a full build of the same pack."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest

from tests.bench.bench_build import timed
from tests.bench.table import Row
from tests.builds import config
from tests.builds import run as build_once
from tests.synthetic import make_content

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]

RECORDS, PICTURES, SAVES = 40, 12, 9
PART = f"Saving a record of {RECORDS} in `packs watch`"
PATIENCE_SECONDS = 60.0


def measure(content: Path, aside: Path) -> list[tuple[float, float]]:
    """Seconds from each save until its frame is drawn, in a real window of this process; of the clock, and of
    this process's own work."""
    from kiosk.ui import window

    window.configure(1280, 720, fullscreen=False)
    window.open_window()
    from kivy.base import EventLoop, runTouchApp
    from kivy.core.window import Window
    from kivy.graphics.opengl import glFinish

    from kiosk.authoring.alone import Desk
    from kiosk.authoring.watch import Watch
    from kiosk.commands.packs_watch import follow
    from kiosk.start import stage_settings
    from kiosk.ui.app import KioskApp
    from tests.builds import Quiet

    pack = content / "alpha"
    settings = replace(config(content.parent), attract_motion=False)
    watch = Watch(Desk.of(pack, content, settings, aside))
    first = watch.take(Quiet())
    assert first is not None
    app = KioskApp(stage_settings(watch.desk.config), watch.desk.config.data, edition=lambda: watch.edition)
    app._run_prepare()
    author = follow(app, watch, first, "en")
    runTouchApp(embedded=True)
    seconds: list[tuple[float, float]] = []

    def frames(done: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not done():
            assert time.monotonic() < end, "the save is not shown"
            EventLoop.idle()

    try:
        # Whoever saves has looked at the window for a while.
        end = time.monotonic() + 3
        frames(lambda: time.monotonic() > end)
        file = pack / "objects/r00005.yaml"
        for save in range(SAVES):
            shown = author.view
            beside = file.with_name(".new")
            beside.write_text(file.read_text("utf-8").replace("SYN-5", f"SYN-5{save}"), "utf-8")
            began, work = time.monotonic(), time.process_time()
            beside.replace(file)
            frames(lambda before=shown: author.view is not before)  # type: ignore[misc]
            Window.dispatch("on_draw")
            Window.flip()
            glFinish()
            seconds.append((time.monotonic() - began, time.process_time() - work))
    finally:
        watch.stop()
        app.dispatch("on_stop")
    return seconds


def test_from_a_save_to_the_screen(tell: Callable[..., None], clean: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = make_content(folder / "content", {"alpha": RECORDS}, PICTURES)
        full, _ = timed(lambda: build_once(folder))
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_watch", str(content), str(folder / "aside")],
            cwd=Path(__file__).parents[2],
            env=clean,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        saves, works = zip(*json.loads(done.stdout.splitlines()[-1]), strict=True)
    beside, note = f"a full build with its {PICTURES} pictures", f"of {SAVES}; {os.cpu_count()} cores"
    tell(
        Row(PART, "on the screen, the median", median(saves), "s", beside, full, most=1.0, note=note),
        Row(PART, "on the screen, the slowest", max(saves), "s", most=1.5),
        Row(PART, "processor time, the median", median(works), "s", note="other programs do not disturb it"),
    )


if __name__ == "__main__":
    import signal

    signal.signal(signal.SIGIO, signal.SIG_IGN)
    print(json.dumps(measure(Path(sys.argv[1]), Path(sys.argv[2]))))
