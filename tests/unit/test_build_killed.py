"""Builds that are cut off: killed at any moment, or out of room. The kiosk keeps a whole edition."""

import multiprocessing
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from kiosk.errors import StorageError
from tests.builds import SMALL, run, shown
from tests.synthetic import make_content, make_picture

ROOT = Path(__file__).parents[2]
KILLS, KILLS_OF_THE_COMMAND = 50, 3

#: Children of a server that has imported everything: what is killed is a build, not its imports.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.builds"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of six records, delivered for the first time and built."""
    make_content(tmp_path / "content", {"alpha": 6}, pictures=2, size=SMALL)
    deliver(tmp_path, 0)
    run(tmp_path, keep=1)
    return tmp_path


def deliver(folder: Path, number: int) -> None:
    """Another version of the pack: its number in every record, and one new picture."""
    for file in (folder / "content/alpha/objects").iterdir():
        lines = file.read_text("utf-8").splitlines()
        said = [f"accession_number: D-{number}" if line.startswith("accession") else line for line in lines]
        file.write_text("\n".join([*said, ""]), "utf-8")
    make_picture(folder / "content/alpha/media/p0.jpg", SMALL, number)


def on_screen(folder: Path) -> int:
    """The delivery that is shown; every record must be of the same one, with all its files."""
    numbers = {record.accession_number for record in shown(folder / "data")["alpha"]}
    assert len(numbers) == 1, "records of two deliveries in one edition"
    return int(numbers.pop().removeprefix("D-"))


def killed_after(folder: Path, seconds: float) -> bool:
    """Start a build and kill it; says whether it was still running."""
    process = _processes.Process(target=run, args=(folder,), kwargs={"keep": 1})
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def test_a_build_killed_at_any_moment_leaves_a_whole_edition(folder: Path) -> None:
    moments = Random(50)
    lengths = []
    for number in (1, 2, 3):
        deliver(folder, number)
        start = time.perf_counter()
        assert not killed_after(folder, 60)
        lengths.append(time.perf_counter() - start)
        assert on_screen(folder) == number
    length = sorted(lengths)[1]

    cut = 0
    for number in range(10, 10 + KILLS):
        before = on_screen(folder)
        deliver(folder, number)
        for _ in range(2):
            hit = killed_after(folder, length * moments.random())
            assert on_screen(folder) in (before, number)
            cut += hit
            # Builds take longer or shorter as the machine is busy: stay within their length.
            length *= 1.02 if hit else 0.9
        # What the killed ones left must do for the next one.
        assert run(folder, keep=1).edition
        assert on_screen(folder) == number
        if cut >= KILLS:
            break
    assert cut >= KILLS, f"only {cut} of {2 * KILLS} kills hit a running build"

    # A build killed after its end, while it tidied up, leaves that to the next one with work to do.
    deliver(folder, 100)
    assert run(folder, keep=1).published
    assert not (folder / "data/staging").exists()
    assert len(list((folder / "data/editions").iterdir())) == 1
    assert len(list((folder / "data/packs/alpha").iterdir())) == 2
    assert len(list((folder / "data/derivatives").glob("*/*"))) == 3


def test_the_command_killed_leaves_a_whole_edition(folder: Path) -> None:
    (folder / "config.yaml").write_text("content: content\ndata: data\nkeep_editions: 1\n")
    command = [sys.executable, "-m", "kiosk.cli", "build", "--config", str(folder / "config.yaml")]
    deliver(folder, 1)
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    length = time.perf_counter() - start
    assert on_screen(folder) == 1
    moments = Random(4)
    for number in range(2, 2 + KILLS_OF_THE_COMMAND):
        deliver(folder, number)
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                process.wait(length * moments.uniform(0.5, 1))
            except subprocess.TimeoutExpired:
                process.kill()
        assert on_screen(folder) <= number
    deliver(folder, 1000)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert on_screen(folder) == 1000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", place], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.parametrize("foreseen", [True, False])
def test_a_full_disk_leaves_the_edition(
    foreseen: bool, small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_content(tmp_path / "content", {"alpha": 6}, pictures=1, size=SMALL)
    (tmp_path / "data").symlink_to(small_disk)
    deliver(tmp_path, 1)
    run(tmp_path)
    deliver(tmp_path, 2)
    for number in range(12):
        make_picture(tmp_path / f"content/alpha/media/p{number}.jpg", (640, 480), number)
        record = tmp_path / "content/alpha/objects/r00001.yaml"
        text = record.read_text("utf-8").replace("SYN-1", "SYN-2").replace("r00001", f"s{number}")
        text = text.replace("media/p0.jpg", f"media/p{number}.jpg")
        record.with_name(f"s{number}.yaml").write_text(text, "utf-8")
    if not foreseen:
        usage = shutil.disk_usage(small_disk)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1 << 40))
    with pytest.raises(StorageError, match="disk is full") as told:
        run(tmp_path)
    assert "Make room" in str(told.value)
    assert on_screen(tmp_path) == 1
    assert not (small_disk / "staging").exists()
    for number in range(12):
        (tmp_path / f"content/alpha/objects/s{number}.yaml").unlink()
    assert run(tmp_path).published
    assert on_screen(tmp_path) == 2


LIMITED = """
import resource, signal, sys
from pathlib import Path
from kiosk.errors import StorageError
from tests.builds import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    run(Path(sys.argv[1]))
except StorageError as error:
    sys.exit(f"told: {error}")
"""


@pytest.mark.parametrize("limit", [4_000, 40_000, 60_000])
def test_writing_that_fails_half_way_leaves_the_edition(limit: int, folder: Path) -> None:
    """Not one byte beyond ``limit`` can be written to any file: in the store, a picture, the catalogue."""
    deliver(folder, 1)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder), str(limit)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stderr.startswith("told: "), done.stderr
    assert done.stderr.strip().endswith("build again.")
    assert on_screen(folder) == 0
    assert not (folder / "data/staging").exists()
    assert run(folder).published
    assert on_screen(folder) == 1
