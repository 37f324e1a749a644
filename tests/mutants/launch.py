"""Starts ``tests.mutants.run`` as a process of its own, which may crash."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Found:
    """What became of many mutants."""

    seed: int
    mutants: int
    good: int
    """Those that have no error for all that happened to them."""
    codes: int
    """Different kinds of problems."""
    opened: int
    """Files opened and folders listed, all of them the packs' own."""
    seconds: float
    """The longest check on the clock of a machine that does nothing else."""
    work: float
    """The most processor seconds of a check."""
    mb: float
    """The most memory of a check, with the decoders of pictures."""
    ended_mb: float
    """The most memory of a decoder that has ended, such as those of films."""
    failures: list[str]

    @property
    def summary(self) -> str:
        return (
            f"{self.mutants:,} mutated packs of seed {self.seed}: {self.good:,} without an error, the others "
            f"with {self.codes} kinds of problems; {len(self.failures)} failures; {self.opened:,} files "
            f"opened; at most {self.seconds:.1f} s ({self.work:.1f} s of work), {self.mb:.0f} MB, and "
            f"{self.ended_mb:.0f} MB for a film."
        )


def launch(folder: Path, seed: int, count: int = 10_000, seconds: float | None = None) -> Found:
    """Check ``count`` mutants, or as many as fit into ``seconds``."""
    command = [sys.executable, "-m", "tests.mutants.run", "--folder", str(folder), "--seed", str(seed)]
    command += ["--count", str(count), *(["--seconds", str(seconds)] if seconds else [])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    last = done.stderr[-3000:]
    assert done.returncode == 0, (
        f"the check ended with {done.returncode}; its last mutants of seed {seed}: {last}"
    )
    found = json.loads(done.stdout)
    codes = found["codes"]
    return Found(
        seed,
        found["mutants"],
        codes.pop("(no error)", 0),
        len(codes),
        found["opened"],
        found["seconds"],
        found["work"],
        found["mb"],
        found["ended_mb"],
        found["failures"],
    )
