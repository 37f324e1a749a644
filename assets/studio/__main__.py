"""Command line: python -m studio ITEM [ITEM ...] (run from the folder above this one)."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path

from .freshness import fingerprint, items, remember, remembered

ROOT = Path(__file__).resolve().parents[2]
DRAFT = 800  # pixels of a draft on its long side


def make(item: str, options: argparse.Namespace) -> None:
    """Render what has changed of an item."""
    mark = fingerprint(item)
    module = importlib.import_module(f"studio.items.{item}")
    if options.preview:
        target = options.out / f"{item}-preview.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        module.draw(1.0).preview().save(target)
        print(f"{item}: drawn to {target}", flush=True)
        return
    from . import scene

    for name, shot in module.SHOTS.items():
        if options.shot and name != options.shot:
            continue
        if options.mark:
            remember(item, shot.output, mark)
            continue
        done = (ROOT / shot.output).is_file() and remembered(item).get(shot.output) == mark
        if done and not (options.force or options.draft):
            print(f"{item} {name}: unchanged", flush=True)
            continue
        began = time.monotonic()
        print(f"{item} {name}: modelling", flush=True)
        scene.clear()
        module.build(draft=options.draft)
        target, size, samples = ROOT / shot.output, shot.size, shot.samples
        if options.draft:
            target = options.out / Path(shot.output).name
            part = DRAFT / max(size)
            size, samples = (round(size[0] * part), round(size[1] * part)), 8
        print(f"{item} {name}: rendering {size[0]}x{size[1]}, {samples} samples", flush=True)
        scene.render(shot, target, size, samples)
        if not options.draft:
            remember(item, shot.output, mark)
        kilobytes = target.stat().st_size // 1000
        print(f"{item} {name}: {target.name}, {kilobytes} kB, {time.monotonic() - began:.0f} s", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="studio", description="Render pictures of replicas.")
    parser.add_argument("items", nargs="*", metavar="ITEM", help="names from --list")
    parser.add_argument("--all", action="store_true", help="every item")
    parser.add_argument("--list", action="store_true", help="list the items and stop")
    parser.add_argument("--shot", help="only this picture of the item (e.g. detail)")
    parser.add_argument("--force", action="store_true", help="render even if nothing has changed")
    parser.add_argument("--draft", action="store_true", help="small quick render, kept apart")
    parser.add_argument("--preview", action="store_true", help="only draw a relief, in seconds")
    parser.add_argument("--mark", action="store_true", help="take the pictures as they are for current")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "studio", help="folder of drafts")
    options = parser.parse_args()
    known = items()
    if options.list:
        print("\n".join(known))
        return 0
    chosen = known if options.all else options.items
    unknown = sorted(set(chosen) - set(known))
    if unknown or not chosen:
        parser.error(f"unknown item: {', '.join(unknown)}" if unknown else "name an item, or --all")
    for item in chosen:
        make(item, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
