"""Every test runs in a clean corner: a home of its own, one locale, no settings of this machine.

Set here, before any test imports Kivy, because Kivy reads its environment once, on import.
"""

import logging
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

_HOME = Path(tempfile.mkdtemp(prefix="kiosk-tests-"))

for _name in [name for name in os.environ if name.startswith(("KIOSK_", "KIVY_", "XDG_", "LC_"))]:
    del os.environ[_name]
os.environ.update(
    HOME=str(_HOME),
    XDG_CONFIG_HOME=str(_HOME / "config"),
    XDG_CACHE_HOME=str(_HOME / "cache"),
    XDG_DATA_HOME=str(_HOME / "data"),
    XDG_STATE_HOME=str(_HOME / "state"),
    XDG_RUNTIME_DIR=str(_HOME / "run"),
    LANG="C.UTF-8",
    LC_ALL="C.UTF-8",
    TZ="Asia/Shanghai",
    KIVY_HOME=str(_HOME / "kivy"),
    KIVY_NO_ARGS="1",
    KIVY_NO_CONFIG="1",
    KIVY_NO_FILELOG="1",
    # A machine without a sound card, and tests that nobody should hear.
    SDL_AUDIODRIVER="dummy",
)

(_HOME / "run").mkdir(mode=0o700)

# The same examples in every run, and no file of past failures: a test that fails, fails for everybody.
settings.register_profile("kiosk", derandomize=True, database=None, deadline=None)
settings.load_profile("kiosk")


@pytest.fixture(scope="session", autouse=True)
def _clean_corner() -> Iterator[None]:
    """Remove the home folder after the last test."""
    yield
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _log_of_its_own() -> Iterator[None]:
    """What a command that was called here has begun to log ends with the test, and with its streams."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    yield
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    root.setLevel(level)
    for handler in [each for each in root.handlers if type(each).__module__ == "kiosk.logs"]:
        if handler not in before:
            root.removeHandler(handler)
