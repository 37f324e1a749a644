"""Writing frames as a film and a still as a poster."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from films.core import FPS, HEIGHT, WIDTH

Render = Callable[[float], np.ndarray]  # time in seconds -> picture (HEIGHT, WIDTH, 3)


def write_film(out: Path, render: Render, seconds: float, crf: float = 22) -> None:
    """Encode all frames as silent H.264 that starts playing before it has loaded."""
    out.parent.mkdir(parents=True, exist_ok=True)
    command = [
        "ffmpeg", "-y", "-loglevel", "error",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS), "-i", "-",
        "-an", "-vf", "scale=out_color_matrix=bt709:out_range=tv",
        "-c:v", "libx264", "-profile:v", "high", "-preset", "slow", "-crf", str(crf),
        "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
        "-aq-mode", "3", "-threads", "2", "-movflags", "+faststart", "-map_metadata", "-1", str(out),
    ]  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin is not None
        for k in range(round(seconds * FPS)):
            encoder.stdin.write(np.ascontiguousarray(render(k / FPS)).tobytes())
        encoder.stdin.close()
        if encoder.wait() != 0:
            raise RuntimeError("ffmpeg could not write the film")


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
