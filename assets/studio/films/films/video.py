"""Writing frames as a film and a still as a poster."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from films.core import FPS, HEIGHT, WIDTH

Render = Callable[[float], np.ndarray]  # time in seconds -> picture (HEIGHT, WIDTH, 3)


@dataclass(frozen=True)
class Encoding:
    """How a film is encoded."""

    crf: float = 22
    """Constant quality; lower is better."""
    limit: int = 7_900_000
    """Most bytes; a film that would be larger is encoded again, in two passes, to fit."""
    options: tuple[str, ...] = ()
    """More of ffmpeg's options."""


USUAL = Encoding()


def _x264(source: Path, out: Path, *quality: str) -> None:
    """Encode a finished picture sequence as silent H.264 that starts playing before it has loaded."""
    command = ["ffmpeg", "-y", "-loglevel", "error", "-i", str(source), "-an", "-c:v", "libx264"]
    command += [
        "-profile:v",
        "high",
        "-preset",
        "slow",
        "-pix_fmt",
        "yuv420p",
        "-aq-mode",
        "3",
        "-threads",
        "2",
    ]
    command += ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", *quality]
    subprocess.run([*command, "-movflags", "+faststart", "-map_metadata", "-1", str(out)], check=True)


def _render(out: Path, render: Render, seconds: float, crf: int, every: int = 1, width: int = WIDTH) -> None:
    """Draw all frames, or every n-th, into a file `width` pixels wide."""
    command = ["ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24"]
    command += ["-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS / every), "-i", "-"]
    command += ["-vf", f"scale={width}:-2:out_color_matrix=bt709:out_range=tv"]
    command += ["-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-crf", str(crf)]
    command += ["-threads", "1", str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        for k in range(0, round(seconds * FPS), every):
            encoder.stdin.write(np.ascontiguousarray(render(k / FPS)).tobytes())
        encoder.stdin.close()
        if encoder.wait() != 0:
            raise RuntimeError("ffmpeg could not write the frames")


def write_film(out: Path, render: Render, seconds: float, encoding: Encoding) -> None:
    """Write the film at a constant quality; if that is too large, in two passes to fit."""
    with tempfile.TemporaryDirectory() as folder:
        frames = Path(folder) / "frames.mkv"
        _render(frames, render, seconds, crf=4)
        _x264(frames, out, *encoding.options, "-crf", str(encoding.crf))
        if out.stat().st_size <= encoding.limit:
            return
        rate = str(int(encoding.limit * 0.97 * 8 / seconds))
        log = str(Path(folder) / "pass")
        for number in ("1", "2"):
            _x264(frames, out, *encoding.options, "-b:v", rate, "-pass", number, "-passlogfile", log)


def write_draft(out: Path, render: Render, seconds: float) -> None:
    """Write every fifth frame at half the size, for looking at the motion."""
    _render(out, render, seconds, crf=20, every=5, width=WIDTH // 2)


def write_poster(out: Path, picture: np.ndarray, limit: int = 300_000) -> None:
    """Save a JPEG of at most `limit` bytes."""
    for quality in range(90, 40, -4):
        Image.fromarray(picture).save(out, quality=quality, optimize=True, progressive=True)
        if out.stat().st_size <= limit:
            return


def write_stills(folder: Path, render: Render, times: list[float]) -> None:
    """Save single frames as PNG, for looking at them."""
    folder.mkdir(parents=True, exist_ok=True)
    for t in times:
        Image.fromarray(render(t)).save(folder / f"{t:06.2f}.png")
