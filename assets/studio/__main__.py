"""Command line: python -m studio ITEM [ITEM ...] (run from the folder above this one)."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from dataclasses import replace
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


def due(item: str, name: str, output: str, options: argparse.Namespace) -> str:
    """Return the hash of a file's sources if it has to be made, else nothing; with --mark it is current.

    The hash is taken before the work, for somebody may edit a module meanwhile.
    """
    mark = fingerprint(item, output)
    if options.mark:
        remember(item, output, mark)
        return ""
    done = (ROOT / output).exists() and remembered(item).get(output) == mark
    if done and not (options.force or options.draft):
        say(f"{item} {name}: unchanged")
        return ""
    return mark


def photograph(item: str, module: ModuleType, options: argparse.Namespace) -> None:
    """Render those pictures of an item that have changed."""
    from . import scene

    for name, shot in module.SHOTS.items():
        if options.shot and name != options.shot:
            continue
        mark = due(item, name, shot.output, options)
        if not mark:
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


def sculpt(item: str, module: ModuleType, options: argparse.Namespace) -> None:
    """Write the model of a solid item if it has changed; a draft has coarse textures."""
    from . import models

    model = module.MODEL
    mark = due(item, "model", model.output, options)
    if not mark:
        return
    began = time.monotonic()
    say(f"{item} model: modelling and baking")
    target = ROOT / model.output
    if options.draft:
        target, model = options.out / target.name, replace(model, texture=256)
    facts = models.export(module, model, target)
    if not options.draft:
        remember(item, model.output, mark)
    say(f"{item} model: {target.name}, {facts}, {time.monotonic() - began:.0f} s")


def revolve(item: str, module: ModuleType, options: argparse.Namespace) -> None:
    """Render the turn of a solid item if it has changed."""
    from . import turns

    turn = module.TURN
    mark = due(item, "turn", turn.output, options)
    if not mark:
        return
    began = time.monotonic()
    say(f"{item} turn: modelling")
    folder = (options.out / Path(turn.output).name) if options.draft else ROOT / turn.output
    for frame in turns.render(module, turn, folder, options.draft):
        kilobytes = frame.stat().st_size // 1000
        say(f"{item} turn: {frame.name}, {kilobytes} kB, {time.monotonic() - began:.0f} s")
    if not options.draft:
        remember(item, turn.output, mark)


def main() -> int:
    parser = argparse.ArgumentParser(prog="studio", description="Render pictures of replicas.")
    parser.add_argument("items", nargs="*", metavar="ITEM", help="names from --list")
    parser.add_argument("--all", action="store_true", help="every item")
    parser.add_argument("--list", action="store_true", help="list the items, and whether they are current")
    parser.add_argument("--shot", help="only this picture of the item (e.g. detail)")
    parser.add_argument("--force", action="store_true", help="render even if nothing has changed")
    parser.add_argument("--draft", action="store_true", help="small quick render, kept apart")
    parser.add_argument("--preview", action="store_true", help="only draw a relief, in seconds")
    parser.add_argument("--glb", action="store_true", help="write the model of a solid item")
    parser.add_argument("--turn", action="store_true", help="render a solid item on a turntable")
    parser.add_argument("--mark", action="store_true", help="take the files as they are for current")
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
    tasks = (
        (not (options.glb or options.turn), "SHOTS", photograph),
        (options.glb, "MODEL", sculpt),
        (options.turn, "TURN", revolve),
    )
    for number, item in enumerate(chosen, 1):
        if len(chosen) > 1:
            say(f"[{number}/{len(chosen)}]")
        module = importlib.import_module(f"studio.items.{item}")
        if options.preview:
            preview(item, module, options.out)
            continue
        for asked, needed, make in tasks:
            if asked and hasattr(module, needed):
                make(item, module, options)
            elif asked:
                say(f"{item} has no {needed}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
