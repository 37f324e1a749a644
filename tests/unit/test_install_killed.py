"""Installations and builds that are killed, meet each other, or run out of room: never a mixture."""

import multiprocessing
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from kiosk.catalogue import editions
from kiosk.catalogue.queries import Catalogue
from kiosk.errors import StorageError
from kiosk.intake import showing
from kiosk.intake.install import install
from kiosk.packs import installed
from kiosk.packs.installed import Versions
from tests.builds import SMALL, Quiet, config, run, set_version, shown, versions
from tests.installs import empty_the_inbox, install_one, lies_there
from tests.synthetic import make_content, make_picture

KILLS, ALL_KILLS = 10, 200
SEED = 2026

#: Children of a server that has imported everything: what is killed is the work, not its imports.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.builds", "tests.installs"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A hall with alpha and beta, built; new versions of both are written into ``new``."""
    for place in ("content", "new/content"):
        make_content(tmp_path / place, {"alpha": 3, "beta": 1}, pictures=2, size=SMALL)
    (tmp_path / "inbox").mkdir()
    number(tmp_path, "alpha", 0)
    number(tmp_path, "beta", 0)
    run(tmp_path, keep=1)
    return tmp_path


def number(folder: Path, pack: str, version: int) -> Path:
    """Another version of a pack: its number in every record and in the manifest, and one new picture."""
    set_version(folder, pack, str(version))
    root = folder / "content" / pack
    for file in (root / "objects").iterdir():
        lines = file.read_text("utf-8").splitlines()
        said = [f"accession_number: D-{version}" if line.startswith("accession") else line for line in lines]
        file.write_text("\n".join([*said, ""]), "utf-8")
    make_picture(root / "media/p0.jpg", SMALL, version)
    return root


def on_screen(folder: Path) -> dict[str, int]:
    """Pack -> its version. Every record is of that version, the manifest too, and all files are there."""
    found = {}
    for pack, records in shown(folder / "data").items():
        numbers = {record.accession_number.removeprefix("D-") for record in records}
        assert len(numbers) == 1, f"records of several versions of {pack}: {numbers}"
        found[pack] = int(numbers.pop())
    assert versions(folder) == {pack: str(version) for pack, version in found.items()}
    return found


def recorded(folder: Path) -> dict[str, str]:
    """Pack -> the version that its state names; whole versions only."""
    kept = Versions(folder / "data/versions")
    found = {}
    for pack in kept.packs():
        state = kept.state(pack)
        if state.shown:
            manifest = (kept.root(pack, state.shown) / "pack.yaml").read_text("utf-8")
            found[pack] = kept.called(pack, state.shown)
            assert f'version: "{found[pack]}"' in manifest
    return found


class Killing:
    """Runs jobs and kills them at random moments of their usual length."""

    def __init__(self, random: Random) -> None:
        self._random, self._lengths = random, dict[str, float]()
        self.hits = self.misses = 0

    def time(self, job: str, target: Callable[..., None], *args: object) -> None:
        """Let one run to its end, to know how long it takes."""
        start = time.perf_counter()
        assert not self._run(target, args, 120.0)
        self._lengths[job] = time.perf_counter() - start

    def kill(self, job: str, target: Callable[..., None], *args: object) -> bool:
        """Says whether it was still at work."""
        hit = self._run(target, args, self._lengths[job] * self._random.random())
        # They take longer or shorter as the machine is busy: stay within their length.
        self._lengths[job] *= 1.02 if hit else 0.9
        self.hits, self.misses = self.hits + hit, self.misses + (not hit)
        return hit

    def _run(self, target: Callable[..., None], args: tuple[object, ...], seconds: float) -> bool:
        process = _processes.Process(target=target, args=args)
        process.start()
        process.join(seconds)
        process.kill()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        return process.exitcode == -signal.SIGKILL


def build_one(folder: Path) -> None:
    run(folder, keep=1)


@pytest.mark.parametrize(
    "kills",
    [KILLS, pytest.param(ALL_KILLS, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])],
)
def test_a_kill_at_any_moment_leaves_a_working_kiosk(
    kills: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of an installation, of the inbox, of a build; each is then done anew, and has to succeed."""
    random = Random(SEED)
    killing = Killing(random)
    new = folder / "new"
    killing.time("install", install_one, folder, number(new, "alpha", 1))
    shutil.copytree(number(new, "alpha", 2), folder / "inbox/alpha-2")
    killing.time("inbox", empty_the_inbox, folder)
    number(folder, "beta", 3)
    killing.time("build", build_one, folder)
    assert on_screen(folder) == {"alpha": 2, "beta": 3}
    counts = dict.fromkeys(("install", "inbox", "build"), 0)
    delivered = {"alpha-2"}
    for version in range(10, 10 + 4 * kills):
        if killing.hits >= kills:
            break
        job = list(counts)[version % 3]
        before = on_screen(folder)
        pack = "beta" if job == "build" else "alpha"
        source = number(folder if job == "build" else new, pack, version)
        work: tuple[Callable[..., None], Path] | tuple[Callable[..., None], Path, Path] = (build_one, folder)
        if job == "install":
            work = (install_one, folder, source)
        if job == "inbox":
            delivered.add(f"alpha-{version}")
            shutil.copytree(source, folder / f"inbox/alpha-{version}")
            work = (empty_the_inbox, folder)
        for _ in range(random.randint(1, 3)):
            counts[job] += killing.kill(job, *work)
            after = on_screen(folder)
            assert after in (before, {**before, pack: version}), "a mixture"
            assert recorded(folder)["alpha"] in (str(before["alpha"]), str(version))
        # Whatever the killed ones left, the next one succeeds.
        work[0](*work[1:])
        assert on_screen(folder) == {**before, pack: version}
        assert recorded(folder) == {"alpha": str(on_screen(folder)["alpha"])}
        assert job == "build" or not (folder / "data/intake").exists()
        assert not lies_there(folder)
    with capsys.disabled():
        said = ", ".join(f"{job} {count}" for job, count in counts.items())
        print(f"\n{killing.hits} kills ({said}), seed {SEED}: a working kiosk each time")  # noqa: T201
    assert killing.hits >= kills, f"{killing.misses} others came too late"

    # A build killed after its end, while it tidied up, leaves that to the next one with work to do.
    install_one(folder, number(new, "alpha", 5))
    assert not (folder / "data/intake").exists() and not (folder / "data/staging").exists()
    # Nothing that was delivered is lost, and each has its reports.
    accepted = {path.name for path in (folder / "inbox/accepted").iterdir()}
    assert accepted == {f"{name}{end}" for name in delivered for end in ("", "-report.html", "-report.txt")}
    assert not list((folder / "inbox/rejected").iterdir())
    kept = Versions(folder / "data/versions")
    assert len(kept.folders("alpha")) <= 3
    numbers = [event.number for event in kept.state("alpha").events]
    assert numbers == sorted(set(numbers))
    assert len(list((folder / "data/editions").iterdir())) <= 2


@pytest.mark.parametrize("seed", range(3))
def test_installations_and_builds_that_meet_come_one_after_the_other(seed: int, folder: Path) -> None:
    """Two versions of one pack, another pack, the same pack twice, and two builds, all at once."""
    new = folder / "new"
    ready = []
    for version in (5, 6):
        ready.append(shutil.copytree(number(new, "alpha", version), folder / f"stick/{version}/alpha"))
    beta = number(new, "beta", 7)
    jobs: list[tuple[Callable[..., None], tuple[Path, ...]]] = [
        *((install_one, (folder, pack)) for pack in (*ready, beta, beta)),
        *((build_one, (folder,)) for _ in range(2)),
    ]
    Random(seed).shuffle(jobs)
    running = [_processes.Process(target=target, args=args) for target, args in jobs]
    for process in running:
        process.start()
    looks = 0
    while any(process.is_alive() for process in running):
        edition = editions.current(folder / "data")
        assert edition is not None
        catalogue = Catalogue(edition)
        try:
            for gallery in catalogue.galleries():
                rows = [catalogue.record(key) for key in catalogue.record_keys(gallery.id)]
                assert {row.accession_number for row in rows} == {f"D-{gallery.version}"}
        finally:
            catalogue.close()
        looks += 1
    assert looks
    assert [process.exitcode for process in running] == [0] * len(running)
    after = on_screen(folder)
    assert after["beta"] == 7 and after["alpha"] in (5, 6)
    assert recorded(folder) == {pack: str(version) for pack, version in after.items()}
    events = Versions(folder / "data/versions").state("alpha").events
    assert sorted(event.version for event in events) == ["5", "6"]
    assert len(Versions(folder / "data/versions").state("beta").events) == 1


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """``data`` is a file system of its own, of 12 MB, with everything that was built on it."""
    place = folder / "data"
    place.rename(folder / "built")
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "none", place], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {done.stderr.strip()}")
    shutil.copytree(folder / "built", place, dirs_exist_ok=True, symlinks=True)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.parametrize("free", [0, 24, 96, 240, 600, 2000])
def test_a_full_disk_changes_nothing(
    free: int, small_disk: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many kilobytes are free, and nobody has foreseen it: it ends while the pack is copied, recorded,
    built or reported on."""
    usage = shutil.disk_usage(small_disk)
    assert install(config(folder, keep=1), number(folder / "new", "alpha", 1), Quiet()).result == "shown"
    source = number(folder / "new", "alpha", 2)
    before, noted = on_screen(folder), recorded(folder)
    full = shutil.disk_usage(small_disk).free - free * 1024
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1 << 40))
    (small_disk / "ballast").write_bytes(b"\0" * full)
    try:
        assert install(config(folder, keep=1), source, Quiet()).result == "shown"
    except StorageError as error:
        assert "full" in str(error)
        assert free < 2000
        assert on_screen(folder) == before
        assert recorded(folder) == noted, "what is not on the screen must not be shown by the next build"
    else:
        assert free > 0
        assert on_screen(folder) == {**before, "alpha": 2}
    (small_disk / "ballast").unlink()
    run(folder, keep=1)
    assert install(config(folder, keep=1), source, Quiet()).result in ("shown", "unchanged")
    assert on_screen(folder) == {**before, "alpha": 2}
    assert not (small_disk / "intake").exists() and not (small_disk / "staging").exists()


@pytest.mark.parametrize("is_installed", [False, True])
def test_a_disk_that_takes_nothing_any_more_after_the_record(
    is_installed: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then there is no room to write down that it was taken back, either."""
    state = folder / "data/versions/alpha/state.json"
    before = None
    if is_installed:
        install_one(folder, number(folder / "new", "alpha", 1))
        before = state.read_bytes()

    def full(*_: object) -> None:
        monkeypatch.setattr(installed, "write_file", full)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(showing, "build", full)
    with pytest.raises(StorageError, match="full"):
        install(config(folder), number(folder / "new", "alpha", 2), Quiet())
    assert (state.read_bytes() if state.exists() else None) == before
