"""Who may import whom. The rule itself is in pyproject.toml, [tool.importlinter]."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PLAIN = [
    "kiosk.catalogue.rows",
    "kiosk.errors",
    "kiosk.languages",
    "kiosk.machine.starts",
    "kiosk.problems",
    "kiosk.visiting",
]

FORBIDDEN = [
    ("screens", "kiosk/viewmodels/make.py", "import kiosk.ui.theme"),
    ("screens", "kiosk/catalogue/queries.py", "import kiosk.viewmodels"),
    ("screens", "kiosk/catalogue/schema.py", "import kiosk.catalogue.queries"),
    ("edition", "kiosk/packs/model.py", "import kiosk.catalogue.build"),
    ("edition", "kiosk/media/probe.py", "import kiosk.packs.model"),
    ("authoring", "kiosk/packs/reader.py", "import kiosk.authoring.pack_texts"),
    ("kivy", "kiosk/viewmodels/make.py", "import kivy.clock"),
    ("kivy", "kiosk/media/derive.py", "from kivymd.app import MDApp"),
    ("health", "kiosk/health/figures.py", "import kiosk.ui.stage"),
    ("machine", "kiosk/machine/starts.py", "import kiosk.catalogue.editions"),
    ("wiring", "kiosk/ui/theme.py", "import sqlalchemy"),
    ("wiring", "kiosk/ui/theme.py", "import kiosk.packs.model"),
    ("authoring", "kiosk/catalogue/build.py", "import kiosk.authoring.labels"),
    ("visits", "kiosk/ui/stage.py", "import kiosk.visits.log"),
    ("log", "kiosk/visits/report.py", "import kiosk.catalogue.queries"),
    ("light", "kiosk/viewmodels/make.py", "import kiosk.catalogue.queries"),
]


def lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the ``kiosk`` package in ``folder``."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    options = ["--no-cache", "--config", str(folder / "pyproject.toml")]
    only = ["--contract", contract] if contract else []
    return subprocess.run(
        [sys.executable, "-c", code, *options, *only], cwd=folder, capture_output=True, text=True
    )


def test_the_rule_is_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("contract", "file", "line"), FORBIDDEN)
def test_the_rule_bites(tmp_path: Path, contract: str, file: str, line: str) -> None:
    shutil.copytree(ROOT / "kiosk", tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    assert (tmp_path / file).exists()
    with (tmp_path / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    result = lint(tmp_path, contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout


def loaded_by(statement: str) -> set[str]:
    """Top-level modules in a fresh process after ``statement``."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps([name.split('.')[0] for name in sys.modules]))"
    return set(json.loads(subprocess.check_output([sys.executable, "-c", code], text=True)))


@pytest.mark.parametrize("module", PLAIN)
def test_plain_modules_import_only_the_standard_library(module: str) -> None:
    assert loaded_by(f"import {module}") - loaded_by("pass") - set(sys.stdlib_module_names) == {"kiosk"}
