"""What ``deploy/setup.py`` decides; that it installs is shown by every run of ``make test``."""

import importlib.util
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def setup(tmp_path: Path) -> ModuleType:
    """The set-up script of a copy of this checkout that is set up for ``run``."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT / "deploy", copy / "deploy")
    for name in ["pyproject.toml", "requirements.lock", "requirements-test.lock"]:
        shutil.copy(ROOT / name, copy)
    spec = importlib.util.spec_from_file_location("kiosk_setup", copy / "deploy" / "setup.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.VENV_PYTHON.parent.mkdir(parents=True)
    module.VENV_PYTHON.symlink_to(sys.executable)
    module.STAMP.write_text(json.dumps({"root": str(copy), "run": module.fingerprint("run")}))
    return module


def test_ready_only_for_what_was_set_up(setup: ModuleType) -> None:
    assert setup.is_ready("run")
    assert not setup.is_ready("test")


@pytest.mark.parametrize("name", ["requirements.lock", "deploy/packages.txt", "deploy/setup.py"])
def test_a_change_of_what_is_installed_sets_up_again(setup: ModuleType, name: str) -> None:
    with (setup.ROOT / name).open("a") as file:
        file.write("\n")
    assert not setup.is_ready("run")


def test_settings_of_tools_do_not(setup: ModuleType) -> None:
    with (setup.ROOT / "pyproject.toml").open("a") as file:
        file.write("\n[tool.other]\n")
    assert setup.is_ready("run")


def test_an_environment_that_cannot_start_is_made_anew(setup: ModuleType) -> None:
    setup.VENV_PYTHON.unlink()
    setup.VENV_PYTHON.symlink_to("/nowhere/python3")
    assert not setup.is_ready("run")


def test_a_cut_off_stamp_counts_as_none(setup: ModuleType) -> None:
    setup.STAMP.write_text('{"root": ')
    assert not setup.is_ready("run")


def test_a_checkout_that_was_moved_is_set_up_again(setup: ModuleType) -> None:
    setup.STAMP.write_text(setup.STAMP.read_text().replace(str(setup.ROOT), "/somewhere/else"))
    assert not setup.is_ready("run")


def test_tests_need_what_the_kiosk_needs_and_more(setup: ModuleType) -> None:
    run, test = list(setup.wanted_packages("run")), list(setup.wanted_packages("test"))
    assert test[: len(run)] == run
    assert ["libglib2.0-0t64", "libglib2.0-0"] in run
    assert len(test) > len(run)
    assert all(name and " " not in name for names in test for name in names)


def test_failure_shows_the_last_words_and_the_log(setup: ModuleType) -> None:
    with pytest.raises(setup.SetupError, match=r"No luck\.[\s\S]*out of apples[\s\S]*setup\.log"):
        setup.run_logged(["sh", "-c", "echo out of apples; exit 3"], lambda line: None, "No luck.")
    assert "out of apples" in setup.LOG.read_text()
