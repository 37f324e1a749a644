"""Small releases of the kiosk, for tests of the installer: its real scripts, and a program that takes no
minute to install. ``health`` says what the release answers when it is asked whether it works."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]

PREPARE = """
if __name__ == "__main__":
    assert sys.argv[1:] == ["device"]
    VENV_PYTHON.parent.mkdir(parents=True)
    for number in range(20):
        (VENV / f"package-{number}").write_bytes(bytes(1000))
    program = VENV_PYTHON.parent / "kiosk"
    program.write_text((ROOT / "kiosk/program.sh").read_text())
    program.chmod(0o755)
"""
PROGRAM = """#!/bin/sh
for config; do :; done
if [ "$2" = --dry-run ] && grep -q not-known-here "$config"; then
  echo wrong key >&2
  exit 2
fi
echo "Edition of $(basename "$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")")."
"""
HEALTH = """
import sys
from pathlib import Path
answer = (Path(sys.argv[1]) / "kiosk/health.txt").read_text()
if answer == "bad" or (answer == "bad when it runs" and "--config" in sys.argv):
    sys.exit("It draws nothing.")
print("0.5 s")
"""


def make_tree(folder: Path, version: str, health: str = "good", unit: str = "kiosk.service") -> Path:
    """A checkout of one release. Its program cannot read a configuration that says ``not-known-here``."""
    for name, text in {
        "kiosk/__init__.py": f'__version__ = "{version}"\n',
        "kiosk/health.txt": health,
        "kiosk/program.sh": PROGRAM,
        "assets/fonts/face.ttf": "face",
        "content/pack/pack.yaml": "id: pack\n",
        "docs/technicians.md": "For the technician\n",
        "pyproject.toml": "[project]\n",
        "requirements.lock": "babel==2.18.0 \\\n    --hash=sha256:00\n",
        "README.md": "Kiosk\n",
        "LICENSE": "MIT\n",
        "CHANGELOG.md": f"{version}\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "config.yaml", folder)
    shutil.copy(ROOT / "LICENSES.md", folder)
    deploy = folder / "deploy"
    deploy.mkdir()
    for path in [*(ROOT / "deploy").glob("*.sh"), *(ROOT / "deploy").glob("*.py")]:
        shutil.copy(path, deploy)
    shutil.copytree(ROOT / "deploy/bin", deploy / "bin")
    shutil.copy(ROOT / "deploy/packages.txt", deploy)
    setup = (ROOT / "deploy/setup.py").read_text("utf-8").partition('\nif __name__ == "__main__":')[0]
    (deploy / "setup.py").write_text(setup + PREPARE, encoding="utf-8")
    (deploy / "health.py").write_text(HEALTH, encoding="utf-8")
    for name, text in {
        f"systemd/{unit}": f"[Service]\n# {version}\n[Install]\nWantedBy=multi-user.target\n",
        "udev/70-kiosk.rules": f"# {version}\n",
        "tmpfiles.d/kiosk.conf": "d /run/kiosk\n",
        "systemd/journald.conf.d/kiosk.conf": "[Journal]\n",
    }.items():
        (deploy / name).parent.mkdir(exist_ok=True)
        (deploy / name).write_text(text, encoding="utf-8")
    return folder


def call(tree: Path, script: str, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one of a release's scripts on a folder that stands for a machine."""
    command = ["bash", tree / "deploy" / f"{script}.sh", "--root", root, *words]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def installed(tree: Path, root: Path, *words: str) -> str:
    """The same with ``install.sh``, which has to succeed; returns what it said."""
    done = call(tree, "install", root, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def picture(root: Path, times: bool = False) -> dict[str, str]:
    """Everything in a folder: name -> kind, mode, content, and when a file was written, if that matters."""
    found = {}
    for path in sorted(root.rglob("*")):
        said = f"{path.lstat().st_mode:o}"
        if path.is_symlink():
            said += f" -> {path.readlink()}"
        elif path.is_file():
            said += f" {path.stat().st_mtime_ns if times else ''} {path.read_bytes()!r}"
        found[str(path.relative_to(root))] = said
    return found
