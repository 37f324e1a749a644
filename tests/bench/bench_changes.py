"""What a curator waits for: a check of 10,000 records beside libyaml's parse of the same files, and a build
after one change beside the build of everything."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
import yaml

from kiosk.media.derive import derive_all
from kiosk.packs.reader import read_hall, read_pack
from kiosk.storage import sync
from tests.bench.bench_build import RECORDS, timed
from tests.bench.table import Row
from tests.builds import run, set_version
from tests.synthetic import make_content, make_picture

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]

CHECK, CHANGE = "Checking 10,000 records", "One change in 10,000 records"
FULL = "building all of it"
TIMES = 3
PHOTOGRAPH = (4000, 3000)


def load(content: Path) -> None:
    for file in content.rglob("*.yaml"):
        with file.open("rb") as stream:
            yaml.load(stream, yaml.CSafeLoader)


def scan(content: Path) -> None:
    for file in content.rglob("*.yaml"):
        with file.open("rb") as stream:
            for _ in yaml.parse(stream, yaml.CSafeLoader):
                pass


def check_rows(folder: Path) -> list[Row]:
    content = folder / "content"
    loaded, scanned = timed(lambda: load(content)), timed(lambda: scan(content))

    def check() -> None:
        assert read_pack(content / "saka", read_hall(content).terms).pack is not None

    checked = timed(check)
    return [
        Row(CHECK, "on the clock", checked[0], "s", "libyaml parses them", loaded[0], times=3),
        Row(CHECK, "processor time", checked[1], "s", "libyaml parses them", loaded[1], times=3),
        Row(CHECK, "the same", checked[1], "s", "libyaml's events, no data made of them", scanned[1]),
    ]


def change_text(folder: Path) -> None:
    file = folder / "content/saka/objects/r05000.yaml"
    said = file.read_text("utf-8")
    file.write_text(said.replace("accession_number: ", "accession_number: N"), "utf-8")


def change_rows(folder: Path) -> list[Row]:
    sync(folder)
    full = timed(lambda: run(folder))
    texts, pictures = [], []
    for _ in range(TIMES):
        change_text(folder)
        texts.append(timed(lambda: run(folder)))
    for number in range(TIMES):
        file = folder / "content/saka/media/p0.jpg"
        make_picture(file, PHOTOGRAPH, number)
        made = timed(
            lambda at=number, file=file: derive_all(
                {"p": file}, lambda _: folder / f"made{at}", folder / "aside", lambda: None
            )
        )
        both = timed(lambda: run(folder))
        pictures.append((both[0] - made[0], both[1] - made[1]))
    set_version(folder, "saka", "1.1")
    gallery = timed(lambda: run(folder))
    clock, work = (median(each[at] for each in texts) for at in (0, 1))
    return [
        Row(CHANGE, "one text, on the clock", clock, "s", FULL, full[0], times=0.25),
        Row(CHANGE, "one text, processor time", work, "s", FULL, full[1], times=0.25),
        Row(
            CHANGE,
            "one picture, on the clock, without the time of its derivatives",
            median(each[0] for each in pictures),
            "s",
            FULL,
            full[0],
            times=0.25,
        ),
        Row(
            CHANGE,
            "one picture, processor time, without that of its derivatives",
            median(each[1] for each in pictures),
            "s",
            FULL,
            full[1],
            times=0.25,
        ),
        Row(CHANGE, "the gallery's version, processor time", gallery[1], "s", FULL, full[1]),
    ]


def test_checks_and_changes(tell: Callable[..., None]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Small pictures: what is compared is everything else.
        make_content(folder / "content", {"saka": RECORDS}, pictures=1, size=(320, 240))
        tell(*check_rows(folder), *change_rows(folder))
