"""One table for all benchmarks, and editions that they share."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from kiosk.catalogue import editions as published
from tests.bench.table import Row, show
from tests.builds import run as build
from tests.synthetic import make_content

MANY, HUNDREDS, FEW = 10_000, 600, 12
_rows: list[Row] = []


@pytest.fixture(scope="session")
def tell() -> Callable[..., None]:
    """``tell(Row(…), …)`` puts rows into the table."""
    return lambda *rows: _rows.extend(rows)


@dataclass(frozen=True, slots=True)
class Edition:
    """A built edition of one gallery, ``saka``."""

    config: Path
    data: Path

    @property
    def folder(self) -> Path:
        found = published.current(self.data)
        assert found is not None
        return found


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """10,000 records with 12 pictures."""
    return _edition(tmp_path_factory.mktemp("many"), MANY)


@pytest.fixture(scope="session")
def hundreds(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """600 records with 12 pictures."""
    return _edition(tmp_path_factory.mktemp("hundreds"), HUNDREDS)


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """12 records with 12 pictures."""
    return _edition(tmp_path_factory.mktemp("few"), FEW)


def _edition(folder: Path, records: int) -> Edition:
    make_content(folder / "content", {"saka": records})
    build(folder)
    config = folder / "config.yaml"
    config.write_text(f"content: {folder / 'content'}\ndata: {folder / 'data'}\nattract_motion: false\n")
    return Edition(config, folder / "data")


@pytest.fixture(scope="session")
def clean() -> dict[str, str]:
    """The environment for processes that are measured: as a technician's, with bytecode kept."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def pytest_terminal_summary() -> None:
    if _rows:
        parts = list(dict.fromkeys(row.part for row in _rows))
        width = None if sys.stdout.isatty() else 170
        show(sorted(_rows, key=lambda row: parts.index(row.part)), Console(width=width))
