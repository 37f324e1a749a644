"""Command line: python -m studio ITEM [ITEM ...] (run from the folder above this one)."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path
from types import ModuleType

from .freshness import fingerprint, items, remember, remembered, state

ROOT = Path(__file__).resolve().parents[2]
DRAFT = 800  # pixels of a draft on its long side
LIBRARIES = "libgl1 libsm6 libx11-6 libxfixes3 libxi6 libxkbcommon0 libxrender1"


def say(text: str) -> None:
    print(text, flush=True)


def preview(item: str, module: ModuleType, folder: Path) -> None:
    """Draw a relief without rendering it."""
    target = folder / f"{item}-preview.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    module.draw(1.0).preview().save(target)
    say(f"{item}: drawn to {target}")


def photograph(item: str, module: ModuleType, options: argparse.Namespace) -> None:
    """Render those pictures of an item that have changed."""
    from . import scene

    mark = fingerprint(item)
    for name, shot in module.SHOTS.items():
        if options.shot and name != options.shot:
            continue
        if options.mark:
            remember(item, shot.output, mark)
            continue
        done = (ROOT / shot.output).is_file() and remembered(item).get(shot.output) == mark
        if done and not (options.force or options.draft):
            say(f"{item} {name}: unchanged")
            continue
        began = time.monotonic()
        say(f"{item} {name}: modelling")
        scene.clear()
        module.build(draft=options.draft)
        target, size, samples = ROOT / shot.output, shot.size, shot.samples
        if options.draft:
            target = options.out / Path(shot.output).name
            part = DRAFT / max(size)
            size, samples = (round(size[0] * part), round(size[1] * part)), 8
        say(f"{item} {name}: rendering {size[0]}x{size[1]}, {samples} samples")
        scene.render(shot, target, size, samples)
        if not options.draft:
            remember(item, shot.output, mark)
        kilobytes = target.stat().st_size // 1000
        say(f"{item} {name}: {target.name}, {kilobytes} kB, {time.monotonic() - began:.0f} s")


def main() -> int:
    parser = argparse.ArgumentParser(prog="studio", description="Render pictures of replicas.")
    parser.add_argument("items", nargs="*", metavar="ITEM", help="names from --list")
    parser.add_argument("--all", action="store_true", help="every item")
    parser.add_argument("--list", action="store_true", help="list the items, and whether they are current")
    parser.add_argument("--shot", help="only this picture of the item (e.g. detail)")
    parser.add_argument("--force", action="store_true", help="render even if nothing has changed")
    parser.add_argument("--draft", action="store_true", help="small quick render, kept apart")
    parser.add_argument("--preview", action="store_true", help="only draw a relief, in seconds")
    parser.add_argument("--mark", action="store_true", help="take the pictures as they are for current")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "studio", help="folder of drafts")
    options = parser.parse_args()
    known = items()
    if options.list:
        for item in known:
            say(f"{item:28} {state(item, ROOT)}")
        return 0
    chosen = known if options.all else options.items
    unknown = sorted(set(chosen) - set(known))
    if unknown or not chosen:
        parser.error(f"unknown item: {', '.join(unknown)}" if unknown else "name an item, or --all")
    try:
        importlib.import_module("bpy")
    except ImportError as error:
        say(f"Blender does not start here ({error}). It needs Python 3.11 and Debian's {LIBRARIES}.")
        return 1
    for number, item in enumerate(chosen, 1):
        if len(chosen) > 1:
            say(f"[{number}/{len(chosen)}]")
        module = importlib.import_module(f"studio.items.{item}")
        if options.preview:
            preview(item, module, options.out)
        else:
            photograph(item, module, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
