"""Command line: python -m studio.plates [PLATE ...] (run from the folder `assets`)."""

from __future__ import annotations

import argparse
import importlib
import time
from pathlib import Path

from studio.jpeg import write_jpeg

ROOT = Path(__file__).resolve().parents[3]
PLATES = ("esik_kurgan_cut", "berel_kurgan_cut", "sewn_plaques", "costume_rebuilt", "sites")


def main() -> None:
    """Draw the named plates, or all of them, into the packs."""
    parser = argparse.ArgumentParser(prog="studio.plates", description="Draw the explaining plates.")
    parser.add_argument("plates", nargs="*", metavar="PLATE", help=f"of {', '.join(PLATES)}; none: all")
    parser.add_argument("--out", type=Path, help="write into this folder instead of the packs, as PNG")
    options = parser.parse_args()
    if unknown := set(options.plates) - set(PLATES):
        parser.error(f"no such plate: {', '.join(sorted(unknown))}")
    for name in options.plates or PLATES:
        began = time.monotonic()
        module = importlib.import_module(f"studio.plates.{name}")
        picture = module.draw()
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            target = options.out / f"{name}.png"
            picture.save(target)
            quality = "lossless"
        else:
            target = ROOT / module.OUTPUT
            quality = f"quality {write_jpeg(picture, target)}"
        size = target.stat().st_size // 1000
        print(f"{name}: {target.name}, {size} kB, {quality}, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
