"""The promises of the lock files, the licence page and the Makefile."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-test.lock"]
PINNED = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    """Package name -> version."""
    return dict(PINNED.findall((ROOT / name).read_text(encoding="utf-8")))


def needed(group: list[str]) -> set[str]:
    """The names in a list of requirements, as the lock files write them."""
    return {re.split(r"[\[<>=~]", requirement)[0].lower().replace("_", "-") for requirement in group}


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) == len(locked(name))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_locks_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert needed(project["project"]["dependencies"]) <= locked("requirements.lock").keys()
    assert needed(project["dependency-groups"]["test"]) <= locked("requirements-test.lock").keys()


def test_locks_agree() -> None:
    run, test = map(locked, LOCKS)
    assert {name: test[name] for name in run.keys() & test.keys()} == {
        name: run[name] for name in run.keys() & test.keys()
    }


def test_nothing_locked_needs_a_compiler() -> None:
    assert not {"pycairo", "materialshapes"} & locked("requirements.lock").keys()


def test_environment_is_the_locked_one() -> None:
    pinned = locked("requirements.lock") | locked("requirements-test.lock")
    assert {name: metadata.version(name) for name in pinned} == pinned


def test_every_shipped_part_is_on_the_licence_page() -> None:
    page = (ROOT / "LICENSES.md").read_text(encoding="utf-8")
    table = page.partition("| package |")[2]
    named = re.findall(r"^\| ([a-z][a-z0-9-]+) \| \S", table, re.MULTILINE)
    assert named == sorted(locked("requirements.lock"))
    fonts = ROOT / "assets" / "fonts"
    for file in [*fonts.glob("*.ttf"), *fonts.glob("OFL-*.txt")]:
        assert file.name in page


def test_every_font_licence_is_the_open_font_licence() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "assets" / "fonts").glob("OFL-*.txt")]
    assert len(texts) == 4
    assert all("SIL OPEN FONT LICENSE" in text.upper() for text in texts)


def test_every_licence_text_is_installed() -> None:
    for name in locked("requirements.lock"):
        files = metadata.files(name) or []
        assert any(re.search(r"(?i)licen[cs]e|copying", file.name) for file in files), name


def test_every_target_that_a_page_names_exists() -> None:
    used = set()
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        used |= set(re.findall(r"(?m)(?:`|^    )make ([a-z-]+)", page.read_text(encoding="utf-8")))
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"run", "test"} <= used
    assert used <= {line.split()[0] for line in listed.splitlines()}


def test_the_command_knows_its_version() -> None:
    answer = subprocess.check_output([sys.executable, "-m", "kiosk.cli", "--version"], text=True)
    assert answer.strip() == metadata.version("kiosk")
