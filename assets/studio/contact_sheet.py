"""Contact sheets of every picture of the packs: python -m studio.contact_sheet (from the folder assets).

Writes docs/pictures.md. Needs Pillow and PyYAML, not Blender.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGE = DOCS / "pictures.md"
FONT = ROOT / "assets" / "fonts" / "KioskSans-Regular.ttf"
GROUND, INK = (20, 17, 14), (222, 212, 196)
COLUMNS, CELL, GAP, WORDS = 5, (384, 288), 16, 26  # pixels
HEAD = """# Pictures

Every picture of the three galleries, made for this kiosk by the scripts in `assets/studio/`. They are
artistic reconstructions, not photographs. `make contact-sheet` writes this page and its sheets anew.
"""


def pictures(pack: Path) -> list[tuple[str, str, str]]:
    """Record, file in the pack and script of every picture, posters too, in the order of the screen."""
    found = []
    records = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in pack.glob("objects/*.yaml")]
    for record in sorted(records, key=lambda each: (each["order"], each["id"])):
        shown = [(image["file"], image["credit"]["en"]) for image in record["images"]]
        shown += [(film["poster"], film["credit"]["en"]) for film in record.get("films", [])]
        found += [(record["id"], file, _script(credit)) for file, credit in shown]
    return found


def _script(credit: str) -> str:
    named = re.search(r"\((assets/studio/[\w/]+\.py)\)", credit)
    if named is None:
        raise ValueError(f"no script is named in {credit!r}")
    return named[1]


def sheet(pack: Path, files: list[str]) -> Image.Image:
    """All pictures of a pack on one page, each with its name."""
    rows = -(-len(files) // COLUMNS)
    wide, high = CELL[0] + GAP, CELL[1] + WORDS + GAP
    page = Image.new("RGB", (COLUMNS * wide + GAP, rows * high + GAP), GROUND)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 17)
    for number, file in enumerate(files):
        left, top = GAP + number % COLUMNS * wide, GAP + number // COLUMNS * high
        with Image.open(pack / file) as picture:
            picture.draft("RGB", CELL)
            picture.thumbnail(CELL, Image.Resampling.LANCZOS)
            at = (left + (CELL[0] - picture.width) // 2, top + (CELL[1] - picture.height) // 2)
            page.paste(picture, at)
        pen.text((left + CELL[0] // 2, top + CELL[1] + 4), Path(file).stem, INK, font, "ma")
    return page


def main() -> None:
    page = HEAD
    for manifest in sorted(ROOT.glob("content/*/pack.yaml")):
        pack = manifest.parent
        shown = pictures(pack)
        title = yaml.safe_load(manifest.read_text(encoding="utf-8"))["title"]["en"]
        image = f"pictures/contact-sheet-{pack.name}.jpg"
        files = list(dict.fromkeys(file for _, file, _ in shown))
        sheet(pack, files).save(DOCS / image, quality=82, optimize=True)
        page += f"\n## {title}\n\n![Every picture of {title}]({image})\n\n"
        page += "| record | picture | made by |\n| --- | --- | --- |\n"
        for record, file, script in shown:
            page += f"| {record} | `{file}` | `{script}` |\n"
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
