"""A small kiosk of its own, which a user other than root runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builds import run
from tests.cage import give, private_folder, program
from tests.manager import Manager
from tests.synthetic import make_content

Tell = Callable[[str], None]
"""Says a figure to whoever runs the tests."""


@dataclass(frozen=True)
class Hall:
    """Where the kiosk has its files."""

    folder: Path
    config: Path
    program: Path

    def environment(self, manager: Manager, watchdog_seconds: float = 2.0) -> dict[str, str]:
        """What kiosk.service gives its programs."""
        return {
            **manager.environment(watchdog_seconds),
            "KIOSK_PROGRAM": str(self.program),
            "RUNTIME_DIRECTORY": str(self.folder / "run"),
        }


@pytest.fixture
def hall() -> Iterator[Hall]:
    """One gallery, built; nothing moves on its first screen."""
    with private_folder() as folder:
        make_content(folder / "content", {"alpha": 2}, pictures=1, size=(640, 480))
        run(folder)
        config = folder / "config.yaml"
        words = (
            "content: content",
            "data: data",
            "attract_motion: false",
            "attract_seconds: 120",
            "inbox: in",
        )
        config.write_text("\n".join(words) + "\n", "utf-8")
        kiosk = program(folder)
        give(folder)
        yield Hall(folder, config, kiosk)


@pytest.fixture
def manager(hall: Hall) -> Iterator[Manager]:
    heard = Manager(hall.folder / "notify")
    yield heard
    heard.close()


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    def said(words: str) -> None:
        with capsys.disabled():
            print(f"\n{words}")  # noqa: T201

    return said
