"""Make one archive from which a kiosk is installed without a network: ``make release``.

It holds the program, fonts, packs, the wheels of ``requirements.lock`` for Debian 12 and 13, an SBOM and the
checksum of every file. The FFmpeg in ffpyplayer's wheel may be fetched and used by everybody, but handed on
by nobody: an archive with it is for the machines of the house that made it. ``--to-hand-on`` leaves that
wheel out; the machine then fetches it itself. ``--debs`` adds the system packages, for the Debian it runs on.
"""

import argparse
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import debs
import payload
import sbom
from payload import DESCRIPTION, Payload
from setup import ROOT, SetupError, run_logged, say

PYTHONS = ("3.11", "3.13")
"""Of Debian 12 and 13."""
GLIBC = 36
"""Of Debian 12 is 2.36: wheels for this one and all before it."""

OWN_HOUSE = """\
For the machines of the house that made this archive
=====================================================
The FFmpeg inside the ffpyplayer wheel in wheels/ was built with --enable-gpl --enable-nonfree. Each house may
fetch and use it; nobody may hand it on. Do not publish this archive and do not give it to others: for them,
`make release ARGS=--to-hand-on` makes one without that wheel. LICENSES.md says more.
"""
TO_FETCH = """\
ffpyplayer is not here: its FFmpeg may not be handed on. The installer fetches it from the internet.
"""
READ_ME = """\
The kiosk, release {name}

On Debian 12 or 13, from this folder, as root or as a user with sudo:

    bash deploy/install.sh --dry-run      says what would be done
    bash deploy/install.sh                installs, or upgrades; no compiler is needed
    bash deploy/uninstall.sh              takes it away; data and configuration stay

docs/technicians.md has the rest.
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make release", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="Folder for the archive.")
    parser.add_argument(
        "--to-hand-on", action="store_true", help="Without the wheel that nobody may hand on."
    )
    parser.add_argument("--debs", action="store_true", help="With the system packages for this Debian.")
    parser.add_argument("--python", action="append", help="For this Python only; may be repeated.")
    asked = parser.parse_args()
    try:
        make(asked.out.resolve(), asked.to_hand_on, asked.debs, tuple(asked.python or PYTHONS))
    except SetupError as error:
        sys.exit(f"\nNo archive was made. {error}")


def make(out: Path, to_hand_on: bool, with_debs: bool, pythons: tuple[str, ...]) -> Path:
    """Write the archive and its checksum into a folder; returns its path. Raises SetupError."""
    started = time.monotonic()
    release = payload.read(ROOT)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".release-") as folder:
        aside = Path(folder)
        say(f"1/3   Python packages for Python {' and '.join(pythons)}")
        wheels = fetch_wheels(aside / "wheels", pythons, to_hand_on)
        say(f"      {len(wheels)} wheels, {sum(each.stat().st_size for each in wheels) / 1e6:.0f} MB")
        packages: list[sbom.Package] = []
        if with_debs:
            say("2/3   System packages for this Debian")
            packages = debs.fetch(aside / "debs")
            size = sum(each.stat().st_size for each in (aside / "debs").rglob("*.deb"))
            say(f"      {len(packages)} packages, {size / 1e6:.0f} MB")
        else:
            say(
                "2/3   System packages: none; the machine has them, or fetches them by apt (--debs adds them)"
            )
        say("3/3   The archive")
        describe(aside, release, wheels, packages, to_hand_on)
        for_whom = "" if to_hand_on else "-own-house"
        archive = out / f"kiosk-{release.name}{for_whom}.tar"
        pack(archive, release, aside)
    archive.with_name(f"{archive.name}.sha256").write_text(f"{payload.digest(archive)}  {archive.name}\n")
    say(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB, made in {time.monotonic() - started:.0f} s.")
    if not to_hand_on:
        say("It is for your own machines: the FFmpeg in it may not be handed on (end of LICENSES.md).")
    return archive


def fetch_wheels(folder: Path, pythons: tuple[str, ...], to_hand_on: bool) -> list[Path]:
    """Exactly what the lock file says, each file by its hash. Raises SetupError."""
    folder.mkdir()
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    if to_hand_on:
        entries = _entries(lock)
        lock = "\n".join(each for each in entries if not each.startswith(f"{sbom.UNREDISTRIBUTABLE}=="))
    wanted = folder.parent / "requirements.lock"
    wanted.write_text(lock, encoding="utf-8")
    platforms = [f"--platform=manylinux_2_{minor}_x86_64" for minor in range(GLIBC, 4, -1)]
    platforms += [f"--platform=manylinux{year}_x86_64" for year in ("2014", "2010", "1")]
    for python in pythons:
        tag = f"cp{python.replace('.', '')}"
        kind = [
            f"--python-version={python}",
            "--implementation=cp",
            f"--abi={tag}",
            "--abi=abi3",
            "--abi=none",
        ]
        exact = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check"]
        command = [sys.executable, "-m", "pip", "download", *exact, *kind, *platforms]
        command += ["--dest", str(folder), "--requirement", str(wanted)]
        run_logged(command, lambda line: None, f"The wheels for Python {python} could not be fetched.")
    wanted.unlink()
    return sorted(folder.glob("*.whl"))


def _entries(lock: str) -> list[str]:
    """The requirements of a lock file, each with its hashes."""
    found: list[str] = []
    for line in lock.splitlines():
        if line.startswith(" ") and found:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def describe(
    aside: Path, release: Payload, wheels: list[Path], packages: list[sbom.Package], to_hand_on: bool
) -> None:
    """What lies beside the program: read-me, SBOM, description, whom it is for."""
    moment = _moment().isoformat().replace("+00:00", "Z")
    (aside / "READ-ME.txt").write_text(READ_ME.format(name=release.name), encoding="utf-8")
    (aside / "sbom.cdx.json").write_text(
        json.dumps(sbom.document(release, wheels, packages, moment), indent=1)
    )
    said = {"name": release.name, "version": release.version, "made": moment}
    (aside / DESCRIPTION).write_text(json.dumps(said, indent=1))
    if to_hand_on:
        (aside / "wheels" / "TO-BE-FETCHED.txt").write_text(TO_FETCH)
    else:
        (aside / "FOR-OUR-OWN-MACHINES.txt").write_text(OWN_HOUSE)


def _moment() -> datetime:
    """Of the last commit, so that the same checkout gives the same archive; now, where git cannot say."""
    asked = subprocess.run(
        ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True
    )
    seconds = int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else int(time.time())
    return datetime.fromtimestamp(seconds, UTC)


def pack(archive: Path, release: Payload, aside: Path) -> None:
    """One folder in one tar, sorted and without this machine's users. Not compressed: nearly all of it is."""
    files = {name: release.root / name for name in release.files}
    files |= {path.relative_to(aside).as_posix(): path for path in aside.rglob("*") if path.is_file()}
    digests = {name: payload.digest(path) for name, path in sorted(files.items())}
    for name, digest in release.files.items():
        if digests[name] != digest:
            raise SetupError(f"{name} was changed meanwhile. Once more, please.")
    sums = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    folder, moment = f"kiosk-{release.name}", int(_moment().timestamp())
    unfinished = archive.with_name(f".{archive.name}.new")

    def entry(name: str, size: int) -> tarfile.TarInfo:
        info = tarfile.TarInfo(f"{folder}/{name}")
        info.size, info.mtime = size, moment
        script = name.startswith("deploy/") and (name.endswith(".sh") or "/bin/" in name)
        info.mode = 0o755 if script else 0o644
        return info

    with tarfile.open(unfinished, "w", format=tarfile.PAX_FORMAT) as tar:
        content = sums.encode()
        tar.addfile(entry("SHA256SUMS", len(content)), io.BytesIO(content))
        for name, path in sorted(files.items()):
            with path.open("rb") as file:
                tar.addfile(entry(name, path.stat().st_size), file)
    unfinished.replace(archive)


if __name__ == "__main__":
    main()
