"""The command line shared by the films."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from films.video import USUAL, Encoding, Render, write_draft, write_film, write_poster, write_stills


def run(name: str, render: Render, seconds: float, poster_at: float, encoding: Encoding = USUAL) -> None:
    """Write the film and its poster to --out, or single frames with --stills."""
    parser = argparse.ArgumentParser(description=f"Write {name}.mp4 and {name}.jpg")
    parser.add_argument("--out", type=Path, required=True, help="folder for the results")
    parser.add_argument("--crf", type=float, help="quality of the encoding (lower is better)")
    parser.add_argument("--stills", type=float, nargs="*", help="write only these moments (seconds) as PNG")
    parser.add_argument("--poster-only", action="store_true", help="write only the poster")
    parser.add_argument("--draft", action="store_true", help="write every fifth frame at half the size")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.stills is not None:
        write_stills(options.out, render, options.stills)
        return
    if options.draft:
        write_draft(options.out / f"{name}-draft.mp4", render, seconds)
        return
    write_poster(options.out / f"{name}.jpg", render(poster_at))
    if not options.poster_only:
        chosen = replace(encoding, crf=options.crf) if options.crf else encoding
        write_film(options.out / f"{name}.mp4", render, seconds, chosen)
