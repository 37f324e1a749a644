"""Checks mutated packs, one after the other, in a process of its own that watches itself.

``python -m tests.mutants.run --seed 1 --count 500`` prints what it met as JSON; ``--first 4711 --count 1``
repeats one. The same seed and number give the same mutant. What it takes for a failure: an exception, a file
opened (or a folder listed, a program started, an address asked) that is none of the pack's, more time or
memory than ``MOST_SECONDS`` and ``MOST_MB``. Work and memory count with those of the decoders; time on the
clock is what it would be on a machine that does nothing else.
"""

import argparse
import contextlib
import io
import json
import shutil
import struct
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

import typer

from kiosk.commands.packs_check import Format, check
from kiosk.config import Archive
from kiosk.intake.receiving import Refused, receive
from kiosk.languages import LANGUAGES
from kiosk.media import workers
from kiosk.messages import told
from tests.mutants.folders import Mutant, spoil_folder
from tests.mutants.guard import Guard, ended_mb, forget_peaks, part_of_a_processor, peak_mb, work_seconds
from tests.mutants.media import spoil_medium
from tests.mutants.packs import Files, several_records, signed, with_a_film, write_files
from tests.mutants.texts import spoil_text
from tests.mutants.zips import zipped

MOST_SECONDS, MOST_MB = 2.0, 300
WITH_A_FILM, ZIPPED, SIGNED = 0.04, 0.2, 0.1
"""Shares of all mutants; each film needs a process of its own."""
GOOD = "(no error)"
BESIDE = ("aside", "report.html", "report.txt")
"""What may stand beside a pack when it was checked: a zip is taken apart in the first."""
_MOST_FAILURES = 10
_TRIES = 4
"""A mutant that took too long is tried again: on a busy machine everything takes long now and then."""


def mutant_of(
    seed: int, number: int, goods: dict[str, Files], lures: list[str]
) -> tuple[Mutant, list[str], Random]:
    """A mutated pack, in words what was done to it, and the chance that goes on."""
    random = Random(f"{seed}:{number}")
    share = random.random()
    kind = "film" if share < WITH_A_FILM else "signed" if share < WITH_A_FILM + SIGNED else "plain"
    mutant = Mutant(dict(goods[kind]))
    deeds = [kind]
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        spoilers = (spoil_text, spoil_medium) if kind != "film" else (spoil_medium,) * 3 + (spoil_text,)
        # Nothing of this kind is left, or too little of it.
        with contextlib.suppress(IndexError, ValueError, struct.error):
            if random.random() < 0.2:
                deeds.append(spoil_folder(mutant, random, lures))
            else:
                deeds.append(random.choice(spoilers)(mutant.files, random, lures))
    return mutant, deeds, random


def put(place: Path, mutant: Mutant, deeds: list[str], random: Random) -> Path:
    """Write a mutant into the empty folder ``place``, as a folder or as a zip."""
    if random.random() < ZIPPED:
        raw, deed = zipped(mutant.files, random, damage=random.random() < 0.7)
        deeds.append(f"zip {deed}")
        (place / "gallery.zip").write_bytes(raw)
        return place / "gallery.zip"
    mutant.write(place / "gallery")
    return place / "gallery"


def checked(pack: Path, hall: Path, random: Random) -> set[str]:
    """Check one mutant; gives the codes of its problems."""
    place, language = pack.parent, random.choice(LANGUAGES)
    if pack.suffix:
        (place / "aside").mkdir()
        received = receive(pack, place / "aside", Archive(), pack.name)
        if isinstance(received, Refused):
            assert received.problems
            for problem in received.problems:
                assert told(problem.message, language)
            return {problem.code for problem in received.problems}
        pack = received.root
    form = random.choice(list(Format))
    report = random.choice((None, None, place / "report.html", place / "report.txt"))
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            check([pack], hall, False, form, language, report)
    except typer.Exit as ended:
        code = ended.exit_code
    assert code in (0, 1), f"ended with {code}: {said.getvalue()}"
    assert report is None or report.stat().st_size
    if form is not Format.json:
        assert all(line.isprintable() for line in said.getvalue().splitlines())
        return {GOOD} if code == 0 else set()
    problems = json.loads(said.getvalue())
    assert any(each["severity"] == "error" for each in problems) == (code == 1)
    assert all(each["message"] and each["file"] for each in problems)
    return {each["code"] for each in problems} | ({GOOD} if code == 0 else set())


class Run:
    """Many mutants, and what became of them."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed, self.folder = seed, folder
        self.guard = Guard()
        lures, self.hall = folder / "lures", folder / "hall"
        goods = {"plain": several_records(), "film": with_a_film()}
        goods["signed"] = signed(goods["plain"], folder / "signed")
        write_files(lures, goods["film"])
        self.hall.mkdir()
        self.goods = goods
        names = ("media/bowl.jpg", "media/film.mp4", "media/film.en.vtt", "media", "pack.yaml", "objects")
        self.lures = ["/etc/passwd", "media/../pack.yaml", *(f"../../lures/{name}" for name in names)]
        self.lures += [f"{lures}/{name}" for name in names]
        self.codes: Counter[str] = Counter()
        self.deeds: Counter[str] = Counter()
        self.failures: list[str] = []
        self.slowest = self.hardest = self.largest = (0.0, 0)
        self.ended_mb, self.done = 0.0, 0

    def prepare(self) -> None:
        """Everything that is loaded once is loaded now; and the guard is tried."""
        for kind, files in self.goods.items():
            for number in range(1 if kind == "film" else 6):
                place = self.folder / f"good-{kind}-{number}"
                write_files(place / "gallery", files)
                found = checked(place / "gallery", self.hall, Random(number))
                assert GOOD in found, f"the good pack is not good: {found}"
        lure = self.folder / "lures" / "pack.yaml"
        link = self.folder / "link.yaml"
        link.symlink_to(lure)
        for path in (lure, link):
            with self.guard.watching(self.hall):
                path.read_bytes()
        assert len(self.guard.breaches) == 2, "the guard is asleep"
        self.guard.breaches.clear()

    def one(self, number: int) -> None:
        """Make and check one mutant."""
        best, work, deeds = float("inf"), float("inf"), []
        for _ in range(_TRIES):
            mutant, deeds, random = mutant_of(self.seed, number, self.goods, self.lures)
            place = self.folder / "here"
            place.mkdir()
            pack = put(place, mutant, deeds, random)
            forget_peaks()
            start, worked = time.perf_counter(), work_seconds()
            try:
                with self.guard.watching(self.hall, pack, *(place / name for name in BESIDE)):
                    codes = checked(pack, self.hall, random)
                assert {each.name for each in place.iterdir()} <= {pack.name, *BESIDE}
                assert {each.name for each in place.glob("aside/*")} <= {"unpacked", "delivered.zip"}
            except Exception:
                self.fail(number, deeds, traceback.format_exc())
                codes = set()
            best = min(best, (time.perf_counter() - start) * part_of_a_processor())
            work = min(work, work_seconds() - worked)
            memory = peak_mb()
            shutil.rmtree(place)
            if max(best, work) <= MOST_SECONDS:
                break
        else:
            self.fail(number, deeds, f"{best:.1f} s on the clock, {work:.1f} s of work")
        if memory > MOST_MB:
            self.fail(number, deeds, f"{memory:.0f} MB")
        if self.guard.breaches:
            self.fail(number, deeds, f"outside: {self.guard.breaches}")
            self.guard.breaches.clear()
        self.slowest = max(self.slowest, (best, number))
        self.hardest = max(self.hardest, (work, number))
        self.largest = max(self.largest, (memory, number))
        self.codes.update(codes)
        self.deeds.update(deeds)
        self.done += 1

    def fail(self, number: int, deeds: list[str], why: str) -> None:
        self.failures.append(f"mutant {self.seed}:{number} ({', '.join(deeds)}): {why}")

    def finish(self) -> None:
        """What is known only now: the memory of decoders that have ended."""
        workers.pool.close()
        self.ended_mb = ended_mb()
        if self.ended_mb > MOST_MB:
            self.failures.append(f"a decoder had {self.ended_mb:.0f} MB")

    def as_dict(self) -> dict[str, object]:
        """What is printed."""
        return {
            "seed": self.seed,
            "mutants": self.done,
            "seconds": self.slowest[0],
            "slowest": self.slowest[1],
            "work": self.hardest[0],
            "hardest": self.hardest[1],
            "mb": self.largest[0],
            "largest": self.largest[1],
            "ended_mb": self.ended_mb,
            "opened": self.guard.seen,
            "codes": dict(self.codes.most_common()),
            "deeds": dict(self.deeds.most_common()),
            "failures": self.failures,
        }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=options.folder))
    run = Run(options.seed, folder)
    run.prepare()
    start = time.perf_counter()
    for number in range(options.first, options.first + options.count):
        if time.perf_counter() - start > options.seconds or len(run.failures) >= _MOST_FAILURES:
            break
        # Should this process crash, it is known where.
        sys.stderr.write(f"{number}\n")
        run.one(number)
    run.finish()
    sys.stdout.write(json.dumps(run.as_dict()))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
