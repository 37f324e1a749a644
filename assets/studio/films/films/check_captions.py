"""Check the captions beside films. Run: python -m films.check_captions FILM.mp4 [FILM.mp4 ...]

Five to eight cues, each at least two seconds, in order and inside the film,
at most two lines of 42 characters (Chinese: 20).
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

LANGUAGES = ("kk", "zh", "en", "ru")
TIMING = re.compile(r"(\d\d):(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d):(\d\d\.\d{3})")


def film_seconds(film: Path) -> float:
    """Length of a film."""
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(film)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def faults(text: str, language: str, seconds: float) -> list[str]:
    """What is wrong with one caption file."""
    blocks = [b for b in text.strip().split("\n\n") if "-->" in b]
    found = [] if text.startswith("WEBVTT") else ["no WEBVTT head"]
    if not 5 <= len(blocks) <= 8:
        found.append(f"{len(blocks)} cues")
    last = 0.0
    for block in blocks:
        timing, *lines = block.split("\n")
        match = TIMING.match(timing)
        if not match:
            found.append(f"timing not read: {timing}")
            continue
        h0, m0, s0, h1, m1, s1 = (float(x) for x in match.groups())
        start, end = h0 * 3600 + m0 * 60 + s0, h1 * 3600 + m1 * 60 + s1
        if start < last or end > seconds or end - start < 2:
            found.append(f"bad times: {timing}")
        last = end
        limit = 20 if language == "zh" else 42
        if not 1 <= len(lines) <= 2 or any(len(line) > limit for line in lines):
            found.append(f"too long: {' / '.join(lines)}")
    return found


def main() -> None:
    """Check every film given; exit 1 if anything is wrong."""
    wrong = False
    for film in map(Path, sys.argv[1:]):
        seconds = film_seconds(film)
        for language in LANGUAGES:
            file = film.with_suffix(f".{language}.vtt")
            for fault in faults(file.read_text("utf-8"), language, seconds):
                wrong = True
                print(f"{file.name}: {fault}")
    sys.exit(wrong)


if __name__ == "__main__":
    main()
