"""The real kiosk in a real window, one window for all tests and a fresh stage for each."""

import gc
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.ui import window

# Before anything of Kivy is imported, as `kiosk run` does it.
window.configure(1920, 1080, fullscreen=False)
window.open_window()

from kiosk.commands.run import stage_settings  # noqa: E402
from kiosk.config import Config  # noqa: E402
from kiosk.ui.app import KioskApp  # noqa: E402
from kiosk.ui.stage import StageSettings  # noqa: E402
from tests.ui import eyes  # noqa: E402
from tests.ui.hall import Editions, Hall, build_editions  # noqa: E402
from tests.ui.visit import Visit  # noqa: E402

Open = Callable[..., Visit]

SETTINGS: StageSettings = replace(
    stage_settings(Config(default_language="zh", idle_seconds=90, countdown_seconds=20)),
    attract_motion=False,
)


@pytest.fixture(scope="session")
def hall() -> Hall:
    eyes.learn_to_read()
    return Hall()


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    return build_editions(tmp_path_factory.mktemp("editions"))


@pytest.fixture
def open_kiosk(hall: Hall, editions: Editions, caplog: pytest.LogCaptureFixture) -> Iterator[Open]:
    """A kiosk on an edition: ``open_kiosk(data, size=..., config_problems=..., idle_seconds=...)``.

    A screen that fails is shown as the error screen and logged; here it fails the test, unless the test
    clears the log (``caplog.clear()``) because it wanted the failure.
    """
    caplog.set_level(logging.INFO, "kiosk")
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    opened: list[Visit] = []

    def start(
        data: Path | None = None,
        size: tuple[int, int] = (1280, 720),
        config_problems: tuple[str, ...] = (),
        settled: bool = True,
        tries_editions: bool = False,
        **changes: object,
    ) -> Visit:
        hall.resize(*size)
        app = KioskApp(
            replace(SETTINGS, **changes),  # type: ignore[arg-type]
            data or editions.shipped,
            config_problems,
            tries_editions=tries_editions,
        )
        app._run_prepare()
        visit = Visit(hall, app)
        opened.append(visit)
        if settled:
            visit.settle()
        return visit

    hall.draws = True
    yield start
    for visit in opened:
        visit.close()
    hall.frame()
    gc.collect()
    failures = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert not failures


@pytest.fixture
def visit(open_kiosk: Open) -> Visit:
    """A visitor in front of the attract loop of the shipped galleries, landscape."""
    return open_kiosk()


@pytest.fixture
def made_up(open_kiosk: Open, editions: Editions) -> Visit:
    """The same, with made-up galleries: thirty records in one of them, films, gaps in the translation."""
    return open_kiosk(editions.made_up)
