"""What a visitor does with 10,000 records: language, opening, flinging; each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from kiosk.catalogue.queries import Catalogue
from kiosk.ui.widgets.card_grid import TITLE_LINES
from tests.bench import chromium
from tests.bench.conftest import Edition
from tests.bench.inside import FLING_SECONDS, FLING_SPEED
from tests.bench.table import Row, spread

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

ROOT = Path(__file__).parents[2]
Tell = Callable[..., None]
Clean = dict[str, str]
FPS = "frames/s"


def inside(program: str, *arguments: str | Path, clean: Clean) -> Any:
    """What a process of its own measured in its own window."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{program}", *map(str, arguments)],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def language_rows(part: str, found: list[dict[str, Any]]) -> list[Row]:
    rows = [
        Row(
            part,
            "next full frame",
            median(each["full"] for each in found),
            "ms",
            "one plain redraw",
            median(each["redraw"] for each in found),
            times=3,
            note=f"median of {len(found)}",
        )
    ]
    for language in ("kk", "zh", "en", "ru"):
        work = [each["python"] for each in found if each["language"] == language]
        note = "seen before" if language == "kk" else "median, first time"
        rows.append(Row(part, f"Python, to {language}", median(work), "ms", most=100, note=note))
    rows.append(Row(part, "Python, the worst of all", max(each["python"] for each in found), "ms", most=100))
    return rows


def test_language_on_a_record(many: Edition, tell: Tell, clean: Clean) -> None:
    found = inside("inside", "language_record", many.data, clean=clean)
    tell(*language_rows("Another language on a record", found))


def test_language_in_a_gallery(many: Edition, tell: Tell, clean: Clean) -> None:
    found = inside("inside", "language_gallery", many.data, clean=clean)
    tell(*language_rows("Another language in the gallery of 10,000", found))


def test_opening_the_gallery(many: Edition, few: Edition, tell: Tell, clean: Clean) -> None:
    part = "Opening the gallery of 10,000"
    large = inside("inside", "open_gallery", many.data, clean=clean)
    small = inside("inside", "open_gallery", few.data, clean=clean)
    tell(
        Row(
            part,
            "Python, the first time",
            large[0]["python"],
            "ms",
            "12 records",
            small[0]["python"],
            most=150,
        ),
        Row(
            part,
            "Python, again",
            median(each["python"] for each in large[1:]),
            "ms",
            "12 records",
            median(each["python"] for each in small[1:]),
            most=150,
        ),
        Row(
            part,
            "first frame, the first time",
            large[0]["first"],
            "ms",
            "one plain redraw",
            large[0]["redraw"],
        ),
        Row(
            part, "all pictures there, the first time", large[0]["full"], "ms", "12 records", small[0]["full"]
        ),
    )


def fling_rows(part: str, found: dict[str, Any], plain: dict[str, Any] | None) -> list[Row]:
    beside = "RecycleView" if plain else ""
    return [
        Row(
            part,
            "frames a second",
            found["frames"] / found["seconds"],
            FPS,
            beside,
            len(plain["whole"]) / plain["seconds"] if plain else None,
            least=60,
        ),
        Row(
            part,
            "a frame, 99th percentile",
            spread(found["whole"], 0.99),
            "ms",
            beside,
            spread(plain["whole"], 0.99) if plain else None,
            most=20,
        ),
        Row(
            part,
            "Python a frame, 99th percentile",
            spread(found["python"], 0.99),
            "ms",
            most=4,
            note=f"median {median(found['python']):.1f} ms",
        ),
        Row(part, "  the same on the clock", spread(found["clock"], 0.99), "ms"),
        Row(part, "processor time of a frame, all threads", found["work"], "ms"),
        Row(
            part,
            "most memory ever resident (RSS)",
            found["rss"],
            "MB",
            beside,
            plain["rss"] if plain else None,
            most=300,
        ),
        Row(part, "its share of memory (PSS)", found["pss"], "MB", beside, plain["pss"] if plain else None),
        Row(part, "cards seen without their picture", found["bare"] * 100, "%"),
    ]


def test_flinging(many: Edition, tell: Tell, clean: Clean, tmp_path: Path) -> None:
    asked = tmp_path / "asked.json"
    asked.write_text(json.dumps(cards_of(many)), "utf-8")
    found = inside("inside", "fling", many.data, clean=clean)
    plain = inside("recycleview", asked, clean=clean)
    tell(*fling_rows("Flinging through 10,000, 1920 × 1080", found, plain))
    anew = inside("inside", "fling_anew", many.data, clean=clean)
    tell(*fling_rows("The same, every picture decoded anew", anew, None))
    if chromium.found():
        part = "Flinging through 10,000, 1920 × 1080"
        shown = [(Path(picture), title) for picture, title in json.loads(asked.read_text("utf-8"))["cards"]]
        browser = chromium.scroll(shown[:2000], FLING_SPEED / 2, FLING_SECONDS, tmp_path / "profile")
        beside = "Chromium, 2,000 cards, its own 60 Hz"
        tell(
            Row(
                part,
                "frames a second",
                found["frames"] / found["seconds"],
                FPS,
                beside,
                1000 * len(browser["frames"]) / sum(browser["frames"]),
            ),
            Row(part, "its share of memory (PSS)", found["pss"], "MB", beside, browser["pss"]),
        )


def cards_of(edition: Edition) -> dict[str, Any]:
    """What the references show: the pictures and titles of all records, in cards like the kiosk's."""
    catalogue = Catalogue(edition.folder)
    try:
        keys = catalogue.record_keys("saka")
        cards = [card for at in range(0, len(keys), 500) for card in catalogue.cards(keys[at : at + 500])]
    finally:
        catalogue.close()
    return {
        "cards": [
            [str(card.image.folder / "c400.jpg"), card.title["kk"]]
            for card in cards
            if card.image is not None
        ],
        "columns": 4,
        "card": [440, 300 + TITLE_LINES * 40 + 60],
        "picture": [400, 300],
        "font": str(ROOT / "assets" / "fonts" / "KioskSans-Bold.ttf"),
        "seconds": FLING_SECONDS,
    }
