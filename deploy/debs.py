"""The system packages of an archive: those of ``packages.txt`` and all that they need, for this Debian.

Only what every Debian has is left out. The machine's own apt installs them from the archive, so it takes only
what is missing and never an older version.
"""

import os
import re
import subprocess
from pathlib import Path

from payload import digest
from sbom import Package
from setup import SetupError, offered, wanted_packages

BARE = ("python3", "python3-venv")
"""What the installer itself needs on a bare Debian."""


def fetch(folder: Path) -> list[Package]:
    """Download them into ``folder/<codename>``, with the index that apt wants. Raises SetupError."""
    codename = _release()["VERSION_CODENAME"]
    place = folder / codename
    place.mkdir(parents=True)
    names = [offered(alternatives) for alternatives in wanted_packages("device")]
    wanted = _closure([*BARE, *names]) - _closure(_on_every_debian())
    _apt(["download", *sorted(wanted)], place)
    packages, index = [], []
    for path in sorted(place.glob("*.deb")):
        fields = _output(["dpkg-deb", "--field", str(path)])
        sha = digest(path)
        index.append(
            f"{fields.strip()}\nFilename: ./{path.name}\nSize: {path.stat().st_size}\nSHA256: {sha}\n"
        )
        said = dict(re.findall(r"^(Package|Version|Architecture): (\S+)", fields, re.MULTILINE))
        packages.append(Package(said["Package"], said["Version"], said["Architecture"], codename, sha))
    (place / "Packages").write_text("\n".join(index), encoding="utf-8")
    return packages


def _release() -> dict[str, str]:
    text = Path("/etc/os-release").read_text("utf-8")
    found = {key: value.strip('"') for key, value in re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE)}
    if found.get("ID") != "debian" or found.get("VERSION_ID") not in ("12", "13"):
        raise SetupError("System packages can be added only on Debian 12 or 13, for the same Debian.")
    return found


def _on_every_debian() -> list[str]:
    """The packages that Debian's installer puts on every machine."""
    listing = _output(["apt-cache", "dumpavail"])
    found = []
    for entry in listing.split("\n\n"):
        if re.search(r"^Priority: required$", entry, re.MULTILINE):
            found += re.findall(r"^Package: (\S+)$", entry, re.MULTILINE)
    return [*sorted(set(found)), "apt"]


def _closure(names: list[str]) -> set[str]:
    """These packages and all that they need, as apt would install them on an empty machine."""
    said = _apt(["--simulate", "-o", "Dir::State::status=/dev/null", "install", *names], Path("/"))
    return set(re.findall(r"^Inst (\S+)", said, re.MULTILINE))


def _apt(words: list[str], folder: Path) -> str:
    settings = ["-q", "--no-install-recommends", "-o", "APT::Sandbox::User=root"]
    return _output(["apt-get", *settings, *words], folder)


def _output(command: list[str], folder: Path = Path("/")) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    )
    if done.returncode:
        raise SetupError(f"`{command[0]}` failed:\n{done.stderr.strip()}")
    return done.stdout
