"""The processes that decode pictures: whatever a picture does to one of them, it is a problem and no more."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import psutil
import pytest
from PIL import Image

from kiosk.media import workers
from kiosk.media.derive import derive_all, derive_picture
from kiosk.media.faults import MediaError
from kiosk.media.probe import ImageFacts, probe_image, probe_images
from kiosk.media.workers import Pool

ROOT = Path(__file__).parents[2]

#: A worker whose decoder does what stands in ``{deed}`` with every picture of a red corner.
SPOILT = """
import os, sys, time
sys.path.insert(0, {root!r})
from kiosk.media import picture_worker, pictures
import socket
honest = pictures.opened
def opened(stream):
    image = honest(stream)
    if image.convert("RGB").getpixel((0, 0)) == (255, 0, 0):
        {deed}
    return image
pictures.opened = opened
{more}
picture_worker.main(socket.socket(fileno=int(sys.argv[1])))
"""


@pytest.fixture
def spoil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Puts workers to work that are not as they should be."""
    pools = []

    def spoilt(deed: str, more: str = "") -> None:
        program = tmp_path / "worker.py"
        program.write_text(SPOILT.format(root=str(ROOT), deed=deed, more=more))
        pools.append(Pool(program, 2))
        monkeypatch.setattr(workers, "pool", pools[-1])

    yield spoilt
    for pool in pools:
        pool.close()


@pytest.fixture
def pictures(tmp_path: Path) -> dict[str, Path]:
    """Five pictures; the third has a red corner."""
    found = {}
    for number in range(5):
        found[f"k{number}"] = tmp_path / f"{number}.png"
        Image.new("RGB", (60, 40), "red" if number == 2 else "gray").save(found[f"k{number}"])
    return found


def ended(pid: int) -> bool:
    """Whether a process has ended, or ends within ten seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        a_moment()
    return False


def a_moment() -> None:
    """Between two looks at another process."""
    Event().wait(0.02)


CRASHES = [
    ("os.abort()", "crashed"),
    ("os.kill(os.getpid(), 11)", "crashed"),
    ("os._exit(0)", "crashed"),
    ("os.kill(os.getpid(), 9)", "memory"),
    ("raise MemoryError", "memory"),
    ("raise RecursionError('deep')", "deep"),
    ("raise SystemExit(3)", "crashed"),
]


@pytest.mark.parametrize(("deed", "words"), CRASHES)
def test_a_decoder_that_ends_over_a_picture_loses_only_that(
    deed: str, words: str, spoil: Callable[..., None], pictures: dict[str, Path], tmp_path: Path
) -> None:
    spoil(deed)
    found = list(probe_images([*pictures.values()]))
    assert [type(each) for each in found] == [ImageFacts, ImageFacts, MediaError, ImageFacts, ImageFacts]
    told = found[2]
    assert isinstance(told, MediaError)
    assert (told.path, told.code) == (pictures["k2"], "not-an-image")
    assert words in told.reason
    assert told.hint
    made = derive_all(pictures, lambda key: tmp_path / "d" / key, tmp_path / "aside", lambda: None)
    assert [key for key, each in made.items() if isinstance(each, MediaError)] == ["k2"]
    assert len(list((tmp_path / "d").iterdir())) == 4
    assert list((tmp_path / "aside").iterdir()) == []


def test_a_decoder_that_runs_on_is_ended_by_its_processor_time(
    spoil: Callable[..., None], pictures: dict[str, Path]
) -> None:
    spoil("while True: pass", "picture_worker._SECONDS = 0")
    with pytest.raises(MediaError, match="too long"):
        probe_image(pictures["k2"])
    assert probe_image(pictures["k1"]) == ImageFacts(60, 40)


def test_a_decoder_that_sleeps_is_given_up(
    spoil: Callable[..., None], pictures: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil("time.sleep(1000)")
    monkeypatch.setattr(workers, "ANSWER_SECONDS", 1.0)
    with pytest.raises(MediaError, match="too long"):
        probe_image(pictures["k2"])


def test_a_picture_that_swells_is_stopped_by_its_memory(spoil: Callable[..., None], tmp_path: Path) -> None:
    Image.new("RGB", (6000, 5000)).save(tmp_path / "a.png")
    assert probe_image(tmp_path / "a.png") == ImageFacts(6000, 5000)
    spoil("pass", "picture_worker._MEMORY, picture_worker._MEMORY_PER_PIXEL = 40_000_000, 0")
    with pytest.raises(MediaError, match="memory"):
        probe_image(tmp_path / "a.png")
    Image.new("RGB", (60, 50)).save(tmp_path / "b.png")
    assert probe_image(tmp_path / "b.png") == ImageFacts(60, 50)


def time_bomb(path: Path) -> Path:
    """A progressive JPEG of a megabyte that says its last part twenty-five thousand times."""
    Image.effect_noise((1000, 1000), 90).convert("RGB").save(path, progressive=True, quality=5)
    raw = path.read_bytes()
    last = raw[raw.rindex(b"\xff\xda") : -2]
    path.write_bytes(raw[:-2] + last[: min(len(last), 40)] * 25_000 + raw[-2:])
    return path


def test_a_real_bomb_of_time(spoil: Callable[..., None], tmp_path: Path) -> None:
    bomb = time_bomb(tmp_path / "a.jpg")
    assert bomb.stat().st_size < 2_000_000
    spoil("pass", "picture_worker._SECONDS = 1; picture_worker._SECONDS_PER_MEGAPIXEL = 0")
    with pytest.raises(MediaError, match="too long"):
        probe_image(bomb)


ANSWERS = [
    'channel.sendall(b"\\xff" * 8)',
    'picture_worker.send(channel, {"width": "x", "height": 3, "last": True})',
    'picture_worker.send(channel, {"width": -1, "height": 3, "last": True})',
    "picture_worker.send(channel, [1])",
    'picture_worker.send(channel, {"last": True})',
    'channel.sendall(picture_worker.FRAME.pack(3, 0) + b"{{{")',
    'picture_worker.send(channel, {"pixels": 9}); channel.recv(1); '
    'picture_worker.send(channel, {"file": "../../stolen.jpg"}, b"x")',
    'picture_worker.send(channel, {"pixels": 9}); channel.recv(1); '
    'picture_worker.send(channel, {"file": 7}, b"x")',
]


@pytest.mark.parametrize("said", ANSWERS)
def test_a_decoder_that_was_taken_over_can_lie_and_nothing_more(
    said: str, spoil: Callable[..., None], pictures: dict[str, Path], tmp_path: Path
) -> None:
    more = f"""
def lie(channel, request, stream, base):
    {said}
    os._exit(0)
picture_worker._answer = lie
"""
    spoil("pass", more)
    with pytest.raises(MediaError):
        derive_picture(pictures["k1"], "k1", tmp_path / "d" / "k1", tmp_path / "aside")
    assert not (tmp_path / "d").exists()
    assert not list(tmp_path.rglob("stolen.jpg"))


def test_one_worker_takes_many_pictures_also_broken_ones(
    pictures: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = Pool(workers._PROGRAM, 1)
    monkeypatch.setattr(workers, "pool", pool)
    try:
        probe_image(pictures["k0"])
        (first,) = pool.pids()
        pictures["k1"].write_bytes(pictures["k1"].read_bytes()[:60])
        for _ in range(20):
            with pytest.raises(MediaError):
                probe_image(pictures["k1"])
            assert probe_image(pictures["k0"], decode=False) == ImageFacts(60, 40)
        assert pool.pids() == [first]
    finally:
        pool.close()
    assert ended(first)


def test_a_worker_that_has_waited_long_ends_and_is_replaced(
    spoil: Callable[..., None], pictures: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil("pass", "picture_worker.IDLE_SECONDS = 0.2")
    assert probe_image(pictures["k0"]) == ImageFacts(60, 40)
    (first,) = [worker.pid for worker in workers.pool._idle.queue]
    assert ended(first)
    assert probe_image(pictures["k0"]) == ImageFacts(60, 40)


KILLED = """
import sys, time
from pathlib import Path
from kiosk.media import workers
from kiosk.media.films import lifeline
with workers.pool.lent() as worker:
    print(worker.pid, flush=True)
    time.sleep(1000)
"""


def test_workers_end_with_a_program_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        worker = int(program.stdout.readline())
        assert psutil.Process(worker).status() != psutil.STATUS_ZOMBIE
        program.send_signal(signal.SIGKILL)
        program.wait()
        assert ended(worker)


def test_a_worker_that_hangs_ends_with_a_killed_program(tmp_path: Path) -> None:
    program = tmp_path / "worker.py"
    deed = "while True: pass"
    program.write_text(SPOILT.format(root=str(ROOT), deed=deed, more=""))
    Image.new("RGB", (60, 40), "red").save(tmp_path / "a.png")
    code = f"""
from pathlib import Path
from kiosk.media import probe, workers
workers.pool = workers.Pool(Path({str(program)!r}), 1)
with probe.workers.pool.lent() as worker:
    print(worker.pid, flush=True)
    worker.busy = False
probe.probe_image(Path({str(tmp_path / "a.png")!r}))
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        started = worker.cpu_times().user
        deadline = time.monotonic() + 30
        while worker.cpu_times().user < started + 0.3 and time.monotonic() < deadline:
            a_moment()
        parent.kill()
        parent.wait()
        assert ended(worker.pid)


def test_a_program_that_ends_leaves_nothing_running(pictures: dict[str, Path]) -> None:
    code = f"""
from pathlib import Path
from kiosk.media import probe, workers
probe.probe_image(Path({str(pictures["k0"])!r}))
print(*workers.pool.pids())
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert ended(int(done.stdout))


def test_a_forked_process_has_workers_of_its_own(pictures: dict[str, Path]) -> None:
    assert probe_image(pictures["k0"]) == ImageFacts(60, 40)
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()

    def look() -> None:
        answers.put((workers.pool.pids(), probe_image(pictures["k0"])))

    process = context.Process(target=look)
    process.start()
    assert answers.get() == ([], ImageFacts(60, 40))
    process.join()
    assert probe_image(pictures["k0"]) == ImageFacts(60, 40)


def test_a_disk_that_fails_is_no_fault_of_the_picture(
    spoil: Callable[..., None], pictures: dict[str, Path]
) -> None:
    spoil("raise OSError(5, 'Input/output error')")
    with pytest.raises(OSError, match="Input/output") as told:
        probe_image(pictures["k2"])
    assert told.value.errno == errno.EIO


def test_links_and_pipes_are_not_opened(tmp_path: Path, pictures: dict[str, Path]) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "link.jpg").symlink_to(pictures["k0"])
    for name in ("pipe.jpg", "link.jpg", "nothing.jpg"):
        with pytest.raises(OSError):
            probe_image(tmp_path / name)


CONFINED = """
import ctypes, os, socket, sys
from kiosk.media.confine import shut_in, write_nothing
allowed = os.open(sys.argv[1], os.O_RDONLY)
write_nothing()
scoped = ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1) >= 6
files, calls = shut_in(allowed)
libc = ctypes.CDLL(None, use_errno=True)
def ring():
    if libc.syscall(425, 1, ctypes.create_string_buffer(120)) < 0:
        raise OSError(ctypes.get_errno(), "no ring")
acts = {
    "open": lambda: open("/etc/passwd"),
    "list": lambda: os.listdir("/"),
    "write": lambda: open(sys.argv[1] + ".new", "w"),
    "allowed": lambda: open(f"/proc/self/fd/{allowed}").read(),
    "socket": lambda: socket.socket(),
    "start": lambda: os.execv("/bin/true", ["true"]),
    "ring": ring,
    "signal": lambda: os.kill(os.getppid(), 0),
}
done = []
for name, act in acts.items():
    try:
        act()
        done.append(name)
    except OSError:
        pass
print(files, calls, scoped, *done)
"""


def test_who_is_shut_in_opens_reaches_and_starts_nothing(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"x")
    command = [sys.executable, "-c", CONFINED, str(tmp_path / "film.mp4")]
    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    assert said[0] == "True" or "open" in said
    assert set(said[3:]) <= {
        "allowed",
        *(["open", "list"] if said[0] == "False" else []),
        *(["socket", "ring"] if said[1] == "False" else []),
        *(["signal"] if said[2] == "False" else []),
    }
    assert "allowed" in said
